"""Quote findings from the stored text, where what was read differs from it in its capitals.

In: a reading, the text that was read and the stored text, equally long. Out: the reading with every quote
as the report has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from regesta.model.actors import Actor
from regesta.model.findings import Issue, Reading
from regesta.model.spans import Evidence

T = TypeVar("T")


def requoted(reading: Reading, read: str, stored: str) -> Reading:
    """Return a reading that quotes the stored text.

    Args:
        reading: Made from `read`.
        read: What the steps were given.
        stored: What the report says; offsets hold in both.
    """
    return reading if read == stored else _quoting(reading, read, stored)


def _quoting(value: T, read: str, stored: str) -> T:
    if isinstance(value, tuple):
        return tuple(_quoting(v, read, stored) for v in value)  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {
        f.name: _quoting(getattr(value, f.name), read, stored)
        for f in fields(value)
        if isinstance(getattr(value, f.name), tuple) or is_dataclass(getattr(value, f.name))
    }
    changed |= _own_words(value, read, stored)
    return replace(value, **changed) if changed else value


def _own_words(value: object, read: str, stored: str) -> Mapping[str, str]:
    """Return the fields of a value that hold words of the report."""
    if isinstance(value, Evidence):
        return {"quote": value.span.of(stored)}
    if isinstance(value, Issue):
        return {"quote": value.span.of(stored)}
    if isinstance(value, Actor):
        spans = [s for s in value.spans if s.of(read) == value.as_written]
        return {"as_written": spans[0].of(stored)} if spans else {}
    return {}
