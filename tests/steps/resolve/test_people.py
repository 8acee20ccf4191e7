"""Finding a person by name, office, state and time: a name alone never decides between two."""

from __future__ import annotations

import datetime as dt

import pytest

from regesta.model.times import UNBOUNDED, between, on
from regesta.packs import schema as s
from regesta.packs.knowledge import Knowledge
from regesta.steps.resolve.people import People


def person(slug, name, *names):
    return s.PersonRow(id=slug, name=name, names=names)


def held(slug, office, since, until=None):
    return s.TenureRow(
        office=office,
        person=slug,
        since=dt.date.fromisoformat(since),
        until=dt.date.fromisoformat(until) if until else None,
        source="made for a test",
    )


@pytest.fixture(scope="module")
def people():
    files = (
        s.OfficesFile(
            state="IRN",
            persons=(
                person("ali-larijani", "Ali Larijani", "علی لاریجانی"),
                person("sadeq-larijani", "Sadeq Larijani"),
                person("ebrahim-raisi", "Ebrahim Raisi", "Raisi"),
                person("amir-abdollahian", "Hossein Amir-Abdollahian"),
                person("abbas-araghchi", "Abbas Araghchi"),
            ),
            tenures=(
                held("ali-larijani", "speaker", "2008-05-28", "2020-05-27"),
                held("sadeq-larijani", "chief-justice", "2009-08-15", "2019-03-07"),
                held("ebrahim-raisi", "president", "2021-08-03", "2024-05-19"),
                held("amir-abdollahian", "foreign-minister", "2021-08-25", "2024-05-19"),
                held("abbas-araghchi", "foreign-minister", "2024-08-21"),
            ),
        ),
        s.OfficesFile(
            state="KEN",
            persons=(person("peter-kamau", "Peter Kamau"), person("older-kamau", "Peter Kamau")),
            tenures=(
                held("older-kamau", "president", "1990-01-01", "1995-01-01"),
                held("peter-kamau", "president", "2010-01-01", "2020-01-01"),
            ),
        ),
    )
    return People(Knowledge(dt.date(2025, 1, 1), (), (), (), files, (), (), ()))


def test_a_full_name_is_enough_where_it_is_one_persons(people):
    assert people.candidates("Abbas Araqchi", (), (), UNBOUNDED) == ("abbas-araghchi",)
    assert people.candidates("Аббас Аракчи", (), (), UNBOUNDED) == ("abbas-araghchi",)
    assert people.candidates("Hossein Amirabdollahian", (), (), UNBOUNDED) == ("amir-abdollahian",)
    assert people.candidates("Amir Abdollahian", (), (), UNBOUNDED) == ("amir-abdollahian",)


def test_a_surname_of_two_stays_open(people):
    assert set(people.candidates("Larijani", (), (), UNBOUNDED)) == {"ali-larijani", "sadeq-larijani"}


def test_the_office_decides(people):
    assert people.candidates("Larijani", ("IRN",), ("speaker",), UNBOUNDED) == ("ali-larijani",)
    assert people.candidates("Larijani", ("IRN",), ("chief-justice",), UNBOUNDED) == ("sadeq-larijani",)


def test_the_time_decides(people):
    assert people.candidates("Larijani", (), (), on(dt.date(2019, 12, 1))) == ("ali-larijani",)
    assert people.candidates(
        "Peter Kamau", ("KEN",), ("president",), between(dt.date(1992, 1, 1), dt.date(1992, 2, 1))
    ) == ("older-kamau",)
    assert people.candidates("Peter Kamau", ("KEN",), ("president",), on(dt.date(2015, 1, 1))) == (
        "peter-kamau",
    )


def test_another_state_rules_out(people):
    assert people.candidates("Abbas Araghchi", ("KEN",), (), UNBOUNDED) == ()


def test_a_surname_alone_in_the_pack_answers_no_full_name(people):
    assert people.candidates("Condoleezza Rice", (), (), UNBOUNDED) == ()
    assert people.candidates("Luan Raisi", (), (), UNBOUNDED) == ()
    assert people.candidates("Raisi", ("IRN",), (), UNBOUNDED) == ("ebrahim-raisi",)


def test_a_first_name_counts_only_where_asked(people):
    assert people.candidates("Ebrahim", ("IRN",), ("president",), UNBOUNDED) == ()
    assert people.candidates("Ebrahim", ("IRN",), ("president",), UNBOUNDED, loose=True) == ("ebrahim-raisi",)


def test_no_name_is_nobody(people):
    assert people.candidates("", ("IRN",), (), UNBOUNDED) == ()
    assert people.candidates("- .", ("IRN",), (), UNBOUNDED) == ()


@pytest.mark.parametrize(
    ("name", "states", "slug"),
    [
        ("Hassan Rouhani", (), "hassan-rouhani"),
        ("عراقچی", ("IRN",), "abbas-araghchi"),
        ("Лукашенко", ("BLR",), "alexander-lukashenko"),
        ("Lukashenka", ("BLR",), "alexander-lukashenko"),
        ("Pezeshkian", ("IRN",), "masoud-pezeshkian"),
        ("Retno Marsudi", (), "retno-marsudi"),
        ("To Lam", ("VNM",), "to-lam"),
    ],
)
def test_well_known_people_are_found_in_the_packs(tools, name, states, slug):
    assert tools.people.candidates(name, states, (), UNBOUNDED) == (slug,)


def test_office_and_surname_give_a_head_of_state_known_by_the_whole_name(tools):
    day = on(dt.date(1984, 5, 1))
    people = tools.people
    assert people.candidates("Reagan", (), ("president",), day) == ("ronald-reagan",)
    assert "ronald-reagan" not in people.candidates("Reagan", (), (), day)
    assert people.candidates("Molano", (), ("defence-minister",), on(dt.date(2022, 1, 1))) == ()
    assert people.candidates("Molano", ("COL",), ("defence-minister",), on(dt.date(2022, 1, 1))) == (
        "diego-molano",
    )


def test_the_name_as_spelt_comes_before_the_family(tools):
    day = on(dt.date(2022, 7, 1))
    found = tools.people.candidates("Nawaf Al-Ahmad Al-Jaber Al-Sabah", (), (), day)
    assert found == ("nawaf-al-ahmad-al-jaber-al-sabah",)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        (
            "Jordan's King Abdullah met the Israeli president.",
            "person:abdullah-ii",
        ),  # not the late Saudi king
        ("Spain's King Felipe met the Israeli president.", "person:felipe-vi"),
        ("Morocco's King Mohammed met the Israeli president.", "person:mohammed-vi"),
    ],
)
def test_a_monarch_is_of_the_state_before_him_with_or_without_his_number(traced, text, entity):
    resolved = traced(text, "en", "2024-11-12").resolved

    assert entity in {a.entity for found in resolved.actors for a in found}


@pytest.mark.parametrize(
    "text",
    [
        "Britain's Prince William visited Kenya.",  # William Hague is of the state, and no prince
        "Chinese spokeswoman Mao Ning spoke in Beijing.",  # nor was Patrick Manning hers
    ],
)
def test_a_given_name_or_two_short_names_are_not_somebody_else(traced, text):
    resolved = traced(text, "en", "2024-11-12").resolved
    persons = [a for found in resolved.actors for a in found if a.kind == "person"]

    assert persons
    assert all(a.entity.startswith("person:x") for a in persons)
