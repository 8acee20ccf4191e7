"""Accusations in what is said: a wrong told of another state accuses it, a deed only after a word that alleges."""

import pytest

ACCUSED = ("ACCUSE", "occurred", "TCD", "->", "SDN")


@pytest.mark.parametrize(
    "text",
    [
        "Chad said on Friday that Sudan had armed the rebels.",
        "Sudan had violated the truce, Chad said on Friday.",
        "Chad's interior minister said Sudanese soldiers had planted mines near Adre.",
        "Chad said Sudan had not complied with the treaty.",
        "Chad alleged that Sudan had bombed a market in Adre.",
    ],
)
def test_a_wrong_said_of_another_accuses_it(told, text):
    assert ACCUSED in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chad said on Friday that Sudan had opened an embassy.",
        "Chad said on Friday that Chadian spies had armed the rebels in Sudan.",  # its own deed
        "Chad did not say that Sudan had armed the rebels.",
        "Chad denied that Sudan had armed the rebels.",
        "Chad said Sudan would violate the truce.",  # feared
        "Sudan armed the rebels in the east of Chad.",  # nobody says so
    ],
)
def test_anything_else_does_not(told, text):
    assert not any(event[0] == "ACCUSE" for event in told(text))


def test_a_report_of_an_attack_is_no_accusation_and_the_attack_stands(told):
    found = told("Ukraine said Russia had attacked Kyiv with drones.")
    assert ("ASSAULT", "occurred", "RUS", "->", "UKR") in found
    assert not any(event[0] == "ACCUSE" for event in found)


def test_a_custom_not_kept_is_no_duty(told):
    assert told("Chad said Sudan did not observe a minute of silence.") == set()
