"""Values to JSON and back, in the record format: what the store keeps and exports write.

Keys stand in the order of the format; absent values and empty lists are left out; days are inclusive
in JSON and half-open in values; lists of actors are sorted by state and entity; confidence has two
decimals, coordinates have four. A value in that form comes back equal: nothing is lost.

What the format does not show but rules need (cue and content of a statement, what a commitment refers
to) follows at the end. `report` of an evidence is the report's source, filled in by the export.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from regesta.model.actors import Actor
from regesta.model.decisions import Decision
from regesta.model.findings import (
    Commitment,
    EntityMention,
    Event,
    Finding,
    Foreseen,
    Issue,
    Money,
    OfficeHeld,
    Place,
    StageStep,
    Statement,
)
from regesta.model.spans import Evidence, PackEvidence, Span
from regesta.model.times import DayRange

Value = (
    Finding
    | Issue
    | EntityMention
    | Decision
    | Actor
    | DayRange
    | Place
    | Money
    | Foreseen
    | StageStep
    | Evidence
    | PackEvidence
)
Json = dict[str, Any]

_DAY = dt.timedelta(days=1)
_KINDS = {"state": "state", "org": "organisation", "person": "person", "group": "group"}


def to_json(value: Value) -> Json:
    """Return a value as a JSON object of the record format.

    Raises:
        TypeError: a value of that type has no JSON form of its own.
    """
    write = _WRITERS.get(type(value))
    if write is None:
        raise TypeError(f"no JSON form for {type(value).__name__}")
    data: Json = write(value)
    return data


def from_json(data: Mapping[str, Any]) -> Any:
    """Return the value that a JSON object stands for: the inverse of `to_json`.

    Records name their kind; parts are told by a key that no other has.

    Raises:
        ValueError: nothing in it says what it is.
    """
    record = data.get("record")
    if record is not None:
        if record not in _RECORDS:
            raise ValueError(f"no value for the record {record!r}")
        return _RECORDS[record](data)
    for key, read in _PARTS:
        if key in data:
            return read(data)
    raise ValueError(f"no value with the keys {sorted(data)}")


def finding_from(data: Mapping[str, Any]) -> Finding:
    """Return the finding that a JSON object stands for.

    Raises:
        ValueError: it is no finding.
    """
    value = from_json(data)
    if not isinstance(value, Finding):
        raise ValueError(f"not a finding: {type(value).__name__}")
    return value


def dumps(data: Json) -> str:
    """Return a JSON object as one line: UTF-8, keys as they stand, no white space."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def actor_order(actor: Actor) -> tuple[str, str, str, str]:
    """Return the key that lists of actors are sorted by: state, entity, and the words to break ties."""
    return (actor.state or "", actor.entity, actor.name, actor.as_written)


# --------------------------------------------------------------------------- parts


def _kept(pairs: Iterable[tuple[str, Any]]) -> Json:
    """Leave out what is absent or empty; False and 0 are values."""
    return {key: value for key, value in pairs if value is not None and value != [] and value != ""}


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _read_span(data: Any) -> Span | None:
    return None if data is None else Span(data[0], data[1])


def _days(days: DayRange) -> Json:
    return _kept(
        (
            ("earliest", days.start.isoformat() if days.start else None),
            ("latest", days.last.isoformat() if days.last else None),
            ("granularity", days.granularity),
            ("basis", list(days.basis)),
        )
    )


def _read_days(data: Mapping[str, Any]) -> DayRange:
    start, last = data.get("earliest"), data.get("latest")
    return DayRange(
        dt.date.fromisoformat(start) if start else None,
        dt.date.fromisoformat(last) + _DAY if last else None,
        data["granularity"],
        tuple(data.get("basis", ())),
    )


def _maybe_days(data: Mapping[str, Any] | None) -> DayRange | None:
    return None if data is None else _read_days(data)


