"""Searching: records that rest on the words, and facets that count what they leave."""

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig
from regesta.serve.searching import FACETS


@pytest.fixture(scope="module")
def client(path):
    return TestClient(
        create_app(ServeConfig(str(path), hosts=("testserver",))), raise_server_exceptions=False
    )


def found(client, **more):
    return client.get("/search.json", params={"q": "agreement", "limit": 200, **more}).json()


def test_records_rest_on_the_words_that_are_found(client):
    told = found(client)
    assert told["records"]
    reports = {r["report_id"]: r for r in told["reports"]}
    for row in told["records"]:
        assert any(
            e["start"] <= start and end <= e["end"]
            for e in row["evidence"]
            if e["report_id"] in reports
            for start, end in reports[e["report_id"]]["words"]
        )


def test_each_value_of_a_facet_leaves_as_many_as_it_says(client):
    told = found(client)
    assert [f["name"] for f in told["facets"]] == [
        n for n in FACETS if n in {f["name"] for f in told["facets"]}
    ]
    for facet in told["facets"]:
        for value in facet["values"]:
            left = found(client, **{facet["name"]: value["value"]})
            assert left["n_records"] + len(left["reports"]) == value["n"], (facet["name"], value)


def test_facets_are_counted_over_what_the_others_leave_and_lead_back(client):
    told = found(client, kind="event")
    assert told["reports"] == []
    kinds = next(f for f in told["facets"] if f["name"] == "kind")
    assert {v["value"] for v in kinds["values"]} == {
        "report",
        *(r["record"] for r in found(client)["records"]),
    }
    assert [v["value"] for v in kinds["values"] if v["on"]] == ["event"]
    page = client.get("/search?q=agreement&kind=event&year=2025").text
    assert 'href="/search?q=agreement&amp;year=2025" aria-current="true"' in page
    assert 'href="/search?q=agreement"' in page


@pytest.mark.parametrize("wrong", ["kind=poem", "type=QUARREL", "year=soon", "sort=up"])
def test_what_is_no_facet_is_refused(client, wrong):
    assert client.get(f"/search?q=agreement&{wrong}").status_code == 422


def test_a_facet_that_leaves_nothing_says_so(client):
    page = client.get("/search?q=agreement&year=1066&kind=event")
    assert page.status_code == 200
    assert "Nothing that was found fits." in page.text


@pytest.mark.parametrize(
    ("q", "pairs"),
    [
        ("Belarus-Iran", ["BLR-IRN"]),
        ("irn–blr", ["BLR-IRN"]),
        ("Iran and Belarus", ["BLR-IRN"]),
        ("Guinea-Bissau", []),
        ("IRN AND", ["AND-IRN"]),
        ("sanctions in Iran", []),
    ],
)
def test_two_states_are_named_however_they_are_joined(client, q, pairs):
    assert [p["pair"] for p in found(client, q=q)["pairs"]] == pairs


def test_states_joined_by_a_dash_find_what_they_find_apart(client):
    apart = found(client, q="Belarus Iran")
    assert apart["records"]
    assert found(client, q="Belarus-Iran")["records"] == apart["records"]


@pytest.mark.parametrize("q", ["Araghchi", "Araqchi", "abbas araqchi"])
def test_a_person_is_found_by_other_names_of_the_packs(client, q):
    assert "person:abbas-araghchi" in [e["id"] for e in found(client, q=q)["entities"]]
