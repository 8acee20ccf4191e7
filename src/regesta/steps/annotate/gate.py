"""Decide which sentences are worth a parser: those with somebody in them and a word that may act.

In: a sentence and its mentions. Out: yes or no. A wrong yes costs a millisecond; a wrong no loses
a finding, so the test errs towards yes: any inflection of any predicate's first word opens it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from regesta.model.actors import Mention
from regesta.packs.language import Language
from regesta.text.fold import fold

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*", re.UNICODE)
_ACTORS = {"person", "role", "roles", "state", "organisation", "pronoun", "pair"}


def _acts(mention: Mention) -> bool:
    """Return whether a mention may be a party: a group only where it belongs to somebody."""
    return mention.kind in _ACTORS or (
        mention.kind == "group" and bool(mention.states or mention.organisation)
    )


class Gate:
    """The trigger words of a language, and a memory of the words already judged."""

    def __init__(self, language: Language) -> None:
        syntax = language.syntax
        self._heads = {word for predicate in language.predicates for word in predicate.split()[:1]}
        self._irregular = {fold(form): fold(lemma) for form, lemma in syntax.irregular.items()}
        self._suffixes = tuple(sorted(map(fold, syntax.suffixes), key=len, reverse=True))
        self._prefixes = tuple(sorted(map(fold, syntax.prefixes), key=len, reverse=True))
        self._judged: dict[str, bool] = {}

    def opens(self, sentence: str, mentions: Iterable[Mention]) -> bool:
        """Return whether the sentence should be read."""
        return any(map(_acts, mentions)) and self.triggers(sentence)

    def triggers(self, sentence: str) -> bool:
        """Return whether any word may be a form of a predicate."""
        return any(self._is_trigger(m.group()) for m in _WORD.finditer(fold(sentence)))

    def _is_trigger(self, word: str) -> bool:
        known = self._judged.get(word)
        if known is None:
            known = self._judged[word] = self._irregular.get(word, word) in self._heads or any(
                stem in self._heads for stem in self._stems(word)
            )
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
