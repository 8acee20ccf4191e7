"""What changed between two states of a register: record by record.

In: the records of both. Out: one row a change. A record is followed by the findings it is made of, and a finding that a
newer reading gave another id by the words it rests on; so "new" is what no report said before, not what was read anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regesta.model.records import Merged, Records, Thread
from regesta.model.snapshot import states_of
from regesta.model.spans import Evidence
from regesta.query.lines import Json, line_of, sources_of
from regesta.query.words import days, sentence

CHANGES = ("new", "moved", "changed", "merged", "split", "withdrawn", "decided")
# What a reader would call another record if it changed; the rest (ids, evidence, confidence) follows from these.
_TOLD = (
    "type", "modes", "status", "stance", "topic", "kind", "title", "office", "standing", "date", "place",
    "due", "value", "count",
)  # fmt: skip
_SIDES = ("actors", "recipients", "speakers", "addressees", "by", "to")

Item = Merged[Any] | Thread


def changes(before: Records, after: Records) -> list[Json]:
    """Return what differs between two states of a register, by kind of change, then by day and id.

    Returns:
        Rows with `change` (one of `CHANGES`), `record`, `id`, `says` (the record in a sentence), `states`, and where
        it applies `stage` (the old and the new one), `fields` (name to [old, new]), `from` (the ids it had before).
    """
    old, new = _items(before), _items(after)
    was, now = _findings(old), _findings(new)
    renamed = _renamed(before, after, was, now)
    rows: list[Json] = []
    sources, earlier = sources_of(after), sources_of(before)
    for identity, item in new.items():
        came = {was[i] for f in _members(item) if (i := renamed.get(f, f)) in was}
        line = line_of(item, sources)
        if not came:
            rows.append(_row("new", item, line))
            continue
        if len(came) > 1:
            rows.append(_row("merged", item, line) | {"from": sorted(came)})
        origin = old[identity if identity in came else min(came)]
        rows += _moved(origin, item, line)
        fields = _differing(line_of(origin, earlier), line)
        if fields:
            rows.append(_row("changed", item, line) | {"fields": fields})
    back = {old_id: f for f, old_id in renamed.items()}
    for item in old.values():
        went = {now[i] for f in _members(item) if (i := back.get(f, f)) in now}
        line = line_of(item, earlier)
        if not went:
            rows.append(_row("withdrawn", item, line))
        elif len(went) > 1:
            rows.append(_row("split", item, line) | {"into": sorted(went)})
    known = {d.id for d in before.decisions}
    rows += [
        {"change": "decided", "record": "decision", "id": d.id, "says": f"{d.kind}: {d.reason or 'no reason given'}",
         "states": [], "by": d.by, "of": list(d.of)}
        for d in after.decisions
        if d.by.startswith("person:") and d.id not in known
    ]  # fmt: skip
    return sorted(rows, key=lambda r: (CHANGES.index(r["change"]), r.get("day", ""), r["id"]))


def _items(records: Records) -> dict[str, Item]:
    return {item.id: item for item in records.items()}


def _members(item: Item) -> tuple[str, ...]:
    return tuple(m.id for m in item.members)


def _findings(items: Mapping[str, Item]) -> dict[str, str]:
    """Return the record of each finding."""
    return {f: identity for identity, item in items.items() for f in _members(item)}


def _renamed(
    before: Records, after: Records, was: Mapping[str, str], now: Mapping[str, str]
) -> dict[str, str]:
    """Return, for findings that are new by their id, the old finding that rested on the same words."""
    lost: dict[tuple[str, str, int], list[str]] = {}
    for key, finding in _places(before):
        if finding not in now:
            lost.setdefault(key, []).append(finding)
    found: dict[str, str] = {}
    for key, finding in _places(after):
        if finding not in was and lost.get(key):
            found[finding] = lost[key].pop(0)
    return found


def _places(records: Records) -> list[tuple[tuple[str, str, int], str]]:
    """Return (record, report, where its words begin) for every finding, sorted."""
    found = []
    for item in records.items():
        for member in item.members:
            words = next((e for e in member.evidence if isinstance(e, Evidence)), None)
            if words is not None:
                record = type(member).__name__
                found.append(((record, words.report_id, words.span.start), member.id))
    return sorted(found)


def _row(change: str, item: Item, line: Json) -> Json:
    row: Json = {
        "change": change,
        "record": line["record"],
        "id": line["id"],
        "says": sentence(line),
        "states": sorted(states_of(item.finding)),
    }
    date = line.get("date") or {}
    day = date.get("earliest") or date.get("latest")
    return row | ({"day": day, "when": days(date)} if day else {})


def _moved(origin: Item, item: Item, line: Json) -> list[Json]:
    if not isinstance(origin, Thread) or not isinstance(item, Thread):
        return []
    stages = [origin.commitment.stage, item.commitment.stage]
    return [] if stages[0] == stages[1] else [_row("moved", item, line) | {"stage": stages}]


def _differing(old: Json, new: Json) -> Json:
    """Return the fields that a reader would miss, each with what it was and what it is."""
    told = {k: [old.get(k), new.get(k)] for k in _TOLD if _plain(k, old.get(k)) != _plain(k, new.get(k))}
    sides = {
        k: [_names(old.get(k)), _names(new.get(k))]
        for k in _SIDES
        if [a["entity"] for a in old.get(k) or ()] != [a["entity"] for a in new.get(k) or ()]
    }
    return told | sides


def _plain(field: str, value: Any) -> Any:
    """Return a value without what only says how it is known."""
    return {k: v for k, v in value.items() if k != "basis"} if field == "date" and value else value


def _names(actors: Any) -> list[str]:
    return [a["name"] for a in actors or ()]
