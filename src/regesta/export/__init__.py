"""Write a register for other programs: a table of writers over the views, one module a format.

In: records. Out: text, sorted, without a clock: equal registers give equal bytes, in whatever order
their reports were added.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

from regesta.errors import BadValue
from regesta.export.ftm import check_ftm, write_ftm
from regesta.export.gdelt import check_gdelt, check_mentions, write_gdelt, write_mentions
from regesta.export.graphml import check_graphml, write_graphml
from regesta.export.icews import check_icews, write_icews
from regesta.export.jsonl import lines, write_jsonl
from regesta.export.jsonld import check_jsonld, write_jsonld
from regesta.export.parquet import check_parquet, write_parquet
from regesta.export.plover import check_plover, write_plover
from regesta.export.polecat import check_polecat, write_polecat
from regesta.export.rss import check_rss, write_rss
from regesta.export.tables import COLUMNS, write_csv
from regesta.model.records import Records
from regesta.packs.knowledge import Knowledge

__all__ = [
    "CHECKS",
    "COLUMNS",
    "FORMATS",
    "TABLES",
    "check_parquet",
    "lines",
    "write",
    "write_file",
    "write_tables",
]

# Formats of our own records, whole or one kind at a time.
_BY_KIND: Mapping[str, Callable[[Records, TextIO, str | None], None]] = {
    "csv": write_csv,
    "jsonl": write_jsonl,
}
# Formats of others. They take the whole register, and codes of states from the knowledge pack.
_WHOLE: Mapping[str, Callable[[Records, TextIO, Knowledge], None]] = {
    "ftm": write_ftm,
    "gdelt": write_gdelt,
    "gdelt-mentions": write_mentions,
    "graphml": write_graphml,
    "icews": write_icews,
    "jsonld": write_jsonld,
    "plover": write_plover,
    "polecat": write_polecat,
    "rss": write_rss,
}
_BINARY = ("parquet",)
FORMATS: tuple[str, ...] = tuple(sorted((*_BY_KIND, *_WHOLE, *_BINARY)))
TABLES: tuple[str, ...] = ("csv", "parquet")  # one file a kind of record
# What in a text is not as the format has it: nothing if all is well.
CHECKS: Mapping[str, Callable[[str], tuple[str, ...]]] = {
    "ftm": check_ftm,
    "gdelt": check_gdelt,
    "gdelt-mentions": check_mentions,
    "graphml": check_graphml,
    "icews": check_icews,
    "jsonld": check_jsonld,
    "plover": check_plover,
    "polecat": check_polecat,
    "rss": check_rss,
}


def write(
    records: Records,
    format: str,
    out: TextIO,
    *,
    record: str | None = None,
    knowledge: Knowledge | None = None,
) -> None:
    """Write records to an open file.

    Args:
        records: What to write.
        format: One of `FORMATS`, but for "parquet", which is not text.
        out: Open for text in UTF-8 without newline translation.
        record: Only records of this kind, in "jsonl" and "csv"; CSV, one table, needs it.
        knowledge: The pack that gives codes and names of states; None takes the one shipped.

    Raises:
        BadValue: there is no such format or kind, the format takes no kind, or CSV was asked for without one.
    """
    _known(format, record)
    if format in _BINARY:
        raise BadValue(format, "is not text", "Give a file or a folder to write to")
    if format in _BY_KIND:
        _BY_KIND[format](records, out, record)
        return
    _WHOLE[format](records, out, knowledge or _shipped())


def write_file(
    records: Records,
    format: str,
    path: Path,
    *,
    record: str | None = None,
    knowledge: Knowledge | None = None,
) -> None:
    """Write records to a file; the arguments are those of `write`, and every format will do.

    Raises:
        BadValue: as for `write`; Parquet needs a kind, and the package pyarrow.
        OSError: the file cannot be written.
    """
    _known(format, record)
    if format not in _BINARY:
        with path.open("w", encoding="utf-8", newline="") as out:
            write(records, format, out, record=record, knowledge=knowledge)
        return
    if record is None:
        fix = f"Give a folder for all tables, or one of: {', '.join(COLUMNS)}"
        raise BadValue(format, "is one table a kind of record, and no kind was given", fix)
    write_parquet(records, path, record)


def write_tables(records: Records, folder: Path, format: str = "csv") -> tuple[Path, ...]:
    """Write one table for each kind of record into a folder, and return their paths.

    Args:
        records: What to write.
        folder: Made if it is not there; tables of an earlier export are replaced.
        format: "csv" or "parquet".

    Raises:
        BadValue: the format is no format of tables, or Parquet lacks the package pyarrow.
        OSError: a file cannot be written.
    """
    if format not in TABLES:
        raise BadValue(format, "is not one table a kind of record", f"Choose from {', '.join(TABLES)}")
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for record in COLUMNS:
        path = folder / f"{record}.{format}"
        write_file(records, format, path, record=record)
        paths.append(path)
    return tuple(paths)


def _known(format: str, record: str | None) -> None:
    if format not in FORMATS:
        raise BadValue(format, "is no format of export", f"Choose from {', '.join(FORMATS)}")
    if record is not None and record not in COLUMNS:
        raise BadValue(record, "is no kind of record", f"Choose from {', '.join(COLUMNS)}")
    if record is not None and format in _WHOLE:
        fix = f"Leave it out, or choose from {', '.join((*_BY_KIND, *_BINARY))}"
        raise BadValue(record, f"picks records, and {format} takes the whole register", fix)


def _shipped() -> Knowledge:
    from regesta.packs.load import load_packs

    return load_packs().knowledge
