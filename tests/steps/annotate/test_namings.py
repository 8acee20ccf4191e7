"""Every person, body, people, place and nationality that a report names."""

from __future__ import annotations

import pytest

from regesta.engines.local import tools
from regesta.model.reports import CleanReport, Report
from regesta.model.spans import Span
from regesta.packs.load import load_packs
from regesta.steps.annotate import find_mentions
from regesta.steps.annotate.namings import find_namings


def names(text: str, code: str = "en") -> set[tuple[str, str]]:
    """Return (words, kind) of each naming in a text."""
    by = tools(load_packs()).annotators[code]
    report = Report("r", "made", text, "r", language=code)
    found = find_namings(find_mentions(CleanReport(report, (Span(0, len(text)),), None, ()), by), by)
    assert list(found) == sorted(found, key=lambda n: (n.span.start, -n.span.end))
    return {(n.span.of(text), n.kind) for n in found}


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The Government of Kenya opened a clinic.", "The Government of Kenya", "organisation"),
        ("The Government of Kenya opened a clinic.", "Kenya", "place"),
        ("The United Kingdom sent blankets.", "The United Kingdom", "organisation"),
        ("The United Kingdom sent blankets.", "United Kingdom", "place"),
        ("They slept in the old harbour of Mombasa.", "the old harbour of Mombasa", "place"),
        ("Foreign Minister Juma Otieno sang.", "Foreign Minister Juma Otieno", "person"),
        ("Foreign Minister Juma Otieno sang.", "Juma Otieno", "person"),
        ("Minister for the Sahel Greta Holm spoke in Oslo.", "Minister for the Sahel Greta Holm", "person"),
        ("Two hundred fishermen protested.", "Two hundred fishermen", "organisation"),
        ("Engineers mended two bridges near Juba.", "bridges", "place"),
        ("A Peruvian shepherd waved.", "Peruvian", "nationality"),
        ("A Peruvian shepherd waved.", "A Peruvian shepherd", "person"),
        ("Kurdish villagers fled.", "Kurdish", "nationality"),
        ("Danes love boats.", "Danes", "organisation"),
        ("They flew to Izmir, Turkey.", "Izmir, Turkey", "place"),
        ("We agreed, he said.", "We", "organisation"),
        ("We agreed, he said.", "he", "person"),
        ("A U.S. strike missed.", "U.S.", "organisation"),
    ],
)
def test_is_named(text: str, words: str, kind: str) -> None:
    assert (words, kind) in names(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They met on 3 May in Oslo.", "May"),
        ("U.S. forces left.", "U.S."),
        ("The Government of Kenya opened a clinic.", "Government of Kenya"),
        ("On behalf of Ghana he thanked them.", "On behalf of"),
        ("A fighter aircraft crashed.", "fighter"),
        ("The price of rice rose by six percent.", "The price of rice"),
    ],
)
def test_is_not_named(text: str, words: str) -> None:
    assert words not in {found for found, _ in names(text)}


def test_a_name_is_the_same_through_the_report() -> None:
    text = "Zubari smiled and told us of her boat. The boat sank. Much later a neighbour saw Zubari again."
    assert names(text) == {("Zubari", "person"), ("a neighbour", "person")}


def test_what_stands_before_a_name_tells_what_it_is() -> None:
    spans = names(
        "He lived near Tarsut and studied in Tarsut. The road from Tarsut was closed. Tarsut was quiet."
    )
    assert ("Tarsut", "place") in spans


def test_without_a_recogniser_packs_and_grammar_still_name() -> None:
    found = names("Presiden Kenya bertemu Menteri Luar Negeri Ghana di Nairobi.", "id")
    assert {("Kenya", "place"), ("Ghana", "place")} <= found


@pytest.mark.parametrize("text", [" ", "U.S.", "\u202eOslo\u202c", "a " * 300, "Kenya" + ", Ghana" * 300])
def test_odd_text_costs_nothing(text: str) -> None:
    names(text)
