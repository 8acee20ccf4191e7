"""The days on which a report may have appeared: header, tenures, landmarks, anniversaries, and what does not fit."""

from __future__ import annotations

import datetime as dt

import pytest

D = dt.date


def window(traced, text, language="en", published=None):
    return traced(text, language, published).resolved.published


AMIR = "Iranian Foreign Minister Hossein Amir-Abdollahian"
ALEINIK = "Belarusian Foreign Minister Sergei Aleinik"
ARAGHCHI = "Iranian Foreign Minister Abbas Araghchi"


def tenure(packs, person, office):
    (found,) = [t for t in packs.knowledge.held_by(person) if t.office == office]
    return found


def test_a_given_day_settles_it(traced):
    found = window(traced, f"{AMIR} met {ALEINIK} in Minsk.", published="2023-05-04")

    assert (found.start, found.end) == (D(2023, 5, 4), D(2023, 5, 5))
    assert all(b.startswith("header") for b in found.basis)


def test_two_tenures_bound_it(traced, packs):
    first, second = (
        tenure(packs, "hossein-amir-abdollahian", "foreign-minister"),
        tenure(packs, "sergei-aleinik", "foreign-minister"),
    )
    found = window(traced, f"{AMIR} met {ALEINIK} in Minsk.")

    assert found.start == max(first.since, second.since)
    assert found.end == min(first.until, second.until)
    assert [b.partition(":")[0] for b in found.basis] == ["tenure", "tenure"]


def test_a_tenure_that_goes_on_ends_with_the_packs(traced, packs):
    found = window(traced, f"{ARAGHCHI} spoke about Belarus.")

    assert found.start == tenure(packs, "abbas-araghchi", "foreign-minister").since
    assert found.last == packs.knowledge.as_of
    assert any(b.startswith("pack-as-of") for b in found.basis)


@pytest.mark.parametrize("word", ["former", "late"])
def test_a_former_holder_bounds_nothing(traced, packs, word):
    found = window(
        traced, f"The {word} Iranian foreign minister, Hossein Amir-Abdollahian, was praised by Belarus."
    )

    assert not any("Amir-Abdollahian" in b for b in found.basis)


def test_a_deputy_is_not_bounded_by_the_ministers_tenure(traced):
    found = window(traced, "Iranian Deputy Foreign Minister Abbas Araghchi spoke about Belarus.")

    assert not any("foreign minister of IRN from 2024" in b for b in found.basis)


def test_a_landmark_comes_before(traced, packs):
    (row,) = [r for r in packs.knowledge.landmarks if r.id == "lehman"]
    found = window(traced, "Kenya and Uganda spoke about the collapse of Lehman Brothers.")

    assert found.start == row.first
    assert f"after: {row.name}" in found.basis


def test_an_anniversary_gives_the_year(traced, packs):
    since = packs.knowledge.relations[("BLR", "IRN")].since
    found = window(traced, "Iran and Belarus mark the 30th anniversary of diplomatic relations.")

    assert (found.start, found.end) == (D(since.year + 30, 1, 1), D(since.year + 31, 1, 1))
    assert found.basis[0].startswith("anniversary")


def test_an_anniversary_of_other_states_gives_nothing(traced):
    found = window(traced, "Tuvalu and Nauru mark the 30th anniversary of diplomatic relations.")

    assert not any(b.startswith("anniversary") for b in found.basis)


def test_a_full_date_in_the_past_bounds_from_below(traced):
    found = window(traced, "Kenya and Uganda met in Nairobi on 3 March 2021.")

    assert found.start == D(2021, 3, 3) - dt.timedelta(days=31)


def test_a_bound_that_does_not_fit_is_kept_as_an_issue(traced):
    """Araghchi came to office after Aleinik had left it."""
    trace = traced(f"{ARAGHCHI} met {ALEINIK} in Minsk.", "en", None)
    conflicts = [i for i in trace.reading.issues if i.code == "date.window-conflict"]

    assert len(conflicts) == 1
    assert "Aleinik" in conflicts[0].reason
    assert trace.resolved.published.start == D(2024, 8, 21)
    assert conflicts[0].quote == trace.clean.report.text[conflicts[0].span.start : conflicts[0].span.end]


def test_a_report_about_nobody_is_bounded_by_the_packs_alone(traced, packs):
    found = window(traced, "Bread is dear in Kenya.")

    assert found.start is None
    assert found.last == packs.knowledge.as_of


def test_the_window_helps_to_find_who_is_meant(traced):
    """Without a first name or a date, the other minister tells which Iranian minister was in office."""
    trace = traced(
        f"Iranian President Ebrahim Raisi and {ALEINIK} met. The Iranian foreign minister listened.", "en"
    )
    assert trace.resolved.published.end <= D(2024, 5, 20)
