"""Find reports by their words, through a table of our own terms: term, report, how often.

Reports that hold all terms are ranked by BM25; the best are read again to check phrases and to find the
passage that holds most of the words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from regesta.store import tables as t
from regesta.store.snapshots import chunks
from regesta.store.words import Term, lemma, terms

_K1, _B = 1.2, 0.75  # BM25's usual values: saturation of repeats, weight of length
_PASSAGE_CHARS = 240
_QUERY_PARTS = re.compile(r'"([^"]*)"|(\S+)')
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Hit:
    """A report found, and where in its text."""

    report_id: str
    score: float
    start: int
    end: int
    words: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """One term of a query: its forms in the index; a lone letter stands for the pairs it begins."""

    forms: frozenset[str]
    prefix: str | None = None

    def fits(self, term: Term) -> bool:
        return term.text in self.forms or (self.prefix is not None and term.text.startswith(self.prefix))


def counts(text: str, language: str | None) -> Counter[str]:
    """Return how often each term stands in a text."""
    return Counter(term.text for term in terms(text, language))


def find(conn: Connection, words: str, limit: int) -> list[Hit]:
    """Return the best reports that hold all words of a query, and all its phrases."""
    languages = set(conn.scalars(select(t.reports.c.search_language).distinct()))
    phrases = list(_phrases(words, languages))
    if not phrases or limit <= 0:
        return []
    held = [_reports_with(conn, word) for word in dict.fromkeys(word for p in phrases for word in p)]
    common = set.intersection(*(set(h) for h in held))
    n_reports, mean_terms = conn.execute(select(func.count(), func.avg(t.reports.c.n_terms))).one()
    ranked: list[tuple[float, str, int, str | None]] = []
    for chunk in chunks(sorted(common)):
        rows = conn.execute(
            select(t.reports.c.key, t.reports.c.id, t.reports.c.n_terms, t.reports.c.search_language).where(
                t.reports.c.key.in_(chunk)
            )
        )
        for row in rows:
            length = 1 - _B + _B * row.n_terms / float(mean_terms or 1)
            score = sum(
                math.log(1 + (n_reports - len(h) + 0.5) / (len(h) + 0.5))
                * (h[row.key] * (_K1 + 1) / (h[row.key] + _K1 * length))
                for h in held
            )
            ranked.append((-score, row.id, row.key, row.search_language))
    hits: list[Hit] = []
    for negative, report_id, key, language in sorted(ranked, key=lambda r: r[:2]):
        text = conn.scalar(select(t.reports.c.text).where(t.reports.c.key == key)) or ""
        passage = _passage(text, language, phrases)
        if passage is not None:
            hits.append(Hit(report_id, round(-negative, 4), *passage))
        if len(hits) == limit:
            break
    return hits


def _phrases(words: str, languages: set[str | None]) -> Iterator[tuple[_Word, ...]]:
    """Yield what a query asks for; whatever is written together or between quotation marks stays together."""
    for quoted, bare in _QUERY_PARTS.findall(words):
        part = quoted or bare
        found = list(terms(part, None))
        if len(found) > 1:
            found = [term for term in found if not term.alone]
        phrase = tuple(_word(part[term.start : term.end], term, languages) for term in found)
        if phrase:
            yield phrase


def _word(written: str, term: Term, languages: set[str | None]) -> _Word:
    if term.alone:
        return _Word(frozenset({term.text}), prefix=term.text)
    # A query seldom keeps the case of the text, and lemmas depend on it: try the usual ones.
    cases = {written, written.lower(), written.capitalize()}
    return _Word(frozenset({term.text} | {lemma(case, language) for case in cases for language in languages}))


def _reports_with(conn: Connection, word: _Word) -> dict[int, int]:
    """Return how often each report holds a word."""
    term = t.postings.c.term
    fits: ColumnElement[bool] = term.in_(sorted(word.forms))
    if word.prefix is not None:
        fits = or_(fits, and_(term >= word.prefix, term < word.prefix + _LAST))
    rows = conn.execute(
        select(t.postings.c.report, func.sum(t.postings.c.n)).where(fits).group_by(t.postings.c.report)
    )
    return {row[0]: int(row[1]) for row in rows}


def _passage(
    text: str, language: str | None, phrases: Sequence[tuple[_Word, ...]]
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
    best: tuple[int, int, int] | None = None  # kinds, number, -first
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
