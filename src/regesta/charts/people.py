"""Who held which office, as reports tell it: bars from the first to the last day known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from regesta.charts.draw import NARROW, WIDTH, Chart, empty, made
from regesta.model.records import Records
from regesta.query.views import successions
from regesta.query.words import plural

_ROOM_PX = 24  # beside the bars, for half of the last year's figure
_LETTER_PX = 7.2  # a browser's letters may be a third wider than those by which the drawing is measured
_STEP_PX = 40  # of a holder: the name, and the bar below it
_COLUMNS = ("state", "office", "holder", "standing", "from", "to")


def holders(
    records: Records,
    states: Collection[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    *,
    narrow: bool = False,
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
        {
            "line": _line(*row[:3], alone=len(states) == 1),
            "acting": row[3] == "acting",
            "first": row[4],
            "last": row[5],
        }
        for row in rows
    ]
    # A name stands above its bar: beside it there is no room for "secretary of the security council" on a telephone.
    width = (NARROW if narrow else WIDTH) - _ROOM_PX
    # Several records may tell of one holder; two names on each other could not be read.
    names = {str(v["line"]): v | _placed(v, values, width) for v in values}
    spec = {
        "data": {"values": values},
        "width": width,
        "height": {"step": _STEP_PX},
        "encoding": {
            "y": {"field": "line", "type": "nominal", "sort": None, "axis": None},
            "x": {
                "field": "first",
                "type": "temporal",
                "scale": {"nice": False},
                "axis": {
                    "title": None, "format": "%Y", "tickCount": 4 if narrow else 8, "grid": True, "domain": False,
                    "labelFlush": True,
                },
            },
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": 10, "yOffset": 9, "stroke": "@accent", "strokeWidth": 1.5,
                         "cornerRadius": 1, "minBandSize": 3},
                "encoding": {
                    "x2": {"field": "last"},
                    "fill": {"condition": {"test": "datum.acting", "value": "@paper"}, "value": "@accent"},
                },
            },
            *(
                {
                    "data": {"values": [v for v in names.values() if v["align"] == align]},
                    "mark": {"type": "text", "align": align, "baseline": "bottom", "dy": 1},
                    "encoding": {"x": {"field": "at", "type": "temporal"}, "text": {"field": "line"}},
                }
                for align in ("left", "right")
            ),
        ],
    }  # fmt: skip
    n_offices, n_holders = len({(r[0], r[1]) for r in rows}), len({r[2] for r in rows})
    told = (
        f"{plural(n_offices, 'office')} with {plural(n_holders, 'holder')}; hollow bars are acting holders."
    )
    return made("holders", title, told, spec, _COLUMNS, rows)


def _line(state: str, office: str, holder: str, *, alone: bool) -> str:
    """Return what stands above a bar; the state is named where there are several."""
    return f"{holder}, {office}" if alone else f"{holder}, {office} ({state})"


def _placed(value: Mapping[str, Any], values: Sequence[Mapping[str, Any]], width: int) -> dict[str, Any]:
    """Return at which day a name stands: above the beginning of its bar or its end, wherever there is room."""
    days = [dt.date.fromisoformat(v[end]).toordinal() for v in values for end in ("first", "last")]
    each = width / max(max(days) - min(days), 1)
    start, over = (
        (dt.date.fromisoformat(value[k]).toordinal() - min(days)) * each for k in ("first", "last")
    )
    length = _LETTER_PX * len(value["line"])
    if start + length <= width:
        return {"align": "left", "at": value["first"]}
    if over >= length:
        return {"align": "right", "at": value["last"]}
    return {"align": "left", "at": min(v["first"] for v in values)}
