"""What the packs know hangs together: nobody is missing, nothing overlaps that cannot, every name leads home."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from regesta.model.times import UNBOUNDED, between, on
from regesta.packs import schema as s
from regesta.packs.check import knowledge_problems
from regesta.packs.knowledge import Knowledge

HANDOVER = dt.timedelta(days=31)


def test_nothing_in_the_knowledge_contradicts_itself(packs):
    assert [str(p) for p in knowledge_problems(packs.knowledge) if p.severity == "error"] == []


def test_an_office_of_one_has_one_incumbent(packs):
    known = packs.knowledge
    both = []
    for state, office in {(t.state, t.office) for t in known.tenures}:
        if not known.office_kinds[office].single:
            continue
        held = [t for t in known.holders(state, office, UNBOUNDED) if not t.acting]
        for first, second in pairwise(held):
            if first.person != second.person and (
                first.until is None or first.until > second.since + HANDOVER
            ):
                both.append(f"{first} and {second}")
    assert both == []


def test_whoever_holds_an_office_is_a_person_of_the_pack(packs):
    known = packs.knowledge
    assert [t.row for t in known.tenures if t.person not in known.persons] == []
    assert [t.row for t in known.tenures if t.office not in known.office_kinds] == []
    assert [
        t.row for t in known.tenures if t.state not in known.states and t.state not in known.organisations
    ] == []
    assert [t.row for t in known.tenures if t.until is not None and t.until <= t.since] == []
    assert [t.row for t in known.tenures if not t.source.strip()] == []


def test_nobody_holds_an_office_after_death(packs):
    known = packs.knowledge
    assert [
        t.row
        for t in known.tenures
        if (died := known.persons[t.person].died)
        and (t.until is None or t.until > died + dt.timedelta(days=1))
    ] == []


def test_meetings_are_held_in_states_and_end_after_they_begin(packs):
    known = packs.knowledge
    assert known.meetings
    assert [m.id for m in known.meetings if m.state not in known.states] == []
    assert [m.id for m in known.meetings if m.last < m.first] == []
    assert [m.id for m in known.meetings if (m.last - m.first).days > 120] == []


def test_members_landmarks_and_relations_name_states(packs):
    known = packs.knowledge
    states = set(known.states)
    assert [o for o, row in known.organisations.items() if {m.state for m in row.members} - states] == []
    assert [p for p in known.relations if set(p) - states] == []
    assert [r.id for r in known.landmarks if r.last < r.first] == []
    assert [r.id for r in known.landmarks if not r.words] == []


def test_capitals_lie_on_earth_and_every_sovereign_state_has_one(packs):
    rows = [
        r for r in packs.knowledge.states.values() if r.parent is None and r.until is None and not r.claims
    ]
    assert len(rows) > 190
    assert [r.id for r in rows if not r.capitals] == []


def test_every_person_has_one_slug(packs):
    names = {}
    for person in packs.knowledge.persons.values():
        for tenure in packs.knowledge.held_by(person.id):
            names.setdefault((person.name, tenure.state), set()).add(person.id)
    assert {k: v for k, v in names.items() if len(v) > 1} == {}


@pytest.mark.parametrize(
    ("state", "office", "day", "person"),
    [
        ("IRN", "foreign-minister", "2024-09-01", "abbas-araghchi"),
        ("IRN", "president", "2022-01-01", "ebrahim-raisi"),
        ("BLR", "president", "2000-01-01", "alexander-lukashenko"),
        ("IDN", "president", "2024-11-01", "prabowo-subianto"),
        ("KEN", "president", "2023-01-01", "william-ruto"),
        ("USA", "president", "2010-01-01", "barack-obama"),
    ],
)
def test_who_held_what(packs, state, office, day, person):
    held = packs.knowledge.holders(state, office, on(dt.date.fromisoformat(day)))
    assert [t.person for t in held] == [person]


def small(**rows):
    row = {
        "as_of": dt.date(2025, 1, 1),
        "states": (
            s.StateRow(id="AAA", name="Aland", source="test"),
            s.StateRow(id="BBB", name="Beland", source="test"),
        ),
        "organisations": (),
        "office_kinds": (
            s.OfficeKind(id="president", label="president", sector="GOV", rank="head of state"),
        ),
        "offices": (),
        "meetings": (),
        "landmarks": (),
        "relations": (),
    }
    return Knowledge(**(row | rows))


def held(person, since, until=None):
    return s.TenureRow(
        office="president",
        person=person,
        since=dt.date.fromisoformat(since),
        until=dt.date.fromisoformat(until) if until else None,
        source="test",
    )


def test_a_tenure_ends_before_its_last_day():
    known = small(
        offices=(
            s.OfficesFile(
                state="AAA",
                persons=(s.PersonRow(id="a", name="A"), s.PersonRow(id="b", name="B")),
                tenures=(held("b", "2020-05-01"), held("a", "2010-01-01", "2020-05-01")),
            ),
        )
    )

    assert [t.person for t in known.holders("AAA", "president", on(dt.date(2020, 4, 30)))] == ["a"]
    assert [t.person for t in known.holders("AAA", "president", on(dt.date(2020, 5, 1)))] == ["b"]
    assert [t.person for t in known.holders("AAA", "president", UNBOUNDED)] == ["a", "b"]
    assert known.holders("AAA", "president", on(dt.date(2009, 12, 31))) == ()
    assert known.holders("BBB", "president", UNBOUNDED) == ()
    assert known.held_by("b")[0].days.holds(dt.date(2099, 1, 1))


def test_membership_has_days():
    row = s.OrganisationRow(
        id="AB",
        name="A B",
        kind="igo",
        sector="IGO",
        names={"en": ("A B",)},
        members=(
            s.Membership(state="AAA"),
            s.Membership(state="BBB", since=dt.date(2000, 1, 1), until=dt.date(2010, 1, 1)),
        ),
        source="test",
    )
    known = small(organisations=(row,))

    assert known.members("AB", dt.date(2005, 1, 1)) == ("AAA", "BBB")
    assert known.members("AB", dt.date(2010, 1, 1)) == ("AAA",)
    assert known.members("CD", dt.date(2010, 1, 1)) == ()


def landmark(slug, day, *sets):
    return s.LandmarkRow(
        id=slug, name=slug, type="accord", first=day, last=day, words={"en": sets}, source="test"
    )


def test_a_landmark_needs_every_word_of_a_set_and_the_larger_set_wins():
    known = small(
        landmarks=(
            landmark("deal", dt.date(2015, 7, 14), ("nuclear deal",)),
            landmark(
                "exit", dt.date(2018, 5, 8), ("withdrawal", "nuclear deal"), ("pulled out", "nuclear deal")
            ),
        )
    )

    def names(text):
        return [r.id for r in known.landmarks_in(text, "en")]

    assert names("The nuclear deal holds.") == ["deal"]
    assert names("After the withdrawal from the nuclear deal") == ["exit"]
    assert names("a withdrawal of troops") == []
    assert names("an antinuclear deal") == []
    assert known.landmarks_in("The nuclear deal holds.", "id") == ()


def test_an_office_unknown_to_the_pack_is_shown_by_its_slug():
    assert small().label("president") == "president"
    assert small().label("keeper-of-seals") == "keeper of seals"


def test_between_days(packs):
    """A handover inside the period gives both holders, the earlier first."""
    both = packs.knowledge.holders("IDN", "president", between(dt.date(2024, 10, 1), dt.date(2024, 10, 31)))
    assert [t.person for t in both] == ["joko-widodo", "prabowo-subianto"]
