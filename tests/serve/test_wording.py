"""Words of a report in another language than the page's are marked with it wherever a record is told by them."""

from __future__ import annotations

import html
import re
import shutil

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

import regesta
from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig
from regesta.serve.wording import foreign, marked

BODY = "komite bersama untuk ekonomi digital"
LANGUAGES = {"a": "id", "b": "en", "c": ""}


@pytest.fixture(scope="module")
def client(path):
    return TestClient(create_app(ServeConfig(str(path), hosts=("testserver",))))


@pytest.fixture(scope="module")
def made(path):
    with regesta.open(path) as register:
        return register.records().commitments


def line(title, *words, **more):
    return {"title": title, "evidence": [{"report_id": r, "quote": q} for r, q in words], **more}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (line("peta jalan", ("a", "Kedua pihak menyusun peta\njalan.")), ("peta jalan", "id")),
        (line("report of peta jalan", ("a", "Laporan peta jalan.")), ("peta jalan", "id")),
        (line("peta jalan …", ("a", "Kedua pihak menyusun peta jalan baru.")), ("peta jalan", "id")),
        (line("roadmap", ("a", "roadmap itu"), ("b", "the roadmap")), None),  # both say it so
        (line("roadmap", ("b", "the roadmap")), None),
        (line("roadmap", ("c", "the roadmap")), None),  # nobody knows which language
        (line("invitation to Vo Van Thuong", ("a", "mengundang Vo Van Thuong.")), None),  # we made the title
        (line(None, ("a", "menyebut tuan rumah"), says="Ruto thanks “tuan rumah”"), ("tuan rumah", "id")),
        (
            line(None, ("a", "menyebut tuan rumah baik"), says="Ruto thanks “tuan rumah …”"),
            ("tuan rumah", "id"),
        ),
        (line("peta jalan", ("a", "")), None),  # withheld
        ({"evidence": [{"pack": "offices"}]}, None),
    ],
)
def test_words_of_another_language_are_found(given, expected):
    found = foreign(given, LANGUAGES)
    assert (found and (found["words"], found["language"])) == expected


def test_they_are_marked_in_place_and_nothing_else_is_html():
    text = marked("report: <b> peta jalan & more", {"words": "peta jalan", "language": "id"})
    assert text == 'report: &lt;b&gt; <bdi lang="id">peta jalan</bdi> &amp; more'
    assert marked("<b>", None) == "&lt;b&gt;"
    assert marked("a roadmap", {"words": "peta jalan", "language": "id"}) == "a roadmap"


@pytest.mark.parametrize("page", ["/commitments", "/country/VNM", "/dyad/IDN-VNM", "/entity/person:sugiono"])
def test_a_title_has_its_language_in_lists(client, page):
    assert f'<bdi lang="id">{BODY}</bdi>' in client.get(page).text


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("changes", [f"since=0&page={n}" for n in range(1, 4)]),
        ("review", [f"at={n}" for n in range(0, 300, 20)]),
    ],
)
def test_words_of_another_language_are_marked_where_records_are_told_in_a_row(client, page, asked):
    n_marked = 0
    for given in asked:
        told = client.get(f"/{page}.json?{given}").json()
        found = (r for r in told["queue" if page == "review" else page] if "foreign" in r)
        # A number may stand for the title.
        marks = [r["foreign"] for r in found if r["foreign"]["words"] in r["says"]]
        text = html.unescape(client.get(f"/{page}?{given}").text)
        assert all(f'<bdi lang="{m["language"]}">{m["words"]}</bdi>' in text for m in marks)
        n_marked += len(marks)
    assert n_marked


def test_a_title_has_its_language_where_it_heads_the_page_and_beside_the_report(client, made):
    item = next(t for t in made if t.commitment.title == BODY)
    page = client.get(f"/record/{item.id}").text
    assert re.search(rf'<h1><bdi>follow-up body: <bdi lang="id">{BODY}</bdi></bdi></h1>', page)
    report = client.get(f"/report/{item.commitment.evidence[0].report_id}").text
    assert f'<bdi lang="id">{BODY}</bdi>' in report.partition("<aside>")[2]


def test_decisions_show_it_too(path, tmp_path):
    own = shutil.copy(path, tmp_path / "own.db")
    with regesta.open(own) as register:
        item = next(t for t in register.records().commitments if t.commitment.title == BODY)
        register.decide("confirm", item.id, by="Ada")
        register.reject_record(item.id, by="Ada")
    client = TestClient(create_app(ServeConfig(str(own), hosts=("testserver",))))
    assert f'<bdi lang="id">{BODY}</bdi>' in client.get("/decisions").text
    gone = client.get(f"/record/{item.id}")
    assert gone.status_code == 410
    assert f'<bdi lang="id">{BODY}</bdi>' in gone.text


def test_other_names_of_a_commitment_are_those_of_reports(client, made):
    item = next(t for t in made if {m.title for m in t.members} >= {"joint working group"})
    told = client.get(f"/record/{item.id}.json").json()
    assert [n["name"] for n in told["aliases"]] == ["joint working group"]
    assert (
        '<div id="aliases"><dt>Also called</dt><dd><bdi>joint working group</bdi></dd></div>'
        in client.get(f"/record/{item.id}").text
    )


def test_a_title_that_we_make_is_no_name(client, made):
    for item in (t for t in made if t.commitment.kind in {"invitation", "target"}):
        assert client.get(f"/record/{item.id}.json").json()["aliases"] == []


def test_what_only_says_the_kind_is_no_name(client, made):
    item = next(t for t in made if t.commitment.count == 5 and len(t.members) > 1)
    names = client.get(f"/record/{item.id}.json").json()["aliases"]
    assert [(n["name"], n["language"]) for n in names] == [
        ("nota kesepahaman, antara lain di bidang olahraga dan pendidikan", "id")
    ]
    assert '<bdi lang="id">nota kesepahaman, antara lain' in client.get(f"/record/{item.id}").text
