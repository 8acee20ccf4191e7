"""Addresses as people type them: pairs of states, and ways back to a page of this server."""

from __future__ import annotations

from regesta.errors import BadValue
from regesta.serve.library import Library


def pair_of(library: Library, pair: str) -> tuple[str, str]:
    """Return the codes of a pair written with a hyphen ("IRN-BLR"), in alphabetical order.

    Raises:
        BadValue: it is no pair.
        UnknownState: a part names no state.
    """
    parts = pair.split("-")
    if len(parts) < 2 or not all(parts):
        raise BadValue(pair, "is no pair of states", "Write two codes with a hyphen, such as BLR-IRN")
    # Codes of organisations may hold hyphens: "IRN-Non-Aligned-Movement".
    cuts = [("-".join(parts[:i]), "-".join(parts[i:])) for i in range(1, len(parts))]
    knowledge = library.register.packs.knowledge
    known = [cut for cut in cuts if all(p in knowledge.states or p in knowledge.organisations for p in cut)]
    return two_of(library, *(known or cuts)[0])


def two_of(library: Library, one: str, other: str) -> tuple[str, str]:
    """Return the codes of two states, each named by code or by name, in alphabetical order.

    Raises:
        BadValue: both name the same state.
        UnknownState: one names none.
    """
    codes = library.register.codes((one, other))
    if len(codes) != 2:
        raise BadValue(f"{one}-{other}", "is one state twice", "Name two states, such as BLR-IRN")
    first, second = sorted(codes)
    return first, second


def local(back: str) -> str:
    """Return an address of this server; anything else leads home."""
    return back if back.startswith("/") and not back.startswith("//") and "\\" not in back else "/"


def id_in(given: str) -> str:
    """Return the id in what somebody copied: an id, or the address of a record's page."""
    return given.strip().partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
