"""Decide which sentences are worth a parser: those with somebody in them and a word that may act.

In: a sentence and its mentions. Out: yes or no. A wrong yes costs two milliseconds; a wrong no loses
a finding, so the test errs towards yes: any inflection of a predicate's first word opens it, if its other
words are there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from regesta.model.actors import Actor, Mention
from regesta.model.spans import Span
from regesta.packs.language import Language
from regesta.packs.schema import CommitmentVerb, Cue, Frame
from regesta.steps.annotate.prospects import (
    EVERY,
    INSTRUMENT,
    MEETING,
    PROTEST,
    SPEECH,
    Encounters,
    Prospects,
    Trigger,
    trigger_of,
)
from regesta.text.fold import fold, folded, squeeze

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*", re.UNICODE)
_ACTORS = {"person", "role", "roles", "state", "organisation", "pronoun", "pair"}
SEVERAL = {"roles", "pair"}  # one mention, two parties
_REACH = 24  # letters before a mention in which its preposition stands
_MOST_BETWEEN = 8  # words between an act and the phrase that names its doer
_AUXILIARIES = 3  # words between the phrase that names the parties and its verb
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
    leads: bool = False  # whoever leads those who act

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
        if self.leads and self.end <= start:
            return True  # "a delegation led by *the minister* arrived"
        # "the accord between them *has also been* signed"
        between = sentence[self.end : start]
        return self.end <= start and "," not in between and len(between.split()) <= _AUXILIARIES


@dataclass(frozen=True, slots=True)
class _Rest:
    """What must stand in a sentence beside the first word of a predicate."""

    verbal: bool  # the predicate is no noun
    words: frozenset[str]  # the predicate's own
    one: frozenset[str]  # beginnings of words of which any is enough
    several: tuple[tuple[str, ...], ...]  # those of phrases of which all words must be there

    def fits(self, said: _Said) -> bool:
        """Return whether it does."""
        if not self.words <= said.words:
            return False
        if not self.one and not self.several:
            return True
        return not self.one.isdisjoint(said.stems) or any(map(said.stems.issuperset, self.several))


@dataclass(frozen=True)
class _Said:
    """A sentence as the gate looks at it."""

    text: str  # folded
    words: frozenset[str]  # with the lemmas of irregular forms

    @classmethod
    def of(cls, sentence: str, irregular: Mapping[str, str]) -> _Said:
        text = fold(sentence)
        written = _WORD.findall(text)
        return cls(text, frozenset((*written, *(irregular[w] for w in written if w in irregular))))

    @cached_property
    def stems(self) -> frozenset[str]:
        """What the words begin with."""
        return frozenset([w[:n] for w in self.words for n in _STEMS])


class Gate:
    """The trigger words of a language, and a memory of the words already judged."""

    def __init__(self, language: Language) -> None:
        syntax = language.syntax
        self._attributing = tuple(f" {squeeze(words)} " for words in syntax.attributing)
        self._leading = folded(syntax.prepositions) - folded(syntax.subordinators)
        self._agents = folded((*syntax.passive_by, *syntax.agents))
        self._articles = folded(syntax.articles)
        self._determiners = self._articles | folded(language.coref.possessive)
        self._governing = self._leading - folded(syntax.infinitive)
        self._verbal = tuple(
            e for e in map(fold, syntax.suffixes) if not e.endswith(syntax.plural_endings or "\0")
        )
        self._leads = tuple(map(fold, syntax.leading)) or ("\0",)
        self._links = folded(syntax.conjunctions)
        self._irregular = {fold(form): fold(lemma) for form, lemma in syntax.irregular.items()}
        self._suffixes = tuple(sorted(map(fold, syntax.suffixes), key=len, reverse=True))
        self._prefixes = tuple(sorted(map(fold, syntax.prefixes), key=len, reverse=True))
        self._prospects = Prospects(language)
        self._rows: tuple[Frame | Cue | CommitmentVerb, ...] = (
            *language.frames,
            *language.cues,
            *language.commitments.verbs,
        )
        self._heads: dict[frozenset[Trigger], Mapping[str, tuple[_Rest, ...]]] = {}
        self._judged: dict[str, tuple[str, ...]] = {}

    def opens(
        self,
        text: str,
        sentence: Span,
        mentions: Iterable[Mention],
        actors: Sequence[Sequence[Actor]] | None = None,
        met: Encounters | None = None,
        earlier: str = "",
    ) -> bool:
        """Return whether a sentence should be read.

        With two parties any predicate opens it; with one, only what somebody alone can do and is kept: words
        about somebody, a stance on a topic, a promise, whatever is said at a meeting.

        Args:
            text: The report's.
            sentence: Where it stands.
            mentions: Those in it, and whoever a line without a subject speaks of.
            actors: For each mention, whom it is resolved to; without them any mention may be anybody.
            met: Who may have met in the report; without it anybody may.
            earlier: The sentences before, as written.
        """
        here = list(mentions)
        if met is not None and met.entities and self._prospects.names_instrument(sentence.of(text)):
            said = _Said.of(sentence.of(text), self._irregular)
            if self._finds(said, INSTRUMENT, (), ()):  # "three accords were signed": by those who met
                return True
        if not any(map(_may_act, here)) or (actors is not None and not _somebody(here, actors)):
            return False
        said = _Said.of(sentence.of(text), self._irregular)
        two = _two_parties(here, actors)
        kinds = EVERY if two else SPEECH
        if actors is not None and met is not None:
            kinds = self._prospects.of(
                said.text, said.words, here, actors, two_parties=two, met=met, earlier=earlier
            )
        if "words" in kinds and any(words in f" {said.text} " for words in self._attributing):
            return True
        return bool(kinds) and self._triggered(text, sentence, here, actors, said, kinds)

    def encounters(
        self,
        text: str,
        sentences: Sequence[Span],
        mentions: Sequence[Sequence[Mention]],
        actors: Sequence[Sequence[Sequence[Actor]]],
    ) -> Encounters:
        """Return who may have met in a report: who stands in sentences of two parties with a word of meeting.

        Args:
            text: The report's.
            sentences: Where they stand.
            mentions: Those of each sentence.
            actors: Whom they are resolved to.
        """
        met: list[Actor] = []
        for span, here, whom in zip(sentences, mentions, actors, strict=True):
            if not _two_parties(here, whom) or not _somebody(here, whom):
                continue
            said = _Said.of(span.of(text), self._irregular)
            if self._triggered(text, span, here, whom, said, MEETING):
                met += [a for found in whom for a in found]
        return Encounters.of(met)

    def _triggered(
        self,
        text: str,
        sentence: Span,
        here: Sequence[Mention],
        actors: Sequence[Sequence[Actor]] | None,
        said: _Said,
        kinds: frozenset[Trigger],
    ) -> bool:
        doers = self._doers(text, sentence, here, actors)
        named = [
            (m.span.start - sentence.start, m.span.end - sentence.start) for m in here if m.kind != "name"
        ]
        # Whose people protest may be told by the place alone: "students marched in Lagos against Chad".
        crowd = kinds & PROTEST
        return (bool(doers) and self._finds(said, kinds, doers, named)) or (
            bool(crowd) and self._finds(said, crowd, (), named)
        )

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
                verb = before[-2] if before[-2:-1] else ""
                leads = bool(led) and self._irregular.get(verb, verb).startswith(self._leads)
                found.append(_Doer(start - sentence.start, end - sentence.start, led, leads))
        return found

    def triggers(self, sentence: str) -> bool:
        """Return whether the words of some predicate stand in a sentence, the first in any form, whoever does it."""
        return self._finds(_Said.of(sentence, self._irregular), EVERY, (), ())

    def _finds(
        self,
        said: _Said,
        kinds: frozenset[Trigger],
        doers: Collection[_Doer],
        outside: Collection[tuple[int, int]],
    ) -> bool:
        """Return whether the words of some predicate stand in a sentence.

        Args:
            said: Its words.
            kinds: Those of the predicates.
            doers: Those who may act; where there are some, one must stand where he could be the doer.
            outside: Stretches whose words count for nothing: "United States" unites nobody.
        """
        heads = self._heads_of(kinds)
        before, at = "", 0
        for match in _WORD.finditer(said.text):
            start, end = match.span()
            word = match.group()
            noun = said.text[at:start].isspace() and self._is_noun(word, before)
            before, at = word, end
            for stem in self._stems_of(word):
                rests = heads.get(stem, ())
                if not any(r.fits(said) for r in rests if not (noun and r.verbal)):
                    continue
                if any(a <= start < b for a, b in outside):
                    continue
                if not doers or any(doer.may_do(said.text, start, end) for doer in doers):
                    return True
        return False

    def _is_noun(self, word: str, before: str) -> bool:
        """Return whether no verb stands here: "the *offer*", "under *command*"; "of *offering*" is one."""
        if before in self._determiners:
            return True
        return before in self._governing and not word.endswith(self._verbal)

    def _heads_of(self, kinds: frozenset[Trigger]) -> Mapping[str, tuple[_Rest, ...]]:
        """Return the predicates of some kinds by their first words."""
        known = self._heads.get(kinds)
        if known is None:
            known = self._heads[kinds] = _by_head(r for r in self._rows if trigger_of(r) in kinds)
        return known

    def _stems_of(self, word: str) -> tuple[str, ...]:
        """Return the stems of a word that some predicate begins with."""
        known = self._judged.get(word)
        if known is None:
            stems = dict.fromkeys((self._irregular.get(word, word), *self._stems(word)))
            known = self._judged[word] = tuple(s for s in stems if s in self._heads_of(EVERY))
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
    return any(m.form == "they" or m.kind in SEVERAL for m in mentions) or any(
        a.state for found in actors for a in found
    )


def _two_parties(mentions: Sequence[Mention], actors: Sequence[Sequence[Actor]] | None) -> bool:
    """Return whether two sides may stand in a sentence: two states, or somebody who may be of another."""
    sides: set[str] = set()
    for k, mention in enumerate(mentions):
        if mention.kind in SEVERAL or mention.form == "they":
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
        needs = dict.fromkeys(tuple(map(_stem, squeeze(p).split())) for p in phrases)
        one = frozenset(n[0] for n in needs if len(n) == 1)
        several = tuple(n for n in needs if len(n) > 1)
        for predicate in map(squeeze, row.predicates):
            head, *rest = predicate.split()
            found.setdefault(head, {})[_Rest(row.kind == "verb", frozenset(rest), one, several)] = None
    return {head: tuple(sorted(rests, key=lambda r: len(r.several))) for head, rests in found.items()}


def _stem(word: str) -> str:
    """Return how every form of a word begins: "supply" -> "suppl"; short ones whole."""
    return word if len(word) <= _SHORT else word[: min(_STEMS[-1], len(word) - 1)]
