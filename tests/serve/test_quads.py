"""The page of two states stacks words and deeds, with a table that says the same."""

from __future__ import annotations

import csv
import io

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")
pytest.importorskip("vl_convert", reason="the extra `charts` is not installed")

from starlette.testclient import TestClient

from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig


@pytest.fixture(scope="module")
def client(path):
    return TestClient(create_app(ServeConfig(str(path), hosts=("testserver",))))


def test_the_page_the_drawing_and_the_table_say_the_same(client):
    told = client.get("/dyad/BLR-IRN.json").json()
    rows = list(csv.reader(io.StringIO(client.get("/chart/quads/BLR-IRN.csv").text)))
    assert rows[0] == list(told["quads"][0])
    assert [[str(v) for v in row.values()] for row in told["quads"]] == rows[1:]
    page = client.get("/dyad/BLR-IRN").text
    assert "<summary>Words and deeds as a table</summary>" in page
    assert told["quads_told"] in page
    for theme in ("light", "dark"):
        for size in ("wide", "narrow"):
            assert client.get(f"/chart/quads/BLR-IRN.svg?theme={theme}&size={size}").status_code == 200


def test_a_period_narrows_both(client):
    since = client.get("/dyad/BLR-IRN.json?since=2025").json()["quads"]
    assert since
    assert min(row["quarter"] for row in since) >= "2025"
    assert "/chart/quads/BLR-IRN.csv?since=2025" in client.get("/dyad/BLR-IRN?since=2025").text


def test_where_nothing_is_dated_there_is_no_table(client):
    page = client.get("/dyad/BLR-IRN?since=2031").text
    assert "Words and deeds as a table" not in page
