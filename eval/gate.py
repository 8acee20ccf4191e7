"""Hold every scorer's figure on a fixed sample against its floor.

    python -m eval.gate [--shared DIR] [--write]

In: `floors.json` and the data beside the repository. Out: one line a scorer; exit 1 where a figure fell
below its floor, where data is absent, or where it is not the data that the floor was measured on: a gate that
finds nothing to measure must not pass. `--write` measures again and raises the floors, a little below what
it saw.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from eval.__main__ import run
from eval.common import DataError, Options, Result, digest
from regesta.model.findings import EventType

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
SHIPPED = HERE.parent / "src" / "regesta" / "data" / "quality.json"  # the page of figures in `regesta serve`
RESULTS = HERE / "results.json"  # what the floors were set from, class by class; the quality page shows it
# Data of one scorer is in two languages, that of all others in English.
_LANGUAGES = {"seeds": ("en", "id")}
_TYPES = frozenset((*get_args(EventType), "YIELD"))  # `plv` tells no two kinds of yielding apart
SHARED = HERE.parent.parent / "shared"


def main(arguments: list[str]) -> int:
    """Compare, or with `--write` measure and write. Return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.gate", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with data/, seeds/ and gold/")
    parser.add_argument("--write", action="store_true", help="set the floors from what is measured now")
    given = parser.parse_args(arguments)
    book = json.loads(FLOORS.read_text(encoding="utf-8"))
    failures = 0
    measured: list[Result] = []
    for row in book["floors"]:
        try:
            held, result = _held(row, given.shared, book["slack"], write=given.write)
            failures += not held
            measured.append(result)
        except DataError as exc:
            failures += 1
            print(f"eval: {exc}", file=sys.stderr)
    if given.write and not failures:
        rows = [json.loads(result.json()) for result in measured]
        RESULTS.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        SHIPPED.write_text(json.dumps(shipped(rows), indent=1) + "\n", encoding="utf-8")
        FLOORS.write_text(json.dumps(book, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if failures else 0


def shipped(results: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what the page of figures shows of results: each figure with its languages, and its types of events."""
    shown = []
    for row in results:
        types = [
            {"type": c["label"], "value": c["value"], "n": c["n"], **dict(c["more"])}
            for c in row["classes"]
            if c["label"] in _TYPES
        ]
        told = {k: row[k] for k in ("name", "metric", "value", "n")}
        told["languages"] = list(_LANGUAGES.get(row["name"], ("en",)))
        shown.append(told | ({"types": types} if types else {}))
    return shown


def _held(row: dict[str, Any], shared: Path, slack: float, *, write: bool) -> tuple[bool, Result]:
    """Measure one row, print its line, and return whether the figure holds, and all of it; with `write`, set the row."""
    path = shared / row["path"]
    found = digest(path)
    if not write and found != row["sha256"]:
        raise DataError(f"{row['path']}: not the data its floor was measured on; measure again with --write")
    start = time.perf_counter()
    result = run(row["name"], path, Options(n=row["sample"]))
    taken_s = time.perf_counter() - start
    if write:
        # The floor of the same data and metric only rises; to lower one is an edit of the file, and seen as such.
        kept = float(row["floor"]) if (found, result.metric) == (row["sha256"], row["metric"]) else 0.0
        row["sha256"], row["metric"] = found, result.metric
        row["measured"] = round(result.value, 4)
        row["floor"] = round(max(kept, result.value - slack), 4)
    held = result.value >= float(row["floor"])
    print(
        f"{'held ' if held else 'FELL '} {result.last_line()}  floor {row['floor']:.4f}  {taken_s:.0f} s",
        flush=True,
    )
    return held, result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
