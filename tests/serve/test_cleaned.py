"""A report's page shows its text as it came or as it is read; places count in the original in both."""

from __future__ import annotations

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

import regesta
from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig

REPORT = (
    "Read also: Ferries to be sold\n\n"
    "NAIROBI, 10 March 2025 - Kenyan Foreign Minister Musalia Mudavadi met his Ugandan counterpart Jeje Odongo in"
    " Nairobi on Monday.\n\n"
    "Subscribe to our newsletter\n\n"
    "Kenya pledged to give Uganda two ferries 🛳 by the end of the year.\n\n"
    "www.example.org\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("cleaned")
    (made / "report.txt").write_text(REPORT, encoding="utf-8")
    with regesta.open(made / "r.db") as register:
        register.add(made / "report.txt")
    return made


@pytest.fixture
def client(folder):
    return TestClient(create_app(ServeConfig(str(folder / "r.db"), hosts=("testserver",))))


@pytest.fixture
def identity(client):
    return client.get("/reports.json").json()["reports"][0]["id"]


def told(client, identity, text):
    return client.get(f"/report/{identity}.json?text={text}").json()


def test_cleaned_text_lacks_what_is_left_out_and_says_why(client, identity):
    data = told(client, identity, "cleaned")
    shown = "".join(p["text"] for p in data["pieces"])
    assert "met his Ugandan counterpart" in shown
    assert "pledged to give Uganda two ferries" in shown
    assert "www.example.org" not in shown
    assert "\n\n\n" not in shown
    assert shown == shown.strip()
    assert "url" in {d["reason"] for d in data["left_out"]}
    assert all(REPORT[d["start"] : d["end"]] == d["text"] for d in data["left_out"])


def test_places_count_in_the_original(client, identity):
    for text in ("original", "cleaned"):
        for piece in told(client, identity, text)["pieces"]:
            assert REPORT[piece["start"] :].startswith(piece["text"])


def test_every_record_is_marked_in_both(client, identity):
    def marked(text):
        return {i for p in told(client, identity, text)["pieces"] for i in p["ids"]}

    assert marked("original") == marked("cleaned")
    assert marked("original")


def test_each_text_leads_to_the_other(client, identity):
    page = client.get(f"/report/{identity}").text
    assert f'<a href="/report/{identity}" aria-current="true">Original</a>' in page
    other = client.get(f"/report/{identity}?text=cleaned").text
    assert f'<a href="/report/{identity}?text=cleaned" aria-current="true">Cleaned</a>' in other
    assert '<section id="left-out">' in other
    assert '<section id="left-out">' not in page


def test_of_a_text_that_is_withheld_nothing_is_left_out_either(client, identity, folder, monkeypatch):
    (folder / "rules.yml").write_text("default: quotes\n", encoding="utf-8")
    monkeypatch.setenv("REGESTA_POLICIES", str(folder / "rules.yml"))
    closed = TestClient(create_app(ServeConfig(str(folder / "r.db"), hosts=("testserver",))))
    data = told(closed, identity, "cleaned")
    assert (data["pieces"], data["left_out"]) == ([], [])
    assert "Text shown" not in closed.get(f"/report/{identity}?text=cleaned").text


def test_there_is_no_third_text(client, identity):
    assert client.get(f"/report/{identity}?text=other").status_code == 422
