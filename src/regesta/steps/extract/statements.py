"""Find statements: who said what, with which stance, about what.

In: a report with clauses. Out: drafts of statements. A cue is a predicate of the pack ("stressed",
"called for", "expressing confidence"); its subject is the speaker, its content the complement,
quotation or object. A cue that says nothing of the stance leaves it to the content's own words.
"""

from __future__ import annotations

from collections.abc import Iterable

from regesta.model.actors import Actor
from regesta.model.clauses import Clause
from regesta.model.drafts import Draft
from regesta.model.findings import Stance, Statement
from regesta.model.ids import finding_id
from regesta.model.spans import Span
from regesta.model.times import UNBOUNDED
from regesta.packs.schema import Cue
from regesta.steps.extract.event_sides import to_each_other
from regesta.steps.extract.fill import ClausedReport, any_of
from regesta.steps.extract.idioms import idiom_rows
from regesta.text.fold import squeeze, squeezed

_BACKDROP_WORDS = 4  # between "during" and what was so meanwhile: "during the period of sanctions"


def find_statements(report: ClausedReport) -> tuple[Draft[Statement], ...]:
    """Return the statements of a report, at most one a cue."""
    found: list[Draft[Statement]] = []
    for clause in report.clauses:
        if report.sentence(clause).headline or clause.quoted:
            continue
        for cue in _cues(report, clause):
            draft = _statement(report, clause, cue)
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
    words = report.words(clause, without=said)
    own = f" {squeeze(_without(report.text, clause.span, said))} "

    def holds(phrases: tuple[str, ...]) -> bool:
        return any_of(phrases, words, own)

    fitting = [
        c
        for c in rows
        if c.kind in {clause.kind, "both"} and (not c.needs or holds(c.needs)) and not holds(c.unless)
    ]
    return tuple(sorted(fitting, key=lambda c: (c not in idioms, not c.needs)))


def _without(text: str, span: Span, said: Iterable[Span]) -> str:
    """Return a stretch with a space in place of each part left out."""
    kept, at = "", span.start
    for part in sorted(said):
        if part.end > at:
            kept += text[at : max(at, part.start)] + " "
            at = part.end
    return kept + text[at : span.end]


def _statement(report: ClausedReport, clause: Clause, cue: Cue) -> Draft[Statement] | None:
    if clause.kind == "noun" and not _voiced(report, clause):
        return None
    if clause.modality in {"conditional", "wished", "doubted"} or clause.negated or clause.tense == "future":
        return None
    speakers = _speakers(report, clause)
    if not speakers or not any(s.state for s in speakers):
        return None
    content = _content(report, clause, cue)
    if content is None or _within_own_words(report, clause, speakers):
        return None
    if to_each_other(report, clause.args("object", "oblique:at", "oblique:against"), speakers):
        return None  # "accused each other": each of the other, and no stance that they share
    evidence = report.evidence(clause, f"{report.language.code}/cues#{cue.id}")
    stance = cue.stance
    if stance == "neutral":
        stance = _inner_stance(report, clause, speakers) or _stance_of(report, content)
    if stance == "support" and report.denies(clause):
        stance = "oppose"  # "reiterated that it did not recognise the claim"
    topics = _topics(report, content)
    if stance == "neutral" and not topics and len(content.of(report.text).split()) < 5:
        return None  # "the issue", "his talks": words, but no position
    about = _about(report, content, speakers)
    if stance == "condemn":
        about = tuple(a for a in about if not _merely_where(report, content, a))
    addressees = report.actors([a for slot in cue.addressee for a in clause.args(slot)])
    direct = any(q.meets(content) for q in report.sentence(clause).quoted)
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
        direct=direct,
        date=UNBOUNDED,
        evidence=(evidence,),
        topic=topics[0] if topics else _fallback_topic(about),
        topics=topics,
        addressees=addressees,
        about=about,
        cue=clause.predicate,
        content=content,
        confidence=_confidence(speakers, cue, stance),
    )
    return Draft(statement, clause.sentence, clause.index, when=report.dates(clause))


def _voiced(report: ClausedReport, clause: Clause) -> bool:
    """Return whether a noun cue is somebody's: "expressed confidence", "Iran's opposition to"; not "the need"."""
    if clause.governor_role == "object" and clause.governor:
        governor = squeeze(clause.governor)
        return governor in report.language.light_verbs or governor in report.language.cues_by_predicate
    return any(a.mentions for a in clause.args("possessor"))


def _speakers(report: ClausedReport, clause: Clause) -> tuple[Actor, ...]:
    """Return who speaks: the subject; of a noun its owner or author first ("a call by the EU")."""
    doers = clause.args("subject")
    if clause.kind == "noun":
        by = tuple(f"oblique:{p}" for p in ("by", *report.language.syntax.passive_by))
        own = report.actors(clause.args("possessor", *by), owners="carriers")
        doers = clause.args("possessor", *by) if own else doers
    found = report.actors(doers or clause.args("possessor"), owners="carriers")
    return tuple(a for a in found if a.kind != "group" or a.state)


