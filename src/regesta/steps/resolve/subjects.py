"""Say which mentions are the subject of their sentence: those that pronouns and pairs point back to first.

In: an annotated report. Out: the sentence of each mention, the numbers of the mentions that are subjects, and for each
mention whose doing it is the object of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regesta.model.reports import AnnotatedReport, Token
from regesta.packs.language import Language
from regesta.text.fold import fold, folded

_REACH = 24  # letters before a mention in which its preposition stands: the longest, and a space
_OBJECT_DEPS = {"dobj", "obj", "pobj", "dative", "iobj"}
_SUBJECT_DEPS = {"nsubj", "nsubjpass", "csubj"}


def sentence_numbers(report: AnnotatedReport) -> list[int]:
    """Return the number of the sentence of each mention."""
    numbers: list[int] = []
    k = 0
    for mention in report.mentions:
        while k + 1 < len(report.sentences) and report.sentences[k].span.end <= mention.span.start:
            k += 1
        numbers.append(k)
    return numbers


def subjects_of(report: AnnotatedReport, language: Language, sentence_of: Sequence[int]) -> set[int]:
    """Return the mentions that are the subject of their sentence.

    Where the sentence is parsed: of the verb nearest to the root that has one. Elsewhere: the first
    mention of a person that no preposition precedes.
    """
    found: set[int] = set()
    prepositions = folded(language.syntax.prepositions)
    by_sentence: dict[int, list[int]] = {}
    for i, k in enumerate(sentence_of):
        by_sentence.setdefault(k, []).append(i)
    for k, indices in by_sentence.items():
        sentence = report.sentences[k]
        if sentence.tokens:
            found.update(_parsed_subjects(sentence.tokens))
            continue
        for i in indices:
            start = report.mentions[i].span.start
            before = fold(report.text[max(sentence.span.start, start - _REACH) : start]).split()
            if report.mentions[i].kind in {"person", "role", "pronoun", "roles", "pair"} and not (
                before and before[-1] in prepositions
            ):
                found.add(i)
                break
    return found


def _parsed_subjects(tokens: Sequence[Token]) -> Iterable[int]:
    def depth(i: int) -> int:
        n = 0
        while tokens[i].head != i and n < 50:
            i, n = tokens[i].head, n + 1
        return n

    subjects = sorted(
        (depth(i), i) for i, t in enumerate(tokens) if t.dep in _SUBJECT_DEPS and t.mention is not None
    )
    outermost = [i for d, i in subjects if d == subjects[0][0]]
    return [m for i in outermost for k in _conjuncts(tokens, i) if (m := tokens[k].mention) is not None]


def _conjuncts(tokens: Sequence[Token], i: int) -> list[int]:
    """Return a token and those coordinated with it."""
    joined = (j for j, t in enumerate(tokens) if t.dep == "conj" and t.head == i)
    return [i, *(k for j in joined for k in _conjuncts(tokens, j))]


def doers_to(report: AnnotatedReport) -> dict[int, set[int]]:
    """Return for each mention the subjects of the verb whose object it is: "*France* called on *both sides*"."""
    found: dict[int, set[int]] = {}
    for sentence in report.sentences:
        tokens = sentence.tokens
        for token in tokens:
            if token.mention is not None and token.dep in _OBJECT_DEPS:
                verb = token.head
                while tokens[verb].dep in {"prep", "prt"} and tokens[verb].head != verb:
                    verb = tokens[verb].head
                doers = set(_doers(tokens, verb))
                if doers:
                    found[token.mention] = doers
    return found


def _doers(tokens: Sequence[Token], verb: int) -> Iterable[int]:
    """Return the subjects of a verb, its own or those of the one that it is coordinated with."""
    for _ in range(4):
        own = [i for i, t in enumerate(tokens) if t.head == verb and t.dep == "nsubj"]
        if own or tokens[verb].dep not in {"conj", "xcomp"}:
            return (m for i in own for k in _conjuncts(tokens, i) if (m := tokens[k].mention) is not None)
        verb = tokens[verb].head
    return ()
