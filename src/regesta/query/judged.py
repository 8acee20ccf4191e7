"""What people decided about records, beside how sure the register was of them.

In: decisions, the records that they accepted and the findings that they rejected. Out: judgements, and these by how
sure the register was: how many of a hundred that it calls 0.9 did people accept?
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regesta.model.decisions import Decision
from regesta.model.findings import Finding
from regesta.model.records import Records
from regesta.query.corrections import record_of
from regesta.query.gather import active_decisions
from regesta.query.unite import united_confidence

# Few records are held for less than 0.6, most for more than 0.9.
EDGES = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
_Z = 1.96  # of an interval of 95 %


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """A record that a person accepted or rejected, and how sure its witnesses made the register of it, from 0 to 1."""

    id: str
    record: str
    confidence: float
    accepted: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The judgements on records of one confidence, `low` included, `high` only in the last bin.

    `least` and `most` are the ends of the interval of 95 % about the share that was accepted (Wilson's).
    """

    low: float
    high: float
    n: int
    n_accepted: int
    confidence: float
    least: float
    most: float

    @property
    def share(self) -> float:
        """Return the share that was accepted."""
        return self.n_accepted / self.n


def judgements(
    decisions: Iterable[Decision], records: Records, findings: Iterable[Finding]
) -> tuple[Judgement, ...]:
    """Return each record that people accepted or rejected, once, sorted by id; what is rejected is not accepted.

    A correction of a field says neither, and is no judgement here.

    Args:
        decisions: Of persons, and what withdraws them.
        records: With those that hold the findings accepted.
        findings: As they were read, those rejected among them.
    """
    standing = active_decisions(decisions)
    accepted = {d.of[0] for d in standing if d.kind == "confirm"}
    found = [
        Judgement(item.id, record_of(item.finding), united_confidence(item.merged.members), accepted=True)
        for item in records.items()
        if any(m.id in accepted for m in item.merged.members)
    ]
    known = {f.id: f for f in findings}
    told: set[str] = set()
    for decision in sorted(
        standing, key=lambda d: (-len(d.of), d.id)
    ):  # a whole record before one of its witnesses
        witnesses = [known[i] for i in decision.of if i in known] if decision.kind == "reject" else []
        if not witnesses or not told.isdisjoint(w.id for w in witnesses):
            continue
        told.update(w.id for w in witnesses)
        first = min(witnesses, key=lambda w: w.id)
        found.append(Judgement(first.id, record_of(first), united_confidence(witnesses), accepted=False))
    return tuple(sorted(found))


def binned(judged: Sequence[Judgement]) -> tuple[Bin, ...]:
    """Return judgements by confidence, the least sure first; no bin is empty."""
    bins = []
    for low, high in pairwise(EDGES):
        inside = [j for j in judged if low <= j.confidence < high or j.confidence == high == EDGES[-1]]
        if inside:
            n, right = len(inside), sum(j.accepted for j in inside)
            mean = sum(j.confidence for j in inside) / n
            bins.append(Bin(low, high, n, right, round(mean, 3), *wilson(right, n)))
    return tuple(bins)


def wilson(k: int, n: int) -> tuple[float, float]:
    """Return the ends of Wilson's interval of 95 % about a share of `k` in `n`, with 3 decimals; `n` is at least 1."""
    share, z2 = k / n, _Z * _Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return round(max(0.0, middle - half), 3), round(min(1.0, middle + half), 3)
