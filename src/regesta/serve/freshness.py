"""Since which revision an answer about some states or subjects is good: whoever keeps answers marks them with it.

The register says what each write touched; a pair of states is as old as the last write that touched both.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from itertools import combinations

from regesta.register import Register


class Freshness:
    """The revision of the last write that touched everything, each state, each pair and each subject."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen = 0
        self._everything = 0
        self._touched: dict[frozenset[str], int] = {}
        self._subjects: dict[str, int] = {}

    def since(self, register: Register, states: tuple[str, ...], subjects: Collection[str] = ()) -> int:
        """Return a number that grows whenever anything about all of these states or one of these subjects may change.

        Args:
            register: It is asked what was written since it was last asked.
            states: Codes.
            subjects: Of `regesta.model.snapshot.subjects_of`. No states and no subjects stand for everything.
        """
        if register.revision != self._seen:
            with self._lock:
                self._look(register)
        about = max((self._subjects.get(s, 0) for s in subjects), default=0)
        if not states:
            return max(self._everything, about) if subjects else self._seen
        parts = [frozenset(p) for p in combinations(sorted(set(states)), min(2, len(set(states))))]
        # Three states are touched together no later than any two of them.
        return max(self._everything, about, min(self._touched.get(p, 0) for p in parts))

    def _look(self, register: Register) -> None:
        found = register.touched(self._seen)
        if found.everything:
            self._everything = found.revision
            self._touched.clear()
            self._subjects.clear()
        self._subjects |= dict.fromkeys(found.subjects, found.revision)
        for states in found.states:
            for state in states:
                self._touched[frozenset((state,))] = found.revision
            for pair in combinations(sorted(states), 2):
                self._touched[frozenset(pair)] = found.revision
        self._seen = found.revision
