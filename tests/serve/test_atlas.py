"""The map and the network: they count what the other pages count, say what they leave out, and refuse what is unknown."""

from __future__ import annotations

import csv
import io
import re
import urllib.parse

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

import regesta
from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig


@pytest.fixture(scope="module")
def client(path):
    return TestClient(
        create_app(ServeConfig(str(path), hosts=("testserver",))), raise_server_exceptions=False
    )


def events_of(path):
    with regesta.open(path) as register:
        return [e for e in register.records().events if e.finding.status in {"occurred", "historical"}]


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.text)))


# --------------------------------------------------------------------------- the map


def test_every_event_is_at_a_place_or_counted_as_without_one(client, path):
    told = client.get("/map.json").json()
    assert sum(p["events"] for p in told["places"]) + told["n_placeless"] == len(events_of(path))
    assert f"{told['n_placeless']} events have no place that the reports name" in client.get("/map").text
    assert told["n_drawn"] == sum(p["lat"] is not None for p in told["places"])


def test_a_state_alone_is_listed_apart_and_not_drawn(client):
    alone = [p for p in client.get("/map.json").json()["places"] if p["lat"] is None]
    assert {"Iran", "Indonesia"} <= {p["place"] for p in alone}
    page = client.get("/map").text
    assert page.index("Somewhere in a state") < page.index("place=Indonesia%2C+IDN")
    assert "No border is drawn" in page


def test_a_place_leads_to_its_events(client):
    row = client.get("/map.json?state=IRN&state=BLR").json()["places"][0]
    page = client.get("/map?state=IRN&state=BLR").text
    link = next(m for m in re.findall(r'href="(/map\?[^"]*place=[^"]*)"', page) if "Minsk" in m)
    link = link.replace("&amp;", "&").removesuffix("#events")
    assert (
        dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(link).query))["place"]
        == row["label"]
        == "Minsk, BLR"
    )
    chosen = client.get(link.replace("/map?", "/map.json?")).json()
    assert len(chosen["timeline"]) == chosen["n_events"] == row["events"]
    assert {e["place"]["name"] for e in chosen["timeline"]} == {"Minsk"}
    assert f"/record/{chosen['timeline'][0]['id']}" in client.get(link).text


def test_the_map_takes_the_filters_of_the_calendar(client):
    every = client.get("/map.json").json()
    talks = client.get("/map.json?type=CONSULT&since=2024&until=2024-12").json()
    assert 0 < len(talks["places"]) < len(every["places"])
    assert all(p["first"] < "2025" and p["last"] >= "2024" for p in talks["places"])
    assert talks["filter"] == {"since": "2024", "until": "2024-12", "type": ["CONSULT"]}
    both = client.get("/map.json?state=Iran&state=Belarus").json()
    assert both["filter"] == {"state": ["IRN", "BLR"]}
    assert "New Delhi" not in {p["place"] for p in both["places"]}


def test_drawing_and_page_have_the_same_filters(client):
    page = client.get("/map?state=IRN&type=CONSULT&since=2024").text
    sources = {s.replace("&amp;", "&") for s in re.findall(r'(?:src|srcset)="(/chart/[^"]*)"', page)}
    assert len(sources) == 4, "wide and narrow, light and dark"
    for source in sources:
        asked = urllib.parse.parse_qs(urllib.parse.urlsplit(source).query)
        assert (asked["state"], asked["type"], asked["since"]) == (["IRN"], ["CONSULT"], ["2024"])
        assert client.get(source).text.startswith("<svg")
    table = rows_of(client.get("/chart/map/all.csv?since=2024&state=IRN&type=CONSULT"))
    told = client.get("/map.json?state=IRN&type=CONSULT&since=2024").json()["places"]
    assert [(r["place"], int(r["events"])) for r in table] == [(p["place"], p["events"]) for p in told]


def test_a_chosen_theme_is_the_drawing_s(client):
    page = client.get("/map", headers={"cookie": "theme=dark"}).text
    sources = re.findall(r'(?:src|srcset)="(/chart/[^"]*)"', page)
    assert sources
    assert all("theme=dark" in s for s in sources)


# --------------------------------------------------------------------------- the network


def test_ties_are_those_of_the_events(client, path):
    told = client.get("/network.json").json()
    first = told["ties"][0]
    assert first["pair"] == "BLR-IRN"
    happened = [
        e
        for e in client.get("/dyad/BLR-IRN.csv").text.splitlines()
        if ",occurred," in e or ",historical," in e
    ]
    assert first["events"] == len(happened)
    assert told["n_drawn"] == len(told["parties"]) == sum(c["drawn"] for c in told["parties"])
    assert [t["events"] for t in told["ties"]] == sorted((t["events"] for t in told["ties"]), reverse=True)
    assert 'href="/dyad/BLR-IRN"' in client.get("/network").text


def test_a_state_s_network_has_its_partners_and_the_ties_among_them(client):
    told = client.get("/network.json?state=Iran").json()
    pairs = {t["pair"] for t in told["ties"]}
    near = {t["one"] for t in told["ties"]} | {t["other"] for t in told["ties"]}
    assert {"BLR-IRN", "FRA-GBR"} <= pairs
    assert "IND-KEN" not in pairs
    assert all(f"{min(c, 'IRN')}-{max(c, 'IRN')}" in pairs for c in near - {"IRN"})