def _actor(actor: Actor) -> Json:
    prefix = _KINDS.get(actor.entity.partition(":")[0])
    return _kept(
        (
            ("entity", actor.entity),
            ("name", actor.name),
            ("as_written", actor.as_written),
            ("kind", None if prefix == actor.kind else actor.kind),  # only where the id does not say it
            ("office", actor.office),
            ("standing", actor.standing),
            ("state", actor.state),
            ("sector", actor.sector),
            ("via", actor.via),
            ("spans", [_span(s) for s in actor.spans]),
        )
    )


def _read_actor(data: Mapping[str, Any]) -> Actor:
    return Actor(
        entity=data["entity"],
        name=data.get("name", ""),
        as_written=data.get("as_written", ""),
        kind=data.get("kind") or cast(Any, _KINDS[data["entity"].partition(":")[0]]),
        state=data.get("state"),
        office=data.get("office"),
        standing=data.get("standing"),
        sector=data.get("sector"),
        via=data.get("via", "name"),
        spans=tuple(Span(s[0], s[1]) for s in data.get("spans", ())),
    )


def _actors(actors: Iterable[Actor]) -> list[Json]:
    return [_actor(a) for a in sorted(actors, key=actor_order)]


def _read_actors(data: Mapping[str, Any], key: str) -> tuple[Actor, ...]:
    return tuple(_read_actor(a) for a in data.get(key, ()))


def _place(place: Place) -> Json:
    return _kept(
        (
            ("name", place.name),
            ("state", place.state),
            ("lat", None if place.lat is None else round(place.lat, 4)),
            ("lon", None if place.lon is None else round(place.lon, 4)),
        )
    )


def _read_place(data: Mapping[str, Any]) -> Place:
    return Place(data.get("name", ""), data.get("state", ""), data.get("lat"), data.get("lon"))


def _maybe_place(data: Mapping[str, Any] | None) -> Place | None:
    return None if data is None else _read_place(data)


def _money(money: Money) -> Json:
    amount = float(money.amount)  # annotated float, yet packs write whole numbers
    return {"amount": int(amount) if amount.is_integer() else amount, "currency": money.currency}


def _read_money(data: Mapping[str, Any]) -> Money:
    return Money(float(data["amount"]), data["currency"])


def _foreseen(foreseen: Foreseen) -> Json:
    return _kept(
        (
            ("type", foreseen.type),
            ("date", foreseen.date and _days(foreseen.date)),
            ("place", foreseen.place and _place(foreseen.place)),
        )
    )


def _read_foreseen(data: Mapping[str, Any]) -> Foreseen:
    return Foreseen(data["type"], _maybe_days(data.get("date")), _maybe_place(data.get("place")))


def _evidence(evidence: Evidence | PackEvidence) -> Json:
    if isinstance(evidence, PackEvidence):
        return {"pack": evidence.pack, "row": evidence.row, "source": evidence.source}
    return {
        "report_id": evidence.report_id,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "quote": evidence.quote,
        "rule": evidence.rule,
    }


def _read_evidence(data: Mapping[str, Any]) -> Evidence:
    return Evidence(data["report_id"], Span(data["start"], data["end"]), data["quote"], data["rule"])


def _read_row(data: Mapping[str, Any]) -> PackEvidence:
    return PackEvidence(data["pack"], data["row"], data["source"])


def _words(data: Mapping[str, Any]) -> tuple[Evidence, ...]:
    return tuple(_read_evidence(e) for e in data["evidence"])


def _words_or_rows(data: Mapping[str, Any]) -> tuple[Evidence | PackEvidence, ...]:
    return tuple(_read_row(e) if "pack" in e else _read_evidence(e) for e in data["evidence"])


def _step(step: StageStep) -> Json:
    return _kept(
        (
            ("stage", step.stage),
            ("date", _days(step.date)),
            ("by", step.by),
            ("reason", step.reason),
        )
    ) | {"evidence": [_evidence(e) for e in step.evidence]}


def _read_step(data: Mapping[str, Any]) -> StageStep:
    return StageStep(
        data["stage"], _read_days(data["date"]), _words_or_rows(data), data.get("by"), data.get("reason")
    )


# --------------------------------------------------------------------------- findings


