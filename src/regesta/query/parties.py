"""States and organisations as users name them: by code, or by name in any language of the packs."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import lru_cache

from regesta.errors import UnknownState
from regesta.packs.load import Packs
from regesta.text.fold import squeeze

_built: dict[str, Mapping[str, str]] = {}


def party(word: str, packs: Packs) -> str:
    """Return the code of a state or the acronym of an organisation.

    Args:
        word: A code ("IRN", "by"), an acronym, or a name ("Iran", "Weißrussland" where a pack has it).
        packs: Languages and knowledge.

    Raises:
        UnknownState: nothing is called so. The error names what is spelt alike.
    """
    knowledge = packs.knowledge
    for known in (knowledge.states, knowledge.organisations):
        if word in known or word.upper() in known:
            return word if word in known else word.upper()
    names = _names(packs)
    found = names.get(squeeze(word))
    if found is not None:
        return found
    near = difflib.get_close_matches(squeeze(word), names, n=1, cutoff=0.75)
    fix = "Give its ISO 3166-1 code, such as IRN, or its name"
    if near:
        code = names[near[0]]
        called = _called(code, packs)
        fix = f"Did you mean {called}{'' if called == code else f' ({code})'}?"
    raise UnknownState(word, "names no state or organisation of the packs", fix)


def party_name(code: str, packs: Packs) -> str:
    """Return the English name of a state, or the acronym of an organisation as it stands."""
    row = packs.knowledge.states.get(code)
    return row.name if row else code


def _called(code: str, packs: Packs) -> str:
    knowledge = packs.knowledge
    row = knowledge.states.get(code) or knowledge.organisations.get(code)
    return row.name if row else code


def _names(packs: Packs) -> Mapping[str, str]:
    if packs.fingerprint not in _built:
        _built[packs.fingerprint] = _collect(packs)
    return _built[packs.fingerprint]


def _collect(packs: Packs) -> Mapping[str, str]:
    """Return every name of every party, folded; a state's name wins over an organisation's."""
    names: dict[str, str] = {}
    for code, row in packs.knowledge.states.items():
        names[squeeze(row.name)] = code
        if row.iso2:
            names.setdefault(squeeze(row.iso2), code)
        for language in packs.languages.values():
            territory = _territories(language.code).get(row.iso2 or "")
            forms = language.states.get(code)
            for name in (*([territory] if territory else []), *(forms.names if forms else ())):
                names.setdefault(squeeze(name), code)
    for code, organisation in packs.knowledge.organisations.items():
        for name in (organisation.name, *(n for group in organisation.names.values() for n in group)):
            names.setdefault(squeeze(name), code)
    return names


@lru_cache(maxsize=32)
def _territories(language: str) -> Mapping[str, str]:
    from babel import Locale, UnknownLocaleError

    try:
        return dict(Locale.parse(language).territories)
    except (UnknownLocaleError, ValueError):
        return {}
