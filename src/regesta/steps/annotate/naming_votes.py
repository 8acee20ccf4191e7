"""What a name names through one report: a person, a body or a place.

In: the tokens of a report and the guesses of a recogniser. Out: the kind with most votes for each folded
name, and how many there were. One name has one meaning in a report, so that "Karim" is a person in its
ninth sentence too, where nothing says so, because he smiled in the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from regesta.model.actors import Mention
from regesta.model.reports import Token
from regesta.model.spans import Span
from regesta.packs.calendar import calendar_of
from regesta.packs.language import Language
from regesta.steps.annotate.noun_phrases import NamingKind
from regesta.text.fold import fold

_GUESS = 1.0  # one guess of the recogniser
_WEAK_GUESS = 0.5  # it takes unknown single words for organisations
_FULL_NAME = 3.0
_PART_OF_NAME = 2.0
_HUMAN = 4.0
_NEAR, _TOWARDS, _OF_PLACE, _KNOWN_CITY, _KNOWN_SURNAME = 2.0, 1.0, 3.0, 1.0, 1.5


@dataclass(frozen=True, slots=True)
class Votes:
    """The kind of each folded name, and the votes for it."""

    kinds: Mapping[str, NamingKind]
    counts: Mapping[str, float]

    def of(self, name: str) -> NamingKind | None:
        """Return what a name names, if the report tells."""
        return self.kinds.get(fold(name))

    def sure_of(self, name: str, least: float = 3.0) -> NamingKind | None:
        """Return what a name names where enough speaks for it."""
        return self.of(name) if self.counts.get(fold(name), 0.0) >= least else None


def kind_by_noun(phrase: str, language: Language) -> NamingKind | None:
    """Return what the last noun of a name says it is: "Ishtar Gate" is a place, "Security Council" a body."""
    words = phrase.split()
    kind = language.naming_nouns.get(fold(words[-1])) if words else None
    return {"places": "place", "bodies": "organisation"}.get(kind or "")  # type: ignore[return-value]


def cast_votes(
    text: str,
    mentions: Iterable[Mention],
    sentences: Iterable[tuple[Sequence[Token], Sequence[tuple[Span, NamingKind]]]],
    language: Language,
    cities: Iterable[str],
    surnames: Collection[str],
) -> Votes:
    """Return what the names of a report name.

    Args:
        text: The report's stored text.
        mentions: What the grammar of names and offices found.
        sentences: Tokens, and the recogniser's guesses without their articles.
        language: The pack with the words that speak for a person or a place.
        cities: Names in the text that a city bears.
        surnames: Folded last names of holders of offices.
    """
    votes: defaultdict[str, defaultdict[NamingKind, float]] = defaultdict(lambda: defaultdict(float))
    for mention in mentions:
        if mention.kind == "person" and mention.name and mention.name_span:
            votes[fold(mention.name)]["person"] += _FULL_NAME
            for word in mention.name_span.of(text).split():
                if len(word) > 2:
                    votes[fold(word)]["person"] += _PART_OF_NAME
    near, towards = (frozenset(map(fold, w)) for w in (language.namings.near, language.namings.towards))
    of, human = frozenset(map(fold, language.syntax.of)), frozenset(map(fold, language.namings.human_verbs))
    for tokens, guesses in sentences:
        for span, kind in guesses:
            _add_guess(votes, span.of(text), kind, language)
        for i, token in enumerate(tokens):
            if token.pos != "PROPN" or fold(token.text) in language.naming_nouns:
                continue
            name = fold(text[tokens[_first_of_name(tokens, i)].span.start : token.span.end])
            governor = tokens[token.head]
            before = fold(governor.text)
            if token.dep == "pobj" and before in near | towards:
                votes[name]["place"] += _NEAR if before in near else _TOWARDS
            elif (
                token.dep == "pobj"
                and before in of
                and kind_by_noun(tokens[governor.head].lemma, language) == "place"
            ):
                votes[name]["place"] += _OF_PLACE
            elif (
                token.dep in {"nsubj", "dative"}
                and fold(governor.lemma) in human
                and not token.text.isupper()
            ):
                votes[name]["person"] += _HUMAN
    for city in set(map(fold, cities)):
        votes[city]["place"] += _KNOWN_CITY
    for name in votes.keys() & set(surnames):
        votes[name]["person"] += _KNOWN_SURNAME
    times = calendar_of(language)
    for word in (*times.months, *times.weekdays):
        votes.pop(word, None)
    best = {name: max(kinds.items(), key=lambda item: item[1]) for name, kinds in votes.items() if kinds}
    return Votes({n: kind for n, (kind, _) in best.items()}, {n: count for n, (_, count) in best.items()})


def _add_guess(
    votes: defaultdict[str, defaultdict[NamingKind, float]], name: str, kind: NamingKind, language: Language
) -> None:
    kind = kind_by_noun(name, language) or kind
    weak = kind == "organisation" and " " not in name and not name.isupper()
    votes[fold(name)][kind] += _WEAK_GUESS if weak else _GUESS
    if kind == "person" and " " in name:
        votes[fold(name.split()[-1])][kind] += _GUESS


def _first_of_name(tokens: Sequence[Token], last: int) -> int:
    first = last
    while first > 0 and tokens[first - 1].pos == "PROPN" and tokens[first - 1].dep == "compound":
        if tokens[first - 1].head != last:
            break
        first -= 1
    return first
