"""Who held which office, as reports tell it: bars from the first to the last day known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from regesta.charts.draw import WIDTH, Chart, empty, made
from regesta.model.records import Records
from regesta.query.views import successions
from regesta.query.words import plural

_LETTER_PX = 6.4
_COLUMNS = ("state", "office", "holder", "standing", "from", "to")


def holders(
    records: Records,
    states: Collection[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Chart:
    """Return the holders of each office in time; an acting holder's bar is hollow, a former holder's is left out."""
    title = "Who held which office, as reports tell it"
    rows: list[tuple[Any, ...]] = []
    for state, office, found in successions(records, states):
        for item in found:
            held = item.finding
            first, last = held.date.start, held.date.last
            if held.standing in {"former", "late"} or first is None:
                continue
            last = last or records.as_of or first
            if (since and last < since) or (until and first > until):
                continue
            rows.append(
                (state, office, held.name, held.standing, first.isoformat(), max(first, last).isoformat())
            )
    if not rows:
        return empty("holders", title, "No office holder with a known day is named here.", _COLUMNS)
    values = [
        {"line": f"{n}, {o} {s}", "acting": st == "acting", "first": a, "last": b}
        for s, o, n, st, a, b in rows
    ]
    # Browsers write wider letters than the chart is measured with: without room the names are cut off on the left.
    widest = min(420, round(_LETTER_PX * max(len(str(v["line"])) for v in values)))
    spec = {
        "data": {"values": values},
        "width": WIDTH - max(260, widest + 30),
        "height": {"step": 24},
        "encoding": {
            "y": {
                "field": "line",
                "type": "nominal",
                "axis": {
                    "title": None,
                    "ticks": False,
                    "domain": False,
                    "labelLimit": 420,
                    "minExtent": widest,
                },
            },
            "x": {
                "field": "first",
                "type": "temporal",
                "axis": {"title": None, "format": "%Y", "tickCount": 6, "grid": True},
            },
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": 16, "stroke": "@accent", "strokeWidth": 1.5},
                "encoding": {
                    "x2": {"field": "last"},
                    "fill": {"condition": {"test": "datum.acting", "value": "@paper"}, "value": "@rule"},
                },
            },
        ],
    }
    n_offices, n_holders = len({(r[0], r[1]) for r in rows}), len({r[2] for r in rows})
    told = (
        f"{plural(n_offices, 'office')} with {plural(n_holders, 'holder')}; hollow bars are acting holders."
    )
    return made("holders", title, told, spec, _COLUMNS, rows)
