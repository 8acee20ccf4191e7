"""Make the event that words perform: a demand, an accusation, from who speaks to whom the words are about.

In: the clause of what is said and that of the speech. Out: a draft of the event, whose clause is the speech's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from regesta.model.actors import Actor
from regesta.model.clauses import Clause
from regesta.model.drafts import Draft
from regesta.model.findings import Event
from regesta.model.ids import finding_id
from regesta.model.times import UNBOUNDED
from regesta.steps.extract.fill import ClausedReport

_CONFIDENCE = 0.8

Type = Literal["REQUEST", "ACCUSE"]
Key = tuple[int, frozenset[str | None]]  # sentence, states


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody says of another: the clause of his speech, both sides, and the rule by which it is an act."""

    speech: Clause
    speakers: tuple[Actor, ...]
    others: tuple[Actor, ...]
    rule: str


def speech_of(report: ClausedReport, clause: Clause) -> Clause | None:
    """Return the clause of the speech that a clause is the content of, if it was made."""
    if clause.kind != "verb" or clause.speech is None or report.sentence(clause).headline:
        return None
    speech = next((c for c in report.clauses_in(clause.sentence) if c.index == clause.speech), None)
    made = speech is not None and not speech.negated and speech.modality == "fact"
    return speech if made else None


def by_sentence(drafts: Iterable[Draft[Event]], type_: Type) -> set[Key]:
    """Return to whom frames already have acts of a type: sentence, and states."""
    return {
        (d.sentence, frozenset(a.state for a in d.finding.recipients))
        for d in drafts
        if d.finding.type == type_
    }


def one_each(drafts: Iterable[Draft[Event]], known: set[Key]) -> tuple[Draft[Event], ...]:
    """Return the first draft to each side in each sentence, none that is known."""
    found: list[Draft[Event]] = []
    for draft in drafts:
        key = (draft.sentence, frozenset(a.state for a in draft.finding.recipients))
        if key not in known:
            known.add(key)
            found.append(draft)
    return tuple(found)


def spoken(
    report: ClausedReport, clause: Clause, words: Words, type_: Type, modes: Sequence[str] = ()
) -> Draft[Event]:
    """Return the act that words are, dated as their speech is."""
    evidence = report.evidence(clause, words.rule)
    arguments = [*(a.as_written for a in words.speakers), "|", *(a.as_written for a in words.others)]
    event = Event(
        id=finding_id("event", report.id, [clause.predicate, evidence.span], type_, arguments),
        type=type_,
        status="occurred",
        actors=words.speakers,
        recipients=words.others,
        date=UNBOUNDED,
        evidence=(evidence,),
        modes=tuple(modes),
        confidence=_CONFIDENCE,
    )
    return Draft(event, clause.sentence, words.speech.index, when=report.dates(words.speech))
