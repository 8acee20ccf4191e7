"""The page of quality: the shipped figures in all, by type of event and by language, none made up."""

from __future__ import annotations

import csv
import io
import json
from importlib import resources
from typing import get_args

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

from regesta.model.findings import EventType
from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig
from regesta.serve.figures import by_language, by_type


@pytest.fixture(scope="module")
def client(path):
    return TestClient(create_app(ServeConfig(str(path), hosts=("testserver",))))


@pytest.fixture(scope="module")
def measured():
    text = resources.files("regesta").joinpath("data/quality.json").read_text(encoding="utf-8")
    return json.loads(text)


def test_every_figure_by_type_is_one_that_was_measured(client, measured):
    told = client.get("/quality.json").json()
    shown = {(name, t["type"]): f for t in told["types"] for name, f in t["figures"].items() if f}
    assert shown == {(s["name"], t["type"]): t for s in measured for t in s.get("types", ())}
    assert shown
    assert {kind for _, kind in shown} - {"YIELD"} == set(get_args(EventType))


def test_the_table_holds_them_all(client, measured):
    every = list(csv.DictReader(io.StringIO(client.get("/quality.csv").text)))
    rows = [r for r in every if r["name"] != "register"]
    assert len(rows) == len(measured) + sum(len(s.get("types", ())) for s in measured)
    one = next(r for r in rows if (r["name"], r["type"]) == ("plv", "REJECT"))
    plv = next(s for s in measured if s["name"] == "plv")
    assert float(one["value"]) == next(t["value"] for t in plv["types"] if t["type"] == "REJECT")


def test_a_figure_of_few_cases_is_marked(client):
    page = client.get("/quality").text
    few = {t["type"] for t in by_type(client.get("/quality.json").json()["scores"]) if t["figures"]["gsr"]}
    assert few
    assert '<td class="n" data-th="gsr">(' in page
    assert '<td class="n" data-th="gsr">0' not in page  # all are of few there


def test_a_language_measured_with_others_only_has_no_figure_of_its_own():
    scores = [
        {"name": "a", "languages": ["en"], "value": 0.5, "n": 2},
        {"name": "b", "languages": ["en", "id"], "value": 0.7, "n": 3},
    ]
    english, indonesian = by_language(scores, ["en", "id"])
    assert [s["name"] for s in english["alone"]] == ["a"]
    assert indonesian["alone"] == []
    assert [s["name"] for s in indonesian["together"]] == ["b"]


def test_each_language_of_the_packs_is_told(client):
    page = client.get("/quality").text
    assert '<th scope="row">English</th>' in page
    assert '<th scope="row">Indonesian</th>' in page
