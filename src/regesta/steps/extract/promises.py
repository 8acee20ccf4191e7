"""Find pledges told as acts to come: "Oslo will pay for it", "said it would lift the ban", "offered to mediate".

In: a report with clauses, a clause and a row of the pack for verbs that give or ease something. Out: the pledge, by
whoever will act. What others foretell of him binds him to nothing, and an act that touches no other state is his own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from regesta.model.clauses import Clause
from regesta.model.drafts import Draft
from regesta.model.findings import Commitment
from regesta.model.spans import Span
from regesta.packs.schema import CommitmentVerb
from regesta.steps.extract.commitment_parts import draft_of, money_in, shortened, who
from regesta.steps.extract.event_back import HOSTILE
from regesta.steps.extract.fill import ClausedReport
from regesta.steps.extract.frames import fitting_frames
from regesta.steps.extract.voices import voices
from regesta.text.fold import squeeze, squeezed

_HEARSAY = "oblique:accord"
_RECEIVED = ("oblique:to", "object")  # whom something is given to


def promise(report: ClausedReport, clause: Clause, verb: CommitmentVerb) -> list[Draft[Commitment]]:
    """Return the pledge that a clause makes of its subject, if it is one."""
    stage = _stage(report, clause)
    by = who(report, clause, verb.by)
    own = {a.state for a in by if a.state}
    if stage is None or not by or clause.negated or report.tells_nothing(clause):
        return []
    if (
        _is_open(report, clause)
        or _hurts(report, clause)
        or not _told_by_them(report, clause, own)
        or not _touches_others(report, clause, own)
    ):
        return []
    to = tuple(
        a
        for slot in _RECEIVED
        for a in voices(report, clause.args(slot))
        if a.state and a.state not in own and a.kind in {"state", "organisation", "person"}
    )
    content = Span(clause.predicate.start, clause.span.end)
    title = shortened(" ".join(content.of(report.text).split()).rstrip(' ,;:."”'))
    drafted = draft_of(
        report,
        clause,
        verb,
        "pledge",
        title,
        by=by,
        to=to,
        parties=(*by, *to),
        stage=stage,
        value=money_in(report, content),
    )
    # Its own days are those of the act; the verb above says when it was promised: "said on Monday it will pay by June".
    above = _above(report, clause)
    when = report.dates(above) if above is not None else ()
    return [
        replace(
            drafted, when=tuple(w for w in when if not clause.span.holds(w.span)), foreseen_when=drafted.when
        )
    ]


def _above(report: ClausedReport, clause: Clause) -> Clause | None:
    number = clause.speech if clause.speech is not None else clause.parent
    return next((c for c in report.clauses_in(clause.sentence) if c.index == number), None)


def _stage(report: ClausedReport, clause: Clause) -> Literal["offered", "pledged"] | None:
    """Return how firm it is: what one will do is pledged, what he offers to do offered."""
    if clause.kind != "verb":
        return None
    if clause.tense == "future" or (clause.tense != "none" and clause.modality == "planned"):
        return "pledged"
    if clause.modality == "planned" and _is_told(report, clause):
        return "pledged"  # "said it would pay"
    above = next((c for c in report.clauses_in(clause.sentence) if c.index == clause.parent), None)
    if clause.tense != "none" or clause.relation != "complement" or above is None or above.negated:
        return None
    if above.modality != "fact" or above.voice == "passive":
        return None  # "is expected to pay"
    stage = report.language.commitments.undertaken.get(squeeze(above.lemma))
    if stage == "agreed":  # both sides' accord is found at its verb
        return "pledged" if len({a.state for a in voices(report, above.args("subject"))}) == 1 else None
    return stage


def _hurts(report: ClausedReport, clause: Clause) -> bool:
    """Return whether an act to come is against somebody: "will triple its troops on the border" is no pledge."""
    frames = fitting_frames(report, clause, with_governor=True)
    if frames:
        return frames[0].type in HOSTILE  # "will scrap the duty" eases, though a duty is a sanction
    below = [c for c in report.clauses_in(clause.sentence) if c.kind == "noun" and c.parent == clause.index]
    frames = tuple(f for c in below for f in fitting_frames(report, c, with_governor=True))
    return any(f.type in HOSTILE for f in frames)


def _is_open(report: ClausedReport, clause: Clause) -> bool:
    """Return whether it is left open: "has not said whether it will pay", "if it will pay"."""
    above = _above(report, clause)
    if above is not None and (above.negated or above.modality not in {"fact", "planned"}):
        return True
    first = squeeze(clause.span.of(report.text)).split()[:1]
    if any(a.role.startswith(_HEARSAY) for a in clause.arguments):
        return True  # "will lend a plane, according to Kenya"
    return not squeezed(report.language.syntax.questioning).isdisjoint(first)


def _is_told(report: ClausedReport, clause: Clause) -> bool:
    """Return whether a clause with a subject of its own is the content of a word of telling."""
    above = _above(report, clause)
    if clause.speech is None or above is None or not clause.args("subject"):
        return False
    cues = report.language.cues_by_predicate.get(squeeze(above.lemma), ())
    first = squeeze(clause.span.of(report.text)).split()[:1]
    infinitive = any(squeeze(w) in first for w in report.language.syntax.infinitive)
    own = (
        clause.args("subject")[0].span.start >= above.predicate.end
        or clause.predicate.end <= above.predicate.start
    )
    return any(c.stance == "neutral" for c in cues) and not infinitive and own


def _told_by_them(report: ClausedReport, clause: Clause, own: set[str]) -> bool:
    """Return whether nobody else foretells it: the report itself tells it, or one of their own people."""
    speech = next((c for c in report.clauses_in(clause.sentence) if c.index == clause.speech), None)
    if speech is None:
        return not clause.quoted
    said_by = speech.args("subject")
    states = {a.state for a in voices(report, said_by) if a.state}
    if states:
        return bool(states & own)
    guessing = report.language.commitments.guessing
    return not any(squeeze(a.head_lemma) in guessing for a in said_by)


def _touches_others(report: ClausedReport, clause: Clause, own: set[str]) -> bool:
    """Return whether a clause names another state, its people or a place of it, or is said to one."""
    actors = report.report.actors
    speech = _above(report, clause) if clause.speech is not None else None
    hearers = report.actors(speech.args("object", "oblique:to")) if speech is not None else ()
    named = {a.state for a in hearers if a.state}
    named |= {a.state for i in report.mentions_in(clause) for a in actors[i] if a.state}
    places = {p.state for p in report.places(clause.span) if p.state}
    return bool((named | places) - own)
