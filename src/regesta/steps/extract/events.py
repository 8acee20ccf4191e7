"""Find events: acts between states, coded in PLOVER by the frames of the language pack.

In: a report with clauses. Out: drafts of events, in reading order, each with its clause's sentence.

The type codes what the report asserts was done; the status whether it holds. A meeting that is
still to come is AGREE with what it foresees. Both sides of a symmetric act are actors.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from regesta.model.actors import Actor
from regesta.model.clauses import Clause
from regesta.model.drafts import Draft
from regesta.model.findings import Event, Foreseen, Place
from regesta.model.ids import finding_id
from regesta.model.reports import PlaceMention
from regesta.model.spans import Span
from regesta.model.times import UNBOUNDED
from regesta.packs.schema import Frame
from regesta.steps.extract.event_aims import announcer, asked_for, faced, gathered, invaded, meant, weighed_on
from regesta.steps.extract.event_apart import apart
from regesta.steps.extract.event_back import HOSTILE, shared_target, who_did_it, whose_it_is
from regesta.steps.extract.event_echoes import without_echoes, without_goals
from regesta.steps.extract.event_holds import (
    asserted,
    background,
    denied,
    is_description,
    is_purpose,
    is_willing,
    occasion_of,
    recent,
    status_of,
    threat,
    without_borrowed_subject,
)
from regesta.steps.extract.event_sides import (
    asked,
    between_states,
    fill,
    host,
    in_object,
    meet_there,
    private,
    promised,
    refusing,
    slot_actors,
    suffers,
    threatened,
    through_noun,
    to_each_other,
    together,
    venue,
)
from regesta.steps.extract.fill import ClausedReport, any_of
from regesta.steps.extract.frames import fitting_frames
from regesta.steps.extract.idioms import with_idiom
from regesta.text.fold import squeeze, squeezed

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
_ANSWERS = {"ACCUSE", "REJECT", "SUPPORT", "PROTEST"}  # to what another did: "condemned the move"
_DONE_SOMEWHERE = {
    "ASSAULT",
    "MOBILIZE",
    "COERCE",
    "CONCEDE",
}  # to whom they are done, where no other is named
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
_INTO = {
    "ASSAULT",
    "RETREAT",
}  # done to whoever owns the land: "hit sites across Mali", "left a base in Mali"
_ENDS = {"RETREAT", "CONCEDE"}  # ends what weighed on another
_BY_AUTHORITY = {"COERCE", "SANCTION"}  # done to people where they are by whoever rules there
_FOR_GOOD = {"SUPPORT", "AID", "COOPERATE"}
_ANNOUNCED = {"SANCTION", "RETREAT", "CONCEDE", "AID", "COOPERATE"}  # done by whoever makes them known
_AT = ("oblique:at",)
_VENUES = {
    "ACCUSE": ("oblique:at", "oblique:with", "oblique:to")
}  # "filed a complaint with the African Union"
_IN_ARMS = {"MIL", "PRM", "REB", "UAF"}
_VERBAL = {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"}


def find_events(report: ClausedReport) -> tuple[Draft[Event], ...]:
    """Return the events a report tells of, at most one a clause and frame type."""
    found: list[Draft[Event]] = []
    for clause in report.clauses:
        if report.sentence(clause).headline or report.tells_nothing(clause):
            continue
        for frame in fitting_frames(report, clause, with_governor=True):
            draft = _event(report, clause, frame, found)
            if draft is not None:
                found.extend(apart(report, clause, draft))
                break
    return tuple(without_echoes(without_goals(found, report), report))


def _event(
    report: ClausedReport, clause: Clause, frame: Frame, before: Sequence[Draft[Event]]
) -> Draft[Event] | None:
    if clause.kind == "noun" and not asserted(report, clause, frame):
        return None
    if clause.tense == "present" and any_of(
        report.language.syntax.habitual, report.words(clause), report.stretch(clause)
    ):
        return None  # "regularly arrest": no single act
    if frame.type == "MOBILIZE" and is_description(clause):
        return None  # "soldiers deployed along the border": how things stand, not what was done
    clause = with_idiom(report, without_borrowed_subject(report, clause, frame), frame)
    why = report.reason(clause)
    actors = fill(report, clause, frame.actors, frame, doer=True)
    if not actors and clause.voice == "passive" and clause.tense != "present" and frame.type == "MOBILIZE":
        actors = report.actors(clause.args("object"), owners="any")  # "a French frigate was sent": by France
    if not actors and clause.voice == "passive" and frame.type in _ANNOUNCED:
        actors = announcer(report, clause)
    crowd = () if actors or frame.type != "PROTEST" else gathered(report, clause, _ground(report, clause))
    actors = actors or crowd
    if frame.type == "PROTEST" and _is_government(report, clause, actors):
        return None  # a state that closes a crossing does not demonstrate
    place_slots = [a for slot in frame.place for a in clause.args(slot)]
    recipient_arguments = [
        a
        for slot in frame.recipients
        for a in clause.args(slot)
        if (a not in place_slots or a.mentions)
        and not (slot in _VENUES.get(frame.type, _AT) and venue(report, a))
        and not (frame.type in _FOR_GOOD and suffers(report, a))
    ]
    recipients = slot_actors(
        report, recipient_arguments, frame, owners="carriers" if frame.type == "CONSULT" else "any"
    )
    if not recipients:
        recipients = through_noun(report, clause, frame)
    recipients = tuple(r for r in recipients if not crowd or r.state != crowd[0].state)
    place = report.place(clause, frame.place)
    if frame.mode == "phone":
        place = None
    if place is not None and frame.type in _VERBAL and _after_content(report, clause, place):
        place = None  # "condemned the attack in X": the attack's place
    if frame.symmetric:
        actors, recipients = together(actors, recipients)
    if frame.mode == "visit":  # whoever goes to see troops abroad does not visit their state
        recipients = tuple(r for r in recipients if r.sector not in _IN_ARMS)
    recipients = tuple(r for r in recipients if all(r.entity != a.entity for a in actors))
    if not recipients and (
        frame.type == "REQUEST"
        or (frame.type == "RETREAT" and clause.args("complement"))
        or (frame.type == "ACCUSE" and frame.mode == "disapprove")
    ):
        recipients = asked(report, clause)  # "allowed *Iranian inspectors* to enter"
    through = (
        bool(crowd)
        or frame.type in _THROUGH_COMPLEMENT
        or (frame.type == "SANCTION" and "complement" in frame.recipients)
    )
    if not recipients and through:
        recipients = threatened(report, clause, actors)
    mutual = to_each_other(report, recipient_arguments, actors)
    recipients = () if mutual else recipients
    if not recipients and not mutual and (frame.type in _THROUGH_OBJECT or frame.mode == "investigate"):
        recipients = in_object(report, clause, actors, good=frame.type in _FOR_GOOD, joint=frame.symmetric)
    if not recipients and not mutual and frame.type in {"ASSAULT", "SANCTION"}:
        recipients = in_object(report, clause, actors, aims=True)
    if not recipients and not mutual and frame.type in _ANSWERS and clause.kind == "verb":
        recipients = who_did_it(report, clause, actors, before) or whose_it_is(report, clause, actors)
    somewhere = frame.type in _DONE_SOMEWHERE or frame.mode == "withdraw"  # "closed its consulate in Izmir"
    if not recipients and somewhere and place is not None:
        recipients = host(report, list(clause.arguments), place, actors)  # "bombed targets in Lebanon"
    if not recipients and not mutual and frame.type in HOSTILE:
        recipients = shared_target(report, clause, actors, before, frame.type)
    if not any(r.state for r in recipients):
        recipients = (*recipients, *_aimed_elsewhere(report, clause, frame, actors, why))
    if frame.symmetric and recipients:
        actors, recipients = together(actors, recipients)  # "signed a roadmap with Belarus"
    if (
        not recipients
        and frame.type == "AGREE"
        and clause.kind == "verb"
        and len({a.state for a in actors}) == 1
    ):
        recipients = promised(report, clause, actors)
    if frame.actor_kinds and not all(map(partial(_is_of, kinds=frame.actor_kinds), actors)):
        return None
    if frame.recipient_kinds and not all(map(partial(_is_of, kinds=frame.recipient_kinds), recipients)):
        return None
    recipients = tuple(r for r in recipients if all(r.entity != a.entity for a in actors))
    if not actors and clause.voice == "passive" and frame.type in _BY_AUTHORITY and place is not None:
        actors = host(report, list(clause.arguments), place, recipients)  # "was jailed in Minsk": by Belarus
    if (
        why
        and frame.type != "PROTEST"
        and f"oblique:{squeeze(why.of(report.text)).split()[0]}" not in frame.recipients
    ):
        recipients = tuple(r for r in recipients if not all(why.holds(s) for s in r.spans))
    elsewhere = frame.mode == "visit" and place is not None and meet_there(report, clause, actors, recipients)
    if elsewhere:
        recipients = ()  # "Kenyan and Egyptian negotiators return to Geneva for talks"
    elif frame.mode == "visit" and place is not None and not any(r.state == place.state for r in recipients):
        recipients = host(report, place_slots or clause.arguments, place, actors) or recipients
    if (
        not actors
        or not between_states(actors, recipients)
        or (bool(recipients) and all(map(private, (*actors, *recipients))))  # two companies in court
        or (
            (frame.needs_recipient or (frame.type in _AIMED and not frame.symmetric))
            and not (recipients or mutual)
        )
    ):
        return None
    shape = threat(report, clause, frame) or status_of(
        clause,
        frame,
        denied=denied(report, clause),
        purpose=is_purpose(report, clause),
        willing=is_willing(report, clause),
    )
    if shape is None:
        return None
    type_, status, foresees = shape
    if type_ == "MOBILIZE" and not recipients and len({a.state for a in actors if a.state}) > 1:
        type_ = "COOPERATE"  # a drill of two navies is against nobody who is named
    if type_ == "REJECT" and frame.symmetric:
        actors, recipients = refusing(report, clause, actors)
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
    done = (
        clause.tense == "past" and clause.modality == "fact"
    )  # "pledged on Monday": that day is the pledge's
    return Draft(
        event,
        clause.sentence,
        clause.index,
        when=dates if done or not foresees else (),
        foreseen_when=() if done or not foresees else dates,
        occasion=occasion_of(report, clause),
        background=background(report, clause),
        recent=recent(report, clause),
        host=place.state if place else None,
        logged=report.sentence(clause).heading is not None,
    )


def _is_government(report: ClausedReport, clause: Clause, actors: Sequence[Actor]) -> bool:
    """Return whether a state by its name or its seat does something, not its people."""
    mentions = report.report.annotated.mentions
    named = [mentions[i] for a in clause.args("subject") for i in a.mentions]
    return bool(named and actors) and all(
        m.kind == "state" and m.form in {"name", "capital", "metonym"} and not m.delegation for m in named
    )


def _ground(report: ClausedReport, clause: Clause) -> Place | PlaceMention | None:
    """Return where people gather: the clause's place, else the first city named in it ("the streets of Lahore")."""
    return report.place(clause) or next((p for p in report.places(clause.span) if p.kind == "city"), None)


