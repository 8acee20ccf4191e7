"""Bound the day a report was published, where the report does not say it.

In: a report with actors, what its header says, the knowledge pack. Out: a range of days with bases.

A report that calls somebody foreign minister was written while he was. A report that speaks of a
dated occurrence was written after it. Each bound is kept with its reason; a bound that contradicts
those before it is left out and returned as a conflict.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from regesta.model.actors import Actor
from regesta.model.reports import AnnotatedReport, DateMention
from regesta.model.times import UNBOUNDED, DayRange, intersect
from regesta.packs.knowledge import Knowledge, Tenure


def report_window(
    report: AnnotatedReport,
    actors: Sequence[tuple[Actor, ...]],
    dates: Sequence[DateMention],
    knowledge: Knowledge,
    header: DayRange | None,
) -> tuple[DayRange, tuple[str, ...]]:
    """Return the days on which the report may have appeared, and the bounds that would not fit.

    A header, or a date given beside the file, settles it. Else tenures and landmarks bound it, and
    `as_of` of the knowledge pack is its end.
    """
    if header is not None:
        return header, ()
    window = UNBOUNDED
    conflicts: list[str] = []
    for bound in (
        *_years(report, dates),
        *_landmarks(report, knowledge),
        *_tenures(report, actors, knowledge),
        *_anniversaries(report, actors, dates, knowledge),
    ):
        narrower = intersect(window, bound)
        if narrower is None:
            conflicts.extend(bound.basis)
        else:
            window = narrower
    if window.end is None:
        last = knowledge.as_of
        if window.start is not None and window.start > last:
            last = window.start
        capped = intersect(
            window, DayRange(None, _after(last), "period", (f"pack-as-of: {knowledge.as_of}",))
        )
        window = capped or window
    return window, tuple(conflicts)


def _after(day: dt.date) -> dt.date:

    return day + dt.timedelta(days=1)


def _years(report: AnnotatedReport, dates: Sequence[DateMention]) -> list[DayRange]:
    """Return lower bounds from full dates in the past tense: nothing explicit lies long after the report."""
    starts = [
        d.range.start
        for d in dates
        if d.range is not None and d.range.start is not None and d.granularity == "day" and d.direction == ""
    ]
    if not starts:
        return []
    # A report with a full date is seldom older than a month before it (plans), and follows it otherwise;
    # a full date in the lead is that of the news.
    latest, month = max(starts), dt.timedelta(days=31)
    lead = [s.span.end for s in report.sentences if not s.headline][:2]
    early = (
        any(d.range is not None and d.range.start == latest and d.span.end <= lead[-1] for d in dates)
        if lead
        else False
    )
    end = latest + dt.timedelta(days=8) if early else None
    return [DayRange(latest - month, end, "period", (f"after: {latest} in the text",))]


def _landmarks(report: AnnotatedReport, knowledge: Knowledge) -> list[DayRange]:
    """Return the landmarks a sentence of the report speaks of, as lower bounds."""
    found: dict[str, DayRange] = {}
    for sentence in report.sentences:
        for row in knowledge.landmarks_in(sentence.span.of(report.text), report.language):
            found[row.id] = DayRange(row.first, None, "period", (f"after: {row.name}",))
    return list(found.values())


def _tenures(
    report: AnnotatedReport, actors: Sequence[tuple[Actor, ...]], knowledge: Knowledge
) -> list[DayRange]:
    found: dict[str, DayRange] = {}
    for mention, who in zip(report.mentions, actors, strict=True):
        if (
            mention.kind != "person"
            or not mention.offices
            or mention.standing in {"former", "late", "designate"}
        ):
            continue
        for actor in who[:1]:
            if not actor.entity.startswith("person:") or actor.entity.startswith("person:x"):
                continue
            held = [
                t
                for t in knowledge.held_by(actor.entity.removeprefix("person:"))
                if t.office in mention.offices
                and (not mention.states or t.state in mention.states)
                and not mention.deputy
            ]
            if held:
                found.setdefault(actor.entity + held[0].office, _hull(held, knowledge))
    return list(found.values())


def _hull(held: Sequence[Tenure], knowledge: Knowledge) -> DayRange:
    start = min(t.since for t in held)
    end = None if any(t.until is None for t in held) else max(t.until for t in held if t.until is not None)
    person = knowledge.persons[held[0].person].name
    label = knowledge.label(held[0].office)
    until = f" until {end}" if end else ""
    return DayRange(
        start, end, "period", (f"tenure: {person} {label} of {held[0].state} from {start}{until}",)
    )


def _anniversaries(
    report: AnnotatedReport,
    actors: Sequence[tuple[Actor, ...]],
    dates: Sequence[DateMention],
    knowledge: Knowledge,
) -> list[DayRange]:
    """Return the year in which an anniversary of diplomatic ties falls, where the pack knows the day."""
    found: list[DayRange] = []
    for date in dates:
        if date.kind != "anniversary" or not date.n:
            continue
        sentence = next((s for s in report.sentences if s.span.holds(date.span)), None)
        if sentence is None:
            continue
        near = _states_near(report, actors, sentence.span.start, sentence.span.end)
        for pair, row in knowledge.relations.items():
            if set(pair) <= near:
                year = row.since.year + date.n
                found.append(
                    DayRange(
                        dt.date(year, 1, 1),
                        dt.date(year + 1, 1, 1),
                        "year",
                        (f"anniversary: {date.n} years of ties since {row.since}",),
                    )
                )
    return found


def _states_near(
    report: AnnotatedReport, actors: Sequence[tuple[Actor, ...]], start: int, end: int
) -> set[str]:
    inside = {
        a.state
        for m, who in zip(report.mentions, actors, strict=True)
        if start <= m.span.start < end
        for a in who
        if a.state
    }
    if len(inside) >= 2:
        return inside
    return {
        a.state
        for m, who in zip(report.mentions, actors, strict=True)
        if m.kind in {"pair", "roles"}
        for a in who
        if a.state
    } | inside
