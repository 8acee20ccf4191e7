"""The network: states and organisations on a ring, joined by ties as wide as their events are many."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Collection, Mapping
from typing import Any

from regesta.charts.draw import LEANINGS, NARROW, WIDTH, Chart, empty, leanings, made
from regesta.charts.ring import ring
from regesta.model.records import Records
from regesta.query.ties import Network, Tie, find_network
from regesta.query.views import events_between, span_of
from regesta.query.words import plural

N_PARTIES = 30  # drawn; more stand too close to be read
_COLUMNS = ("one", "other", "events", "of conflict", "first day", "last day")
_TITLE = "Who deals with whom, as a network"
_WIDE = 560  # pixels, of its height
_NAME_PX, _NAME_WIDE_PX, _LEAD_PX = 60, 170, 8  # of a name at most, a longer one ends in dots; before it
_RADIUS, _SMALL_RADIUS = 0.78, 0.55  # of half the drawing; the rest is for names
_UPRIGHT = 20  # parties at most whose names stand upright; more are written outwards
_STEEP = 0.2  # sine: nearer the top or the bottom a name stands above or below its dot
_LEAST_PX2, _MOST_PX2 = 60.0, 500.0  # areas of dots
_MANY = 9  # events more than one; where nobody has so many, no tie is as wide as that
_KEY_PX2 = 900  # a line of thirty pixels shows its dashes
_LEAST_PX, _MOST_PX = 1.0, 8.0  # widths of ties


def network(
    records: Records,
    states: Collection[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    types: Collection[str] = (),
    *,
    least: int = 1,
    narrow: bool = False,
    called: Callable[[str], str] = str,
) -> Chart:
    """Return who deals with whom; around some states: they, their partners and the ties among these.

    Args:
        records: All of the register, for partners deal with each other where the state takes no part.
        states: Codes; these, whoever deals with any of them. Empty means everything.
        since: First day that counts.
        until: Last day that counts.
        types: PLOVER types; empty means all.
        least: Ties of fewer events are left out.
        narrow: For a narrow screen.
        called: Gives what a party is called by its code; a code is what it is called where none is given.
    """
    found = find_network(events_between(records, (), since, until, types), states, least)
    told = network_in_words(found, called)
    if not found.ties:
        return empty("network", _TITLE, told, _COLUMNS)
    rows = [_row(t) for t in found.ties]
    shown = parties_drawn(found, states)
    ties = [t for t in found.ties if t.one in shown and t.other in shown]
    centre = next(iter(states)) if len(states) == 1 else None
    at = _positions(shown, ties, centre)
    spec = _spec(at, {c: found.parties[c] for c in shown}, ties, NARROW if narrow else _WIDE, called)
    return made("network", _TITLE, told, spec, _COLUMNS, rows)


def network_in_words(found: Network, called: Callable[[str], str] = str) -> str:
    """Return what the network shows, in words."""
    if not found.ties:
        return "No event between two parties is known here."
    first = found.ties[0]
    n_hostile = sum(t.hostile for t in found.ties)
    n_all = len(found.parties)
    told = (
        f"{plural(len(found.ties), 'tie')}, {n_hostile} mostly of conflict, between"
        f" {plural(n_all, 'party', 'parties')};"
        f" most events between {called(first.one)} and {called(first.other)} ({len(first.events)})."
    )
    if n_all > N_PARTIES:
        told += f" The {N_PARTIES} with most events of {n_all} are drawn; the table has all."
    return told


def parties_drawn(found: Network, states: Collection[str] = ()) -> tuple[str, ...]:
    """Return the parties that are drawn: the states asked for, then those with most events."""
    asked = [c for c in found.parties if c in states]
    return tuple([*asked, *(c for c in found.parties if c not in states)][:N_PARTIES])


def _row(tie: Tie) -> tuple[Any, ...]:
    first, last = span_of(e.finding.date for e in tie.events)
    return (
        tie.one,
        tie.other,
        len(tie.events),
        tie.n_conflict,
        first.isoformat() if first else None,
        last.isoformat() if last else None,
    )


# --------------------------------------------------------------------------- drawing


def _positions(
    shown: Collection[str], ties: Collection[Tie], centre: str | None
) -> dict[str, tuple[float, float]]:
    """Return where parties stand: on a ring about the middle, the one asked for in it; the ring's radius is 1."""
    outer = [c for c in shown if c != centre]
    weights = {(t.one, t.other): len(t.events) for t in ties if centre not in (t.one, t.other)}
    order = ring(outer, weights)
    turn = 2 * math.pi / max(len(order), 1)
    # Rounded, for the last digits of a sine are the machine's.
    places = {c: (round(math.sin(i * turn), 4), round(math.cos(i * turn), 4)) for i, c in enumerate(order)}
    return places if centre is None else places | {centre: (0.0, 0.0)}


