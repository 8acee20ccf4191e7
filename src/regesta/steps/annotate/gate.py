"""Decide which sentences are worth a parser: those with somebody in them and a word that may act.

In: a sentence and its mentions. Out: yes or no. A wrong yes costs two milliseconds; a wrong no loses
a finding, so the test errs towards yes: any inflection of a predicate's first word opens it, if its other
words are there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from regesta.model.actors import Actor, Mention
from regesta.model.spans import Span
from regesta.packs.language import Language
from regesta.text.fold import fold, squeeze

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*", re.UNICODE)
_ACTORS = {"person", "role", "roles", "state", "organisation", "pronoun", "pair"}
_COPULAS = {"be"}
_SEVERAL = {"roles", "pair"}  # one mention, two parties


def _may_act(mention: Mention) -> bool:
    """Return whether a mention may be a party: a group only where it belongs to somebody."""
    return mention.kind in _ACTORS or (
        mention.kind == "group" and bool(mention.states or mention.organisation)
    )


class Gate:
    """The trigger words of a language, and a memory of the words already judged."""

    def __init__(self, language: Language) -> None:
        syntax = language.syntax
        self._acts = _by_head(_predicates(language))
        self._speech = _by_head((*language.cues_by_predicate, *language.commitment_verbs_by_predicate))
        self._attributing = tuple(map(squeeze, syntax.attributing))
        self._by = frozenset(map(fold, syntax.passive_by))
        self._free = frozenset((*self._speech, *(p.split()[0] for p in language.noun_predicates)))
        self._irregular = {fold(form): fold(lemma) for form, lemma in syntax.irregular.items()}
        self._suffixes = tuple(sorted(map(fold, syntax.suffixes), key=len, reverse=True))
        self._prefixes = tuple(sorted(map(fold, syntax.prefixes), key=len, reverse=True))
        self._judged: dict[str, tuple[str, ...]] = {}

    def opens(
        self,
        text: str,
        sentence: Span,
        mentions: Iterable[Mention],
        actors: Sequence[Sequence[Actor]] | None = None,
    ) -> bool:
        """Return whether a sentence should be read.

        With two parties any predicate opens it; with one, only what somebody alone can do: speak or promise.

        Args:
            text: The report's.
            sentence: Where it stands.
            mentions: Those in it, and whoever a line without a subject speaks of.
            actors: For each mention, whom it is resolved to; without them any mention may be anybody.
        """
        here = list(mentions)
        acting = [m for m in here if _may_act(m)]
        if not acting or (actors is not None and not _somebody(here, actors)):
            return False
        if any(f" {words} " in f" {squeeze(sentence.of(text))} " for words in self._attributing):
            return True
        heads = self._acts if _two_parties(here, actors) else self._speech
        first = min((m.span.start for m in acting), default=sentence.start) - sentence.start
        named = [
            (m.span.start - sentence.start, m.span.end - sentence.start) for m in here if m.kind != "name"
        ]
        return self.triggers(sentence.of(text), heads, after=first, outside=named)

    def triggers(
        self,
        sentence: str,
        heads: Mapping[str, tuple[frozenset[str], ...]] | None = None,
        *,
        after: int = 0,
        outside: Collection[tuple[int, int]] = (),
    ) -> bool:
        """Return whether the words of some predicate stand in a sentence, the first in any form.

        Args:
            sentence: Its text.
            heads: Predicates by their first words; all of them where none are given.
            after: Where the first party begins: whoever acts stands before what he does, but for passives, nouns
                and words of speech.
            outside: Stretches whose words count for nothing: "United States" unites nobody.
        """
        heads = self._acts if heads is None else heads
        folded = fold(sentence)
        words = set(_WORD.findall(folded))
        anywhere = not self._by.isdisjoint(words)
        for match in _WORD.finditer(folded):
            for stem in self._stems_of(match.group()):
                if not any(rest <= words for rest in heads.get(stem, ())):
                    continue
                start = match.start()
                if any(a <= start < b for a, b in outside):
                    continue
                if anywhere or start >= after or stem in self._free:
                    return True
        return False

    def _stems_of(self, word: str) -> tuple[str, ...]:
        """Return the stems of a word that some predicate begins with."""
        known = self._judged.get(word)
        if known is None:
            stems = dict.fromkeys((self._irregular.get(word, word), *self._stems(word)))
            known = self._judged[word] = tuple(s for s in stems if s in self._acts)
        return known

    def _stems(self, word: str) -> Iterable[str]:
        yield from (word, *word.split("-"))
        for suffix in self._suffixes:
            if word.endswith(suffix) and len(word) > len(suffix) + 2:
                stem = word[: -len(suffix)]
                yield from (stem, stem + "e", stem[:-1])
                if stem.endswith("i"):
                    yield stem[:-1] + "y"
        for prefix in self._prefixes:
            if word.startswith(prefix) and len(word) > len(prefix) + 2:
                yield word[len(prefix) :]


def _predicates(language: Language) -> Iterator[str]:
    """Yield every predicate; a light verb that its frame takes only beside certain words with each of them."""
    light = {*language.light_verbs, *_COPULAS}
    for row in language.frames:
        for predicate in map(squeeze, row.predicates):
            if predicate in light and row.needs:
                yield from (f"{predicate} {squeeze(words)}" for words in row.needs)
            else:
                yield predicate
    yield from (*language.cues_by_predicate, *language.commitment_verbs_by_predicate)


def _somebody(mentions: Sequence[Mention], actors: Sequence[Sequence[Actor]]) -> bool:
    """Return whether somebody of a known state or body, or "they", stands in a sentence."""
    return any(m.form == "they" or m.kind in _SEVERAL for m in mentions) or any(
        a.state for found in actors for a in found
    )


def _two_parties(mentions: Sequence[Mention], actors: Sequence[Sequence[Actor]] | None) -> bool:
    """Return whether two sides may stand in a sentence: two states, or somebody who may be of another."""
    sides: set[str] = set()
    for k, mention in enumerate(mentions):
        if mention.kind in _SEVERAL or mention.form == "they":
            return True
        if mention.kind == "place":
            sides.add(",".join(mention.states) or "?")
        elif actors is not None:
            sides.update(a.state for a in actors[k] if a.state)
        elif _may_act(mention):
            sides.add(mention.organisation or ",".join(mention.states) or f"?{mention.span.start}")
    return len(sides) > 1


def _by_head(predicates: Iterable[str]) -> dict[str, tuple[frozenset[str], ...]]:
    """Return the further words of each predicate, by its first word: "make" -> {"clear"}, {"public"}."""
    found: dict[str, set[frozenset[str]]] = {}
    for predicate in predicates:
        head, *rest = predicate.split()
        found.setdefault(head, set()).add(frozenset(rest))
    return {h: (frozenset(),) if frozenset() in rests else tuple(rests) for h, rests in found.items()}
