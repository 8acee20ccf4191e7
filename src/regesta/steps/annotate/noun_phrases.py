"""Noun phrases of parsed sentences: where they begin and end, and which word heads them.

In: a sentence's tokens as they stand in the text, no mention made one word. Out: a phrase for each noun
that is nobody's modifier: "the ancient city of Babylon" with its head "city".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from regesta.model.reports import Token
from regesta.model.spans import Span
from regesta.steps.annotate.parse import Parsed, Word
from regesta.text.fold import fold

NamingKind = Literal["person", "organisation", "place", "nationality"]
# Dependencies that belong to a noun and stand before it.
_BEFORE = frozenset({
    "det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "advmod", "punct", "case",
    "npadvmod", "neg",
})  # fmt: skip
_QUANTITY = frozenset({"nummod", "quantmod", "advmod"})


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sentence as a recogniser gives it back: its words parsed, and names as (first word, end, kind)."""

    parsed: tuple[Parsed, ...]
    names: tuple[tuple[int, int, NamingKind], ...]


Recognise = Callable[[Sequence[Sequence[Word]]], Iterable[Recognised]]


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun with what belongs to it: indices into the sentence's tokens, `end` exclusive."""

    start: int
    head: int
    end: int  # behind an "of" phrase, where there is one

    def span(self, tokens: Sequence[Token]) -> Span:
        """Return where the phrase stands in the text."""
        return Span(tokens[self.start].span.start, tokens[self.end - 1].span.end)


def noun_phrases(
    tokens: Sequence[Token], of: Collection[str], counted: Callable[[Token], bool]
) -> Iterator[NounPhrase]:
    """Yield the noun phrases of a sentence.

    Args:
        tokens: Of the sentence.
        of: Prepositions that bind a complement to its noun, folded.
        counted: Whether a head keeps its number: "sixty farmers" does, "two bridges" does not.
    """
    children = children_of(tokens)
    for i, token in enumerate(tokens):
        if token.pos not in {"NOUN", "PROPN"} or token.dep == "compound":
            continue
        start = _left_edge(tokens, children, i)
        while start < i and tokens[start].pos in {"PUNCT", "ADV"}:
            start += 1
        while start < i and (
            tokens[start].dep in _QUANTITY - {"nummod"}
            or (tokens[start].tag == "CD" and not counted(token))
            or _is_act(tokens[start])
        ):
            start += 1
        yield NounPhrase(start, i, _right_edge(tokens, children, i, of))


def children_of(tokens: Sequence[Token]) -> list[list[int]]:
    """Return the indices of each token's dependents, in reading order."""
    children: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head != i:
            children[token.head].append(i)
    return children


def _left_edge(tokens: Sequence[Token], children: Sequence[Sequence[int]], head: int) -> int:
    edge, waiting = head, [head]
    while waiting:
        word = waiting.pop()
        edge = min(edge, word)
        waiting += [
            c
            for c in children[word]
            if c < word and tokens[c].dep in _BEFORE and (tokens[c].dep != "punct" or tokens[c].text == "-")
        ]
    return edge


def _right_edge(
    tokens: Sequence[Token], children: Sequence[Sequence[int]], head: int, of: Collection[str]
) -> int:
    """Return where a phrase ends: behind the noun that an "of" right after its head binds, else behind its head."""
    after = head + 1
    if after >= len(tokens) or tokens[after].head != head or fold(tokens[after].text) not in of:
        return after
    bound = [c for c in children[after] if tokens[c].dep == "pobj"]
    return bound[-1] + 1 if bound else after


def _is_act(token: Token) -> bool:
    """Return whether a word before a noun is rather what is done to it: "liberating neighbourhoods"."""
    return token.tag == "VBG" and token.dep == "amod"
