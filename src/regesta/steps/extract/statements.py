"""Find statements: who said what, with which stance, about what.

In: a report with clauses. Out: drafts of statements. A cue is a predicate of the pack ("stressed",
"called for", "expressing confidence"); its subject is the speaker, its content the complement,
quotation or object. A cue that says nothing of the stance leaves it to the content's own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from regesta.model.actors import Actor
from regesta.model.clauses import Clause
from regesta.model.drafts import Draft
from regesta.model.findings import Stance, Statement
from regesta.model.ids import finding_id
from regesta.model.reports import DateMention
from regesta.model.spans import Evidence, Span
from regesta.model.times import UNBOUNDED
from regesta.packs.schema import Cue
from regesta.steps.extract.allegations import find_allegations
from regesta.steps.extract.event_sides import to_each_other
from regesta.steps.extract.fill import MAX_QUOTE_CHARS, ClausedReport, any_of
from regesta.steps.extract.idioms import idiom_rows
from regesta.steps.extract.said import content_of, denies, remarked_on, whole_quotation
from regesta.steps.extract.statement_about import (
    about_of,
    fallback_topic,
    merely_where,
    pointed_at,
    topics_of,
)
from regesta.steps.extract.statement_stances import own_refusal, stance_of
from regesta.steps.extract.voices import voices
from regesta.text.fold import squeeze
from regesta.text.quotations import quotations

_OTHERS_WORDS = {"oppose", "condemn"}  # stances of whoever rejects words: they are not his own


@dataclass(frozen=True, slots=True)
class _Told:
    """What the whole report tells: its quotations, and whom a clause of speech charges with a wrong."""

    quotations: tuple[Span, ...]
    charged: Mapping[int, tuple[Actor, ...]]


def find_statements(report: ClausedReport) -> tuple[Draft[Statement], ...]:
    """Return the statements of a report, at most one a cue."""
    found: list[Draft[Statement]] = []
    charged = {d.clause: d.finding.recipients for d in find_allegations(report, ())}
    told = _Told(quotations(report.text), charged)
    for clause in report.clauses:
        if report.sentence(clause).headline or clause.quoted:
            continue
        for cue in _cues(report, clause):
            draft = _statement(report, clause, cue, told)
            if draft is not None:
                found.append(draft)
                break
    return tuple(d for d in _once(_without_messengers(found, report)) if not _by_press(d.finding))


def _by_press(statement: Statement) -> bool:
    """Return whether only the press speaks: what a paper reports is no position of its own."""
    return all(s.kind == "organisation" and s.sector == "JRN" for s in statement.speakers)


def _cues(report: ClausedReport, clause: Clause) -> tuple[Cue, ...]:
    """Return the cues of a clause's predicate whose conditions hold, those with conditions first.

    Conditions look at the cue's own phrases, not into what is said: "promised that the agreements …".
    """
    idioms = idiom_rows(report, clause, report.language.cue_idioms)
    rows = tuple(dict.fromkeys((*idioms, *report.language.cues_by_predicate.get(squeeze(clause.lemma), ()))))
    if not rows:
        return ()
    said = [a.span for a in clause.args("complement")]
    done = frozenset(squeeze(c.lemma) for c in _infinitives(report, clause))
    words = report.words(clause, without=said)
    own = f" {squeeze(_without(report.text, clause.span, said))} "

    def holds(phrases: tuple[str, ...]) -> bool:
        return any_of(phrases, words, own)

    fitting = [
        c
        for c in rows
        if c.kind in {clause.kind, "both"}
        and (not c.needs or holds(c.needs))
        and not holds(c.unless)
        and done.isdisjoint(c.unless)
    ]
    return tuple(sorted(fitting, key=lambda c: (c not in idioms, not c.needs)))


def _infinitives(report: ClausedReport, clause: Clause) -> list[Clause]:
    """Return the infinitives that say what a cue is of: "declined to *comment*"."""
    inner = {a.clause for a in clause.args("complement")}
    return [c for c in report.clauses_in(clause.sentence) if c.index in inner and c.tense == "none"]


def _without(text: str, span: Span, said: Iterable[Span]) -> str:
    """Return a stretch with a space in place of each part left out."""
    kept, at = "", span.start
    for part in sorted(said):
        if part.end > at:
            kept += text[at : max(at, part.start)] + " "
            at = part.end
    return kept + text[at : span.end]


def _statement(report: ClausedReport, clause: Clause, cue: Cue, told: _Told) -> Draft[Statement] | None:
    if (clause.kind == "noun" and not _voiced(report, clause)) or _presupposed(clause, cue):
        return None
    if clause.modality in {"conditional", "wished", "doubted"} or clause.negated or clause.tense == "future":
        return None
    speakers = _speakers(report, clause)
    if not speakers or not any(s.state for s in speakers):
        return None
    addressees = _addressees(report, clause, cue, speakers)
    if cue.to_others and not any(a.kind in {"state", "organisation"} for a in addressees):
        return None
    remarked = _remarked(report, clause, cue)
    content = remarked or _content(report, clause, cue, told)
    if content is None or _within_own_words(report, clause, speakers):
        return None
    if to_each_other(report, clause.args("object", "oblique:at", "oblique:against"), speakers):
        return None  # "accused each other": each of the other, and no stance that they share
    accused = told.charged.get(clause.index, ())
    about = about_of(report, clause, cue, content, speakers)
    stance = _stance(report, clause, cue, speakers, content, about, charges=bool(accused))
    if stance != "neutral" and not about:
        about = pointed_at(report, clause, content, speakers)
    topics = topics_of(report, content)
    if stance == "neutral" and not topics and len(content.of(report.text).split()) < 5:
        return None  # "the issue", "his talks": words, but no position
    if stance == "condemn":
        about = (*accused, *(a for a in about if a not in accused and not merely_where(report, content, a)))
    evidence = _evidence(report, clause, content, f"{report.language.code}/cues#{cue.id}")
    when, before = _when(report, clause)
    statement = Statement(
        id=finding_id(
            "statement",
            report.id,
            [clause.predicate, evidence.span],
            stance,
            [s.as_written for s in speakers],
        ),
        speakers=speakers,
        stance=stance,
        direct=remarked is None
        and any(q.meets(content) for q in (*told.quotations, *report.sentence(clause).quoted)),
        date=UNBOUNDED,
        evidence=(evidence,),
        topic=topics[0] if topics else fallback_topic(about, speakers),
        topics=topics,
        addressees=addressees,
        about=about,
        cue=clause.predicate,
        content=content,
        confidence=_confidence(speakers, cue, stance),
    )
    return Draft(statement, clause.sentence, clause.index, when=when, background=before)


def _presupposed(clause: Clause, cue: Cue) -> bool:
    """Return whether words are only referred to: "the sanctions *decided* by ECOWAS" tell of no new word."""
    pointing = clause.relation == "relative" and clause.voice == "passive" and clause.tense == "none"
    return pointing and cue.stance in {"neutral", "commit"}


def _remarked(report: ClausedReport, clause: Clause, cue: Cue) -> Span | None:
    """Return what a remark is made on: "…, a claim Oman denies"."""
    takes_stance = cue.stance != "neutral" or denies(report, clause)
    return remarked_on(report, clause) if takes_stance else None


def _content(report: ClausedReport, clause: Clause, cue: Cue, told: _Told) -> Span | None:
    content = content_of(report, clause, cue)
    return whole_quotation(report, clause, content, told.quotations) if content is not None else None


def _stance(
    report: ClausedReport,
    clause: Clause,
    cue: Cue,
    speakers: tuple[Actor, ...],
    content: Span,
    about: tuple[Actor, ...],
    *,
    charges: bool,
) -> Stance:
    """Return the stance: the cue's, else that of the words."""
    if denies(report, clause):
        return cue.stance
    stance = cue.stance
    if stance == "neutral":
        stance = _inner_stance(report, clause, speakers) or "neutral"
    if stance == "neutral" and charges:
        return "condemn"
    if stance == "neutral" and own_refusal(report, clause, speakers, content):
        return "oppose"
    if stance == "neutral":
        stance = stance_of(report, content)
        own = {s.state for s in speakers}
        if stance == "condemn" and about and {a.state for a in about} <= own:
            return "neutral"  # of his own side alone: nobody condemns himself
    if stance == "support" and report.denies(clause):
        return "oppose"  # "reiterated that it did not recognise the claim"
    return stance


