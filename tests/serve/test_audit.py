"""What the page of quality tells of the register that is served: counted, not made up, and nothing drawn of nothing."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections import Counter

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")
pytest.importorskip("vl_convert", reason="the extra `charts` is not installed")

from starlette.testclient import TestClient

import regesta
from regesta.charts.calibration import NEEDED
from regesta.model.findings import Event, Reading
from regesta.model.times import UNBOUNDED
from regesta.register import Coder
from regesta.serve import audit, views
from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig


def client_of(path):
    return TestClient(create_app(ServeConfig(str(path), hosts=("testserver",))))


@pytest.fixture
def own(path, tmp_path):
    """Return the path of a copy of the register, to write to."""
    with regesta.open(path) as register:
        register.close()
    return shutil.copy(path, tmp_path / "own.db")


@pytest.fixture(scope="module")
def client(path):
    return client_of(path)


def told(client):
    return client.get("/quality.json").json()["register"]


def test_shares_of_dates_are_those_of_the_findings(client, path):
    with regesta.open(path) as register:
        found = register.snapshot(texts=False).findings
    dates = told(client)["dates"]
    grains = Counter(f.date.granularity for f in found)
    assert {g["granularity"]: g["findings"] for g in dates["granularity"]} == grains
    bases = Counter(
        kind for f in found for kind in {b.partition(":")[0] for b in f.date.basis} or {"nothing"}
    )
    assert {b["basis"]: b["findings"] for b in dates["basis"]} == bases
    assert dates["basis"][0]["share"] == pytest.approx(bases.most_common(1)[0][1] / len(found), abs=1e-4)
    assert told(client)["findings"] == len(found)


def test_a_finding_without_a_date_rests_on_nothing():
    found = audit.dates([("day explicit tenure", 3), ("period", 1)])
    assert {b["basis"]: (b["findings"], b["alone"]) for b in found["basis"]} == {
        "explicit": (3, 0), "tenure": (3, 0), "nothing": (1, 0),
    }  # fmt: skip
    assert sum(g["share"] for g in found["granularity"]) == 1


def test_findings_are_held_against_their_records(client, path):
    with regesta.open(path) as register:
        records = register.records()
    kinds = {k["record"]: k for k in told(client)["repeats"]["kinds"]}
    assert kinds["event"]["records"] == len(records.events)
    assert kinds["event"]["findings"] == sum(len(e.members) for e in records.events)
    assert kinds["event"]["findings"] > kinds["event"]["records"]


def test_a_text_that_came_twice_and_a_report_that_tells_nothing_alone(own, tmp_path, hostile):
    text = hostile.split(". A note")[0] + "."
    (tmp_path / "again.txt").write_text(hostile, encoding="utf-8")
    (tmp_path / "short.txt").write_text(text, encoding="utf-8")
    before = told(client_of(own))["repeats"]
    with regesta.open(own) as register:
        assert register.add([tmp_path / "again.txt", tmp_path / "short.txt"]).n_reports == 1
    after = told(client_of(own))["repeats"]
    assert (before["same_text"], after["same_text"]) == (0, 1)
    assert after["repeating"] == before["repeating"] + 1
    assert after["telling"] == before["telling"] + 1


def test_of_a_large_register_what_merging_would_look_at_is_counted(path, monkeypatch):
    monkeypatch.setattr(views, "LARGE", 1)
    client = client_of(path)
    repeats = told(client)["repeats"]
    assert repeats["merged"] is False
    (every,) = repeats["kinds"]
    assert every["records"] < every["findings"] == told(client)["findings"]
    assert "nothing is merged for this page" in client.get("/quality").text


def test_a_judgement_whose_finding_is_gone_is_listed_with_its_place(own):
    blind = Coder(lambda r: Reading(r.id, "en", None, UNBOUNDED, (), (), ()), "blind", "none")
    with regesta.open(own) as register:
        finding = register.snapshot(texts=False).findings
        finding = next(f for f in finding if isinstance(f, Event))
        lost = register.decide("confirm", finding.id, by="Ada", reason="as it stands there")
        undone = register.decide("reject", finding.id, by="Ada")
        register.decide("withdraw", undone.id, by="Ada")
    assert told(client_of(own))["orphans"] == []
    with regesta.open(own, coder=blind) as register:
        register.redo()
    client = client_of(own)
    (orphan,) = told(client)["orphans"]
    assert orphan["id"] == lost.id
    words = finding.evidence[0]
    assert orphan["stood"] == [{"record": "event", "report_id": words.report_id, "start": words.span.start}]
    page = client.get("/quality").text
    assert f'href="/decisions#{lost.id}"' in page
    assert f'href="/report/{words.report_id}"' in page
    assert f'id="{lost.id}"' in client.get("/decisions").text


def test_where_few_judged_nothing_is_drawn_and_it_says_how_many_are_needed(client):
    page = client.get("/quality").text
    assert f"no record has been accepted or rejected in this register so far, {NEEDED} are needed" in page
    assert "/chart/calibration/all.svg" not in page
    assert "Too few judgements" in client.get("/chart/calibration/all.svg").text


@pytest.fixture(scope="module")
def judged(path, tmp_path_factory):
    own = shutil.copy(path, tmp_path_factory.mktemp("judged") / "own.db")
    with regesta.open(own) as register:
        events = register.records().events
        for k, event in enumerate(events[: NEEDED + 5]):
            if k % 4:
                register.decide("confirm", event.id, by="Ada")
            else:
                register.reject_record(event.id, by="Ada")
        kept = {e.id: e for e in events[: NEEDED + 5]}
    return client_of(own), kept


def test_what_people_accepted_is_drawn_by_confidence(judged):
    client, kept = judged
    found = told(client)["calibration"]
    assert found["judged"] == len(kept)
    assert found["accepted"] == sum(bool(k % 4) for k in range(len(kept)))
    assert sum(b["judged"] for b in found["bins"]) == len(kept)
    assert all(b["least"] <= b["share"] <= b["most"] for b in found["bins"])
    inside = Counter(
        next(
            b["confidence from"]
            for b in reversed(found["bins"])
            if e.finding.confidence >= b["confidence from"]
        )
        for e in kept.values()
    )
    assert {b["confidence from"]: b["judged"] for b in found["bins"]} == inside
    page = client.get("/quality").text
    assert "/chart/calibration/all.svg" in page
    assert "<summary>Confidence as a table</summary>" in page
    assert "not a sample of all" in page


def test_the_drawing_has_its_table_and_its_forms(judged):
    client, _ = judged
    rows = list(csv.DictReader(io.StringIO(client.get("/chart/calibration/all.csv").text)))
    assert [int(r["judged"]) for r in rows] == [b["judged"] for b in told(client)["calibration"]["bins"]]
    assert client.get("/chart/calibration/all.png").content.startswith(b"\x89PNG")
    for asked in ("", "?theme=dark", "?size=narrow"):
        assert client.get(f"/chart/calibration/all.svg{asked}").text.startswith("<svg")
    for refused in ("IRN.svg", "all.svg?state=IRN", "all.svg?since=2024", "all.svg?least=3", "all.pdf"):
        assert client.get(f"/chart/calibration/{refused}").status_code == 422


def test_the_table_of_figures_has_those_of_the_register(judged):
    client, _ = judged
    rows = [
        r for r in csv.DictReader(io.StringIO(client.get("/quality.csv").text)) if r["name"] == "register"
    ]
    shares = {r["type"]: float(r["value"]) for r in rows if r["asks"] == "how finely dates are told"}
    assert sum(shares.values()) == pytest.approx(1, abs=1e-3)
    assert {r["asks"] for r in rows} == {
        "how finely dates are told", "what dates rest on", "what is told twice", "judgements whose finding is gone",
        "what people accepted",
    }  # fmt: skip


def test_a_register_of_nothing_has_a_page(tmp_path):
    regesta.open(tmp_path / "empty.db").close()
    client = client_of(tmp_path / "empty.db")
    assert client.get("/quality").status_code == 200
    assert json.loads(client.get("/quality.json").text)["register"]["findings"] == 0
    assert client.get("/quality.csv").status_code == 200
