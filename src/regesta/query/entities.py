"""Entities that persons hold to be one: whoever appears under either name appears as one.

In: findings and the decisions that stand. Out: findings in which the others give way to one id. A later "different" of
a person takes an earlier "same" back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from regesta.model.actors import Actor
from regesta.model.decisions import Decision
from regesta.model.findings import Commitment, Event, Finding, OfficeHeld, Statement


def is_entity(named: str) -> bool:
    """Return whether an id is an entity's ("person:abbas-araghchi") and not a finding's."""
    return ":" in named


def one_name(active: Iterable[Decision]) -> dict[str, str]:
    """Return the entity that each of those merged by persons goes by now."""
    said: dict[frozenset[str], Decision] = {}
    for decision in active:
        pairs = decision.kind in {"same", "different"} and all(map(is_entity, decision.of))
        if pairs and decision.by.startswith("person:") and len(decision.of) > 1:
            for other in decision.of[1:]:
                pair = frozenset((decision.of[0], other))
                if pair not in said or _stamp(said[pair]) < _stamp(decision):
                    said[pair] = decision
    group: dict[str, str] = {}

    def head(entity: str) -> str:
        while group.get(entity, entity) != entity:
            entity = group[entity]
        return entity

    for pair in sorted((p for p, d in said.items() if d.kind == "same"), key=sorted):
        if len(pair) == 2:
            first, second = sorted(map(head, pair), key=_rank)
            group[second] = first
    return {entity: head(entity) for entity in group}


def _stamp(decision: Decision) -> tuple[str, str, str]:
    return decision.time or "", decision.by, decision.id


def _rank(entity: str) -> tuple[bool, str]:
    """An entity that the packs know goes before one that only reports name."""
    return entity.partition(":")[2].startswith("x"), entity


def renamed(finding: Finding, names: Mapping[str, str], shown: Mapping[str, str]) -> Finding:
    """Return a finding in which merged entities go by one id and name.

    Args:
        finding: Any.
        names: From `one_name`.
        shown: The name of each entity that others give way to.
    """

    def told(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        found: dict[str, Actor] = {}
        for actor in actors:
            entity = names.get(actor.entity, actor.entity)
            changed = (
                actor
                if entity == actor.entity
                else replace(actor, entity=entity, name=shown.get(entity, actor.name))
            )
            found.setdefault(entity, changed)
        return tuple(found.values())

    if isinstance(finding, Event):
        return replace(finding, actors=told(finding.actors), recipients=told(finding.recipients))
    if isinstance(finding, Statement):
        return replace(
            finding,
            speakers=told(finding.speakers),
            addressees=told(finding.addressees),
            about=told(finding.about),
        )
    if isinstance(finding, Commitment):
        return replace(finding, by=told(finding.by), to=told(finding.to))
    if isinstance(finding, OfficeHeld) and finding.entity in names:
        entity = names[finding.entity]
        return replace(finding, entity=entity, name=shown.get(entity, finding.name))
    return finding
