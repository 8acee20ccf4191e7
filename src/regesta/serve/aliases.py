"""Other names of a party, as the packs know them: what reports may call it though none here has yet."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.packs.load import Packs
from regesta.serve.views import Json


def aliases(packs: Packs, entity: str) -> list[Json]:
    """Return the other names of a person, a body or a state, each with its language where one is known.

    Names only: what a people is called, and a capital that stands for its government, are no names of a state.
    The name that heads the page is left out; a name that several languages share is told once, with none.
    """
    kind, _, key = entity.partition(":")
    known = {"person": _of_person, "org": _of_body, "state": _of_state}.get(kind)
    languages: dict[str, set[str]] = {}
    for name, language in known(packs, key) if known else ():
        languages.setdefault(name, set()).add(language)
    headed = _heading(packs, key, kind)
    return [
        {"name": name, "language": next(iter(said)) if len(said) == 1 else ""}
        for name, said in sorted(languages.items(), key=lambda n: (min(n[1]), n[0]))
        if name != headed
    ]


def _heading(packs: Packs, key: str, kind: str) -> str:
    knowledge = packs.knowledge
    row = {
        "person": knowledge.persons.get(key),
        "org": knowledge.organisations.get(key),
        "state": knowledge.states.get(key),
    }.get(kind)
    return row.name if row else ""


def _of_person(packs: Packs, key: str) -> Iterator[tuple[str, str]]:
    row = packs.knowledge.persons.get(key)
    yield from ((name, "") for name in (row.names if row else ()))


def _of_body(packs: Packs, key: str) -> Iterator[tuple[str, str]]:
    row = packs.knowledge.organisations.get(key)
    yield from ((name, code) for code, names in (row.names.items() if row else ()) for name in names)


def _of_state(packs: Packs, key: str) -> Iterator[tuple[str, str]]:
    from babel import Locale

    row = packs.knowledge.states.get(key)
    for code, language in packs.languages.items() if row else ():
        usual = Locale.parse(code).territories.get((row.iso2 if row else None) or "", "")
        if usual and "(" not in usual:  # CLDR tells two names in one there, "Myanmar (Burma)"
            yield usual, code
        forms = language.states.get(key)
        yield from ((name, code) for name in (forms.names if forms else ()))
