"""The map: a dot at each place that reports name, larger where more happened. No border is drawn or known of."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from regesta.charts.draw import LEANINGS, NARROW, WIDTH, Chart, empty, leanings, made
from regesta.charts.towns import town_cells
from regesta.charts.window import Window, lines, window_on
from regesta.model.records import Records
from regesta.query.places import Site, Whereabouts, find_sites
from regesta.query.views import events_between, span_of
from regesta.query.words import plural

_COLUMNS = ("place", "state", "latitude", "longitude", "events", "of conflict", "first day", "last day")
_AXIS_PX = 44  # degrees of latitude beside the map
_LEAST_PX2 = 50.0  # area of a dot
_MOST_PX2_EACH = 1.2  # area of the largest, for each pixel of the map's width
_MANY = 9  # events more than one; where nowhere has so many, no dot is as large as that
_LETTER_PX, _LINE_PX = 6.6, 15.0  # of names, at 12 points
_NAME_EACH_PX = 18  # of a map's width there is a name at most
_SURE_EACH_PX = 80  # of a map's width there is a name that may lie on dots

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels


def places(
    records: Records,
    states: Collection[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    types: Collection[str] = (),
    *,
    narrow: bool = False,
    called: Callable[[str], str] = str,
) -> Chart:
    """Return where events took place; a place of which no point is known stands in the table only.

    Args:
        records: All of the register, or what concerns these states.
        states: Codes; all of them must take part. Empty means everything.
        since: First day that counts.
        until: Last day that counts.
        types: PLOVER types; empty means all.
        narrow: For a narrow screen: half as wide, with fewer names.
        called: Gives what a state is called by its code; a code is what it is called where none is given.
    """
    found = find_sites(events_between(records, states, since, until, types))
    title, told = "Where it took place", map_in_words(found, called)
    rows = [_row(s) for s in found.sites]
    if not found.drawn:
        return replace(empty("map", title, told, _COLUMNS), rows=tuple(rows))
    window = window_on([s.point for s in found.drawn if s.point], (NARROW if narrow else WIDTH) - _AXIS_PX)
    return made("map", title, told, _spec(found.drawn, window), _COLUMNS, rows)


def map_in_words(found: Whereabouts, called: Callable[[str], str] = str) -> str:
    """Return what the map shows, and what it cannot show, in words."""
    drawn = sum(len(s.events) for s in found.drawn)
    parts = ["No event here has a place of which a point is known."]
    if found.drawn:
        most = "; ".join(f"{_label(s, called)} ({len(s.events)})" for s in found.drawn[:3])
        parts = [f"{plural(drawn, 'event')} at {plural(len(found.drawn), 'place')}, most at {most}."]
    listed = sum(len(s.events) for s in found.listed)
    if listed:
        parts.append(f"Of {listed} more only the state or the region is known: they are listed, not drawn.")
    if found.n_placeless:
        has = "event has" if found.n_placeless == 1 else "events have"
        parts.append(f"{found.n_placeless} {has} no place that the reports name.")
    return " ".join(parts)


def _label(site: Site, called: Callable[[str], str]) -> str:
    return f"{site.name}, {called(site.state)}" if site.state else site.name


def _row(site: Site) -> tuple[Any, ...]:
    first, last = span_of(e.finding.date for e in site.events)
    lat, lon = site.point or (None, None)
    return (
        site.name,
        site.state,
        lat,
        lon,
        len(site.events),
        site.n_conflict,
        first.isoformat() if first else None,
        last.isoformat() if last else None,
    )


# --------------------------------------------------------------------------- drawing


def _spec(sites: Sequence[Site], window: Window) -> dict[str, Any]:
    """Return the drawing: a ground of towns, lines of degrees, dots with the largest beneath, names."""
    most = max(len(s.events) for s in sites)
    step = (_MOST_PX2_EACH * window.width - _LEAST_PX2) / max(most - 1, _MANY)
    areas = [_LEAST_PX2 + step * (len(s.events) - 1) for s in sites]
    dots = [
        {
            "lat": s.point[0],
            "lon": window.counted(s.point[1]),
            "area": round(area, 1),
            "leaning": LEANINGS[s.hostile],
        }
        for s, area in zip(sites, areas, strict=True)
        if s.point
    ]
    # A short dash for each cell, and a pause that keeps it from being joined to the next. As CSV it is less than
    # half of what it is as objects, and drawings are kept by their specification.
    ground = "".join(f"{lat},{lon}\n{lat},{lon + 0.01:.2f}\n{lat},\n" for lat, lon in town_cells(window))
    x = _axis("lon", window.west, window.east, ("W", "E"), max(3, window.width // 90))
    y = _axis("lat", window.south, window.north, ("S", "N"), max(3, window.height // 70))
    return {
        "width": window.width,
        "height": window.height,
        "encoding": {"x": x, "y": y},
        "layer": [
            {
                "data": {
                    "values": f"lat,lon\n{ground}",
                    "format": {"type": "csv", "parse": {"lat": "number", "lon": "number"}},
                },
                "mark": {
                    "type": "line",
                    "stroke": "@rule",
                    "strokeWidth": 2.5,
                    "strokeCap": "round",
                    "invalid": "break-paths-show-domains",
                },
                "encoding": {"order": {"value": None}},
            },
            {
                "data": {"values": dots},
                "mark": {
                    "type": "point",
                    "filled": True,
                    "stroke": "@paper",
                    "strokeWidth": 1,
                    "opacity": 0.85,
                },
                "encoding": {
                    "size": {"field": "area", "type": "quantitative", "scale": None},
                    "fill": leanings("leaning"),
                    "shape": leanings("leaning", ("circle", "diamond")),
                },
            },
            *_names(sites, window, areas),
        ],
    }


def _axis(field: str, first: float, last: float, ends: tuple[str, str], most: int) -> dict[str, Any]:
    low, high = ends
    value = "((datum.value + 540) % 360 - 180)"  # east of 180 degrees one counts from the west again
    side = f"{value} == -180 ? '' : {value} < 0 ? '{low}' : {value} > 0 ? '{high}' : ''"
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [first, last], "nice": False, "zero": False},
        "axis": {
            "title": None,
            "values": lines(first, last, most),
            "labelExpr": f"abs({value}) + '°' + ({side})",
            "grid": True,
            "ticks": False,
            "domain": False,
        },
    }


def _names(sites: Sequence[Site], window: Window, areas: Sequence[float]) -> list[dict[str, Any]]:
    """Return the layers of names beside the dots: in each, names that are set from the same side."""
    placed = _beside(sites, window, areas)
    layers = []
    for align in ("left", "right", "center"):
        values = [{"lat": lat, "lon": lon, "name": n} for lat, lon, n, to in placed if to == align]
        mark = {"type": "text", "align": align, "baseline": "middle", "fontSize": 12}
        # The same words in the paper's colour beneath keep them apart from dots and lines.
        layers += [
            {"data": {"values": values}, "mark": {**mark, **more}, "encoding": {"text": {"field": "name"}}}
            for more in ({"stroke": "@paper", "strokeWidth": 3}, {})
            if values
        ]
    return layers


def _beside(
    sites: Sequence[Site], window: Window, areas: Sequence[float]
) -> list[tuple[float, float, str, str]]:
    """Return latitude, longitude, words and alignment of the names that find room, the places with most first.

    A name goes right of its dot, else left, above or below. Where it would lie on a dot it is left out (the table has
    it), but for the places with most: theirs may, for a map that names none of its large dots says nothing.
    """
    dots = [window.place(s.point) for s in sites if s.point]
    radii = [math.sqrt(a / math.pi) for a in areas]
    covered = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(dots, radii, strict=True)]
    names: list[Box] = []
    done: list[tuple[float, float, str, str]] = []
    for i, (site, (x, y), r) in enumerate(zip(sites, dots, radii, strict=True)):
        if len(done) >= window.width // _NAME_EACH_PX:
            break
        words = f"{site.name} {len(site.events)}"
        open_to = [s for s in _sides(x, y, r, len(words) * _LETTER_PX) if _inside(s[3], window)]
        free = [s for s in open_to if not any(_overlap(s[3], b) for b in names)]
        hidden = [sum(q for b, q in zip(covered, areas, strict=True) if _overlap(s[3], b)) for s in free]
        least = min(hidden, default=math.inf)  # pixels of dots; the first side of equal ones
        if least == 0 or (free and i < window.width // _SURE_EACH_PX):
            at, down, align, box = free[hidden.index(least)]
            names.append(box)
            done.append((*window.point(at, down), words, align))
    return done


def _sides(x: float, y: float, radius: float, long: float) -> list[tuple[float, float, str, Box]]:
    """Return where words of so many pixels can stand about a dot: their point, alignment and box."""
    half = _LINE_PX / 2
    return [
        (at, down, align, (left, down - half, left + long, down + half))
        for at, down, align, left in (
            (x + radius + 4, y, "left", x + radius + 4),
            (x - radius - 4, y, "right", x - radius - 4 - long),
            (x, y - radius - half, "center", x - long / 2),
            (x, y + radius + half, "center", x - long / 2),
        )
    ]


def _inside(box: Box, window: Window) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= window.width and box[3] <= window.height


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
