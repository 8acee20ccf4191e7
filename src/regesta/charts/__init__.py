"""Charts of a register, for pages, briefs and notebooks: one function a chart, a table beside each.

    chart = CHARTS["timeline"](records, ("BLR", "IRN"))
    svg(chart, "dark")

Every chart says in words what it shows; its rows are what it draws. Equal records give equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from regesta.charts.draw import THEMES, Chart, csv, png, svg
from regesta.charts.people import holders
from regesta.charts.promises import stages
from regesta.charts.relations import partners, series
from regesta.charts.times import timeline

CHARTS: Mapping[str, Callable[..., Chart]] = {
    "timeline": timeline,
    "series": series,
    "stages": stages,
    "partners": partners,
    "holders": holders,
}

__all__ = ["CHARTS", "THEMES", "Chart", "csv", "png", "svg"]
