"""Attributions: spans of who is said to have said what."""

from __future__ import annotations

import pytest

from eval.common import claused, clean_lines, coder, resolved
from regesta.steps.annotate import annotate
from regesta.steps.extract.attributions import find_attributions


def _found(text: str) -> list[tuple[str | None, str, str]]:
    by = coder()
    report = claused(resolved(annotate(clean_lines(text), by.annotator), by), by)
    return [
        (a.source.of(text) if a.source else None, a.cue.of(text), a.content.of(text))
        for a in find_attributions(report)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Three bridges were closed on Monday, according to the mayor of Bergen.",
            ("the mayor of Bergen", "according to", "Three bridges were closed on Monday"),
        ),
        (
            "“Norway will keep the ferry,” the minister of Norway said. “Sweden will pay for the pier.”",
            (
                "the minister of Norway",
                "said",
                "“Norway will keep the ferry,” the minister of Norway said. “Sweden will pay for the pier.”",
            ),
        ),
        (
            "The minister of Norway said: “Sweden will pay for the pier.”",
            ("The minister of Norway", "said:", "“Sweden will pay for the pier.”"),
        ),
    ],
)
def test_spans_of_an_attribution(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in _found(text)