def _spec(
    at: Mapping[str, tuple[float, float]],
    parties: Mapping[str, int],
    ties: Collection[Tie],
    size: int,
    called: Callable[[str], str],
) -> dict[str, Any]:
    """Return the drawing: ties, the widest beneath, then parties, then their names."""
    most_tie, most = max(len(t.events) for t in ties), max(parties.values())
    lines = [
        {
            "x": at[t.one][0],
            "y": at[t.one][1],
            "x2": at[t.other][0],
            "y2": at[t.other][1],
            "width": _scaled(len(t.events), most_tie, _LEAST_PX, _MOST_PX),
            "leaning": LEANINGS[t.hostile],
        }
        for t in ties
    ]
    areas = {c: _scaled(parties[c], most, _LEAST_PX2, _MOST_PX2) for c in at}
    dots = [{"x": x, "y": y, "area": areas[c]} for c, (x, y) in at.items()]
    # Names stand to the left and right more than above and below: a wide drawing has room for them there.
    wide, radius = size if size == NARROW else WIDTH, _radius(len(at), size)
    scale = {"domain": [-1 / radius, 1 / radius], "nice": False}
    across = {"domain": [-wide / size / radius, wide / size / radius], "nice": False}
    return {
        "width": wide,
        "height": size,
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "scale": across, "axis": None},
            "y": {"field": "y", "type": "quantitative", "scale": scale, "axis": None},
        },
        "layer": [
            {
                "data": {"values": lines},
                "mark": {"type": "rule", "opacity": 0.75},
                "encoding": {
                    "x2": {"field": "x2"},
                    "y2": {"field": "y2"},
                    "stroke": leanings("leaning", symbol_px2=_KEY_PX2),
                    "strokeDash": leanings("leaning", ([1, 0], [7, 4]), _KEY_PX2),
                    "strokeWidth": {"field": "width", "type": "quantitative", "scale": None},
                },
            },
            {
                "data": {"values": dots},
                "mark": {"type": "point", "filled": True, "fill": "@ink", "stroke": "@paper", "opacity": 1},
                "encoding": {"size": {"field": "area", "type": "quantitative", "scale": None}},
            },
            *_names(at, areas, size, called),
        ],
    }


def _radius(n_parties: int, size: int) -> float:
    """Return how far from the middle parties stand, of half the drawing; the rest is for names."""
    return _RADIUS if n_parties <= _UPRIGHT and size != NARROW else _SMALL_RADIUS


def _limit(size: int, *, upright: bool) -> float:
    """Return how long a name may be: written outwards at the top it must end inside the drawing."""
    if upright:
        return _NAME_PX if size == NARROW else _NAME_WIDE_PX
    return size / 2 * (1 - _SMALL_RADIUS) - _LEAD_PX


def _scaled(n: int, most: int, low: float, high: float) -> float:
    """Return what stands for a number of events between one and the most there are, or ten."""
    return round(low + (high - low) * (n - 1) / max(most - 1, _MANY), 2)


def _names(
    at: Mapping[str, tuple[float, float]],
    areas: Mapping[str, float],
    size: int,
    called: Callable[[str], str],
) -> list[dict[str, Any]]:
    """Return the layers of names, each outside its dot: upright where there are few, else written outwards."""
    upright, radius = len(at) <= _UPRIGHT, _radius(len(at), size)
    free = math.pi / max(
        len(at) - 1, 1
    )  # halfway between the first tie of the one in the middle and the next
    values = []
    for code, (x, y) in at.items():
        beside = (math.sqrt(areas[code] / math.pi) + 5) / (size / 2 * radius)
        if x == y == 0:
            place = {"x": round(math.sin(free) * beside, 4), "y": round(math.cos(free) * beside, 4)}
            under = len(at) == 2  # the other one stands above it
            beyond = (
                {"align": "center", "baseline": "top"} if under else {"align": "left", "baseline": "bottom"}
            )
            values.append({**place, "name": called(code), "angle": 0, **beyond})
            continue
        away = 1 + beside
        angle = math.degrees(math.atan2(x, y))  # clockwise from the top
        middle = upright and abs(x) < _STEEP
        values.append(
            {
                "x": round(x * away, 4),
                "y": round(y * away, 4),
                "name": called(code),
                "angle": 0 if upright or middle else round(angle - 90 if x >= 0 else angle + 90, 2),
                "align": "center" if middle else "left" if x >= 0 else "right",
                "baseline": "middle" if not middle else "bottom" if y >= 0 else "top",
            }
        )
    font, limit = 11 if size == NARROW else 13, _limit(size, upright=upright)
    layers = []
    for align, baseline in sorted({(v["align"], v["baseline"]) for v in values}):
        there = [v for v in values if (v["align"], v["baseline"]) == (align, baseline)]
        mark = {"type": "text", "align": align, "baseline": baseline, "fontSize": font, "limit": limit}
        layers += [
            {
                "data": {"values": there},
                "mark": {**mark, **more},
                "encoding": {
                    "text": {"field": "name"},
                    "angle": {"field": "angle", "type": "quantitative", "scale": None},
                },
            }
            for more in ({"stroke": "@paper", "strokeWidth": 3}, {})
        ]
    return layers
