"""Parse sentences after their mentions are made one word each.

In: sentences, mentions and a parser. Out: tokens with spans of the stored text.

A parser that sees "Secretary of Iran's Supreme National Security Council Ali Akbar Ahmadian" as ten
words gets the clause wrong; with the chunk replaced by one neutral name it gets it right. The
replacement is a word the tagger knows; a surname would not do (May, Do, Long break the parse).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from regesta.model.actors import Mention
from regesta.model.reports import Sentence, Token
from regesta.model.spans import Span
from regesta.text.fold import fold

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*|\S", re.UNICODE)
_NEUTRAL_PERSONS = (
    "Smith",
    "Jones",
    "Brown",
    "Taylor",
    "Wilson",
    "Davies",
    "Evans",
    "Thomas",
    "Roberts",
    "Walker",
)
_NEUTRAL_PLURAL = "officials"
_NEUTRAL_SUBJECT = "He"
_NEUTRAL_STATES = ("France", "Spain", "Italy", "Egypt", "Japan", "Kenya", "Peru", "Chile", "Norway", "Sweden")
MAX_PARSE_WORDS = 200
_ONE = {"one", "body"}  # forms of a group whose noun is one
_PIECE = re.compile(r"[^\W_]+|\S", re.UNICODE)  # never coarser than the parser's own words


class Word(NamedTuple):
    """A word as the parser sees it: `text` may be a stand-in for the mention at `span`."""

    text: str
    span: Span
    space: bool
    mention: int | None = None


class Parsed(NamedTuple):
    """A word as the parser gives it back."""

    lemma: str
    pos: str
    dep: str
    head: int
    tag: str
    morph: str


Parse = Callable[[Sequence[Sequence[Word]]], Iterable[Sequence[Parsed]]]
Tokenize = Callable[[str], Sequence[tuple[int, int]]]


def cut_long(text: str, sentence: Span, conjunctions: Collection[str]) -> tuple[Span, ...]:
    """Return a sentence in stretches that a parser reads, cut near their middle.

    Cuts are at a semicolon, else at a comma before a conjunction, else at a comma. What has none of
    these is no sentence: it stays as long as it is.
    """
    places = [m.span() for m in _PIECE.finditer(text, sentence.start, sentence.end)]
    if len(places) <= MAX_PARSE_WORDS:
        return (sentence,)
    joins = {fold(c) for c in conjunctions}
    cuts: dict[int, int] = {}  # index of the word that begins a stretch -> how good a cut it is, 0 is best
    for k in range(1, len(places)):
        mark = text[places[k - 1][0]]
        if mark == ";":
            cuts[k] = 0
        elif mark in ",،、":
            cuts[k] = 1 if fold(text[slice(*places[k])]) in joins else 2
    starts = [0, *sorted(_best_cuts(cuts, 0, len(places))), len(places)]
    return tuple(Span(places[i][0], places[j - 1][1]) for i, j in pairwise(starts))


def _best_cuts(cuts: Mapping[int, int], first: int, end: int) -> list[int]:
    """Return the cuts that leave no stretch of words too long, as far as there are any."""
    if end - first <= MAX_PARSE_WORDS:
        return []
    middle, margin = (first + end) // 2, (end - first) // 4
    inside = [k for k in cuts if first < k < end]
    if not inside:
        return []
    best = min(inside, key=lambda k: (abs(k - middle) > margin, cuts[k], abs(k - middle)))
    return [*_best_cuts(cuts, first, best), best, *_best_cuts(cuts, best, end)]


def parser_words(
    text: str,
    sentence: Span,
    mentions: Sequence[tuple[int, Mention]],
    tokenize: Tokenize,
    acts: Collection[str] = (),
    possessives: tuple[str, ...] = (),
) -> tuple[Word, ...]:
    """Return a sentence as the words to parse, each mention of more than one word made one.

    Args:
        text: The report's.
        sentence: Where it stands.
        mentions: Those in it, with their numbers.
        tokenize: Cuts what stands between them.
        acts: Nouns that name acts.
        possessives: Endings of owners, folded.
    """
    words: list[Word] = []
    position = sentence.start
    n_persons = n_states = 0
    starts = {m.span.start for _, m in mentions}
    for index, mention in mentions:
        if mention.span.start == sentence.start and text[mention.span.end : mention.span.end + 1] == ":":
            position = mention.span.end + 1  # "New Delhi: …" is a dateline, no part of the clause
            continue
        if mention.kind == "name" and fold(mention.span.of(text)).split()[-1] in acts:
            continue  # "Ministerial Meeting" is an act to be read
        words.extend(_plain(text, position, mention.span.start, tokenize))
        shown = mention.span
        if mention.kind == "group" and mention.determiner is not None:
            words.append(Word(mention.determiner.of(text), mention.determiner, True))
            shown = Span(mention.determiner.end + 1, mention.span.end)
        stand_in = mention.span.of(text)
        if mention.kind in {"pair", "roles"}:
            stand_in = _NEUTRAL_PLURAL
        elif mention.kind == "group" and not (
            _needs_article(text, mention, possessives) and _stands_alone(text, mention, starts, acts)
        ):
            stand_in = mention.head.of(text).split()[-1]  # a noun that parsers know
        elif mention.kind in {"person", "role"} or (mention.kind == "name" and " " in stand_in):
            stand_in = _NEUTRAL_PERSONS[n_persons % len(_NEUTRAL_PERSONS)]
            n_persons += 1
        elif mention.kind in {"state", "organisation", "place", "group"} and mention.form != "demonym":
            known = (
                mention.kind in {"state", "place"} and not mention.delegation
            )  # to parsers, as "ECOWAS" is not
            plain = known and " " not in stand_in and stand_in.isascii()
            stand_in = stand_in if plain else _NEUTRAL_STATES[n_states % len(_NEUTRAL_STATES)]
            n_states += 1
        words.append(Word(stand_in, shown, text[mention.span.end : mention.span.end + 1].isspace(), index))
        position = mention.span.end
    words.extend(_plain(text, position, sentence.end, tokenize))
    return tuple(words)


def _needs_article(text: str, mention: Mention, possessives: tuple[str, ...]) -> bool:
    """Return whether a group's noun is one and stands behind its owner: "Israel's *ministry*" is no bare "ministry"."""
    owner = fold(text[mention.span.start : mention.head.start].rstrip())
    return mention.determiner is None and mention.form in _ONE and owner.endswith(possessives or ("\0",))


