"""Give a line written wholly in capitals the capitals it would otherwise have, letter for letter.

In: "IRAN, BELARUS SIGN ROADMAP IN MINSK". Out: "Iran, Belarus sign roadmap in Minsk", equally long, so
that every offset holds. What is read is this; what is quoted is the stored text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable
from itertools import accumulate

from regesta.model.spans import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FEWEST_LETTERS = 4  # "WHO?" is an acronym, and so is a line of less


def is_shouted(line: str) -> bool:
    """Return whether a line has no small letter, and letters enough to be more than an acronym."""
    return line.isupper() and sum(map(str.isalpha, line)) > _FEWEST_LETTERS


def recased(
    line: str,
    names: Callable[[str], Iterable[Span]],
    common: Collection[str],
    is_acronym: Callable[[str], bool],
) -> str:
    """Return a line with the words that are no names in small letters; it stays as long as it was.

    Args:
        line: Wholly in capitals.
        names: Where known names stand in a text whose words all begin with a capital.
        common: Words of the language in small letters; other words keep their first capital.
        is_acronym: Whether a word in capitals is known as it is: "NATO".
    """
    acronyms = [Span(*m.span()) for m in _WORD.finditer(line) if is_acronym(m.group())]
    small = list(_kept_apart(line, acronyms))
    titled = _with_capitals(small, line, lambda word: word not in common or len(word) > 3)
    known = sorted(names("".join(titled)), key=lambda name: name.start)
    starts = [name.start for name in known]
    reached = list(accumulate((name.end for name in known), max, initial=0))  # by the names up to each

    done = list(small)
    for match in _WORD.finditer("".join(small)):
        start, end = match.span()
        if reached[bisect_right(starts, start)] >= end:  # a name holds the word
            done[start] = titled[start]
        elif match.group() not in common:
            done[start] = line[start]
    first = next((i for i, letter in enumerate(done) if letter.isalpha()), None)
    if first is not None:
        done[first] = line[first]
    return "".join(done)


def _kept_apart(line: str, acronyms: Collection[Span]) -> Iterable[str]:
    """Yield small letters, each as long as its capital; acronyms as they are."""
    kept = {i for span in acronyms for i in range(span.start, span.end)}
    for i, letter in enumerate(line):
        lower = letter.lower()
        yield letter if i in kept or len(lower) != 1 else lower


def _with_capitals(small: list[str], line: str, wants: Callable[[str], bool]) -> list[str]:
    titled = list(small)
    for match in _WORD.finditer("".join(small)):
        if wants(match.group()):
            titled[match.start()] = line[match.start()]
    return titled
