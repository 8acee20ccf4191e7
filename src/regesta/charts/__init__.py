"""Charts of a register, for pages, briefs and notebooks: one function a chart, a table beside each.

    chart = CHARTS["timeline"](records, ("BLR", "IRN"))
    svg(chart, "dark")

Every chart says in words what it shows; its rows are what it draws. Equal records give equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from regesta.charts.calibration import calibration
from regesta.charts.draw import THEMES, Chart, csv, png, svg
from regesta.charts.network import network
from regesta.charts.people import holders
from regesta.charts.places import places
from regesta.charts.promises import stages
from regesta.charts.quads import quads
from regesta.charts.relations import partners, series
from regesta.charts.times import timeline

CHARTS: Mapping[str, Callable[..., Chart]] = {
    "timeline": timeline,
    "series": series,
    "quads": quads,
    "stages": stages,
    "partners": partners,
    "holders": holders,
    "map": places,
    "network": network,
}
# What a chart takes besides records, states and a period.
OPTIONS: Mapping[str, frozenset[str]] = {
    "timeline": frozenset({"narrow"}),
    "series": frozenset({"narrow", "axis"}),
    "quads": frozenset({"narrow"}),
    "stages": frozenset({"narrow"}),
    "holders": frozenset({"narrow"}),
    "map": frozenset({"types", "narrow"}),
    "network": frozenset({"types", "narrow", "least"}),
}
# Charts that take names for the codes of states and organisations.
NAMED = frozenset({"map", "network"})
# Charts that need all records even where they are about some states.
WHOLE = frozenset({"network"})
# Charts that count records only, and can do with outlines of them (`regesta.query.outlines`).
COUNTING = frozenset({"map", "network"})

# Of what people decided, not of records: `calibration` stands beside these.
__all__ = [
    "CHARTS",
    "COUNTING",
    "NAMED",
    "OPTIONS",
    "THEMES",
    "WHOLE",
    "Chart",
    "calibration",
    "csv",
    "png",
    "svg",
]