def _aimed_elsewhere(
    report: ClausedReport, clause: Clause, frame: Frame, actors: Sequence[Actor], why: Span | None
) -> tuple[Actor, ...]:
    """Return whom an act concerns that no slot of its frame names."""
    if not actors or clause.kind != "verb":
        return ()
    if frame.type == "REQUEST":
        own = {s.removeprefix("oblique:") for s in frame.recipients}
        return asked_for(report, clause, actors, own & squeezed(report.language.syntax.sources))
    weighs = weighed_on(report, clause, actors) if frame.type in _ENDS else ()
    if weighs:
        return weighs
    if frame.type in _INTO and all(a.kind != "person" for a in actors):
        return invaded(report, clause, actors)
    if frame.type == "MOBILIZE":
        return faced(report, clause, actors) or (meant(report, clause, why, actors) if why else ())
    if frame.type == "PROTEST" and why:
        return meant(report, clause, why, actors)
    return ()


def _is_of(actor: Actor, kinds: Collection[str]) -> bool:
    """Return whether an actor is of some kinds; who is named by his office alone is a person too."""
    return actor.kind in kinds or (actor.office is not None and "person" in kinds)


def _after_content(report: ClausedReport, clause: Clause, place: Place) -> bool:
    """Return whether the place stands after the object or complement began, and so may belong to it."""
    starts = [a.span.start for a in clause.args("object", "complement")]
    spots = [p.span.start for p in report.places(clause.span) if p.name == place.name]
    return bool(starts and spots) and min(spots) > min(starts)


def _confidence(clause: Clause, actors: Sequence[Actor], recipients: Sequence[Actor]) -> float:
    """Return a first estimate: lower for pronouns, nominal predicates and nameless offices."""
    value = 0.95 if clause.kind == "verb" else 0.85
    for actor in (*actors, *recipients):
        value *= {"name": 1.0, "apposition": 1.0, "office": 0.93, "metonym": 0.95, "pronoun": 0.88}[actor.via]
    return round(max(value, 0.3), 2)
