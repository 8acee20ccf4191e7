"""Find what a sentence holds and does not tell as so: a rumour, "almost", what nobody confirms.

In: the tokens of a parsed sentence and the clauses of its verbs. Out: the clauses, with the modality "doubted" where
their act is only said to be rumoured, denied or unproven; a plan that is dropped becomes "wished".

Reports name such things at length ("dismissed reports that it had closed the border"), and their words are those of an
act that was done. Only what holds the clause tells the difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from regesta.model.clauses import Clause
from regesta.model.reports import Token
from regesta.packs.language import Language
from regesta.text.fold import fold, squeeze, squeezed

_CONTENT = {"acl", "ccomp", "relcl"}
_NEAR_WORDS = 2  # of "all but", before the verb


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence's tokens, the children of each, and the clauses of its verbs by their tokens."""

    tokens: Sequence[Token]
    children: Sequence[Sequence[int]]
    made: Mapping[int, Clause]
    language: Language


def with_doubt(i: int, sentence: ReadSentence) -> Clause:
    """Return the clause of verb `i` as doubted, where the sentence does not tell it as so."""
    clause = sentence.made[i]
    if not (_nearly(i, sentence) or _held_in_doubt(i, sentence)):
        return clause
    return replace(clause, modality="doubted" if clause.modality == "fact" else "wished")


def _nearly(i: int, sentence: ReadSentence) -> bool:
    """Return whether words right before the verb say that it was not done: "almost", "all but"."""
    before = " ".join(fold(t.text) for t in sentence.tokens[max(0, i - _NEAR_WORDS) : i])
    return any(f" {before}".endswith(f" {squeeze(w)}") for w in sentence.language.syntax.nearly)


def _held_in_doubt(i: int, sentence: ReadSentence) -> bool:
    """Return whether the noun or the verb that holds the clause as its content leaves it open."""
    tokens, made, language = sentence.tokens, sentence.made, sentence.language
    top = i
    while tokens[top].dep == "conj" and tokens[top].head in made and tokens[top].head != top:
        top = tokens[top].head
    above = tokens[top].head
    if above == top:
        return False
    noun = _content_noun(top, sentence)
    if noun is not None:
        return _noun_doubts(noun, top, sentence)
    if above not in made or made[top].relation != "complement":
        return False
    marks = (tokens[k] for k in sentence.children[top] if tokens[k].dep == "mark")
    if any(squeeze(m.text) in squeezed(language.syntax.questioning) for m in marks):
        return True  # "declined to say *whether* it had bombed the camp"
    holder = made[above]
    lemma = squeeze(holder.lemma)
    if lemma in squeezed(language.syntax.doubting):
        nobody = squeezed(language.syntax.none_of)
        doers = (squeeze(tokens[k].text) for k in sentence.children[above] if tokens[k].dep == "nsubj")
        return not holder.negated and nobody.isdisjoint(doers)
    sure = holder.modality == "fact" and not holder.negated
    if lemma in language.denying or lemma in language.confirming:
        return not sure and lemma not in language.affirming  # "neither confirmed nor denied that …"
    return holder.kind == "verb" and _held_in_doubt(above, sentence)


def _content_noun(i: int, sentence: ReadSentence) -> int | None:
    """Return the noun whose content a verb tells: "*reports* that …", "*allegations* of having …", "a *plan* to …"."""
    tokens = sentence.tokens
    head = tokens[i].head
    if tokens[i].dep == "pcomp" and tokens[tokens[head].head].pos == "NOUN":
        return tokens[head].head
    if tokens[i].dep not in _CONTENT or tokens[head].pos != "NOUN":
        return None
    kids = [tokens[k] for k in sentence.children[i]]
    # "reports that it bombed", "reports it bombed"; but "reports that angered it", "reports published by it"
    own = any(k.dep == "mark" or (k.dep == "aux" and fold(k.text) == "to") for k in kids)
    doer = any(k.dep in {"nsubj", "nsubjpass", "expl"} and k.tag not in {"WDT", "WP"} for k in kids)
    whole = any(k.dep in {"dobj", "auxpass", "prep", "prt"} for k in kids)  # else "the reports it made"
    return head if own or (doer and whole) else None


def _noun_doubts(noun: int, i: int, sentence: ReadSentence) -> bool:
    """Return whether a noun leaves its content, the clause of verb `i`, open."""
    tokens, language = sentence.tokens, sentence.language
    lemma = fold(tokens[noun].lemma)
    holder = _verb_over(noun, sentence)
    governor = squeeze(holder.lemma) if holder else ""
    negated = bool(holder and holder.negated) or any(
        fold(tokens[k].text) in language.none_of for k in sentence.children[noun]
    )
    if lemma in language.hearsay:
        return not (governor in language.confirming and holder is not None and not holder.negated)
    if lemma in language.proofs:
        return negated
    return sentence.made[i].modality == "planned" and (negated or governor in language.discarding)


def _verb_over(noun: int, sentence: ReadSentence) -> Clause | None:
    """Return the verb that a noun hangs on, over other nouns and prepositions."""
    j, tokens = noun, sentence.tokens
    while tokens[j].head != j and j not in sentence.made:
        j = tokens[j].head
    return sentence.made.get(j)
