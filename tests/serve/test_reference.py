"""Pages of offices, organisations, topics, sources, the calendar and comparisons."""

from __future__ import annotations

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig


@pytest.fixture(scope="module")
def client(path):
    return TestClient(
        create_app(ServeConfig(str(path), hosts=("testserver",))), raise_server_exceptions=False
    )


def test_an_office_lists_its_holders_in_time_with_gaps(client):
    told = client.get("/office/IRN/president.json").json()
    held = [h for h in told["holders"] if not h["gap"]]
    assert {"Ebrahim Raisi", "Masoud Pezeshkian"} <= {h["name"] for h in held}
    assert [h["since"] for h in told["holders"]] == sorted(h["since"] for h in told["holders"])
    for before, after in zip(told["holders"], told["holders"][1:], strict=False):
        if after["gap"]:
            assert before["until"] == after["since"]
    assert client.get("/office/Iran/President").status_code == 200
    assert "foreign-minister" in client.get("/office/IRN/astronaut").text


def test_a_person_shows_offices(client):
    told = client.get("/entity/person:abbas-araghchi.json").json()
    assert {"office", "since", "source"} <= told["offices"][0].keys()
    assert "/office/IRN/foreign-minister" in client.get("/entity/person:abbas-araghchi").text


def test_an_organisation_lists_its_members_in_time(client):
    told = client.get("/org/SCO.json").json()
    assert {"IRN", "BLR"} <= {m["state"] for m in told["members"]}
    assert all(m["since"] is None or m["since"][4] == "-" for m in told["members"])
    assert client.get("/org/KEN").status_code == 422
    assert client.get("/org/nobody-at-all").status_code == 404


def test_two_states_show_their_meetings_and_common_forums(client):
    told = client.get("/dyad/BLR-IRN.json").json()
    assert {m["id"] for m in told["meetings"]} == {
        r["id"] for r in told["timeline"] if r["type"] == "CONSULT"
    }
    assert any(m["level"] for m in told["meetings"])
    assert "SCO" in {f["code"] for f in told["forums"]}


def test_a_topic_shows_what_was_said_in_order_of_time(client):
    topics = [p["topic"] for p in client.get("/positions.json").json()["positions"]]
    told = client.get(f"/topic/{topics[0]}.json").json()
    assert told["statements"]
    assert sum(sum(s["stances"].values()) for s in told["stands"]) >= len(told["statements"])
    assert client.get("/topic/beekeeping on the moon").status_code == 404


def test_statements_on_a_topic_are_told_as_on_that_topic(client):
    told = client.get("/topic/bilateral relations.json").json()["statements"]
    assert any(s["topic"] != "bilateral relations" for s in told)
    assert all(s["says"].endswith("bilateral relations") for s in told)


def test_offices_are_those_of_the_last_day_asked_for(client):
    then = client.get("/dyad/BLR-IRN.json?until=2023-12").json()
    assert then["held_on"] == "2023-12-31"
    assert "Ebrahim Raisi" in {h["name"] for h in then["holders"]["IRN"]}
    now = client.get("/dyad/BLR-IRN.json").json()
    assert now["held_on"] == now["as_of"]
    assert "Masoud Pezeshkian" in {h["name"] for h in now["holders"]["IRN"]}


def test_an_office_leads_to_those_holders_whom_reports_name(client):
    page = client.get("/office/IRN/president").text
    assert '<a href="/entity/person:ebrahim-raisi">' in page
    for holder in client.get("/office/IRN/president.json").json()["holders"]:
        if not holder["gap"] and not holder["known"]:
            assert client.get(f"/entity/{holder['entity']}").status_code == 404


def test_a_state_as_reports_name_it_leads_to_its_page(client):
    assert 'href="/country/IRN"' in client.get("/entity/state:IRN").text


def test_titles_in_another_language_say_so(client):
    page = client.get("/reports").text
    assert '<bdi lang="id">Lukashenko di Teheran' in page


def test_a_source_shows_how_much_came_from_it(client):
    publisher = next(r["publisher"] for r in client.get("/reports.json").json()["reports"] if r["publisher"])
    told = client.get(f"/source/{publisher}.json").json()
    assert told["findings"] == sum(r["findings"] for r in told["reports"])
    assert all(r["publisher"] == publisher for r in told["reports"])
    assert client.get("/source/The Unheard Of").status_code == 404


def test_the_calendar_counts_every_event_that_has_a_month(client):
    told = client.get("/calendar.json?state=IRN&state=BLR").json()
    n_all = client.get("/dyad/BLR-IRN.json").json()["n_events"]
    assert sum(sum(g["months"]) for g in told["grid"]) + told["undated"] == n_all
    fullest = max(told["grid"], key=lambda g: max(g["months"]))
    month = f"{fullest['year']}-{fullest['months'].index(told['most']) + 1:02}"
    chosen = client.get(f"/calendar.json?month={month}&state=IRN&state=BLR").json()
    assert len(chosen["timeline"]) == told["most"]
    assert client.get("/calendar?month=2024-13").status_code == 422


def test_pairs_are_compared_side_by_side(client):
    rows = client.get("/compare.json?d=IRN-BLR&d=IDN-VNM").json()["pairs"]
    assert [r["pair"] for r in rows] == ["BLR-IRN", "IDN-VNM"]
    assert rows[0]["events"] == client.get("/dyad/BLR-IRN.json").json()["n_events"]
    assert client.get("/compare?d=IRN-BLR").status_code == 422
    assert "/chart/series/IDN-VNM.svg" in client.get("/compare?d=IRN-BLR&d=IDN-VNM").text


def test_the_charts_of_a_comparison_share_their_axes(client):
    page = "/compare?d=IRN-BLR&d=IDN-VNM"
    axis = client.get(page.replace("compare", "compare.json")).json()["axis"]
    first, _, last = axis.partition("/")
    text = client.get(page).text
    for pair in ("BLR-IRN", "IDN-VNM"):
        assert f"/chart/series/{pair}.svg?theme=light&axis={axis}" in text.replace("&amp;", "&")
        drawn = client.get(f"/chart/series/{pair}.csv?axis={axis}").text.splitlines()[1:]
        assert all(first < row.split(",")[0] < last for row in drawn if int(row.split(",")[1]))
        assert client.get(f"/chart/series/{pair}.svg?axis={axis}").status_code == 200
    assert "All charts show the same quarters and the same scores" in text


@pytest.mark.parametrize("axis", ["2024", "2025/2024", "x/y", "2024/"])
def test_what_is_no_stretch_of_time_is_refused(client, axis):
    assert client.get(f"/chart/series/BLR-IRN.svg?axis={axis}").status_code == 422


def test_a_chart_without_such_an_axis_refuses_one(client):
    assert client.get("/chart/timeline/BLR-IRN.svg?axis=2023/2025").status_code == 422


@pytest.mark.parametrize("twin", ["", ".json", ".csv"])
@pytest.mark.parametrize(
    "page", ["/office/IRN/president", "/org/SCO", "/calendar", "/map", "/network", "/dyad/BLR-IRN"]
)
def test_every_page_has_its_twins(client, page, twin):
    assert client.get(page + twin).status_code == 200
