"""Find events: acts between states, coded in PLOVER by the frames of the language pack.

In: a report with clauses. Out: drafts of events, in reading order, each with its clause's sentence.

The type codes what the report asserts was done; the status whether it holds. A meeting that is
still to come is AGREE with what it foresees. Both sides of a symmetric act are actors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from regesta.model.actors import Actor
from regesta.model.clauses import Argument, Clause
from regesta.model.drafts import Draft
from regesta.model.findings import Event, EventStatus, Foreseen, Place
from regesta.model.ids import finding_id
from regesta.model.spans import Span
from regesta.model.times import UNBOUNDED
from regesta.packs.schema import Frame
from regesta.steps.extract.fill import ClausedReport
from regesta.steps.extract.frames import fitting_frames
from regesta.text.fold import fold, squeeze

# PLOVER score of a type and, where the codebook gives one, of a type's mode (manual 2.0; ACCUSE -3).
SCORES = {
    "AGREE": 2.5,
    "CONSULT": 2.5,
    "SUPPORT": 5.0,
    "CONCEDE": 4.5,
    "COOPERATE": 9.5,
    "AID": 10.0,
    "RETREAT": 6.5,
    "REQUEST": 0.0,
    "ACCUSE": -3.0,
    "REJECT": -2.0,
    "THREATEN": -3.5,
    "PROTEST": -5.0,
    "SANCTION": -6.0,
    "MOBILIZE": -5.5,
    "COERCE": -7.0,
    "ASSAULT": -9.0,
}
_AIMED = {
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "SANCTION",
    "COERCE",
    "ASSAULT",
    "AID",
}  # mean nothing without a recipient
# Whose recipient may stand in the infinitive ("threatened to annex Guyana") or inside the object
# ("lifted its restrictions on Indian diplomats").
_THROUGH_COMPLEMENT = {"THREATEN", "REJECT"}
_THROUGH_OBJECT = {
    "REJECT",
    "THREATEN",
    "SANCTION",
    "CONCEDE",
    "SUPPORT",
    "COERCE",
    "RETREAT",
    "AID",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
}
_VERBAL = {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"}
# A singer's visit and a company's contract are no dealings between states.
_BETWEEN_GOVERNMENTS = {"CONSULT", "AGREE", "SUPPORT", "COOPERATE"}
PRIVATE = {"CVL", "BUS", "EDU", "MED", "JRN", "REL", "LAB", "AGR", "REF", "NGO", "SOC", "CRM", "UNK"}
_OF_POWER = {"COERCE", "SANCTION", "MOBILIZE"}  # private people have no means for these: they protest
_PROMISED = {"CONSULT", "SUPPORT", "COOPERATE", "AID"}  # in the future these are AGREE
_CONCEDED = {"RETREAT"}  # and this is CONCEDE
_THREATENED = {"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "RETREAT"}  # announced with an "unless": THREATEN
_HARMFUL = {"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
_YIELDING = {*_PROMISED, *_CONCEDED, "AGREE", "CONCEDE"}  # "will not" do these: a refusal


def find_events(report: ClausedReport) -> tuple[Draft[Event], ...]:
    """Return the events a report tells of, at most one a clause and frame type."""
    found: list[Draft[Event]] = []
    for clause in report.clauses:
        if report.sentence(clause).headline or report.is_sport(clause):
            continue
        for frame in fitting_frames(report, clause, with_governor=True):
            draft = _event(report, clause, frame)
            if draft is not None:
                found.append(draft)
                break
    return tuple(_without_echoes(_without_goals(found, report), report))


def _event(report: ClausedReport, clause: Clause, frame: Frame) -> Draft[Event] | None:
    if clause.kind == "noun" and not _asserted(report, clause, frame):
        return None
    clause = _without_borrowed_subject(report, clause, frame)
    actors = _fill(report, clause, frame.actors, frame, doer=True)
    place_slots = [a for slot in frame.place for a in clause.args(slot)]
    recipient_arguments = [
        a
        for slot in frame.recipients
        for a in clause.args(slot)
        if (a not in place_slots or a.mentions) and not (slot == "oblique:at" and _venue(report, a))
    ]
    recipients = _slots(
        report, recipient_arguments, frame, owners="carriers" if frame.type == "CONSULT" else "any"
    )
    place = report.place(clause, frame.place)
    if frame.mode == "phone":
        place = None
    if place is not None and frame.type in _VERBAL and _after_content(report, clause, place):
        place = None  # "condemned the attack in X": the attack's place
    if frame.symmetric:
        actors, recipients = _together(actors, recipients)
    recipients = tuple(r for r in recipients if all(r.entity != a.entity for a in actors))
    if not recipients and frame.type == "REQUEST":
        recipients = _asked(report, clause)
    if not recipients and frame.type in _THROUGH_COMPLEMENT:
        recipients = _threatened(report, clause, actors)
    if not recipients and (frame.type in _THROUGH_OBJECT or frame.mode == "investigate"):
        recipients = _in_object(report, clause, actors)
    if not recipients and frame.type in {"ASSAULT", "MOBILIZE"} and place is not None:
        recipients = _host(report, list(clause.arguments), place, actors)  # "bombed targets in Lebanon"
    if frame.symmetric and recipients:
        actors, recipients = _together(actors, recipients)  # "signed a roadmap with Belarus"
    if (
        not recipients
        and frame.type == "AGREE"
        and clause.kind == "verb"
        and len({a.state for a in actors}) == 1
    ):
        recipients = _promised(report, clause, actors)
    if frame.actor_kinds and not all(a.kind in frame.actor_kinds for a in actors):
        return None
    if frame.recipient_kinds and not all(r.kind in frame.recipient_kinds for r in recipients):
        return None
    recipients = tuple(r for r in recipients if all(r.entity != a.entity for a in actors))
    if frame.mode == "visit" and place is not None and not any(r.state == place.state for r in recipients):
        recipients = _host(report, place_slots or clause.arguments, place, actors) or recipients
    if (
        not actors
        or not _between_states(actors, recipients)
        or (bool(recipients) and all(map(_private, (*actors, *recipients))))  # two companies in court
        or ((frame.needs_recipient or (frame.type in _AIMED and not frame.symmetric)) and not recipients)
    ):
        return None
    shape = _threat(report, clause, frame) or _status(
        clause, frame, _denied(report, clause), _is_purpose(report, clause)
    )
    if shape is None:
        return None
    type_, status, foresees = shape
    evidence = report.evidence(clause, f"{report.language.code}/frames#{frame.id}")
    arguments = [*(a.as_written for a in actors), "|", *(r.as_written for r in recipients)]
    event = Event(
        id=finding_id("event", report.id, [clause.predicate, evidence.span], type_, arguments),
        type=type_,  # type: ignore[arg-type]
        status=status,
        actors=actors,
        recipients=recipients,
        date=UNBOUNDED,
        evidence=(evidence,),
        modes=(frame.mode,) if frame.mode and type_ == frame.type else (),
        contexts=tuple(sorted(frame.contexts)),
        foresees=Foreseen(foresees, None, place) if foresees else None,  # type: ignore[arg-type]
        place=None if foresees else place,
        confidence=_confidence(clause, actors, recipients),
    )
    dates = report.dates(clause)
    return Draft(
        event,
        clause.sentence,
        clause.index,
        when=() if foresees else dates,
        foreseen_when=dates if foresees else (),
        occasion=_occasion(report, clause),
        background=_background(report, clause),
        recent=_recent(report, clause),
        host=place.state if place else None,
        logged=report.sentence(clause).heading is not None,
    )


def _asserted(report: ClausedReport, clause: Clause, frame: Frame) -> bool:
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
    if _unreal(report, clause, governor) or _is_occasion(report, clause):
        return False
    if role == "object":
        return governor in report.language.light_verbs or (own and _presupposes(report, governor))
    if frame.mode == "visit":
        return any(a.mentions for a in clause.args("possessor", "of", "oblique:by", "oblique:to"))
    if role.startswith("oblique:") and frame.type == "CONSULT":
        return role.removeprefix("oblique:") in {squeeze(p) for p in syntax.occasion_prepositions}
    return own


def _venue(report: ClausedReport, argument: Argument) -> bool:
    """Return whether a phrase with "at" names an organisation: "condemned it at the United Nations"."""
    named = report.actors((argument,))
    return bool(named) and all(a.kind == "organisation" for a in named)


def _without_borrowed_subject(report: ClausedReport, clause: Clause, frame: Frame) -> Clause:
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
    if light or beside:
        return clause
    return replace(clause, arguments=tuple(a for a in clause.arguments if a.role != "subject"))


def _is_occasion(report: ClausedReport, clause: Clause) -> bool:
    """Return whether the noun is the gathering beside which something happens, not what happens."""
    occasion = _occasion(report, clause)
    return occasion is not None and occasion.start <= clause.predicate.start < occasion.end


def _unreal(report: ClausedReport, clause: Clause, governor: str) -> bool:
    """Return whether the noun is said not to have come about: "a planned meeting", "talks were called off"."""
    syntax = report.language.syntax
    skipped = {
        squeeze(w) for w in (*syntax.articles, *syntax.of, *syntax.prepositions, *syntax.possessives)
    } | {"of", "for"}
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


_FACTIVE = {"condemn", "appreciate", "condolence", "concern"}


def _presupposes(report: ClausedReport, governor: str) -> bool:
    """Return whether a verb takes its object for a fact: "condemned the attack", "praised the visit"."""
    return any(c.stance in _FACTIVE for c in report.language.cues_by_predicate.get(governor, ()))


def _asked(report: ClausedReport, clause: Clause) -> tuple[Actor, ...]:
    """Return who is to act, from the complement: "demanded that *Iran* release the ship"."""
    inner = {a.clause for a in clause.args("complement")}
    own = {a.entity for a in report.actors(clause.args("subject"))}
    doers = [a for c in report.clauses_in(clause.sentence) if c.index in inner for a in c.args("subject")]
    return tuple(a for a in report.actors(doers) if a.entity not in own)


def _threatened(report: ClausedReport, clause: Clause, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return whom the infinitive or clause below aims at: its object, or a phrase with a preposition.

    Where nobody stands there: who is named inside its object ("to attend the summit in India"), or whose doing it hangs
    on ("will stop the talks if Poland goes ahead").
    """
    own = {a.state for a in actors}
    inner = {a.clause for a in clause.args("complement")}
    below = [c for c in report.clauses_in(clause.sentence) if c.index in inner]
    slots = [a for c in below for a in c.arguments if a.role == "object" or a.role.startswith("oblique:")]
    aimed = tuple(a for a in report.actors(slots, owners="any") if a.state not in own)
    if aimed:
        return aimed
    for c in below:
        named = _in_object(report, c, actors)
        if named:
            return named
    under = inner | {clause.index}
    conditions = [
        a
        for c in report.clauses_in(clause.sentence)
        if c.modality == "conditional"
        and c.kind == "verb"
        and c.relation == "adverbial"
        and c.parent in under
        for a in c.args("subject")
    ]
    return tuple(a for a in report.actors(conditions) if a.state not in own)


