"""One record with its evidence in context: found by its id, or by the beginning of it.

In: records, taken with texts. Out: the record's line, with what stands around its words, what each
witness says differently, and what else names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from regesta.errors import AmbiguousRecord, UnknownRecord
from regesta.model.decisions import Decision
from regesta.model.findings import Event, Finding, Issue, OfficeHeld, Statement
from regesta.model.records import Entity, Merged, Position, Records, Thread
from regesta.model.snapshot import StoredReport, referred
from regesta.model.spans import Evidence
from regesta.query.gather import actors_of
from regesta.query.lines import (
    Json,
    commitment_line,
    decision_line,
    entity_line,
    event_line,
    issue_line,
    office_line,
    position_line,
    report_line,
    sources_of,
    statement_line,
)

_CONTEXT_CHARS = 160  # of the report on each side of the quoted words
_FEWEST_CHARS = 4  # of an id cut short
_SHOWN = ("source", "title", "publisher", "language", "published")  # of a report, beside its words


def show(records: Records, named: str) -> Json:
    """Return one record, whatever its kind.

    Args:
        records: Everything, with texts.
        named: Id of a record, a finding, a report, an entity or a decision, or at least four characters of
            its beginning; or a report's source.

    Returns:
        Its line of the export, and: `context`, for each report the words with what stands around them;
        `related`, the ids of other records, by how they are tied.

    Raises:
        UnknownRecord: there is none.
        AmbiguousRecord: there are several.
    """
    lines = _Lines(records)
    found = lines.find(named)
    line = lines.line(found)
    context = list(_context(records, line))
    if context:
        line["context"] = context
    related = _related(records, found)
    return line | ({"related": related} if related else {})


_MERGED: dict[type, Callable[[Any, Mapping[str, str]], Json]] = {
    Event: event_line,
    Statement: statement_line,
    OfficeHeld: office_line,
}
_SOURCED: dict[type, Callable[[Any, Mapping[str, str]], Json]] = {
    Thread: commitment_line,
    Position: position_line,
}
_PLAIN: dict[type, Callable[[Any], Json]] = {
    StoredReport: report_line,
    Entity: entity_line,
    Issue: issue_line,
    Decision: decision_line,
}


class _Lines:
    """Where each id leads, and how it is written."""

    def __init__(self, records: Records) -> None:
        self._sources = sources_of(records)
        self._by_id: dict[str, Any] = {}
        kinds: list[Iterable[Any]] = [
            records.events,
            records.statements,
            records.offices,
            records.commitments,
        ]
        kinds += [records.entities, records.positions, records.issues, records.decisions]
        self._by_id |= {item.id: item for kind in kinds for item in kind}
        self._by_id |= {s.report.id: s for s in records.reports}
        self._names = {i: i for i in self._by_id} | dict(records.merged_into)
        self._sought = {source: s.report.id for s in records.reports for source in s.sources}

    def ids(self) -> frozenset[str]:
        """Return every id that may be asked for: of records and of findings in them."""
        return frozenset(self._names)

    def find(self, named: str) -> str:
        """Return the id of the record that a name leads to."""
        if named in self._names or named in self._sought:
            return self._names.get(named) or self._sought[named]
        found = {i for name, i in self._names.items() if name.startswith(named)}
        if len(named) < _FEWEST_CHARS or not found:
            fix = "`regesta timeline` and `regesta export` show the ids; at least four characters are needed"
            raise UnknownRecord(named, "no record has an id that begins so", fix)
        if len(found) > 1:
            some = ", ".join(sorted(found)[:4])
            raise AmbiguousRecord(named, f"{len(found)} records begin so ({some})", "Give more characters")
        return found.pop()

    def line(self, identity: str) -> Json:
        """Return a record's line."""
        item = self._by_id[identity]
        if isinstance(item, Merged):
            item_type: type = type(item.finding)
            return _MERGED[item_type](item, self._sources)
        if type(item) in _PLAIN:
            return _PLAIN[type(item)](item)
        return _SOURCED[type(item)](item, self._sources)


# --------------------------------------------------------------------------- context


