"""Predicates of several words: "hold X responsible", "take X hostage", "put their signatures to", "stand with X".

In: a verb's clause and what stands behind the verb. Out: the frames whose further words stand there.

Parsers give a verb with its particle at most; the pack's idioms are matched on the words. A word of content may stand
some words off ("held *the neighbours* responsible"), a preposition or particle stands right behind what it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regesta.model.clauses import Clause
from regesta.packs.schema import Frame
from regesta.steps.extract.fill import ClausedReport
from regesta.text.fold import squeeze, squeezed

_MOST_BETWEEN = 4  # words between two words of an idiom


def idiom_frames(report: ClausedReport, clause: Clause) -> tuple[Frame, ...]:
    """Return the frames whose predicate of several words a verb's clause has, in the pack's order."""
    rows = report.language.idioms.get(squeeze(clause.lemma), ()) if clause.kind == "verb" else ()
    if not rows:
        return ()
    behind = report.following(clause)
    close = squeezed(report.language.syntax.prepositions)
    return tuple(dict.fromkeys(frame for rest, frame in rows if _stands(rest, behind, close)))


def _stands(rest: Sequence[str], behind: Sequence[frozenset[str]], close: frozenset[str]) -> bool:
    """Return whether the further words of an idiom follow in their order, none of them too far off."""
    at = 0
    for word in rest:
        reach = 1 if word in close else _MOST_BETWEEN + 1
        found = next((i for i in range(at, min(at + reach, len(behind))) if word in behind[i]), None)
        if found is None:
            return False
        at = found + 1
    return True


def with_idiom(report: ClausedReport, clause: Clause, frame: Frame) -> Clause:
    """Return a clause with the phrase of its idiom's last preposition as its object: "stood with *Kenya*"."""
    if clause.kind != "verb" or squeeze(clause.lemma) in map(squeeze, frame.predicates):
        return clause
    behind, close = report.following(clause), squeezed(report.language.syntax.prepositions)
    for rest, row in report.language.idioms.get(squeeze(clause.lemma), ()):
        if row is frame and rest[-1] in close and _stands(rest, behind, close):
            role = f"oblique:{rest[-1]}"
            return replace(
                clause,
                arguments=tuple(replace(a, role="object") if a.role == role else a for a in clause.arguments),
            )
    return clause
