"""What the page of a person, a body or a state shows, and who is found by name.

Each reads its part of the register: what is filed under an entity and under those that persons hold to be one with
it. Names come from the packs and from how reports mention somebody, so that no finding is read for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from regesta import query
from regesta.errors import UnknownRecord
from regesta.model.findings import Finding, OfficeHeld
from regesta.model.records import Entity, Merged, Records, Thread
from regesta.model.snapshot import entity_subject
from regesta.query.entities import is_entity, one_name
from regesta.query.gather import actors_of, canonical_name
from regesta.query.lines import line_of
from regesta.serve import filters
from regesta.serve.aliases import aliases
from regesta.serve.library import Library
from regesta.serve.pager import leaf
from regesta.serve.views import Json, Page, languages_of, offices_of, told

_N_NEAR = 5  # ids told where one is not known
_KINDS = {"state": "state", "org": "organisation", "person": "person", "group": "group"}


def entity(library: Library, named: str, asked: filters.Leafed, *, whole: bool = False) -> Page:
    """Return a person, a body or a state as reports name it, with what it takes part in: a hundred records, or all.

    Raises:
        UnknownRecord: it takes part in nothing.
    """
    records = entity_records(library, named)
    found = next((e for e in records.entities if e.id == named), None)
    if found is None:
        near = _near(library, named)
        fix = f"Did you mean {', '.join(near)}?" if near else "`/search` finds people and bodies by name"
        raise UnknownRecord(named, "nobody in the register has this id", fix)
    sources = query.sources_of(records)
    items = [i for i in records.items() if takes_part(i.finding, named)]
    items.sort(key=_by_first_day)
    part = leaf(items, asked.page)
    languages = languages_of(records)
    rows = [told(line_of(i, sources), languages) for i in (items if whole else part.shown)]
    data = {
        "entity": query.entity_line(found),
        "records": rows,
        "leaf": part.told,
        "offices": offices_of(library, named),
        "aliases": aliases(library.register.packs, named),
        "code": _code(library, named),
    }
    return Page("entity.html", found.name, data, rows)


def _code(library: Library, named: str) -> str:
    """Return the code of a state or an organisation that has a page of its own; "" for others."""
    kind, _, code = named.partition(":")
    knowledge = library.register.packs.knowledge
    known = {"state": knowledge.states, "org": knowledge.organisations}.get(kind, {})
    return code if code in known else ""


def entity_records(library: Library, named: str) -> Records:
    """Return all that an entity takes part in, with how reports write it."""
    ids = _ones(library).get(named, (named,))
    subjects = tuple(entity_subject(i) for i in ids)
    records = library.kept(
        ("entity", named), (), lambda: library.register.records(subjects=subjects, names=ids), subjects
    )
    kind, _, code = named.partition(":")
    if kind != "state" or any(e.id == named for e in records.entities):
        return records
    # Those who act for a state bring it in, though nothing names the state itself.
    return library.kept(
        ("state of others", named), (code,), lambda: library.register.records((code,), names=ids), subjects
    )


def takes_part(finding: Finding, entity: str) -> bool:
    """Return whether a finding names an entity in whatever part."""
    if isinstance(finding, OfficeHeld):
        return finding.entity == entity
    return any(a.entity == entity for a in actors_of(finding))


def _by_first_day(item: Merged[Any] | Thread) -> tuple[str, str]:
    start = item.finding.date.start
    return (start.isoformat() if start else "", item.id)


# --------------------------------------------------------------------------- by name


def entities_named(library: Library, words: str, limit: int) -> list[Json]:
    """Return whoever takes part in a record and has some words in a name, by id, at most so many.

    A person is found by the other names of the packs too: "Araqchi" is Araghchi.
    """
    folded = words.casefold()
    names = library.kept(("names",), (), lambda: _names(library))
    persons = library.register.packs.knowledge.persons
    found: list[str] = []
    for identity, name in names.items():
        row = persons.get(identity.removeprefix("person:"))
        if not any(folded in n.casefold() for n in (name, *(row.names if row else ()))):
            continue
        if len(found) == limit:
            break
        if _appears(library, identity):
            found.append(identity)
    written: dict[str, set[tuple[str, str]]] = {}
    for mention in library.register.written(found):
        written.setdefault(mention.entity, set()).add((mention.as_written, mention.language))
    return [
        query.entity_line(
            Entity(
                i,
                names[i],
                tuple(sorted(written.get(i, ()), key=lambda n: (n[1], n[0]))),
                _KINDS.get(i.partition(":")[0], ""),
            )
        )
        for i in found
    ]


def _near(library: Library, named: str) -> list[str]:
    """Return ids that hold what stands after the colon of one that is not known."""
    key = named.partition(":")[2]
    names = library.kept(("names",), (), lambda: _names(library))
    near: list[str] = []
    for identity in (i for i in names if key in i):
        if len(near) == _N_NEAR:
            break
        if _appears(library, identity):
            near.append(identity)
    return near


def _names(library: Library) -> dict[str, str]:
    """Return everybody who may take part in a record with the name shown, by id."""
    knowledge = library.register.packs.knowledge
    ones = _ones(library)
    called: dict[str, set[str]] = {}
    for identity, name in library.register.names():
        called.setdefault(identity, set()).add(name)
    filed = {i for i, _ in library.register.subjects("entity") if i in called or not _misnamed(library, i)}
    filed |= {f"state:{code}" for code in knowledge.states}
    shown = {ones.get(i, (i,))[0] for i in filed} | _decided_about(library).keys()
    nameless = tuple(sorted(i for i in shown if i not in called and not _in_packs(library, i)))
    given = _of_findings(library, nameless) | _decided_about(library)
    return {i: canonical_name(i, given.get(i, ""), called.get(i, ()), knowledge) for i in sorted(shown)}


def _of_findings(library: Library, nameless: tuple[str, ...]) -> dict[str, str]:
    """Return the names of those whom no report mentions by name: groups, "Kenyan business"."""
    if not nameless:
        return {}
    subjects = tuple(entity_subject(i) for i in nameless)
    records = library.records(names=False, subjects=subjects)
    wanted = set(nameless)
    return {e.id: e.name for e in records.entities if e.id in wanted}


def _appears(library: Library, identity: str) -> bool:
    """Return whether somebody takes part in a record that is shown."""
    if identity in _decided_about(library):
        return True
    ids = _ones(library).get(identity, (identity,))
    if library.register.filed([entity_subject(i) for i in ids], (), _settled(library)):
        return True
    kind, _, code = identity.partition(":")
    if kind != "state" or not library.register.filed((), (code,)):
        return False
    return any(e.id == identity for e in entity_records(library, identity).entities)


def _misnamed(library: Library, identity: str) -> bool:
    """Return whether a party is filed as what it is not: commitments are filed under both, "state:" and "org:"."""
    kind, _, code = identity.partition(":")
    is_state = code in library.register.packs.knowledge.states
    return (kind == "org" and is_state) or (kind == "state" and not is_state)


def _in_packs(library: Library, identity: str) -> bool:
    knowledge = library.register.packs.knowledge
    kind, _, key = identity.partition(":")
    rows: Mapping[str, Mapping[str, object]] = {
        "state": knowledge.states,
        "org": knowledge.organisations,
        "person": knowledge.persons,
    }
    return key in rows.get(kind, {})


# --------------------------------------------------------------------------- what persons decided


def _ones(library: Library) -> dict[str, tuple[str, ...]]:
    """Return, for each entity that persons hold to be one with others, all of these, the one that is shown first."""
    names = one_name(query.active_decisions(library.by_persons()))
    together: dict[str, list[str]] = {}
    for identity, head in sorted(names.items()):
        together.setdefault(head, [head]).append(identity)
    return {i: tuple(ones) for head, ones in together.items() for i in ones}


def _settled(library: Library) -> frozenset[str]:
    """Return the findings that persons decided about, and those tied to them: their records are made to tell."""
    return _part_of_persons(library)[0]


def _decided_about(library: Library) -> dict[str, str]:
    """Return whoever takes part in the records of these, by id, with the name."""
    return _part_of_persons(library)[1]


def _part_of_persons(library: Library) -> tuple[frozenset[str], dict[str, str]]:
    ids = tuple(sorted(_findings_decided(library)))

    def make() -> tuple[frozenset[str], dict[str, str]]:
        if not ids:
            return frozenset(), {}
        taken = library.register.snapshot(texts=False, findings=ids)
        records = query.records(taken, library.register.packs)
        return frozenset(f.id for f in taken.findings), {e.id: e.name for e in records.entities}

    return library.kept(("decided by persons",), (), make)


def _findings_decided(library: Library) -> Iterator[str]:
    yield from (i for d in library.by_persons() for i in d.of if not is_entity(i))