def _within_own_words(report: ClausedReport, clause: Clause, speakers: tuple[Actor, ...]) -> bool:
    """Return whether the clause is inside the words of one who speaks for the same state.

    "The president said Iran is determined to …" is his statement, not a second one by Iran.
    """
    if clause.speech is None:
        return False
    above = next((c for c in report.clauses_in(clause.sentence) if c.index == clause.speech), None)
    if above is None:
        return False
    outer = {a.state for a in report.actors(above.args("subject"), owners="carriers")}
    return {s.state for s in speakers} <= outer


def _content(report: ClausedReport, clause: Clause, cue: Cue) -> Span | None:
    """Return what is said: the cue's slots in order, a quotation of the sentence, else None."""
    slots = [a for slot in cue.content for a in clause.args(slot) if not _only_time(report, a.span)]
    quote = _nearest_quote(report, clause) if "complement" in cue.content else None
    if quote is not None and (not slots or slots[0].role != "complement" or slots[0].span.meets(quote)):
        return quote
    if slots:
        return slots[0].span
    return None


def _nearest_quote(report: ClausedReport, clause: Clause) -> Span | None:
    """Return the quotation beside a cue: no other cue stands between the two."""
    cues = [
        c.predicate
        for c in report.clauses_in(clause.sentence)
        if c.index != clause.index
        and not c.quoted
        and c.kind == "verb"
        and c.lemma in report.language.cues_by_predicate
    ]
    best: tuple[int, Span] | None = None
    for quote in report.sentence(clause).quoted:
        if quote.holds(clause.predicate) or quote.end - quote.start < 12:
            continue
        before = quote.end <= clause.predicate.start
        gap = (quote.end, clause.predicate.start) if before else (clause.predicate.end, quote.start)
        if gap[0] > gap[1] or any(gap[0] <= p.start < gap[1] for p in cues):
            continue
        if best is None or gap[1] - gap[0] < best[0]:
            best = (gap[1] - gap[0], quote)
    return best[1] if best else None


def _only_time(report: ClausedReport, span: Span) -> bool:
    """Return whether a phrase is nothing but an expression of time: "spoke on Monday"."""
    return any(d.span.start <= span.start + 1 and span.end <= d.span.end + 1 for d in report.report.dates)


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
        if said is not None and doers and {d.state for d in doers} <= own:
            return said
    return None


def _stance_of(report: ClausedReport, content: Span) -> Stance:
    """Return the stance that the content's own words give, the heaviest winning; else neutral."""
    words = content.of(report.text)
    weight: dict[Stance, float] = {}
    for hit in report.language.content_stance_table.hits(words):
        for row in hit.values:
            if not any(f" {squeeze(u)} " in f" {squeeze(words)} " for u in row.unless):
                weight[row.stance] = weight.get(row.stance, 0.0) + row.weight
    if not weight:
        return "neutral"
    return max(sorted(weight), key=lambda s: weight[s])


def _topics(report: ClausedReport, content: Span) -> tuple[str, ...]:
    """Return canonical topics of the content, most frequent and longest phrase first.

    What was so meanwhile is no topic: "what it learned *under sanctions*", "*despite the war*".
    """
    count: dict[str, tuple[int, int]] = {}
    words = content.of(report.text)
    backdrops = frozenset(map(squeeze, report.language.syntax.backdrops))
    for hit in report.language.topic_table.hits(words):
        before = squeeze(words[: hit.span.start]).split()[-_BACKDROP_WORDS:]
        if not backdrops.isdisjoint(before) and not _ends_between(words, hit.span.start):
            continue
        for topic in hit.values:
            n, longest = count.get(topic, (0, 0))
            count[topic] = (n + 1, max(longest, len(hit.phrase)))
    return tuple(sorted(count, key=lambda t: (-count[t][0], -count[t][1], t)))


def _ends_between(words: str, end: int) -> bool:
    """Return whether a clause ends just before a place: what stood before it says nothing of what follows."""
    return any(mark in words[max(0, end - 24) : end] for mark in ",;:")


def _about(report: ClausedReport, content: Span, speakers: tuple[Actor, ...]) -> tuple[Actor, ...]:
    own = {s.entity for s in speakers}
    found: list[Actor] = []
    for mention, actors in zip(report.report.annotated.mentions, report.report.actors, strict=True):
        if content.holds(mention.span) and mention.kind in {
            "person",
            "state",
            "organisation",
            "group",
            "role",
            "roles",
        }:
            found.extend(
                a
                for a in actors
                if (a.kind != "group" or a.state)
                and a.entity not in own
                and all(a.entity != f.entity for f in found)
            )
    return tuple(found)


def _merely_where(report: ClausedReport, content: Span, actor: Actor) -> bool:
    """Return whether somebody is named in what is condemned only as where it happened: "the attack in Mali"."""
    at = squeezed(report.language.places.at)
    spans = [s for s in actor.spans if content.holds(s)] if actor.kind == "state" else []
    before = (squeeze(report.text[max(content.start - 12, s.start - 40) : s.start]).split() for s in spans)
    return bool(spans) and all(not set(words[-2:]).isdisjoint(at) for words in before)


def _fallback_topic(about: tuple[Actor, ...]) -> str | None:
    return next((a.name for a in about if a.kind != "person"), None)


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
