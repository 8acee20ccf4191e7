"""Words that point back to a day: the last single day told before them, and none where none stands."""

import pytest

from regesta.model.spans import Span
from regesta.steps.resolve.date_same import point_back
from regesta.steps.resolve.dates import find_dates


def told(text, language):
    found = find_dates(text, Span(0, len(text)), language)
    return [(m.span.of(text), m.weekday, m.day) for m in point_back(text, found, language)]


@pytest.mark.parametrize(
    ("code", "text", "last"),
    [
        ("en", "On Monday he met Raisi, and later the same day he met Khamenei.", ("the same day", 0, None)),
        ("en", "He came on March 5. Much was said. On that same day he left.", ("that same day", None, 5)),
        (
            "en",
            "On Monday he came. He left the same day. On the same day it rained.",
            ("the same day", 0, None),
        ),
        (
            "en",
            "He has been there since 2019; on Monday he left, on the same day as she.",
            ("the same day", 0, None),
        ),
        (
            "id",
            "Ia tiba pada hari Senin dan bertemu presiden pada hari yang sama.",
            ("hari yang sama", 0, None),
        ),
    ],
)
def test_it_is_the_last_day_before_it(packs, code, text, last):
    assert told(text, packs.languages[code])[-1] == last


@pytest.mark.parametrize("text", ["He left the same day.", "The same day he left; on Monday he came."])
def test_without_a_day_before_it_it_tells_none(packs, text):
    assert "same day" not in " ".join(words for words, *_ in told(text, packs.languages["en"])).casefold()


def test_what_does_not_point_back_stays(packs):
    assert [w for w, *_ in told("He came on Monday and left today.", packs.languages["en"])] == [
        "Monday",
        "today",
    ]