def _promised(report: ClausedReport, clause: Clause, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return for whom the other will act, from the infinitive: "agreed to return the archive *to Kuwait*".

    Whoever is the object of the act counts only where the language's verb does something for him ("help", "visit"); an
    act that would harm is promised to nobody.
    """
    own = {a.state for a in actors}
    syntax = report.language.syntax
    under = {clause.index, *(c.index for c in report.clauses_in(clause.sentence) if c.parent == clause.index)}
    below = [
        c
        for c in report.clauses_in(clause.sentence)
        if c.parent in under and c.kind == "verb" and c.modality in {"planned", "wished"} and not c.negated
    ]
    found: list[Actor] = []
    for act in below:
        kinds = {f.type for f in fitting_frames(report, act, with_governor=True)}
        if kinds & _HARMFUL:
            return ()
        roles = {f"oblique:{squeeze(p)}" for p in syntax.beneficiary}
        for argument in act.arguments:
            if argument.role in roles or (
                argument.role == "object" and squeeze(act.lemma) in report.language.benefiting
            ):
                found += [a for a in report.actors((argument,)) if a.state not in own]
    return tuple(dict.fromkeys(found))


def _in_object(report: ClausedReport, clause: Clause, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return the other side named inside the object, if it is one."""
    own = {a.state for a in actors}
    found: list[Actor] = []
    for argument in clause.args("object", "of", "oblique:of"):
        kinds = report.report.annotated.mentions
        people = (i for i in argument.mentions if kinds[i].kind == "group")  # "release of a Kenyan convict"
        for i in (*people, *argument.owners, *argument.inner):
            found.extend(a for a in report.report.actors[i] if a.state and a.state not in own)
    return tuple(dict.fromkeys(found)) if len({a.state for a in found}) == 1 else ()


def _after_content(report: ClausedReport, clause: Clause, place: Place) -> bool:
    """Return whether the place stands after the object or complement began, and so may belong to it."""
    starts = [a.span.start for a in clause.args("object", "complement")]
    spots = [p.span.start for p in report.places(clause.span) if p.name == place.name]
    return bool(starts and spots) and min(spots) > min(starts)


# ------------------------------------------------------------------- who


def _fill(
    report: ClausedReport, clause: Clause, slots: Sequence[str], frame: Frame, *, doer: bool
) -> tuple[Actor, ...]:
    """Return the actors of the first slot that has any; of all of them for a symmetric frame."""
    owners = "any" if frame.type == "PROTEST" else "carriers"  # anybody may protest: "Kuwaiti consumers"

    def act(found: tuple[Actor, ...]) -> tuple[Actor, ...]:
        if frame.type not in _OF_POWER:
            return found
        return tuple(a for a in found if a.kind != "group" or a.sector not in PRIVATE - {"CRM", "UNK"})

    if frame.symmetric:
        return _slots(report, [a for slot in slots for a in clause.args(slot)], frame, owners=owners)
    for slot in slots:
        found = act(_slots(report, clause.args(slot), frame, owners=owners))
        if found:
            return found
    return ()


def _slots(
    report: ClausedReport, arguments: Iterable[Argument], frame: Frame, *, owners: str
) -> tuple[Actor, ...]:
    # Whoever helps, or consents, is not whom it is done to: "fought pirates with the help of Oman".
    apart = [
        a for a in arguments if a.role != "oblique:with" or a.head_lemma not in report.language.supporting
    ]
    found = report.actors(apart if frame.type in _HARMFUL else arguments, owners=owners)
    if frame.type not in _BETWEEN_GOVERNMENTS:
        return found
    return tuple(a for a in found if not _private(a))


def _private(actor: Actor) -> bool:
    """Return whether somebody is of a state and not of its public: farmers, a company, a newspaper."""
    national = actor.kind == "organisation" and actor.entity != f"org:{actor.state}"
    nobody = actor.kind == "person" and actor.office is None  # "the French actor Omar Diop"
    return (actor.kind == "group" or national or nobody) and actor.sector in PRIVATE


def _together(
    actors: tuple[Actor, ...], recipients: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return everybody as actors; a state gives way to its own people ("India-Japan talks of the ministers")."""
    everybody = (*actors, *(r for r in recipients if all(r.entity != a.entity for a in actors)))
    peopled = {a.state for a in everybody if a.kind == "person"}
    return tuple(a for a in everybody if a.kind != "state" or a.state not in peopled), ()


def _host(
    report: ClausedReport, arguments: Iterable[Argument], place: Place, actors: Sequence[Actor]
) -> tuple[Actor, ...]:
    """Return the state visited, as the visit's recipient, from the place that names it."""
    if any(a.state == place.state for a in actors):
        return ()
    for argument in arguments:
        for i in (*argument.mentions, *argument.inner):
            for actor in report.report.actors[i]:
                if actor.kind == "state" and actor.state == place.state:
                    return (actor,)
    for mention in (
        report.places(Span(arguments[0].span.start, arguments[0].span.end))
        if isinstance(arguments, list) and arguments
        else ()
    ):
        if mention.state == place.state:
            return (
                Actor(
                    f"state:{place.state}",
                    place.state,
                    mention.span.of(report.text),
                    "state",
                    place.state,
                    None,
                    None,
                    "GOV",
                    "metonym",
                    (mention.span,),
                ),
            )
    return ()


def _between_states(actors: Sequence[Actor], recipients: Sequence[Actor]) -> bool:
    """Return whether at least two states or organisations take part."""
    return len({a.state for a in (*actors, *recipients) if a.state}) >= 2


# ------------------------------------------------------------------- whether it holds


def _denied(report: ClausedReport, clause: Clause) -> bool:
    """Return whether the clause is negated, or is what somebody denies."""
    by_index = {c.index: c for c in report.clauses_in(clause.sentence)}
    above = by_index.get(clause.parent if clause.parent is not None else -1)
    while above is not None and above.kind == "noun":  # "denied reports that …"
        above = by_index.get(above.parent if above.parent is not None else -1)
    lemma = squeeze(above.lemma) if above is not None else ""
    affirming = {squeeze(w) for w in report.language.syntax.affirming}
    under = above is not None and (
        (lemma in report.language.denying and not above.negated) or (lemma in affirming and above.negated)
    )
    return clause.negated or (under and clause.kind == "verb")


def _threat(
    report: ClausedReport, clause: Clause, frame: Frame
) -> tuple[str, EventStatus, str | None] | None:
    """Return a threat where a harsh act is announced for the case that the other does not yield."""
    ahead = clause.kind == "verb" and (
        clause.tense == "future" or clause.modality in {"planned", "conditional"}
    )
    if not ahead or clause.negated or frame.type not in _THREATENED:
        return None
    rest = squeeze(report.text[clause.predicate.end : report.sentence(clause).span.end])
    words = map(squeeze, report.language.syntax.ultimatum)
    return ("THREATEN", "occurred", frame.type) if any(f" {w} " in f" {rest} " for w in words) else None


def _status(
    clause: Clause, frame: Frame, denied: bool, purpose: bool
) -> tuple[str, EventStatus, str | None] | None:
    """Return type, status and what is foreseen; None where nothing is asserted.

    `purpose`: whether it is what another act, told as done, is done for: "stopped work to protest".
    """
    if clause.modality == "planned" or clause.tense == "future":
        if denied:
            return ("REJECT", "occurred", None) if frame.type in _YIELDING else None
        if frame.type in _PROMISED:
            return "AGREE", "occurred", frame.type
        if frame.type in _CONCEDED:
            return "CONCEDE", "occurred", frame.type
        if frame.type == "AGREE":
            return "AGREE", "occurred", frame.foresees
        return frame.type, "planned", None
    if clause.modality == "conditional":
        return frame.type, "conditional", frame.foresees
    if clause.modality == "wished" and not (frame.type == "PROTEST" and purpose):
        return None
    return frame.type, "denied" if denied else "occurred", frame.foresees


def _is_purpose(report: ClausedReport, clause: Clause) -> bool:
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


def _background(report: ClausedReport, clause: Clause) -> bool:
    """Return whether the report tells it as past: "had met", "during his recent visit", "signed between them"."""
    if clause.kind == "verb":
        pointing = clause.relation == "relative" and clause.voice == "passive" and clause.tense == "none"
        # What somebody "said he had done" is told in that tense for the saying's sake.
        shifted = clause.speech is not None
        return pointing or (clause.tense == "past" and not shifted and _pluperfect(report, clause))
    if _recent(report, clause) or (clause.governor_role or "").startswith("inner:"):
        return True
    if clause.governor_role == "object" and squeeze(clause.governor or "") not in report.language.light_verbs:
        return True  # condemned, praised: it lies before
    above = next((c for c in report.clauses_in(clause.sentence) if c.index == clause.parent), None)
    return above is not None and above.relation == "relative" and above.voice == "passive"


def _pluperfect(report: ClausedReport, clause: Clause) -> bool:
    before = report.text[max(clause.span.start, clause.predicate.start - 25) : clause.predicate.start]
    return " had " in f" {squeeze(before)} "


def _recent(report: ClausedReport, clause: Clause) -> bool:
    """Return whether a word such as "last" or "recent" stands just before or after the predicate."""
    before = squeeze(report.text[max(0, clause.predicate.start - 24) : clause.predicate.start]).split()[-2:]
    after = squeeze(report.text[clause.predicate.end : clause.predicate.end + 40])
    recent = [squeeze(w) for w in report.language.chronology.recent]
    if report.language.syntax.state_follows_title:  # adjectives follow their noun
        return any(f" {w} " in f" {' '.join(after.split()[:6])} " for w in recent)
    return any(w in before for w in recent)


def _occasion(report: ClausedReport, clause: Clause) -> Span | None:
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


def _confidence(clause: Clause, actors: Sequence[Actor], recipients: Sequence[Actor]) -> float:
    """Return a first estimate: lower for pronouns, nominal predicates and nameless offices."""
    value = 0.95 if clause.kind == "verb" else 0.85
    for actor in (*actors, *recipients):
        value *= {"name": 1.0, "apposition": 1.0, "office": 0.93, "metonym": 0.95, "pronoun": 0.88}[actor.via]
    return round(max(value, 0.3), 2)


# ------------------------------------------------------------------- echoes


def _without_goals(drafts: Sequence[Draft[Event]], report: ClausedReport) -> list[Draft[Event]]:
    """Drop what an AGREE or REJECT is about, coded again from its own clause: "invited him *to visit*".

    Where the inner clause tells the same agreement and what it foresees ("agreed *to meet*"), the outer goes.
    """
    about = {"AGREE", "REJECT"}
    by_index = {c.index: c for c in report.clauses}

    def above(draft: Draft[Event]) -> Iterator[int]:
        up, hops = by_index[draft.clause].parent, 0
        while up is not None and hops < 6:
            yield up
            up, hops = by_index[up].parent, hops + 1

    told_below = {
        (up, _everybody(d.finding))
        for d in drafts
        if by_index[d.clause].kind == "verb" and _foresees_together(d.finding)
        for up in above(d)
    }
    fuller = [
        d
        for d in drafts
        if d.finding.type != "AGREE"
        or d.finding.foresees is not None
        or not d.finding.recipients
        or (d.clause, _everybody(d.finding)) not in told_below
    ]
    outer = {d.clause for d in fuller if d.finding.type in about}
    return [d for d in fuller if not (d.finding.type in about and any(up in outer for up in above(d)))]


def _foresees_together(event: Event) -> bool:
    """Return whether it is an agreement on what several will do together: a meeting, a visit."""
    return event.type == "AGREE" and event.foresees is not None and not event.recipients


def _without_echoes(drafts: Sequence[Draft[Event]], report: ClausedReport) -> list[Draft[Event]]:
    """Drop a draft that says again, in one sentence, what another draft of it says in full.

    "Held talks" gives a verb and a noun clause; "met and spoke to" two verbs. One act, one record.
    """
    kept: list[Draft[Event]] = []
    for draft in drafts:
        event = draft.finding
        twin = next(
            (
                k
                for k, d in enumerate(kept)
                if d.sentence == draft.sentence
                and _same_act(d.finding, event)
                and d.background == draft.background
            ),
            None,
        )
        if twin is None:
            kept.append(draft)
            continue
        other = kept[twin]
        first = other.finding
        richer, poorer = (
            (draft, other)
            if len(event.actors) + len(event.recipients) > len(first.actors) + len(first.recipients)
            else (other, draft)
        )
        body = richer.finding
        spare = poorer.finding
        joined = replace(
            body,
            place=body.place or spare.place,
            modes=body.modes or spare.modes,
            foresees=body.foresees or spare.foresees,
        )
        kept[twin] = replace(
            richer,
            finding=joined,
            when=richer.when or poorer.when,
            occasion=richer.occasion or poorer.occasion,
            host=richer.host or poorer.host,
        )
    return kept


def _everybody(event: Event) -> frozenset[str]:
    return frozenset(a.entity for a in (*event.actors, *event.recipients))


def _same_act(a: Event, b: Event) -> bool:
    everybody_a, everybody_b = _everybody(a), _everybody(b)
    return (
        a.type == b.type
        and a.status == b.status
        and (everybody_a <= everybody_b or everybody_b <= everybody_a)
    )
