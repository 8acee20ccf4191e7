"""What merging looks at in a finding, as one short name: findings of one likeness meet the same answers.

In: a finding. Out: a hash of its kind, its participants, its days, its place and the little else that the rules of
`regesta.steps.merge` and their block keys read; never of its words or its report. So five hundred reports of one story
give a handful of likenesses, and rules decide between these: work and decisions grow with the stories, not with the
square of the reports. Whoever lets a rule look at something more adds it here; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from regesta.model.actors import Actor
from regesta.model.decisions import Decision
from regesta.model.findings import Commitment, Event, Finding, OfficeHeld, Place, Statement
from regesta.model.ids import short_hash
from regesta.model.times import DayRange

MARK = "~"  # begins the name of a likeness, and no id of a finding, an entity or a decision
HAPPENED = frozenset({"occurred", "historical"})


def likeness(finding: Finding) -> str:
    """Return the name of what merging looks at in a finding: `MARK` and 16 hex digits."""
    if isinstance(finding, Event):
        seen = _event(finding)
    elif isinstance(finding, Statement):
        speakers = sorted({a.entity for a in finding.speakers})
        seen = ["statement", finding.stance, finding.topic, speakers]
    elif isinstance(finding, Commitment):
        seen = _commitment(finding)
    else:
        assert isinstance(finding, OfficeHeld)
        seen = ["office", finding.entity, finding.office, finding.state]
    return MARK + short_hash(repr([*seen, *_days(finding.date)]))


def between_likenesses(decision: Decision) -> bool:
    """Return whether a decision is about likenesses, and so about every finding of them."""
    return decision.of[0].startswith(MARK)


def _event(event: Event) -> list[Any]:
    status = "happened" if event.status in HAPPENED else event.status
    sides = [_seen(event.actors), _seen(event.recipients)]
    if event.type != "CONSULT":  # only a journey asks who came to whom
        sides = [_seen((*event.actors, *event.recipients))]
    foreseen = event.foresees and event.foresees.type
    return ["event", event.type, status, foreseen, sides, _place(event.place), "visit" in event.modes]


def _commitment(item: Commitment) -> list[Any]:
    common = ["commitment", item.kind, sorted(item.parties), item.stage]
    if item.kind == "invitation":
        return [*common, _seen(item.by), _seen(item.to)]
    if item.kind == "target":
        return [*common, item.value and [float(item.value.amount), item.value.currency]]
    return [*common, item.count, sorted(set(item.sectors)), item.is_set]


def _seen(actors: Iterable[Actor]) -> list[tuple[str, str, str]]:
    return sorted({(a.entity, a.kind, a.state or "") for a in actors})


def _place(place: Place | None) -> list[str] | None:
    """Return a place as it is compared: a city by name, whatever else by its state."""
    if place is None:
        return None
    return [place.state] if place.lat is None else [place.state, place.name]


def _days(days: DayRange) -> list[str | None]:
    return [day.isoformat() if day else None for day in (days.start, days.end)]
