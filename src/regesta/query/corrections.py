"""Corrections by people: which fields a person may set, to which values, and which finding a passage means.

In: a field and a value as somebody wrote them. Out: the value of the record format, or what is wrong with it and what
is allowed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, TypeVar, get_args

from regesta.errors import AmbiguousRecord, BadValue, UnknownRecord
from regesta.model.actors import Standing
from regesta.model.codec import finding_from, to_json
from regesta.model.findings import (
    Commitment,
    CommitmentKind,
    Event,
    EventStatus,
    EventType,
    Finding,
    OfficeHeld,
    Stage,
    Stance,
    Statement,
)
from regesta.model.spans import Evidence
from regesta.packs.load import Packs

F = TypeVar("F", bound=Finding)
_FIXED = frozenset({"record", "id", "evidence"})  # no decision changes what a finding is
_RECORDS: Mapping[str, type] = {
    "event": Event,
    "statement": Statement,
    "commitment": Commitment,
    "office": OfficeHeld,
}
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "event": ("type", "status", "modes", "contexts", "actors", "recipients", "date", "place"),
    "statement": ("stance", "topic", "speakers", "addressees", "date"),
    "commitment": ("kind", "title", "stage", "parties", "by", "to", "due", "date", "place", "count"),
    "office": ("office", "standing", "state", "date"),
}
# The fields that have a closed list of values.
CLOSED: Mapping[str, Collection[str]] = {
    "type": get_args(EventType),
    "status": get_args(EventStatus),
    "stance": get_args(Stance),
    "kind": get_args(CommitmentKind),
    "stage": get_args(Stage),
    "standing": get_args(Standing),
}
_SIDES = frozenset({"actors", "recipients", "speakers", "addressees", "by", "to"})


def fields_of(record: str) -> tuple[str, ...]:
    """Return the fields of a kind of record that a person may set."""
    return _FIELDS[record]


def record_of(finding: Finding) -> str:
    """Return the kind of record a finding is: "event", "statement", "commitment" or "office"."""
    return next(name for name, kind in _RECORDS.items() if isinstance(finding, kind))


def allowed(field: str) -> tuple[str, ...]:
    """Return the values of a field that has a closed list; empty where anything of its kind goes."""
    return tuple(CLOSED.get(field, ()))


def checked(record: str, field: str, value: Any, packs: Packs) -> Any:
    """Return a value as the record format has it.

    Args:
        record: "event", "statement", "commitment" or "office".
        field: One of `fields_of(record)`.
        value: As a person writes it: a day ("2024-05", "2024-05-02/2024-05-04"), words from a closed list, states or
            entities separated by commas, a place as "Minsk, BLR"; or as the record format has it.
        packs: Say which states, organisations and persons there are.

    Raises:
        BadValue: the record has no such field, or the value is not of its kind; the message says what is allowed.
    """
    if field not in _FIELDS[record]:
        raise BadValue(
            field, f"is no field of a {record} that can be set", f"Take one of {', '.join(_FIELDS[record])}"
        )
    if field in CLOSED:
        return _of_list(field, value, CLOSED[field])
    if not isinstance(value, str):
        return value
    written = value.strip()
    if not written and field not in {"place", "due", "topic", "recipients", "addressees", "to", "count"}:
        raise BadValue(field, "is empty", "Say what it is")
    if not written:
        return [] if field in _SIDES else None
    read: Mapping[str, Callable[[str], Any]] = {
        "date": lambda text: _days(field, text),
        "due": lambda text: _days(field, text),
        "place": lambda text: _place(text, packs),
        "parties": lambda text: [_code(field, word, packs) for word in _words(text)],
        "state": lambda text: _code(field, text, packs),
        "modes": _words,
        "contexts": _words,
        "count": _count,
    }
    if field in _SIDES:
        return [_actor(field, word, packs) for word in _words(written)]
    return read[field](written) if field in read else written


def with_field(finding: F, field: str, value: Any, by: str) -> F | None:
    """Return a finding with a field that a person set; None where the value is not of the field's kind.

    Args:
        finding: Any.
        field: A key of the record format; what a finding is and rests on cannot be set.
        value: As the record format has it; None takes the field away.
        by: Who sets it, for the basis of a date.
    """
    if field in _FIXED or (field in CLOSED and value not in CLOSED[field]):
        return None
    data = to_json(finding)
    if field == "date" and isinstance(value, dict):
        value = {"granularity": "day", **value, "basis": [f"override: {by}"]}
    if value is None:
        data.pop(field, None)
    else:
        data[field] = value
    try:
        changed = finding_from(data)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    return changed if isinstance(changed, type(finding)) else None


def covering(
    findings: Iterable[Finding], report_id: str, start: int, end: int, record: str | None
) -> Finding:
    """Return the one finding of a report that a passage means; see `closest`.

    Raises:
        UnknownRecord: no finding rests on these words.
        AmbiguousRecord: several do, equally closely.
    """
    best = closest(findings, report_id, start, end, record)
    if len(best) > 1:
        raise AmbiguousRecord(
            f"{report_id[:12]}:{start}-{end}",
            f"{len(best)} findings rest on these words ({', '.join(f.id for f in best)})",
            "Name one of them, or its record",
        )
    return best[0]


def closest(
    findings: Iterable[Finding], report_id: str, start: int, end: int, record: str | None
) -> tuple[Finding, ...]:
    """Return the findings of a report that a passage may mean: those whose words hold it most closely, by id.

    Args:
        findings: Those of that report.
        report_id: Of the report.
        start: Where the passage begins, in code points.
        end: Where it ends.
        record: "event", "statement"…; None for any.

    Raises:
        UnknownRecord: no finding rests on these words.
    """
    where = f"{report_id[:12]}:{start}-{end}"
    wanted = _RECORDS[record] if record else object
    found: list[tuple[int, str, Finding]] = []
    for finding in findings:
        for place, words in enumerate(finding.evidence if isinstance(finding, wanted) else ()):
            if isinstance(words, Evidence) and words.report_id == report_id:
                shared = min(end, words.span.end) - max(start, words.span.start)
                if shared > 0:
                    outside = (end - start - shared) * 1000 + (words.span.end - words.span.start)
                    # The first words tell what happened; the others, whom a pronoun means.
                    found.append((outside + 1_000_000_000 * (place > 0), finding.id, finding))
    if not found:
        raise UnknownRecord(where, "no finding rests on these words", "Select words of a marked passage")
    found.sort(key=lambda f: f[:2])
    return tuple({f[1]: f[2] for f in found if f[0] == found[0][0]}.values())


# --------------------------------------------------------------------------- values


def _of_list(field: str, value: Any, values: Collection[str]) -> str:
    word = str(value).strip()
    for known in values:
        if word.casefold() == known.casefold():
            return known
    raise BadValue(field, f"{word!r} is none of its values", f"Take one of {', '.join(values)}")


def _words(text: str) -> list[str]:
    return [w.strip() for w in text.split(",") if w.strip()]


def _days(field: str, text: str) -> dict[str, str]:
    first, _, last = text.partition("/")
    start, end = _day(field, first), _day(field, last or first)
    if start[0] > end[1]:
        raise BadValue(field, f"{text!r} ends before it begins", "Give the earlier day first")
    grain = start[2] if not last else "day"
    return {"earliest": start[0].isoformat(), "latest": end[1].isoformat(), "granularity": grain}


def _day(field: str, text: str) -> tuple[dt.date, dt.date, str]:
    parts = text.strip().split("-")
    try:
        numbers = [int(p) for p in parts]
        if len(parts[0]) != 4:
            raise ValueError
        if len(numbers) == 1:
            return dt.date(numbers[0], 1, 1), dt.date(numbers[0], 12, 31), "year"
        if len(numbers) == 2:
            first = dt.date(numbers[0], numbers[1], 1)
            following = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
            return first, following - dt.timedelta(days=1), "month"
        exact = dt.date(*numbers)
    except (TypeError, ValueError, OverflowError):
        raise BadValue(
            field,
            f"{text.strip()!r} is no day",
            "Write YYYY-MM-DD, YYYY-MM, YYYY, or two of them with / between",
        ) from None
    return exact, exact, "day"


def _place(text: str, packs: Packs) -> dict[str, str]:
    name, _, state = text.rpartition(",")
    code = _code("place", state or text, packs)
    shown = (
        name.strip() or packs.knowledge.states[code].name
        if code in packs.knowledge.states
        else name.strip() or code
    )
    return {"name": shown, "state": code}


def _code(field: str, word: str, packs: Packs) -> str:
    word = word.strip()
    known = packs.knowledge
    if word.upper() in known.states or word.upper() in known.organisations:
        return word.upper()
    for code, row in known.states.items():
        if row.name.casefold() == word.casefold():
            return str(code)
    raise BadValue(
        field,
        f"{word!r} is no state or organisation",
        "Give an ISO code such as IRN, or an acronym such as SCO",
    )


def _actor(field: str, word: str, packs: Packs) -> dict[str, Any]:
    """Return an actor by its entity ("person:abbas-araghchi") or its state's code or name."""
    if word.startswith("person:"):
        person = packs.knowledge.persons.get(word.partition(":")[2])
        name = person.name if person else word.partition(":")[2].replace("-", " ").title()
        return {"entity": word, "name": name, "as_written": name, "kind": "person", "via": "name"}
    code = _code(field, word.partition(":")[2] if word.startswith(("state:", "org:")) else word, packs)
    if code in packs.knowledge.states:
        name = packs.knowledge.states[code].name
        return {
            "entity": f"state:{code}",
            "name": name,
            "as_written": name,
            "state": code,
            "kind": "state",
            "via": "name",
        }
    name = packs.knowledge.organisations[code].name
    return {
        "entity": f"org:{code}",
        "name": name,
        "as_written": name,
        "state": code,
        "kind": "organisation",
        "via": "name",
    }


def _count(text: str) -> int:
    if not text.isdigit() or len(text) > 6:
        raise BadValue("count", f"{text!r} is no number", "Write digits")
    return int(text)
