"""Views: timelines, open commitments, shared positions, offices and who succeeded whom.

In: records, codes of states, and a period. Out: rows in the record format, in an order to be read in,
with what only the view knows added at the end of each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from regesta.model.findings import Event, OfficeHeld
from regesta.model.records import Merged, Records, Thread
from regesta.model.snapshot import states_of
from regesta.model.times import DayRange
from regesta.query.gather import order_of
from regesta.query.lines import (
    commitment_line,
    event_line,
    office_line,
    position_line,
    sources_of,
)
from regesta.query.positions import find_positions

Row = dict[str, Any]
_EARLIEST, _LATEST = dt.date.min, dt.date.max


def timeline(
    records: Records,
    states: Collection[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    types: Collection[str] = (),
) -> list[Row]:
    """Return what happened between states, in order of time.

    Args:
        records: All of the register, or what concerns these states.
        states: Codes; all of them must take part. Empty means everything.
        since: First day that counts.
        until: Last day that counts.
        types: PLOVER types; empty means all.

    Returns:
        Events. `commitments` names those made there, by id.
    """
    return event_rows(records, events_between(records, states, since, until, types))


def event_rows(records: Records, events: Iterable[Merged[Event]]) -> list[Row]:
    """Return events as a timeline shows them, those made there by id."""
    sources = sources_of(records)
    made: dict[str, list[str]] = {}
    for item in records.commitments:
        if item.commitment.event is not None:
            made.setdefault(item.commitment.event, []).append(item.id)
    rows = []
    for event in events:
        row = event_line(event, sources)
        if event.id in made:
            row["commitments"] = sorted(made[event.id])
        rows.append(row)
    return rows


def events_between(
    records: Records,
    states: Collection[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    types: Collection[str] = (),
) -> list[Merged[Event]]:
    """Return the events of a timeline, in order of time."""
    wanted = {t.upper() for t in types}
    found = [
        e
        for e in records.events
        if set(states) <= states_of(e.finding)
        and _within(e.finding.date, since, until)
        and (not wanted or e.finding.type in wanted)
    ]
    return sorted(found, key=lambda e: (*by_time(e.finding.date), e.id))


def took_place(event: Event) -> bool:
    """Return whether an event is told as one that happened, not as planned, denied or conditional."""
    return event.status in {"occurred", "historical"}


def commitments(
    records: Records,
    states: Collection[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    types: Collection[str] = (),
    *,
    open_only: bool = False,
) -> list[Row]:
    """Return what states agreed, promised or offered, those of which nothing was heard for longest last.

    Args:
        records: As for `timeline`.
        states: Codes; all of them must be parties.
        since: First day that counts.
        until: Last day that counts.
        types: Kinds, such as "invitation"; empty means all.
        open_only: Leave out what is done, lapsed, withdrawn or refused, and reports of implementation that
            moved another commitment: they are part of its history.

    Returns:
        Commitments. `open` says whether `open_only` would keep it, `since` is the first day of the history,
        `silent_months` the age of the last dated evidence.
    """
    sources = sources_of(records)
    told = _told(records)
    rows = []
    for item in threads_between(records, states, since, until, types, open_only=open_only):
        row = commitment_line(item, sources)
        row["open"] = _still_open(item, told)
        first = item.history[0].date.start
        if first is not None:
            row["since"] = first.isoformat()
        if item.silent_months is not None:
            row["silent_months"] = item.silent_months
        rows.append(row)
    return rows


def threads_between(
    records: Records,
    states: Collection[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    types: Collection[str] = (),
    *,
    open_only: bool = False,
) -> list[Thread]:
    """Return the commitments of a view, in order of time."""
    wanted = {t.casefold() for t in types}
    told = _told(records)
    found = [
        t
        for t in records.commitments
        if set(states) <= states_of(t.commitment)
        and _within(t.commitment.date, since, until)
        and (not wanted or t.commitment.kind in wanted)
        and (not open_only or _still_open(t, told))
    ]
    return sorted(found, key=lambda t: (*by_time(t.commitment.date), t.commitment.kind, t.id))


def _told(records: Records) -> frozenset[str]:
    """Return the ids of what moved a commitment and so is part of its history."""
    return frozenset(s.by for t in records.commitments for s in t.history if s.by is not None)


def _still_open(item: Thread, told: Collection[str]) -> bool:
    """Return whether anything is to come of a commitment that is not told as part of another."""
    return item.is_open and not (item.commitment.kind == "implementation report" and item.id in told)


def positions(
    records: Records,
    states: Collection[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    types: Collection[str] = (),
) -> list[Row]:
    """Return the stances that states share, or that one holds, the best attested first.

    Args:
        records: As for `timeline`.
        states: Codes; only what these say, and only positions that all of them hold.
        since: First day that counts.
        until: Last day that counts.
        types: Stances; empty means all.
    """
    wanted = {t.casefold() for t in types}
    statements = [s for s in records.statements if _within(s.finding.date, since, until)]
    found = find_positions(statements, order_of(records), states)
    kept = [p for p in found if not wanted or p.stance in wanted]
    sources = sources_of(records)
    kept.sort(key=lambda p: (-len(p.statements), p.topic, p.id))
    return [position_line(p, sources) for p in kept]


def offices(
    records: Records,
    states: Collection[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    types: Collection[str] = (),
) -> list[Row]:
    """Return who held which office: office by office, its holders in order.

    Args:
        records: As for `timeline`.
        states: Codes of states and organisations; any of them. Empty means all.
        since: First day that counts.
        until: Last day that counts.
        types: Offices, such as "foreign minister"; empty means all.

    Returns:
        Offices. `after` is the name of the one before in the same office, as far as reports tell.
    """
    sources = sources_of(records)
    wanted = {t.casefold() for t in types}
    rows = []
    for _, _, holders in successions(records, states):
        before: str | None = None
        for record in holders:
            held = record.finding
            row = office_line(record, sources)
            if before is not None and before != held.name:
                row["after"] = before
            before = held.name
            if _within(held.date, since, until) and (not wanted or held.office.casefold() in wanted):
                rows.append(row)
    return rows


def successions(
    records: Records, states: Collection[str] = ()
) -> list[tuple[str, str, tuple[Merged[OfficeHeld], ...]]]:
    """Return (state, office, holders in order of time) for every office that reports name."""
    groups: dict[tuple[str, str], list[Merged[OfficeHeld]]] = {}
    for record in records.offices:
        held = record.finding
        if not states or held.state in states:
            groups.setdefault((held.state, held.office), []).append(record)
    return [
        (state, office, tuple(sorted(group, key=lambda o: (*by_time(o.finding.date), o.id))))
        for (state, office), group in sorted(groups.items())
    ]


# --------------------------------------------------------------------------- time


def by_time(days: DayRange) -> tuple[dt.date, dt.date]:
    """Return the key that puts things in order of time: by first possible day, then by last."""
    start = days.start or days.last or _LATEST
    return start, days.last or _LATEST


def _within(days: DayRange, since: dt.date | None, until: dt.date | None) -> bool:
    """Return whether a range has a day from `since` to `until`, both included."""
    early = until is None or days.start is None or days.start <= until
    late = since is None or days.last is None or days.last >= since
    return early and late


def dyad(states: Sequence[str]) -> tuple[str, ...]:
    """Return codes in the order in which a pair is named: alphabetical."""
    return tuple(sorted(states))


def span_of(days: Iterable[DayRange]) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day that some ranges surely reach, None where none is bounded."""
    every = list(days)
    starts = [d.start for d in every if d.start is not None]
    lasts = [d.last or d.start for d in every if (d.last or d.start) is not None]
    return min(starts, default=None), max((d for d in lasts if d is not None), default=None)
