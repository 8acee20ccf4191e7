"""The order in which parties stand on a ring, so that ties are short and few of them cross.

Deterministic: a greedy search from the order given; no chance, equal input gives equal output.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import combinations

_MOST_ROUNDS = 50  # thirty parties need fewer than ten


def ring(parties: Sequence[str], ties: Mapping[tuple[str, str], int]) -> tuple[str, ...]:
    """Return parties in their order on a ring, the first given first.

    Two are swapped as long as that shortens the ties, a tie of many events counting more. Ties between
    neighbours cross nothing, and short ones little.

    Args:
        parties: Codes, each once.
        ties: Number of events by the codes of two of the parties.
    """
    n = len(parties)
    order = list(parties)
    at = {c: i for i, c in enumerate(order)}
    near: dict[str, list[tuple[str, float]]] = {c: [] for c in parties}
    for (one, other), events in ties.items():
        near[one].append((other, math.sqrt(events)))
        near[other].append((one, math.sqrt(events)))

    def length(code: str) -> float:
        here = at[code]
        return sum(w * min(d := abs(here - at[o]), n - d) for o, w in near[code])

    def swap(one: str, other: str) -> None:
        at[one], at[other] = at[other], at[one]

    for _ in range(_MOST_ROUNDS):
        better = False
        for one, other in combinations(order, 2):
            before = length(one) + length(other)
            swap(one, other)
            if length(one) + length(other) < before - 1e-9:
                better = True
            else:
                swap(one, other)
        if not better:
            break
    first = at[parties[0]] if parties else 0
    return tuple(sorted(order, key=lambda c: (at[c] - first) % n))
