"""What a person should look at first: the doubtful, by how much it matters.

In: records. Out: rows of a queue, the most pressing first: uncertainty times importance. What a person has confirmed,
rejected, corrected or decided upon is out of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from regesta.model.decisions import Decision
from regesta.model.findings import Event, Finding, Statement
from regesta.model.records import Merged, Records, Thread
from regesta.model.snapshot import states_of
from regesta.model.spans import Evidence
from regesta.query.gather import active_decisions, actors_of
from regesta.query.lines import Json, line_of, sources_of
from regesta.query.words import sentence

SURE = 0.9  # from here on, and with nothing else in doubt, nobody is asked
_WIDE_DAYS = 366
_WEIGHT = {"Event": 1.0, "Commitment": 1.0, "Statement": 0.6, "OfficeHeld": 0.4}
_HIGH = ("president", "prime minister", "king", "emir", "chancellor", "foreign minister")


def doubtful(records: Records) -> list[Json]:
    """Return the records a person should look at, the most pressing first.

    Returns:
        Rows with `id`, `record`, `says`, `why` (reasons in words), `doubt` (0 to 1 times importance), `states`,
        `n_witnesses`, `words` (report, offsets and quote of the first witness) and, where another record may be the
        same, `other`.
    """
    sources = sources_of(records)
    rows: list[Json] = []
    for item, why, other in _questioned(records):
        merged = item.merged
        line = line_of(item, sources)
        row: Json = {
            "id": merged.id,
            "record": line["record"],
            "says": sentence(line),
            "why": why,
            "doubt": _pressing(merged, why),
            "confidence": merged.finding.confidence,
            "states": sorted(states_of(merged.finding)),
            "n_witnesses": len(merged.members),
        }
        words = next((e for e in line["evidence"] if "report_id" in e), None)
        if words is not None:
            row["words"] = words
        if other is not None:
            row["other"] = other
        rows.append(row)
    return sorted(rows, key=lambda r: (-r["doubt"], r["id"]))


def doubts(records: Records) -> Iterator[tuple[Finding, float]]:
    """Yield the same records, by their united view, with how much each is in doubt; in no order that tells anything."""
    for item, why, _ in _questioned(records):
        yield item.merged.finding, _pressing(item.merged, why)


def _questioned(records: Records) -> Iterator[tuple[Merged[Any] | Thread, list[str], str | None]]:
    """Yield the records about which something is in doubt: what, in words, and the record that may be the same."""
    active = active_decisions(records.decisions)
    names = dict(records.merged_into)
    settled = {i for d in active if d.by.startswith("person:") for i in d.of}
    unsure = _unsure(active, names, settled)
    for item in records.items():
        merged = item.merged
        if settled & {m.id for m in merged.members}:
            continue
        why = _reasons(merged)
        other = unsure.get(merged.id)
        if other is not None:
            why.append(f"may be the same as another record: {other[1]}")
        if why:
            yield item, why, other and other[0]


def _unsure(
    active: tuple[Decision, ...], names: dict[str, str], settled: set[str]
) -> dict[str, tuple[str, str]]:
    """Return, for each record that a rule could not tell from another, the other and the rule's reason."""
    found: dict[str, tuple[str, str]] = {}
    for decision in active:
        if decision.kind != "unsure" or len(decision.of) != 2 or settled & set(decision.of):
            continue
        one, two = (names.get(i) for i in decision.of)
        if one is not None and two is not None and one != two:
            found.setdefault(one, (two, decision.reason))
    return found


def _reasons(merged: Merged[Any]) -> list[str]:
    finding: Finding = merged.finding
    why = [f"reports differ on the {c.field}" for c in merged.conflicts]
    if finding.confidence < SURE:
        why.append(f"confidence {finding.confidence:.2f}")
    days = finding.date
    if days.start is None or days.last is None:
        why.append("no day known")
    elif (days.last - days.start).days > _WIDE_DAYS:
        why.append("the day is not known within a year")
    if isinstance(finding, (Event, Statement)) and any(a.via == "pronoun" for a in actors_of(finding)):
        why.append("somebody is named by a pronoun only")
    return why


def _pressing(merged: Merged[Any], why: list[str]) -> float:
    return round(_doubt(merged, why) * _importance(merged.finding), 3)


def _doubt(merged: Merged[Any], why: list[str]) -> float:
    return min(1.0, 1.0 - float(merged.finding.confidence) + 0.15 * len(why))


def _importance(finding: Finding) -> float:
    weight = _WEIGHT[type(finding).__name__]
    high = any(a.office and any(a.office.startswith(h) for h in _HIGH) for a in actors_of(finding))
    witnesses = len({e.report_id for e in finding.evidence if isinstance(e, Evidence)})
    return weight * (1.5 if high else 1.0) * (1 + 0.1 * min(witnesses, 10))
