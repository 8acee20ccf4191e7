"""Cut text into the terms that search finds it by.

Words are lemmatised where the language's lemmas are asked for, then folded, so that "ministers" finds
"Minister" and "Kementerian" finds "kementerian". Scripts written without spaces are cut into overlapping
pairs of letters: stock tokenizers find no two-letter Chinese word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from regesta.text.fold import squeeze

# Written without spaces: Thai, Lao, Myanmar, Khmer, kana, Han, and their extensions.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003fffd"
)
_MAX_TERM_CHARS = 64


@dataclass(frozen=True, slots=True)
class Term:
    """A term and where it stands, in code points; `alone` is a last letter that makes no pair."""

    text: str
    start: int
    end: int
    alone: bool = False


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a word is and what a run without spaces is; vowel signs and accents belong to words."""
    marks = "".join(chr(c) for c in range(0x300, 0xAC00) if unicodedata.category(chr(c)).startswith("M"))
    return re.compile(rf"(?:[^\W_]|[{marks}])+"), re.compile(rf"[{_UNSPACED}]+")


def terms(text: str, language: str | None) -> Iterator[Term]:
    """Yield the terms of a text in reading order.

    Args:
        text: Any text.
        language: Code of the language whose lemmas to take; None takes the words as they are.
    """
    words, unspaced = _patterns()
    for match in words.finditer(text):
        at = match.start()
        for run in unspaced.finditer(match.group()):
            yield from _word(match.group()[at - match.start() : run.start()], at, language)
            yield from _pairs(run.group(), match.start() + run.start())
            at = match.start() + run.end()
        yield from _word(match.group()[at - match.start() :], at, language)


def _word(word: str, start: int, language: str | None) -> Iterator[Term]:
    if word:
        yield Term(lemma(word, language)[:_MAX_TERM_CHARS], start, start + len(word))


def _pairs(run: str, start: int) -> Iterator[Term]:
    folded = squeeze(run)
    if len(folded) != len(run):
        folded = run
    for i in range(len(run) - 1):
        yield Term(folded[i : i + 2], start + i, start + i + 2)
    yield Term(folded[-1], start + len(run) - 1, start + len(run), alone=True)


@lru_cache(maxsize=65536)
def lemma(word: str, language: str | None) -> str:
    """Return a word's lemma, folded; the word itself, folded, where the language has no lemmas."""
    if language is None or word.isdigit():
        return squeeze(word)
    import simplemma

    try:
        return squeeze(simplemma.lemmatize(word, lang=language)) or squeeze(word)
    except ValueError:  # no table for this language
        return squeeze(word)
