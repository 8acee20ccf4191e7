"""Records as a reader sees them: names where the register holds codes, and each thing said once.

JSON and CSV keep the codes, and the sentences of the record format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from regesta.packs.knowledge import Knowledge
from regesta.query import words

Namer = Callable[[str], str]
# Sentences of records and reasons for dates hold codes in these places only: elsewhere three capitals may be a word
# of a report ("ARE", "AND"), which is nobody's code.
_OF = re.compile(r"(?<= of )[A-Z]{3}(?= from \d| until \d|,|;|$)")
_PARTIES = re.compile(r"(?<=\()[A-Z]{3}(?:(?:, | and )[A-Z]{3})*(?=\)$)")
_CODE = re.compile(r"[A-Z]{3}")
_TYPED = re.compile(r"`([^`]+)`")
_SHORT_CHARS, _NARROW_CHARS = 20, 11  # of a name beside a mark of a drawing; of one for a narrow screen


def party(code: str, knowledge: Knowledge) -> str:
    """Return the English name of a state or an organisation; a code that the packs do not know stays."""
    row = knowledge.states.get(code) or knowledge.organisations.get(code)
    return row.name if row else code


def brief(code: str, knowledge: Knowledge, *, narrow: bool = False) -> str:
    """Return a name short enough to stand beside a mark: an organisation's acronym where its name is long.

    In a narrow drawing a state of a long name has its code: cut short, "United St…" is no better than "United Ki…".
    """
    name = party(code, knowledge)
    if len(name) <= (_NARROW_CHARS if narrow else _SHORT_CHARS) or (code in knowledge.states and not narrow):
        return name
    row = knowledge.organisations.get(code)
    if narrow and row is not None and len(code) > _NARROW_CHARS:
        return min((*row.names.get("en", ()), code), key=len)
    return code.replace("-", " ")


def spelt(text: str, name: Namer) -> str:
    """Return a sentence of a record, or a reason for its date, with names for the codes of states in it."""

    def named(found: re.Match[str]) -> str:
        return _CODE.sub(lambda code: name(code[0]), found[0])

    return _PARTIES.sub(named, _OF.sub(named, text))


def headline(row: Mapping[str, Any], name: Namer) -> str:
    """Return what stands for a record in a list; stage and promisers of a commitment stand beside it, not in it."""
    if row.get("record") != "commitment" or "kind" not in row:
        return spelt(str(row["says"]), name)
    kind, what = str(row["kind"]), words.commitment(row)
    if kind == "invitation":
        return f"invitation of {what}"
    return what if words.names_kind(row, what) else f"{words.kind_of(row, what)}: {what}"


def promisers(row: Mapping[str, Any], name: Namer) -> str:
    """Return who promised: by name where reports name them, else the states that are bound."""
    return words.names(row.get("by", ())) or words.listed([name(p) for p in row.get("parties", ())])


def corrected(value: Any, name: Namer) -> str:
    """Return what a person corrected, in words: "date 2024-05-01 to 2024-05-31", "place Minsk, Belarus"."""
    if not isinstance(value, Mapping) or "field" not in value:
        return str(value)
    told = value.get("value")
    if isinstance(told, Mapping):
        if "name" in told:
            told = ", ".join(p for p in (str(told["name"]), name(str(told.get("state") or ""))) if p)
        else:
            told = words.days(told)
    elif isinstance(told, list):
        told = ", ".join(str(t.get("name", t)) if isinstance(t, Mapping) else name(str(t)) for t in told)
    return f"{value['field']} {told}"


def coded(text: str) -> Markup:
    """Return a text whose backticks set apart what is typed, as HTML does."""
    return Markup(_TYPED.sub(r"<code>\1</code>", str(escape(text))))


@lru_cache(maxsize=64)
def tongue(code: str) -> str:
    """Return the English name of a language; a code that nobody knows stays."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code).get_language_name("en") or code
    except (UnknownLocaleError, ValueError):
        return {"": "unknown", "?": "unknown"}.get(code, code)
