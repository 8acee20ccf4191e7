"""Where things happened: the places that reports name, each with its events.

In: events. Out: places, those with most events first. A place is known by its own point, or only by the state it
lies in; no point is made up for a state, for a capital's dot would tell of a city that no report names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from regesta.model.findings import Event, Place
from regesta.model.records import Merged
from regesta.query.scores import is_conflict
from regesta.query.views import took_place


@dataclass(frozen=True, slots=True)
class Site:
    """A place and what happened there, in the order given. `point` is latitude and longitude in degrees.

    `point` is None where reports name only a state, or a place whose position the packs do not know.
    """

    name: str
    state: str
    point: tuple[float, float] | None
    events: tuple[Merged[Event], ...]

    @property
    def label(self) -> str:
        """Return how people write it, as in a correction: "Minsk, BLR"."""
        return f"{self.name}, {self.state}" if self.state else self.name

    @property
    def n_conflict(self) -> int:
        """Return how many of the events are of conflict."""
        return sum(is_conflict(e.finding) for e in self.events)

    @property
    def hostile(self) -> bool:
        """Return whether most of the events are of conflict."""
        return 2 * self.n_conflict > len(self.events)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where events happened, and how many have no place: a map without these numbers would look complete.

    `n_placeless` took place somewhere that no report names; `n_unreal` were planned, denied or conditional.
    """

    sites: tuple[Site, ...]
    n_placeless: int
    n_unreal: int

    @property
    def drawn(self) -> tuple[Site, ...]:
        """Return the places that have a point."""
        return tuple(s for s in self.sites if s.point is not None)

    @property
    def listed(self) -> tuple[Site, ...]:
        """Return the places that have none."""
        return tuple(s for s in self.sites if s.point is None)


def find_sites(events: Iterable[Merged[Event]]) -> Whereabouts:
    """Return the places at which events took place, the one with most events first, then by name."""
    groups: dict[tuple[str, str], list[Merged[Event]]] = {}
    n_placeless = n_unreal = 0
    for item in events:
        place = item.finding.place
        if not took_place(item.finding):
            n_unreal += 1
        elif place is None:
            n_placeless += 1
        else:
            groups.setdefault((place.name, place.state), []).append(item)
    sites = [Site(name, state, _point(found), tuple(found)) for (name, state), found in groups.items()]
    sites.sort(key=lambda s: (-len(s.events), s.name, s.state))
    return Whereabouts(tuple(sites), n_placeless, n_unreal)


def _point(events: Iterable[Merged[Event]]) -> tuple[float, float] | None:
    """Return the point that most events give their place; a correction that names it may give none."""
    points = Counter(p for e in events if (p := _point_of(e.finding.place)) is not None)
    return min(points, key=lambda p: (-points[p], p), default=None)


def _point_of(place: Place | None) -> tuple[float, float] | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return place.lat, place.lon