def _stands_alone(text: str, mention: Mention, starts: Collection[int], acts: Collection[str]) -> bool:
    """Return whether a group's noun belongs to no word behind it: "Chad's army *raids*"."""
    behind = _PIECE.match(text, mention.span.end + 1)
    word = fold(behind.group()) if behind else ""
    return mention.span.end + 1 not in starts and not {word, word.removesuffix("s")}.intersection(acts)


def with_subject(
    words: Sequence[Word], subject: int, span: Span, verb: str | None = None
) -> tuple[Word, ...]:
    """Return the words of a line that lacks its subject with it put before them.

    Args:
        words: "Met with the King".
        subject: The mention that the heading gives.
        span: Of that mention.
        verb: That carries the line, where it opens with a noun.
    """
    if not words:
        return ()
    first = words[0]
    lowered = first._replace(text=first.text.lower()) if first.mention is None else first
    carried = (Word(verb, Span(first.span.start, first.span.start + 1), True),) if verb else ()
    return (Word(_NEUTRAL_SUBJECT, span, True, subject), *carried, lowered, *words[1:])


def eased(words: Sequence[Word], days: Collection[str], before: Collection[str]) -> tuple[Word, ...]:
    """Return the words with expressions of time that lead parsers astray made harmless.

    "On Tuesday Smith met" is read as "Tuesday Smith" without a comma; "Smith on Wednesday hosted" is
    read right without the day.

    Args:
        words: Of one sentence.
        days: Names of weekdays and months, folded.
        before: Prepositions that stand before a day, folded.
    """
    done: list[Word] = []
    said = [fold(w.text) for w in words]
    opening = bool(said) and said[0] in before
    no_verb_yet, skipped = True, False
    for here, following, word in zip(said, (*said[1:], ""), words, strict=True):
        only_subject = bool(done) and done[-1].mention is not None and no_verb_yet
        if only_subject and here in before and following in days:
            skipped = True
            continue
        if skipped and only_subject and here in days:
            skipped = False  # "Smith on Monday hosted": "Monday" would be taken for a name
            continue
        skipped = False
        dated = bool(done) and done[-1].mention is not None and following[:1].isdigit()
        if dated and here in days and "on" in before:  # "met with Smith April 3"
            done.append(Word("on", done[-1].span, True))
        if opening and word.mention is not None:
            last = done[-1] if done else None
            if last is not None and (fold(last.text) in days or last.text.isdigit()):
                done.append(Word(",", last.span, True))
            opening = False
        if word.text == ",":
            opening = False
        done.append(word)
        no_verb_yet = no_verb_yet and _no_verb(word)
    return tuple(done)


def _no_verb(word: Word) -> bool:
    """Return whether a word is a mention, or joins them and cannot be a verb ("met" is short too)."""
    return (
        word.mention is not None or not word.text.isalpha() or len(word.text) <= 2 or fold(word.text) == "and"
    )


def plain_words(text: str, sentence: Span, tokenize: Tokenize) -> tuple[Word, ...]:
    """Return a sentence as the words that stand in it, no mention made one."""
    return tuple(_plain(text, sentence.start, sentence.end, tokenize))


def _plain(text: str, start: int, end: int, tokenize: Tokenize) -> list[Word]:
    stretch = text[start:end]
    return [
        Word(_typed(stretch[i:j]), Span(start + i, start + j), text[start + j : start + j + 1].isspace())
        for i, j in tokenize(stretch)
        if stretch[i:j].strip()
    ]


_TYPED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


def _typed(word: str) -> str:
    """Return a word in the typography that parsers were trained on."""
    return word if word.isascii() else word.translate(_TYPED)


def with_tokens(sentence: Sentence, words: Sequence[Word], parsed: Sequence[Parsed]) -> Sentence:
    """Return the sentence with its tokens."""
    tokens = tuple(
        Token(w.span, w.text, p.lemma, p.pos, p.dep, p.head, p.tag, p.morph, w.mention)
        for w, p in zip(words, parsed, strict=True)
    )
    return replace(sentence, tokens=tokens)
