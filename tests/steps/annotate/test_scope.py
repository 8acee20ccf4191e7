"""The scope of a report: two parties, of which a company or a club is none."""

import pytest

from regesta.pipeline import read_report
from regesta.steps.annotate import in_scope
from regesta.steps.clean import clean


@pytest.fixture
def scoped(packs, tools, report_of):
    """Return a function from a text to whether it is in scope."""

    def ask(text, language="en"):
        return in_scope(clean(report_of(text, language), packs.languages), tools.annotators[language])

    return ask


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Kenyan minister flew to Kampala.", "en"),
        ("NATO condemned the launch by North Korea.", "en"),
        ("Emmanuel Macron called Olaf Scholz.", "en"),
        ("The Spanish government welcomed President Macron's speech.", "en"),
        ("Menteri Vietnam menemui Presiden Kenya.", "id"),
    ],
)
def test_two_parties_are_in_scope(scoped, text, language):
    assert scoped(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "The Kenyan minister opened a school in Kenya.",
        "The Kenyan president told Reuters that Nairobi was growing.",
        "Rain fell all day, and the match was called off.",
        "Samsung hired four hundred engineers in Kenya.",
    ],
)
def test_one_party_is_not(scoped, text):
    assert not scoped(text)


def test_a_report_out_of_scope_is_kept_without_findings(packs, tools, report_of):
    reading = read_report(report_of("The Kenyan minister opened a school in Kenya."), packs, tools)
    assert (reading.language, reading.findings, reading.issues) == ("en", (), ())
