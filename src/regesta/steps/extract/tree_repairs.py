"""Mend what parsers are known to get wrong, before clauses are read.

In: a sentence's tokens. Out: the same with other heads where a mistake is certain enough. What a parser gets wrong by
a word's form is mended in the words it is given (`annotate/parse.py`); here, by the tree that it made of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regesta.model.reports import Token
from regesta.packs.language import Language
from regesta.text.fold import fold

_PARTICIPLE = {"VBN", "VBD"}  # taggers confuse them where nothing stands between noun and participle
_OF_ITS_OWN = {"aux", "auxpass", "mark", "dobj", "obj", "neg"}  # what a reduced relative has none of


def mended(tokens: Sequence[Token], language: Language) -> Sequence[Token]:
    """Return the tokens of a sentence, mistakes of its tree mended."""
    for k, token in enumerate(tokens):
        if token.dep == "ccomp" and token.tag in _PARTICIPLE:
            subject = _object_read_as_subject(tokens, k, language)
            if subject is not None:
                tokens = _as_relative(tokens, k, subject)
        elif token.dep == "advcl" and token.tag == "VBG" and _follows_particle(tokens, k):
            tokens = (*tokens[:k], replace(token, dep="xcomp"), *tokens[k + 1 :])
    return tokens


def _follows_particle(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a gerund stands right behind its verb's particle: "ruled out *ceding*" did not cede."""
    before = tokens[k - 1] if k else None
    return before is not None and before.dep == "prt" and before.head == tokens[k].head


def _object_read_as_subject(tokens: Sequence[Token], k: int, language: Language) -> int | None:
    """Return the object of the verb above, which the parser made the subject of its participle.

    "Freed *two sailors* seized in May" does not say that sailors seized. Verbs that report ("said Iran seized") and
    those of whom somebody is the doer of the next ("helped Fiji clear") take a clause indeed.
    """
    verb = tokens[k].head
    above = tokens[verb]
    if above.pos != "VERB" or fold(above.lemma) in language.cues_by_predicate or not verb < k:
        return None
    if any(t.dep in {"dobj", "obj"} for t in tokens if tokens[t.head] is above):
        return None
    below = [j for j, t in enumerate(tokens) if t.head == k and j != k]
    subjects = [j for j in below if tokens[j].dep in {"nsubj", "nsubjpass"}]
    if len(subjects) != 1 or any(tokens[j].dep in _OF_ITS_OWN for j in below):
        return None
    subject = subjects[0]
    return subject if verb < subject < k and tokens[subject].pos in {"NOUN", "PROPN"} else None


def _as_relative(tokens: Sequence[Token], k: int, subject: int) -> tuple[Token, ...]:
    """Return the tokens with `subject` as the object of the verb above and the participle `k` hung on it."""
    done = list(tokens)
    done[subject] = replace(tokens[subject], head=tokens[k].head, dep="dobj")
    done[k] = replace(tokens[k], head=subject, dep="acl", tag="VBN")
    return tuple(done)
