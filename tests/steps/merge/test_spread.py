"""Likenesses: what is alike is judged alike, and few decisions between findings give the groups that all would."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.steps.merge.made import (
    ARAGHCHI,
    BELARUS,
    BLR,
    IRAN,
    LUKA,
    MINSK,
    RUTO,
    RYZHENKOV,
    TEHRAN,
    commitment,
    days,
    event,
    office,
    statement,
)

from regesta.model.decisions import Decision
from regesta.model.findings import Foreseen, Money
from regesta.model.likeness import between_likenesses, likeness
from regesta.model.times import UNBOUNDED, DayRange
from regesta.steps.merge import compare, follow, keys, merge
from regesta.steps.merge.cluster import cluster
from regesta.steps.merge.spread import by_likeness, spread

MONDAY, TUESDAY = days("2025-01-13"), days("2025-01-14")
YEAR = days("2024-06-01", "2025-06-01")

# --------------------------------------------------------------------------- likeness

ranges = st.sampled_from([MONDAY, TUESDAY, YEAR, UNBOUNDED, replace(MONDAY, basis=("weekday: Monday",))])
sides = st.sampled_from(
    [(ARAGHCHI, RYZHENKOV), (RYZHENKOV,), (IRAN, BLR), (ARAGHCHI,), (LUKA, ARAGHCHI), (RUTO,), ()]
)
written = st.sampled_from(["he", "the minister", "both"])


def named(actors, words):
    return tuple(replace(a, as_written=words, via="pronoun") for a in actors)


events = st.builds(
    lambda report, date, actors, recipients, words, **row: (
        event,
        {"report": report, "date": date, "actors": named(actors, words), "recipients": recipients} | row,
    ),
    st.sampled_from("xyz"),
    ranges,
    sides,
    sides,
    written,
    type=st.sampled_from(["CONSULT", "AGREE"]),
    status=st.sampled_from(["occurred", "historical", "denied"]),
    modes=st.sampled_from([(), ("visit",), ("meet",)]),
    place=st.sampled_from([None, MINSK, TEHRAN, BELARUS, replace(BELARUS, name="near the border")]),
    foresees=st.sampled_from([None, Foreseen("CONSULT"), Foreseen("CONSULT", MONDAY)]),
)
statements = st.builds(
    lambda report, date, speakers, words, **row: (
        statement,
        {"report": report, "date": date, "speakers": named(speakers, words)} | row,
    ),
    st.sampled_from("xyz"),
    ranges,
    sides,
    written,
    stance=st.sampled_from(["condemn", "neutral"]),
    topic=st.sampled_from([None, "transit"]),
    direct=st.booleans(),
    about=sides,
)
commitments = st.builds(
    lambda report, date, to, **row: (commitment, {"report": report, "date": date, "to": to} | row),
    st.sampled_from("xyz"),
    ranges,
    sides,
    by=st.sampled_from([(LUKA,), (BLR,), ()]),
    kind=st.sampled_from(["roadmap", "invitation", "target", "implementation report"]),
    stage=st.sampled_from(["offered", "agreed", "signed", "implementing"]),
    title=written,
    count=st.sampled_from([None, 6, 7]),
    sectors=st.sampled_from([(), ("trade",), ("trade", "transit"), ("transit", "trade")]),
    value=st.sampled_from([None, Money(5.0, "USD")]),
    is_set=st.booleans(),
)
offices = st.builds(
    lambda report, date, **row: (office, {"report": report, "date": date} | row),
    st.sampled_from("xyz"),
    ranges,
    standing=st.sampled_from(["incumbent", "acting"]),
    state=st.sampled_from(["IRN", "BLR"]),
)
rows = st.one_of(events, statements, commitments, offices)


def build(chosen):
    return [make(f"f{i:02}", **row) for i, (make, row) in enumerate(chosen)]


def judged(one, other):
    return (
        set(keys(one)),
        compare.judge(one, other),
        compare.judge(other, one),
        follow.judge(one, other),
        follow.judge(other, one),
        compare.judge(one, one),
    )


@settings(deadline=None, max_examples=400)
@given(st.one_of(*(st.lists(kind, min_size=12, max_size=12) for kind in (events, commitments, rows))))
def test_what_is_alike_is_judged_alike(chosen):
    """Whoever lets a rule or a key look at something more has to tell it to the likeness."""
    found = build(chosen)
    for members in by_likeness(found).values():
        for other in found:
            assert all(judged(members[0], other) == judged(f, other) for f in members[1:])


ONE = {
    event: {"date": MONDAY, "place": MINSK},
    statement: {"date": MONDAY},
    commitment: {"date": MONDAY, "sectors": ("trade",)},
    office: {"date": MONDAY},
}


@pytest.mark.parametrize(
    ("make", "other"),
    [
        (event, {"actors": (IRAN, BLR)}),
        (event, {"date": TUESDAY}),
        (event, {"place": BELARUS}),
        (event, {"place": None}),
        (event, {"status": "denied"}),
        (event, {"modes": ("visit",)}),
        (event, {"type": "AGREE"}),
        (event, {"foresees": Foreseen("AID")}),
        (statement, {"stance": "urge"}),
        (statement, {"topic": "transit"}),
        (statement, {"speakers": (RUTO,)}),
        (commitment, {"stage": "agreed"}),
        (commitment, {"sectors": ("transit",)}),
        (commitment, {"count": 3}),
        (commitment, {"parties": ("BLR", "KEN")}),
        (office, {"office": "president"}),
        (office, {"state": "BLR"}),
    ],
)
def test_what_merging_looks_at_makes_another_likeness(make, other):
    assert likeness(make("a", **ONE[make])) != likeness(make("a", **(ONE[make] | other)))


@pytest.mark.parametrize(
    ("make", "other"),
    [
        (event, {"report": "another", "confidence": 0.9, "contexts": ("diplomatic",)}),
        (event, {"status": "historical"}),
        (event, {"date": DayRange(MONDAY.start, MONDAY.end, "period", ("publication: 2025",))}),
        (event, {"actors": (RYZHENKOV, ARAGHCHI)}),
        (statement, {"direct": True, "about": (RUTO,), "topics": ("unilateral measures", "transit")}),
        (commitment, {"title": "the roadmap", "by": (LUKA,)}),
        (office, {"standing": "acting", "name": "Araghchi"}),
    ],
)
def test_words_report_and_details_do_not(make, other):
    assert likeness(make("a", **ONE[make])) == likeness(make("b", **(ONE[make] | other)))


# --------------------------------------------------------------------------- spread


def spread_of(findings, *said, withdrawn=(), by_people=None):
    """Return the decisions between findings that a view computes."""
    people = {i for d in said for i in d.of} if by_people is None else by_people
    return spread(by_likeness(findings), merge(findings, ()), people, set(withdrawn))


def every_pair(findings):
    """Return the decisions that comparing each with each gives, those that share a key."""
    found = {}
    for a, b in permutations(findings, 2):
        if set(keys(a)) & set(keys(b)):
            found |= {d.id: d for d in (compare.decide(a, b), follow.follow(a, b)) if d is not None}
    return [found[i] for i in sorted(found)]


def components(findings, decisions):
    """Return connected components by "same"."""
    group = {f.id: {f.id} for f in findings}
    for d in decisions:
        if d.kind == "same":
            joined = group[d.of[0]] | group[d.of[1]]
            group |= dict.fromkeys(joined, joined)
    return {tuple(sorted(g)) for g in group.values()}


@settings(deadline=None, max_examples=400)
@given(st.lists(rows, min_size=2, max_size=14).map(build))
def test_few_decisions_tie_what_all_would_tie(findings):
    few, every = spread_of(findings), every_pair(findings)

    assert {d.id for d in few} <= {d.id for d in every}
    assert {d.id: d for d in every} | {d.id: d for d in few} == {d.id: d for d in every}
    assert components(findings, few) == components(findings, every)


@settings(deadline=None, max_examples=300)
@given(st.lists(rows, min_size=2, max_size=14).map(build))
def test_whoever_is_followed_or_doubted_is_so_by_few(findings):
    few, every = spread_of(findings), every_pair(findings)
    names = {i: group for group in components(findings, every) for i in group}

    def told(decisions, kind):
        return {(frozenset(names[i] for i in d.of), d.value) for d in decisions if d.kind == kind}

    assert told(few, "follows") == told(every, "follows")
    assert {i for d in few if d.kind == "unsure" for i in d.of} <= {
        i for d in every if d.kind == "unsure" for i in d.of
    }
    assert {names[i] for d in few if d.kind == "unsure" for i in d.of} == {
        names[i] for d in every if d.kind == "unsure" for i in d.of
    }


@settings(deadline=None, max_examples=150)
@given(st.lists(rows, min_size=2, max_size=10).map(build), st.randoms(use_true_random=False))
def test_the_order_of_findings_changes_nothing(findings, random):
    before = spread_of(findings)
    random.shuffle(findings)
    assert spread_of(findings) == before


def meetings(n, **given_):
    return [event(f"f{i:03}", **({"date": MONDAY} | given_)) for i in range(n)]


def test_decisions_grow_with_the_findings():
    """Of n reports of one meeting each is tied to one other; before, they were n * (n - 1) / 2 pairs."""
    for n in (2, 10, 100):
        assert len(spread_of(meetings(n))) == n - 1
        assert len(spread_of(meetings(n, date=YEAR))) == n - 1  # "unsure"
        assert len(merge(meetings(n), ())) == 1
    more = [*meetings(50), *(replace(f, id=f"g{f.id}", place=MINSK) for f in meetings(50))]
    assert len(spread_of(more)) == 99
    assert len(cluster(more, spread_of(more))) == 1


def test_followers_that_are_alike_are_named_by_one():
    roadmaps = [commitment(f"c{i:02}", date=days("2024-01-01", "2024-12-31")) for i in range(20)]
    told = [
        commitment(f"r{i:02}", date=MONDAY, kind="implementation report", stage="implementing")
        for i in range(20)
    ]
    follows = [d for d in spread_of([*roadmaps, *told]) if d.kind == "follows"]
    assert [d.of for d in sorted(follows, key=lambda d: d.of)] == [(c.id, "r00") for c in roadmaps]
    assert {json.loads(d.value)["stage"] for d in follows} == {"implementing"}


def test_two_of_one_report_are_tied_by_a_third():
    twice = [event("a", "r", MONDAY), event("b", "r", MONDAY)]
    assert spread_of(twice) == ()
    (group,) = cluster([*twice, event("c", "s", MONDAY)], spread_of([*twice, event("c", "s", MONDAY)]))
    assert group == ("a", "b", "c")


def person(kind, *of):
    return Decision(f"{kind}-{'-'.join(of)}", kind, of, "person:mina", "", None, "2026-01-01")


@pytest.mark.parametrize("pair", [(0, 1), (2, 5), (0, 7)])
def test_a_person_parts_one_finding_from_those_that_are_alike(pair):
    found = meetings(8)
    said = person("different", *(found[i].id for i in pair))
    groups = cluster(found, [*spread_of(found, said), said])

    assert sorted(map(len, groups)) == [1, 7]
    assert cluster(found, [*every_pair(found), said]) == groups


def test_what_a_person_dated_otherwise_leaves_the_others_together():
    found = meetings(6)
    corrected = [replace(found[0], date=TUESDAY), *found[1:]]
    ties = spread_of(found, by_people={"f000"})
    assert cluster(corrected, ties) == (("f000",), tuple(f.id for f in found[1:]))


def test_a_withdrawn_decision_is_not_made_again():
    two = meetings(2)
    (tie,) = spread_of(two)
    assert spread_of(two, withdrawn={tie.id}) == ()
    three = meetings(3)
    left = spread_of(three, withdrawn={tie.id})
    assert tie.id not in {d.id for d in left}
    assert len(cluster(three, left)) == 1, "the third bears out both"


def test_decisions_between_findings_are_passed_over():
    found = meetings(2)
    assert spread(by_likeness(found), every_pair(found)) == ()
    assert all(between_likenesses(d) for d in merge(found, ()))
