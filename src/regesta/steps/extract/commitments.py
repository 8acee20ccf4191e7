"""Find commitments: what was agreed, signed, promised, invited, aimed at, and what became of it.

In: a report with clauses. Out: drafts of commitments, each with the stage that its report gives.

A verb of the pack moves a noun of the pack to a stage ("signed" + "roadmap"), or makes a commitment
by itself ("invited", "implement"). A set ("the agreements reached during the visit") is one
commitment that later reports may split.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from regesta.model.actors import Actor
from regesta.model.clauses import Argument, Clause
from regesta.model.drafts import Draft
from regesta.model.findings import Commitment, Place, Stage
from regesta.model.spans import Span
from regesta.packs.schema import CommitmentNoun, CommitmentVerb
from regesta.steps.extract.commitment_parts import draft_of, money_in, shortened, who
from regesta.steps.extract.event_holds import denied
from regesta.steps.extract.fill import ClausedReport
from regesta.steps.extract.idioms import idiom_rows
from regesta.steps.extract.promises import promise
from regesta.steps.extract.voices import voices
from regesta.text.fold import fold, squeeze, squeezed

_CAPITAL = re.compile(r"\b[^\W\d_a-z][^\W\d_]+")
_INSTRUMENTS = {
    "treaty",
    "agreement",
    "memorandum of understanding",
    "roadmap",
    "executive programme",
    "joint statement",
}


_FAR_BACK = 3  # sentences
_PARTIES = {"state", "person", "role", "roles", "pair"}


@dataclass(frozen=True, slots=True)
class _Named:
    """A commitment noun as found."""

    row: CommitmentNoun
    plural: bool
    span: Span


def find_commitments(report: ClausedReport) -> tuple[Draft[Commitment], ...]:
    """Return the commitments of a report, in reading order."""
    found: list[Draft[Commitment]] = []
    for clause in report.clauses:
        if report.sentence(clause).headline:
            continue
        for verb in _verbs(report, clause):
            drafts = _commitments(report, clause, verb)
            if drafts:
                found.extend(drafts)
                break
    return tuple(_without_echoes(_without_references(_once(found), report)))


def _verbs(report: ClausedReport, clause: Clause) -> tuple[CommitmentVerb, ...]:
    idioms = idiom_rows(report, clause, report.language.commitment_idioms)
    known = report.language.commitment_verbs_by_predicate.get(squeeze(clause.lemma), ())
    rows = tuple(dict.fromkeys((*idioms, *known)))
    if not rows:
        return ()
    words = report.words(clause)
    return tuple(
        v
        for v in rows
        if v.kind in {clause.kind, "both"}
        and (not v.needs or not words.isdisjoint(map(squeeze, v.needs)))
        and not any(
            squeeze(u) in words or (" " in u and squeeze(u) in squeeze(clause.span.of(report.text)))
            for u in v.unless
        )
    )


def _commitments(report: ClausedReport, clause: Clause, verb: CommitmentVerb) -> list[Draft[Commitment]]:
    if denied(report, clause) or clause.modality in {"conditional", "doubted"}:
        return []
    makes = verb.makes
    if verb.ahead:
        return promise(report, clause, verb)
    if makes == "invitation":
        return _invitation(report, clause, verb)
    if makes == "target":
        return _target(report, clause, verb)
    if makes in {"implementation report", "implementation pledge"}:
        return _implementation(report, clause, verb)
    if makes == "pledge":
        return _pledge(report, clause, verb)
    return _instruments(report, clause, verb)


# ------------------------------------------------------------------- kinds


def _invitation(report: ClausedReport, clause: Clause, verb: CommitmentVerb) -> list[Draft[Commitment]]:
    by, to = who(report, clause, verb.by), who(report, clause, verb.to or ("object",))
    if clause.modality != "fact" or not by or not to or not {a.state for a in by} - {a.state for a in to}:
        return []
    goal = next((a.span for a in clause.args("complement") if a.span.start > clause.predicate.start), None)
    place = _place_in(
        report, goal or Span(clause.predicate.end, max(clause.predicate.end + 1, clause.span.end))
    )
    title = f"invitation to {to[0].name}" + (f" to visit {place.name}" if place else f" by {by[0].name}")
    return [
        draft_of(report, clause, verb, "invitation", title, by=by, to=to, place=place, parties=(*by, *to))
    ]


def _target(report: ClausedReport, clause: Clause, verb: CommitmentVerb) -> list[Draft[Commitment]]:
    money = money_in(report, clause.span) or money_in(report, report.sentence(clause).span)
    if money is None or _is_figure(report, clause):
        return []
    stretch = report.sentence(clause).span.of(report.text)
    topics = [t for hit in report.language.topic_table.hits(clause.span.of(report.text)) for t in hit.values]
    by = who(report, clause, verb.by) or _speaker(report, clause)
    if not by:
        return []
    if "trade" not in topics and not any(
        n.row.kind == "target" for n in _nouns(report, report.sentence(clause).span, every=True)
    ):
        return []  # "to put off a debt of $3 million" aims at no figure
    topic = "trade" if "trade" in topics else (topics[0] if topics else "target")
    parties = _both_parties(report, clause, by, stretch)
    if len({p.state for p in parties if p.state}) < 2:
        return []
    title = f"{topic} of {money.amount:,.0f} {money.currency}"
    drafted = draft_of(
        report, clause, verb, "target", title, by=by, parties=parties, value=money, sectors=(topic,)
    )
    sentence = report.sentence(clause).span
    return [replace(drafted, when=tuple(d for d in report.report.dates if sentence.holds(d.span)))]


def _is_figure(report: ClausedReport, clause: Clause) -> bool:
    """Return whether an amount is told as reached, not aimed at: "trade reached $444 million in 2023"."""
    if clause.modality != "fact" or clause.tense in {"future", "present"} or clause.kind == "noun":
        return False
    aims = squeeze(clause.lemma) in report.language.planning
    sentence = report.sentence(clause).span
    return not aims and not any(n.row.kind == "target" for n in _nouns(report, sentence, every=True))


def _implementation(report: ClausedReport, clause: Clause, verb: CommitmentVerb) -> list[Draft[Commitment]]:
    # Each phrase by itself: across the verb, "implementing the agreements" is a noun of its own.
    spans = [a.span for slot in verb.content for a in clause.args(slot)]
    found = [
        (s, named) for s in spans if (named := [n for n in _nouns(report, s) if n.row.kind in _INSTRUMENTS])
    ]
    if not found:
        return []
    span, named = found[0]
    speakers = _speaker(report, clause)
    by = who(report, clause, verb.by) or speakers
    joint = len({a.state for a in speakers if a.state}) >= 2
    if clause.modality in {"wished", "planned"} or clause.tense == "future" or _importance(report, clause):
        if clause.modality == "planned" or clause.tense == "future":
            kind, stage = "implementation pledge", "pledged"
        elif joint:
            kind, stage = "implementation pledge", "stated"
        else:
            return []
    else:
        kind, stage = "implementation report", verb.stage
    party = speakers or by
    parties = _both_parties(report, clause, party or by, report.sentence(clause).span.of(report.text))
    if not parties or not (speakers or by):
        return []
    title = f"implementation of {_title(report, named[0], span)}"
    if kind == "implementation pledge" and not joint:
        parties = tuple(party)
    return [
        draft_of(
            report,
            clause,
            verb,
            kind,
            title,
            by=party or by,
            parties=parties,
            stage=stage,
            is_set=named[0].plural,
            refers=span,
        )
    ]


def _pledge(report: ClausedReport, clause: Clause, verb: CommitmentVerb) -> list[Draft[Commitment]]:
    by = who(report, clause, verb.by)
    span = _content_span(clause, verb)
    if not by or span is None or clause.modality != "fact" or report.denies(clause):
        return []
    if verb.stage == "stated" and len({b.state for b in by if b.state}) < 2:
        return []  # one side's appeal binds nobody
    content = span.of(report.text)
    named = [n for n in _nouns(report, span) if n.row.kind in _INSTRUMENTS]
    implementing = any(
        squeeze(p).split()[0][:6] in squeeze(content)
        for v in report.language.commitments.verbs
        if v.makes == "implementation report"
        for p in v.predicates
    )
    kind = "implementation pledge" if named and implementing else "pledge"
    to = who(report, clause, verb.to) if verb.to else ()
    others = [
        a
        for m, actors in zip(report.report.annotated.mentions, report.report.actors, strict=True)
        if span.holds(m.span)
        for a in actors
    ]
    if kind == "pledge" and not any(o.state and o.state not in {b.state for b in by} for o in (*to, *others)):
        return []
    title = shortened(" ".join(content.split()))
    return [
        draft_of(
            report,
            clause,
            verb,
            kind,
            title,
            by=by,
            to=to,
            parties=(*by, *to),
            refers=span if named else None,
        )
    ]


def _instruments(report: ClausedReport, clause: Clause, verb: CommitmentVerb) -> list[Draft[Commitment]]:
    span = _content_span(clause, verb)
    if span is None or clause.modality == "wished" or verb.stage == "stated":
        return []
    stage: Stage = verb.stage
    if verb.finished and clause.tense == "present":
        stage = "stated"  # "is negotiating a deal": there is none yet
    elif clause.modality == "planned" or clause.tense == "future":
        stage = "agreed" if stage in {"signed", "in force"} else stage
    by = who(report, clause, verb.by) or _speaker(report, clause)
    parties = _both_parties(report, clause, by, report.sentence(clause).span.of(report.text))
    invited = next((n for n in _nouns(report, span) if n.row.kind == "invitation"), None)
    if invited is not None:
        return _answered_invitation(report, clause, verb, invited, by)
    if len({p.state for p in parties if p.state}) < 2:
        return []
    drafts: list[Draft[Commitment]] = []
    before: _Named | None = None
    for named in _nouns(report, span):
        if before is not None and _names_again(report, before, named):
            continue
        before = named
        kind = named.row.kind
        if kind == "target" or (stage == "signed" and kind not in _INSTRUMENTS):
            continue  # a target without its figure is a wish
        count = _count_before(report, named.span)
        sectors = (
            _sectors(report, Span(named.span.end, report.sentence(clause).span.end))
            if named.span.end < report.sentence(clause).span.end
            else ()
        )
        title = _title(report, named, span)
        drafts.append(
            draft_of(
                report,
                clause,
                verb,
                kind,
                title,
                by=by,
                parties=parties,
                stage=stage,
                count=count,
                sectors=sectors,
                is_set=named.plural and count is None,
                refers=named.span,
            )
        )
    return drafts or _agreed_act(report, clause, verb, by, parties)


def _agreed_act(
    report: ClausedReport, clause: Clause, verb: CommitmentVerb, by: Sequence[Actor], parties: Sequence[Actor]
) -> list[Draft[Commitment]]:
    """Return what two sides agree to do, where no instrument is named: "agreed to reopen the ferry line"."""
    if (
        report.language.commitments.undertaken.get(squeeze(clause.lemma)) != "agreed"
        or clause.modality != "fact"
    ):
        return []
    if len({a.state for a in by if a.state}) < 2:
        return []
    inner = {c.index for c in report.clauses_in(clause.sentence) if c.modality == "planned" and not c.negated}
    acts = [a.span for a in clause.args("complement") if a.clause in inner]
    if not acts:
        return []
    title = shortened(" ".join(acts[0].of(report.text).split()))
    value = money_in(report, acts[0])
    return [
        draft_of(
            report, clause, verb, "agreement", title, by=by, parties=parties, stage="agreed", value=value
        )
    ]


def _names_again(report: ClausedReport, first: _Named, second: _Named) -> bool:
    """Return whether a noun gives the name of the instrument before it: "a pact with Fiji, *the Suva Treaty*"."""
    if second.plural or second.span.start <= first.span.end:
        return False
    between = report.text[first.span.end : second.span.start]
    words = between.rsplit(",", 1)[-1].split() if "," in between else []
    articles = squeezed(report.language.syntax.articles)
    return len(words) > 1 and squeeze(words[0]) in articles and words[1][:1].isupper()


def _answered_invitation(
    report: ClausedReport, clause: Clause, verb: CommitmentVerb, named: _Named, invited: Sequence[Actor]
) -> list[Draft[Commitment]]:
    """Return an invitation that its subject accepts or refuses: "accepted the invitation of the president"."""
    own = {a.entity for a in invited}
    holders = [a for a in clause.arguments if a.role != "subject" and a.span.holds(named.span)]
    owners = [a for a in report.actors(holders, owners="any") if a.entity not in own and a.state]
    nouns = [
        c for c in report.clauses_in(clause.sentence) if c.kind == "noun" and c.predicate.meets(named.span)
    ]
    slots = [
        a for c in nouns for a in c.arguments if a.role in {"possessor", "of", "oblique:from", "oblique:by"}
    ]
    owners += [a for a in report.actors(slots) if a.entity not in own and a.state and a not in owners]
    if not invited or verb.stage not in {"agreed", "refused"}:
        return []
    if not owners:  # "accepted an invitation to visit Indonesia": the state to be visited invites
        hosts = [p.state for p in report.places(clause.span) if p.state not in {a.state for a in invited}]
        inside = [
            a
            for m, actors in zip(report.report.annotated.mentions, report.report.actors, strict=True)
            if clause.span.holds(m.span) and m.kind == "state"
            for a in actors
        ]
        owners = [a for a in inside if a.state in hosts[:1]][:1]
    title = f"invitation to {invited[0].name}" + (f" by {owners[0].name}" if owners else "")
    parties = (*invited, *owners)
    return [
        draft_of(
            report,
            clause,
            verb,
            "invitation",
            title,
            by=owners,
            to=invited,
            parties=parties,
            stage=verb.stage,
        )
    ]


# ------------------------------------------------------------------- pieces


def _speaker(report: ClausedReport, clause: Clause) -> tuple[Actor, ...]:
    """Return who says the clause: the subject of the speech clause above it, or beside its quotation."""
    by_index = {c.index: c for c in report.clauses_in(clause.sentence)}
    seen = clause
    for _ in range(8):
        above = by_index.get(
            seen.speech if seen.speech is not None else seen.parent if seen.parent is not None else -1
        )
        if above is None or above.index == seen.index:
            break
        if above.kind == "verb" and above.lemma in report.language.cues_by_predicate:
            found = tuple(a for a in report.actors(above.args("subject"), owners="carriers") if a.state)
            if found:
                return found
        seen = above
    if clause.quoted:
        for other in report.clauses_in(clause.sentence):
            if not other.quoted and other.kind == "verb" and other.lemma in report.language.cues_by_predicate:
                found = tuple(a for a in report.actors(other.args("subject"), owners="carriers") if a.state)
                if found:
                    return found
    return tuple(a for a in report.actors(clause.args("subject"), owners="carriers") if a.state)


def _both_parties(
    report: ClausedReport, clause: Clause, by: Sequence[Actor], stretch: str
) -> tuple[Actor, ...]:
    """Return the parties: those who act, those in the clause's own slots, and any pair that the sentence names."""
    sentence = report.sentence(clause).span
    parties = list(by)
    at = {f"oblique:{squeeze(p)}" for p in report.language.places.at}
    slots = [
        a for a in clause.arguments if a.role != "complement" and a.role not in at
    ]  # not "signed in Rome"
    parties.extend(a for a in report.actors(slots) if a.state and a.kind != "organisation")
    # "the agreement between A and B": owners of the instrument itself, which is no actor
    objects = [
        a for a in slots if a.role in {"object", "subject"} and not a.mentions and _is_instrument(report, a)
    ]
    parties.extend(a for a in report.actors(objects, owners="any") if a.state and a.kind != "organisation")
    parties.extend(_owning(report, clause))
    for mention, actors in report.named_in(sentence):
        if mention.kind in {"pair", "roles"}:
            parties.extend(a for a in actors if a.state and a.kind != "organisation")
    if len({p.state for p in parties if p.state}) < 2:
        parties.extend(_partners(report, clause, by))
    return tuple(dict.fromkeys(parties))


