"""Score events from raw text against PLOVER gold records: type, actors, dyad, and dyad with type.

In: a JSON list of records (`text`, `event`, `source` and `target` with `code`, `date`), old names of types
mapped to today's. Out: the share of records for which one of our events has the right type and the right two
sides, with its 95 % interval; and the shares for each part alone.

A record is a sentence about one act. Where the gold lists both sides as sources, or has no target, the sides
together are compared. A code that is no state's ("IGO") is met by an organisation of ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval import stats
from eval.common import Coder, DataError, Line, Options, Result, coder, day, lines_by, read_text, report
from regesta.model.actors import Actor
from regesta.model.findings import Event
from regesta.model.times import on
from regesta.pipeline import read_report

_NAMES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
_CODES = {"ITL": "ITA", "JAP": "JPN", "VTN": "VNM"}  # slips of the gold
_PARTS = ("type", "states", "dyad", "dyad+type")
_INTERNATIONAL = {"IGO", "INT", "NGO", "MNC", "UNO", "EUR"}


@dataclass(frozen=True, slots=True)
class Row:
    """A text, its type, and the codes of the two sides."""

    text: str
    day: str
    type: str
    source: frozenset[str]
    target: frozenset[str]


def score(path: Path, options: Options) -> Result:
    """Return the share of records with one event right in dyad and type."""
    rows = stats.sampled(read_rows(path), options.n)
    by = coder()
    answers = [_events(row, by) for row in rows]
    judged = [judge(row, events, by) for row, events in zip(rows, answers, strict=True)]
    both = [j["dyad+type"] for j in judged]
    parts = lines_by((part, [j[part] for j in judged]) for part in _PARTS)
    kinds = lines_by(
        (kind, [f for r, f in zip(rows, both, strict=True) if r.type == kind])
        for kind in sorted({r.type for r in rows})
    )
    home = [f for r, f in zip(rows, both, strict=True) if len(r.source | r.target) < 2]
    across = [f for r, f in zip(rows, both, strict=True) if len(r.source | r.target) >= 2]
    low, high = stats.interval(both, stats.share)
    n_events = sum(len(e) for e in answers)
    extra = (
        *lines_by([("within one state", home), ("between states", across)]),
        Line("events a record", n_events / max(1, len(rows)), len(rows)),
        Line("95 % interval", low, len(rows), (("to", high),)),
    )
    misses = tuple(
        f"{row.type} {sorted(row.source)}→{sorted(row.target)} | "
        f"ours: {'; '.join(map(_shown, events)) or 'none'} | {row.text}"
        for row, events, flag in zip(rows, answers, both, strict=True)
        if not flag
    )
    return Result("gsr", "dyad+type", stats.share(both), len(rows), (*kinds, *parts), extra, misses)


def read_rows(path: Path) -> list[Row]:
    """Return the records of a gold file; one that documents the file is left out.

    Raises:
        DataError: the file is no JSON list of records.
    """
    data = json.loads(read_text(path))
    if not isinstance(data, list):
        raise DataError(f"{path}: not a list of records; give a file like GSR_without_PLVtest.json")
    return [
        Row(
            r["text"],
            str(r.get("date") or ""),
            _NAMES.get(r["event"], r["event"]),
            _codes(r.get("source")),
            _codes(r.get("target")),
        )
        for r in data
        if r.get("text") and r.get("event") != "DOCUMENT"
    ]


def _codes(side: Any) -> frozenset[str]:
    """Return the codes of a side; none for a malformed one."""
    listed = side if isinstance(side, list) else []
    codes = (str(a["code"])[:3] for a in listed if isinstance(a, dict) and a.get("code"))
    return frozenset(_CODES.get(c, c) for c in codes)


def _events(row: Row, by: Coder) -> list[Event]:
    written = day(row.day)
    reading = read_report(report(row.text, on(written) if written else None), by.packs, by.tools)
    return [f for f in reading.findings if isinstance(f, Event)]


def judge(row: Row, events: Iterable[Event], by: Coder) -> Mapping[str, bool]:
    """Return which parts some event of the text has right; the last part must be right within one event."""
    found = dict.fromkeys(_PARTS, False)
    wanted = row.source | row.target
    for event in events:
        does, undergoes = _states(event.actors, by), _states(event.recipients, by)
        kind = event.type == row.type
        states = _same(wanted, does | undergoes)
        together = not row.target or not undergoes
        dyad = states if together else _same(row.source, does) and _same(row.target, undergoes)
        for part, right in (("type", kind), ("states", states), ("dyad", dyad), ("dyad+type", kind and dyad)):
            found[part] = found[part] or right
    return found


def _same(gold: frozenset[str], ours: frozenset[str]) -> bool:
    return {"IGO" if c in _INTERNATIONAL else c for c in gold} == ours


def _states(actors: Iterable[Actor], by: Coder) -> frozenset[str]:
    """Return the states of some actors, "IGO" for what is no state's."""
    return frozenset(a.state if a.state in by.packs.knowledge.states else "IGO" for a in actors if a.state)


def _shown(event: Event) -> str:
    sides = (",".join(a.state or "?" for a in side) for side in (event.actors, event.recipients))
    return f"{event.type} {'→'.join(sides)} ({event.evidence[0].rule}, {event.status})"
