"""Find reports by their words: what a query asks for, and where in a text it stands.

An index says which reports hold all the words and ranks them; the best are read again to check phrases and
to find the passage that holds most of the words. Only the index differs between databases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, select

from regesta.store import tables as t
from regesta.store.snapshots import chunks
from regesta.store.words import Term, lemma, terms

_PASSAGE_CHARS = 240
_QUERY_PARTS = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One term of a query: its forms in the index; a lone letter stands for the pairs it begins."""

    forms: frozenset[str]
    prefix: str | None = None

    def fits(self, term: Term) -> bool:
        """Return whether a term of a text is this word."""
        return term.text in self.forms or (self.prefix is not None and term.text.startswith(self.prefix))


class Index(Protocol):
    """What a database must offer for searching."""

    def put(self, conn: Connection, report: int, words: Iterable[str]) -> None:
        """Index a report by its terms, in reading order."""

    def drop(self, conn: Connection, report: int) -> None:
        """Take a report out of the index."""

    def match(self, conn: Connection, words: Sequence[QueryWord]) -> Iterable[tuple[int, float]]:
        """Return the keys of the reports that hold all words, each with a score, more is better."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A report found, and where in its text."""

    report_id: str
    score: float
    start: int
    end: int
    words: tuple[tuple[int, int], ...]


def find(conn: Connection, index: Index, words: str, limit: int) -> list[Hit]:
    """Return the best reports that hold all words of a query, and all its phrases."""
    languages = set(conn.scalars(select(t.reports.c.search_language).distinct()))
    phrases = list(_phrases(words, languages))
    if not phrases or limit <= 0:
        return []
    scores = dict(index.match(conn, list(dict.fromkeys(word for phrase in phrases for word in phrase))))
    ranked: list[tuple[float, str, int]] = []
    for chunk in chunks(sorted(scores)):
        rows = conn.execute(select(t.reports.c.key, t.reports.c.id).where(t.reports.c.key.in_(chunk)))
        ranked += [(-scores[row.key], row.id, row.key) for row in rows]
    hits: list[Hit] = []
    for negative, report_id, key in sorted(ranked):
        row = conn.execute(
            select(t.reports.c.text, t.reports.c.search_language).where(t.reports.c.key == key)
        ).one()
        passage = _passage(row.text, row.search_language, phrases)
        if passage is not None:
            hits.append(Hit(report_id, float(f"{-negative:.6g}"), *passage))
        if len(hits) == limit:
            break
    return hits


def _phrases(words: str, languages: set[str | None]) -> Iterator[tuple[QueryWord, ...]]:
    """Yield what a query asks for; whatever is written together or between quotation marks stays together."""
    for quoted, bare in _QUERY_PARTS.findall(words):
        part = quoted or bare
        found = list(terms(part, None))
        if len(found) > 1:
            found = [term for term in found if not term.alone]
        phrase = tuple(_word(part[term.start : term.end], term, languages) for term in found)
        if phrase:
            yield phrase


def _word(written: str, term: Term, languages: set[str | None]) -> QueryWord:
    if term.alone:
        return QueryWord(frozenset({term.text}), prefix=term.text)
    # A query seldom keeps the case of the text, and lemmas depend on it: try the usual ones.
    cases = {written, written.lower(), written.capitalize()}
    return QueryWord(
        frozenset({term.text} | {lemma(case, language) for case in cases for language in languages})
    )


def _passage(
    text: str, language: str | None, phrases: Sequence[tuple[QueryWord, ...]]
) -> tuple[int, int, tuple[tuple[int, int], ...]] | None:
    """Return the stretch of a text that holds most of the phrases, None unless it holds all of them."""
    all_terms = list(terms(text, language))
    paired = [term for term in all_terms if not term.alone]
    found: list[tuple[int, int, int]] = []  # start, end, which phrase
    for number, phrase in enumerate(phrases):
        row = all_terms if len(phrase) == 1 else paired
        spans = [
            (row[i].start, row[i + len(phrase) - 1].end, number)
            for i in range(len(row) - len(phrase) + 1)
            if all(word.fits(row[i + k]) for k, word in enumerate(phrase))
        ]
        if not spans:
            return None
        found += spans
    found.sort()
    best: tuple[int, int, int] | None = None  # kinds of phrase, how many, how early
    chosen: list[tuple[int, int, int]] = []
    for i, (start, _, _) in enumerate(found):
        inside = [f for f in found[i : i + 50] if f[1] <= start + _PASSAGE_CHARS] or [found[i]]
        rank = (len({f[2] for f in inside}), len(inside), -i)
        if best is None or rank > best:
            best, chosen = rank, inside
    start, end = _rounded(text, chosen[0][0], max(f[1] for f in chosen))
    return start, end, tuple(sorted({(f[0], f[1]) for f in chosen}))


def _rounded(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch to the passage length, whole words, within its paragraph."""
    spare = max(0, _PASSAGE_CHARS - (end - start))
    low = max(text.rfind("\n", 0, start) + 1, start - spare // 2)
    stop = text.find("\n", end)
    high = min(len(text) if stop < 0 else stop, end + spare - (start - low))
    while low < start and low > 0 and not text[low - 1].isspace():
        low += 1
    while high > end and high < len(text) and not text[high].isspace():
        high -= 1
    return low, high
