"""Whether the register is as sure as it should be: the share of records that people accepted, by confidence."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.charts.draw import NARROW, WIDTH, Chart, empty, made
from regesta.query.judged import Judgement, binned
from regesta.query.words import listed, plural

NEEDED = 30  # judgements below which a share says nothing: of five in a bin the interval spans half the chart
_COLUMNS = (
    "confidence from",
    "confidence to",
    "judged",
    "accepted",
    "share",
    "mean confidence",
    "least",
    "most",
)
_TITLE = "Confidence and what people decided"
_FOOT = 0.06  # share below which a number under its bar would stand on the axis
_NARROW_PX, _WIDE_PX, _HEIGHT_PX = NARROW - 90, WIDTH - 260, 300


def calibration(judged: Sequence[Judgement], *, narrow: bool = False) -> Chart:
    """Return which share of the records of each confidence people accepted, with its interval of 95 %.

    Args:
        judged: Every judgement there is; below `NEEDED` nothing is drawn.
        narrow: Whether it is drawn for a telephone.
    """
    if len(judged) < NEEDED:
        return empty("calibration", _TITLE, _too_few(len(judged)), _COLUMNS)
    bins = binned(judged)
    rows = [
        (b.low, b.high, b.n, b.n_accepted, round(b.share, 3), b.confidence, b.least, b.most) for b in bins
    ]
    values = [
        {"at": b.confidence, "share": b.share, "least": b.least, "most": b.most, "n": b.n,
         "foot": max(b.least, _FOOT)}
        for b in bins
    ]  # fmt: skip
    first = 0.0 if min(b.confidence for b in bins) < 0.5 else 0.5
    x = {
        "field": "at",
        "type": "quantitative",
        "scale": {"domain": [first, 1.0], "nice": False, "clamp": True},
        "axis": {"title": "confidence of the record", "tickCount": 5, "format": ".1f"},
    }
    y = {
        "field": "share",
        "type": "quantitative",
        "scale": {"domain": [0, 1]},
        "axis": {"title": "share that people accepted", "grid": True, "tickCount": 5, "format": ".0%"},
    }
    even = [{"at": first, "share": first}, {"at": 1.0, "share": 1.0}]
    spec = {
        "width": _NARROW_PX if narrow else _WIDE_PX,
        "height": _HEIGHT_PX,
        "layer": [
            {
                "data": {"values": even},
                "mark": {"type": "line", "stroke": "@quiet", "strokeDash": [4, 4], "strokeWidth": 1},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"values": values},
                "encoding": {"x": x, "y": y},
                "layer": [
                    {
                        "mark": {"type": "rule", "stroke": "@accent", "strokeWidth": 1.5},
                        "encoding": {"y": y | {"field": "least"}, "y2": {"field": "most"}},
                    },
                    {"mark": {"type": "point", "filled": True, "fill": "@accent", "size": 70, "opacity": 1}},
                    {
                        "mark": {"type": "text", "baseline": "top", "dy": 4, "fontSize": 11, "fill": "@ink"},
                        "encoding": {"y": y | {"field": "foot"}, "text": {"field": "n"}},
                    },
                ],
            },
        ],
    }
    parts = [f"{b.n_accepted} of {b.n} from {b.low:g} to {b.high:g}" for b in bins]
    told = (
        f"{plural(len(judged), 'record')} that people judged, by confidence; accepted were {listed(parts)}."
        " On the dashed line people accept as often as the register is sure; below it the register is too sure."
        " A bar is the interval of 95 %, the number below it counts judgements."
    )
    return made("calibration", _TITLE, told, spec, _COLUMNS, rows)


def _too_few(n: int) -> str:
    have = (
        "no record has been accepted or rejected" if n == 0 else f"{plural(n, 'record')} accepted or rejected"
    )
    return f"Too few judgements to draw: {have} in this register so far, {NEEDED} are needed."
