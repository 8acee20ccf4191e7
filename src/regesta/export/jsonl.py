"""JSON lines: every record as the record format has it. The one export that loses nothing.

In: records. Out: one object a line, `about` first, the others by record and id.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from regesta import query
from regesta.model.codec import dumps
from regesta.model.records import Records

Json = dict[str, Any]


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


def write_jsonl(records: Records, out: TextIO, record: str | None) -> None:
    """Write every record, or `about` and those of one kind."""
    for line in lines(records):
        if record is None or line["record"] in ("about", record):
            out.write(dumps(line) + "\n")


def _by_id(found: Iterator[Json]) -> Iterator[Json]:
    yield from sorted(found, key=lambda line: line["id"])
