"""Who deals with whom: pairs of states and organisations that take part in the same events.

In: events. Out: ties, those with most events first; a tie counts events, never reports.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from regesta.model.findings import Event
from regesta.model.records import Merged
from regesta.model.snapshot import states_of
from regesta.query.scores import is_conflict
from regesta.query.views import took_place


@dataclass(frozen=True, slots=True)
class Tie:
    """Two parties, in alphabetical order of their codes, and the events in which both take part."""

    one: str
    other: str
    events: tuple[Merged[Event], ...]

    @property
    def n_conflict(self) -> int:
        """Return how many of the events are of conflict."""
        return sum(is_conflict(e.finding) for e in self.events)

    @property
    def hostile(self) -> bool:
        """Return whether most of the events are of conflict."""
        return 2 * self.n_conflict > len(self.events)


@dataclass(frozen=True, slots=True)
class Network:
    """Ties, and how many events are left out of them because they were planned, denied or conditional."""

    ties: tuple[Tie, ...]
    n_unreal: int

    @property
    def parties(self) -> Mapping[str, int]:
        """Return the parties with the number of events that tie each to any other, most first.

        An event of three parties makes three ties, and counts once for each party.
        """
        found: dict[str, set[str]] = {}
        for tie in self.ties:
            for code in (tie.one, tie.other):
                found.setdefault(code, set()).update(e.id for e in tie.events)
        return {c: len(ids) for c, ids in sorted(found.items(), key=lambda p: (-len(p[1]), p[0]))}


def find_network(events: Sequence[Merged[Event]], states: Collection[str] = (), least: int = 1) -> Network:
    """Return who deals with whom in events that took place.

    Args:
        events: Of all states, for partners of a state deal with each other where it takes no part.
        states: Codes; only these, whoever deals with any of them, and ties among all these. Empty means all.
        least: Ties of fewer events are left out.
    """
    real = [e for e in events if took_place(e.finding)]
    unreal = [e for e in events if not took_place(e.finding)]
    n_unreal = sum(not states or bool(states_of(e.finding) & set(states)) for e in unreal)
    return Network(around(find_ties(real, least), states), n_unreal)


def find_ties(events: Iterable[Merged[Event]], least: int = 1) -> tuple[Tie, ...]:
    """Return the ties of at least so many events, the one with most first, then by code."""
    shared: dict[tuple[str, str], list[Merged[Event]]] = {}
    for item in events:
        for pair in combinations(sorted(states_of(item.finding)), 2):
            shared.setdefault(pair, []).append(item)
    found = (Tie(one, other, tuple(items)) for (one, other), items in shared.items() if len(items) >= least)
    return tuple(sorted(found, key=lambda t: (-len(t.events), t.one, t.other)))


def around(ties: Sequence[Tie], states: Collection[str]) -> tuple[Tie, ...]:
    """Return the ties of some states, and those among the partners they have; of no states, all."""
    if not states:
        return tuple(ties)
    near = {c for t in ties if t.one in states or t.other in states for c in (t.one, t.other)}
    return tuple(t for t in ties if t.one in near and t.other in near)
