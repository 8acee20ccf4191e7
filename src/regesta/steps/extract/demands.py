"""Find demands that are worded as obligations: "Norway said Chad must release the crew".

In: a report with clauses, and the drafts that frames made of it. Out: drafts of REQUEST, from the one who speaks to the
one who is said to have to act.

Only where both are of different states, and the clause is the speaker's own words: an obligation in a report's own
voice is an opinion of its author.
"""

from __future__ import annotations

from collections.abc import Iterable

from regesta.model.clauses import Clause
from regesta.model.drafts import Draft
from regesta.model.findings import Event
from regesta.steps.extract.fill import ClausedReport
from regesta.steps.extract.spoken import Words, by_sentence, one_each, speech_of, spoken
from regesta.text.fold import squeeze


def find_demands(report: ClausedReport, drafts: Iterable[Draft[Event]]) -> tuple[Draft[Event], ...]:
    """Return a REQUEST for each obligation that one state's people lay on another."""
    obliging = frozenset(map(squeeze, report.language.syntax.obliging))
    if not obliging:
        return ()
    laid = ((c, _words(report, c, obliging)) for c in report.clauses)
    made = (spoken(report, c, words, "REQUEST") for c, words in laid if words is not None)
    return one_each(made, by_sentence(drafts, "REQUEST"))


def _words(report: ClausedReport, clause: Clause, obliging: frozenset[str]) -> Words | None:
    speech = speech_of(report, clause)
    if speech is None or not _obliged(report, clause, obliging):
        return None
    speakers = report.actors(speech.args("subject"))
    asked = report.actors(clause.args("subject"))
    theirs = {a.state for a in speakers if a.state}
    if not theirs or not asked or any(a.state is None or a.state in theirs for a in asked):
        return None
    return Words(speech, speakers, asked, f"{report.language.code}/demands#obliging")


def _obliged(report: ClausedReport, clause: Clause, obliging: frozenset[str]) -> bool:
    """Return whether a word of obligation stands between the subject and the predicate."""
    subject = next(iter(clause.args("subject")), None)
    if subject is None or subject.span.end >= clause.predicate.start:
        return False
    between = squeeze(report.text[subject.span.end : clause.predicate.start])
    return any(f" {words} " in f" {between} " for words in obliging)