def _event(event: Event) -> Json:
    return _kept(
        (
            ("record", "event"),
            ("id", event.id),
            ("type", event.type),
            ("modes", list(event.modes)),
            ("contexts", list(event.contexts)),
            ("status", event.status),
            ("actors", _actors(event.actors)),
            ("recipients", _actors(event.recipients)),
            ("foresees", event.foresees and _foreseen(event.foresees)),
            ("part_of", event.part_of),
            ("date", _days(event.date)),
            ("place", event.place and _place(event.place)),
            ("occasion", event.occasion),
        )
    ) | {"evidence": [_evidence(e) for e in event.evidence], "confidence": round(event.confidence, 2)}


def _read_event(data: Mapping[str, Any]) -> Event:
    foresees = data.get("foresees")
    return Event(
        id=data["id"],
        type=data["type"],
        status=data["status"],
        actors=_read_actors(data, "actors"),
        date=_read_days(data["date"]),
        evidence=_words(data),
        modes=tuple(data.get("modes", ())),
        contexts=tuple(data.get("contexts", ())),
        recipients=_read_actors(data, "recipients"),
        foresees=None if foresees is None else _read_foreseen(foresees),
        part_of=data.get("part_of"),
        place=_maybe_place(data.get("place")),
        occasion=data.get("occasion"),
        confidence=data["confidence"],
    )


def _statement(statement: Statement) -> Json:
    tail = _kept((("cue", _span(statement.cue)), ("content", _span(statement.content))))
    return (
        _kept(
            (
                ("record", "statement"),
                ("id", statement.id),
                ("speakers", _actors(statement.speakers)),
                ("addressees", _actors(statement.addressees)),
                ("stance", statement.stance),
                ("topic", statement.topic),
                ("topics", list(statement.topics)),
                ("about", _actors(statement.about)),
                ("direct", statement.direct),
                ("event", statement.event),
                ("act", statement.act),
                ("date", _days(statement.date)),
            )
        )
        | {
            "evidence": [_evidence(e) for e in statement.evidence],
            "confidence": round(statement.confidence, 2),
        }
        | tail
    )


def _read_statement(data: Mapping[str, Any]) -> Statement:
    return Statement(
        id=data["id"],
        speakers=_read_actors(data, "speakers"),
        stance=data["stance"],
        direct=data["direct"],
        date=_read_days(data["date"]),
        evidence=_words(data),
        topic=data.get("topic"),
        topics=tuple(data.get("topics", ())),
        addressees=_read_actors(data, "addressees"),
        about=_read_actors(data, "about"),
        event=data.get("event"),
        act=data.get("act"),
        cue=_read_span(data.get("cue")),
        content=_read_span(data.get("content")),
        confidence=data["confidence"],
    )


def _commitment(commitment: Commitment) -> Json:
    tail = _kept((("refers_to", commitment.refers_to), ("is_set", commitment.is_set or None)))
    return (
        _kept(
            (
                ("record", "commitment"),
                ("id", commitment.id),
                ("kind", commitment.kind),
                ("title", commitment.title),
                ("parties", list(commitment.parties)),
                ("by", _actors(commitment.by)),
                ("to", _actors(commitment.to)),
                ("sectors", list(commitment.sectors)),
                ("value", commitment.value and _money(commitment.value)),
                ("count", commitment.count),
                ("due", commitment.due and _days(commitment.due)),
                ("place", commitment.place and _place(commitment.place)),
                ("event", commitment.event),
                ("stage", commitment.stage),
                ("date", _days(commitment.date)),
            )
        )
        | {
            "evidence": [_evidence(e) for e in commitment.evidence],
            "confidence": round(commitment.confidence, 2),
        }
        | tail
    )


def _read_commitment(data: Mapping[str, Any]) -> Commitment:
    value = data.get("value")
    return Commitment(
        id=data["id"],
        kind=data["kind"],
        title=data.get("title", ""),
        parties=tuple(data.get("parties", ())),
        stage=data["stage"],
        date=_read_days(data["date"]),
        evidence=_words(data),
        by=_read_actors(data, "by"),
        to=_read_actors(data, "to"),
        sectors=tuple(data.get("sectors", ())),
        value=None if value is None else _read_money(value),
        count=data.get("count"),
        due=_maybe_days(data.get("due")),
        place=_maybe_place(data.get("place")),
        event=data.get("event"),
        refers_to=data.get("refers_to"),
        is_set=data.get("is_set", False),
        confidence=data["confidence"],
    )


