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
from regesta.model.ids import finding_id
from regesta.model.times import UNBOUNDED
from regesta.steps.extract.fill import ClausedReport
from regesta.text.fold import squeeze

_CONFIDENCE = 0.8


def find_demands(report: ClausedReport, drafts: Iterable[Draft[Event]]) -> tuple[Draft[Event], ...]:
    """Return a REQUEST for each obligation that one state's people lay on another."""
    obliging = frozenset(map(squeeze, report.language.syntax.obliging))
    if not obliging:
        return ()
    asked = {
        (d.sentence, frozenset(a.state for a in d.finding.recipients))
        for d in drafts
        if d.finding.type == "REQUEST"
    }
    found: list[Draft[Event]] = []
    for clause in report.clauses:
        draft = _demand(report, clause, obliging)
        if draft is None:
            continue
        key = (draft.sentence, frozenset(a.state for a in draft.finding.recipients))
        if key not in asked:
            asked.add(key)
            found.append(draft)
    return tuple(found)


def _demand(report: ClausedReport, clause: Clause, obliging: frozenset[str]) -> Draft[Event] | None:
    if clause.kind != "verb" or clause.speech is None or report.sentence(clause).headline:
        return None
    if not _obliged(report, clause, obliging):
        return None
    speech = next((c for c in report.clauses_in(clause.sentence) if c.index == clause.speech), None)
    if speech is None or speech.negated or speech.modality != "fact":
        return None
    speakers = report.actors(speech.args("subject"))
    asked = report.actors(clause.args("subject"))
    theirs = {a.state for a in speakers if a.state}
    if not theirs or not asked or any(a.state is None or a.state in theirs for a in asked):
        return None
    evidence = report.evidence(clause, f"{report.language.code}/demands#obliging")
    arguments = [*(a.as_written for a in speakers), "|", *(a.as_written for a in asked)]
    event = Event(
        id=finding_id("event", report.id, [clause.predicate, evidence.span], "REQUEST", arguments),
        type="REQUEST",
        status="occurred",
        actors=speakers,
        recipients=asked,
        date=UNBOUNDED,
        evidence=(evidence,),
        confidence=_CONFIDENCE,
    )
    return Draft(event, clause.sentence, speech.index, when=report.dates(speech))


def _obliged(report: ClausedReport, clause: Clause, obliging: frozenset[str]) -> bool:
    """Return whether a word of obligation stands between the subject and the predicate."""
    subject = next(iter(clause.args("subject")), None)
    if subject is None or subject.span.end >= clause.predicate.start:
        return False
    between = squeeze(report.text[subject.span.end : clause.predicate.start])
    return any(f" {words} " in f" {between} " for words in obliging)
