"""Since which revision an answer about some states is good: whoever keeps answers keys them by it.

The register says what each write touched; a pair of states is as old as the last write that touched both.
"""

from __future__ import annotations

import threading
from itertools import combinations

from regesta.register import Register


class Freshness:
    """The revision of the last write that touched everything, each state and each pair."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen = 0
        self._everything = 0
        self._touched: dict[frozenset[str], int] = {}

    def since(self, register: Register, states: tuple[str, ...]) -> int:
        """Return a number that changes whenever anything that concerns all of these states may have changed.

        Args:
            register: It is asked what was written since it was last asked.
            states: Codes; none stands for everything.
        """
        if register.revision != self._seen:
            with self._lock:
                self._look(register)
        if not states:
            return self._seen
        parts = [frozenset(p) for p in combinations(sorted(set(states)), min(2, len(set(states))))]
        # Three states are touched together no later than any two of them.
        return max(self._everything, min(self._touched.get(p, 0) for p in parts))

    def _look(self, register: Register) -> None:
        found = register.touched(self._seen)
        if found.everything:
            self._everything = found.revision
            self._touched.clear()
        for states in found.states:
            for state in states:
                self._touched[frozenset((state,))] = found.revision
            for pair in combinations(sorted(states), 2):
                self._touched[frozenset(pair)] = found.revision
        self._seen = found.revision
