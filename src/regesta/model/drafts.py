"""Findings before their dates and offices are settled."""

from __future__ import annotations

from dataclasses import dataclass

from regesta.model.findings import Commitment, Event, Statement
from regesta.model.reports import DateMention
from regesta.model.spans import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding whose date is still open, with what the text offers to fix it.

    `when` are the expressions of time in the clause that carries the finding. `foreseen_when` are
    those of what an AGREE looks forward to. `occasion` is the phrase of "on the sidelines of …".
    `background` marks what the report tells as past: a pluperfect, "during his recent visit".
    """

    finding: Event | Statement | Commitment
    sentence: int
    clause: int
    when: tuple[DateMention, ...] = ()
    foreseen_when: tuple[DateMention, ...] = ()
    occasion: Span | None = None
    background: bool = False
    recent: bool = False  # "recent", "last": before the report, not long
    host: str | None = None  # state in which it takes place, by its place or by the visit it is part of
