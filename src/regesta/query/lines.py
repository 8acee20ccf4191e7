"""Records as JSON objects of the record format, in the order of its keys.

In: records. Out: dictionaries, ready for `json.dumps`. What a single finding looks like is decided in
`model/codec.py`; here is added what only the register knows: sources, witnesses, stages, scores.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from regesta.model.codec import to_json
from regesta.model.decisions import Decision
from regesta.model.findings import Event, Issue, OfficeHeld, Statement
from regesta.model.records import Conflict, Entity, Merged, Position, Records, Thread
from regesta.model.snapshot import StoredReport
from regesta.model.spans import Evidence
from regesta.query.gather import actors_of
from regesta.query.scores import score

Json = dict[str, Any]
Sources = Mapping[str, str]  # report id -> its first source
_SORTED = ("modes", "contexts", "sectors")
_ACTORS = ("actors", "recipients", "speakers", "addressees", "about", "by", "to")


def sources_of(records: Records) -> dict[str, str]:
    """Return the first source of each report, by the report's id."""
    return {s.report.id: s.report.source for s in records.reports}


def about_line(records: Records) -> Json:
    """Return the first line of an export."""
    line: Json = {"record": "about", "schema": "1.0", "coder": records.coder, "packs": records.packs}
    return line if records.as_of is None else line | {"as_of": records.as_of.isoformat()}


def report_line(stored: StoredReport) -> Json:
    """Return a report: what it is and where it came from, not its text."""
    report = stored.report
    line: Json = {
        "record": "report",
        "id": report.id,
        "source": report.source,
        "sources": list(stored.sources),
        "language": stored.language,
        "title": stored.title,
        "publisher": report.publisher,
    }
    if stored.published.start is not None or stored.published.end is not None:
        line["published"] = to_json(stored.published)
    return {key: value for key, value in line.items() if value not in (None, "")}


def entity_line(entity: Entity) -> Json:
    """Return an entity with the names that reports give it."""
    names = [{"name": name, "language": lang} if lang else {"name": name} for name, lang in entity.names]
    line: Json = {"record": "entity", "id": entity.id, "name": entity.name}
    return line | ({"names": names} if names else {}) | {"kind": entity.kind}


def event_line(record: Merged[Event], sources: Sources) -> Json:
    """Return an event."""
    event = record.finding
    return _line(record, to_json(event), sources, {"contexts": {"score": score(event.type, event.modes)}})


def statement_line(record: Merged[Statement], sources: Sources) -> Json:
    """Return a statement."""
    return _line(record, to_json(record.finding), sources, {})


def commitment_line(item: Thread, sources: Sources) -> Json:
    """Return a commitment with its history."""
    history = [_with_sources(to_json(step), sources) for step in item.history]
    return _line(item.merged, to_json(item.commitment), sources, {"date": {"history": history}})


def office_line(record: Merged[OfficeHeld], sources: Sources) -> Json:
    """Return a person's holding of an office."""
    return _line(record, to_json(record.finding), sources, {})


def line_of(item: Merged[Any] | Thread, sources: Sources) -> Json:
    """Return any record that stands for findings."""
    if isinstance(item, Thread):
        return commitment_line(item, sources)
    if isinstance(item.finding, Event):
        return event_line(item, sources)
    return (
        statement_line(item, sources) if isinstance(item.finding, Statement) else office_line(item, sources)
    )


def position_line(position: Position, sources: Sources) -> Json:
    """Return a position with the statements that make it."""
    date = to_json(position.date)
    line: Json = {
        "record": "position",
        "id": position.id,
        "topic": position.topic,
        "stance": position.stance,
        "states": list(position.states),
        "date": date if len(date) > 1 else None,
        "statements": list(position.statements),
        "evidence": [to_json(e) for e in position.evidence],
    }
    return _with_sources({key: value for key, value in line.items() if value is not None}, sources)


def issue_line(issue: Issue) -> Json:
    """Return a passage that was not guessed at."""
    return to_json(issue)


def decision_line(decision: Decision) -> Json:
    """Return a decision."""
    return to_json(decision)


# --------------------------------------------------------------------------- parts


def _line(record: Any, data: Json, sources: Sources, after: Mapping[str, Json]) -> Json:
    """Put what the register adds to a finding where the format wants it."""
    line: Json = {}
    reports = {e.report_id for m in record.members for e in m.evidence if isinstance(e, Evidence)}
    late = dict(after)
    for key, value in data.items():
        if key == "status" and "contexts" in late:  # a score stands there with or without contexts
            line |= late.pop("contexts")
        if key in _SORTED:
            value = sorted(value)
        elif key in _ACTORS and len(reports) > 1:
            value = [_placed(actor, record) for actor in value]
        elif key == "evidence":
            value = _sourced(value, sources)
        line[key] = value
        if key == "id" and record.referents:
            line["referents"] = list(record.referents)
        if key != "contexts" and key in late:
            line |= late.pop(key)
    if record.conflicts:
        line["conflicts"] = [_conflict(c) for c in record.conflicts]
    return line


def _placed(actor: Json, record: Any) -> Json:
    """Say in which report an actor's words and spans stand, where there are several."""
    for member in record.members:
        for seen in actors_of(member):
            if (seen.entity, seen.as_written) == (actor["entity"], actor.get("as_written", "")) and [
                [s.start, s.end] for s in seen.spans
            ] == actor.get("spans", []):
                report = next((e.report_id for e in member.evidence if isinstance(e, Evidence)), None)
                return actor | ({"report_id": report} if report else {})
    return actor


def _conflict(conflict: Conflict) -> Json:
    values = [{"value": json.loads(value), "findings": list(ids)} for value, ids in conflict.values]
    return {"field": conflict.field, "values": values}


def _with_sources(data: Json, sources: Sources) -> Json:
    return data | {"evidence": _sourced(data["evidence"], sources)}


def _sourced(evidence: list[Json], sources: Sources) -> list[Json]:
    """Put each report's first source before its id; rows of packs stay as they are."""
    return [
        {"report": sources.get(e["report_id"], e["report_id"]), **e} if "report_id" in e else e
        for e in evidence
    ]