def _owning(report: ClausedReport, clause: Clause) -> list[Actor]:
    """Return the states whose people or firms act together: "*Peru's* Petroperú and *Chile's* ENAP signed"."""
    owners: list[Actor] = []
    for subject in clause.args("subject"):
        for i in report.mentions_in(clause):
            mention = report.report.annotated.mentions[i]
            after = fold(report.text[mention.span.end : mention.span.end + 2])
            owns = any(after.startswith(p) for p in report.language.syntax.possessives)
            if subject.span.holds(mention.span) and mention.kind == "state" and owns:
                owners += [a for a in report.report.actors[i] if a.state]
    return owners


def _is_instrument(report: ClausedReport, argument: Argument) -> bool:
    return any(
        n.span.meets(argument.head) or argument.span.start <= n.span.start
        for n in _nouns(report, argument.span)
    )


def _partners(report: ClausedReport, clause: Clause, by: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return the other side of the encounter under way, for words that presuppose it ("our agreements").

    Only the plural first person and its like, and passives without an agent, reach outside the
    sentence, and no further than the nearest pair of states spoken of before.
    """
    if not _is_theirs(report, clause):
        return ()
    own = {b.state for b in by if b.state}
    pairs: list[tuple[Actor, ...]] = []
    for mention, actors in report.named_in(Span(0, clause.span.end)):
        if mention.kind in {"pair", "roles"} and len({a.state for a in actors}) == 2:
            pairs.append(actors)
    last = pairs[-1] if pairs else _pair_before(report, clause)
    # "but *Nairobi* suspended it": who deals with it here is a party
    acting = {a.state for c in report.clauses_in(clause.sentence) for a in voices(report, c.args("subject"))}
    beside = acting - own - {None}
    states = {a.state for a in last}
    return last if (not own or own & states) and beside <= states else ()


def _is_theirs(report: ClausedReport, clause: Clause) -> bool:
    """Return whether those spoken of before may be the parties: "we", "the two ministers", or nobody is told to act."""
    numbers = report.language.chronology.numbers
    coref = report.language.coref
    both = squeezed((*coref.pair, *coref.first, *coref.they))
    subjects = clause.args("subject")
    heads = [w for a in subjects for w in squeeze(a.span.of(report.text)).split()[:2]]
    return (
        not subjects
        or any(report.actors([a], owners="any") or _is_instrument(report, a) for a in subjects)
        or any(numbers.get(w) == 2 or w in both for w in heads)
    )


def _pair_before(report: ClausedReport, clause: Clause) -> tuple[Actor, ...]:
    """Return the two states of the nearest sentence before that names two and no more, not far back."""
    sentences = report.report.annotated.sentences
    for sentence in reversed(sentences[max(0, clause.sentence - _FAR_BACK) : clause.sentence]):
        by_state: dict[str, Actor] = {}
        for mention, actors in report.named_in(sentence.span):
            if mention.kind in _PARTIES and not sentence.headline:
                for actor in actors:
                    if actor.state and actor.kind != "organisation":
                        by_state.setdefault(actor.state, actor)
        if len(by_state) == 2:
            return tuple(by_state.values())
        if len(by_state) > 2:
            return ()
    return ()


def _content_span(clause: Clause, verb: CommitmentVerb) -> Span | None:
    spans = [a.span for slot in verb.content for a in clause.args(slot)]
    if not spans:
        return None
    span = spans[0]
    for other in spans[1:]:
        span = span.cover(other)
    return span


def _nouns(report: ClausedReport, span: Span, *, every: bool = False) -> tuple[_Named, ...]:
    """Return the commitment nouns of a stretch, each kind once; "the Commission" is the one named before."""
    found: list[_Named] = []
    stretch = f" {squeeze(span.of(report.text))} "
    table = report.language.commitment_noun_table
    for hit in table.hits(report.text, span):
        row, plural = hit.values[0]
        if any(f" {squeeze(u)} " in stretch for u in row.unless):
            continue
        if all(n.row.kind != row.kind for n in found):
            found.append(_Named(row, plural, hit.span))
    if not found and span.start > 0 and not every:
        found.extend(_pointed_to(report, span))
    return tuple(found)


def _pointed_to(report: ClausedReport, span: Span) -> list[_Named]:
    """Return the body that a capitalised last word points back to: "the Commission", "the Committee"."""
    capitals = {
        m.group().lower(): Span(span.start + m.start(), span.start + m.end())
        for m in _CAPITAL.finditer(span.of(report.text))
    }
    if not capitals:
        return []
    for hit in report.language.commitment_noun_table.hits(report.text, Span(0, span.start)):
        row = hit.values[0][0]
        last = hit.phrase.split()[-1]
        if row.kind == "follow-up body" and " " in hit.phrase and last in capitals:
            return [_Named(row, False, capitals[last])]
    return []


def _importance(report: ClausedReport, clause: Clause) -> bool:
    """Return whether the clause hangs on a noun or verb of wishing: "the importance of implementing"."""
    by_index = {c.index: c for c in report.clauses_in(clause.sentence)}
    above = by_index.get(clause.parent if clause.parent is not None else -1)
    if clause.kind == "noun":
        return above is not None and above.lemma in report.language.cues_by_predicate
    if clause.relation != "complement" or above is None or clause.tense != "none":
        return False
    cues = report.language.cues_by_predicate.get(squeeze(above.lemma), ())
    return bool(cues)


def _count_before(report: ClausedReport, noun: Span) -> int | None:
    """Return the number that counts a noun: "seven memorandums", "7 MoU"."""
    before = squeeze(report.text[max(0, noun.start - 40) : noun.start]).split()[-3:]
    numbers = report.language.chronology.numbers
    past, articles = report.language.past_forms, squeezed(report.language.syntax.articles)
    for word in reversed(before):
        if word in articles or word in past or word.endswith(report.language.verb_endings or ("\0",)):
            return None  # "the two signed a roadmap"
        if word.isdigit() and len(word) < 4:
            return int(word)
        if word in numbers and numbers[word] > 1:
            return int(numbers[word])
    return None


def _sectors(report: ClausedReport, span: Span) -> tuple[str, ...]:
    """Return the fields listed after words such as "in the fields of"."""
    stretch = span.of(report.text)
    low = fold(stretch)
    for lead in sorted(report.language.commitments.sector_lead, key=len, reverse=True):
        at = low.find(fold(lead))
        if at < 0:
            continue
        tail = re.split(r"[.;:()]|\bwhich\b", stretch[at + len(lead) :])[0]
        ands = "|".join(re.escape(c) for c in report.language.syntax.conjunctions)
        pieces = [p.strip(" ,") for p in re.split(rf",|\b(?:{ands})\b", tail) if p.strip(" ,")]
        return tuple(p for p in pieces if len(p.split()) <= 5)[:12]
    return ()


def _title(report: ClausedReport, named: _Named, span: Span) -> str:
    """Return what an instrument is called: from its noun to the end of the phrase that holds it."""
    here = report.clauses_in(report.sentence_at(named.span.start))
    holding = [
        a.span for clause in here for a in clause.arguments if a.span.holds(named.span) and span.meets(a.span)
    ]
    end = min([span.end, *(h.end for h in holding)])
    verbs = [
        c.predicate.start for c in here if c.kind == "verb" and named.span.end <= c.predicate.start < end
    ]
    at = {f"oblique:{squeeze(p)}" for p in report.language.places.at}
    links = {f"oblique:{squeeze(p)}" for p in report.language.syntax.line_links}
    beside = [
        a.span.start
        for c in here
        for a in c.arguments
        if named.span.end < a.span.start < end
        and (a.role in at or (a.role in links and not a.mentions))  # "in Accra", "with renewed vigour"
    ]
    whole = Span(named.span.start, min([end, *verbs, *beside]))
    return shortened(_before_verb(report, whole, cut=bool(verbs)))


def _before_verb(report: ClausedReport, span: Span, *, cut: bool) -> str:
    """Return the words before a verb without what it leaves hanging: "was", "by", "that the president of Kenya"."""
    words = span.of(report.text).split()
    relative = set(map(fold, report.language.syntax.relative))
    opened = next((i for i, w in enumerate(words) if i and fold(w) in relative), None)
    if opened is not None and cut:
        words = words[:opened]
    hanging = {fold(w) for w in (*report.language.syntax.auxiliaries, *report.language.syntax.prepositions)}
    hanging |= {fold(w) for w in (*report.language.syntax.future, *report.language.syntax.relative)}
    while len(words) > 1 and fold(words[-1].strip(",;:")) in hanging:
        words.pop()
    return " ".join(words).rstrip(",;: ")


def _place_in(report: ClausedReport, span: Span) -> Place | None:
    there = report.places(span)
    best = next((p for p in there if p.kind == "city"), None) or (there[0] if there else None)
    return Place(best.name, best.state, best.lat, best.lon) if best else None


def _once(drafts: Sequence[Draft[Commitment]]) -> list[Draft[Commitment]]:
    """Drop a second draft of one kind from one sentence with the same parties."""
    kept: dict[tuple[object, ...], Draft[Commitment]] = {}
    for draft in sorted(drafts, key=lambda d: -_strength(d)):
        item = draft.finding
        key = (draft.sentence, item.kind, item.parties, item.count, tuple(a.entity for a in item.to))
        kept.setdefault(key, draft)
    return sorted(kept.values(), key=lambda d: (d.sentence, d.clause))


def _without_references(
    drafts: Sequence[Draft[Commitment]], report: ClausedReport
) -> list[Draft[Commitment]]:
    """Drop accords that a sentence names only to say that they are carried out: "the agreements reached"."""
    carried_out = {
        d.sentence
        for d in drafts
        if isinstance(d.finding, Commitment) and d.finding.kind.startswith("implementation")
    }
    by_index = {c.index: c for c in report.clauses}

    def pointed_at(draft: Draft[Commitment]) -> bool:
        clause = by_index[draft.clause]
        return draft.background and draft.sentence in carried_out and clause.relation == "relative"

    return [d for d in drafts if not pointed_at(d)]


_STRENGTH = ("stated", "offered", "pledged", "agreed", "signed", "in force")


def _without_echoes(drafts: Sequence[Draft[Commitment]]) -> list[Draft[Commitment]]:
    """Drop what only points back to instruments that the same report names: "the documents", "the roadmap".

    One kind between the same parties is one instrument, unless the counts differ; the strongest
    stage stays. A bare plural beside named instruments means those.
    """
    kept: list[Draft[Commitment]] = []
    for draft in sorted(drafts, key=lambda d: -_strength(d)):
        item = draft.finding
        if item.kind in _INSTRUMENTS and any(_points_to(item, k.finding) for k in kept):
            continue
        kept.append(draft)
    return sorted(kept, key=lambda d: (d.sentence, d.clause))


def _strength(draft: Draft[Commitment]) -> int:
    item = draft.finding
    named = 10 * (item.kind not in {"agreement", "joint statement"} or not item.is_set)
    return named + (_STRENGTH.index(item.stage) if item.stage in _STRENGTH else 0)


def _points_to(item: Commitment, other: object) -> bool:
    if (
        not isinstance(other, Commitment)
        or other.kind not in _INSTRUMENTS
        or not set(item.parties) <= set(other.parties)
    ):
        return False
    if item.kind == other.kind:
        return item.count is None or other.count is None or item.count == other.count
    return item.kind == "agreement" and item.is_set and other.kind != "joint statement"
