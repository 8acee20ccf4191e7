"""Gatherings in the calendar: the one that fits the words, the place and the window, or none."""

from __future__ import annotations

import datetime as dt

import pytest

from regesta.model.times import UNBOUNDED, between, on
from regesta.packs import schema as s
from regesta.packs.knowledge import Knowledge
from regesta.steps.resolve.occasions import find_occasion

D = dt.date


def meeting(slug, org, name, first, last, city, state, level="summit", ordinal=None):
    return s.MeetingRow(
        id=slug,
        org=org,
        name=name,
        level=level,
        ordinal=ordinal,
        first=D.fromisoformat(first),
        last=D.fromisoformat(last),
        city=city,
        state=state,
        source="made for a test",
    )


@pytest.fixture(scope="module")
def calendar(packs):
    """Return a function that looks words up in a calendar of five meetings."""
    rows = (
        meeting(
            "nam-mid-19",
            "Non-Aligned-Movement",
            "19th Mid-Term Ministerial Meeting of the Non-Aligned Movement",
            "2025-10-13",
            "2025-10-16",
            "Kampala",
            "UGA",
            "foreign ministers",
            19,
        ),
        meeting(
            "nam-summit-19",
            "Non-Aligned-Movement",
            "19th Summit of the Non-Aligned Movement",
            "2024-01-15",
            "2024-01-20",
            "Kampala",
            "UGA",
            "summit",
            19,
        ),
        meeting(
            "brics-16", "BRICS", "16th BRICS summit", "2024-10-22", "2024-10-24", "Kazan", "RUS", "summit", 16
        ),
        meeting(
            "brics-17",
            "BRICS",
            "17th BRICS summit",
            "2025-07-06",
            "2025-07-07",
            "Rio de Janeiro",
            "BRA",
            "summit",
            17,
        ),
        meeting(
            "brics-fm-2024",
            "BRICS",
            "BRICS foreign ministers' meeting",
            "2024-06-10",
            "2024-06-11",
            "Nizhny Novgorod",
            "RUS",
            "foreign ministers",
        ),
    )
    known = packs.knowledge
    knowledge = Knowledge(
        known.as_of, tuple(known.states.values()), tuple(known.organisations.values()), (), (), rows, (), ()
    )

    def find(words, host=None, window=UNBOUNDED):
        row = find_occasion(words, host, window, packs.languages["en"], knowledge)
        return row and row.id

    return find


def test_the_full_name_is_enough(calendar):
    assert calendar("the 17th BRICS summit in Brazil") == "brics-17"
    assert calendar("the 19th Mid-Term Ministerial Meeting of the Non-Aligned Movement") == "nam-mid-19"


def test_the_ordinal_decides(calendar):
    assert calendar("the 16th summit of BRICS") == "brics-16"
    assert calendar("the seventeenth summit of BRICS") == "brics-17"


def test_the_window_decides(calendar):
    words = "the BRICS summit"
    assert calendar(words, None, between(D(2024, 10, 20), D(2024, 11, 20))) == "brics-16"
    assert calendar(words, None, between(D(2025, 7, 1), D(2025, 8, 1))) == "brics-17"


def test_the_place_decides(calendar):
    assert calendar("the BRICS summit", "BRA") == "brics-17"
    assert calendar("the BRICS summit in Kazan") == "brics-16"


def test_the_level_decides(calendar):
    year = between(D(2024, 1, 1), D(2025, 1, 1))
    assert calendar("the meeting of BRICS foreign ministers", None, year) == "brics-fm-2024"
    assert calendar("the BRICS leaders' summit", None, year) == "brics-16"


def test_two_that_fit_are_none(calendar):
    assert calendar("the BRICS summit") is None
    assert calendar("a BRICS event") is None


def test_what_lies_ahead_of_the_report_is_not_meant(calendar):
    assert calendar("the 17th BRICS summit", None, on(D(2024, 12, 1))) is None


def test_what_is_long_over_is_not_meant(calendar):
    assert calendar("the 16th BRICS summit", None, on(D(2025, 3, 1))) is None


@pytest.mark.parametrize("words", ["the trade fair", "", "the summit", "the meeting of finance ministers"])
def test_words_that_name_none(calendar, words):
    assert calendar(words) is None


def test_the_calendar_of_the_packs_is_found_by_its_own_names(packs):
    """Every meeting is found by its name on the day after it, unless another of that name is as near."""
    lost = []
    english = packs.languages["en"]
    near = dt.timedelta(days=14)
    for row in packs.knowledge.meetings:
        if any(
            r is not row and r.name == row.name and abs(r.last - row.last) <= near
            for r in packs.knowledge.meetings
        ):
            continue
        window = on(row.last + dt.timedelta(days=1))
        found = find_occasion(f"the {row.name} in {row.city}", row.state, window, english, packs.knowledge)
        if found is None or (found.first, found.state) != (row.first, row.state):
            lost.append((row.id, found and found.id))
    assert lost == []
