"""What a search shows: reports that hold the words, people and bodies that are called so, states that are named."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from itertools import combinations
from typing import Any

from regesta.errors import UnknownState
from regesta.serve import filters
from regesta.serve.library import Library
from regesta.serve.people import entities_named
from regesta.serve.views import Page, name_of

_NAMED, _LONGEST_NAME = 4, 4  # states that a search may name, and words in a name


def search(library: Library, asked: filters.Words) -> Page:
    """Return the reports and the people that some words find."""
    if not asked.q.strip():
        return Page(
            "search.html", "Search", {"q": "", "reports": [], "entities": [], "states": [], "pairs": []}, ()
        )
    hits = [dict(r) for r in library.register.search(asked.q, limit=asked.limit)]
    for hit in hits:
        hit["pieces"] = _highlighted(hit)
    people = entities_named(library, asked.q, asked.limit)
    codes = states_in(library, asked.q)
    data = {
        "q": asked.q,
        "reports": hits,
        "entities": people,
        "states": [{"code": c, "name": name_of(library, c)} for c in codes],
        "pairs": [
            {"pair": f"{a}-{b}", "name": f"{name_of(library, a)} – {name_of(library, b)}"}
            for a, b in combinations(sorted(codes), 2)
        ],
    }
    return Page("search.html", f"Search: {asked.q}", data, hits)


def states_in(library: Library, asked: str) -> tuple[str, ...]:
    """Return the states and organisations that a search names by code or name, in its order, at most a few."""
    words_ = [w.strip(',;–-"') for w in asked.split()]
    found: dict[str, None] = {}
    at = 0
    while at < len(words_) and len(found) < _NAMED:
        for n in range(min(_LONGEST_NAME, len(words_) - at), 0, -1):
            with contextlib.suppress(UnknownState):
                found |= dict.fromkeys(library.register.codes((" ".join(words_[at : at + n]),)))
                at += n - 1
                break
        at += 1
    return tuple(found)


def _highlighted(hit: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """Return a passage in pieces, those that were searched for marked."""
    passage, base = hit["passage"], hit["start"]
    done, at = [], 0
    for start, end in sorted((s - base, e - base) for s, e in hit["words"]):
        if at <= start < end <= len(passage):
            done += [(passage[at:start], False), (passage[start:end], True)]
            at = end
    return [*done, (passage[at:], False)]
