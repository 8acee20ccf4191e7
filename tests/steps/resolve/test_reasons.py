"""Whose "its" is in a reason: of whoever the act is aimed at; and what is done over it lies before."""

import pytest


@pytest.mark.parametrize(
    ("text", "punished", "deed"),
    [
        (
            "Norway imposed sanctions on Eritrea for its invasion of Djibouti.",
            ("SANCTION", "NOR", "ERI"),
            ("ASSAULT", "ERI", "DJI"),
        ),
        (
            "Chile recalled its ambassador from Peru over its attack on Ecuador.",
            ("SANCTION", "CHL", "PER"),
            ("ASSAULT", "PER", "ECU"),
        ),
        (
            "Latvia closed its border with Belarus in response to its attack on Lithuania.",
            ("COERCE", "LVA", "BLR"),
            ("ASSAULT", "BLR", "LTU"),
        ),
        ("Fiji thanked Japan for its aid to Nepal.", ("SUPPORT", "FJI", "JPN"), ("AID", "JPN", "NPL")),
        (
            "Oman suspended trade with Iran over its offensive in Iraq.",
            ("SANCTION", "OMN", "IRN"),
            ("ASSAULT", "IRN", "IRQ"),
        ),
    ],
)
def test_its_deed_is_of_whoever_is_punished_or_thanked(told, text, punished, deed):
    found = told(text)
    kind, doer, target = punished
    assert (kind, "occurred", doer, "->", target) in found
    kind, doer, target = deed
    assert (kind, "historical", doer, "->", target) in found
    assert len(found) == 2


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Kenya bought drones from Turkey for its army.", "KEN"),
        ("Kenya sent officers to Somalia for its operation there.", "KEN"),
        ("Kenya sanctioned Turkey over its policy.", "TUR"),
        ("Kenya's president thanked Turkey's president for his support.", "TUR"),
        ("Kenya and Uganda criticised Turkey for their losses.", "KEN"),
    ],
)
def test_whose_it_is(traced, text, owner):
    done = traced(text, "en", "2025-01-17").resolved
    mentions = done.annotated.mentions
    (owned,) = (actors for m, actors in zip(mentions, done.actors, strict=True) if m.form == "possessive")
    assert owned[0].state == owner
