"""Mend a reading that parsers fall into: "soldiers *deployed* along the border have complained".

In: the tokens of a parsed sentence. Out: the same tokens; a participle that was read as the verb of a clause of its own
hangs on its noun again, and a gerund that was read as part of a name governs it.

English has one form for "deployed" the act and "deployed" the description. Read as the act it is hung as the content
of a verb that has none, or that then lacks its subject: that is how the slip is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from regesta.model.reports import Token
from regesta.packs.language import Language
from regesta.text.fold import fold

_CLAUSAL = {"ccomp", "csubj", "csubjpass"}
_SUBJECTS = {"nsubj", "nsubjpass"}
_PARTICIPLE = {"VBD", "VBN"}  # taggers confuse them where nothing stands between noun and participle
_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_NOMINAL = {"NOUN", "PROPN"}
_QUOTES = {'"', "“", "”", "‘", "’", "«", "»"}
_BREAKS = {",", ":", ";", "–", "—"}  # what is said before its verb is set off by one


def mended(tokens: Sequence[Token], language: Language) -> Sequence[Token]:
    """Return the tokens with such participles hung on the nouns they describe."""
    done = list(tokens)
    for i, token in enumerate(tokens):
        if token.dep == "advcl" and token.tag == "VBG" and _follows_particle(tokens, i):
            done[i] = token._replace(dep="xcomp")
        if token.dep == "compound" and token.tag == "VBG" and _governs(tokens, i):
            whole = tokens[token.head]
            done[i] = token._replace(dep="pcomp", head=whole.head)
            done[token.head] = whole._replace(dep="dobj", head=i)
        if token.dep == "conj" and token.tag == "VBD":
            speech = _speaks_too(tokens, i, language)
            done[i] = done[i] if speech is None else token._replace(head=speech)
        if token.tag not in _PARTICIPLE:
            continue
        if token.dep in _CLAUSAL and token.head != i:
            _hang(i, token.head, tokens, done, language)
        below = _without_subject(i, tokens)
        if below is not None:
            _hang(i, below, tokens, done, language)
    return done


def _speaks_too(tokens: Sequence[Token], i: int, language: Language) -> int | None:
    """Return the verb of speech that another is coordinated with: "said Chad had fled and *accused* Niger".

    Read as part of what is said, the second would be an accusation by Chad.
    """
    below = tokens[i].head
    above = tokens[below].head
    content = tokens[below].dep == "ccomp" and tokens[above].tag in _FINITE and above < below < i
    own = any(t.head == i and t.dep in _SUBJECTS for t in tokens)
    cues = language.cues_by_predicate
    blames = any(c.stance == "condemn" for c in cues.get(fold(tokens[i].lemma), ()))
    return above if content and blames and not own and fold(tokens[above].lemma) in cues else None


def _governs(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a gerund behind a preposition was read as part of a name: "by *expelling* a Togolese envoy".

    What describes somebody is part of his mention already.
    """
    head = tokens[i].head
    named = head > i and tokens[head].mention is not None
    return named and tokens[head].dep == "pobj" and tokens[head].head == i - 1


def _follows_particle(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a gerund stands right behind its verb's particle: "ruled out *ceding*" did not cede."""
    return i > 0 and tokens[i - 1].dep == "prt" and tokens[i - 1].head == tokens[i].head


def _without_subject(i: int, tokens: Sequence[Token]) -> int | None:
    """Return a finite verb hung on another as its content that nobody does: "deployed there *were attacked*"."""
    for k, token in enumerate(tokens):
        if token.head != i or token.dep != "ccomp" or k < i:
            continue
        kids = [t for t in tokens if t.head == k and t is not token]
        finite = token.tag in _FINITE or any(t.dep in {"aux", "auxpass"} and t.tag in _FINITE for t in kids)
        if finite and not any(t.dep in {*_SUBJECTS, "mark", "expl"} for t in kids):
            return k
    return None


def _hang(i: int, verb: int, tokens: Sequence[Token], done: list[Token], language: Language) -> None:
    """Hang the participle `i` on its subject, and that on `verb`, if all speaks for it."""
    kids = [k for k, t in enumerate(tokens) if t.head == i and k != i]
    subject = next((k for k in kids if tokens[k].dep == "nsubj"), None)
    bare = not any(tokens[k].dep in {"mark", "aux", "auxpass", "dobj", "expl"} for k in kids)
    if subject is None or tokens[subject].pos not in _NOMINAL or not bare:
        return
    if i < verb:  # "soldiers deployed there *have complained*", which has no other subject
        left = any(t.head == verb and t.dep in _SUBJECTS for t in tokens)
        between = [t.text for t in tokens[i:verb]]
        halved = sum(t in _QUOTES for t in between) % 2 == 1  # a quotation begins or ends there
        if left or halved or not _BREAKS.isdisjoint(between):
            return
        passive = any(t.head == verb and t.dep == "auxpass" for t in tokens)
        dep = "nsubjpass" if passive else "nsubj"
    else:  # "visited soldiers deployed there": nobody visits that something is so
        above = tokens[verb]
        if fold(above.lemma) in language.cues_by_predicate or subject < verb or above.pos != "VERB":
            return
        dep = "dobj"
    if tokens[verb].head == i:  # the verb takes the participle's place
        place = tokens[i]
        done[verb] = tokens[verb]._replace(head=verb if place.head == i else place.head, dep=place.dep)
        for k in kids:
            if k > verb:
                done[k] = tokens[k]._replace(head=verb)
    done[subject] = tokens[subject]._replace(head=verb, dep=dep)
    done[i] = tokens[i]._replace(head=subject, dep="acl", tag="VBN")
