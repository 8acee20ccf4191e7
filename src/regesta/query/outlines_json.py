"""Outlines as JSON and back: what a server keeps between its runs.

In: outlines. Out: text, and the same outlines. A text that another version wrote, or nobody, gives None.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import lru_cache
from typing import Any

from regesta.model.findings import Place
from regesta.query.outlines import Bundle, CommitmentOutline, Doubt, EventOutline, Outlines, StatementOutline

FORM = 1  # counts up whenever an outline holds something else, or holds it otherwise


def to_text(outlines: Outlines, key: str) -> str:
    """Return outlines as text; `key` names what else they depend on."""
    return json.dumps(
        {
            "form": FORM,
            "key": key,
            "revision": outlines.revision,
            "mark": outlines.mark,
            "as_of": _iso(outlines.as_of),
            "removed": sorted(outlines.removed),
            "bundles": [_bundle(b) for b in outlines.bundles.values()],
        },
        separators=(",", ":"),
    )


def from_text(text: str, key: str) -> Outlines | None:
    """Return the outlines of a text, None if it is no such text or was written with another key."""
    try:
        kept = json.loads(text)
        if not isinstance(kept, dict) or (kept.get("form"), kept.get("key")) != (FORM, key):
            return None
        bundles = [_bundle_from(b) for b in kept["bundles"]]
        return Outlines(
            int(kept["revision"]),
            str(kept["mark"]),
            _day(kept["as_of"]),
            frozenset(kept["removed"]),
            {b.findings[0]: b for b in bundles},
        )
    except (KeyError, TypeError, ValueError, IndexError):
        return None


def _bundle(bundle: Bundle) -> list[Any]:
    """Return a bundle; of the many that hold one finding in no doubt, little more than its id."""
    parts: list[Any] = [
        list(bundle.findings),
        [
            [
                e.id,
                e.type,
                e.status,
                e.states,
                _iso(e.start),
                _iso(e.end),
                e.granularity,
                e.modes,
                _place(e.place),
            ]
            for e in bundle.events
        ],
        [
            [
                c.id,
                c.kind,
                c.stage,
                c.states,
                _iso(c.start),
                _iso(c.end),
                c.granularity,
                c.silent_months,
                c.moved_by,
            ]
            for c in bundle.commitments
        ],
        [[d.id, d.doubt, d.states] for d in bundle.doubts],
        [
            [s.id, s.stance, s.states, s.topics, _iso(s.start), _iso(s.end), s.granularity, s.reports]
            for s in bundle.statements
        ],
    ]
    while not parts[-1]:
        parts.pop()
    return parts


def _bundle_from(parts: list[Any]) -> Bundle:
    findings, events, commitments, doubts, statements = (*parts, [], [], [], [])[:5]
    return Bundle(
        tuple(findings),
        tuple(
            EventOutline(
                i, kind, status, _codes(tuple(states)), _day(start), _day(end), fine, tuple(modes),
                None if place is None else _place_from(*place),
            )
            for i, kind, status, states, start, end, fine, modes, place in events
        ),
        tuple(
            CommitmentOutline(
                i, kind, stage, _codes(tuple(states)), _day(start), _day(end), fine, silent, tuple(moved_by)
            )
            for i, kind, stage, states, start, end, fine, silent, moved_by in commitments
        ),
        tuple(Doubt(i, doubt, _codes(tuple(states))) for i, doubt, states in doubts),
        tuple(
            StatementOutline(
                i, stance, _codes(tuple(states)), _codes(tuple(topics)), _day(start), _day(end), fine, tuple(reports)
            )
            for i, stance, states, topics, start, end, fine, reports in statements
        ),
    )  # fmt: skip


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


@lru_cache(maxsize=16384)
def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _place(place: Place | None) -> list[Any] | None:
    return None if place is None else [place.name, place.state, place.lat, place.lon]


@lru_cache(maxsize=4096)
def _place_from(name: str, state: str, lat: float | None, lon: float | None) -> Place:
    return Place(name, state, lat, lon)


@lru_cache(maxsize=4096)
def _codes(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return one value for equal ones: few pairs of states make most of a register, and few topics."""
    return words
