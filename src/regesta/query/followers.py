"""What follows each commitment, as the register shows it.

In: "follows" decisions, groups and records. Out: for each commitment its followers, under their records' ids. A rule's
decision names one finding for all that are like it: every one of them bears witness, but for those of the report that
alone tells of the commitment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from regesta.model.decisions import Decision
from regesta.model.findings import Finding
from regesta.model.spans import Evidence

Alike = Mapping[str, tuple[Finding, ...]]


def followers(
    active: Iterable[Decision],
    names: Mapping[str, str],
    shown: Mapping[str, Finding],
    alike: Alike,
    spread: Collection[str],
    undone: Collection[tuple[str, ...]],
) -> dict[str, list[tuple[Decision, Finding]]]:
    """Return, for the id of each commitment's record, what follows it: the decision, and the follower.

    Args:
        active: Decisions that stand.
        names: Finding id to the id of its record.
        shown: Events and commitments as they are shown, by id.
        alike: The findings that count, by likeness.
        spread: Ids of the decisions in which one finding stands for all that are like it.
        undone: Pairs of a commitment and a follower of which a person withdrew a decision.

    Returns:
        Each follower has the id and date of its record, and the evidence of all findings that say the same.
    """
    following = [d for d in active if d.kind == "follows" and len(d.of) == 2 and names.keys() >= set(d.of)]
    if not following:
        return {}
    kin = {f.id: members for members in alike.values() for f in members}
    telling = _telling(alike, names)
    found: dict[str, list[tuple[Decision, Finding]]] = {}
    for decision in following:
        commitment, follower = decision.of
        itself = names[commitment]
        witnesses = [f for f in kin[follower] if f.id == follower]
        if decision.id in spread:
            reports = telling[kin[commitment][0].id, itself]
            alone = next(iter(reports)) if len(reports) == 1 else None
            witnesses = [
                f
                for f in kin[follower]
                if f.id == follower or (_report(f) != alone and (commitment, f.id) not in undone)
            ]
        for record, members in _by_record(witnesses, names).items():
            if record in shown and record != itself:
                words: Any = tuple(e for f in members for e in f.evidence)
                told = replace(members[0], id=record, date=shown[record].date, evidence=words)
                found.setdefault(itself, []).append((decision, told))
    return found


def _telling(alike: Alike, names: Mapping[str, str]) -> dict[tuple[str, str], set[str | None]]:
    """Return the reports that tell of each record in each likeness, by the first id of that."""
    found: dict[tuple[str, str], set[str | None]] = {}
    for members in alike.values():
        for f in members:
            found.setdefault((members[0].id, names[f.id]), set()).add(_report(f))
    return found


def _by_record(findings: Iterable[Finding], names: Mapping[str, str]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for f in findings:
        found.setdefault(names[f.id], []).append(f)
    return found


def _report(finding: Finding) -> str | None:
    return next((e.report_id for e in finding.evidence if isinstance(e, Evidence)), None)