def _office(office: OfficeHeld) -> Json:
    return _kept(
        (
            ("record", "office"),
            ("id", office.id),
            ("entity", office.entity),
            ("name", office.name),
            ("office", office.office),
            ("standing", office.standing),
            ("state", office.state),
            ("date", _days(office.date)),
        )
    ) | {"evidence": [_evidence(e) for e in office.evidence], "confidence": round(office.confidence, 2)}


def _read_office(data: Mapping[str, Any]) -> OfficeHeld:
    return OfficeHeld(
        id=data["id"],
        entity=data["entity"],
        name=data.get("name", ""),
        office=data.get("office", ""),
        standing=data["standing"],
        state=data.get("state", ""),
        date=_read_days(data["date"]),
        evidence=_words_or_rows(data),
        confidence=data["confidence"],
    )


# --------------------------------------------------------------------------- the rest


def _issue(issue: Issue) -> Json:
    return {
        "record": "issue",
        "id": issue.id,
        "report_id": issue.report_id,
        "start": issue.span.start,
        "end": issue.span.end,
        "quote": issue.quote,
        "code": issue.code,
        "reason": issue.reason,
    }


def _read_issue(data: Mapping[str, Any]) -> Issue:
    span = Span(data["start"], data["end"])
    return Issue(data["id"], data["report_id"], span, data["quote"], data["code"], data["reason"])


def _mention(mention: EntityMention) -> Json:
    return {
        "record": "mention",
        "entity": mention.entity,
        "name": mention.name,
        "kind": mention.kind,
        "as_written": mention.as_written,
        "language": mention.language,
    }


def _read_mention(data: Mapping[str, Any]) -> EntityMention:
    return EntityMention(data["entity"], data["name"], data["kind"], data["as_written"], data["language"])


def _decision(decision: Decision) -> Json:
    shown = {"record": "decision", "id": decision.id, "kind": decision.kind, "of": list(decision.of)}
    if decision.value is not None:
        shown["value"] = json.loads(decision.value)
    return shown | _kept(
        (("by", decision.by), ("reason", decision.reason), ("time", decision.time)),
    )


def _read_decision(data: Mapping[str, Any]) -> Decision:
    return Decision(
        id=data["id"],
        kind=data["kind"],
        of=tuple(data["of"]),
        by=data["by"],
        reason=data.get("reason", ""),
        value=canonical(data["value"]) if "value" in data else None,
        time=data.get("time"),
    )


def canonical(value: Any) -> str:
    """Return the JSON text in which a decision keeps its value: no white space, keys as they stand."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


_WRITERS: dict[type, Callable[[Any], Any]] = {
    Event: _event,
    Statement: _statement,
    Commitment: _commitment,
    OfficeHeld: _office,
    Issue: _issue,
    EntityMention: _mention,
    Decision: _decision,
    Actor: _actor,
    DayRange: _days,
    Place: _place,
    Money: _money,
    Foreseen: _foreseen,
    StageStep: _step,
    Evidence: _evidence,
    PackEvidence: _evidence,
}

_RECORDS: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "event": _read_event,
    "statement": _read_statement,
    "commitment": _read_commitment,
    "office": _read_office,
    "issue": _read_issue,
    "mention": _read_mention,
    "decision": _read_decision,
}

# The order matters: a step has a date and evidence, an actor shares its name with a place.
_PARTS: tuple[tuple[str, Callable[[Mapping[str, Any]], Any]], ...] = (
    ("granularity", _read_days),
    ("pack", _read_row),
    ("rule", _read_evidence),
    ("entity", _read_actor),
    ("currency", _read_money),
    ("stage", _read_step),
    ("type", _read_foreseen),
    ("name", _read_place),
)