def test_ties_of_few_events_are_left_out(client):
    told = client.get("/network.json?least=3").json()
    assert told["ties"]
    assert all(t["events"] >= 3 for t in told["ties"])
    table = rows_of(client.get("/network.csv?least=3"))
    assert [r["pair"] for r in table] == [t["pair"] for t in told["ties"]]


def test_a_page_beyond_the_last_is_the_last(client):
    told = client.get("/network.json?page=99").json()
    assert (told["at"], told["pages"]) == (1, 1)
    assert told["ties"]


# --------------------------------------------------------------------------- both


@pytest.mark.parametrize("page", ["map", "network"])
def test_the_api_answers_as_the_page_does(client, page):
    told = client.get(f"/{page}.json?state=IRN").json()
    answer = client.get(f"/api/v1/view/{page}?state=IRN")
    assert answer.json() == {k: v for k, v in told.items() if k != "title"}
    assert f"/api/v1/view/{page}" in client.get("/api/v1/openapi.json").json()["paths"]
    again = client.get(f"/api/v1/view/{page}?state=IRN", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("page", ["/map", "/network"])
def test_an_empty_register_says_how_to_fill_it(tmp_path, page):
    regesta.open(tmp_path / "r.db").close()
    client = TestClient(create_app(ServeConfig(str(tmp_path / "r.db"), hosts=("testserver",))))
    for address in (page, f"{page}?since=2024&type=CONSULT"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "regesta add" in answer.text
    assert client.get(f"{page}.json").json()["description"]
    assert client.get(f"{page}.csv").status_code == 200


@pytest.mark.parametrize("page", ["/map", "/network"])
def test_a_state_of_which_nothing_is_told_says_so_and_leads_back(client, page):
    answer = client.get(f"{page}?state=ATA")
    assert answer.status_code == 200
    assert "<img" not in answer.text
    assert f'<a href="{page}">All</a>' in answer.text


@pytest.mark.parametrize("page", ["/map", "/network"])
def test_fields_left_empty_ask_for_nothing(client, page):
    half = client.get(f"{page}.json?state=IRN&state=&since=&until=&type=")
    assert half.json() == client.get(f"{page}.json?state=IRN").json()


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/map?state=XXQ", 404, "names no state"),
        ("/network?state=XXQ", 404, "names no state"),
        ("/map?since=soon", 422, "YYYY-MM-DD"),
        ("/network?until=2024-13", 422, "YYYY-MM-DD"),
        ("/map?type=QUARREL", 422, "ASSAULT"),
        ("/network?least=0", 422, "greater than or equal to 1"),
        ("/network?least=few", 422, "least"),
        ("/network?lest=2", 422, "since, until, state, type, least, page"),
        ("/map?month=2024-05", 422, "since, until, state, type, place"),
        ("/map?place=Atlantis", 404, "Most took place at: New Delhi, IND"),
        ("/map?state=A&state=B&state=C&state=D&state=E", 422, "at most 4"),
        ("/chart/map/all.svg?least=2", 422, "is no option of map"),
        ("/chart/timeline/all.svg?type=CONSULT", 422, "is no option of timeline"),
        ("/chart/map/IRN.svg?state=BLR", 422, "/chart/map/all.svg"),
        ("/chart/network/all.svg?size=huge", 422, "narrow"),
        ("/api/v1/view/network?lest=2", 422, "least"),
    ],
)
def test_what_is_not_understood_is_told_with_what_is_allowed(client, address, status, says):
    answer = client.get(address)
    assert answer.status_code == status
    assert says in answer.text
    assert "Traceback" not in answer.text


def test_a_place_is_shown_as_text_not_as_markup(client):
    answer = client.get("/map", params={"place": "<script>alert(1)</script>"})
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text


def test_what_is_written_is_seen_at_once(tmp_path):
    text = "MINSK, 4 May 2024 - Belarus and Iran signed an agreement on transport in Minsk on 4 May 2024."
    more = (
        "ANKARA, 6 May 2024 - The foreign ministers of Kenya and Turkey held talks in Ankara on 6 May 2024."
    )
    for name, words in (("one.txt", text), ("two.txt", more)):
        (tmp_path / name).write_text(words, encoding="utf-8")
    with regesta.open(tmp_path / "r.db") as register:
        register.add([tmp_path / "one.txt"])
        client = TestClient(create_app(ServeConfig(str(tmp_path / "r.db"), hosts=("testserver",))))
        before = client.get("/network.json").json()
        drawn = client.get("/chart/network/all.csv").text
        register.add([tmp_path / "two.txt"])
        after = client.get("/network.json").json()
    assert "KEN-TUR" not in {t["pair"] for t in before["ties"]}
    assert "KEN-TUR" in {t["pair"] for t in after["ties"]}
    assert client.get("/chart/network/all.csv").text != drawn
    assert "Ankara" in {p["place"] for p in client.get("/map.json").json()["places"]}


def test_the_page_of_two_states_leads_to_calendar_map_and_network_of_both(client):
    page = client.get("/dyad/BLR-IRN").text
    for name in ("calendar", "map", "network"):
        link = re.search(rf'href="(/{name}\?[^"]*)"', page)[1].replace("&amp;", "&")
        assert link == f"/{name}?state=BLR&state=IRN"
        assert client.get(link).status_code == 200
