"""Say which kinds of record a sentence can give, so that only their words open the gate.

In: a sentence, who stands in it, and who may meet whom in its report. Out: kinds of trigger. What is kept of
a statement decides: plain words between nobody are let go after parsing, so they need no parser.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from regesta.model.actors import Actor, Mention
from regesta.packs.language import Language
from regesta.packs.schema import CommitmentVerb, Cue, Frame
from regesta.text.fold import fold, folded, squeeze

# "deed": an act of another type than those that follow; "answer": one that answers what another did;
# "words": a cue that says nothing of the stance; "stance": one that does; "promise": what makes a commitment
# alone; "target", "instrument": what needs a figure or a noun beside it.
Trigger = Literal[
    "deed", "answer", "protest", "meeting", "words", "stance", "promise", "target", "instrument"
]
EVERY: frozenset[Trigger] = frozenset(
    ("deed", "answer", "protest", "meeting", "words", "stance", "promise", "target", "instrument")
)
SPEECH: frozenset[Trigger] = EVERY - {"deed", "answer", "protest", "meeting"}
MEETING: frozenset[Trigger] = frozenset(("meeting",))
PROTEST: frozenset[Trigger] = frozenset(("protest",))
INSTRUMENT: frozenset[Trigger] = frozenset(("instrument",))

_OF_TYPE: dict[str, Trigger] = {
    "CONSULT": "meeting",
    "PROTEST": "protest",
    "ACCUSE": "answer",
    "REJECT": "answer",
    "SUPPORT": "answer",
}
_TAKEN_UP = 2  # words behind "the" of which one may be the noun
_SHORTEST = 3  # letters of such a noun
_ALONE = {"invitation", "pledge"}  # commitments that a verb makes without a noun


def trigger_of(row: Frame | Cue | CommitmentVerb) -> Trigger:
    """Return which kind of trigger a row's predicates are."""
    if isinstance(row, Frame):
        return _OF_TYPE.get(row.type, "deed")
    if isinstance(row, Cue):
        return "words" if row.stance == "neutral" else "stance"
    if row.makes in _ALONE:
        return "promise"
    return "target" if row.makes == "target" else "instrument"


@dataclass(frozen=True, slots=True)
class Encounters:
    """Who may have met in a report, as far as that can be told before parsing; what they say there counts."""

    entities: frozenset[str]
    states: frozenset[str]

    @classmethod
    def of(cls, actors: Sequence[Actor]) -> Encounters:
        """Return the encounters of some actors."""
        return cls(frozenset(a.entity for a in actors), frozenset(a.state for a in actors if a.state))

    def may_hold(self, mentions: Sequence[Mention], actors: Sequence[Sequence[Actor]]) -> bool:
        """Return whether somebody of a sentence may have been there; of a pronoun the parser may say who it is."""
        if not self.entities:
            return False
        if any(m.kind == "pronoun" for m in mentions):
            return True
        return any(
            a.entity in self.entities or (a.kind == "state" and a.state in self.states)
            for found in actors
            for a in found
        )


class Prospects:
    """What a language says of the records that its sentences can give."""

    def __init__(self, language: Language) -> None:
        self._topics = language.topic_table
        self._stances = language.content_stance_table
        self._nouns = language.commitment_noun_table
        self._future = folded(language.syntax.future)
        deeds = (n for nouns in language.syntax.deeds.values() for n in nouns)
        self._deeds = frozenset(map(squeeze, (*deeds, *language.syntax.matters)))
        self._pointers = folded(language.syntax.pointers)
        bodies = (r for r in language.commitments.nouns if r.kind == "follow-up body")
        # "the Commission" points back at "the Joint Economic Commission"
        self._bodies = frozenset(squeeze(p).split()[-1] for row in bodies for p in row.phrases if " " in p)

    def names_instrument(self, text: str) -> bool:
        """Return whether a sentence has a noun that names a commitment."""
        return self._nouns.any(text)

    def of(
        self,
        text: str,
        words: AbstractSet[str],
        mentions: Sequence[Mention],
        actors: Sequence[Sequence[Actor]],
        *,
        two_parties: bool,
        met: Encounters,
        earlier: str = "",
    ) -> frozenset[Trigger]:
        """Return which triggers can open a sentence.

        Args:
            text: The sentence, folded.
            words: Its words.
            mentions: Those in it.
            actors: For each, whom it is resolved to.
            two_parties: Whether two sides may stand in it.
            met: Who may have met in the report.
            earlier: The sentences before, as written, of which this one may take up a word.
        """
        kinds: set[Trigger] = set()
        if self._nouns.any(text) or not self._bodies.isdisjoint(words):
            kinds.add("instrument")
        if any(c.isdigit() for c in text):
            kinds.add("target")
        if two_parties:
            return frozenset(EVERY - {"target", "instrument"} | kinds)
        if not self._deeds.isdisjoint(words):  # "dismissed the accusation": somebody made it
            return frozenset(kinds | {"deed", "answer", "words", "stance", "promise"})
        if earlier and self._takes_up(text, earlier):
            kinds.add("answer")
        if met.may_hold(mentions, actors):
            return frozenset(kinds | {"words", "stance", "promise"})
        named = {a.entity: a.kind for found in actors for a in found}
        about = len(named) > 1 and any(kind != "person" for kind in named.values())
        if about or self._topics.any(text):
            kinds.add("stance")
            if not self._future.isdisjoint(words) or self._stances.any(text):
                kinds.add("words")
        return frozenset(kinds)

    def _takes_up(self, text: str, earlier: str) -> bool:
        """Return whether a sentence names again what stood before: "criticised *the tax*"."""
        before = frozenset(fold(earlier).split())
        words = text.split()
        return any(
            word in before
            for k, pointer in enumerate(words)
            if pointer in self._pointers
            for word in words[k + 1 : k + 1 + _TAKEN_UP]
            if len(word) >= _SHORTEST
        )
