"""Count what the golden cases show, group the misses, and write them down.

    python -m tests.golden.misses            counts and classes of misses
    python -m tests.golden.misses --write    the same, and known_misses.txt anew

A reason that begins with "by hand:" stays, the others are those found here. Of the cases held out only counts
are shown: whoever tunes packs or code should not read them.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from tests.golden_format import (
    KNOWN_MISSES,
    Note,
    check,
    differences,
    evidence_holds,
    find_cases,
    known_misses,
    names_of,
)

from regesta.engines.local import tools
from regesta.errors import ReportError
from regesta.model.findings import Commitment, Event, Finding, OfficeHeld, Reading, Statement
from regesta.packs.load import load_packs
from regesta.pipeline import read_report
from regesta.steps.read import given_of, read_bytes

HELD_OUT = "held_out/"
_RECORDS = {Event: "event", Statement: "statement", Commitment: "commitment", OfficeHeld: "office"}
_LABELS = {
    "modes": "mode", "days": "date", "place": "place", "is part": "part of a visit", "is not about": "topic",
    "foresees": "foreseen event", "direct": "direct speech", "[": "somebody too many",
}  # fmt: skip


def main(arguments: Sequence[str]) -> None:
    packs = load_packs()
    built = tools(packs)
    missed: dict[tuple[str, int], str] = {}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for case in find_cases():
        given = given_of(case.sidecar, "report.json")
        (report,) = read_bytes(case.report.name, case.report.read_bytes(), given)
        assert not isinstance(report, ReportError)
        reading = read_report(report, packs, built)
        verdicts = check(case.notes, reading)
        wrong = [n for n, why in verdicts.items() if why is not None]
        group = counts[case.name.rpartition("/")[0]]
        group.update(cases=1, lines=len(verdicts), held=len(verdicts) - len(wrong), whole=not wrong)
        for number in wrong:
            missed[case.name, number] = reason(case.name, case.notes, number, reading)
    for name, group in sorted(counts.items()):
        print(f"{name:12} cases {group['whole']}/{group['cases']}  lines {group['held']}/{group['lines']}")
    _print_classes(missed)
    if "--write" in arguments:
        _write(missed)


def reason(name: str, notes: Mapping[int, Note], number: int, reading: Reading) -> str:
    """Say in a few words why a note fails: what the finding nearest to its words lacks."""
    note = notes[number]
    if name.startswith(HELD_OUT):
        return "held out: not looked into"
    language = name.split("/")[-2]
    if reading.language != language:
        return f"language taken for {reading.language}"
    if "record" not in note or note.get("not"):
        return "a finding the reader does not see"
    record = note["record"]
    if record in ("report", "same", "different"):
        return {"report": "day of the report"}.get(record, "entities of names")
    near = [f for f in reading.findings if _RECORDS[type(f)] == record and evidence_holds(f, note)]
    faults = min((_faults(note, f, reading) for f in near), key=len, default=None)
    if faults is None:
        return f"{record} not found: {_subject(note)}"
    return f"{record} found, wrong in: {', '.join(faults)}" if faults else f"{record}: two notes, one finding"


def _faults(note: Note, finding: Finding, reading: Reading) -> list[str]:
    labels = []
    for fault in differences(note, finding, names_of(reading)):
        role = re.match(r"(actors|recipients|between|speakers|addressees|by|to) lack", fault)
        known = next((label for start, label in _LABELS.items() if fault.startswith(start)), fault.split()[0])
        labels.append(f"who ({role[1]})" if role else known)
    return sorted(set(labels))


def _subject(note: Note) -> str:
    for key in ("type", "stance", "kind", "office"):
        if key in note:
            return note[key] if isinstance(note[key], str) else "/".join(note[key])
    return "any"


def _print_classes(missed: Mapping[tuple[str, int], str]) -> None:
    groups: dict[str, list[str]] = defaultdict(list)
    for (name, number), why in missed.items():
        if not name.startswith(HELD_OUT):
            groups[why].append(f"{name}:{number}")
    for why, where in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        print(f"{len(where):4}  {why}\n        {' '.join(where)}")


def _write(missed: Mapping[tuple[str, int], str]) -> None:
    known = {key: why for key, why in known_misses().items() if why.startswith("by hand:")}
    lines = [
        "# Notes of golden cases that do not hold yet: case:line | reason. The test fails if one is missing",
        "# here, and if one stands here that holds. `python -m tests.golden.misses --write` writes it anew.",
        *(f"{key[0]}:{key[1]} | {known.get(key, why)}" for key, why in sorted(missed.items())),
    ]
    KNOWN_MISSES.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
