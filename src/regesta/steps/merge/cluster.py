"""Group findings by their "same" decisions, refusing what cannot hold together.

In: findings and decisions. Out: groups of ids. Joins are tried in a fixed order, people's before
rules'; a join is refused where a "different" decision stands between the groups or where their
dates or places would no longer agree: a loosely dated mention must not chain two meetings into one.
What a person said last of a pair counts, whatever rules say of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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
    members: dict[str, list[str]] = {i: [i] for i in by_id}
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
    for pair in rank:
        if len(pair) != 2:
            continue
        a, b = (_find(leader, i) for i in sorted(pair))
        if a == b:
            continue
        joined = [*members[a], *members[b]]
        by_people = pair in joined_by_people
        barrier = apart_for_people if by_people else apart  # a rule does not keep apart what a person joins
        divided = any(frozenset((x, y)) in barrier for x in members[a] for y in members[b])
        if divided or (not by_people and not _holds_together(by_id, joined)):
            continue
        keep, gone = sorted((a, b))
        leader[gone] = keep
        members[keep] = sorted(joined)
        del members[gone]
    return tuple(tuple(members[k]) for k in sorted(members))


def _find(leader: dict[str, str], item: str) -> str:
    while leader[item] != item:
        leader[item] = leader[leader[item]]
        item = leader[item]
    return item


def _looseness(by_id: Mapping[str, Finding], pair: Iterable[str]) -> int:
    """Return how many days the wider of two dates spans: tight joins come first."""
    return max(by_id[i].date.n_days or 10**6 for i in pair)


def _holds_together(by_id: Mapping[str, Finding], ids: Sequence[str]) -> bool:
    date: DayRange | None = by_id[ids[0]].date
    for i in ids[1:]:
        date = intersect(date, by_id[i].date) if date is not None else None
        if date is None:
            return False
    places = {
        (f.place.state, f.place.name)
        for i in ids
        if isinstance(f := by_id[i], Event) and f.place is not None and f.place.lat is not None
    }
    return len(places) <= 1


def merged_date(dates: Sequence[DayRange]) -> DayRange:
    """Return the days that all witnesses allow; the narrowest one's where they do not meet."""
    date = dates[0]
    for other in dates[1:]:
        both = intersect(date, other)
        if both is None:
            return min(dates, key=lambda d: d.n_days or 10**6)
        date = both
    return date
