"""Records in outline: as much of each as pages about a whole register count, and none of its words.

In: a snapshot and its records. Out: `Outlines`. They are kept by bundle: what decisions tie together, be it in doubt.
What a bundle shows depends on no other, so a write makes anew the bundles that it touches
(docs/decisions/0015-overviews-in-outline.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from typing import TypeVar

from regesta.model.actors import Actor
from regesta.model.findings import (
    Commitment,
    CommitmentKind,
    Event,
    EventStatus,
    EventType,
    Place,
    Stage,
    StageStep,
    Stance,
    Statement,
)
from regesta.model.likeness import between_likenesses, likeness
from regesta.model.records import Merged, Records, Thread
from regesta.model.snapshot import Snapshot, states_of
from regesta.model.spans import Evidence, Span
from regesta.model.times import UNBOUNDED, DayRange, Granularity
from regesta.query.doubt import doubts
from regesta.query.positions import speaking, taken_on, takes_side

T = TypeVar("T", Merged[Event], Merged[Statement], Thread)
_TIES = frozenset({"same", "part_of", "follows", "unsure"})


@dataclass(frozen=True, slots=True)
class EventOutline:
    """An event as it is counted: what, whether, between whom (codes, sorted), when, where."""

    id: str
    type: EventType
    status: EventStatus
    states: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None  # not included
    granularity: Granularity
    modes: tuple[str, ...]
    place: Place | None


@dataclass(frozen=True, slots=True)
class CommitmentOutline:
    """A commitment as it is counted; `moved_by` are the ids of what moved it."""

    id: str
    kind: CommitmentKind
    stage: Stage
    states: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None  # not included
    granularity: Granularity
    silent_months: int | None
    moved_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementOutline:
    """A statement as positions count it: for which states (codes, sorted), on which topics, in which reports (ids)."""

    id: str
    stance: Stance
    states: tuple[str, ...]
    topics: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None  # not included
    granularity: Granularity
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A record that a person should look at: how pressing it is, and which states it concerns, sorted."""

    id: str
    doubt: float
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """Findings that decisions tie together, by id, sorted; and the records that they make, in outline."""

    findings: tuple[str, ...]
    events: tuple[EventOutline, ...] = ()
    commitments: tuple[CommitmentOutline, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    statements: tuple[StatementOutline, ...] = ()


@dataclass(frozen=True)
class Outlines:
    """All of a register in outline, as it stood at a revision.

    `bundles` are by their first finding. `removed` are the ids of the reports that were taken down by then, `mark`
    tells the revision from another register's of the same number.
    """

    revision: int
    mark: str
    as_of: dt.date | None
    removed: frozenset[str]
    bundles: Mapping[str, Bundle] = field(repr=False)

    @cached_property
    def bundle_of(self) -> Mapping[str, str]:
        """Return the first finding of each finding's bundle."""
        return {i: first for first, bundle in self.bundles.items() for i in bundle.findings}

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """Return the doubtful, the most pressing first."""
        found = chain.from_iterable(b.doubts for b in self.bundles.values())
        return tuple(sorted(found, key=lambda d: (-d.doubt, d.id)))

    @cached_property
    def records(self) -> Records:
        """Return events, statements and commitments as records that hold what an outline holds, and else nothing.

        Whatever counts or chooses records works on these too; what it chooses is then read in full.
        """
        bundles = self.bundles.values()
        return Records(
            coder="",
            packs="",
            as_of=self.as_of,
            reports=(),
            entities=(),
            events=_by_id(_event(e) for b in bundles for e in b.events),
            statements=_by_id(_statement(s) for b in bundles for s in b.statements),
            commitments=_by_id(_thread(c) for b in bundles for c in b.commitments),
            offices=(),
            positions=(),
            issues=(),
            decisions=(),
            merged_into=(),
        )

    def members(self, ids: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Return the bundles in which any of some findings are, by their first, and all findings of these."""
        firsts = frozenset(first for i in ids if (first := self.bundle_of.get(i)) is not None)
        return firsts, frozenset(i for first in firsts for i in self.bundles[first].findings)


def bundles_of(snapshot: Snapshot, records: Records) -> dict[str, Bundle]:
    """Return the bundles of a snapshot, by their first finding.

    Args:
        snapshot: Of a part with its doubts, or of everything.
        records: What it gives.
    """
    groups = _tied(snapshot)
    first = {i: group[0] for group in groups for i in group}
    events: dict[str, list[EventOutline]] = {}
    for event in records.events:
        events.setdefault(first[event.id], []).append(_of_event(event.finding))
    commitments: dict[str, list[CommitmentOutline]] = {}
    for item in records.commitments:
        commitments.setdefault(first[item.id], []).append(_of_thread(item))
    statements: dict[str, list[StatementOutline]] = {}
    for said in records.statements:
        if (made := _of_statement(said.finding)).topics:
            statements.setdefault(first[said.id], []).append(made)
    doubtful: dict[str, list[Doubt]] = {}
    for finding, doubt in doubts(records):
        doubtful.setdefault(first[finding.id], []).append(
            Doubt(finding.id, doubt, tuple(sorted(states_of(finding))))
        )
    return {
        group[0]: Bundle(
            group,
            tuple(events.get(group[0], ())),
            tuple(commitments.get(group[0], ())),
            tuple(doubtful.get(group[0], ())),
            tuple(statements.get(group[0], ())),
        )
        for group in groups
    }


def _tied(snapshot: Snapshot) -> list[tuple[str, ...]]:
    """Return the findings in groups that no decision ties to another, each sorted.

    Decisions that were withdrawn tie too, and all that persons say of several: too large a bundle costs time, too small
    a one would be wrong.
    """
    ties = [d.of for d in snapshot.decisions if d.kind in _TIES or d.by.startswith("person:")]
    alike: dict[str, list[str]] = {}
    if any(map(between_likenesses, snapshot.decisions)):
        for finding in snapshot.findings:
            alike.setdefault(likeness(finding), []).append(finding.id)
    leader = {f.id: f.id for f in snapshot.findings}

    def lead(item: str) -> str:
        while leader[item] != item:
            leader[item] = leader[leader[item]]
            item = leader[item]
        return item

    for of in ties:
        tied = [i for named in of for i in alike.get(named, (named,) if named in leader else ())]
        for other in tied[1:]:
            keep, gone = sorted((lead(tied[0]), lead(other)))
            leader[gone] = keep
    groups: dict[str, list[str]] = {}
    for i in sorted(leader):
        groups.setdefault(lead(i), []).append(i)
    return [tuple(group) for group in groups.values()]


# --------------------------------------------------------------------------- to outlines and back


def _of_event(event: Event) -> EventOutline:
    return EventOutline(
        event.id,
        event.type,
        event.status,
        tuple(sorted(states_of(event))),
        event.date.start,
        event.date.end,
        event.date.granularity,
        event.modes,
        event.place,
    )


def _of_thread(item: Thread) -> CommitmentOutline:
    made = item.commitment
    return CommitmentOutline(
        made.id,
        made.kind,
        made.stage,
        tuple(sorted(states_of(made))),
        made.date.start,
        made.date.end,
        made.date.granularity,
        item.silent_months,
        tuple(sorted({s.by for s in item.history if s.by is not None})),
    )


def _of_statement(statement: Statement) -> StatementOutline:
    return StatementOutline(
        statement.id,
        statement.stance,
        speaking(statement),
        taken_on(statement) if takes_side(statement) else (),
        statement.date.start,
        statement.date.end,
        statement.date.granularity,
        tuple(sorted({e.report_id for e in statement.evidence})),
    )


def _statement(outline: StatementOutline) -> Merged[Statement]:
    days = _days(outline.start, outline.end, outline.granularity)
    reports = tuple(_no_words(i) for i in outline.reports)
    speakers, topics = _actors(outline.states), outline.topics
    said = Statement(outline.id, speakers, outline.stance, False, days, reports, topics[0], topics)
    return Merged(said, (said,))


@lru_cache(maxsize=4096)
def _no_words(report_id: str) -> Evidence:
    return Evidence(report_id, Span(0, 1), "", "")


def _event(outline: EventOutline) -> Merged[Event]:
    days = _days(outline.start, outline.end, outline.granularity)
    actors = _actors(outline.states)
    event = Event(
        outline.id, outline.type, outline.status, actors, days, (), outline.modes, place=outline.place
    )
    return Merged(event, (event,))


def _thread(outline: CommitmentOutline) -> Thread:
    days = _days(outline.start, outline.end, outline.granularity)
    made = Commitment(outline.id, outline.kind, "", outline.states, outline.stage, days, ())
    steps = tuple(StageStep(outline.stage, UNBOUNDED, (), by) for by in outline.moved_by)
    return Thread(Merged(made, (made,)), steps, None, outline.silent_months)


@lru_cache(maxsize=4096)
def _days(start: dt.date | None, end: dt.date | None, granularity: Granularity) -> DayRange:
    return DayRange(start, end, granularity)


@lru_cache(maxsize=4096)
def _actors(states: tuple[str, ...]) -> tuple[Actor, ...]:
    return tuple(Actor(f"state:{code}", code, code, "state", code) for code in states)


def _by_id(items: Iterator[T]) -> tuple[T, ...]:
    return tuple(sorted(items, key=lambda item: item.id))
