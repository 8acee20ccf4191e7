"""Demands worded as obligations: from who speaks to who must act, and nothing else."""

import pytest


@pytest.fixture
def demands(read):
    """Return a function from a text to its requests, as pairs of states."""

    def find(text, language="en"):
        events = [
            f for f in read(text, language, "2025-01-17").findings if getattr(f, "type", "") == "REQUEST"
        ]
        return [({a.state for a in e.actors}, {r.state for r in e.recipients}) for e in events]

    return find


@pytest.mark.parametrize(
    "text",
    [
        "Norway said on Friday that Chad must release the crew.",
        "Chad should release the crew, Norway said on Friday.",
        "Norway's foreign minister said Chad had to release the crew.",
    ],
)
def test_what_a_state_says_another_must_do_is_a_request(demands, text):
    assert demands(text) == [({"NOR"}, {"TCD"})]


@pytest.mark.parametrize(
    "text",
    [
        "Chad must release the crew, and Norway is glad.",  # nobody says so
        "Norway said Norway must release the crew.",
        "Norway said that Chad released the crew.",
        "Norway did not say that Chad must release the crew.",
        "Norway said the crew must leave Chad.",
    ],
)
def test_other_obligations_are_none(demands, text):
    assert demands(text) == []
