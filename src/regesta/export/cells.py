"""Text as it may stand in a cell, a line or an XML document of another program.

In: any text out of a report. Out: text on one line, without control characters or marks that turn the
direction of what follows, and never a formula.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

_FORMULA = ("=", "+", "-", "@")
# Embeddings, overrides and isolates: they would turn the order of letters in all that follows.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def flat(text: str) -> str:
    """Return text on one line: white space and control characters become one space, turning marks go."""
    if text.isprintable():
        return " ".join(text.split())
    kept = (_plain(c) for c in text)
    return " ".join("".join(kept).split())


def _plain(letter: str) -> str:
    if letter in _TURNING:
        return ""
    kind = unicodedata.category(letter)
    if kind in ("Cc", "Zl", "Zp", "Cs"):
        return " "
    return " " if letter in "\ufffe\uffff" else letter


def safe(text: str) -> str:
    """Return text for a cell without quoting: flat, no double quotation mark, no formula.

    Readers of these formats disagree whether a quotation mark opens a quoted cell, so it becomes a single one.
    """
    line = flat(text).replace('"', "'")
    return f"'{line}" if line.startswith(_FORMULA) else line


def number(value: float | int | None) -> str:
    """Return a number as short as it can be written; "" for None."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(round(float(value), 4))


def row(cells: Sequence[str]) -> str:
    """Return a line of a tab-separated table, cells being safe already."""
    return "\t".join(cells) + "\n"


def read_rows(text: str) -> list[list[str]]:
    """Return the cells of a tab-separated table: what validators look at."""
    return [line.split("\t") for line in text.split("\n")[:-1]] if text else []


def duplicates(values: Iterable[Any]) -> list[Any]:
    """Return the values that occur more than once, in order."""
    seen: set[Any] = set()
    return [v for v in values if v in seen or seen.add(v)]  # type: ignore[func-returns-value]
