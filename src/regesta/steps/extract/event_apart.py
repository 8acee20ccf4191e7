"""Meetings told in one breath that were several: "met separately with", "held separate talks with".

In: an event of more than two sides and the clause that tells it. Out: one event for each of the several who met
the other one; none where nobody can say who met whom. Those who met somebody separately did not meet each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regesta.model.actors import Actor
from regesta.model.clauses import Clause
from regesta.model.drafts import Draft
from regesta.model.findings import Event
from regesta.model.ids import finding_id
from regesta.steps.extract.fill import ClausedReport
from regesta.text.fold import squeeze

_NEAR = 24  # letters between the predicate and the word that parts


def apart(report: ClausedReport, clause: Clause, draft: Draft[Event]) -> tuple[Draft[Event], ...]:
    """Return the draft, or what it says of each pair where its clause parts those it names."""
    event = draft.finding
    if event.recipients or len({a.state for a in event.actors}) < 3 or not _parts(report, clause):
        return (draft,)
    subjects = {i for a in clause.args("subject") for i in (*a.mentions, *a.inner)}
    named = {x.entity for i in subjects for x in report.report.actors[i]}
    several = [a for a in event.actors if a.entity in named]
    others = [a for a in event.actors if a.entity not in named]
    if len(several) == 1:
        several, others = others, several
    if len(others) != 1:
        return ()
    return tuple(_between(report, clause, draft, (one, others[0])) for one in several)


def _parts(report: ClausedReport, clause: Clause) -> bool:
    """Return whether a word such as "separately" stands beside the predicate, or before what is held."""
    sentence = report.sentence(clause).span
    start = max(sentence.start, clause.predicate.start - _NEAR)
    end = min(sentence.end, clause.predicate.end + _NEAR)
    near = f" {squeeze(report.text[start:end])} "
    return any(f" {squeeze(w)} " in near for w in report.language.syntax.apart)


def _between(
    report: ClausedReport, clause: Clause, draft: Draft[Event], two: Sequence[Actor]
) -> Draft[Event]:
    event = draft.finding
    actors = tuple(sorted(two, key=lambda a: (a.state or "", a.entity)))
    arguments = [*(a.entity for a in actors), "|"]
    spans = [clause.predicate, event.evidence[0].span]
    return replace(
        draft,
        finding=replace(
            event, actors=actors, id=finding_id("event", report.id, spans, event.type, arguments)
        ),
    )
