"""What one report says: events, statements, commitments, offices held; and the issues it leaves.

Findings are never edited. A correction is a decision; a better reading is a newer run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from regesta.model.actors import Actor, Standing
from regesta.model.spans import Evidence, PackEvidence, Span
from regesta.model.times import DayRange

EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
EventStatus = Literal["occurred", "historical", "denied", "planned", "conditional"]
Stance = Literal[
    "support",
    "oppose",
    "condemn",
    "urge",
    "concern",
    "appreciate",
    "commit",
    "optimism",
    "condolence",
    "neutral",
]
CommitmentKind = Literal[
    "treaty",
    "agreement",
    "memorandum of understanding",
    "roadmap",
    "executive programme",
    "joint statement",
    "pledge",
    "implementation pledge",
    "implementation report",
    "invitation",
    "target",
    "follow-up body",
]
Stage = Literal[
    "stated",
    "offered",
    "pledged",
    "agreed",
    "signed",
    "in force",
    "implementing",
    "partly fulfilled",
    "fulfilled",
    "stalled",
    "lapsed",
    "withdrawn",
    "refused",
]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where it happened. `lat`/`lon` in degrees, None where only the state is known."""

    name: str
    state: str
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an AGREE event looks forward to."""

    type: EventType
    date: DayRange | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An occurrence coded in PLOVER."""

    id: str
    type: EventType
    status: EventStatus
    actors: tuple[Actor, ...]
    date: DayRange
    evidence: tuple[Evidence, ...]
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    recipients: tuple[Actor, ...] = ()
    foresees: Foreseen | None = None
    part_of: str | None = None
    place: Place | None = None
    occasion: str | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Statement:
    """A position somebody took, or words somebody said."""

    id: str
    speakers: tuple[Actor, ...]
    stance: Stance
    direct: bool
    date: DayRange
    evidence: tuple[Evidence, ...]
    topic: str | None = None
    topics: tuple[str, ...] = ()  # every topic found, the first is `topic`
    addressees: tuple[Actor, ...] = ()
    about: tuple[Actor, ...] = ()
    event: str | None = None  # id of the occasion
    act: str | None = None  # id of the event that the words perform
    cue: Span | None = None
    content: Span | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217)."""

    amount: float
    currency: str


@dataclass(frozen=True, slots=True)
class StageStep:
    """One step of a commitment's history: a stage, when, by which event, on what evidence."""

    stage: Stage
    date: DayRange
    evidence: tuple[Evidence | PackEvidence, ...]
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """An agreement, pledge, invitation, target or follow-up body, with the stage its report gives."""

    id: str
    kind: CommitmentKind
    title: str
    parties: tuple[str, ...]  # states and organisations, sorted
    stage: Stage
    date: DayRange
    evidence: tuple[Evidence, ...]
    by: tuple[Actor, ...] = ()
    to: tuple[Actor, ...] = ()
    sectors: tuple[str, ...] = ()
    value: Money | None = None
    count: int | None = None
    due: DayRange | None = None
    place: Place | None = None
    event: str | None = None  # id of the event or visit it belongs to
    refers_to: str | None = None  # words that name an earlier set: "the agreements reached during …"
    is_set: bool = False
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """A person's holding of an office, as a report words it; the days come from packs where they agree."""

    id: str
    entity: str
    name: str
    office: str
    standing: Standing
    state: str
    date: DayRange
    evidence: tuple[Evidence | PackEvidence, ...]
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Issue:
    """A passage we would not guess at."""

    id: str
    report_id: str
    span: Span
    quote: str
    code: str  # "date.no-year", "actor.unresolved", "language.no-pack" …
    reason: str


@dataclass(frozen=True, slots=True)
class EntityMention:
    """How a report writes an entity: the raw material of `entity` records."""

    entity: str
    name: str
    kind: str
    as_written: str
    language: str


Finding = Event | Statement | Commitment | OfficeHeld


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one run of the pipeline takes from one report."""

    report_id: str
    language: str | None
    title: str | None
    published: DayRange
    findings: tuple[Finding, ...]
    issues: tuple[Issue, ...]
    entities: tuple[EntityMention, ...]


def with_actors(finding: Finding, told: Callable[[tuple[Actor, ...]], tuple[Actor, ...]]) -> Finding:
    """Return a finding with each of its groups of actors as a function tells it; an office has none."""
    if isinstance(finding, Event):
        return replace(finding, actors=told(finding.actors), recipients=told(finding.recipients))
    if isinstance(finding, Statement):
        return replace(
            finding,
            speakers=told(finding.speakers),
            addressees=told(finding.addressees),
            about=told(finding.about),
        )
    if isinstance(finding, Commitment):
        return replace(finding, by=told(finding.by), to=told(finding.to))
    return finding
