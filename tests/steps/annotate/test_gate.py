"""The gate: what opens it, and that words inside a name or before whoever acts do not."""

import pytest

from regesta.model.spans import Span


@pytest.fixture
def opens(packs, tools, traced):
    """Return a function from a sentence to whether the gate opens on it, actors known."""

    def ask(text):
        done = traced(text, "en", "2025-01-17").resolved
        gate = tools.annotators["en"].gate
        return gate.opens(text, Span(0, len(text)), done.annotated.mentions, done.actors)

    return ask


@pytest.mark.parametrize(
    "text",
    [
        "Kenya expelled two Norwegian envoys.",
        "Two Norwegian envoys were expelled by Kenya.",
        "Talks between Kenya and Norway went on.",
        "“We are glad,” said Kenya's foreign minister.",
        "They signed a treaty.",
    ],
)
def test_what_may_be_a_finding_opens_it(opens, text):
    assert opens(text)


@pytest.mark.parametrize(
    "text",
    [
        "The United States and Norway are far apart.",  # nobody unites, nobody states
        "Shares fell on Monday, said a banker.",
        "A student expelled last year went home.",
        "Expelling is easy in Kenya.",  # one party, and no word of speech
    ],
)
def test_what_cannot_keeps_it_shut(opens, text):
    assert not opens(text)


@pytest.mark.parametrize(
    "text",
    [
        "Over the border, Norway raised the alert.",
        "The treaty was signed by both Kenya and Norway.",
        "In Oslo, with the ministers voicing concern over Kenya, the talks ended.",
        "A curfew by the Norwegian army on the Kenyan town made headlines.",
    ],
)
def test_a_doer_may_stand_in_unusual_places(opens, text):
    assert opens(text)


@pytest.mark.parametrize(
    "text",
    [
        "In Kenya and Norway the harvest was destroyed by hail.",
        "Near the border of Kenya with Norway, planes attacked a hill.",
    ],
)
def test_who_is_only_where_it_happens_does_nothing(opens, text):
    assert not opens(text)
