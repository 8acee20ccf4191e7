"""Letters brought to one form, one for one, so that offsets never move.

`fold` lower-cases, strips diacritics and unifies typographic variants, but only where a single
code point becomes a single code point; everything else stays. Hence `len(fold(s)) == len(s)`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

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


@lru_cache(maxsize=65536)
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


def fold(text: str) -> str:
    """Return `text` folded, of the same length."""
    if text.isascii():
        return text.lower().replace("\n", " ").replace("\t", " ").replace("\r", " ").replace("`", "'")
    return "".join(map(fold_letter, text))


def squeeze(text: str) -> str:
    """Return `text` folded with runs of white space made one: for keys, never for offsets."""
    return " ".join(fold(text).split())
