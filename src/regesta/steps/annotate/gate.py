"""Decide which sentences are worth a parser: those with somebody in them and a word that may act.

In: a sentence and its mentions. Out: yes or no. A wrong yes costs two milliseconds; a wrong no loses
a finding, so the test errs towards yes: any inflection of a predicate's first word opens it, if its other
words are there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from regesta.model.actors import Actor, Mention
from regesta.model.spans import Span
from regesta.packs.language import Language
from regesta.packs.schema import CommitmentVerb, Cue, Frame
from regesta.text.fold import fold, folded, squeeze

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*", re.UNICODE)
_ACTORS = {"person", "role", "roles", "state", "organisation", "pronoun", "pair"}
_SEVERAL = {"roles", "pair"}  # one mention, two parties
_REACH = 24  # letters before a mention in which its preposition stands
_MOST_BETWEEN = 8  # words between an act and the phrase that names its doer
_SHORT = 3  # letters of a word that is compared whole
_STEMS = (1, 2, 3, 4, 5)  # letters by which longer ones are compared


def _may_act(mention: Mention) -> bool:
    """Return whether a mention may be a party: a group only where it belongs to somebody."""
    return mention.kind in _ACTORS or (
        mention.kind == "group" and bool(mention.states or mention.organisation)
    )


@dataclass(frozen=True, slots=True)
class _Doer:
    """Somebody who may act: where he stands in his sentence, and the preposition before him."""

    start: int
    end: int
    led: str

    def may_do(self, sentence: str, start: int, end: int) -> bool:
        """Return whether he may be the doer of what stands at [start, end).

        A doer stands before his act or right after it ("said the minister"); after a preposition he stands
        behind it ("talks between", "was expelled by"), or right before it ("with the ministers voicing").
        """
        if not self.led and self.start < start:
            return True
        if self.start >= end:
            n_between = len(sentence[end : self.start].split())
            return n_between <= (_MOST_BETWEEN if self.led else 1)
        return self.end <= start and not sentence[self.end : start].strip()


@dataclass(frozen=True, slots=True)
class _Rest:
    """What must stand in a sentence beside the first word of a predicate."""

    words: frozenset[str]  # the predicate's own
    needs: tuple[tuple[str, ...], ...]  # beginnings of the words of its conditions; none: no condition

    def fits(self, words: Collection[str], stems: Collection[str]) -> bool:
        """Return whether it does, given the sentence's words and what they begin with."""
        if not self.words.issubset(words):
            return False
        return not self.needs or any(all(n in stems for n in need) for need in self.needs)


class Gate:
    """The trigger words of a language, and a memory of the words already judged."""

    def __init__(self, language: Language) -> None:
        syntax = language.syntax
        self._attributing = tuple(f" {squeeze(words)} " for words in syntax.attributing)
        self._leading = folded(syntax.prepositions) - folded(syntax.subordinators)
        self._agents = folded((*syntax.passive_by, *syntax.agents))
        self._articles = folded(syntax.articles)
        self._links = folded(syntax.conjunctions)
        self._irregular = {fold(form): fold(lemma) for form, lemma in syntax.irregular.items()}
        self._suffixes = tuple(sorted(map(fold, syntax.suffixes), key=len, reverse=True))
        self._prefixes = tuple(sorted(map(fold, syntax.prefixes), key=len, reverse=True))
        speech: tuple[Cue | CommitmentVerb, ...] = (*language.cues, *language.commitments.verbs)
        self._speech = _by_head(speech)
        self._acts = _by_head((*language.frames, *speech))
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
        doers = self._doers(text, sentence, here, actors)
        if not doers and not any(map(_may_act, here)):
            return False
        if actors is not None and not _somebody(here, actors):
            return False
        said = f" {squeeze(sentence.of(text))} "
        if any(words in said for words in self._attributing):
            return True
        heads = self._acts if _two_parties(here, actors) else self._speech
        named = [
            (m.span.start - sentence.start, m.span.end - sentence.start) for m in here if m.kind != "name"
        ]
        return bool(doers) and self.triggers(sentence.of(text), heads, doers=doers, outside=named)

    def _doers(
        self,
        text: str,
        sentence: Span,
        mentions: Sequence[Mention],
        actors: Sequence[Sequence[Actor]] | None,
    ) -> list[_Doer]:
        """Return the mentions that may do something: no preposition stands before them, or one of agents.

        Who is joined to somebody before ("in Kenya and *Uganda*") shares his preposition.
        """
        found: list[_Doer] = []
        led, end = "", -1
        for k, mention in enumerate(mentions):
            start = mention.span.start
            nearby = fold(text[max(sentence.start, start - _REACH) : start]).split()
            before = [w for w in nearby if w not in self._articles]
            joined = fold(text[end:start]).strip(" ,") if 0 <= end <= start else ""
            if joined not in self._links:  # "to Kenya, *Uganda* sent" joins nobody
                led = before[-1] if before and before[-1] in self._leading else ""
                if not led and before[-2:-1] and before[-2] in self._agents:
                    led = before[-2]  # "by both Kenya and Uganda"
            end = mention.span.end
            if led and led not in self._agents:
                continue
            if _may_act(mention) and (actors is None or _somebody([mention], [actors[k]])):
                found.append(_Doer(start - sentence.start, end - sentence.start, led))
        return found

    def triggers(
        self,
        sentence: str,
        heads: Mapping[str, tuple[_Rest, ...]] | None = None,
        *,
        doers: Collection[_Doer] = (),
        outside: Collection[tuple[int, int]] = (),
    ) -> bool:
        """Return whether the words of some predicate stand in a sentence, the first in any form.

        Args:
            sentence: Its text.
            heads: Predicates by their first words; all of them where none are given.
            doers: Those who may act; where there are some, one must stand where he could be the doer.
            outside: Stretches whose words count for nothing: "United States" unites nobody.
        """
        heads = self._acts if heads is None else heads
        text = fold(sentence)
        words = set(_WORD.findall(text))
        words.update([self._irregular[w] for w in words if w in self._irregular])
        stems = {w[:n] for w in words for n in _STEMS}
        for match in _WORD.finditer(text):
            start, end = match.span()
            for stem in self._stems_of(match.group()):
                if not any(rest.fits(words, stems) for rest in heads.get(stem, ())):
                    continue
                if any(a <= start < b for a, b in outside):
                    continue
                if not doers or any(doer.may_do(text, start, end) for doer in doers):
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


def _by_head(rows: Iterable[Frame | Cue | CommitmentVerb]) -> dict[str, tuple[_Rest, ...]]:
    """Return what must stand beside the first word of each predicate: "make" -> "clear", "public"."""
    found: dict[str, dict[_Rest, None]] = {}
    for row in rows:
        phrases = () if isinstance(row, CommitmentVerb) else row.needs
        needs = tuple(tuple(map(_stem, squeeze(p).split())) for p in phrases)
        for predicate in map(squeeze, row.predicates):
            head, *rest = predicate.split()
            found.setdefault(head, {})[_Rest(frozenset(rest), needs)] = None
    return {head: tuple(sorted(rests, key=lambda r: len(r.needs))) for head, rests in found.items()}


def _stem(word: str) -> str:
    """Return how every form of a word begins: "supply" -> "suppl"; short ones whole."""
    return word if len(word) <= _SHORT else word[: min(_STEMS[-1], len(word) - 1)]
