"""The JSON Schema of the record format accepts what the format allows and refuses what it does not."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "src/regesta/data/record.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)
SHA = "0" * 64
WORDS = {
    "report": "a.txt",
    "report_id": SHA,
    "start": 3,
    "end": 9,
    "quote": "she met",
    "rule": "en/frames#meet",
}
ROW = {"pack": "knowledge/offices/NOR.yml", "row": "kari-nordmann", "source": "gazette"}
MINISTER = {
    "entity": "person:kari-nordmann",
    "name": "Kari Nordmann",
    "as_written": "Nordmann",
    "office": "foreign minister",
    "standing": "acting",
    "state": "NOR",
    "sector": "GOV",
    "via": "name",
    "spans": [[3, 9]],
}
STATE = {"entity": "state:KEN", "name": "Kenya"}
DATE = {"earliest": "2024-02-29", "latest": "2024-03-01", "granularity": "day", "basis": ["weekday: Friday"]}
EVENT: dict[str, Any] = {
    "record": "event",
    "id": "4be1f0",
    "type": "CONSULT",
    "modes": ["visit"],
    "contexts": ["diplomatic"],
    "score": 4.0,
    "status": "occurred",
    "actors": [STATE, MINISTER],
    "date": DATE,
    "place": {"name": "Nairobi", "state": "KEN", "lat": -1.2833, "lon": 36.8167},
    "evidence": [WORDS],
    "confidence": 0.93,
}
STATEMENT: dict[str, Any] = {
    "record": "statement",
    "id": "5c",
    "speakers": [STATE],
    "stance": "urge",
    "direct": False,
    "evidence": [WORDS],
}
COMMITMENT: dict[str, Any] = {
    "record": "commitment",
    "id": "6d",
    "kind": "invitation",
    "parties": ["KEN", "NOR"],
    "stage": "lapsed",
    "history": [
        {"stage": "offered", "date": DATE, "evidence": [WORDS]},
        {"stage": "lapsed", "evidence": [ROW]},
    ],
    "evidence": [WORDS],
}
OFFICE: dict[str, Any] = {
    "record": "office",
    "id": "7e",
    "entity": "person:kari-nordmann",
    "name": "Kari Nordmann",
    "office": "foreign minister",
    "standing": "incumbent",
    "state": "NOR",
    "date": DATE,
    "evidence": [ROW, WORDS],
}
GOOD: list[dict[str, Any]] = [
    EVENT,
    STATEMENT,
    COMMITMENT,
    OFFICE,
    {"record": "about", "schema": "1.0", "coder": "regesta 0.1.0", "packs": "9f2c", "as_of": "2026-11-01"},
    {
        "record": "report",
        "id": SHA,
        "source": "a.txt",
        "sources": ["a.txt"],
        "language": "id",
        "published": DATE,
    },
    {"record": "entity", "id": "org:ASEAN", "name": "ASEAN", "kind": "organisation"},
    {"record": "entity", "id": "person:x0a1b2c", "name": "A. Person", "kind": "person"},
    {
        "record": "position",
        "id": "8f",
        "topic": "transit",
        "stance": "support",
        "states": ["KEN"],
        "evidence": [WORDS],
    },
    {
        "record": "issue",
        "id": "90",
        "report_id": SHA,
        "start": 0,
        "end": 4,
        "quote": "Then",
        "code": "date.no-year",
        "reason": "no year",
    },
    {
        "record": "decision",
        "id": "a1",
        "kind": "same",
        "of": ["4be1f0", "5c"],
        "by": "rule:merge/x",
        "reason": "one day",
    },
]


def without(record: dict[str, Any], key: str) -> dict[str, Any]:
    return {k: v for k, v in record.items() if k != key}


def changed(record: dict[str, Any], value: object, *path: str | int) -> dict[str, Any]:
    copied = copy.deepcopy(record)
    part: Any = copied
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return copied


@pytest.mark.parametrize("record", GOOD, ids=lambda r: r["record"])
def test_what_the_format_allows_is_accepted(record: dict[str, Any]) -> None:
    assert [e.message for e in VALIDATOR.iter_errors(record)] == []


def test_later_versions_may_add_keys() -> None:
    assert VALIDATOR.is_valid({**EVENT, "something_new": {"a": 1}})


@pytest.mark.parametrize(
    ("record", "key"),
    [
        *((EVENT, key) for key in ("id", "type", "status", "actors", "date", "evidence")),
        *((STATEMENT, key) for key in ("id", "speakers", "stance", "direct", "evidence")),
        *((COMMITMENT, key) for key in ("id", "kind", "parties", "stage", "history", "evidence")),
        *((OFFICE, key) for key in ("id", "entity", "name", "office", "standing", "state", "evidence")),
    ],
    ids=lambda value: value if isinstance(value, str) else value["record"],
)
def test_what_a_record_needs_cannot_be_left_out(record: dict[str, Any], key: str) -> None:
    assert not VALIDATOR.is_valid(without(record, key))


BAD = [
    changed(EVENT, "MEET", "type"),
    changed(EVENT, "happened", "status"),
    changed(EVENT, [], "actors"),
    changed(EVENT, ["tea"], "modes"),
    changed(EVENT, "interim", "actors", 1, "standing"),
    changed(EVENT, "guess", "actors", 1, "via"),
    changed(EVENT, "nor", "actors", 1, "state"),
    changed(EVENT, [[3]], "actors", 1, "spans"),
    changed(EVENT, "2024-2-29", "date", "earliest"),
    changed(EVENT, "2024-13-01", "date", "earliest"),
    changed(EVENT, "fortnight", "date", "granularity"),
    changed(EVENT, ["hunch: Friday"], "date", "basis"),
    changed(EVENT, {"name": "Nairobi", "lat": 1.0}, "place"),
    changed(EVENT, "x" * 601, "evidence", 0, "quote"),
    changed(EVENT, "me", "evidence", 0, "author"),
    changed(EVENT, -1, "evidence", 0, "start"),
    changed(EVENT, [ROW], "evidence"),
    changed(EVENT, 1.5, "confidence"),
    changed(STATEMENT, "angry", "stance"),
    changed(COMMITMENT, "done", "stage"),
    changed(COMMITMENT, "promise", "kind"),
    changed(COMMITMENT, [], "history"),
    changed(COMMITMENT, {"amount": "many"}, "value"),
    changed(OFFICE, [ROW], "evidence"),
    changed(OFFICE, {**WORDS, **ROW}, "evidence", 0),
    {"record": "rumour", "id": "1"},
]


@pytest.mark.parametrize("record", BAD, ids=range(len(BAD)))
def test_what_the_format_forbids_is_refused(record: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(record)
