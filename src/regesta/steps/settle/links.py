"""Tie the findings of one report together: one meeting told twice, meetings within a visit, words said there.

In: dated drafts. Out: the same with places and days that recorded links carry over, `part_of` set,
and statements and commitments placed at their occasion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regesta.model.drafts import Draft
from regesta.model.findings import Commitment, Event, Statement
from regesta.model.reports import ResolvedReport
from regesta.model.times import DayRange, intersect

_MEETS = {"CONSULT"}


def gather(events: Sequence[Draft], window: DayRange) -> list[Draft]:
    """Return the events, each told once, with places and days shared along visits."""
    told = _told_once(list(events))
    return _of_one_occasion(_within_visits(_of_one_occasion(told)))


# ------------------------------------------------------------------- told once


def _told_once(events: list[Draft]) -> list[Draft]:
    """Join drafts of one report that tell one meeting: same people, days that agree, no clash of place.

    "The two ministers met on Monday. During the talks they …" is one meeting. The first telling
    stays; it takes over what only a later one says.
    """
    kept: list[Draft] = []
    for draft in events:
        twin = next((k for k, d in enumerate(kept) if _one_meeting(d, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            kept[twin] = _joined(kept[twin], draft)
    return kept


def _one_meeting(a: Draft, b: Draft) -> bool:
    first, second = a.finding, b.finding
    assert isinstance(first, Event) and isinstance(second, Event)
    if first.type != second.type or first.type not in _MEETS or (first.status == "occurred") != (second.status == "occurred"):
        return False
    if first.status == "historical" and not (a.sentence == b.sentence):
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
    return a.place.state != b.place.state or (a.place.lat is not None and b.place.lat is not None and a.place.name != b.place.name)


def _joined(first: Draft, second: Draft) -> Draft:
    a, b = first.finding, second.finding
    assert isinstance(a, Event) and isinstance(b, Event)
    people = len([x for x in _who(a) if x.startswith("person:")]) >= len([x for x in _who(b) if x.startswith("person:")])
    lead, other = (a, b) if people else (b, a)
    place = lead.place if lead.place and lead.place.lat is not None else (other.place or lead.place)
    dated = a if first.when or not second.when else b
    evidence = lead.evidence if place == lead.place and dated is lead else (*lead.evidence, *(e for e in other.evidence if e not in lead.evidence))[:2]
    event = replace(
        lead, place=place, date=dated.date, evidence=evidence, occasion=lead.occasion or other.occasion,
        modes=tuple(sorted({*lead.modes, *other.modes})),
    )  # fmt: skip
    return replace(first, finding=event, when=first.when or second.when, host=event.place.state if event.place else None)


# ------------------------------------------------------------------- one occasion


def _of_one_occasion(events: list[Draft]) -> list[Draft]:
    """Give an undated act the day of the report's dated encounter that shares a person with it."""
    dated = [d for d in events if (d.when or d.occasion or _by_link(d)) and isinstance(d.finding, Event) and d.finding.type == "CONSULT" and d.finding.status == "occurred"]
    done: list[Draft] = []
    for draft in events:
        event = draft.finding
        assert isinstance(event, Event)
        if draft.when or draft.background or event.status != "occurred" or draft in dated:
            done.append(draft)
            continue
        near = sorted((d for d in dated if _who(d.finding) & _who(event)), key=lambda d: abs(d.sentence - draft.sentence))  # type: ignore[arg-type]
        if not near:
            done.append(draft)
            continue
        day = near[0].finding.date
        done.append(replace(draft, finding=replace(event, date=day.because("event: of the same visit or gathering in this report"))))
    return done


def _by_link(draft: Draft) -> bool:
    """Return whether another event of the report gave the draft its day."""
    return any(b.startswith("event: within") for b in draft.finding.date.basis)


