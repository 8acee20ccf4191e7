"""How much of a report's words may be shown is told on its page and on its source's."""

from __future__ import annotations

import csv
import io

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

import regesta
from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig

RULES = """
sources:
  - {publisher: Quiet Wire, source: "*quoted*", show: quotes}
  - {publisher: Quiet Wire, show: offsets}
"""
TEXTS = {
    "quoted": (
        "Kenya condemned Uganda on 5 March 2024 over the ferries. Umbrellas lined the road.",
        "Quiet Wire",
    ),
    "silent": ("Kenya pledged to lend Uganda nine tugboats. Lanterns were lit.", "Quiet Wire"),
    "open": ("Kenyan President William Ruto met Ugandan President Yoweri Museveni in Nairobi.", "Loud Post"),
}
CALLED = {"quoted": "quotes only", "silent": "offsets and hash", "open": "full text"}


@pytest.fixture(scope="module")
def ruled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rights")
    (folder / "rules.yml").write_text(RULES, encoding="utf-8")
    ids = {}
    with regesta.open(folder / "r.db") as register:
        for name, (text, publisher) in TEXTS.items():
            path = folder / f"{name}.txt"
            path.write_text(text, encoding="utf-8")
            register.add(path, published="2024-03-07", publisher=publisher)
        ids = {r["source"].rpartition("/")[2].removesuffix(".txt"): r["id"] for r in register.reports()}
    return folder, ids


@pytest.fixture
def client(ruled, monkeypatch):
    folder, _ = ruled
    monkeypatch.setenv("REGESTA_POLICIES", str(folder / "rules.yml"))
    return TestClient(create_app(ServeConfig(str(folder / "r.db"), hosts=("testserver",))))


@pytest.mark.parametrize("name", TEXTS)
def test_a_report_says_what_may_be_shown_of_it(client, ruled, name):
    identity = ruled[1][name]
    page = client.get(f"/report/{identity}").text
    assert f"{CALLED[name].capitalize()}: " in page
    assert f"<code>{identity}</code>" in page
    assert client.get(f"/report/{identity}.json").json()["rights"]["called"] == CALLED[name]


def test_a_source_says_it_for_all_its_reports(client):
    told = client.get("/source/Quiet Wire.json").json()
    assert {r["called"]: r["reports"] for r in told["policy"]} == {"quotes only": 1, "offsets and hash": 1}
    page = client.get("/source/Quiet Wire").text
    assert "Quotes only: " in page
    assert "Offsets and hash: " in page
    assert "Full text" not in page
    rows = list(csv.DictReader(io.StringIO(client.get("/source/Quiet Wire.csv").text)))
    assert sorted(r["show"] for r in rows) == ["offsets", "quotes"]


def test_without_policies_all_is_shown(ruled, monkeypatch):
    folder, ids = ruled
    monkeypatch.delenv("REGESTA_POLICIES", raising=False)
    open_to_all = TestClient(create_app(ServeConfig(str(folder / "r.db"), hosts=("testserver",))))
    for identity in ids.values():
        assert open_to_all.get(f"/report/{identity}.json").json()["rights"]["show"] == "full"
