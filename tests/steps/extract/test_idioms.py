"""Predicates of several words: what they tell, and what only looks like one."""

import pytest


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Ghana held Togo responsible for the fire.", ("ACCUSE", "occurred", "GHA", "->", "TGO")),
        ("Slovakia holds Hungary responsible for the spill.", ("ACCUSE", "occurred", "SVK", "->", "HUN")),
        ("Peru stands with Chile after the quake.", ("SUPPORT", "occurred", "PER", "->", "CHL")),
        ("Oman set three Yemeni fishermen free.", ("RETREAT", "occurred", "OMN", "->", "YEM")),
        ("Fiji called its ambassador home from Tonga.", ("SANCTION", "occurred", "FJI", "->", "TON")),
        ("Mali and Niger put their signatures to a treaty.", ("SUPPORT", "occurred", "MLI", "NER", "->")),
        (
            "Norwegian and Finnish pilots took part in joint exercises.",
            ("COOPERATE", "occurred", "NOR", "FIN", "->"),
        ),
    ],
)
def test_the_words_of_an_idiom_may_stand_apart(told, text, event):
    assert told(text) == {event}


@pytest.mark.parametrize(
    "text",
    [
        "Peru stands in line with its neighbours behind Chile.",  # "stand", and a "with" elsewhere
        "Ghana held a fair, and Togo's mayor said the firm was responsible.",  # another clause
    ],
)
def test_words_elsewhere_make_no_idiom(told, text):
    assert not told(text)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("The treaty between Fiji and Tonga came into force in May.", "in force"),
        ("Oman and Yemen put the agreement on hold.", "stalled"),
    ],
)
def test_the_life_of_an_agreement_is_told_in_idioms(traced, text, stage):
    found = traced(text, "en", "2025-01-17").reading.findings
    assert [f.stage for f in found if hasattr(f, "stage")] == [stage]
