"""Offices as held on the day, and the records of who held what."""

from __future__ import annotations

import datetime as dt

import pytest

from regesta.model.findings import Event, OfficeHeld
from regesta.model.spans import Evidence, PackEvidence

D = dt.date


@pytest.fixture(scope="session")
def of(read):
    """Return a function from a text and a kind to the findings of that kind."""

    def findings(text, kind, published, language="en"):
        return [f for f in read(text, language, published).findings if isinstance(f, kind)]

    return findings


@pytest.mark.parametrize(
    ("day", "iranian"),
    [
        ("2025-01-17", "person:abbas-araghchi"),
        ("2023-05-04", "person:hossein-amir-abdollahian"),
        ("2020-05-04", "person:mohammad-javad-zarif"),
    ],
)
def test_a_nameless_minister_is_the_one_of_the_day(of, day, iranian):
    (event,) = of("The foreign ministers of Iran and Belarus met in Minsk.", Event, day)
    assert iranian in {a.entity for a in event.actors}


def test_nobody_is_named_where_the_day_is_open(of):
    (event,) = of("The foreign ministers of Iran and Belarus met in Minsk.", Event, None)
    assert {a.entity for a in event.actors} == {"state:IRN", "state:BLR"}


def test_an_office_that_the_packs_do_not_know_stays_its_states(of):
    (event,) = of("The trade ministers of Kenya and Uganda met in Nairobi.", Event, "2025-01-17")

    assert {a.entity for a in event.actors} == {"state:KEN", "state:UGA"}
    assert {a.office for a in event.actors} == {"trade minister"}


def test_the_caretaker_is_acting(of):
    (event,) = of("The foreign ministers of Iran and Belarus met in Nizhny Novgorod.", Event, "2024-06-10")
    standing = {a.entity: a.standing for a in event.actors}

    assert standing["person:ali-bagheri-kani"] == "acting"


def test_a_bare_name_gets_the_office_of_the_day(of):
    text = "Iran and Kenya talked. William Ruto met Abbas Araghchi in Nairobi."
    (event,) = [
        e
        for e in of(text, Event, "2025-01-17")
        if len(e.actors) == 2 and e.actors[0].entity.startswith("person")
    ]

    assert {(a.state, a.office) for a in event.actors} == {("KEN", "president"), ("IRN", "foreign minister")}


def test_a_former_office_stays_former(of):
    (event,) = of(
        "Kenyan President William Ruto met former Iranian President Hassan Rouhani in Nairobi.",
        Event,
        "2025-01-17",
    )
    assert {(a.entity, a.standing) for a in event.actors} == {
        ("person:william-ruto", "incumbent"),
        ("person:hassan-rouhani", "former"),
    }


def test_an_office_is_recorded_with_its_tenure(of, packs):
    (held,) = of("Iranian Foreign Minister Abbas Araghchi left.", OfficeHeld, "2025-01-17")
    words, row = held.evidence

    assert (held.entity, held.office, held.state, held.standing) == (
        "person:abbas-araghchi",
        "foreign minister",
        "IRN",
        "incumbent",
    )
    assert isinstance(words, Evidence)
    assert words.quote == "Iranian Foreign Minister Abbas Araghchi left."
    assert isinstance(row, PackEvidence)
    assert row.row.startswith("IRN/foreign-minister/abbas-araghchi/")
    assert held.date.start == D(2024, 8, 21)


def test_an_office_of_a_stranger_rests_on_the_report_alone(of):
    (held,) = of("Kenyan Trade Minister Juma Otieno left.", OfficeHeld, "2025-01-17")

    assert (held.name, held.office, held.state) == ("Juma Otieno", "trade minister", "KEN")
    assert [type(e) for e in held.evidence] == [Evidence]
    assert (held.date.start, held.date.last) == (D(2025, 1, 17), D(2025, 1, 17))


def test_an_office_is_recorded_once(of):
    text = "Iranian Foreign Minister Abbas Araghchi left. Foreign Minister Abbas Araghchi of Iran came back."
    assert len(of(text, OfficeHeld, "2025-01-17")) == 1


def test_a_spokesman_does_not_hold_the_office_he_speaks_for(of):
    text = "A spokesman for Kenyan President William Ruto, Juma Otieno, left."
    assert [
        h for h in of(text, OfficeHeld, "2025-01-17") if h.name == "Juma Otieno" and h.office == "president"
    ] == []
