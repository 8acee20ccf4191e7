"""The days of events: what the clause says, against the report's day; who held office; what is told as past."""

from __future__ import annotations

import datetime as dt

import pytest

from regesta.model.findings import Event

IRN = "Iranian Foreign Minister Abbas Araghchi"
BLR = "Belarusian Foreign Minister Maxim Ryzhenkov"
RUTO = "Kenyan President William Ruto"
PRABOWO = "Indonesian President Prabowo Subianto"
D = dt.date
FRIDAY = "2025-01-17"


@pytest.fixture(scope="session")
def events(read):
    """Return a function from a text to its events."""

    def all_of(text, published=FRIDAY, language="en"):
        return [f for f in read(text, language, published).findings if isinstance(f, Event)]

    return all_of


def span(event):
    return event.date.start, event.date.last


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("on Monday", D(2025, 1, 13), D(2025, 1, 13)),
        ("on Friday", D(2025, 1, 17), D(2025, 1, 17)),
        ("on Saturday", D(2025, 1, 11), D(2025, 1, 11)),
        ("yesterday", D(2025, 1, 16), D(2025, 1, 16)),
        ("last week", D(2025, 1, 6), D(2025, 1, 12)),
        ("on January 5", D(2025, 1, 5), D(2025, 1, 5)),
        ("on December 29", D(2024, 12, 29), D(2024, 12, 29)),
        ("on 3 March 2023", D(2023, 3, 3), D(2023, 3, 3)),
        ("on 3 May 2023", D(2023, 5, 3), D(2023, 5, 3)),
        ("in May 2023", D(2023, 5, 1), D(2023, 5, 31)),
    ],
)
def test_expressions_are_placed_against_the_reports_day(events, when, first, last):
    (event,) = (
        events(f"{RUTO} met {PRABOWO} {when}.")
        if first.year > 2024
        else events(f"Kenya and Indonesia held talks {when}.")
    )
    assert span(event) == (first, last)


def test_the_language_does_not_matter(events):
    (event,) = events(
        "Presiden Kenya William Ruto bertemu Presiden Indonesia Prabowo Subianto pada Senin.", FRIDAY, "id"
    )

    assert span(event) == (D(2025, 1, 13), D(2025, 1, 13))
    assert event.date.basis[0].startswith("weekday")


def test_without_a_date_it_is_the_reports_day_or_just_before(events):
    (event,) = events(f"{RUTO} met {PRABOWO}.")

    assert span(event) == (D(2025, 1, 15), D(2025, 1, 17))
    assert event.date.basis == ("publication: no date in the sentence",)


def test_a_weekday_without_a_header_stays_within_the_window(events, packs):
    """Sixty Mondays are possible: the range begins and ends with one, and says why."""
    (event,) = events(f"{IRN} met {BLR} on Monday.", None)

    assert event.date.start.weekday() == 0
    assert event.date.start >= D(2024, 8, 21)
    assert event.date.last <= packs.knowledge.as_of
    assert any(b.startswith("weekday") for b in event.date.basis)


def test_a_landmark_narrows_a_weekday(events):
    text = f"{IRN} met {BLR} on Monday. The two sides condemned the attacks on Iranian nuclear facilities by Israel and the United States."
    first = events(text, None)[0]

    assert first.date.start >= D(2025, 6, 13)
    assert first.date.start.weekday() == 0


def test_the_lead_dates_the_report(traced):
    trace = traced(f"{IRN} met {BLR} on 5 May 2025. Iran thanked Belarus.", "en", None)

    assert (trace.reading.published.start, trace.reading.published.end) == (D(2025, 5, 5), D(2025, 5, 13))
    assert any(b.startswith("event: the report leads") for b in trace.reading.published.basis)


def test_a_header_is_not_narrowed_by_the_lead(traced):
    trace = traced(f"{IRN} met {BLR} on 5 May 2025.", "en", "2025-06-01")
    assert trace.reading.published.start == D(2025, 6, 1)


def test_offices_narrow_a_wide_date(events):
    (event,) = events(
        "In 2024, Iranian Foreign Minister Abbas Araghchi met Belarusian Foreign Minister Maxim Ryzhenkov."
    )

    assert event.date.start == D(2024, 8, 21)
    assert event.date.last == D(2024, 12, 31)
    assert any(b.startswith("tenure") for b in event.date.basis)


def test_bases_that_contradict_each_other_are_an_issue_not_a_guess(read):
    reading = read(
        "Iranian Foreign Minister Abbas Araghchi met Belarusian Foreign Minister Maxim Ryzhenkov on 3 May 2011.",
        "en",
        FRIDAY,
    )
    (event,) = [f for f in reading.findings if isinstance(f, Event)]
    (issue,) = [i for i in reading.issues if i.code == "date.bases-contradict"]

    assert span(event) == (D(2011, 5, 3), D(2011, 5, 3))
    assert "2011" in issue.reason
    assert issue.quote.startswith("Iranian Foreign Minister")


def test_the_day_of_handing_over_contradicts_nothing(read):
    text = "Iranian Foreign Minister Abbas Araghchi met Belarusian Foreign Minister Maxim Ryzhenkov on 20 August 2024."
    assert [i.code for i in read(text, "en", "2024-08-21").issues] == []


def test_vague_words_are_an_issue(read):
    reading = read(f"{RUTO} recently met {PRABOWO}.", "en", FRIDAY)
    assert [i.code for i in reading.issues] == ["date.vague"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{RUTO} met {PRABOWO} on Monday.", "occurred"),
        ("Kenya and Indonesia held talks on 3 March 2023.", "historical"),
        ("Kenya and Indonesia held talks on 3 May 2023.", "historical"),
        (f"{RUTO} had met {PRABOWO} before.", "historical"),
        ("Kenya and Indonesia held talks on December 30.", "occurred"),
    ],
)
def test_what_lies_far_back_is_historical(events, text, status):
    assert [e.status for e in events(text)] == [status]


def test_what_is_told_as_past_ends_with_the_report(events):
    (event,) = events(f"{RUTO} had met {PRABOWO} before.")

    assert event.date.start is None or event.date.start < D(2025, 1, 1)
    assert event.date.last <= D(2025, 1, 17)
    assert any(b.startswith("before") for b in event.date.basis)


def test_an_occasion_dates_and_places_what_was_beside_it(events, packs):
    row = next(
        r
        for r in packs.knowledge.meetings
        if r.id.startswith("brics") and r.level == "summit" and r.first.year == 2024
    )
    text = f"{IRN} met Belarusian President Alexander Lukashenko on the sidelines of the BRICS summit in {row.city}."
    (event,) = events(text, str(row.last + dt.timedelta(days=1)))

    assert event.occasion == row.name
    assert span(event) == (row.first, row.last)
    assert event.place.state == row.state
    assert any(b.startswith("occasion") for b in event.date.basis)


def test_an_occasion_that_the_calendar_does_not_know_keeps_its_words(events):
    (event,) = events(f"{RUTO} met {PRABOWO} on the sidelines of the Surabaya Tea Forum.")
    assert event.occasion == "the Surabaya Tea Forum"


def test_every_basis_is_of_a_known_kind_and_no_date_lies_after_the_packs(events, packs):
    for published in (FRIDAY, None):
        for event in events(
            f"{RUTO} met {PRABOWO} on Monday. They had met before. They will meet in May.", published
        ):
            assert event.date.last <= packs.knowledge.as_of
