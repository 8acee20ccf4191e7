"""The page of two states: its order, where each stands, and what it rests on."""

import re

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

from regesta.serve.app import create_app
from regesta.serve.between import N_QUOTES
from regesta.serve.config import ServeConfig

ORDER = ("forums", "timeline", "commitments", "meetings", "positions", "conflict", "third", "places", "quotes", "sources", "take")  # fmt: skip


@pytest.fixture(scope="module")
def client(path):
    return TestClient(
        create_app(ServeConfig(str(path), hosts=("testserver",))), raise_server_exceptions=False
    )


@pytest.fixture(scope="module")
def told(client):
    return client.get("/dyad/BLR-IRN.json").json()


def test_sections_stand_in_the_order_in_which_they_are_wanted(client, told):
    page = client.get("/dyad/BLR-IRN").text
    ids = [i for i in re.findall(r'id="(\w+)"', page) if i in ORDER]
    assert ids == list(ORDER)
    assert page.count(told["summary"]) == 1


def test_topics_tell_where_each_stands_and_differ_only_where_one_opposes_what_the_other_supports(told):
    assert told["stands"]
    topics = [s["topic"].casefold() for s in told["stands"]]
    assert len(topics) == len(set(topics))
    for row in told["stands"]:
        assert set(row["stances"]) == {"BLR", "IRN"}
        both = set(row["stances"]["BLR"]) & set(row["stances"]["IRN"])
        assert set(row["shared"]) == both
        one, other = (set(row["stances"][s]) for s in ("BLR", "IRN"))
        assert row["differ"] == (
            {"support", "oppose"} <= one | other
            and not ({"support", "oppose"} <= one and not other & {"support", "oppose"})
            and bool(("support" in one and "oppose" in other) or ("oppose" in one and "support" in other))
        )


def test_words_are_shown_once_with_their_language_the_newest_first(told):
    assert 0 < len(told["quotes"]) <= N_QUOTES
    places = [(q["words"]["report_id"], q["words"]["start"]) for q in told["quotes"]]
    assert len(places) == len(set(places))
    assert all(q["words"]["language"] in {"en", "id"} for q in told["quotes"])
    first = [q["date"].get("earliest") or "" for q in told["quotes"]]
    assert first == sorted(first, reverse=True)


def test_it_says_what_it_rests_on(told):
    assert sum(o["reports"] for o in told["outlets"]) == told["reports"] == sum(told["languages"].values())
    assert [o["source"] for o in told["outlets"]] != []
    assert told["sources"] == sorted(o["source"] for o in told["outlets"])


def test_people_and_third_parties_take_part_in_its_events(told):
    named = {a["entity"] for r in told["timeline"] for a in (*r["actors"], *r.get("recipients", ()))}
    assert {p["entity"] for p in told["people"]} <= named
    assert not {o["code"] for o in told["others"]} & {"BLR", "IRN"}


def test_forums_say_since_when_both_are_members(told):
    sco = next(f for f in told["forums"] if f["code"] == "SCO")
    assert sco["since"] == "2024-07-04"


def test_no_code_of_a_state_stands_where_a_person_reads(client):
    for page in (
        "/",
        "/dyad/BLR-IRN",
        "/country/IRN",
        "/positions",
        "/network",
        "/map",
        "/commitments",
        "/calendar?state=IRN",
    ):
        text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", client.get(page).text)
        text = re.sub(r"/dyad/BLR-IRN", "", text)  # the address that is cited
        assert re.findall(r"\b(?:IRN|BLR|IDN|VNM|KEN)\b", text) == [], page