def _context(records: Records, line: Mapping[str, Any]) -> Iterator[Json]:
    """Yield each report that the record rests on, with its words and what stands around them."""
    reports = {s.report.id: s for s in records.reports}
    by_report: dict[str, list[Mapping[str, Any]]] = {}
    words = list(line.get("evidence", ()))
    if line["record"] == "issue":
        words = [line]
    for step in line.get("history", ()):
        words += step["evidence"]
    for evidence in words:
        if "report_id" in evidence and evidence not in by_report.setdefault(evidence["report_id"], []):
            by_report[evidence["report_id"]].append(evidence)
    differing = _differing(line)
    for report_id, seen in by_report.items():
        stored = reports.get(report_id)
        if stored is None:
            continue
        shown = report_line(stored)
        entry: Json = {"report_id": report_id}
        entry |= {k: shown[k] for k in _SHOWN if k in shown}
        entry["passages"] = [_passage(stored.report.text, e) for e in seen]
        members = {f for f, r in _findings_of(records, line["id"]) if r == report_id}
        said = [{"field": field, "value": v} for field, v, ids in differing if members & set(ids)]
        if said:
            entry["differs"] = said
        yield entry


def _differing(line: Mapping[str, Any]) -> list[tuple[str, Any, list[str]]]:
    return [
        (conflict["field"], value["value"], value["findings"])
        for conflict in line.get("conflicts", ())
        for value in conflict["values"]
    ]


def _findings_of(records: Records, identity: str) -> Iterator[tuple[str, str]]:
    """Yield (finding, report) for every finding in a record."""
    merged: list[Any] = [*records.events, *records.statements, *records.offices]
    merged += [t.merged for t in records.commitments]
    for record in merged:
        if record.id == identity:
            for member in record.members:
                yield from ((member.id, e.report_id) for e in member.evidence if isinstance(e, Evidence))


def _passage(text: str, evidence: Mapping[str, Any]) -> Json:
    """Return the words of a report with what stands around them, cut between words; alone where text is withheld."""
    start, end = evidence["start"], evidence["end"]
    if not text:
        return {"start": start, "end": end, "before": "", "quote": evidence["quote"], "after": ""}
    first = max(0, start - _CONTEXT_CHARS)
    last = min(len(text), end + _CONTEXT_CHARS)
    while first and first < start and not text[first - 1].isspace():
        first += 1
    while last < len(text) and last > end and not text[last].isspace():
        last -= 1
    return {
        "start": start,
        "end": end,
        "before": text[first:start],
        "quote": text[start:end],
        "after": text[end:last],
    }


# --------------------------------------------------------------------------- what else names it


def _related(records: Records, identity: str) -> Json:
    """Return other records tied to this one, by how they are tied."""
    ties: dict[str, set[str]] = {}

    def tie(how: str, to: str) -> None:
        if to != identity:
            ties.setdefault(how, set()).add(to)

    names = dict(records.merged_into)
    for finding in records.findings():
        how = _HOW.get(type(finding).__name__, "named by")
        if identity in {names.get(i, i) for i in referred(finding)}:
            tie(how, finding.id)
        if _entity(identity) and identity in {a.entity for a in actors_of(finding)} | _holder(finding):
            tie(f"{_KIND[type(finding).__name__]}s", finding.id)
    for thread in records.commitments:
        if identity in {s.by for s in thread.history}:
            tie("moves", thread.id)
    for position in records.positions:
        if identity in position.statements:
            tie("positions", position.id)
    for decision in records.decisions:
        if identity in {names.get(i, i) for i in decision.of}:
            tie("decisions", decision.id)
    for stored in records.reports:
        if stored.report.id == identity:
            for finding in records.findings():
                if any(isinstance(e, Evidence) and e.report_id == identity for e in finding.evidence):
                    tie(f"{_KIND[type(finding).__name__]}s", finding.id)
            for issue in records.issues:
                if issue.report_id == identity:
                    tie("issues", issue.id)
    return {how: sorted(ids) for how, ids in sorted(ties.items())}


_HOW = {"Event": "parts", "Statement": "said there", "Commitment": "made there"}
_KIND = {"Event": "event", "Statement": "statement", "Commitment": "commitment", "OfficeHeld": "office"}


def _entity(identity: str) -> bool:
    return identity.partition(":")[0] in ("state", "org", "person", "group")


def _holder(finding: Finding) -> set[str]:
    return {finding.entity} if isinstance(finding, OfficeHeld) else set()


def short_ids(records: Records) -> dict[str, str]:
    """Return the shortest beginning, of at least four characters, that names each record and no other."""
    lines = _Lines(records)
    ids = sorted(lines.ids())
    found: dict[str, str] = {}
    for i, identity in enumerate(ids):
        near = [ids[k] for k in (i - 1, i + 1) if 0 <= k < len(ids)]
        n = max([_FEWEST_CHARS, *(_common(identity, other) + 1 for other in near)])
        found[identity] = identity[:n]
    names = dict(records.merged_into)
    return {name: found[target] for name, target in names.items() if target in found} | found


def _common(a: str, b: str) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
