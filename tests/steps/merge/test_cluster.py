"""Groups of findings: those that decisions join and facts allow."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.steps.merge.made import BELARUS, MINSK, TEHRAN, days, event

from regesta.model.decisions import Decision
from regesta.model.times import UNBOUNDED, between, on
from regesta.steps.merge.cluster import cluster, merged_date

MONDAY, TUESDAY = days("2025-01-13"), days("2025-01-14")
WEEK = days("2025-01-13", "2025-01-19")


def same(a, b, by="rule:merge/participants", kind="same"):
    return Decision(f"{kind}-{a}-{b}-{by}", kind, tuple(sorted((a, b))), by, "made")


def groups(findings, *decisions):
    return cluster(findings, decisions)


def test_without_decisions_everyone_is_alone():
    assert groups([event("b"), event("a")]) == (("a",), ("b",))


def test_same_joins_and_chains():
    found = [event(i, date=MONDAY) for i in "cab"]
    assert groups(found, same("a", "b"), same("b", "c")) == (("a", "b", "c"),)


def test_a_loose_date_chains_no_two_meetings():
    """Monday's meeting and Tuesday's are two, though each may be the one of that week."""
    found = [event("a", date=MONDAY), event("b", date=TUESDAY), event("w", date=WEEK)]

    assert groups(found, same("a", "w"), same("b", "w")) == (("a", "w"), ("b",))
    assert groups(found, same("b", "w"), same("a", "w")) == (("a", "w"), ("b",))


def test_a_loose_place_chains_no_two_meetings():
    found = [event("a", place=MINSK), event("b", place=TEHRAN), event("w")]
    assert len(groups(found, same("a", "w"), same("b", "w"))) == 2


def test_a_state_does_not_contradict_its_city():
    found = [event("a", place=MINSK), event("b", place=BELARUS)]
    assert groups(found, same("a", "b")) == (("a", "b"),)


def test_tight_joins_come_first():
    """Where only one of two joins can hold, the narrower dates win, not the order of the decisions."""
    tight = [event("b", date=MONDAY), event("c", date=MONDAY)]
    loose = event("a", date=days("2025-01-01", "2025-03-01"))
    other = event("d", date=TUESDAY)
    found = groups([loose, *tight, other], same("a", "d"), same("b", "c"), same("a", "b"))

    assert ("b", "c") in [tuple(i for i in g if i in "bc") for g in found]


def test_different_keeps_apart_even_over_others():
    found = [event(i, date=MONDAY) for i in "abc"]
    apart = same("a", "c", kind="different")

    assert len(groups(found, same("a", "b"), same("b", "c"), apart)) == 2
    assert groups(found, same("a", "c"), apart) == (("a",), ("b",), ("c",))


def test_a_person_overrules_the_rules():
    found = [event("a", date=MONDAY, place=MINSK), event("b", date=TUESDAY, place=TEHRAN)]

    assert groups(found, same("a", "b")) == (("a",), ("b",))
    assert groups(found, same("a", "b", "person:mina")) == (("a", "b"),)


def test_unsure_joins_nothing():
    assert len(groups([event("a"), event("b")], same("a", "b", kind="unsure"))) == 2


def test_decisions_about_others_are_passed_over():
    assert groups([event("a")], same("a", "gone"), same("x", "y")) == (("a",),)


def test_undoing_a_decision_restores():
    found = [event(i, date=MONDAY) for i in "abcd"]
    before = groups(found, same("a", "b"), same("c", "d"))

    assert groups(found, same("a", "b"), same("c", "d"), same("b", "c")) == (("a", "b", "c", "d"),)
    assert groups(found, same("a", "b"), same("c", "d")) == before


# --------------------------------------------------------------------------- against a slow search

IDS = [f"f{i}" for i in range(8)]
pairs = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda p: p[0] != p[1]), max_size=12
)


def components(ids, joined):
    """Connected components by flooding, one member at a time."""
    left, found = set(ids), set()
    while left:
        group, edge = set(), [min(left)]
        while edge:
            here = edge.pop()
            group.add(here)
            edge += [b for a, b in joined if a == here and b not in group]
            edge += [a for a, b in joined if b == here and a not in group]
        left -= group
        found.add(tuple(sorted(group)))
    return tuple(sorted(found))


@settings(deadline=None, max_examples=300)
@given(pairs)
def test_where_nothing_clashes_groups_are_connected_components(joined):
    found = [event(i, date=MONDAY) for i in IDS]
    assert cluster(found, [same(*p) for p in joined]) == components(IDS, joined)


dates = st.sampled_from(
    [MONDAY, TUESDAY, WEEK, UNBOUNDED, days("2025-01-12", "2025-01-13"), days("2025-02-01")]
)
places = st.sampled_from([None, None, MINSK, TEHRAN, BELARUS])


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.tuples(dates, places), min_size=8, max_size=8),
    pairs,
    pairs.map(lambda p: p[:3]),
    st.randoms(use_true_random=False),
)
def test_groups_hold_together_whatever_the_order(rows, joined, apart, random):
    found = [event(i, date=d, place=p) for i, (d, p) in zip(IDS, rows, strict=True)]
    decisions = [*(same(*p) for p in joined), *(same(*p, kind="different") for p in apart)]
    result = cluster(found, decisions)
    by_id = {f.id: f for f in found}

    assert sorted(i for g in result for i in g) == IDS
    whole = components(IDS, joined)
    for group in result:
        assert any(set(group) <= set(c) for c in whole)
        starts = [by_id[i].date.start or dt.date.min for i in group]
        ends = [by_id[i].date.end or dt.date.max for i in group]
        assert max(starts) < min(ends)
        assert len({by_id[i].place.name for i in group if by_id[i].place and by_id[i].place.lat}) <= 1
        assert not any({a, b} <= set(group) for a, b in apart)

    random.shuffle(found)
    random.shuffle(decisions)
    assert cluster(found, decisions) == result


@settings(deadline=None)
@given(pairs, st.integers(0, 11))
def test_withdrawing_any_decision_is_as_if_it_had_never_been(joined, k):
    decisions = list({d.id: d for d in (same(*sorted(p)) for p in joined)}.values())
    found = [event(i, date=MONDAY) for i in IDS]
    without = [d for i, d in enumerate(decisions) if i != k]

    assert cluster(found, without) == components(IDS, [d.of for d in without])


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ([MONDAY, WEEK], MONDAY),
        ([WEEK, UNBOUNDED], WEEK),
        ([WEEK, TUESDAY, MONDAY], TUESDAY),
        ([UNBOUNDED], UNBOUNDED),
    ],
)
def test_merged_date(given_, expected):
    found = merged_date(given_)
    assert (found.start, found.end) == (expected.start, expected.end)


def test_merged_date_keeps_every_basis():
    found = merged_date(
        [
            between(dt.date(2025, 1, 1), dt.date(2025, 1, 31), "month", "explicit: January"),
            on(dt.date(2025, 1, 13), "weekday: Monday"),
        ]
    )
    assert found.basis == ("explicit: January", "weekday: Monday")
