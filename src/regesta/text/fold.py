"""Letters brought to one form, one for one, so that offsets never move.

`fold` lower-cases, strips diacritics and unifies typographic variants, but only where a single
code point becomes a single code point; everything else stays. Hence `len(fold(s)) == len(s)`.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

_VARIANTS = {
    "‘": "'",
    "’": "'",
    "ʼ": "'",
    "ʻ": "'",
    "`": "'",
    "´": "'",
    "′": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "″": '"',
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "\u00a0": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\t": " ",
    "\n": " ",
    "\r": " ",
    "\u3000": " ",
    "ı": "i",
    "İ": "i",
    "ø": "o",
    "Ø": "o",
    "ł": "l",
    "Ł": "l",
    "đ": "d",
    "Đ": "d",
    "ك": "ک",
    "ي": "ی",
    "ى": "ی",
    "ة": "ه",
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ё": "е",
    "Ё": "е",
}


def fold_letter(letter: str) -> str:
    """Return the folded form of one code point: always exactly one code point."""
    if letter in _VARIANTS:
        return _VARIANTS[letter]
    base = unicodedata.normalize("NFD", letter)
    kept = "".join(c for c in base if not unicodedata.combining(c))
    bare = kept if len(kept) == 1 else letter
    bare = _VARIANTS.get(bare, bare)
    low = bare.lower()
    return _VARIANTS.get(low, low) if len(low) == 1 else letter


_SHORT_CHARS = (
    48  # words and phrases, met again and again; a sentence is met a few times, soon after each other
)


def fold(text: str) -> str:
    """Return `text` folded, of the same length."""
    return _fold_word(text) if len(text) <= _SHORT_CHARS else _fold_sentence(text)


class _Folding(dict[int, str]):
    """Folded forms by code point, each found out when it is first met."""

    def __missing__(self, code: int) -> str:
        form = self[code] = fold_letter(chr(code))
        return form


_FOLDING = _Folding()


def _fold(text: str) -> str:
    return text.translate(_FOLDING)


_fold_word = lru_cache(maxsize=1 << 17)(_fold)
_fold_sentence = lru_cache(maxsize=64)(_fold)


def squeeze(text: str) -> str:
    """Return `text` folded with runs of white space made one: for keys, never for offsets."""
    return _squeeze_word(text) if len(text) <= _SHORT_CHARS else _squeeze(text)


def _squeeze(text: str) -> str:
    return " ".join(fold(text).split())


@cache
def folded(words: tuple[str, ...]) -> frozenset[str]:
    """Return the words of a pack's list, folded: made once, asked for with every sentence."""
    return frozenset(map(fold, words))


@cache
def squeezed(words: tuple[str, ...]) -> frozenset[str]:
    """Return the phrases of a pack's list as keys."""
    return frozenset(map(squeeze, words))


_squeeze_word = lru_cache(maxsize=1 << 17)(_squeeze)
