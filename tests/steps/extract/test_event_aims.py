"""Sides that a clause names in no slot of its frame: where an act is done, whom it faces, who does it there."""

import pytest


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("India hit nine sites across Pakistan with missiles.", ("ASSAULT", "occurred", "IND", "->", "PAK")),
        (
            "Ethiopian forces pulled out of three towns in Somalia's Bakool region overnight.",
            ("RETREAT", "occurred", "ETH", "->", "SOM"),
        ),
        (
            "Eritrea sent tanks towards Zalambessa on its border with Ethiopia.",
            ("MOBILIZE", "occurred", "ERI", "->", "ETH"),
        ),
        (
            "Thousands of Iraqis marched in Baghdad against the Turkish raids.",
            ("PROTEST", "occurred", "IRQ", "->", "TUR"),
        ),
        (
            "Fishermen and students rallied in Seoul against Japan's discharge of water.",
            ("PROTEST", "occurred", "KOR", "->", "JPN"),
        ),
        (
            "A Japanese employee has been detained in Beijing since March.",
            ("COERCE", "occurred", "CHN", "->", "JPN"),
        ),
        (
            "Warsaw is demanding 1.3 trillion euros in reparations from Berlin.",
            ("REQUEST", "occurred", "POL", "->", "DEU"),
        ),
        (
            "Authorities in Tehran arrested a Dutch tourist on Monday.",
            ("COERCE", "occurred", "IRN", "->", "NLD"),
        ),
        (
            "Ankara has dropped its objections to Finland's membership of NATO.",
            ("CONCEDE", "occurred", "TUR", "->", "FIN"),
        ),
        ("Rwandan troops shelled Bukavu on Sunday.", ("ASSAULT", "occurred", "RWA", "->", "COD")),
        (
            "Sudan said on Monday that Chadian troops had shelled the town of Zalingei.",
            ("ASSAULT", "occurred", "TCD", "->", "SDN"),
        ),
        ("Israel bombed the West Bank on Sunday.", ("ASSAULT", "occurred", "ISR", "->", "PSE")),
        (
            "Chile lifted the duty it had placed on Peruvian fish.",
            ("RETREAT", "occurred", "CHL", "->", "PER"),
        ),
        # who does it
        (
            "A delegation led by the Afghan trade minister is expected in Islamabad next week for talks.",
            ("AGREE", "occurred", "AFG", "->", "PAK"),
        ),
        (
            "Kenya announced on Monday that two Somali envoys had been expelled.",
            ("SANCTION", "occurred", "KEN", "->", "SOM"),
        ),
        (
            "Pakistan has expelled or pushed out 280,000 Afghans since October, according to officials.",
            ("SANCTION", "occurred", "PAK", "->", "AFG"),
        ),
        (
            "In Kabul, government spokesman Zabih Karimi condemned Pakistan.",
            ("ACCUSE", "occurred", "AFG", "->", "PAK"),
        ),
    ],
)
def test_both_sides_are_found(told, text, event):
    assert event in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "France attacked the far side of the moon, said a poet from Mali.",
        "Tariffs on goods from China were demanded by a candidate in the United States.",
        "Soldiers in Mali said that Chad was far away.",  # whose they are is not said
        "Rebels met near the border of Chad with Sudan.",
        "French troops are stationed in Benin.",  # how things stand
    ],
)
def test_nobody_is_taken_from_elsewhere(told, text):
    assert told(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        # a report from Quito may well quote Colombia's minister
        "QUITO, Jan 16 (Agency) - Ecuador is ready. Trade Minister Diana Morales condemned Peru.",
        "SEOUL, Jan 16 (Agency) - South Korea is ready. Clinton spokesman Nick Merrill condemned North Korea.",
        "Russia shelled Belgorod.",  # its own
        "No date has been set for a visit by the Honduran foreign minister to China.",
    ],
)
def test_who_is_of_nobody_named_stays_so(told, text):
    assert told(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Kenya announced that two Ugandan soldiers had been killed in Somalia.",
        "Kenya was on alert after Norway won the cup.",
        "“We provide mutual support in the United Nations and in BRICS,” Kenya's foreign minister told Uganda's envoy.",
        "Both ministers of Spain and Egypt called for an immediate ceasefire in Sudan.",
        "Cyprus said it would raise the matter at a meeting of the foreign ministers of Malta and Italy on Friday.",
    ],
)
def test_what_is_told_of_others_or_to_come_is_no_act(told, text):
    assert told(text) - {e for e in told(text) if e[0] == "REQUEST"} == set()


def test_a_drill_of_two_navies_is_cooperation(told):
    assert ("COOPERATE", "occurred", "EGY", "GRC", "->") in told(
        "The navies of Egypt and Greece began a five-day exercise on Sunday."
    )
