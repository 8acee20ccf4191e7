"""Parquet: one file a kind of record, for DuckDB, Polars, pandas and R's arrow.

In: records. Out: files with the columns of the CSV tables, typed: days as dates, scores as numbers, lists of
words as lists; nested values are JSON text. Columns and types are the same for every register, an empty one
too. Coder, packs and `as_of` stand in the file's metadata. Needs `pyarrow`, which the extra `analytics` brings.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regesta import query
from regesta.errors import BadValue
from regesta.export.jsonl import lines
from regesta.export.tables import COLUMNS, plain
from regesta.model.records import Records

if TYPE_CHECKING:
    import pyarrow

Json = dict[str, Any]
_DAYS = frozenset({"earliest", "latest"})
_NUMBERS = frozenset({"score", "confidence"})
_COUNTS = frozenset({"count", "start", "end"})
_LISTS = frozenset(
    {
        "referents",
        "modes",
        "contexts",
        "parties",
        "sectors",
        "states",
        "sources",
        "topics",
        "of",
        "statements",
    }
)


def write_parquet(records: Records, path: Path, record: str) -> None:
    """Write the records of one kind to a file.

    Raises:
        BadValue: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as exc:
        fix = 'Install it: pip install "regesta[analytics]"'
        raise BadValue("parquet", "needs the package pyarrow", fix) from exc
    about = {f"regesta.{key}": str(value) for key, value in query.about_line(records).items()}
    rows = [line | plain(line) for line in lines(records) if line["record"] == record]
    schema = pa.schema([(c, _type(c, pa)) for c in COLUMNS[record]], metadata=about)
    columns = {c: [_value(c, row.get(c)) for row in rows] for c in COLUMNS[record]}
    table = pa.table(columns, schema=schema)
    parquet.write_table(table, path, compression="zstd")


def kind(column: str) -> str:
    """Return what a column holds: "day", "number", "count", "flag", "list" or "text"."""
    for name, columns in _TYPES.items():
        if column in columns:
            return name
    return "text"


_TYPES: Mapping[str, frozenset[str]] = {
    "day": _DAYS,
    "number": _NUMBERS,
    "count": _COUNTS,
    "flag": frozenset({"direct"}),
    "list": _LISTS,
}


def _type(column: str, pa: Any) -> Any:
    return {
        "day": pa.date32(),
        "number": pa.float64(),
        "count": pa.int64(),
        "flag": pa.bool_(),
        "list": pa.list_(pa.string()),
        "text": pa.string(),
    }[kind(column)]


def _value(column: str, value: Any) -> Any:
    holds = kind(column)
    if value is None or value == "":
        return [] if holds == "list" else None
    if holds == "day":
        return dt.date.fromisoformat(value)
    if holds == "number":
        return float(value)
    if holds == "text" and not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value


# --------------------------------------------------------------------------- check


def check_parquet(path: Path, record: str) -> tuple[str, ...]:
    """Return what in a file is not as `COLUMNS` and the types of them have it; nothing if all is well."""
    import pyarrow as pa
    from pyarrow import parquet

    schema: pyarrow.Schema = parquet.read_schema(path)
    found = []
    if tuple(schema.names) != COLUMNS[record]:
        found.append(f"the columns are not those of {record}")
    found += [f"{f.name} is {f.type}" for f in schema if f.type != _type(f.name, pa)]
    metadata = schema.metadata or {}
    found += [
        f"no {key} in the metadata" for key in ("coder", "packs") if f"regesta.{key}".encode() not in metadata
    ]
    return tuple(found)
