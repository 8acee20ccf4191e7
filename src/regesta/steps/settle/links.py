"""Tie the findings of one report together: one meeting told twice, meetings within a visit, words said there.

In: dated drafts. Out: the same with places and days that recorded links carry over, `part_of` set,
and statements and commitments placed at their occasion.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from regesta.model.actors import Actor
from regesta.model.drafts import Draft
from regesta.model.findings import Commitment, Event, Statement
from regesta.model.reports import DateMention
from regesta.model.times import DayRange, intersect

_MEETS = {"CONSULT"}


def gather(events: Sequence[Draft[Event]]) -> list[Draft[Event]]:
    """Return the events, each told once, with places and days shared along visits."""
    told = _told_once(list(events))
    return _of_one_occasion(_within_visits(_of_one_occasion(told)))


# ------------------------------------------------------------------- told once


def _told_once(events: list[Draft[Event]]) -> list[Draft[Event]]:
    """Join drafts of one report that tell one meeting: same people, days that agree, no clash of place.

    "The two ministers met on Monday. During the talks they …" is one meeting. The first telling
    stays; it takes over what only a later one says.
    """
    kept: list[Draft[Event]] = []
    for draft in events:
        twin = next((k for k, d in enumerate(kept) if _one_meeting(d, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            kept[twin] = _joined(kept[twin], draft)
    return kept


def _one_meeting(a: Draft[Event], b: Draft[Event]) -> bool:
    first, second = a.finding, b.finding
    if (
        first.type != second.type
        or first.type not in _MEETS
        or (first.status == "occurred") != (second.status == "occurred")
    ):
        return False
    if first.status == "historical" and a.sentence != b.sentence:
        return False
    if (a.when and b.when and intersect(first.date, second.date) is None) or _clash(first, second):
        return False
    return _who(first) == _who(second) or _vaguer(first, second) or _vaguer(second, first)


def _who(event: Event) -> frozenset[str]:
    return frozenset(a.entity for a in (*event.actors, *event.recipients))


def _vaguer(a: Event, b: Event) -> bool:
    """Return whether `a` names the same sides less exactly: a state for its minister, all through."""
    if "visit" in a.modes or "visit" in b.modes:
        return False
    people_a = {x for x in _who(a) if x.startswith("person:")}
    states = {x.state for x in (*a.actors, *a.recipients)}
    return not people_a and states == {x.state for x in (*b.actors, *b.recipients)} and len(_who(b)) == 2


def _clash(a: Event, b: Event) -> bool:
    if a.place is None or b.place is None:
        return False
    return a.place.state != b.place.state or (
        a.place.lat is not None and b.place.lat is not None and a.place.name != b.place.name
    )


def _joined(first: Draft[Event], second: Draft[Event]) -> Draft[Event]:
    a, b = first.finding, second.finding
    people = len([x for x in _who(a) if x.startswith("person:")]) >= len(
        [x for x in _who(b) if x.startswith("person:")]
    )
    lead, other = (a, b) if people else (b, a)
    place = lead.place if lead.place and lead.place.lat is not None else (other.place or lead.place)
    dated = a if first.when or not second.when else b
    evidence = (
        lead.evidence
        if place == lead.place and dated is lead
        else (*lead.evidence, *(e for e in other.evidence if e not in lead.evidence))[:2]
    )
    event = replace(
        lead,
        place=place,
        date=dated.date,
        evidence=evidence,
        occasion=lead.occasion or other.occasion,
        modes=tuple(sorted({*lead.modes, *other.modes})),
    )
    return replace(
        first, finding=event, when=first.when or second.when, host=event.place.state if event.place else None
    )


# ------------------------------------------------------------------- one occasion


def _of_one_occasion(events: list[Draft[Event]]) -> list[Draft[Event]]:
    """Give an undated act the day of the report's dated encounter that shares a person with it."""
    dated = [
        d
        for d in events
        if (d.when or d.occasion or _by_link(d))
        and d.finding.type == "CONSULT"
        and d.finding.status == "occurred"
    ]
    done: list[Draft[Event]] = []
    for draft in events:
        event = draft.finding
        if draft.when or draft.background or event.status != "occurred" or draft in dated:
            done.append(draft)
            continue
        near = sorted(
            (d for d in dated if _linked(d.finding, event)),
            key=lambda d: (-len(_who(d.finding) & _who(event)), abs(d.sentence - draft.sentence)),
        )
        if not near:
            done.append(draft)
            continue
        day = near[0].finding.date
        done.append(
            replace(
                draft,
                finding=replace(
                    event, date=day.because("event: of the same visit or gathering in this report")
                ),
            )
        )
    return done


