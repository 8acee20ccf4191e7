"""Find accusations in what is said: "Chad said Sudan had armed the rebels", "Oman alleged that Yemen shelled a port".

In: a report with clauses, and the drafts that frames made of it. Out: drafts of ACCUSE, from the one who speaks to the
one whose deed is told.

A deed that is wrong of whoever does it (the pack's wrongs) accuses after any word of speech, and so does a duty denied
("had not complied"); any other act of force only after a word that alleges, for a report of an attack is no accusation.
"""

from __future__ import annotations

from collections.abc import Iterable

from regesta.model.clauses import Clause
from regesta.model.drafts import Draft
from regesta.model.findings import Event
from regesta.steps.extract.fill import ClausedReport, any_of
from regesta.steps.extract.frames import fitting_frames, fitting_wrongs
from regesta.steps.extract.spoken import Words, by_sentence, one_each, speech_of, spoken
from regesta.text.fold import squeeze, squeezed

_BY_FORCE = {"ASSAULT", "COERCE"}


def find_allegations(report: ClausedReport, drafts: Iterable[Draft[Event]]) -> tuple[Draft[Event], ...]:
    """Return an ACCUSE for each wrong that one state's people say another has done, one a sentence and accused."""
    if not report.language.wrongs:
        return ()
    charged = ((c, _words(report, c)) for c in report.clauses)
    made = (spoken(report, c, words, "ACCUSE", ("allege",)) for c, words in charged if words is not None)
    return one_each(made, by_sentence(drafts, "ACCUSE"))


def _words(report: ClausedReport, clause: Clause) -> Words | None:
    speech = speech_of(report, clause)
    if speech is None or clause.modality != "fact" or clause.tense == "future":
        return None  # what another may do is feared, not charged
    if speech.kind != "verb" or squeeze(speech.lemma) in squeezed(report.language.syntax.denying):
        return None
    speakers = tuple(a for a in report.actors(speech.args("subject"), owners="carriers") if a.state)
    accused = tuple(a for a in report.actors(clause.args("subject"), owners="carriers") if a.state)
    own = {a.state for a in speakers}
    if not own or not accused or any(a.state in own for a in accused):
        return None
    rule = _rule(report, clause, speech)
    return Words(speech, speakers, accused, rule) if rule else None


def _rule(report: ClausedReport, clause: Clause, speech: Clause) -> str | None:
    """Return by which row of the pack a clause accuses whoever does it, if it does."""
    language, code = report.language, report.language.code
    if clause.negated:
        return f"{code}/wrongs#duty" if _owed(report, clause) else None
    wrongs = fitting_wrongs(report, clause)
    if wrongs:
        return f"{code}/wrongs#{wrongs[0].id}"
    if squeeze(speech.lemma) not in squeezed(language.syntax.alleging):
        return None
    by_force = any(f.type in _BY_FORCE for f in fitting_frames(report, clause, with_governor=True)[:1])
    return f"{code}/wrongs#alleged" if by_force else None


def _owed(report: ClausedReport, clause: Clause) -> bool:
    """Return whether a clause tells of a duty: "had not complied", "did not observe *the truce*", not "a custom"."""
    syntax = report.language.syntax
    if squeeze(clause.lemma) not in squeezed(syntax.duties):
        return False
    return not clause.args("object") or any_of(syntax.owed, report.words(clause), report.stretch(clause))
