"""CSV: one table a kind of record, for spreadsheets and frames.

In: records. Out: RFC 4180 rows in UTF-8; nested values as JSON, no cell that a spreadsheet would run.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from typing import Any, TextIO

from regesta.errors import BadValue
from regesta.export.jsonl import lines
from regesta.model.records import Records

Json = dict[str, Any]

# Spreadsheets run a cell that begins so as a formula; a quote before it makes it text again.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

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


def write_csv(records: Records, out: TextIO, record: str | None) -> None:
    """Write the table of one kind of record.

    Raises:
        BadValue: no kind was given.
    """
    if record is None:
        fix = f"Give a folder for all tables, or one of: {', '.join(COLUMNS)}"
        raise BadValue("csv", "is one table a kind of record, and no kind was given", fix)
    columns = COLUMNS[record]
    writer = csv.writer(out, lineterminator="\r\n")  # RFC 4180
    writer.writerow(columns)
    for line in lines(records):
        if line["record"] == record:
            row = line | plain(line)
            writer.writerow([cell(row.get(column)) for column in columns])


def plain(line: Mapping[str, Any]) -> Json:
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


def cell(value: Any) -> str:
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
    return f"'{text}" if text.startswith(FORMULA) else text
