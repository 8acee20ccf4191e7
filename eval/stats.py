"""Figures that scorers share: F1, macro-F1, and how sure a figure is at the size of its sample.

Pure. Intervals come from the percentile bootstrap with a fixed seed, so that equal data gives equal lines.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
N_RESAMPLES = 1000
SEED = 20_261_122


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were right, how many were claimed, how many there are."""

    right: int = 0
    claimed: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.claimed + other.claimed, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Return the share of what was claimed that is right; 0 where nothing was claimed."""
        return self.right / self.claimed if self.claimed else 0.0

    @property
    def recall(self) -> float:
        """Return the share of what there is that was found; 0 where there is nothing."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.claimed + self.gold
        return 2 * self.right / both if both else 0.0


def by_class(pairs: Sequence[tuple[str, str | None]]) -> Mapping[str, Counts]:
    """Return counts for each gold class, from pairs of gold and answer; None answers nothing."""
    classes = sorted({gold for gold, _ in pairs})
    return {
        c: Counts(
            sum(gold == c == answer for gold, answer in pairs),
            sum(answer == c for _, answer in pairs),
            sum(gold == c for gold, _ in pairs),
        )
        for c in classes
    }


def macro_f1(pairs: Sequence[tuple[str, str | None]]) -> float:
    """Return the mean F1 over the classes that the gold holds."""
    counts = by_class(pairs)
    return sum(c.f1 for c in counts.values()) / len(counts) if counts else 0.0


def share(flags: Sequence[bool]) -> float:
    """Return the share of flags that are set; 0 of none."""
    return sum(flags) / len(flags) if flags else 0.0


def interval(rows: Sequence[T], figure: Callable[[Sequence[T]], float]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a figure computed from rows."""
    if not rows:
        return 0.0, 0.0
    draw = random.Random(SEED)
    n = len(rows)
    figures = sorted(figure([rows[draw.randrange(n)] for _ in range(n)]) for _ in range(N_RESAMPLES))
    return figures[int(0.025 * N_RESAMPLES)], figures[int(0.975 * N_RESAMPLES) - 1]


def sampled(rows: Sequence[T], n: int | None) -> list[T]:
    """Return `n` rows drawn with the fixed seed, in their own order; all for None or too large an `n`."""
    if n is None or n >= len(rows):
        return list(rows)
    chosen = sorted(random.Random(SEED).sample(range(len(rows)), n))
    return [rows[i] for i in chosen]


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """Return B³ precision, recall and F1 of a grouping; both map an item to its group."""
    in_gold, in_found = _groups(gold), _groups(found)
    if not gold:
        return 0.0, 0.0, 0.0
    precision = recall = 0.0
    for item in gold:
        shared = len(in_gold[gold[item]] & in_found[found[item]])
        precision += shared / len(in_found[found[item]])
        recall += shared / len(in_gold[gold[item]])
    precision, recall = precision / len(gold), recall / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def pair_counts(gold: Mapping[str, str], found: Mapping[str, str]) -> Counts:
    """Return counts over pairs of items that are in one group."""
    items = sorted(gold)
    together = [
        (gold[a] == gold[b], found[a] == found[b]) for i, a in enumerate(items) for b in items[i + 1 :]
    ]
    return Counts(sum(g and f for g, f in together), sum(f for _, f in together), sum(g for g, _ in together))


def _groups(of: Mapping[str, str]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {}
    for item, group in of.items():
        groups.setdefault(group, set()).add(item)
    return groups
