"""Quotations of a text, across sentences."""

from __future__ import annotations

import pytest

from regesta.text.quotations import quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said, "It rains. We stay." Then he left.', ['"It rains. We stay."']),
        ("“It rains,” she said. “We stay.”", ["“It rains,”", "“We stay.”"]),
        ("''It rains,'' she said.", ["''It rains,''"]),
        ("'It's late,' he said.", ["'It's late,'"]),
        ("“It rains.\nThe rest is news.", ["“It rains."]),
        ("Peru's ports and Chile's mines", []),
    ],
)
def test_quotations_end_with_their_mark_or_paragraph(text: str, expected: list[str]) -> None:
    assert [q.of(text) for q in quotations(text)] == expected
