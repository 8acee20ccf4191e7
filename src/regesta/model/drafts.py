"""Findings before their dates and offices are settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from regesta.model.findings import Commitment, Event, Statement
from regesta.model.reports import DateMention
from regesta.model.spans import Span
from regesta.model.times import DayRange

F = TypeVar("F", bound=Event | Statement | Commitment, covariant=True)


@dataclass(frozen=True, slots=True)
class Draft(Generic[F]):
    """A finding whose date is still open, with what the text offers to fix it.

    `when` are the expressions of time in the clause that carries the finding. `foreseen_when` are
    those of what an AGREE looks forward to. `occasion` is the phrase of "on the sidelines of …".
    `background` marks what the report tells as past: a pluperfect, "during his recent visit".
    """

    finding: F
    sentence: int
    clause: int
    when: tuple[DateMention, ...] = ()
    foreseen_when: tuple[DateMention, ...] = ()
    occasion: Span | None = None
    background: bool = False
    recent: bool = False  # "recent", "last": before the report, not long
    logged: bool = False  # told by a log line, which is written on the day
    host: str | None = None  # state in which it takes place, by its place or by the visit it is part of


class Gathering(Protocol):
    """What the calendar knows of a multilateral meeting. Days are inclusive."""

    @property
    def name(self) -> str:
        """Return its name."""

    @property
    def first(self) -> dt.date:
        """Return its first day."""

    @property
    def last(self) -> dt.date:
        """Return its last day."""

    @property
    def city(self) -> str:
        """Return the city that hosts it."""

    @property
    def state(self) -> str:
        """Return the state that hosts it."""


PlaceDate = Callable[[DateMention, DayRange, bool], DayRange | None]
"""Anchors an expression of time against the report's window; the flag says that it lies in the past."""

FindOccasion = Callable[[str, str | None, DayRange], Gathering | None]
"""Looks a gathering up: its words, the host state if known, the report's window."""

AnyDraft = Draft[Event] | Draft[Statement] | Draft[Commitment]
