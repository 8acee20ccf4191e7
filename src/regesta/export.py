"""Write a register for other programs: a table of writers over the views.

In: records. Out: text, sorted, without a clock: equal registers give equal bytes, in whatever order
their reports were added.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from regesta import query
from regesta.errors import BadValue
from regesta.model.codec import dumps
from regesta.model.records import Records

Json = dict[str, Any]

# Spreadsheets run a cell that begins so as a formula; a quote before it makes it text again.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines(records: Records) -> Iterator[Json]:
    """Yield every record as a JSON object: `about` first, the others by record and id."""
    yield query.about_line(records)
    sources = query.sources_of(records)
    yield from _by_id(query.commitment_line(t, sources) for t in records.commitments)
    yield from _by_id(query.decision_line(d) for d in records.decisions)
    yield from _by_id(query.entity_line(e) for e in records.entities)
    yield from _by_id(query.event_line(e, sources) for e in records.events)
    yield from _by_id(query.issue_line(i) for i in records.issues)
    yield from _by_id(query.office_line(o, sources) for o in records.offices)
    yield from _by_id(query.position_line(p, sources) for p in records.positions)
    yield from _by_id(query.report_line(r) for r in records.reports)
    yield from _by_id(query.statement_line(s, sources) for s in records.statements)


def write(records: Records, format: str, out: TextIO, *, record: str | None = None) -> None:
    """Write records to an open file.

    Args:
        records: What to write.
        format: "jsonl" or "csv".
        out: Open for text in UTF-8 without newline translation.
        record: Only records of this kind; CSV, one table, needs it.

    Raises:
        BadValue: there is no such format or kind, or CSV was asked for without a kind.
    """
    writer = WRITERS.get(format)
    if writer is None:
        raise BadValue(format, "is no format of export", f"Choose from {', '.join(sorted(WRITERS))}")
    if record is not None and record not in COLUMNS:
        raise BadValue(record, "is no kind of record", f"Choose from {', '.join(COLUMNS)}")
    writer(records, out, record)


def write_tables(records: Records, folder: Path) -> tuple[Path, ...]:
    """Write one CSV table for each kind of record into a folder, and return their paths.

    Args:
        records: What to write.
        folder: Made if it is not there; tables of an earlier export are replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for record in COLUMNS:
        path = folder / f"{record}.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            write(records, "csv", out, record=record)
        paths.append(path)
    return tuple(paths)


# --------------------------------------------------------------------------- JSON lines


def _write_jsonl(records: Records, out: TextIO, record: str | None) -> None:
    for line in lines(records):
        if record is None or line["record"] in ("about", record):
            out.write(dumps(line) + "\n")


def _by_id(found: Iterator[Json]) -> Iterator[Json]:
    yield from sorted(found, key=lambda line: line["id"])


# --------------------------------------------------------------------------- CSV

# The keys of the format that make columns; `earliest` and `latest` are those of `date`, people and words
# are given once more as plain text beside the JSON.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "commitment": (
        "id", "referents", "kind", "title", "parties", "by", "to", "sectors", "value", "count",
        "due", "place", "event", "stage", "earliest", "latest", "date", "history", "quote",
        "source", "evidence", "confidence", "conflicts",
    ),
    "decision": (
        "id", "kind", "of", "value", "by", "reason", "time",
    ),
    "entity": (
        "id", "name", "names", "kind",
    ),
    "event": (
        "id", "referents", "type", "modes", "contexts", "score", "status", "who", "whom", "actors",
        "recipients", "foresees", "part_of", "earliest", "latest", "date", "place_name",
        "place_state", "place", "occasion", "quote", "source", "evidence", "confidence",
        "conflicts",
    ),
    "issue": (
        "id", "report_id", "start", "end", "quote", "code", "reason",
    ),
    "office": (
        "id", "referents", "entity", "name", "office", "standing", "state", "earliest", "latest",
        "date", "quote", "source", "evidence", "confidence", "conflicts",
    ),
    "position": (
        "id", "topic", "stance", "states", "earliest", "latest", "date", "statements", "evidence",
    ),
    "report": (
        "id", "source", "sources", "language", "title", "publisher", "earliest", "latest",
        "published",
    ),
    "statement": (
        "id", "referents", "who", "speakers", "addressees", "stance", "topic", "topics", "about",
        "direct", "event", "act", "earliest", "latest", "date", "quote", "source", "evidence",
        "confidence", "conflicts",
    ),
}  # fmt: skip


def _write_csv(records: Records, out: TextIO, record: str | None) -> None:
    if record is None:
        fix = f"Give a folder for all tables, or one of: {', '.join(COLUMNS)}"
        raise BadValue("csv", "is one table a kind of record, and no kind was given", fix)
    columns = COLUMNS[record]
    writer = csv.writer(out, lineterminator="\r\n")  # RFC 4180
    writer.writerow(columns)
    for line in lines(records):
        if line["record"] == record:
            row = line | _plain(line)
            writer.writerow([_cell(row.get(column)) for column in columns])


def _plain(line: Mapping[str, Any]) -> Json:
    """Return what people look for first, out of the nested values."""
    date = line.get("date") or line.get("published") or {}
    found: Json = {"earliest": date.get("earliest"), "latest": date.get("latest")}
    place = line.get("place") or {}
    found |= {"place_name": place.get("name"), "place_state": place.get("state")}
    found["who"] = _names(line.get("actors") or line.get("speakers") or [])
    found["whom"] = _names(line.get("recipients") or [])
    words = next((e for e in line.get("evidence") or [] if "quote" in e), None)
    if words is not None:
        found |= {"quote": words["quote"], "source": words["report"]}
    return {key: value for key, value in found.items() if value}


def _names(actors: list[Json]) -> str:
    return "; ".join(f"{a['name']} ({a['state']})" if a.get("state") else a["name"] for a in actors)


def _cell(value: Any) -> str:
    """Return a value as the text of a cell: lists of words joined, nested values as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        text = "; ".join(value)
    elif isinstance(value, (dict, list)):
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    else:
        text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


WRITERS: Mapping[str, Callable[[Records, TextIO, str | None], None]] = {
    "csv": _write_csv,
    "jsonl": _write_jsonl,
}
