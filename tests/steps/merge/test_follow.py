"""What later reports say became of a commitment; silence says nothing."""

from __future__ import annotations

import json

import pytest
from tests.steps.merge.made import ARAGHCHI, BLR, IRAN, LUKA, MINSK, RUTO, TEHRAN, commitment, days, event

from regesta.model.times import UNBOUNDED
from regesta.steps.merge.follow import follow


def stage(commitment_, other):
    found = follow(commitment_, other)
    if found is None:
        return None
    assert found.kind == "follows"
    assert found.of == (commitment_.id, other.id)
    assert found.by.startswith("rule:follow/")
    return json.loads(found.value)["stage"]


INVITED = commitment(
    "i", date=days("2024-06-01"), kind="invitation", stage="offered", by=(LUKA,), to=(ARAGHCHI,)
)


def visit(**given):
    row = {
        "date": days("2024-09-01"),
        "actors": (ARAGHCHI,),
        "recipients": (BLR,),
        "modes": ("visit",),
        "place": MINSK,
    }
    return event("v", **(row | given))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "fulfilled"),
        ({"place": None}, "fulfilled"),
        ({"status": "historical"}, "fulfilled"),
        ({"modes": (), "actors": (ARAGHCHI, LUKA), "recipients": ()}, "fulfilled"),
        ({"date": days("2024-05-01", "2024-12-31")}, "fulfilled"),
        ({"date": days("2024-05-01")}, None),  # before the invitation
        ({"actors": (RUTO,)}, None),  # somebody else
        ({"actors": (IRAN,)}, None),  # a state, not the person
        ({"place": TEHRAN}, None),  # elsewhere
        ({"status": "denied"}, None),
        ({"status": "conditional"}, None),
        ({"type": "AGREE"}, None),
        ({"modes": (), "place": None, "recipients": (BLR,)}, None),  # met, but where is not said
    ],
)
def test_a_visit_fulfils_an_invitation(given, expected):
    assert stage(INVITED, visit(**given)) == expected


def test_the_host_who_stays_at_home_fulfils_nothing():
    own = commitment("i", date=days("2024-06-01"), kind="invitation", stage="offered", by=(LUKA,), to=(LUKA,))
    assert stage(own, visit(actors=(LUKA,))) is None


def test_the_same_report_does_not_follow_itself():
    assert follow(INVITED, visit(report="r-i")) is None


def test_an_answer():
    yes = commitment("y", date=days("2024-06-20"), kind="invitation", stage="agreed", by=(ARAGHCHI,), to=())
    no = commitment("n", date=days("2024-06-20"), kind="invitation", stage="refused", by=(ARAGHCHI,), to=())

    assert stage(INVITED, yes) == "agreed"
    assert stage(INVITED, no) == "refused"
    assert stage(yes, INVITED) is None


def implementing(date, **given):
    return commitment("m", date=date, **({"kind": "implementation report", "stage": "implementing"} | given))


ROADMAP = commitment("c", date=days("2023-03-13"))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (implementing(days("2024-09-13")), "implementing"),
        (implementing(days("2024-09-13"), stage="fulfilled"), "fulfilled"),
        (implementing(days("2024-09-13"), stage="stalled"), "stalled"),
        (implementing(days("2024-09-13"), parties=("BLR", "KEN")), None),
        (implementing(days("2022-09-13")), None),  # before
        (implementing(days("2031-09-13")), None),  # eight years later somebody means other accords
        (implementing(UNBOUNDED), None),
        (commitment("d", date=days("2024-09-13")), None),  # another roadmap says nothing of this one
    ],
)
def test_a_report_of_implementation_moves_accords(other, expected):
    assert stage(ROADMAP, other) == expected


def test_a_closed_commitment_stays_closed():
    for closed in ("fulfilled", "refused", "withdrawn", "lapsed"):
        assert (
            stage(commitment("c", date=days("2023-03-13"), stage=closed), implementing(days("2024-09-13")))
            is None
        )


def test_only_commitments_are_followed():
    assert follow(event("e", date=days("2023-03-13")), implementing(days("2024-09-13"))) is None


def test_an_undated_commitment_is_not_followed():
    assert stage(commitment("c"), implementing(days("2024-09-13"))) is None
    assert (
        follow(commitment("i", kind="invitation", stage="offered", by=(LUKA,), to=(ARAGHCHI,)), visit())
        is None
    )
