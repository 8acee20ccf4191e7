"""The timeline: what happened between states in lanes, and how many reports there were beneath it.

The strip of reports stands there so that nobody takes the press's attention for activity.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from regesta.charts.draw import NARROW, WIDTH, Chart, empty, made, time_axis
from regesta.model.findings import Event
from regesta.model.records import Merged, Records
from regesta.query.lines import event_line, sources_of
from regesta.query.views import events_between
from regesta.query.words import event, plural

LANES = ("Meetings", "Agreements", "Other cooperation", "Words of conflict", "Acts of conflict")
_LANE = {
    "CONSULT": 0,
    "AGREE": 1,
    "SUPPORT": 1,
    "CONCEDE": 2,
    "COOPERATE": 2,
    "AID": 2,
    "RETREAT": 2,
    "REQUEST": 3,
    "ACCUSE": 3,
    "REJECT": 3,
    "THREATEN": 3,
    "PROTEST": 4,
    "SANCTION": 4,
    "MOBILIZE": 4,
    "COERCE": 4,
    "ASSAULT": 4,
}
_COLUMNS = ("lane", "first day", "last day", "what", "reports", "id")
_LONG_DAYS = 3 * 366  # a range longer than this is drawn by its bounds only in the table
_PAUSE_DAYS = 8 * 366  # without any event
_LANES_PX = 122  # beside the lanes, for their names


def timeline(
    records: Records,
    states: Collection[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    *,
    narrow: bool = False,
) -> Chart:
    """Return the events between states in lanes; an event whose day is a range is drawn as a bar.

    What lies before a pause of many years stands in the table only, unless a first day is asked for: one anniversary
    told in passing would press everything else against the right edge.
    """
    title = "What happened, and how much was written"
    sources = sources_of(records)
    rows: list[tuple[Any, ...]] = []
    for item in events_between(records, states, since, until):
        found: Event = item.finding
        line = event_line(item, sources)
        first, last = found.date.start or found.date.last, found.date.last or found.date.start
        if first is None or last is None:
            continue
        n = len({e["report_id"] for e in line["evidence"]})
        rows.append((LANES[_LANE[found.type]], first.isoformat(), last.isoformat(), event(line), n, item.id))
    if not rows:
        return empty("timeline", title, "No dated event is known here.", _COLUMNS)
    short = [r for r in rows if _days(r[1], r[2]) <= _LONG_DAYS]
    drawn = short if since else _after_pause(short)
    concerned = {e["report_id"] for r in records.events for e in event_line(r, sources)["evidence"]}
    written = Counter(
        s.published.start.strftime("%Y-%m-01")
        for s in records.reports
        if s.published.start is not None and s.report.id in concerned
    )
    bounds = [*(r[1] for r in drawn), *(_after(r[2]) for r in drawn), *written] or [rows[0][1]]
    first_day, last_day = _months(min(bounds), max(bounds))
    scale = {"domain": [first_day.isoformat(), last_day.isoformat()]}
    axis = {"title": None, **time_axis(first_day, last_day, narrow=narrow)}
    x = {
        "field": "first",
        "type": "temporal",
        "scale": scale,
        "axis": axis,
    }
    width = NARROW - _LANES_PX if narrow else WIDTH
    values = [{"lane": a, "first": b, "last": _after(c), "what": d, "n": e} for a, b, c, d, e, _ in drawn]
    lanes = {
        "data": {"values": values},
        "width": width,
        "height": 150,
        "mark": {"type": "bar", "cornerRadius": 2, "height": 13, "fillOpacity": 0.75, "minBandSize": 4},
        "encoding": {
            "x": x
            | {"axis": {"title": None, "labels": False, "ticks": False, "domain": False, "grid": True}},
            "x2": {"field": "last"},
            "y": {
                "field": "lane",
                "type": "nominal",
                "sort": list(LANES),
                "axis": {
                    "title": None,
                    "ticks": False,
                    "domain": False,
                    "labelLimit": 150,
                    "labelPadding": 8,
                    "minExtent": _LANES_PX,
                },
                "scale": {"domain": list(LANES)},
            },
            "stroke": {"condition": {"test": _CONFLICT, "value": "@other"}, "value": "@accent"},
            "strokeWidth": {"value": 3},
            "fill": {"condition": {"test": _CONFLICT, "value": "@other"}, "value": "@accent"},
        },
    }
    strip = {
        "data": {"values": [{"month": m, "n": n} for m, n in sorted(written.items())]},
        "width": width,
        "height": 36,
        "mark": {"type": "bar", "fill": "@quiet", "width": 3},
        "encoding": {
            "x": {
                "field": "month",
                "type": "temporal",
                "scale": scale,
                "axis": axis,
            },
            "y": {
                "field": "n",
                "type": "quantitative",
                "axis": {
                    "title": "reports",
                    "tickMinStep": 1,
                    "format": "d",
                    "tickCount": 2,
                    "titleAngle": 0,
                    "titleAlign": "right",
                    "titleY": 18,
                },
            },
        },
    }
    counts = Counter(r[0] for r in rows)
    most = ", ".join(f"{name.lower()} {counts[name]}" for name in LANES if counts[name])
    span = f"{min(r[1] for r in rows)[:4]} to {max(r[2] for r in rows)[:4]}"
    told = f"{plural(len(rows), 'event')} from {span}: {most}."
    told += _table_only(len(rows), short, drawn)
    spec = {"vconcat": [lanes, strip], "spacing": 4}
    return made("timeline", title, told, spec, _COLUMNS, rows)


def table_only(events: Iterable[Merged[Event]], since: dt.date | None = None) -> str:
    """Return which events of a timeline are not drawn, in words that follow others; "" where all are."""
    dates = (e.finding.date for e in events)
    ranges = ((d.start or d.last, d.last or d.start) for d in dates)
    rows = [("", a.isoformat(), b.isoformat()) for a, b in ranges if a is not None and b is not None]
    short = [r for r in rows if _days(r[1], r[2]) <= _LONG_DAYS]
    return _table_only(len(rows), short, short if since else _after_pause(short))


def _table_only(n: int, short: Sequence[tuple[Any, ...]], drawn: Sequence[tuple[Any, ...]]) -> str:
    told = ""
    if len(short) < n:
        stand = "stands" if n - len(short) == 1 else "stand"
        told += f" {n - len(short)} whose day is not known within three years {stand} in the table only."
    if len(drawn) < len(short):
        stand = "stands" if len(short) - len(drawn) == 1 else "stand"
        told += f" {len(short) - len(drawn)} before {drawn[0][1][:4]} {stand} in the table only."
    return told


def _days(first: str, last: str) -> int:
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days


def _after_pause(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return, in order of their first days, the events after the last pause of many years."""
    kept: list[tuple[Any, ...]] = []
    over = ""
    for row in sorted(rows, key=lambda r: (r[1], r[2])):
        if over and _days(over, row[1]) > _PAUSE_DAYS:
            kept = []
        kept.append(row)
        over = max(over, row[2])
    return kept


_CONFLICT = "indexof(['Words of conflict', 'Acts of conflict'], datum.lane) >= 0"


def _months(first: str, last: str) -> tuple[dt.date, dt.date]:
    """Return the first day of the first month and the first after the last: what is drawn stands inside."""
    start, end = dt.date.fromisoformat(first).replace(day=1), dt.date.fromisoformat(last)
    return start, (end.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _after(day: str) -> str:
    """Return the day after, so that a bar covers its last day."""
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()