def _linked(dated: Event, event: Event) -> bool:
    """Return whether everybody of an act takes part in an encounter, himself or by one of his state."""
    people, states = _who(dated), {a.state for a in (*dated.actors, *dated.recipients)}
    everybody = (*event.actors, *event.recipients)
    shared = [a for a in everybody if a.entity in people]
    # A visit names the host's state alone; whoever receives the visitor is of it.
    hosts = {a.state for a in dated.recipients if a.kind == "state"} if "visit" in dated.modes else set()
    return any(a.kind == "person" or len(shared) > 1 for a in shared) and all(
        a.entity in people or (a.kind != "person" and a.state in states) or a.state in hosts
        for a in everybody
    )


def _by_link(draft: Draft[Event]) -> bool:
    """Return whether another event of the report gave the draft its day."""
    return any(b.startswith("event: within") for b in draft.finding.date.basis)


def _within_visits(events: list[Draft[Event]]) -> list[Draft[Event]]:
    """Put encounters into the visit that holds them: same traveller, a host's partner, days that agree.

    An encounter without a place of its own takes the visit's, and its evidence.
    """
    visits = [(d, t) for d in events if (t := _journey(d)) is not None]
    done: list[Draft[Event]] = []
    for draft in events:
        event = draft.finding
        holder = next((v for v, t in visits if v is not draft and _holds(v, t, draft)), None)
        if holder is None:
            done.append(draft)
            continue
        visit = holder.finding
        proper = "visit" in visit.modes and len({a.state for a in visit.actors}) == 1
        event = replace(event, part_of=visit.id if proper and event.type == "CONSULT" else event.part_of)
        if event.place is None and visit.place is not None:
            event = replace(
                event,
                place=visit.place,
                evidence=(*event.evidence, *(e for e in visit.evidence if e not in event.evidence))[:2],
            )
        if not draft.when and holder.when and event.status == visit.status:
            event = replace(event, date=visit.date.because("event: within the visit"))
        done.append(replace(draft, finding=event, host=event.place.state if event.place else draft.host))
    return done


def _journey(draft: Draft[Event]) -> tuple[frozenset[str], str] | None:
    """Return who travels and to which state, for an encounter in the state of one side."""
    event = draft.finding
    if event.type != "CONSULT" or event.place is None or event.status not in {"occurred", "historical"}:
        return None
    guests = frozenset(a.entity for a in event.actors if a.state and a.state != event.place.state)
    hosted = any(a.state == event.place.state for a in (*event.actors, *event.recipients))
    return (guests, event.place.state) if guests and hosted else None


def _holds(visit: Draft[Event], journey: tuple[frozenset[str], str], draft: Draft[Event]) -> bool:
    event, around = draft.finding, visit.finding
    guests, host = journey
    if event.type not in {"CONSULT", "SUPPORT"} or event.status != around.status:
        return False
    if "visit" in event.modes and event.place is not None and "visit" in around.modes:
        return False  # two journeys, neither part of the other
    others = {a.state for a in (*event.actors, *event.recipients) if a.entity not in guests}
    travelling = bool(_who(event) & guests) or (
        "visit" in around.modes
        and {a.state for a in (*event.actors, *event.recipients)}
        == {host, *(a.state for a in around.actors if a.entity in guests)}
    )
    if not travelling or host not in others:
        return False
    if event.place is not None and event.place.state != host:
        return False
    return intersect(event.date, around.date) is not None


def with_mode(event: Event) -> Event:
    """Return an encounter with the mode that its place gives: a visit in one side's state, else a third party's."""
    if event.type != "CONSULT" or event.modes or event.place is None or event.status == "denied":
        return event
    sides = {a.state for a in (*event.actors, *event.recipients) if a.state}
    mode = "visit" if event.place.state in sides else "third-party"
    return replace(event, modes=(mode,))


# ------------------------------------------------------------------- words and promises


def place_statements(
    drafts: Sequence[Draft[Statement]],
    events: Sequence[Draft[Event]],
    window: DayRange,
    say: Callable[[Sequence[DateMention]], DayRange | None],
) -> list[Statement]:
    """Return the statements with the encounter at which they were made, its days, and the act they perform."""
    meetings = _encounters(events)
    acts = {(d.sentence, d.clause): d.finding for d in events}
    done: list[Statement] = []
    for draft in drafts:
        act = acts.get((draft.sentence, draft.clause))
        statement = draft.finding
        occasion = _occasion_of(draft.sentence, statement.speakers, meetings)
        if not _worth_keeping(statement, occasion) and not any(_says_same(d, draft) for d in drafts):
            statement = _aimed_as(statement, act)
        if not _worth_keeping(statement, occasion):
            continue
        done.append(
            replace(
                statement,
                event=occasion.id if occasion else None,
                act=act.id if act else None,
                date=_said_on(draft, say) or (occasion.date if occasion else _published(window)),
            )
        )
    return done


