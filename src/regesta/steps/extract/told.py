"""What the frames of a language say of each clause, whoever takes part.

In: a report with clauses. Out: for each clause with a fitting frame the type it tells, with what is foreseen; and
of two sides, which of these clauses comes nearest to joining them. The coder asks for two parties before it
makes an event; the classifier asks here what the frames think where a clause does not hold both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regesta.model.clauses import Argument, Clause
from regesta.packs.schema import Frame
from regesta.steps.extract.classify import Sides
from regesta.steps.extract.event_holds import CONCEDED, PROMISED, is_willing, planned_type
from regesta.steps.extract.fill import ClausedReport
from regesta.steps.extract.frames import fitting_frames
from regesta.text.fold import squeeze


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
        frames = fitting_frames(report, clause, with_governor=False)
        if frames:
            type_, foresees, firm = _shape(report, clause, frames[0])
            light = squeeze(clause.governor or "") in report.language.light_verbs
            own = any(a.mentions or a.owners for a in clause.arguments if a.role != "subject")
            found.append(
                Told(clause, frames[0], type_, foresees, firm and (clause.kind == "verb" or light or own))
            )
    return tuple(found)


def _shape(report: ClausedReport, clause: Clause, frame: Frame) -> tuple[str, str | None, bool]:
    """Return type, what is foreseen, and whether it is asserted."""
    if clause.modality == "planned" or clause.tense == "future":
        if clause.negated and frame.type in {*PROMISED, *CONCEDED, "AGREE", "CONCEDE"}:
            return "REJECT", None, True
        return *planned_type(frame, willing=is_willing(report, clause)), not clause.negated
    return frame.type, frame.foresees, clause.modality == "fact" and not clause.negated


def nearest(report: ClausedReport, clauses: Iterable[Told], sides: Sides) -> Told | None:
    """Return the told clause that comes nearest to joining two sides; the first of several."""
    return max(clauses, key=lambda t: nearness(report, t, sides), default=None)


def nearness(report: ClausedReport, act: Told, sides: Sides) -> int:
    """Return how near a clause comes to joining the two: its doer counts most, then whom it is done to."""
    clause = act.clause

    def there(arguments: Iterable[Argument], *, deep: bool) -> set[int]:
        return {i for a in arguments for i in (*a.mentions, *a.owners, *(a.inner if deep else ()))}

    def inside(side: frozenset[int]) -> bool:
        mentions = report.report.annotated.mentions
        return any(clause.span.holds(mentions[i].span) for i in side)

    does = [*clause.args("subject", "possessor", "agent", "oblique:by")]
    others = [a for a in clause.arguments if a not in does]
    if sides.doers & there(does, deep=False):
        rank = 6
    elif sides.doers & there(does, deep=True):
        rank = 4
    else:
        rank = int(inside(sides.doers))
    rank += 4 if sides.others & there(others, deep=True) else 3 if inside(sides.others) else 0
    return rank - 3 * (not act.firm)


def votes(
    joined: tuple[str, str | None, str] | None, near: Told | None, every: Iterable[Told]
) -> tuple[str, ...]:
    """Return what the frames say of two sides, as the classifier hears it.

    Args:
        joined: Type, type foreseen and frame id of the event that joins the two, if there is one.
        near: The told clause nearest to joining them.
        every: All told clauses of the sentence.
    """
    said = [f"any:{t.type}" for t in every]
    if joined is None:
        said.append("joined:none")
    else:
        type_, foresees, frame = joined
        said += [f"joined:{type_}", f"joined:{type_}>{foresees}", f"joined.frame:{frame}"]
    best = joined or ((near.type, near.foresees, near.frame.id) if near else None)
    said += [f"best:{best[0]}>{best[1]}", f"best.frame:{best[2]}"] if best else ["best:none"]
    return tuple(dict.fromkeys(said))
