"""Log lines: what a heading gives to predicates without a subject, and what is no log line."""

from __future__ import annotations

import datetime as dt

import pytest

from regesta.model.findings import Event

DAY = "1987-05-12"


@pytest.fixture(scope="session")
def meetings(read):
    """Return a function from a text to its encounters: who with which state, and where."""

    def brief(text, published=DAY):
        return [
            ([(a.name.split()[-1], a.state) for a in e.actors], e.place.name if e.place else None, e.date)
            for e in read(text, "en", published).findings
            if isinstance(e, Event) and e.type == "CONSULT"
        ]

    return brief


def test_heading_gives_subject_place_day_and_home_of_those_met(meetings):
    text = "Peter Omondi Ouko, Foreign Minister of Kenya, in Oslo, Norway: Met with Prime Minister Brekkhus."
    ((who, place, date),) = meetings(text)
    assert who == [("Ouko", "KEN"), ("Brekkhus", "NOR")]
    assert place == "Oslo"
    assert (date.start, date.n_days) == (dt.date(1987, 5, 12), 1)


@pytest.mark.parametrize(
    "line",
    [
        "Official visit. Met with Foreign Minister Tandberg.",
        "Addressed the parliament; also met privately with Foreign Minister Tandberg.",
        "Visited a shipyard. Subsequently conferred with Foreign Minister Tandberg.",
    ],
)
def test_every_line_without_a_subject_hangs_on_the_heading(meetings, line):
    found = meetings(f"Prime Minister Maina of Kenya in Oslo, Norway: {line}")
    assert [("Maina", "KEN"), ("Tandberg", "NOR")] in [who for who, _, _ in found]


def test_state_before_a_title_outweighs_the_host(meetings):
    text = "Prime Minister Maina of Kenya in Oslo, Norway: Met with Danish Foreign Minister Holmegaard."
    assert [who for who, _, _ in meetings(text)] == [[("Maina", "KEN"), ("Holmegaard", "DNK")]]


def test_heading_on_a_line_of_its_own(meetings):
    text = "Prime Minister Maina of Kenya in Oslo, Norway\n\n- Met with King Haakonsson.\n\n- Opened a fair."
    assert [who for who, _, _ in meetings(text)] == [[("Maina", "KEN"), ("Haakonsson", "NOR")]]


def test_days_of_a_log_lie_about_its_own(meetings):
    text = "Prime Minister Maina of Kenya in Oslo, Norway: Met with Foreign Minister Tandberg May 14."
    ((_, _, date),) = meetings(text)
    assert (date.start, date.n_days) == (dt.date(1987, 5, 14), 1)


def test_a_sentence_after_a_colon_keeps_its_own_subject(meetings):
    text = (
        "News in brief: Prime Minister Maina of Kenya met with Norwegian Foreign Minister Tandberg in Oslo."
    )
    assert [who for who, _, _ in meetings(text)] == [[("Maina", "KEN"), ("Tandberg", "NOR")]]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Informal talks with Foreign Minister Tandberg.", ["Maina", "Tandberg"]),
        ("Met with Chairman Tandberg.", ["Maina", "Tandberg"]),
        ("Met with President dos Reis.", ["Maina", "Reis"]),
        ("Met with President Lagos.", ["Maina", "Lagos"]),
        ("Met with Sir Aud K. Tandberg.", ["Maina", "Tandberg"]),
    ],
)
def test_who_was_met(meetings, line, names):
    found = meetings(f"Prime Minister Josphat M. (Juma) Maina of Kenya in Oslo, Norway: {line}")
    assert [[name for name, _ in who] for who, _, _ in found] == [names]


def test_place_of_the_line_comes_before_that_of_the_heading(meetings):
    text = (
        "Prime Minister Maina of Kenya in Oslo, Norway: Met with Foreign Minister Tandberg at Voksenkollen."
    )
    assert [(place, who[1][1]) for who, place, _ in meetings(text)] == [("Voksenkollen", "NOR")]


@pytest.mark.parametrize(
    ("who", "name", "state"),
    [
        ("King Haakonsson II", "Haakonsson II", "NOR"),
        ("Foreign Minister O'Kennedy", "O'Kennedy", "NOR"),
        ("Foreign Minister A.N. Berg", "A.N. Berg", "NOR"),
        ("Prince Letsoko of Botswana", "Letsoko", "BWA"),
        ("senior officials and with Danish Foreign Minister Holmegaard", "Holmegaard", "DNK"),
    ],
)
def test_names_of_those_met(meetings, who, name, state):
    text = f"Prime Minister Maina of Kenya in Oslo, Norway: Met with {who}."
    ((found, _, _),) = meetings(text)
    assert (name.split()[-1], state) in found


def test_the_alphabetical_form_of_a_state(meetings):
    text = "Prime Minister Maina of Kenya in Busan, Korea, Republic of: Met with President Min."
    ((found, _, _),) = meetings(text)
    assert found == [("Maina", "KEN"), ("Min", "KOR")]
