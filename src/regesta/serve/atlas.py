"""What the map and the network show: all states at once, with the filters of the calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from regesta import query
from regesta.charts.network import network_in_words, parties_drawn
from regesta.charts.places import map_in_words
from regesta.errors import UnknownRecord
from regesta.model.findings import Event, EventType
from regesta.model.records import Merged
from regesta.query.places import Site, Whereabouts
from regesta.query.ties import Tie
from regesta.query.views import span_of
from regesta.serve import filters
from regesta.serve.library import Library
from regesta.serve.views import Json, Page, name_of, told_events

_MOST = 200  # events of a place that are told
PAGE = 100  # ties at a time


def places(library: Library, asked: filters.Places) -> Page:
    """Return where events took place, and those of one place if one is asked for.

    Raises:
        UnknownState: a word names no state.
        UnknownRecord: nothing took place at the place asked for.
    """
    codes = library.register.codes(asked.state)
    kept = ("map", asked.model_dump_json())
    return library.outlined(kept, lambda: _places(library, asked, codes), *codes)


def _places(library: Library, asked: filters.Places, codes: tuple[str, ...]) -> Page:
    events = query.events_between(library.outlines().records, codes, *filters.first_last(asked))
    found = query.find_sites(_of_types(events, asked.type))
    rows = [_site(library, s) for s in found.sites]
    chosen = _chosen(found, asked.place) if asked.place else None
    shown = chosen.events[-_MOST:] if chosen else ()
    data = {
        "filter": _given(asked, codes),
        "names": [name_of(library, c) for c in codes],
        "types": _types(events, asked.type),
        "empty": not codes and not events and _is_empty(library),
        "description": map_in_words(found, partial(name_of, library)),
        "n_drawn": len(found.drawn),
        "n_placeless": found.n_placeless,
        "n_unreal": found.n_unreal,
        "places": rows,
        "place": chosen.label if chosen else None,
        "n_events": len(chosen.events) if chosen else 0,
        "timeline": told_events(library, shown),
    }
    return Page("map.html", "Map", data, rows)


def network(library: Library, asked: filters.Ties) -> Page:
    """Return who deals with whom: everybody, or some states, their partners and the ties among these.

    Raises:
        UnknownState: a word names no state.
    """
    codes = library.register.codes(asked.state)
    kept = ("network", asked.model_dump_json())
    return library.outlined(kept, lambda: _network(library, asked, codes))


def _network(library: Library, asked: filters.Ties, codes: tuple[str, ...]) -> Page:
    # Of all: partners deal with each other where the state takes no part.
    events = query.events_between(library.outlines().records, (), *filters.first_last(asked))
    found = query.find_network(_of_types(events, asked.type), codes, asked.least)
    rows = [_tie(library, t) for t in found.ties]
    n_pages = max(1, -(-len(rows) // PAGE))
    at = min(asked.page, n_pages)
    shown = parties_drawn(found, codes)
    data = {
        "filter": _given(asked, codes),
        "names": [name_of(library, c) for c in codes],
        "types": _types(events, asked.type),
        "empty": not events and _is_empty(library),
        "description": network_in_words(found, partial(name_of, library)),
        "parties": [
            {"code": c, "name": name_of(library, c), "events": n, "drawn": c in shown}
            for c, n in found.parties.items()
        ],
        "n_drawn": len(shown),
        "n_unreal": found.n_unreal,
        "n_ties": len(rows),
        "at": at,
        "pages": n_pages,
        "ties": rows[(at - 1) * PAGE : at * PAGE],
    }
    return Page("network.html", "Network", data, rows)


# --------------------------------------------------------------------------- parts


def _is_empty(library: Library) -> bool:
    """Return whether there is no report at all, told where one has no event."""
    return not library.register.overview(0).languages


def _of_types(events: Iterable[Merged[Event]], types: Collection[str]) -> list[Merged[Event]]:
    return [e for e in events if not types or e.finding.type in types]


def _types(events: Iterable[Merged[Event]], asked: Collection[EventType]) -> dict[str, int]:
    """Return the types that can be chosen, with the events each has: those there are, and those asked for."""
    counted = Counter(e.finding.type for e in events)
    return {t: counted[t] for t in dict.fromkeys([*(t for t, _ in counted.most_common()), *asked])}


def _given(asked: filters.Places | filters.Ties, codes: tuple[str, ...]) -> dict[str, Any]:
    """Return the filters as given, states by code: what addresses of charts and of other pages carry on."""
    given = asked.model_dump(exclude_defaults=True, exclude={"place", "page"})
    return given | ({"state": codes} if codes else {})


def _chosen(found: Whereabouts, named: str) -> Site:
    site = next((s for s in found.sites if s.label.casefold() == named.casefold()), None)
    if site is None:
        most = "; ".join(s.label for s in found.sites[:5])
        fix = f"Most took place at: {most}" if most else "No event here has a place"
        raise UnknownRecord(named, "nothing here took place there", fix)
    return site


def _site(library: Library, site: Site) -> Json:
    lat, lon = site.point or (None, None)
    return {
        "place": site.name,
        "state": site.state,
        "name": name_of(library, site.state) if site.state else "",
        "label": site.label,
        "lat": lat,
        "lon": lon,
        **_counted(site),
    }


def _tie(library: Library, tie: Tie) -> Json:
    return {
        "pair": f"{tie.one}-{tie.other}",
        "one": tie.one,
        "other": tie.other,
        "names": [name_of(library, tie.one), name_of(library, tie.other)],
        **_counted(tie),
    }


def _counted(found: Site | Tie) -> Json:
    first, last = span_of(e.finding.date for e in found.events)
    return {
        "events": len(found.events),
        "conflict": found.n_conflict,
        "leaning": "mostly conflict" if found.hostile else "mostly cooperation",
        "first": first.isoformat() if first else None,
        "last": last.isoformat() if last else None,
    }
