"""What a sentence holds and does not tell as so: rumours, denials, near misses, plans that came to nothing."""

import pytest

BEFORE = "Oman and Togo both have a seat. "


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Oman dismissed reports that it had imposed sanctions on Togo.", {"SANCTION"}),
        ("Oman rejected claims that it had carried out a strike on Togo.", {"ASSAULT"}),
        ("It is untrue that Oman has closed its border with Togo.", {"COERCE"}),
        ("It is not true that Oman expelled the Togolese ambassador.", {"SANCTION"}),
        # who denies a deed refuses nobody anything
        ("Oman denied that it had sent arms to Togo.", {"AID"}),
        ("Oman denied that it had closed the border with Togo.", {"COERCE"}),
        ("Oman denied it had withdrawn its troops from Togo.", {"RETREAT"}),
    ],
)
def test_what_is_said_to_be_untrue_is_denied(told, text, events):
    assert {(e[0], e[1]) for e in told(BEFORE + text)} == {(type_, "denied") for type_ in events}


@pytest.mark.parametrize(
    "text",
    [
        "Oman brushed aside allegations that it had bombed a camp in Togo.",
        "Oman refuted rumours that it had recalled its ambassador from Togo.",
        "There is no truth in reports that Oman expelled the Togolese ambassador.",
        "Reports that Oman had expelled the Togolese ambassador are untrue.",
        "Rumours that Oman had imposed sanctions on Togo are unfounded.",
        "A false report that Oman had bombed Togo went round the world.",
        "Observers found no evidence that Oman had bombed a camp in Togo.",
        "There is little proof that Oman attacked Togo.",
        "Oman neither confirmed nor denied that it had arrested two Togolese pilots.",
        "Oman refused to confirm that it had arrested two Togolese pilots.",
        "Oman could not confirm that Togo had bombed a camp in Oman.",
        "Oman all but expelled the Togolese ambassador.",
        "Oman almost expelled the Togolese ambassador.",
        "Oman considered expelling the Togolese ambassador.",
        "Oman called off a plan to expel the Togolese ambassador.",
        "Oman has no plans to impose sanctions on Togo.",
        "Oman denied sending weapons to Togo.",
        "Oman denied having closed its border with Togo.",
    ],
)
def test_what_is_left_open_is_no_event(told, text):
    assert told(BEFORE + text) == set()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Oman confirmed that it had expelled the Togolese ambassador.", "SANCTION"),
        ("Oman denied Togo's accusations.", "REJECT"),
        ("Oman denied visas to Togolese diplomats.", "REJECT"),
        ("Oman announced a plan to impose sanctions on Togo.", "THREATEN"),
        ("Oman criticised the report and expelled the Togolese ambassador.", "SANCTION"),
    ],
)
def test_what_stands_beside_is_told(told, text, event):
    assert (event, "occurred", "OMN", "->", "TGO") in told(BEFORE + text)


def test_neither_verb_of_neither_nor_holds(told):
    assert {e[1] for e in told(BEFORE + "Oman neither met nor thanked the Togolese envoy.")} == {"denied"}


def test_what_is_asked_is_not_told(told):
    found = told("Denmark's foreign minister declined to say whether Denmark had expelled the Russian envoy.")
    assert not any(event[0] == "SANCTION" for event in found)


@pytest.mark.parametrize(
    ("text", "told_as_so"),
    [
        ("Bolivia doubted that Chile had bombed Peru.", False),
        ("Nobody doubts that Chile bombed Peru.", True),
        ("Bolivia does not doubt that Chile bombed Peru.", True),
    ],
)
def test_what_is_doubted_is_left_open(told, text, told_as_so):
    assert (("ASSAULT", "occurred", "CHL", "->", "PER") in told(text)) is told_as_so
