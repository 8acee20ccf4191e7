"""Commitments by the stage they have reached."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from typing import get_args

from regesta.charts.draw import NARROW, WIDTH, Chart, empty, made
from regesta.model.findings import Stage
from regesta.model.records import Records
from regesta.query.views import threads_between
from regesta.query.words import plural

_COLUMNS = ("stage", "commitments", "open")


def stages(
    records: Records,
    states: Collection[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    *,
    narrow: bool = False,
) -> Chart:
    """Return how many commitments stand at which stage, in the order in which a commitment goes through them."""
    title = "Commitments by stage"
    found = threads_between(records, states, since, until)
    still = {t.id for t in threads_between(records, states, since, until, open_only=True)}
    counted = Counter(t.commitment.stage for t in found)
    left = Counter(t.commitment.stage for t in found if t.id in still)
    if not counted:
        return empty("stages", title, "No commitment is known here.", _COLUMNS)
    order = [s for s in get_args(Stage) if counted[s]]
    rows = [(s, counted[s], left[s]) for s in order]
    spec = {
        "data": {"values": [{"stage": s, "n": n, "open": o > 0} for s, n, o in rows]},
        "width": (NARROW if narrow else WIDTH) - 160,
        "height": {"step": 24},
        "encoding": {
            "y": {
                "field": "stage",
                "type": "nominal",
                "sort": order,
                "axis": {"title": None, "ticks": False, "domain": False, "minExtent": 92},
            },
            "x": {"field": "n", "type": "quantitative", "axis": None},
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": 14, "cornerRadius": 2},
                "encoding": {
                    "fill": {"condition": {"test": "datum.open", "value": "@accent"}, "value": "@quiet"}
                },
            },
            {"mark": {"type": "text", "align": "left", "dx": 5}, "encoding": {"text": {"field": "n"}}},
        ],
    }
    n_open = len(still)
    parts = ", ".join(f"{s} {n}" for s, n, _ in rows)
    n_all = plural(sum(counted.values()), "commitment")
    told = f"{n_all}, {n_open} of them open (the coloured bars hold these): {parts}."
    return made("stages", title, told, spec, _COLUMNS, rows)
