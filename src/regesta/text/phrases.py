"""Find many phrases in a text at once, on word boundaries, in one pass.

A `PhraseTable` maps folded phrases to values. It is a frozen look-up over an Aho–Corasick automaton
in Rust; the longest match wins at each position, and matches do not overlap unless asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from regesta.model.spans import Span
from regesta.text.fold import fold

V = TypeVar("V")


class Hit(NamedTuple, Generic[V]):
    """A phrase found: where, the folded phrase, and the values filed under it."""

    span: Span
    phrase: str
    values: tuple[V, ...]


def is_word(letter: str) -> bool:
    """Return whether a code point belongs to a word."""
    return letter.isalnum() or letter == "_"


# Scripts written without spaces: a boundary between two of their letters is no word boundary to ask for.
def _joined(letter: str) -> bool:
    return "\u3040" <= letter <= "\u30ff" or "\u3400" <= letter <= "\u9fff" or "\u0e00" <= letter <= "\u0eff"


def _bounded(text: str, start: int, end: int) -> bool:
    return not (start > 0 and _splits(text[start - 1], text[start])) and not (
        end < len(text) and _splits(text[end], text[end - 1])
    )


def _splits(outer: str, inner: str) -> bool:
    """Return whether a word runs on from a phrase's first or last letter to the letter outside it."""
    if not (outer.isalnum() or outer == "_"):  # a space, nearly always
        return False
    return is_word(inner) and not _joined(inner)


class PhraseTable(Generic[V]):
    """Phrases and their values. `case` keeps capitals: "Us" is then not "us"."""

    __slots__ = ("_automaton", "_case", "_filed", "_keys", "_values")

    def __init__(self, entries: Iterable[tuple[str, V]], *, case: bool = False) -> None:
        filed: dict[str, list[V]] = {}
        for phrase, value in entries:
            key = _plain(phrase) if case else " ".join(fold(phrase).split())
            if key:
                kept = filed.setdefault(key, [])
                if value not in kept:
                    kept.append(value)
        self._case = case
        self._keys = tuple(filed)
        self._values = tuple(tuple(v) for v in filed.values())
        self._filed = dict(zip(self._keys, self._values, strict=True))
        self._automaton = (
            AhoCorasick(self._keys, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)
            if self._keys
            else None
        )

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def case(self) -> bool:
        """Whether capitals are kept."""
        return self._case

    def items(self) -> Iterable[tuple[str, tuple[V, ...]]]:
        """Return the phrases as they are looked up, with their values."""
        return self._filed.items()

    def get(self, phrase: str) -> tuple[V, ...]:
        """Return the values filed under exactly this phrase."""
        key = _plain(phrase) if self._case else " ".join(fold(phrase).split())
        return self._filed.get(key, ())

    def all_hits(self, text: str) -> Iterator[Hit[V]]:
        """Yield every phrase in `text`, overlapping ones too, in order of their end."""
        if self._automaton is None:
            return
        ready = _plain(text) if self._case else fold(text)
        last = len(ready)
        for index, start, end in self._automaton.find_matches_as_indexes(ready, overlapping=True):
            # most stand between spaces, and need no second look
            if ((start == 0 or ready[start - 1] == " ") and (end == last or ready[end] == " ")) or _bounded(
                ready, start, end
            ):
                yield Hit(Span(start, end), self._keys[index], self._values[index])

    def hits(self, text: str, within: Span | None = None) -> tuple[Hit[V], ...]:
        """Return the longest phrases at each place, none overlapping, in reading order."""
        offset = within.start if within else 0
        stretch = text[within.start : within.end] if within else text
        found = sorted(self.all_hits(stretch), key=lambda h: (h.span.start, -h.span.end))
        kept: list[Hit[V]] = []
        for hit in found:
            if not kept or hit.span.start >= kept[-1].span.end - offset:
                kept.append(Hit(Span(hit.span.start + offset, hit.span.end + offset), hit.phrase, hit.values))
        return tuple(kept)

    def any(self, text: str) -> bool:
        """Return whether any phrase stands in `text`."""
        return next(self.all_hits(text), None) is not None


class PhraseTables:
    """Several tables looked up in one pass over a text, where each alone would take one."""

    __slots__ = ("_folded", "_n_tables", "_plain")

    def __init__(self, tables: Iterable[PhraseTable[Any]]) -> None:
        numbered = list(enumerate(tables))
        self._n_tables = len(numbered)
        self._plain = _together([(i, t) for i, t in numbered if t.case])
        self._folded = _together([(i, t) for i, t in numbered if not t.case])

    def all_hits(self, text: str) -> tuple[list[Hit[Any]], ...]:
        """Return for each table what its own `all_hits` would yield."""
        found: tuple[list[Hit[Any]], ...] = tuple([] for _ in range(self._n_tables))
        for table in (self._plain, self._folded):
            for hit in table.all_hits(text):
                for number, values in hit.values:
                    found[number].append(Hit(hit.span, hit.phrase, values))
        return found


def _together(tables: Sequence[tuple[int, PhraseTable[V]]]) -> PhraseTable[tuple[int, tuple[V, ...]]]:
    """Return one table whose values are those of others, each with its table's number."""
    case = any(t.case for _, t in tables)
    return PhraseTable(((k, (i, v)) for i, t in tables for k, v in t.items()), case=case)


class _Plain(dict[int, str]):
    """Plain forms by code point; most are their own."""

    def __missing__(self, code: int) -> str:
        form = self[code] = chr(code)
        return form


_PLAIN = _Plain(
    {ord(c): "'" for c in "‘’ʼʻ`´"}
    | {ord(c): "-" for c in "‐‑‒–—−"}
    | {c: " " for c in range(0x3001) if chr(c).isspace()}
)


def _plain(text: str) -> str:
    return text.translate(_PLAIN)
