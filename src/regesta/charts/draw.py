"""What a chart is, its colours, and how it becomes an image: by the Vega that `vl-convert-python` carries."""

from __future__ import annotations

import csv as csv_module
import datetime as dt
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

Theme = Literal["light", "dark"]
# Paper, ink, quiet ink, rule, accent, and what stands against the accent (conflict).
THEMES: Mapping[Theme, Mapping[str, str]] = {
    "light": {
        "paper": "#ffffff",
        "ink": "#1d2129",
        "quiet": "#5c6470",
        "rule": "#dfe3e8",
        "accent": "#0b5e7d",
        "other": "#b4532a",
    },
    "dark": {
        "paper": "#14181d",
        "ink": "#e8ebef",
        "quiet": "#a3acb8",
        "rule": "#333b45",
        "accent": "#6fc3df",
        "other": "#f0a37c",
    },
}
_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
FONT = "system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif"
WIDTH, NARROW = 720, 360  # pixels; what is drawn narrow is read on a telephone
LEANINGS = ("mostly cooperation", "mostly conflict")
_QUARTER_OF_YEAR, _YEAR, _MANY_YEARS = 150, 366, 14  # days, days, years


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what it is called, what it shows in words, how it is drawn, and the rows it draws.

    `spec` is Vega-Lite as JSON text, with colours named by their part in a theme ("@accent").
    """

    name: str
    title: str
    description: str
    spec: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"image/svg+xml": svg(self), "text/plain": self.description}


def made(
    name: str,
    title: str,
    description: str,
    spec: Mapping[str, Any],
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
) -> Chart:
    """Return a chart from its parts."""
    text = json.dumps(spec, ensure_ascii=False, sort_keys=True)
    return Chart(name, title, description, text, tuple(columns), tuple(map(tuple, rows)))


def time_axis(first: dt.date, last: dt.date, *, narrow: bool = False) -> dict[str, Any]:
    """Return how an axis of time is marked, so that no mark is there twice: months, quarters, years or five years.

    On a narrow screen fewer marks find room.
    """
    days = (last - first).days
    if narrow:
        few = 3 if days < 2 * _YEAR else 5
        return {"format": "%b %Y" if days < 2 * _YEAR else "%Y", "tickCount": few, "labelOverlap": True}
    if days < _QUARTER_OF_YEAR:
        return {"format": "%b %Y", "tickCount": "month"}
    if days < 2 * _YEAR:
        return {"format": "%b %Y", "tickCount": {"interval": "month", "step": 3}}
    return {"format": "%Y", "tickCount": {"interval": "year", "step": 1 if days < _MANY_YEARS * _YEAR else 5}}


def leanings(
    field: str, marks: Sequence[Any] = ("@accent", "@other"), symbol_px2: int = 100
) -> dict[str, Any]:
    """Return how two marks tell what is mostly cooperation from what is mostly conflict, with a key below.

    Give it to two channels, of which one is no colour: their keys become one.
    """
    # A browser's font may be a third wider than the one by which Vega sets the key.
    legend = {"title": None, "orient": "bottom", "labelFontSize": 12, "columnPadding": 48}
    return {
        "field": field,
        "type": "nominal",
        "scale": {"domain": list(LEANINGS), "range": list(marks)},
        "legend": legend | {"symbolOpacity": 1, "symbolSize": symbol_px2},
    }


def empty(name: str, title: str, why: str, columns: Sequence[str]) -> Chart:
    """Return a chart that says why there is nothing to draw."""
    spec = {
        "data": {"values": [{"text": why}]},
        "mark": {"type": "text", "fontSize": 13, "fill": "@quiet"},
        "encoding": {"text": {"field": "text"}},
        "width": WIDTH,
        "height": 60,
    }
    return made(name, title, why, spec, columns, [])


def svg(chart: Chart, theme: Theme = "light") -> str:
    """Return a chart as SVG."""
    return _svg(chart.spec, theme)


@lru_cache(maxsize=512)
def _svg(spec: str, theme: Theme) -> str:
    import vl_convert

    return str(vl_convert.vegalite_to_svg(_themed(spec, theme)))


def png(chart: Chart, theme: Theme = "light", scale: float = 2.0) -> bytes:
    """Return a chart as PNG, `scale` pixels a point."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(_themed(chart.spec, theme), scale=scale))


def csv(chart: Chart) -> str:
    """Return a chart's rows as CSV; a cell that a spreadsheet would compute is kept as text."""
    from regesta.export.tables import cell

    out = io.StringIO()
    writer = csv_module.writer(out, lineterminator="\r\n")
    writer.writerow(chart.columns)
    writer.writerows([cell(c) for c in row] for row in chart.rows)
    return out.getvalue()


def _themed(spec: str, theme: Theme) -> dict[str, Any]:
    """Return the specification in a theme's colours."""
    colours = THEMES[theme]
    for part, colour in colours.items():
        spec = spec.replace(f'"@{part}"', f'"{colour}"')
    quiet = {
        "labelColor": colours["quiet"],
        "titleColor": colours["quiet"],
        "labelFont": FONT,
        "titleFont": FONT,
    }
    config = {
        "background": colours["paper"],
        "font": FONT,
        "view": {"stroke": None},
        "axis": quiet
        | {
            "domainColor": colours["rule"],
            "tickColor": colours["rule"],
            "gridColor": colours["rule"],
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "grid": False,
        },
        "header": quiet | {"labelFontSize": 12, "labelAlign": "left"},
        "text": {"fill": colours["ink"], "font": FONT, "fontSize": 12},
        "legend": quiet,
    }
    whole: dict[str, Any] = {"$schema": _SCHEMA, "config": config, **json.loads(spec)}
    return whole
