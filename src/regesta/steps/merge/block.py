"""Keys under which a finding meets its possible doubles: only findings that share one are compared.

A pair of persons meets a few dozen times in a lifetime, so a pair makes a key; a pair of states
meets daily, so its keys carry the year. That keeps the work linear in the number of reports.
"""

from __future__ import annotations

from itertools import combinations

from regesta.model.findings import Commitment, Event, Finding, OfficeHeld, Statement
from regesta.model.times import DayRange

_MOST_YEARS = 6  # a wider date is filed under "any" and meets its like alone, or through its persons


def keys(finding: Finding) -> tuple[str, ...]:
    """Return the block keys of a finding, sorted."""
    if isinstance(finding, Event):
        found = _event(finding)
    elif isinstance(finding, Statement):
        speakers = "+".join(sorted({s.entity for s in finding.speakers}))
        found = {f"said|{speakers}|{finding.stance}|{month}" for month in _months(finding.date)}
    elif isinstance(finding, Commitment):
        found = _commitment(finding)
    else:
        assert isinstance(finding, OfficeHeld)
        found = {f"office|{finding.entity}|{finding.office}|{finding.state}"}
    return tuple(sorted(found))


def _event(event: Event) -> set[str]:
    found: set[str] = set()
    entities = sorted({a.entity for a in (*event.actors, *event.recipients)})[:12]
    for a, b in combinations(entities, 2):
        persons = a.startswith("person:") + b.startswith("person:")
        if persons:
            found.add(f"{event.type}|{a}|{b}")
        else:
            found |= {f"{event.type}|{a}|{b}|{year}" for year in _years(event.date)}
    # A journey meets the invitation that it fulfils.
    if event.type == "CONSULT":
        states = {a.state for a in (*event.actors, *event.recipients) if a.state}
        if event.place and event.place.state:
            states.add(event.place.state)
        found |= {
            f"journey|{a.entity}|{s}"
            for a in event.actors
            if a.kind == "person"
            for s in states
            if s != a.state
        }
    return found


def _commitment(item: Commitment) -> set[str]:
    parties = "+".join(item.parties)
    found = {f"commitment|{item.kind}|{parties}|{year}" for year in _years(item.date)}
    if item.kind == "invitation":
        hosts = {b.state for b in item.by if b.state}
        found |= {f"journey|{a.entity}|{h}" for a in item.to if a.kind == "person" for h in hosts}
    found.add(f"accords|{parties}")
    return found


def _years(date: DayRange) -> list[str]:
    if date.start is None or date.last is None or date.last.year - date.start.year >= _MOST_YEARS:
        return ["any"]
    return [str(y) for y in range(date.start.year, date.last.year + 1)]


def _months(date: DayRange) -> list[str]:
    if date.start is None or date.last is None or (date.last - date.start).days > 62:
        return ["any"]
    months = (date.last.year - date.start.year) * 12 + date.last.month - date.start.month
    return [
        f"{(date.start.year * 12 + date.start.month - 1 + k) // 12}-{(date.start.month - 1 + k) % 12 + 1:02d}"
        for k in range(months + 1)
    ]
