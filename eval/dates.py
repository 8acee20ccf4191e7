"""Score dates as news writes them: an expression and the day of writing in, days or a refusal out.

In: JSON lines with `expr`, `ref` and what is known of the answer (`start`, `end`, `granularity`,
`start_month`, `start_year`, `type`). Out: the share that is right: the gold start lies in our interval and
the granularity agrees where it is stated, or nothing is claimed where the gold is unresolved.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from eval import stats
from eval.common import DataError, Line, Options, Result, coder, day, lines_by, read_jsonl
from regesta.model.times import DayRange
from regesta.steps.resolve.dates import parse_expression


def score(path: Path, options: Options) -> Result:
    """Return the share of expressions that are read right, or rightly refused."""
    rows = stats.sampled(read_jsonl(path), options.n)
    language = coder().language
    flags: list[bool] = []
    groups: dict[str, list[bool]] = {}
    misses: list[str] = []
    for row in rows:
        reference = day(_words(row, "ref"))
        if reference is None:
            raise DataError(f"{path}: a row without a reference day: {row}")
        found = parse_expression(_words(row, "expr"), reference, language)
        right = agrees(row, found)
        flags.append(right)
        groups.setdefault(_words(row, "type") or "untyped", []).append(right)
        if not right:
            misses.append(
                f"{_words(row, 'expr')!r} on {reference}: wants {_wanted(row)}, got {_shown(found)}"
            )
    low, high = stats.interval(flags, stats.share)
    return Result(
        "dates", "accuracy", stats.share(flags), len(rows), lines_by(sorted(groups.items())),
        (Line("95 % interval", low, len(rows), (("to", high),)),), tuple(misses),
    )  # fmt: skip


def agrees(row: dict[str, Any], found: DayRange | None) -> bool:
    """Return whether our days agree with a row: refused, or start inside and granularity the same."""
    if row.get("type") == "unresolved":
        return found is None
    if found is None:
        return False
    if "granularity" in row and found.granularity != row["granularity"]:
        return False
    start = day(row.get("start"))
    if start is not None and not found.holds(start):
        return False
    if "start_month" in row and not _meets_month(found, row["start_month"]):
        return False
    return "start_year" not in row or (found.start is not None and found.start.year == row["start_year"])


def _meets_month(found: DayRange, month: str) -> bool:
    first = dt.date.fromisoformat(f"{month}-01")
    return found.start is not None and (found.start.year, found.start.month) == (first.year, first.month)


def _words(row: dict[str, Any], key: str) -> str:
    return str(row.get(key) or "")


def _wanted(row: dict[str, Any]) -> str:
    return ", ".join(f"{k} {v}" for k, v in row.items() if k not in ("expr", "ref"))


def _shown(found: DayRange | None) -> str:
    return "nothing" if found is None else f"{found.start}..{found.last} ({found.granularity})"
