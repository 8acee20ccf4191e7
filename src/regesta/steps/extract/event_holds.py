"""Decide whether what a clause tells holds: asserted, denied, planned or only wished; told as news or as past.

In: a clause and its frame. Out: the type told, the status, and what is foreseen. The coder and the classifier's hints
both ask here what a plan, a promise or a refusal makes of a type.
"""

from __future__ import annotations

from dataclasses import replace

from regesta.model.clauses import Clause
from regesta.model.findings import EventStatus
from regesta.model.spans import Span
from regesta.packs.schema import Frame
from regesta.steps.extract.fill import ClausedReport
from regesta.text.fold import fold, squeeze, squeezed

PROMISED = {"CONSULT", "SUPPORT", "COOPERATE", "AID"}  # in the future these are AGREE
CONCEDED = {"RETREAT"}  # and this is CONCEDE
_THREATENED = {"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "RETREAT"}  # announced with an "unless": THREATEN
_HARSH = {"SANCTION", "COERCE", "ASSAULT"}  # announced, these are threats
_YIELDING = {*PROMISED, *CONCEDED, "AGREE", "CONCEDE"}  # "will not" do these: a refusal
_FACTIVE = {"condemn", "appreciate", "condolence", "concern"}


def asserted(report: ClausedReport, clause: Clause, frame: Frame) -> bool:
    """Return whether a noun that names an act is told as done, and by its own words.

    "Held talks", "during talks with", "Iran's condemnation of" tell; "called for talks", "the idea
    of a visit" do not. Other acts than encounters need an owner or a light verb of their own; what
    is condemned or praised is told as done too.
    """
    syntax, role, governor = (
        report.language.syntax,
        clause.governor_role or "",
        squeeze(clause.governor or ""),
    )
    own = any(
        (a.mentions or a.owners)
        and a.role != "subject"
        and (a.role in {"possessor", "of"} or clause.span.holds(a.span))
        for a in clause.arguments
    )
    if _unreal(report, clause, governor) or is_occasion(report, clause):
        return False
    if role == "object":
        return governor in report.language.light_verbs or (own and _presupposes(report, governor))
    if frame.type == "PROTEST" and _is_way(report, clause):
        return True
    if frame.mode == "visit" and role.removeprefix("oblique:") in squeezed(syntax.purposes):
        return False  # "no date was set *for* a visit"
    if frame.mode == "visit":
        return any(a.mentions for a in clause.args("possessor", "of", "oblique:by", "oblique:to"))
    if role.startswith("oblique:") and frame.type == "CONSULT":
        if _to_come(report, clause):
            return False  # "would raise it at a meeting on Friday"
        return role.removeprefix("oblique:") in {squeeze(p) for p in syntax.occasion_prepositions}
    return own


def without_borrowed_subject(report: ClausedReport, clause: Clause, frame: Frame) -> Clause:
    """Return a noun clause without the subject of its verb, where that subject need not be the doer.

    "Launched an attack on" lends its subject to the noun; "condemned the visit of" and "since the
    invasion of" do not. Those who talk "during talks" take part in them.
    """
    if clause.kind == "verb":
        return clause
    light = clause.governor_role == "object" and squeeze(clause.governor or "") in report.language.light_verbs
    beside = (
        frame.type == "CONSULT"
        and frame.mode != "visit"
        and (clause.governor_role or "").startswith("oblique:")
    )
    way = frame.type == "PROTEST" and _is_way(report, clause)
    under_way = (  # "is on a visit to"
        frame.mode == "visit"
        and squeeze(clause.governor or "") in report.language.copulas
        and (clause.governor_role or "") in {f"oblique:{p}" for p in report.language.syntax.aims}
    )
    if light or beside or way or under_way:
        return clause
    return replace(clause, arguments=tuple(a for a in clause.arguments if a.role != "subject"))


def _to_come(report: ClausedReport, clause: Clause) -> bool:
    """Return whether a noun stands beside what is still to be done."""
    above = next((c for c in report.clauses_in(clause.sentence) if c.index == clause.parent), None)
    return above is not None and (above.tense == "future" or above.modality in {"planned", "conditional"})


def _is_way(report: ClausedReport, clause: Clause) -> bool:
    """Return whether a noun says as what its verb's act is done: "shaved their heads *in protest* against the raid"."""
    lead = (clause.governor_role or "").removeprefix("oblique:")
    mentions = report.report.annotated.mentions
    doers = [mentions[i] for a in clause.args("subject") for i in a.mentions]
    people = bool(doers) and all(
        m.kind == "group" for m in doers
    )  # a state that cuts ties in protest is none
    return people and lead in squeezed(report.language.syntax.by_way)


def is_occasion(report: ClausedReport, clause: Clause) -> bool:
    """Return whether the noun is the gathering beside which something happens, not what happens."""
    found = occasion_of(report, clause)
    return found is not None and found.start <= clause.predicate.start < found.end


def _unreal(report: ClausedReport, clause: Clause, governor: str) -> bool:
    """Return whether the noun is said not to have come about: "a planned meeting", "talks were called off"."""
    syntax = report.language.syntax
    closed = (syntax.articles, syntax.of, syntax.prepositions, syntax.possessives, ("of", "for"))
    skipped = frozenset[str]().union(*map(squeezed, closed))
    before = squeeze(report.text[max(0, clause.predicate.start - 48) : clause.predicate.start]).split()
    content = [w for w in reversed(before) if w not in skipped][:2]
    after = squeeze(report.text[clause.predicate.end : clause.predicate.end + 20]).split()[:1]
    if report.language.unreal & {*content, *(after if syntax.state_follows_title else ())}:
        return True
    if governor in report.language.light_verbs:
        return False
    if any(f.type in {"REJECT", "REQUEST"} for f in report.language.frames_by_predicate.get(governor, ())):
        return True
    return any(c.stance in {"urge", "commit"} for c in report.language.cues_by_predicate.get(governor, ()))


def _presupposes(report: ClausedReport, governor: str) -> bool:
    """Return whether a verb takes its object for a fact: "condemned the attack", "praised the visit"."""
    return any(c.stance in _FACTIVE for c in report.language.cues_by_predicate.get(governor, ()))


def denied(report: ClausedReport, clause: Clause) -> bool:
    """Return whether the clause is negated, or is what somebody denies."""
    by_index = {c.index: c for c in report.clauses_in(clause.sentence)}
    if clause.kind == "noun" and squeeze(clause.governor or "") in report.language.light_verbs:
        carrying = by_index.get(clause.parent if clause.parent is not None else -1)
        if carrying is not None and carrying.kind == "verb":
            return denied(report, carrying)  # "denied that it had *carried out a strike*"
    negated = clause.negated
    while clause.relation == "conjunct" and clause.parent in by_index:
        first = by_index[clause.parent]
        if squeeze(first.lemma) in report.language.denying:
            return negated  # "denied it and *accused* the other": that it did
        clause = first
    above = by_index.get(clause.parent if clause.parent is not None else -1)
    while above is not None and above.kind == "noun":  # "denied reports that …"
        above = by_index.get(above.parent if above.parent is not None else -1)
    lemma = squeeze(above.lemma) if above is not None else ""
    affirming, doubted = report.language.affirming, clause.modality == "doubted"
    content = doubted or clause.relation in {
        "complement",
        "nominal",
    }  # "denied entry to those who *signed* it": no
    # "…, a charge Ghana denied": who is accused denies the deed, and the accusation stands.
    before = above is not None and clause.predicate.start < above.predicate.start
    under = (
        not before
        and content
        and above is not None
        and (
            (lemma in report.language.denying and not above.negated)
            or (lemma in report.language.discarding and doubted and not above.negated)
            or (lemma in affirming and above.negated)
        )
    )
    return negated or (under and clause.kind == "verb")


def threat(report: ClausedReport, clause: Clause, frame: Frame) -> tuple[str, EventStatus, str | None] | None:
    """Return a threat where a harsh act is announced for the case that the other does not yield."""
    ahead = clause.kind == "verb" and (
        clause.tense == "future" or clause.modality in {"planned", "conditional"}
    )
    if not ahead or clause.negated or frame.type not in _THREATENED:
        return None
    rest = squeeze(report.text[clause.predicate.end : report.sentence(clause).span.end])
    words = map(squeeze, report.language.syntax.ultimatum)
    return ("THREATEN", "occurred", frame.type) if any(f" {w} " in f" {rest} " for w in words) else None


def planned_type(frame: Frame, *, willing: bool) -> tuple[str, str | None]:
    """Return the type of an act that is still to come, and what it foresees.

    To be ready to yield is willingness (CAMEO 035, and so AGREE); to announce that one will is a concession, and
    to announce a harsh act is a threat.
    """
    if frame.type in _HARSH:
        return "THREATEN", frame.type
    if frame.type in PROMISED or (willing and frame.type in CONCEDED):
        return "AGREE", frame.type
    if frame.type in CONCEDED:
        return "CONCEDE", frame.type
    return frame.type, frame.foresees if frame.type == "AGREE" else None


def is_willing(report: ClausedReport, clause: Clause) -> bool:
    """Return whether the clause says what somebody is ready to do: "was willing *to withdraw*"."""
    above = next((c for c in report.clauses_in(clause.sentence) if c.index == clause.parent), None)
    return above is not None and squeeze(above.lemma) in report.language.willing


def status_of(
    clause: Clause, frame: Frame, *, denied: bool, purpose: bool, willing: bool
) -> tuple[str, EventStatus, str | None] | None:
    """Return type, status and what is foreseen; None where nothing is asserted.

    `willing`: whether somebody says that he is ready to, and does not announce it. `purpose`: whether it is what
    another act, told as done, is done for: "stopped work to protest".
    """
    if clause.modality == "planned" or clause.tense == "future":
        if denied:
            return ("REJECT", "occurred", None) if frame.type in _YIELDING else None
        type_, foresees = planned_type(frame, willing=willing)
        return type_, "occurred" if type_ in _YIELDING or foresees in _HARSH else "planned", foresees
    if clause.modality == "conditional":
        return (
            ("THREATEN", "conditional", frame.type)
            if frame.type in _HARSH
            else (frame.type, "conditional", frame.foresees)
        )
    if clause.modality == "doubted":
        return (frame.type, "denied", frame.foresees) if denied else None
    if clause.modality == "wished" and not (frame.type == "PROTEST" and purpose):
        return None
    return frame.type, "denied" if denied else "occurred", frame.foresees


def is_purpose(report: ClausedReport, clause: Clause) -> bool:
    """Return whether a clause says what an act told as done was done for."""
    above = next((c for c in report.clauses_in(clause.sentence) if c.index == clause.parent), None)
    # Parsers hang "took to the streets to protest" as a complement: a verb with phrases of its own, that tells no wish.
    complete = (
        above is not None
        and clause.relation == "complement"
        and any(a.role == "object" or a.role.startswith("oblique:") for a in above.arguments)
        and squeeze(above.lemma) not in report.language.cues_by_predicate
    )
    return (
        (clause.relation == "adverbial" or complete)
        and not clause.negated
        and above is not None
        and above.kind == "verb"
        and above.modality == "fact"
        and not above.negated
    )


def is_description(clause: Clause) -> bool:
    """Return whether a participle says what its noun is like: "the treaty *signed* between them"."""
    return (
        clause.kind == "verb"
        and clause.relation == "relative"
        and clause.voice == "passive"
        and clause.tense == "none"
    )


def background(report: ClausedReport, clause: Clause) -> bool:
    """Return whether the report tells it as past: "had met", "during his recent visit", "signed between them"."""
    if clause.kind == "verb":
        # What somebody "said he had done" is told in that tense for the saying's sake.
        shifted = clause.speech is not None
        return (
            is_description(clause)
            or _counted_from(report, clause)
            or (clause.tense == "past" and not shifted and _pluperfect(report, clause))
        )
    if recent(report, clause) or (clause.governor_role or "").startswith("inner:"):
        return True
    if any(_in_reason(report, a.span.start) for a in clause.args("possessor")):
        return True  # "expelled the envoy over its raid": the raid lies before
    if clause.governor_role == "object" and squeeze(clause.governor or "") not in report.language.light_verbs:
        return True  # condemned, praised: it lies before
    above = next((c for c in report.clauses_in(clause.sentence) if c.index == clause.parent), None)
    if above is not None and above.kind == "noun" and above.parent != clause.index:
        return background(report, above)  # "for its support of the invasion"
    return above is not None and above.relation == "relative" and above.voice == "passive"


def _counted_from(report: ClausedReport, clause: Clause) -> bool:
    """Return whether the news is dated by what a clause tells: "three days after Chad *closed* its border"."""
    time = report.language.chronology
    start = min((a.span.start for a in clause.args("subject", "object")), default=clause.predicate.start)
    sentence = report.sentence(clause).span
    before = squeeze(report.text[sentence.start : min(start, clause.predicate.start)]).split()[-2:]
    units = squeezed((*time.day, *time.week, *time.fortnight, *time.month, *time.year, *time.decade))
    return len(before) == 2 and before[0] in units and before[1] in squeezed(time.after)


def _in_reason(report: ClausedReport, start: int) -> bool:
    """Return whether words that give a reason stand right before a place."""
    syntax = report.language.syntax
    before = f" {squeeze(report.text[max(0, start - 40) : start])}"
    return any(before.endswith(f" {p}") for p in squeezed(syntax.reasons) | squeezed(syntax.perhaps_reasons))


def _pluperfect(report: ClausedReport, clause: Clause) -> bool:
    before = report.text[max(clause.span.start, clause.predicate.start - 25) : clause.predicate.start]
    return " had " in f" {squeeze(before)} "


def recent(report: ClausedReport, clause: Clause) -> bool:
    """Return whether a word such as "last" or "recent" stands just before or after the predicate."""
    before = squeeze(report.text[max(0, clause.predicate.start - 24) : clause.predicate.start]).split()[-2:]
    after = squeeze(report.text[clause.predicate.end : clause.predicate.end + 40])
    recent = [squeeze(w) for w in report.language.chronology.recent]
    if report.language.syntax.state_follows_title:  # adjectives follow their noun
        return any(f" {w} " in f" {' '.join(after.split()[:6])} " for w in recent)
    return any(w in before for w in recent)


def occasion_of(report: ClausedReport, clause: Clause) -> Span | None:
    """Return the phrase that names the gathering: what follows "on the sidelines of" in the sentence."""
    sentence = report.sentence(clause).span
    folded = fold(sentence.of(report.text))
    for words in sorted(report.language.places.sidelines, key=len, reverse=True):
        at = folded.find(fold(words))
        if at >= 0:
            start = sentence.start + at + len(words)
            end = min(sentence.end, start + 160)
            stop = next((i for i in range(start, end) if report.text[i] in ",;"), end)
            while stop > start and not report.text[stop - 1].isalnum():
                stop -= 1
            named = any(word[:1].isupper() for word in report.text[start:stop].split())
            return Span(start, stop) if named else None  # "of the same meeting" names none
    return None
