"""Who did what about a commitment: its parties by the stages they brought it to, with the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from regesta.model.actors import Actor
from regesta.model.findings import Commitment, Event, Finding, Stage, Statement
from regesta.model.records import Records, Thread
from regesta.model.spans import Evidence
from regesta.serve import filters
from regesta.serve.views import Json

UNSAID = "-"  # in place of a party, where the words do not say whose act it was


@dataclass(frozen=True, slots=True)
class Act:
    """One step of a commitment by whoever took it: a party, a stage and the words that say so."""

    party: str
    stage: Stage
    words: tuple[Evidence, ...]


def acts_of(thread: Thread, records: Records) -> tuple[Act, ...]:
    """Return the acts of a commitment in order of time; what ended without anybody's act is none."""
    others = {item.id: item.finding for item in records.items()}
    done = []
    for step in thread.history:
        told = tuple(e for e in step.evidence if isinstance(e, Evidence))
        if step.by is not None:
            follower = others.get(step.by)
            parts = [(_sides(follower), told)] if follower is not None else []
        else:
            parts = [
                (_sides(m), tuple(e for e in m.evidence if e in told))
                for m in thread.merged.members
                if m.stage == step.stage
            ]
        for sides, its in parts:
            done += [Act(party, step.stage, its) for party in sides if its]
    return tuple(done)


def _sides(finding: Finding) -> tuple[str, ...]:
    """Return the states and bodies whose act a finding tells, sorted; `UNSAID` alone where it names nobody."""
    return tuple(sorted({a.state for a in _doers(finding) if a.state})) or (UNSAID,)


def _doers(finding: Finding) -> Sequence[Actor]:
    if isinstance(finding, Commitment):
        return finding.by
    if isinstance(finding, Event):
        return finding.actors
    return finding.speakers if isinstance(finding, Statement) else ()


def grid(acts: Iterable[Act], parties: Sequence[str], names: Mapping[str, str]) -> Json:
    """Return parties by stages with the number of reports that tell of each; who is party and did nothing has noughts.

    Args:
        acts: Of one commitment.
        parties: Those of the commitment.
        names: What each is called.
    """
    reports: dict[tuple[str, str], set[str]] = {}
    for act in acts:
        reports.setdefault((act.party, act.stage), set()).update(e.report_id for e in act.words)
    stages = [s for s in filters.STAGES if any(stage == s for _, stage in reports)]
    unsaid = any(party == UNSAID for party, _ in reports)
    also = sorted({p for p, _ in reports if p not in parties and p != UNSAID})
    rows = [
        {"party": p, "name": names.get(p, p), "reports": {s: len(reports.get((p, s), ())) for s in stages}}
        for p in (*parties, *also, *((UNSAID,) if unsaid else ()))
    ]
    return {"stages": stages, "rows": rows if stages else []}


def words_of(acts: Iterable[Act], asked: filters.Acts) -> set[tuple[str, int, int]]:
    """Return where the words stand that tell of the acts asked for: report, first and last character."""
    return {
        (e.report_id, e.span.start, e.span.end)
        for act in acts
        if (asked.party is None or act.party == asked.party) and (asked.act is None or act.stage == asked.act)
        for e in act.words
    }
