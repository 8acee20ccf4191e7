"""Unite the findings of one thing into the record that is shown.

In: findings that decisions hold to be the same, sorted by id. Out: one `Merged`, a function of them
alone. What witnesses say differently stays side by side; nothing is dropped for being in a minority.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from regesta.model.actors import Actor, Standing
from regesta.model.codec import actor_order, canonical, to_json
from regesta.model.findings import Commitment, Event, EventStatus, Finding, OfficeHeld, Place, Statement
from regesta.model.records import Conflict, Merged
from regesta.model.spans import Evidence, PackEvidence
from regesta.model.times import DayRange, intersect
from regesta.steps.merge.cluster import merged_date

T = TypeVar("T")
F = TypeVar("F", bound=Finding)
MOST_CONFIDENT = 0.99

_VIA = {"name": 0, "apposition": 1, "office": 2, "metonym": 3, "pronoun": 4}
_STATUS: tuple[EventStatus, ...] = ("occurred", "historical", "denied", "planned", "conditional")
# A report that says "acting" tells more than one that leaves it out.
_STANDING: tuple[Standing, ...] = ("acting", "incumbent", "designate", "former", "late")

EvidenceOrder = Callable[[Evidence | PackEvidence], Any]
Names = Mapping[str, str]  # finding id -> id of the record it went into


def unite_events(members: Sequence[Event], names: Names, order: EvidenceOrder) -> Merged[Event]:
    """Return the event that several findings tell of."""
    part_of = _renamed([m.part_of for m in members], names, members[0].id)
    if len(members) == 1:
        return Merged(replace(members[0], part_of=part_of), tuple(members))
    actors = _actors([m.actors for m in members])
    acting = {a.entity for a in actors}
    recipients = tuple(a for a in _actors([m.recipients for m in members]) if a.entity not in acting)
    conflicts = [
        *_differing("type", members, lambda m: m.type),
        *_differing("status", members, lambda m: "occurred" if m.status == "historical" else m.status),
        *_date_conflict(members),
        *_differing("place", [m for m in members if m.place is not None], _place_key(members)),
        *_office_conflicts(members),
    ]
    united = replace(
        members[0],
        type=_commonest(m.type for m in members),
        status=min((m.status for m in members), key=_STATUS.index),
        actors=actors,
        recipients=recipients,
        modes=_union(m.modes for m in members),
        contexts=_union(m.contexts for m in members),
        foresees=next((m.foresees for m in members if m.foresees is not None), None),
        part_of=part_of,
        date=merged_date([m.date for m in members]),
        place=_place([m.place for m in members]),
        occasion=_longest(m.occasion for m in members),
        evidence=_evidence(members, order),
        confidence=united_confidence(members),
    )
    return Merged(united, tuple(members), tuple(conflicts))


def unite_statements(members: Sequence[Statement], names: Names, order: EvidenceOrder) -> Merged[Statement]:
    """Return the statement that several findings report."""
    first = members[0]
    if len(members) == 1:
        named = replace(first, event=_renamed([first.event], names), act=_renamed([first.act], names))
        return Merged(named, tuple(members))
    topics = tuple(dict.fromkeys(t for m in members for t in (*((m.topic,) if m.topic else ()), *m.topics)))
    united = replace(
        first,
        speakers=_actors([m.speakers for m in members]),
        addressees=_actors([m.addressees for m in members]),
        about=_actors([m.about for m in members]),
        stance=_commonest(m.stance for m in members),
        topic=_commonest(m.topic for m in members if m.topic) if topics else None,
        topics=topics,
        direct=any(m.direct for m in members),
        event=_renamed([m.event for m in members], names),
        act=_renamed([m.act for m in members], names),
        date=merged_date([m.date for m in members]),
        cue=None,  # offsets into one report only
        content=None,
        evidence=_evidence(members, order),
        confidence=united_confidence(members),
    )
    conflicts = (*_differing("stance", members, lambda m: m.stance), *_date_conflict(members))
    return Merged(united, tuple(members), conflicts)


def unite_commitments(
    members: Sequence[Commitment], names: Names, order: EvidenceOrder
) -> Merged[Commitment]:
    """Return the commitment that several findings tell of; its stage is that of the first until followed."""
    first = members[0]
    if len(members) == 1:
        return Merged(replace(first, event=_renamed([first.event], names)), tuple(members))
    dues = [m.due for m in members if m.due is not None]
    values = [m.value for m in members if m.value is not None]
    counts = [m.count for m in members if m.count is not None]
    united = replace(
        first,
        kind=_commonest(m.kind for m in members),
        title=_longest(m.title for m in members) or "",
        parties=tuple(sorted({p for m in members for p in m.parties})),
        by=_actors([m.by for m in members]),
        to=_actors([m.to for m in members]),
        sectors=_union(m.sectors for m in members),
        value=_commonest(values) if values else None,
        count=_commonest(counts) if counts else None,
        due=merged_date(dues) if dues else None,
        place=_place([m.place for m in members]),
        event=_renamed([m.event for m in members], names),
        refers_to=_longest(m.refers_to for m in members),
        is_set=any(m.is_set for m in members),
        date=merged_date([m.date for m in members]),
        evidence=_evidence(members, order),
        confidence=united_confidence(members),
    )
    conflicts = (
        *_differing("kind", members, lambda m: m.kind),
        *_differing(
            "value", [m for m in members if m.value], lambda m: to_json(m.value) if m.value else None
        ),
        *_differing("count", [m for m in members if m.count is not None], lambda m: m.count),
        *_date_conflict(members),
    )
    return Merged(united, tuple(members), conflicts)


def unite_offices(members: Sequence[OfficeHeld], order: EvidenceOrder) -> Merged[OfficeHeld]:
    """Return the holding of an office that several findings tell of."""
    if len(members) == 1:
        return Merged(members[0], tuple(members))
    united = replace(
        members[0],
        name=_longest(m.name for m in members) or "",
        standing=min((m.standing for m in members), key=_STANDING.index),
        date=merged_date([m.date for m in members]),
        evidence=_evidence(members, order),
        confidence=united_confidence(members),
    )
    current = [m for m in members if m.standing in {"acting", "incumbent", "designate"}]
    conflicts = (*_differing("standing", current, lambda m: m.standing), *_date_conflict(members))
    return Merged(united, tuple(members), conflicts)


# --------------------------------------------------------------------------- actors


def _actors(groups: Sequence[Iterable[Actor]]) -> tuple[Actor, ...]:
    """Return everyone named by any witness, each once, as the fullest of them writes it.

    A state stands back where another witness names its persons: "Iran met Belarus" adds nobody to a
    meeting of two ministers.
    """
    by_entity: dict[str, list[Actor]] = {}
    for group in groups:
        for actor in group:
            by_entity.setdefault(actor.entity, []).append(actor)
    everywhere = set.intersection(*({a.entity for a in group} for group in groups))
    persons_of = {a.state for seen in by_entity.values() for a in seen if a.kind == "person"}
    kept = [
        _actor(seen)
        for entity, seen in by_entity.items()
        if entity in everywhere or seen[0].kind != "state" or seen[0].state not in persons_of
    ]
    return tuple(sorted(kept, key=actor_order))


def _actor(seen: Sequence[Actor]) -> Actor:
    """Return one actor from several: words and spans of one witness, facts of all."""
    shown = min(seen, key=lambda a: (_VIA[a.via], -len(a.as_written), a.as_written, a.spans))
    titled = [a for a in seen if a.office]
    office = max(titled, key=lambda a: (len(a.office or ""), a.office or "", a == shown)) if titled else shown
    standings = [a.standing for a in seen if a.office == office.office and a.standing]
    return replace(
        shown,
        name=_longest(a.name for a in seen) or shown.name,
        office=office.office,
        standing=min(standings, key=_STANDING.index) if standings else None,
        state=shown.state or _first(a.state for a in seen),
        sector=shown.sector or _first(a.sector for a in seen),
    )


def _office_conflicts(members: Sequence[Event]) -> Iterable[Conflict]:
    """Yield the persons whom witnesses place in different offices; a longer title is no contradiction."""
    said: dict[str, dict[str, list[str]]] = {}
    for member in members:
        for actor in (*member.actors, *member.recipients):
            if actor.kind == "person" and actor.office and actor.standing not in {"former", "late"}:
                said.setdefault(actor.entity, {}).setdefault(actor.office, []).append(member.id)
    for entity, offices in sorted(said.items()):
        longest = max(offices, key=lambda o: (len(o), o))
        if any(not set(office.split()) <= set(longest.split()) for office in offices):
            values = tuple((canonical(o), tuple(sorted(set(ids)))) for o, ids in sorted(offices.items()))
            yield Conflict(f"office of {entity}", values)


# --------------------------------------------------------------------------- details


def _differing(field: str, members: Sequence[F], value: Callable[[F], Any]) -> Iterable[Conflict]:
    """Yield a conflict if members give two values or more."""
    said: dict[str, list[str]] = {}
    for member in members:
        said.setdefault(canonical(value(member)), []).append(member.id)
    if len(said) > 1:
        yield Conflict(field, tuple((v, tuple(ids)) for v, ids in sorted(said.items())))


def _date_conflict(members: Sequence[Finding]) -> Iterable[Conflict]:
    """Yield a conflict if the witnesses' days have none in common."""
    common: DayRange | None = members[0].date
    for member in members[1:]:
        common = intersect(common, member.date) if common is not None else None
    if common is None:
        yield from _differing("date", members, lambda m: to_json(m.date))


