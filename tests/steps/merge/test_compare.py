"""Whether two findings are of one thing: by who, what, when and where, whichever comes first."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

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

from regesta.model.findings import Foreseen, Money
from regesta.model.times import UNBOUNDED, between
from regesta.steps.merge import keys, merge
from regesta.steps.merge.compare import decide

MONDAY = days("2025-01-13")


def verdict(a, b):
    forward, backward = decide(a, b), decide(b, a)
    assert forward == backward
    return forward and forward.kind


def test_one_meeting_in_two_reports():
    assert verdict(event("a", date=MONDAY, place=MINSK), event("b", date=MONDAY, place=MINSK)) == "same"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # when
        ({"date": MONDAY}, {"date": days("2025-01-14")}, None),
        ({"date": MONDAY}, {"date": days("2025-01-10", "2025-01-20")}, "same"),
        ({"date": MONDAY}, {"date": days("2024-01-01", "2025-12-31")}, "same"),
        ({"date": MONDAY}, {"date": UNBOUNDED}, "same"),
        ({"date": days("2024-01-01", "2025-12-31")}, {"date": days("2024-06-01", "2025-12-31")}, "unsure"),
        ({"date": UNBOUNDED}, {"date": UNBOUNDED}, "unsure"),
        # where
        ({"date": MONDAY, "place": MINSK}, {"date": MONDAY, "place": TEHRAN}, None),
        ({"date": MONDAY, "place": MINSK}, {"date": MONDAY, "place": BELARUS}, "same"),
        ({"date": MONDAY, "place": TEHRAN}, {"date": MONDAY, "place": BELARUS}, None),
        ({"date": MONDAY, "place": MINSK}, {"date": MONDAY, "place": replace(MINSK, name="Brest")}, None),
        ({"date": MONDAY, "place": MINSK}, {"date": MONDAY}, "same"),
        # who
        ({"date": MONDAY}, {"date": MONDAY, "actors": (ARAGHCHI, LUKA)}, None),
        ({"date": MONDAY}, {"date": MONDAY, "actors": (RYZHENKOV, ARAGHCHI)}, "same"),
        ({"date": MONDAY}, {"date": MONDAY, "actors": (ARAGHCHI,), "recipients": (RYZHENKOV,)}, "same"),
        ({"date": MONDAY}, {"date": MONDAY, "actors": (ARAGHCHI, RYZHENKOV, RUTO)}, "same"),
        ({"date": MONDAY}, {"date": MONDAY, "actors": (IRAN, BLR)}, None),
        ({"date": MONDAY, "actors": (IRAN, BLR)}, {"date": MONDAY, "actors": (IRAN, BLR)}, "same"),
        # what
        ({"date": MONDAY}, {"date": MONDAY, "type": "SUPPORT"}, None),
        ({"date": MONDAY}, {"date": MONDAY, "status": "historical"}, "same"),
        ({"date": MONDAY}, {"date": MONDAY, "status": "denied"}, None),
        ({"date": MONDAY, "status": "denied"}, {"date": MONDAY, "status": "denied"}, "same"),
        ({"date": MONDAY, "status": "denied"}, {"date": MONDAY, "status": "conditional"}, None),
        (
            {"date": MONDAY, "type": "AGREE", "foresees": Foreseen("CONSULT")},
            {"date": MONDAY, "type": "AGREE", "foresees": Foreseen("SUPPORT")},
            None,
        ),
    ],
)
def test_events(one, other, expected):
    assert verdict(event("a", **one), event("b", **other)) == expected


def test_what_one_report_tells_twice_is_not_for_merging():
    assert verdict(event("a", "r", MONDAY), event("b", "r", MONDAY)) is None


def test_findings_of_different_kinds_are_never_one():
    assert verdict(event("a", date=MONDAY), statement("b", date=MONDAY)) is None


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, "same"),
        ({"stance": "urge"}, None),
        ({"topic": "trade"}, None),
        ({"speakers": (ARAGHCHI, RYZHENKOV)}, None),
        ({"date": days("2025-01-14")}, None),
        ({"date": UNBOUNDED}, None),
    ],
)
def test_statements(other, expected):
    assert verdict(statement("a", date=MONDAY), statement("b", **({"date": MONDAY} | other))) == expected


def test_statements_without_topic_or_stance_stay_apart():
    assert verdict(statement("a", date=MONDAY, topic=None), statement("b", date=MONDAY, topic=None)) is None
    assert (
        verdict(statement("a", date=MONDAY, stance="neutral"), statement("b", date=MONDAY, stance="neutral"))
        is None
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, "same"),
        ({}, {"kind": "treaty"}, None),
        ({}, {"parties": ("BLR", "KEN")}, None),
        ({}, {"date": days("2025-02-01")}, None),
        ({"count": 7}, {"count": 7}, "same"),
        ({"count": 7}, {"count": 6}, "unsure"),
        ({"count": 7}, {}, "same"),
        ({"sectors": ("health",)}, {"sectors": ("energy",)}, None),
        ({"sectors": ("health", "trade")}, {"sectors": ("trade",)}, "same"),
        ({"is_set": True}, {}, None),
        ({"kind": "invitation", "to": (ARAGHCHI,)}, {"kind": "invitation", "to": (ARAGHCHI,)}, "same"),
        ({"kind": "invitation", "to": (ARAGHCHI,)}, {"kind": "invitation", "to": (LUKA,)}, None),
        (
            {"kind": "target", "value": Money(1e8, "USD")},
            {"kind": "target", "value": Money(1e8, "USD")},
            "same",
        ),
        (
            {"kind": "target", "value": Money(1e8, "USD")},
            {"kind": "target", "value": Money(1e8, "EUR")},
            None,
        ),
    ],
)
def test_commitments(one, other, expected):
    assert (
        verdict(commitment("a", **({"date": MONDAY} | one)), commitment("b", **({"date": MONDAY} | other)))
        == expected
    )


def test_offices():
    year = days("2025-01-01", "2025-12-31")
    assert verdict(office("a", date=year), office("b", date=MONDAY)) == "same"
    assert verdict(office("a", date=year), office("b", date=days("2026-01-01"))) is None
    assert verdict(office("a", date=year), office("b", date=MONDAY, office="president")) is None
    assert verdict(office("a", date=year), office("b", date=MONDAY, state="BLR")) is None


def test_a_decision_says_why_and_who():
    found = decide(event("b", date=MONDAY), event("a", date=MONDAY))

    assert found.of == ("a", "b")
    assert found.by == "rule:merge/participants"
    assert found.reason
    assert found.time is None


# --------------------------------------------------------------------------- properties

day = st.integers(0, 40).map(lambda n: dt.date(2025, 1, 1) + dt.timedelta(days=n))
ranges = st.one_of(
    st.just(UNBOUNDED),
    day.map(lambda d: between(d, d)),
    st.tuples(day, day).map(lambda p: between(min(p), max(p))),
    day.map(lambda d: between(d, d + dt.timedelta(days=800))),
)
one_or_more = st.lists(
    st.sampled_from([ARAGHCHI, RYZHENKOV, LUKA, IRAN, BLR]), min_size=1, max_size=3, unique=True
)
people = one_or_more.map(tuple)
parties = st.sampled_from(
    [(ARAGHCHI, RYZHENKOV), (ARAGHCHI, LUKA), (IRAN, BLR), (ARAGHCHI, BLR), (ARAGHCHI, RYZHENKOV, LUKA)]
)
reports = st.sampled_from(["r1", "r2", "r3"])
made_events = st.builds(
    lambda report, date, actors, place, status, modes: {
        "report": report,
        "date": date,
        "actors": actors,
        "place": place,
        "status": status,
        "modes": modes,
    },
    reports,
    ranges,
    parties,
    st.sampled_from([None, MINSK, TEHRAN, BELARUS]),
    st.sampled_from(["occurred", "historical", "denied"]),
    st.sampled_from([(), ("visit",)]),
)
made_statements = st.builds(
    lambda report, date, speakers, stance: {
        "report": report,
        "date": date,
        "speakers": speakers,
        "stance": stance,
    },
    reports,
    ranges,
    people,
    st.sampled_from(["condemn", "neutral"]),
)
made_commitments = st.builds(
    lambda report, date, kind, to, stage, count: {
        "report": report,
        "date": date,
        "kind": kind,
        "to": to,
        "by": (LUKA,),
        "stage": stage,
        "count": count,
    },
    reports,
    ranges,
    st.sampled_from(["roadmap", "invitation", "implementation report"]),
    people,
    st.sampled_from(["offered", "signed", "agreed", "implementing"]),
    st.sampled_from([None, 6, 7]),
)
rows = st.one_of(
    st.tuples(st.just(event), made_events),
    st.tuples(st.just(statement), made_statements),
    st.tuples(st.just(commitment), made_commitments),
)


def build(chosen):
    return [make(f"f{i:02}", **row) for i, (make, row) in enumerate(chosen)]


@settings(deadline=None, max_examples=400)
@given(st.lists(rows, min_size=2, max_size=2).map(build))
def test_deciding_is_symmetrical(pair):
    a, b = pair
    assert decide(a, b) == decide(b, a)


@settings(deadline=None, max_examples=150)
@given(st.lists(rows, min_size=2, max_size=7).map(build), st.randoms(use_true_random=False), st.data())
def test_the_order_of_adding_changes_nothing(findings, random, data):
    """All at once, or bit by bit in any order against what came before: the decisions are the same."""
    at_once = set(merge(findings, ()))
    order = findings[:]
    random.shuffle(order)
    cut = data.draw(st.integers(0, len(order)))

    assert set(merge(order[:cut], ())) | set(merge(order[cut:], order[:cut])) == at_once


@settings(deadline=None, max_examples=500)
@given(st.lists(rows, min_size=2, max_size=2).map(build))
def test_whatever_is_decided_shares_a_key(pair):
    """Only findings that share a block key are ever compared; two states in an open date meet their like alone."""
    if decide(*pair) is not None:
        open_states = [f for f in pair if getattr(f, "actors", ()) == (IRAN, BLR) and f.date.start is None]
        assert len(open_states) == 1 or set(keys(pair[0])) & set(keys(pair[1]))


def own_keys(date, actors):
    return {k for k in keys(event("a", date=date, actors=actors)) if not k.startswith("journey")}


def test_the_keys_of_two_states_carry_the_year():
    """Two states meet daily: without the year every report of a pair would be compared with every other."""
    assert own_keys(MONDAY, (IRAN, BLR)) & own_keys(days("2024-12-30", "2025-01-02"), (IRAN, BLR))
    assert not own_keys(MONDAY, (IRAN, BLR)) & own_keys(days("2024-01-13"), (IRAN, BLR))


def test_the_keys_of_two_persons_do_not():
    pair = (ARAGHCHI, RYZHENKOV)
    assert own_keys(MONDAY, pair) & own_keys(days("2019-01-13"), pair)


def test_merging_is_sorted_and_each_decision_stands_once():
    findings = [event(i, date=days(f"2025-01-{13 + n}", "2025-01-19")) for n, i in enumerate("dbca")]
    found = merge(findings, [*findings, event("e", date=days("2025-01-19"))])

    assert [d.id for d in found] == sorted({d.id for d in found})
    assert len(found) == 4 + 6 + 4  # each likeness with itself, with the other new ones, with the old one


def test_what_is_alike_is_decided_about_once():
    findings = [event(i, date=MONDAY) for i in "dbca"]
    assert len(merge(findings, [*findings, event("e", date=MONDAY)])) == 1


def test_what_shares_no_key_is_not_compared_however_it_is_met():
    """One report's neighbours are no neighbours of each of its findings; else the order of adding would tell."""
    loose, dated = event("a", actors=(IRAN, BLR)), event("b", date=MONDAY, actors=(IRAN, BLR))
    assert decide(loose, dated) is not None
    assert merge([loose, dated], ()) == merge([loose], [dated]) == ()


def test_the_first_of_its_kind_is_not_compared_with_itself():
    found = event("a", date=MONDAY)
    assert merge([found], ()) == merge([found], [statement("b", date=MONDAY)]) == ()
    assert len(merge([found], [event("b", date=MONDAY)])) == 1