def _says_same(a: Draft[Statement], b: Draft[Statement]) -> bool:
    """Return whether another draft of a sentence has one's stance and speakers: a verb and its noun."""
    first, second = a.finding, b.finding
    same = a.sentence == b.sentence and first.stance == second.stance
    return a is not b and same and {s.entity for s in first.speakers} == {s.entity for s in second.speakers}


def _aimed_as(statement: Statement, act: Event | None) -> Statement:
    """Return a statement about nobody with whom the act that it performs is aimed at: "Minsk rejected *the charge*"."""
    if act is None or statement.about or statement.stance == "neutral":
        return statement
    own = {s.state for s in statement.speakers}
    return replace(statement, about=tuple(a for a in act.recipients if a.state and a.state not in own))


def _said_on(
    draft: Draft[Statement], say: Callable[[Sequence[DateMention]], DayRange | None]
) -> DayRange | None:
    """Return the days of a statement; of what came before an act that the report dates, all up to it."""
    said = say(draft.when)
    if said is None or not draft.background:
        return said
    return DayRange(None, said.end, "period", ("before: of what the sentence dates", *said.basis))


def place_commitments(
    drafts: Sequence[Draft[Commitment]],
    events: Sequence[Draft[Event]],
    window: DayRange,
    say: Callable[[Sequence[DateMention]], DayRange | None],
    ahead: Callable[[Sequence[DateMention]], DayRange | None],
) -> list[Commitment]:
    """Return the commitments with their encounter and days; what the report tells as past stays before it.

    Args:
        drafts: Commitments with open dates.
        events: The report's dated events.
        window: The report's own days.
        say: Dates a clause's expressions of time, told as past.
        ahead: The same, told as to come: the deadline of a target.
    """
    meetings = _encounters(events)
    told = {(d.sentence, d.clause): d.finding.date for d in events if d.when}
    return [_placed(d, meetings, told, window, say, ahead) for d in drafts]


def _placed(
    draft: Draft[Commitment],
    meetings: Sequence[Draft[Event]],
    told: Mapping[tuple[int, int], DayRange],
    window: DayRange,
    say: Callable[[Sequence[DateMention]], DayRange | None],
    ahead: Callable[[Sequence[DateMention]], DayRange | None],
) -> Commitment:
    item = draft.finding
    if draft.background:
        return replace(
            item, date=DayRange(None, window.end, "period", ("before: told as past by the report",))
        )
    occasion = _occasion_of(draft.sentence, (*item.by, *item.to), meetings)
    own = told.get((draft.sentence, draft.clause))
    if item.kind == "target":
        item = replace(item, due=ahead(draft.when))  # "to $1 billion by 2027"
    elif own is None:
        own = say(draft.when)
    if draft.foreseen_when:
        item = replace(item, due=ahead(draft.foreseen_when))  # "will pay by June"
    if own is not None:
        return replace(item, event=occasion.id if occasion else None, date=own)
    if occasion is not None:
        return replace(item, event=occasion.id, date=occasion.date)
    return replace(item, date=_published(window))


def _encounters(events: Sequence[Draft[Event]]) -> list[Draft[Event]]:
    return [d for d in events if d.finding.type == "CONSULT" and d.finding.status == "occurred"]


def _published(window: DayRange) -> DayRange:
    return replace(window, granularity="day").because("publication: no date in the sentence")


def _worth_keeping(statement: Statement, occasion: Event | None) -> bool:
    """Return whether a statement bears on dealings between states.

    It was made at an encounter, or by several states, or speaks of or to another state or organisation;
    a stance on a topic counts by itself, plain facts and stances on nothing named do not.
    """
    own = {s.state for s in statement.speakers}
    others = (*statement.about, *statement.addressees)
    if occasion is not None or len(own) > 1 or any(a.state and a.state not in own for a in others):
        return True
    return statement.stance != "neutral" and statement.topic is not None


def _occasion_of(sentence: int, people: Sequence[Actor], meetings: Sequence[Draft[Event]]) -> Event | None:
    """Return the encounter at which something was said: the nearest told before it with one of the speakers."""
    entities = {a.entity for a in people}
    states = {e for e in entities if e.startswith("state:")}
    fitting = [
        m
        for m in meetings
        if entities & _who(m.finding)
        or (states and states <= {f"state:{a.state}" for a in (*m.finding.actors, *m.finding.recipients)})
    ]
    if not fitting:
        return None
    before = [m for m in fitting if m.sentence <= sentence] or fitting
    return max(before, key=lambda m: (len(entities & _who(m.finding)), m.sentence)).finding
