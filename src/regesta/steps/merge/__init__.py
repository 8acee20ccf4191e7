"""Merge: say which findings are of one thing, and which follow up a commitment.

In: new findings and their neighbours. Out: decisions between their likenesses, each a function of the two alone, the
same whichever comes first, so the order in which reports are added changes nothing. `spread` says what they
mean for the findings of a view. No finding is touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from regesta.model.decisions import Decision
from regesta.model.findings import Finding
from regesta.model.likeness import likeness
from regesta.steps.merge import compare, follow
from regesta.steps.merge.block import keys
from regesta.steps.merge.spread import spread

__all__ = ["keys", "likeness", "merge", "spread"]


def merge(new: Iterable[Finding], neighbours: Iterable[Finding]) -> tuple[Decision, ...]:
    """Return the decisions between the likenesses of new findings and of their neighbours, sorted by id.

    Args:
        new: Findings just read.
        neighbours: Findings of other reports; one of a likeness is enough. Those that share a block key are compared.
    """
    told = [(likeness(f), f) for f in new]
    met = {likeness(f): f for f in neighbours}
    fresh = dict(told)
    known = met | fresh
    # The first of its kind has nothing to be compared with; most findings stay the only ones.
    several = {name for name, n in Counter(name for name, _ in told).items() if n > 1 or name in met}
    blocks = {name: frozenset(keys(f)) for name, f in known.items()}
    made: dict[str, Decision] = {}
    for a in fresh:
        for b in known:
            if (b in fresh and b < a) or (a == b and a not in several):
                continue
            # A neighbour of another finding of the same report would be met in one order of adding only.
            if not blocks[a].isdisjoint(blocks[b]):
                made |= {d.id: d for d in _between(a, known[a], b, known[b])}
    return tuple(made[i] for i in sorted(made))


def _between(a: str, one: Finding, b: str, other: Finding) -> Iterator[Decision]:
    verdict = compare.judge(one, other)
    if verdict is not None:
        yield compare.decision(verdict[0], (a, b), f"rule:merge/{verdict[1]}", verdict[2])
    for of, first, later in (((a, b), one, other), ((b, a), other, one)):
        course = follow.judge(first, later)
        if course is not None:
            yield follow.follows(of, *course)
