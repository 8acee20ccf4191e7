"""Group findings by their "same" decisions, refusing what cannot hold together.

In: findings and decisions. Out: groups of ids. Joins are tried in a fixed order, people's before
rules'; a join is refused where a "different" decision stands between the groups or where their
dates or places would no longer agree: a loosely dated mention must not chain two meetings into one.
What a person said last of a pair counts, whatever rules say of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from regesta.model.decisions import Decision, last_words
from regesta.model.findings import Event, Finding
from regesta.model.times import DayRange, intersect


def cluster(findings: Sequence[Finding], decisions: Iterable[Decision]) -> tuple[tuple[str, ...], ...]:
    """Return groups of finding ids, each sorted, the groups sorted by their first id.

    Args:
        findings: All findings of the view.
        decisions: Active ones (withdrawn ones left out by the caller).
    """
    by_id: Mapping[str, Finding] = {f.id: f for f in findings}
    leader = {i: i for i in by_id}
    members = {i: [i] for i in by_id}
    facts: dict[str, _Facts | None] = {i: _facts(f) for i, f in by_id.items()}
    every = [d for d in decisions if d.kind in {"same", "different"}]
    said = {pair: d.kind for pair, d in last_words(every).items() if pair <= by_id.keys()}
    joined_by_people = {pair for pair, kind in said.items() if kind == "same"}
    pairs = [d for d in every if not d.by.startswith("person:") and len(d.of) == 2]
    by_rules = [d for d in pairs if by_id.keys() >= set(d.of) and frozenset(d.of) not in said]
    apart_for_people = {pair for pair, kind in said.items() if kind == "different"}
    apart = apart_for_people | {frozenset(d.of) for d in by_rules if d.kind == "different"}
    wanted = {frozenset(d.of) for d in by_rules if d.kind == "same"} - apart
    rank = sorted(
        joined_by_people | wanted,
        key=lambda pair: (pair not in joined_by_people, _looseness(by_id, pair), sorted(pair)),
    )
    apart_from, apart_from_for_people = _others(apart), _others(apart_for_people)
    for pair in rank:
        if len(pair) != 2:
            continue
        a, b = (_find(leader, i) for i in sorted(pair))
        if a == b:
            continue
        by_people = pair in joined_by_people
        # A rule does not keep apart what a person joins.
        barrier = apart_from_for_people if by_people else apart_from
        both = _both(facts[a], facts[b])
        if _divided(leader, members, (a, b), barrier) or (not by_people and both is None):
            continue
        keep, gone = sorted((a, b))
        leader[gone] = keep
        few, many = sorted((members.pop(a), members.pop(b)), key=len)
        many += few
        members[keep], facts[keep] = many, both
    return tuple(tuple(sorted(members[k])) for k in sorted(members))


def _find(leader: dict[str, str], item: str) -> str:
    while leader[item] != item:
        leader[item] = leader[leader[item]]
        item = leader[item]
    return item


def _looseness(by_id: Mapping[str, Finding], pair: Iterable[str]) -> int:
    """Return how many days the wider of two dates spans: tight joins come first."""
    return max(by_id[i].date.n_days or 10**6 for i in pair)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the findings of a group leave open: the days all allow, and the one place, None where none is exact."""

    start: dt.date
    end: dt.date
    place: tuple[str, str] | None


def _facts(finding: Finding) -> _Facts:
    place = finding.place if isinstance(finding, Event) else None
    exact = None if place is None or place.lat is None else (place.state, place.name)
    return _Facts(finding.date.start or dt.date.min, finding.date.end or dt.date.max, exact)


def _both(a: _Facts | None, b: _Facts | None) -> _Facts | None:
    """Return what two groups have in common; None if they cannot be one."""
    if a is None or b is None or (a.place is not None and b.place is not None and a.place != b.place):
        return None
    start, end = max(a.start, b.start), min(a.end, b.end)
    return _Facts(start, end, a.place or b.place) if start < end else None


def _others(pairs: Iterable[frozenset[str]]) -> dict[str, set[str]]:
    """Return, for each finding, those that it is to be kept apart from."""
    found: dict[str, set[str]] = {}
    for pair in pairs:
        for i in pair:
            found.setdefault(i, set()).update(pair - {i})
    return found


def _divided(
    leader: dict[str, str],
    members: Mapping[str, Sequence[str]],
    groups: tuple[str, str],
    barrier: Mapping[str, Collection[str]],
) -> bool:
    """Return whether somebody of one group is to be kept apart from somebody of the other."""
    if not barrier:
        return False
    few, many = sorted(groups, key=lambda g: len(members[g]))
    return any(_find(leader, other) == many for i in members[few] for other in barrier.get(i, ()))


def merged_date(dates: Sequence[DayRange]) -> DayRange:
    """Return the days that all witnesses allow; the narrowest one's where they do not meet."""
    date = dates[0]
    for other in dates[1:]:
        both = intersect(date, other)
        if both is None:
            return min(dates, key=lambda d: d.n_days or 10**6)
        date = both
    return date
