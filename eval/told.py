"""What the frames of a language say of each clause, whoever takes part.

In: a report with clauses. Out: for each clause with a fitting frame the type it tells, with what is foreseen.
The coder asks for two parties before it makes an event; a scorer that is given the parties asks this where
the clause does not hold both as arguments.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regesta.model.clauses import Clause
from regesta.packs.schema import Frame
from regesta.steps.extract.fill import ClausedReport
from regesta.text.fold import squeeze

_PROMISED = {"CONSULT", "SUPPORT", "COOPERATE", "AID"}
_CONCEDED = {"RETREAT"}


@dataclass(frozen=True, slots=True)
class Told:
    """A clause and the type its frame tells; `firm` where the clause asserts it."""

    clause: Clause
    frame: Frame
    type: str
    foresees: str | None
    firm: bool


def told(report: ClausedReport) -> tuple[Told, ...]:
    """Return what the frames say of each clause that has one, in reading order."""
    found: list[Told] = []
    for clause in report.clauses:
        frames = _fitting(report, clause)
        if frames:
            type_, foresees, firm = _shape(clause, frames[0])
            light = squeeze(clause.governor or "") in report.language.light_verbs
            own = any(a.mentions or a.owners for a in clause.arguments if a.role != "subject")
            found.append(
                Told(clause, frames[0], type_, foresees, firm and (clause.kind == "verb" or light or own))
            )
    return tuple(found)


def _fitting(report: ClausedReport, clause: Clause) -> list[Frame]:
    words, stretch = report.words(clause), f" {squeeze(clause.span.of(report.text))} "

    def holds(phrases: Iterable[str]) -> bool:
        return any((squeeze(p) in words) if " " not in p else f" {squeeze(p)} " in stretch for p in phrases)

    rows = report.language.frames_by_predicate.get(squeeze(clause.lemma), ())
    fitting = [
        f
        for f in rows
        if f.kind in {clause.kind, "both"} and (not f.needs or holds(f.needs)) and not holds(f.unless)
    ]
    return sorted(fitting, key=lambda f: not f.needs)


def _shape(clause: Clause, frame: Frame) -> tuple[str, str | None, bool]:
    """Return type, what is foreseen, and whether it is asserted."""
    if clause.modality == "planned" or clause.tense == "future":
        if clause.negated and frame.type in {*_PROMISED, *_CONCEDED, "AGREE", "CONCEDE"}:
            return "REJECT", None, True
        if frame.type in _PROMISED:
            return "AGREE", frame.type, not clause.negated
        if frame.type in _CONCEDED:
            return "CONCEDE", frame.type, not clause.negated
        return frame.type, frame.foresees, not clause.negated
    return frame.type, frame.foresees, clause.modality == "fact" and not clause.negated
