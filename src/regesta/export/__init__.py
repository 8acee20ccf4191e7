"""Write a register for other programs: a table of writers over the views, one module a format.

In: records. Out: text, sorted, without a clock: equal registers give equal bytes, in whatever order
their reports were added.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

from regesta.errors import BadValue
from regesta.export.jsonl import lines, write_jsonl
from regesta.export.tables import COLUMNS, write_csv
from regesta.model.records import Records

__all__ = ["COLUMNS", "WRITERS", "lines", "write", "write_tables"]


def write(records: Records, format: str, out: TextIO, *, record: str | None = None) -> None:
    """Write records to an open file."""
    writer = WRITERS.get(format)
    if writer is None:
        raise BadValue(format, "is no format of export", f"Choose from {', '.join(sorted(WRITERS))}")
    if record is not None and record not in COLUMNS:
        raise BadValue(record, "is no kind of record", f"Choose from {', '.join(COLUMNS)}")
    writer(records, out, record)


def write_tables(records: Records, folder: Path) -> tuple[Path, ...]:
    """Write one CSV table for each kind of record into a folder, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for record in COLUMNS:
        path = folder / f"{record}.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            write(records, "csv", out, record=record)
        paths.append(path)
    return tuple(paths)


WRITERS: Mapping[str, Callable[[Records, TextIO, str | None], None]] = {
    "csv": write_csv,
    "jsonl": write_jsonl,
}