def _evidence(report: ClausedReport, clause: Clause, content: Span, rule: str) -> Evidence:
    """Return the sentence of a clause as evidence, from where its quotation begins."""
    evidence = report.evidence(clause, rule)
    if content.start >= evidence.span.start:
        return evidence
    first = next(s.span.start for s in report.report.annotated.sentences if s.span.end > content.start)
    span = Span(first, evidence.span.end)
    if span.end - span.start > MAX_QUOTE_CHARS:
        span = Span(content.start, evidence.span.end)
    if span.end - span.start > MAX_QUOTE_CHARS:
        return evidence
    return replace(evidence, span=span, quote=span.of(report.text))


def _when(report: ClausedReport, clause: Clause) -> tuple[tuple[DateMention, ...], bool]:
    """Return the expressions of time of a clause, and whether it was said before them.

    A clause of time or cause without one goes by that of the act it explains: "cut ties in May after Chad backed …".
    """
    own = report.dates(clause)
    if own or clause.kind == "noun" or clause.relation != "adverbial" or clause.tense == "none":
        return own, False
    above = next((c for c in report.clauses_in(clause.sentence) if c.index == clause.parent), None)
    dates = report.dates(above) if above is not None and above.tense == "past" else ()
    return dates, bool(dates)


def _voiced(report: ClausedReport, clause: Clause) -> bool:
    """Return whether a noun cue is somebody's: "expressed confidence", "Iran's opposition to"; not "the need".

    What somebody rejects are not his own words: "dismissed a report that …".
    """
    if clause.governor_role == "object" and clause.governor:
        governor = squeeze(clause.governor)
        cues = report.language.cues_by_predicate.get(governor, ())
        rejects = governor in report.language.discarding or (
            bool(cues) and all(c.stance in _OTHERS_WORDS for c in cues)
        )
        return (governor in report.language.light_verbs or bool(cues)) and not rejects
    return any(a.mentions for a in clause.args("possessor"))