def _within_visits(events: list[Draft]) -> list[Draft]:
    """Put encounters into the visit that holds them: same traveller, a host's partner, days that agree.

    An encounter without a place of its own takes the visit's, and its evidence.
    """
    visits = [(d, t) for d in events if (t := _journey(d)) is not None]
    done: list[Draft] = []
    for draft in events:
        event = draft.finding
        assert isinstance(event, Event)
        holder = next((v for v, t in visits if v is not draft and _holds(v, t, draft)), None)
        if holder is None:
            done.append(draft)
            continue
        visit = holder.finding
        assert isinstance(visit, Event)
        proper = "visit" in visit.modes and len({a.state for a in visit.actors}) == 1
        event = replace(event, part_of=visit.id if proper and event.type == "CONSULT" else event.part_of)
        if event.place is None and visit.place is not None:
            event = replace(event, place=visit.place, evidence=(*event.evidence, *(e for e in visit.evidence if e not in event.evidence))[:2])
        if not draft.when and holder.when and event.status == visit.status:
            event = replace(event, date=visit.date.because("event: within the visit"))
        done.append(replace(draft, finding=event, host=event.place.state if event.place else draft.host))
    return done


def _journey(draft: Draft) -> tuple[frozenset[str], str] | None:
    """Return who travels and to which state, for an encounter in the state of one side."""
    event = draft.finding
    assert isinstance(event, Event)
    if event.type != "CONSULT" or event.place is None or event.status not in {"occurred", "historical"}:
        return None
    guests = frozenset(a.entity for a in event.actors if a.state and a.state != event.place.state)
    hosted = any(a.state == event.place.state for a in (*event.actors, *event.recipients))
    return (guests, event.place.state) if guests and hosted else None


def _holds(visit: Draft, journey: tuple[frozenset[str], str], draft: Draft) -> bool:
    event, around = draft.finding, visit.finding
    assert isinstance(event, Event) and isinstance(around, Event)
    guests, host = journey
    if event.type not in {"CONSULT", "SUPPORT"} or event.status != around.status:
        return False
    if "visit" in event.modes and event.place is not None and "visit" in around.modes:
        return False  # two journeys, neither part of the other
    others = {a.state for a in (*event.actors, *event.recipients) if a.entity not in guests}
    travelling = bool(_who(event) & guests) or (
        "visit" in around.modes and {a.state for a in (*event.actors, *event.recipients)} == {host, *(a.state for a in around.actors if a.entity in guests)}
    )
    if not travelling or host not in others:
        return False
    if event.place is not None and event.place.state != host:
        return False
    return intersect(event.date, around.date) is not None


# ------------------------------------------------------------------- words and promises


def attach(drafts: Sequence[Draft], events: Sequence[Draft], window: DayRange, report: ResolvedReport) -> list[Draft]:
    """Date statements and commitments by their own words or by the occasion they belong to."""
    meetings = [d for d in events if isinstance(d.finding, Event) and d.finding.type == "CONSULT" and d.finding.status == "occurred"]
    acts = {(d.sentence, d.clause): d.finding.id for d in events}
    done: list[Draft] = []
    for draft in drafts:
        occasion = _occasion_of(draft, meetings)
        if isinstance(draft.finding, Statement):
            statement = replace(draft.finding, act=acts.get((draft.sentence, draft.clause)))
            done.append(replace(draft, finding=_placed(statement, occasion, window)))
        else:
            assert isinstance(draft.finding, Commitment)
            done.append(replace(draft, finding=_placed(draft.finding, occasion, window, background=draft.background)))
    return done


def _placed(finding, occasion: Event | None, window: DayRange, *, background: bool = False):  # type: ignore[no-untyped-def]
    if background:
        return replace(finding, date=DayRange(None, window.end, "period", ("before: told as past by the report",)))
    if occasion is not None:
        return replace(finding, event=occasion.id, date=occasion.date)
    return replace(finding, date=replace(window, granularity="day").because("publication: no date in the sentence"))


def _occasion_of(draft: Draft, meetings: Sequence[Draft]) -> Event | None:
    """Return the encounter at which something was said: the nearest told before it with one of the speakers."""
    finding = draft.finding
    if isinstance(finding, Statement):
        people = {a.entity for a in finding.speakers}
    else:
        assert isinstance(finding, Commitment)
        people = {a.entity for a in finding.by}
    states = {p for p in people if p.startswith("state:")}
    fitting = [
        m for m in meetings
        if people & _who(m.finding) or (states and states <= {f"state:{a.state}" for a in (*m.finding.actors, *m.finding.recipients)})  # type: ignore[arg-type,union-attr]
    ]  # fmt: skip
    if not fitting:
        return None
    before = [m for m in fitting if m.sentence <= draft.sentence] or fitting
    best = max(before, key=lambda m: m.sentence)
    assert isinstance(best.finding, Event)
    return best.finding
