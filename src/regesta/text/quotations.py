"""Quotations of a whole text, across sentences.

In: a text. Out: the stretches between quotation marks, marks included, in reading order. A quotation ends with
its paragraph at the latest; one that no mark closes there runs to the paragraph's end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from regesta.model.spans import Span

_PARAGRAPH = re.compile(r"[^\n]+")
# Longest marks first. A single mark opens before a word and closes after one: that tells it from an apostrophe
# at the start; within words it is none at all.
_OPENING = re.compile(r"“|''|``|\"|(?<![\w'])['‘](?=[\w.…\[$])")
_CLOSING = {
    "“": re.compile(r"”"),
    "''": re.compile(r"''"),
    "``": re.compile(r"''"),
    '"': re.compile(r'"'),
    "'": re.compile(r"(?<=[,.?!…\w])'(?!\w)"),
    "‘": re.compile(r"(?<=[,.?!…\w])’(?!\w)"),
}
_SINGLE = {"'", "‘"}


def quotations(text: str) -> tuple[Span, ...]:
    """Return the outermost quotations of a text with their marks."""
    return tuple(q for p in _PARAGRAPH.finditer(text) for q in _in_paragraph(text, p.start(), p.end()))


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Span]:
    while (opening := _OPENING.search(text, start, end)) is not None:
        mark = opening.group()
        closing = _CLOSING[mark].search(text, opening.end(), end)
        if closing is not None:
            yield Span(opening.start(), closing.end())
            start = closing.end()
        elif mark in _SINGLE:
            start = opening.end()  # an apostrophe after all
        else:
            last = opening.start() + len(text[opening.start() : end].rstrip())
            yield Span(opening.start(), last)
            return
