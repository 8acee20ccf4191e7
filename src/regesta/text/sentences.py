"""Split a stretch of text into sentences, and find what stands between quotation marks.

Knows no language: abbreviations and quotation marks come from a pack. One pass, linear in the
length whatever the text; offsets are exact, and no sentence begins or ends with white space.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from regesta.model.spans import Span
from regesta.text.fold import fold

_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_CLOSERS = "\"'”’»›)\\]}』」"
_WIDE = "。！？؟।۔"
_WORD_BEFORE = re.compile(r"[^\W_](?:[\w’'.-]*[^\W_])?\Z")
_OPENERS = "\"'“„«‘‹(\\[{—–\\-¿¡『「"
_OPENING = re.compile(rf"[{_OPENERS}{_INVISIBLE}\s]*")
_NUMBERED = re.compile(r"(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})")
_WORD = re.compile(r"\w{1,20}")
_WORD_CHARS = 40  # a longer "word" is no abbreviation
# Words that begin a sentence far more often than they follow an abbreviation of letters, in the languages
# that write such abbreviations with stops.
_STARTERS = frozenset(
    [
        "the",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "this",
        "that",
        "these",
        "those",
        "in",
        "on",
        "at",
        "but",
        "and",
        "his",
        "her",
        "its",
        "their",
        "both",
        "as",
        "according",
        "for",
        "however",
        "meanwhile",
        "also",
        "a",
        "an",
        "there",
        "after",
        "during",
        "when",
        "while",
        "if",
        "since",
        "earlier",
    ]
)


def split_sentences(
    text: str, span: Span, abbreviations: Collection[str], quotes: Sequence[tuple[str, str]] = ()
) -> tuple[Span, ...]:
    """Return the sentences of a stretch, in order.

    Args:
        text: The stored text.
        span: A block: nothing outside it is looked at.
        abbreviations: With their stops: "Mr.", "U.S.", "Lt. Gen.".
        quotes: Pairs of marks the language quotes with: one that closes after a stop belongs to the
            sentence.

    Returns:
        Spans without white space at their ends. A stop inside a quotation that goes on
        ("“No.” he said") ends no sentence. Every letter of the stretch lies in one span.
    """
    known = _parts(tuple(abbreviations))
    stop = _stop_pattern("".join(sorted({pair[1] for pair in quotes if len(pair[1]) == 1})))
    found: list[Span] = []
    start = span.start
    for end in _ends(text, span, stop, known):
        piece = _trim(text, start, end)
        if piece is not None:
            found.append(piece)
        start = end
    last = _trim(text, start, span.end)
    if last is not None:
        found.append(last)
    return tuple(found)


@lru_cache(maxsize=32)
def _parts(abbreviations: tuple[str, ...]) -> frozenset[str]:
    """Return the words of abbreviations that end in a stop, folded, without it."""
    return frozenset(
        part.rstrip(".") for word in abbreviations for part in fold(word).split() if part.endswith(".")
    )


@lru_cache(maxsize=32)
def _stop_pattern(closers: str) -> re.Pattern[str]:
    """Match a run of stops with the quotation marks, brackets and note numbers that close after it."""
    close = rf"[{_CLOSERS}{_INVISIBLE}{re.escape(closers)}]*(?:\[\d{{1,3}}\])*"
    return re.compile(rf"(?P<stops>[.!?…]+|[{_WIDE}]+)(?P<close>{close})(?P<gap>\s*)")


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _ends(text: str, span: Span, stop: re.Pattern[str], known: Collection[str]) -> Iterator[int]:
    sentence = span.start
    for match in stop.finditer(text, span.start, span.end):
        if match.end() >= span.end:
            return
        wide = match["stops"][0] in _WIDE  # scripts that put no space after a stop
        if not wide and not (match["gap"] and _begins(text, match.end(), span.end)):
            continue
        if match["stops"] == "." and not match["close"] and _abbreviates(text, match, span, sentence, known):
            continue
        sentence = match.end("close")
        yield sentence


def _begins(text: str, at: int, end: int) -> bool:
    """Return whether a sentence can begin here: with a capital, a figure, or a letter that has no case."""
    opening = _OPENING.match(text, at, end)
    first = opening.end() if opening else at
    return first < end and not text[first].islower()


def _abbreviates(text: str, match: re.Match[str], span: Span, sentence: int, known: Collection[str]) -> bool:
    """Return whether the single stop of `match` belongs to an abbreviation, initial, or item number."""
    at = match.start()
    word = _WORD_BEFORE.search(text, max(sentence, at - _WORD_CHARS), at)
    if word is None:
        return False
    bare = word[0]
    # "U.S. President" goes on, "in the U.S. He said" does not: only what follows tells.
    if "." in bare and all(len(part) == 1 for part in bare.split(".")):
        return not _starter_follows(text, match.end(), span)
    if fold(bare) in known:
        return True
    if len(bare) == 1 and bare.isupper() and word.start() > sentence:  # "John F. Kennedy", not "Room B. The…"
        return not _starter_follows(text, match.end(), span)
    before = text[sentence : min(word.start(), sentence + 9)]
    return not before.strip(" \t\n(-–—•*") and _NUMBERED.fullmatch(bare) is not None


def _starter_follows(text: str, at: int, span: Span) -> bool:
    following = _WORD.match(text, at, span.end)
    return following is not None and fold(following[0]) in _STARTERS


# --------------------------------------------------------------------------- quotations


def quoted_spans(text: str, span: Span, quotes: Sequence[tuple[str, str]]) -> tuple[Span, ...]:
    """Return the stretches between quotation marks, the marks left out, outermost only.

    A mark that opens and closes alike opens where no quotation of its kind is open; one between two
    letters ("don't") is an apostrophe. A quotation never closed runs to the end of the stretch if it
    began with a mark that can only open (newspapers leave the mark off paragraphs that go on), and
    is no quotation otherwise.
    """
    marks = {mark for pair in quotes for mark in pair if mark}
    if not marks:
        return ()
    pattern = re.compile("|".join(re.escape(m) for m in sorted(marks, key=len, reverse=True)))
    opening: dict[str, list[str]] = {}
    for left, right in quotes:
        opening.setdefault(left, []).append(right)
    found: list[Span] = []
    left_at, own = -1, ""
    for match in pattern.finditer(text, span.start, span.end):
        mark = match[0]
        if _is_apostrophe(text, match, span):
            continue
        if left_at < 0:
            if mark in opening and _can_open(text, match, span):
                left_at, own = match.end(), mark
        elif mark in opening[own]:
            if match.start() > left_at:
                found.append(Span(left_at, match.start()))
            left_at = -1
    if 0 <= left_at < span.end and own not in opening[own] and own not in "‘‚'":
        found.append(Span(left_at, span.end))
    return tuple(found)


def _is_apostrophe(text: str, match: re.Match[str], span: Span) -> bool:
    if match[0] not in "'’‘":
        return False
    before = text[match.start() - 1] if match.start() > span.start else " "
    after = text[match.end()] if match.end() < span.end else " "
    return before.isalnum() and after.isalnum()


def _can_open(text: str, match: re.Match[str], span: Span) -> bool:
    before = text[match.start() - 1] if match.start() > span.start else " "
    after = text[match.end()] if match.end() < span.end else " "
    return not before.isalnum() and not after.isspace()
