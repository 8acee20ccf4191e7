"""What the register shows: one finding, or several that decisions hold to be the same.

Records are computed, never stored. Each keeps the findings it is made of, so that every value can be
traced to the witness that gives it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from regesta.model.decisions import Decision
from regesta.model.findings import (
    Commitment,
    EntityMention,
    Event,
    Finding,
    Issue,
    OfficeHeld,
    Stage,
    StageStep,
    Stance,
    Statement,
)
from regesta.model.snapshot import StoredReport
from regesta.model.spans import Evidence
from regesta.model.times import DayRange

F = TypeVar("F", bound=Finding)

DONE: frozenset[Stage] = frozenset({"fulfilled", "lapsed", "withdrawn", "refused"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """A detail that witnesses give differently: each value as JSON text, with the findings that give it."""

    field: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Merged(Generic[F]):
    """One thing, as all its witnesses together tell it.

    `finding` is the united view and carries the record's id, the smallest of its members'. `members`
    are the findings themselves, sorted by id; `conflicts` what they say differently.
    """

    finding: F
    members: tuple[F, ...]
    conflicts: tuple[Conflict, ...] = ()

    @property
    def id(self) -> str:
        """Return the record's id."""
        return self.finding.id

    @property
    def merged(self) -> Merged[F]:
        """Return the record itself: what a thread is wrapped around."""
        return self

    @property
    def referents(self) -> tuple[str, ...]:
        """Return the ids of the other findings, sorted: they name this record too."""
        return tuple(f.id for f in self.members if f.id != self.finding.id)


@dataclass(frozen=True, slots=True)
class Thread:
    """A commitment with everything that reports say of it.

    `history` is in order of time; its last step gives the stage. `heard` is the last day on which dated
    evidence speaks of it, `silent_months` the whole months from then to the register's `as_of`.
    """

    merged: Merged[Commitment]
    history: tuple[StageStep, ...]
    heard: dt.date | None
    silent_months: int | None

    @property
    def id(self) -> str:
        """Return the record's id."""
        return self.merged.finding.id

    @property
    def commitment(self) -> Commitment:
        """Return the commitment with its present stage."""
        return self.merged.finding

    @property
    def finding(self) -> Commitment:
        """Return the commitment, as other records call what they show."""
        return self.merged.finding

    @property
    def members(self) -> tuple[Commitment, ...]:
        """Return the findings it is made of."""
        return self.merged.members

    @property
    def is_open(self) -> bool:
        """Return whether anything is still to come of it."""
        return self.commitment.stage not in DONE


@dataclass(frozen=True, slots=True)
class Position:
    """A stance that statements share, and the states that hold it, jointly or apart.

    `stance` is the commonest among the statements, whose ids are in `statements`.
    """

    id: str
    topic: str
    stance: Stance
    states: tuple[str, ...]
    date: DayRange
    statements: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what takes part in a record: canonical name, and (name, language) as reports write it."""

    id: str
    name: str
    names: tuple[tuple[str, str], ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Records:
    """Every record of a register, or of the part that was asked for; each kind sorted by id.

    `merged_into` gives the record of each finding that counts, as pairs sorted by finding.
    """

    coder: str
    packs: str
    as_of: dt.date | None
    reports: tuple[StoredReport, ...]
    entities: tuple[Entity, ...]
    events: tuple[Merged[Event], ...]
    statements: tuple[Merged[Statement], ...]
    commitments: tuple[Thread, ...]
    offices: tuple[Merged[OfficeHeld], ...]
    positions: tuple[Position, ...]
    issues: tuple[Issue, ...]
    decisions: tuple[Decision, ...]
    merged_into: tuple[tuple[str, str], ...]
    mentions: tuple[EntityMention, ...] = ()

    def items(self) -> Iterator[Merged[Any] | Thread]:
        """Yield every record that stands for findings."""
        yield from self.events
        yield from self.statements
        yield from self.commitments
        yield from self.offices

    def findings(self) -> Iterator[Finding]:
        """Yield the united view of every record that stands for findings."""
        yield from (item.merged.finding for item in self.items())
