"""Find events by example, where the frames are silent.

In: a report with clauses, the drafts that frames made of it, and a classifier. Out: more drafts, each of a clause
that no frame reads, between two sides that stand in it.

Precision first: the clause asserts something, names both sides as its own arguments, tells of no speech, and the
classifier has met its predicate in that place and is sure of the type. Where it is not, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from regesta.model.actors import Actor
from regesta.model.clauses import Argument, Clause
from regesta.model.drafts import Draft
from regesta.model.findings import Event
from regesta.model.ids import finding_id
from regesta.model.times import UNBOUNDED
from regesta.steps.extract.classify import NONE, Sides, by_type, features
from regesta.steps.extract.event_sides import PRIVATE, venue
from regesta.steps.extract.fill import ClausedReport
from regesta.steps.extract.told import Told, nearest, told, votes
from regesta.text.fold import squeeze

SURE = 0.75  # of a type: below, one event in three was of another (own examples, acts held out)
_EQUAL = {"CONSULT", "COOPERATE"}  # both sides are actors
_DOER = ("subject", "agent")
_MOST_CLAUSES = 4  # of a sentence: a list of names has no more to tell


class Classify(Protocol):
    """What is asked of a classifier: a probability a label, and whether it has met a feature."""

    @property
    def index(self) -> Mapping[str, int]:
        """Return the features it knows."""

    def probabilities(self, features: Sequence[str]) -> dict[str, float]:
        """Return a probability for each type and "NONE"."""


def find_by_example(
    report: ClausedReport, drafts: Iterable[Draft[Event]], classifier: Classify | None
) -> tuple[Draft[Event], ...]:
    """Return the events that the classifier is sure of in clauses that no frame reads."""
    if classifier is None:
        return ()
    read = {d.clause for d in drafts}
    joined = {(d.sentence, frozenset(_sides_of(d.finding))) for d in drafts}
    by_sentence: dict[int, list[Told]] = {}
    for act in told(report):
        by_sentence.setdefault(act.clause.sentence, []).append(act)
    found: list[Draft[Event]] = []
    tried: dict[int, int] = {}
    for clause in report.clauses:
        sides = _two_sides(report, clause) if clause.index not in read else None
        if sides is None or tried.get(clause.sentence, 0) >= _MOST_CLAUSES:
            continue
        doers, others = sides
        states = frozenset(a.state for a in (*doers, *others) if a.state)
        if any(s == clause.sentence and states <= both for s, both in joined):
            continue
        tried[clause.sentence] = tried.get(clause.sentence, 0) + 1
        draft = _told_by_example(
            report, clause, doers, others, by_sentence.get(clause.sentence, ()), classifier
        )
        if draft is not None:
            found.append(draft)
            joined.add((clause.sentence, states))
    return tuple(found)


def _sides_of(event: Event) -> set[str]:
    return {a.state for a in (*event.actors, *event.recipients) if a.state}


def _two_sides(report: ClausedReport, clause: Clause) -> tuple[tuple[Actor, ...], tuple[Actor, ...]] | None:
    """Return who does something and to whom, if a clause asserts it of two states."""
    if clause.kind != "verb" or clause.negated or clause.modality not in {"fact", "planned"}:
        return None
    sentence = report.sentence(clause)
    if sentence.headline or not sentence.tokens or report.tells_nothing(clause):
        return None
    lemma = squeeze(clause.lemma)
    if lemma in report.language.cues_by_predicate or lemma in report.language.denying:
        return None  # what is said is a statement, what is denied no event
    doers = tuple(a for a in report.actors(clause.args(*_DOER)) if a.sector not in PRIVATE)
    theirs = {a.state for a in doers if a.state}
    others = tuple(
        a
        for a in report.actors([a for a in _rest(clause) if not _venue(report, a)], owners="any")
        if a.state and a.state not in theirs and a.sector not in PRIVATE
    )
    return (doers, others) if theirs and others else None


def _venue(report: ClausedReport, argument: Argument) -> bool:
    """Return whether a phrase names where it is done: "filed a case *at the court*"."""
    return argument.role == "oblique:at" and venue(report, argument)


def _rest(clause: Clause) -> list[Argument]:
    return [a for a in clause.arguments if a.role == "object" or a.role.startswith("oblique:")]


def _told_by_example(
    report: ClausedReport,
    clause: Clause,
    doers: tuple[Actor, ...],
    others: tuple[Actor, ...],
    acts: Sequence[Told],
    classifier: Classify,
) -> Draft[Event] | None:
    sides = Sides(clause.sentence, _mentions(report, clause, doers), _mentions(report, clause, others))
    if f"do:{squeeze(clause.lemma)}" not in classifier.index:
        return None  # a predicate it never met between two sides
    near = nearest(report, acts, sides)
    chances = by_type(classifier.probabilities(features(report, sides, votes(None, near, acts))))
    best = max(chances, key=lambda label: chances[label])
    if best == NONE or chances[best] < SURE:
        return None
    actors, recipients = ((*doers, *others), ()) if best in _EQUAL else (doers, others)
    place = report.place(clause)
    evidence = report.evidence(clause, f"{report.language.code}/classifier#{best.lower()}")
    arguments = [*(a.as_written for a in actors), "|", *(r.as_written for r in recipients)]
    event = Event(
        id=finding_id("event", report.id, [clause.predicate, evidence.span], best, arguments),
        type=best,  # type: ignore[arg-type]
        status="occurred" if clause.modality == "fact" else "planned",
        actors=actors,
        recipients=recipients,
        date=UNBOUNDED,
        evidence=(evidence,),
        place=place,
        confidence=round(0.8 * chances[best], 2),
    )
    return Draft(
        event,
        clause.sentence,
        clause.index,
        when=report.dates(clause),
        host=place.state if place else None,
    )


def _mentions(report: ClausedReport, clause: Clause, side: Iterable[Actor]) -> frozenset[int]:
    """Return the mentions of a sentence that stand for one of a side."""
    entities = {a.entity for a in side}
    sentence = report.sentence(clause).span
    return frozenset(
        i
        for i, (mention, found) in enumerate(
            zip(report.report.annotated.mentions, report.report.actors, strict=True)
        )
        if sentence.holds(mention.span) and any(a.entity in entities for a in found)
    )
