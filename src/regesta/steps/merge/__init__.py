"""Merge: say which findings are of one thing, and which follow up a commitment.

In: new findings and their neighbours. Out: decisions. Every decision is a function of its two
findings alone, the same whichever comes first, so the order in which reports are added changes
nothing. No finding is touched.
"""

from __future__ import annotations

from collections.abc import Iterable

from regesta.model.decisions import Decision
from regesta.model.findings import Finding
from regesta.steps.merge.block import keys
from regesta.steps.merge.compare import decide
from regesta.steps.merge.follow import follow

__all__ = ["keys", "merge"]


def merge(new: Iterable[Finding], neighbours: Iterable[Finding]) -> tuple[Decision, ...]:
    """Return the decisions between new findings and their neighbours, and among the new ones.

    Args:
        new: Findings just read.
        neighbours: Findings of other reports that share a block key with one of them.
    """
    fresh = list(new)
    old = {f.id: f for f in neighbours}
    pairs = [(a, b) for a in fresh for b in old.values() if a.id != b.id]
    pairs += [(a, b) for i, a in enumerate(fresh) for b in fresh[i + 1 :]]
    by_key: dict[str, Decision] = {}
    for a, b in pairs:
        for decision in (decide(a, b), follow(a, b), follow(b, a)):
            if decision is not None:
                by_key[decision.id] = decision
    return tuple(by_key[k] for k in sorted(by_key))
