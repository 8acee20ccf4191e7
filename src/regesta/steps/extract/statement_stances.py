"""The stance of what is said, where its cue gives none.

In: a report with clauses, the clause of speech, its speakers and content. Out: a stance. What is said of one's own side
counts first, then a wrong that another is said to have done, then the words: the heaviest win.
"""

from __future__ import annotations

from collections.abc import Iterable

from regesta.model.actors import Actor
from regesta.model.clauses import Clause
from regesta.model.findings import Stance
from regesta.model.spans import Span
from regesta.packs.schema import ContentStance
from regesta.steps.extract.fill import ClausedReport
from regesta.steps.extract.voices import voices
from regesta.text.fold import squeeze

_WORDS_BEFORE = 3  # how far back a word can be that voids a phrase: "under the *UN Charter*"


def own_refusal(report: ClausedReport, clause: Clause, speakers: Iterable[Actor], content: Span) -> bool:
    """Return whether somebody says that his own side will not do something: "said Oslo would not pay".

    A passive without a doer counts as his own: "the border would not be reopened".
    """
    own = {s.state for s in speakers}
    for other in said_clauses(report, clause, content):
        if not (other.negated and (other.modality == "planned" or other.tense == "future")):
            continue
        if other.lemma.startswith("be "):
            continue  # "will not be easy"
        doers = {a.state for a in voices(report, other.args("subject"))}
        if doers <= own and (doers or other.voice == "passive"):
            return True
    return False


def said_clauses(report: ClausedReport, clause: Clause, content: Span) -> list[Clause]:
    """Return the main clauses of what a clause of speech reports."""
    inner = {a.clause for a in clause.args("complement")}
    here = [c for c in report.clauses_in(clause.sentence) if c.kind == "verb" and content.holds(c.predicate)]
    heads = {c.index for c in here if c.index in inner or (c.quoted and c.parent == clause.index)}
    return [c for c in here if c.index in heads or (c.parent in heads and c.relation == "conjunct")]


def stance_of(report: ClausedReport, content: Span) -> Stance:
    """Return the stance that the content's own words give, the heaviest winning; else neutral."""
    words = content.of(report.text)
    folded = f" {squeeze(words)} "
    weight: dict[Stance, float] = {}
    for hit in report.language.content_stance_table.hits(words):
        before = squeeze(words[: hit.span.start])
        for row in hit.values:
            if not any(f" {squeeze(u)} " in folded for u in row.unless) and not _void(row, before):
                weight[row.stance] = weight.get(row.stance, 0.0) + row.weight
    if not weight:
        return "neutral"
    return max(sorted(weight), key=lambda s: weight[s])


def _void(row: ContentStance, before: str) -> bool:
    """Return whether the words before a phrase turn it into something else: "*under* international law"."""
    if not row.not_after:
        return False
    last = f" {' '.join(before.split()[-_WORDS_BEFORE:])} "
    return any(f" {squeeze(w)} " in last for w in row.not_after)
