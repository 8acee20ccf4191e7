"""Predicates of several words: "hold X responsible", "take X hostage", "put their signatures to", "stand with X".

In: a verb's clause and what stands behind the verb. Out: the rows of the pack whose further words stand there.

Parsers give a verb with its particle at most; the pack's idioms are matched on the words. A word of content may stand
some words off ("held *the neighbours* responsible"); a preposition that ends the idiom stands right behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from regesta.model.clauses import Clause
from regesta.packs.language import Idioms
from regesta.packs.schema import CommitmentVerb, Cue, Frame
from regesta.steps.extract.fill import ClausedReport
from regesta.text.fold import squeeze, squeezed

T = TypeVar("T", Frame, Cue, CommitmentVerb)
_MOST_BETWEEN = 4  # words between two words of an idiom


def idiom_rows(report: ClausedReport, clause: Clause, idioms: Idioms[T]) -> tuple[T, ...]:
    """Return the rows whose predicate of several words a verb's clause has, in the pack's order.

    Args:
        report: The report.
        clause: One of its clauses.
        idioms: Of the language: those of its frames, cues or commitment verbs.
    """
    if clause.kind != "verb":
        return ()
    return tuple(dict.fromkeys(row for _, row in _found(report, clause, idioms)))


def _found(report: ClausedReport, clause: Clause, idioms: Idioms[T]) -> list[tuple[tuple[str, ...], T]]:
    """Return the idioms that a verb's clause has: the words behind the verb, and the row."""
    verb = squeeze(clause.lemma).split()[:1]  # parsers take some particles for part of the verb: "come out"
    rows = idioms.get(verb[0], ()) if verb else ()
    if not rows:
        return []
    behind, close = report.following(clause), squeezed(report.language.syntax.prepositions)
    there = frozenset[str]().union(*behind)
    return [(rest, row) for rest, row in rows if rest[-1] in there and _stands(rest, behind, close)]


def _stands(rest: Sequence[str], behind: Sequence[frozenset[str]], close: frozenset[str]) -> bool:
    """Return whether the further words of an idiom follow in their order, none of them too far off."""
    at = 0
    for k, word in enumerate(rest):
        reach = 1 if word in close and k + 1 == len(rest) else _MOST_BETWEEN + 1
        found = next((i for i in range(at, min(at + reach, len(behind))) if word in behind[i]), None)
        if found is None:
            return False
        at = found + 1
    return True


def with_idiom(report: ClausedReport, clause: Clause, frame: Frame) -> Clause:
    """Return a clause with what its idiom's last preposition governs as its object: "stood with *Kenya*".

    Where the preposition hangs on a noun of the idiom ("came out in favour of *Kenya*"), that noun's phrase is it.
    """
    if clause.kind != "verb" or squeeze(clause.lemma) in map(squeeze, frame.predicates):
        return clause
    close = squeezed(report.language.syntax.prepositions)
    for rest, row in _found(report, clause, report.language.frame_idioms):
        if row is not frame or rest[-1] not in close:
            continue
        governed = [a for a in clause.arguments if a.role == f"oblique:{rest[-1]}"]
        nouns = [a for a in clause.arguments if squeeze(a.head.of(report.text)) in rest and a.inner]
        taken = governed or nouns
        objects = tuple(replace(a, role="object") if a in taken else a for a in clause.arguments)
        return replace(clause, arguments=objects)
    return clause
