"""Entities that persons hold to be one: whoever appears under either name appears as one.

In: findings and the decisions that stand. Out: findings in which the others give way to one id. A later "different" of
a person takes an earlier "same" back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from regesta.model.actors import Actor
from regesta.model.decisions import Decision, last_words
from regesta.model.findings import Finding, OfficeHeld, with_actors


def is_entity(named: str) -> bool:
    """Return whether an id is an entity's ("person:abbas-araghchi") and not a finding's."""
    return ":" in named


def one_name(active: Iterable[Decision]) -> dict[str, str]:
    """Return the entity that each of those merged by persons goes by now."""
    said = last_words(d for d in active if all(map(is_entity, d.of)))
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

    if isinstance(finding, OfficeHeld) and finding.entity in names:
        entity = names[finding.entity]
        return replace(finding, entity=entity, name=shown.get(entity, finding.name))
    return with_actors(finding, told)
