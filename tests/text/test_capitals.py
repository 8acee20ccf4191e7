"""Lines written wholly in capitals."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.model.spans import Span
from regesta.text.capitals import is_shouted, recased

_NAMES = re.compile(r"Kenya|Lake Victoria|United Kingdom")
_COMMON = frozenset({"the", "signs", "a", "pact", "with", "lake", "on", "and", "joins", "united"})


def read(line: str) -> str:
    return recased(
        line, lambda t: [Span(*m.span()) for m in _NAMES.finditer(t)], _COMMON, {"NATO"}.__contains__
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("KENYA SIGNS A PACT WITH THE UNITED KINGDOM", "Kenya signs a pact with the United Kingdom"),
        ("THE PACT ON LAKE VICTORIA", "The pact on Lake Victoria"),
        ("A LAKE AND OTIENO", "A lake and Otieno"),
        ("KENYA JOINS NATO", "Kenya joins NATO"),
    ],
)
def test_only_names_keep_their_capitals(line: str, expected: str) -> None:
    assert read(line) == expected


@given(st.text(max_size=60))
def test_offsets_hold(line: str) -> None:
    shouted = "".join(c.upper() if len(c.upper()) == 1 else c for c in line)
    assert len(read(shouted)) == len(shouted)


@pytest.mark.parametrize(
    ("line", "expected"),
    [("KENYA SIGNS", True), ("WHO", False), ("Kenya", False), ("12 %", False), ("", False)],
)
def test_is_shouted(line: str, *, expected: bool) -> None:
    assert is_shouted(line) is expected
