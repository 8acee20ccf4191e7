"""Blocks written wholly in capitals, read as if they were not.

In: a clean report and its language's tools. Out: the same with a text of the same length in which such
blocks have small letters, so that tables and parser know their words. Findings are quoted from the
stored text again (`steps/settle/quotes.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from regesta.model.reports import CleanReport
from regesta.model.spans import Span
from regesta.steps.annotate import Annotator
from regesta.text.capitals import is_shouted, recased


def in_small_letters(clean: CleanReport, tools: Annotator) -> CleanReport:
    """Return a report whose blocks in capitals have small letters; the same one where there are none."""
    text = clean.report.text
    shouted = [b for b in clean.blocks if is_shouted(b.of(text))]
    if not shouted or not tools.language.common_words:
        return clean
    pieces: list[str] = []
    done = 0
    for block in shouted:
        pieces += [text[done : block.start], _recased(block.of(text), tools)]
        done = block.end
    changed = "".join([*pieces, text[done:]])
    return replace(clean, report=replace(clean.report, text=changed))


def _recased(line: str, tools: Annotator) -> str:
    language = tools.language

    def names(titled: str) -> Iterator[Span]:
        tables = (
            language.state_table,
            language.organisation_table,
            tools.tables.persons,
            tools.tables.cities,
        )
        for table in tables:
            yield from (hit.span for hit in table.hits(titled))

    def is_acronym(word: str) -> bool:
        return bool(language.organisation_table.get(word) or language.state_table.get(word))

    return recased(line, names, language.common_words, is_acronym)
