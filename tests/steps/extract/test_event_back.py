"""Whose deed a clause points back at, and whom a coordinated act is aimed at."""

import pytest


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Peru imposed a stamp tax on Bolivian maize in May. Bolivia's trade minister criticised the tax.",
            ("ACCUSE", "occurred", "BOL", "->", "PER"),
        ),
        (
            "Togo's envoy sent a letter to Benin on Monday. Benin dismissed the letter as a farce.",
            ("REJECT", "occurred", "BEN", "->", "TGO"),
        ),
        (
            "Algeria froze a treaty with Spain on Monday and recalled its ambassador.",
            ("SANCTION", "occurred", "DZA", "->", "ESP"),
        ),
        (
            "Chad expelled two Sudanese diplomats on Monday and closed its border.",
            ("COERCE", "occurred", "TCD", "->", "SDN"),
        ),
        (
            "Togo expelled two diplomats of Benin, and Benin responded by expelling a Togolese envoy.",
            ("SANCTION", "occurred", "BEN", "->", "TGO"),
        ),
    ],
)
def test_the_other_side_is_found(told, text, event):
    assert event in told(text)


@pytest.mark.parametrize(
    "text",
    [
        # of whose tax they speak is open
        "Peru imposed a stamp tax on maize. Chile imposed a fuel tax on oil. Bolivia criticised the tax.",
        "Peru is dry. Bolivia criticised the tax.",
        "Peru did not impose a tax on maize. Bolivia criticised the tax.",
    ],
)
def test_where_two_may_be_meant_nobody_is(told, text):
    assert {e for e in told(text) if e[0] == "ACCUSE"} == set()


def test_a_second_act_that_names_another_is_aimed_at_him(told):
    found = told("Chad condemned Sudan on Monday and recalled its ambassador from Niger.")
    assert ("SANCTION", "occurred", "TCD", "->", "NER") in found
    assert ("SANCTION", "occurred", "TCD", "->", "SDN") not in found
