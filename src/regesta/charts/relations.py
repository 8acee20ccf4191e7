"""How cooperative or hostile dealings were over time, and with whom a state deals."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from regesta.charts.draw import NARROW, WIDTH, Chart, empty, made, time_axis
from regesta.model.records import Records
from regesta.query.scores import score
from regesta.query.ties import find_ties
from regesta.query.views import events_between, took_place
from regesta.query.words import plural

MAX_DAYS = 366
EDGES = {"padding": 8}  # pixels beside the first and last bar, which would stand on the axis and be cut
_AXIS_PX = 96  # beside the bars, for what the ends of the scale mean
_ENDS = "datum.value == 10 ? '10 cooperation' : datum.value == -10 ? '−10 conflict' : datum.label"
_SERIES = ("quarter", "events", "reports read", "sum of scores", "mean score")
_PARTNERS = ("one", "other", "events", "of conflict")
N_PARTNERS = 14


def series(
    records: Records,
    states: Collection[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    *,
    narrow: bool = False,
    axis: tuple[dt.date, dt.date] | None = None,
) -> Chart:
    """Return cooperation and conflict by quarter: PLOVER's score, a mean over events, with what it counts.

    The mean does not grow with the number of reports; the sum does, and so the table gives both and the reports.

    Args:
        records: Those that concern the states.
        states: Codes.
        since: First day that counts.
        until: Last day that counts.
        narrow: Whether it is drawn for a telephone.
        axis: First and last day that the axis of time shows, so that several charts can be held against each other;
            None shows the quarters there are. The axis of scores is the same in every chart.
    """
    title = "Cooperation and conflict, by quarter"
    scores = _scores(records, states, since, until)
    read = Counter(quarter(s.published.start) for s in records.reports if s.published.start is not None)
    if not scores:
        return empty("series", title, "No event is dated within a year here.", _SERIES)
    rows = [
        (
            q,
            len(scores.get(q, [])),
            read.get(q, 0),
            round(sum(scores.get(q, [])), 2),
            round(sum(s) / len(s), 2) if (s := scores.get(q)) else None,
        )
        for q in sorted({*scores, *read})
    ]
    values = [{"quarter": q, "n": n, "mean": mean} for q, n, _, _, mean in rows if mean is not None]
    spec = {
        "data": {"values": values},
        "width": NARROW - _AXIS_PX if narrow else WIDTH,
        "height": 150,
        "layer": [
            {"mark": {"type": "rule", "stroke": "@quiet"}, "encoding": {"y": {"datum": 0}}},
            {
                "mark": {"type": "bar", "width": 5, "cornerRadius": 1},
                "encoding": {
                    "x": {
                        "field": "quarter",
                        "type": "temporal",
                        "axis": {"title": None, **time_axis(*(axis or _ends(values)), narrow=narrow)},
                        "scale": {"domain": [*map(_moment, axis)], "nice": False} if axis else EDGES,
                    },
                    "y": {
                        "field": "mean",
                        "type": "quantitative",
                        "scale": {"domain": [-10, 10]},
                        "axis": {
                            "title": None,
                            "values": [-10, -5, 0, 5, 10],
                            "grid": True,
                            "labelExpr": _ENDS,
                            "minExtent": _AXIS_PX,
                        },
                    },
                    "fill": {"condition": {"test": "datum.mean < 0", "value": "@other"}, "value": "@accent"},
                    "opacity": {
                        "field": "n",
                        "type": "quantitative",
                        "scale": {"domain": [0, 5], "range": [0.35, 1], "clamp": True},
                        "legend": None,
                    },
                },
            },
        ],
    }
    means = [(m, q) for q, _, _, _, m in rows if m is not None]
    mean = sum(v for vs in scores.values() for v in vs) / sum(map(len, scores.values()))
    worst, best = min(means), max(means)
    told = (
        f"Mean score of {plural(sum(map(len, scores.values())), 'event')} is {mean:.1f} on a scale from −10 to 10;"
        f" highest {best[0]:.1f} in the quarter from {best[1]}, lowest {worst[0]:.1f} from {worst[1]}."
        " Paler bars rest on fewer events."
    )
    return made("series", title, told, spec, _SERIES, rows)


def quarters_of(records: Records, states: Collection[str]) -> tuple[dt.date, ...]:
    """Return the first days of the quarters that `series` draws, sorted."""
    return tuple(map(dt.date.fromisoformat, sorted(_scores(records, states, None, None))))


def _scores(
    records: Records, states: Collection[str], since: dt.date | None, until: dt.date | None
) -> dict[str, list[float]]:
    """Return the scores of the events of each quarter, by its first day; of events whose day is known to a year."""
    scores: dict[str, list[float]] = defaultdict(list)
    for item in events_between(records, states, since, until):
        found = item.finding
        first, last = found.date.start, found.date.last
        if first is None or last is None or (last - first).days > MAX_DAYS or not took_place(found):
            continue
        scores[quarter(first)].append(score(found.type, found.modes))
    return scores


def _moment(day: dt.date) -> int:
    """Return a day as Vega counts time: milliseconds since 1970, UTC."""
    return (day - dt.date(1970, 1, 1)).days * 86_400_000


def _ends(values: Sequence[Mapping[str, Any]]) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(values[0]["quarter"]), dt.date.fromisoformat(values[-1]["quarter"])


def quarter(day: dt.date) -> str:
    """Return the first day of a day's quarter."""
    return dt.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1).isoformat()


def partners(
    records: Records,
    states: Collection[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Chart:
    """Return who deals with whom: a square for each pair, as large as their events are many."""
    title = "Who deals with whom"
    ties = find_ties(events_between(records, states, since, until))
    if not ties:
        return empty("partners", title, "No event between two parties is known here.", _PARTNERS)
    weight: Counter[str] = Counter()
    for tie in ties:
        weight[tie.one] += len(tie.events)
        weight[tie.other] += len(tie.events)
    shown = [c for c, _ in sorted(weight.items(), key=lambda w: (-w[1], w[0]))[:N_PARTNERS]]
    rows: list[tuple[Any, ...]] = [(t.one, t.other, len(t.events), t.n_conflict) for t in ties]
    values = [
        {"a": a, "b": b, "n": n, "hostile": hostile / n}
        for one, other, n, hostile in rows
        for a, b in ((one, other), (other, one))
        if one in shown and other in shown
    ]
    axis = {"title": None, "ticks": False, "domain": False, "labelAngle": 0}
    spec = {
        "data": {"values": values},
        "width": {"step": 36},
        "height": {"step": 30},
        "encoding": {
            "x": {"field": "b", "type": "nominal", "sort": shown, "axis": axis | {"orient": "top"}},
            "y": {"field": "a", "type": "nominal", "sort": shown, "axis": axis},
        },
        "layer": [
            {
                "mark": {"type": "rect", "stroke": "@paper", "strokeWidth": 2},
                "encoding": {
                    "fill": {
                        "condition": {"test": "datum.hostile > 0.5", "value": "@other"},
                        "value": "@accent",
                    },
                    "opacity": {
                        "field": "n",
                        "type": "quantitative",
                        "scale": {"type": "sqrt", "range": [0.15, 0.6]},
                        "legend": None,
                    },
                },
            },
            {"mark": {"type": "text", "fill": "@ink", "fontSize": 12}, "encoding": {"text": {"field": "n"}}},
        ],
    }
    one, other, n, _ = rows[0]
    told = (
        f"{plural(len(rows), 'pair')} with events; most between {one} and {other} ({n}). Events, not reports."
    )
    return made("partners", title, told, spec, _PARTNERS, rows)
