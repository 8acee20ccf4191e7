"""Words and deeds, for and against: the four classes of events, stacked by quarter."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from regesta.charts.draw import NARROW, WIDTH, Chart, empty, made, time_axis
from regesta.charts.relations import EDGES, MAX_DAYS, quarter
from regesta.export.codebook import codebook
from regesta.model.records import Records
from regesta.query.views import events_between, took_place
from regesta.query.words import listed, plural

_MATERIAL_COOPERATION, _MATERIAL_CONFLICT = 2, 4
_UP = (_MATERIAL_COOPERATION, 1)  # stacked away from the line, deeds next to it
_DOWN = (_MATERIAL_CONFLICT, 3)
_AXIS_PX = 96  # as in the series above it, so that quarters stand under each other


def quads(
    records: Records,
    states: Collection[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    *,
    narrow: bool = False,
) -> Chart:
    """Return how many events of each class fell into each quarter: cooperation above a line, conflict below it.

    Classes are told apart by their side of the line and by whether their bars are filled, not by colour alone.
    """
    title = "Words and deeds, by quarter"
    book = codebook()
    names = {int(n): name.lower() for n, name in book.plover.quads.items()}
    columns = ("quarter", *(names[n] for n in sorted(names)))
    counted: Counter[tuple[str, int]] = Counter()
    for item in events_between(records, states, since, until):
        first, last = item.finding.date.start, item.finding.date.last
        if first is None or last is None or (last - first).days > MAX_DAYS or not took_place(item.finding):
            continue
        counted[quarter(first), book.quad(item.finding.type)] += 1
    if not counted:
        return empty("quads", title, "No event is dated within a year here.", columns)
    quarters = sorted({q for q, _ in counted})
    rows = [(q, *(counted[q, n] for n in sorted(names))) for q in quarters]
    values = [
        bar
        for q in quarters
        for classes, side in ((_UP, 1), (_DOWN, -1))
        for bar in _stacked(q, counted, names, classes, side)
    ]
    order = [names[n] for n in (1, 2, 3, 4)]
    edges = {"domain": order, "range": ["@accent", "@accent", "@other", "@other"]}
    fills = {"domain": order, "range": ["@paper", "@accent", "@paper", "@other"]}
    key = {
        "title": None, "orient": "bottom", "columns": 1 if narrow else 4, "labelFontSize": 12, "columnPadding": 28,
        "symbolType": "square", "symbolStrokeWidth": 1.25, "symbolOpacity": 1,
    }  # fmt: skip
    ends = (dt.date.fromisoformat(quarters[0]), dt.date.fromisoformat(quarters[-1]))
    y_axis = {
        "title": None, "grid": True, "tickMinStep": 1, "minExtent": _AXIS_PX,
        "labelExpr": "format(abs(datum.value), 'd')",
    }  # fmt: skip
    spec = {
        "data": {"values": values},
        "width": NARROW - _AXIS_PX if narrow else WIDTH,
        "height": 170,
        "layer": [
            {
                "mark": {"type": "bar", "width": 7, "strokeWidth": 1.25, "opacity": 1},
                "encoding": {
                    "x": {
                        "field": "quarter",
                        "type": "temporal",
                        "scale": EDGES,
                        "axis": {"title": None, **time_axis(*ends, narrow=narrow)},
                    },
                    "y": {"field": "from", "type": "quantitative", "axis": y_axis},
                    "y2": {"field": "to"},
                    "fill": {"field": "class", "type": "nominal", "scale": fills, "legend": key},
                    "stroke": {"field": "class", "type": "nominal", "scale": edges, "legend": key},
                },
            },
            {"mark": {"type": "rule", "stroke": "@quiet"}, "encoding": {"y": {"datum": 0}}},
        ],
    }
    totals = {names[n]: sum(c for (_, k), c in counted.items() if k == n) for n in sorted(names)}
    told = (
        f"{plural(sum(totals.values()), 'event')} by quarter: "
        f"{listed([f'{n} of {name}' for name, n in totals.items()])}."
        " Cooperation stands above the line and conflict below it; deeds are filled, words hollow."
    )
    return made("quads", title, told, spec, columns, rows)


def _stacked(
    at: str,
    counted: Mapping[tuple[str, int], int],
    names: Mapping[int, str],
    classes: tuple[int, ...],
    side: int,
) -> list[dict[str, Any]]:
    """Return the bars of a quarter on one side of the line, one on the other."""
    bars, end = [], 0
    for n in classes:
        height = counted.get((at, n), 0)
        if height:
            bars.append({"quarter": at, "class": names[n], "from": side * end, "to": side * (end + height)})
        end += height
    return bars
