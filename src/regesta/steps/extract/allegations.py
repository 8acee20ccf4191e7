"""Find accusations in what is said: "Chad said Sudan had armed the rebels", "Oman alleged that Yemen shelled a port".

In: a report with clauses, and the drafts that frames made of it. Out: drafts of ACCUSE, from the one who speaks to the
one whose deed is told.

A deed that is wrong of whoever does it (the pack's wrongs) accuses after any word of speech, and so does a duty denied
("had not complied"); any other act of force only after a word that alleges, for a report of an attack is no accusation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regesta.model.actors import Actor
from regesta.model.clauses import Clause
from regesta.model.drafts import Draft
from regesta.model.findings import Event
from regesta.model.ids import finding_id
from regesta.model.times import UNBOUNDED
from regesta.steps.extract.fill import ClausedReport
from regesta.steps.extract.frames import fitting_frames, fitting_wrongs
from regesta.text.fold import squeeze, squeezed

_CONFIDENCE = 0.8
_BY_FORCE = {"ASSAULT", "COERCE"}


@dataclass(frozen=True, slots=True)
class _Charge:
    """What somebody says of another: the clause of his speech, both sides, and the rule by which it accuses."""

    speech: Clause
    speakers: tuple[Actor, ...]
    accused: tuple[Actor, ...]
    rule: str


def find_allegations(report: ClausedReport, drafts: Iterable[Draft[Event]]) -> tuple[Draft[Event], ...]:
    """Return an ACCUSE for each wrong that one state's people say another has done, one a sentence and accused."""
    if not report.language.wrongs:
        return ()
    accused = {
        (d.sentence, frozenset(a.state for a in d.finding.recipients))
        for d in drafts
        if d.finding.type == "ACCUSE"
    }
    found: list[Draft[Event]] = []
    for clause in report.clauses:
        charge = _charge(report, clause)
        if charge is None:
            continue
        key = (clause.sentence, frozenset(a.state for a in charge.accused))
        if key not in accused:
            accused.add(key)
            found.append(_draft(report, clause, charge))
    return tuple(found)


def _charge(report: ClausedReport, clause: Clause) -> _Charge | None:
    if clause.kind != "verb" or clause.speech is None or report.sentence(clause).headline:
        return None
    if clause.modality != "fact" or clause.tense == "future":
        return None  # what another may do is feared, not charged
    speech = next((c for c in report.clauses_in(clause.sentence) if c.index == clause.speech), None)
    if speech is None or speech.kind != "verb" or speech.negated or speech.modality != "fact":
        return None
    if squeeze(speech.lemma) in squeezed(report.language.syntax.denying):
        return None
    speakers = tuple(a for a in report.actors(speech.args("subject"), owners="carriers") if a.state)
    accused = tuple(a for a in report.actors(clause.args("subject"), owners="carriers") if a.state)
    own = {a.state for a in speakers}
    if not own or not accused or any(a.state in own for a in accused):
        return None
    rule = _rule(report, clause, speech)
    return _Charge(speech, speakers, accused, rule) if rule else None


def _rule(report: ClausedReport, clause: Clause, speech: Clause) -> str | None:
    """Return by which row of the pack a clause accuses whoever does it, if it does."""
    language, code = report.language, report.language.code
    if clause.negated:
        return f"{code}/wrongs#duty" if squeeze(clause.lemma) in squeezed(language.syntax.duties) else None
    wrongs = fitting_wrongs(report, clause)
    if wrongs:
        return f"{code}/wrongs#{wrongs[0].id}"
    if squeeze(speech.lemma) not in squeezed(language.syntax.alleging):
        return None
    by_force = any(f.type in _BY_FORCE for f in fitting_frames(report, clause, with_governor=True)[:1])
    return f"{code}/wrongs#alleged" if by_force else None


def _draft(report: ClausedReport, clause: Clause, charge: _Charge) -> Draft[Event]:
    evidence = report.evidence(clause, charge.rule)
    arguments = [*(a.as_written for a in charge.speakers), "|", *(a.as_written for a in charge.accused)]
    event = Event(
        id=finding_id("event", report.id, [clause.predicate, evidence.span], "ACCUSE", arguments),
        type="ACCUSE",
        status="occurred",
        actors=charge.speakers,
        recipients=charge.accused,
        date=UNBOUNDED,
        evidence=(evidence,),
        modes=("allege",),
        confidence=_CONFIDENCE,
    )
    return Draft(event, clause.sentence, charge.speech.index, when=report.dates(charge.speech))