def _speakers(report: ClausedReport, clause: Clause) -> tuple[Actor, ...]:
    """Return who speaks: the subject; of a noun its owner or author first ("a call by the EU")."""
    doers = clause.args("subject")
    if clause.kind == "noun":
        by = tuple(f"oblique:{p}" for p in ("by", *report.language.syntax.passive_by))
        own = voices(report, clause.args("possessor", *by))
        doers = clause.args("possessor", *by) if own else doers
    found = voices(report, doers or clause.args("possessor"))
    return tuple(a for a in found if a.kind != "group" or a.state)


def _addressees(
    report: ClausedReport, clause: Clause, cue: Cue, speakers: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Return whom the words are said to; the speaker's own people are no other side."""
    own = {s.state for s in speakers if s.state}
    named = report.actors([a for slot in cue.addressee for a in clause.args(slot)])
    return tuple(a for a in named if a.state not in own or a.kind == "person")


def _within_own_words(report: ClausedReport, clause: Clause, speakers: tuple[Actor, ...]) -> bool:
    """Return whether the clause is inside the words of one who speaks for the same state.

    "The president said Iran is determined to …" is his statement, not a second one by Iran.
    """
    if clause.speech is None:
        return False
    above = next((c for c in report.clauses_in(clause.sentence) if c.index == clause.speech), None)
    if above is None:
        return False
    cues = report.language.cues_by_predicate.get(squeeze(above.lemma), ())
    if (
        clause.relation == "adverbial"
        and clause.tense == "none"
        and not any(c.stance == "neutral" for c in cues)
    ):
        return False  # "asked the council to meet, *accusing* Chad": who asks accuses
    outer = {a.state for a in report.actors(above.args("subject"), owners="carriers")}
    return {s.state for s in speakers} <= outer


def _inner_stance(report: ClausedReport, clause: Clause, speakers: tuple[Actor, ...]) -> Stance | None:
    """Return the stance of what the speaker says of his own side: "said that Uruguay supported …"."""
    own = {s.state for s in speakers}
    inner = {a.clause for a in clause.args("complement")}
    for other in report.clauses_in(clause.sentence):
        if other.index not in inner or other.negated or other.lemma.startswith("be "):
            continue
        doers = report.actors(other.args("subject"), owners="carriers")
        said = next((c.stance for c in _cues(report, other) if c.stance != "neutral"), None)
        if said is None and (other.modality == "planned" or other.tense == "future"):
            said = "commit"  # "said that Tokyo would pay"
        elif said == "appreciate" and other.modality == "planned":
            said = "commit"  # "would recognise the state"
        if said is not None and doers and {d.state for d in doers} <= own:
            return said
    return None


def _confidence(speakers: tuple[Actor, ...], cue: Cue, stance: str) -> float:
    value = 0.92 if cue.stance != "neutral" else 0.85 if stance != "neutral" else 0.75
    for speaker in speakers:
        value *= {"name": 1.0, "apposition": 1.0, "office": 0.95, "metonym": 0.95, "pronoun": 0.9}[
            speaker.via
        ]
    return round(max(value, 0.3), 2)


def _without_messengers(drafts: list[Draft[Statement]], report: ClausedReport) -> list[Draft[Statement]]:
    """Drop a statement that only hands on another's words: "the two ministers stressed …, the ministry said"."""
    by_index = {c.index: c for c in report.clauses}

    def hands_on(draft: Draft[Statement]) -> bool:
        content = draft.finding.content
        speakers = {s.entity for s in draft.finding.speakers}
        return any(
            d.sentence == draft.sentence
            and by_index[d.clause].speech == draft.clause
            and content is not None
            and content.holds(d.finding.evidence[0].span if d.finding.cue is None else d.finding.cue)
            and {s.entity for s in d.finding.speakers} != speakers
            for d in drafts
        )

    return [d for d in drafts if not hands_on(d)]


def _once(drafts: list[Draft[Statement]]) -> list[Draft[Statement]]:
    """Keep one statement of what one sentence says once: nouns before their verbs, stances before none."""
    kept: list[Draft[Statement]] = []
    for draft in sorted(drafts, key=_plainness):
        if not any(_same_words(k, draft) for k in kept):
            kept.append(draft)
    return sorted(kept, key=lambda d: (d.sentence, d.clause))


def _plainness(draft: Draft[Statement]) -> tuple[bool, int, int]:
    statement = draft.finding
    assert statement.content is not None
    return statement.stance == "neutral", -(statement.content.end - statement.content.start), draft.clause


def _same_words(a: Draft[Statement], b: Draft[Statement]) -> bool:
    old, new = a.finding, b.finding
    if a.sentence != b.sentence or {s.entity for s in old.speakers} != {s.entity for s in new.speakers}:
        return False
    if old.content is None or new.content is None or not old.content.meets(new.content):
        return False
    return new.stance == "neutral" or old.stance == new.stance