def _place_key(members: Sequence[Event]) -> Callable[[Event], Any]:
    """Return what is compared of a place: the state alone unless two witnesses name a city."""
    cities: dict[str, Place] = {}
    for member in members:
        if member.place is not None and member.place.lat is not None:
            cities.setdefault(member.place.state, member.place)

    def key(member: Event) -> Any:
        place = member.place
        assert place is not None
        return to_json(cities.get(place.state, place) if place.lat is None else place)

    return key


def _place(places: Sequence[Place | None]) -> Place | None:
    """Return the most exact place, the one most witnesses give among equals."""
    known = [p for p in places if p is not None]
    exact = [p for p in known if p.lat is not None] or known
    return _commonest(exact) if exact else None


def _evidence(members: Sequence[Finding], order: EvidenceOrder) -> Any:
    return tuple(sorted({e for m in members for e in m.evidence}, key=order))


def united_confidence(members: Sequence[Finding]) -> float:
    """Return how sure all witnesses together are: a noisy "or" over reports, never quite certain."""
    by_report: dict[str, float] = {}
    for member in members:
        report = next((e.report_id for e in member.evidence if isinstance(e, Evidence)), "")
        by_report[report] = max(by_report.get(report, 0.0), member.confidence)
    doubt = 1.0
    for report in sorted(by_report):
        doubt *= 1.0 - by_report[report]
    return min(MOST_CONFIDENT, round(1.0 - doubt, 4))


def _renamed(ids: Iterable[str | None], names: Names, itself: str | None = None) -> str | None:
    """Return the record that the ids stand for now, the first by id; None if it no longer counts."""
    found = {names[i] for i in ids if i is not None and i in names}
    return min(found - {itself}, default=None)


def _union(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for group in groups for item in group))


def _commonest(values: Iterable[T]) -> T:
    counted = Counter(values)
    return min(counted, key=lambda v: (-counted[v], str(v)))


def _longest(values: Iterable[str | None]) -> str | None:
    return min((v for v in values if v), key=lambda v: (-len(v), v), default=None)


def _first(values: Iterable[T | None]) -> T | None:
    return next((v for v in values if v is not None), None)
