"""Briefs in the browser: the preview says what the file says, every sentence has its words, each format comes whole."""

from __future__ import annotations

import io
import re

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")
pytest.importorskip("vl_convert", reason="the extra `briefs` is not installed")

from click.testing import CliRunner
from starlette.testclient import TestClient

import regesta
from regesta.brief import FORMATS
from regesta.cli import main
from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig


@pytest.fixture(scope="module")
def client(path):
    return TestClient(
        create_app(ServeConfig(str(path), hosts=("testserver",))), raise_server_exceptions=False
    )


def test_without_a_choice_the_form_offers_the_busiest_pairs(client):
    page = client.get("/briefs")
    links = re.findall(r'href="(/briefs\?a=\w+&amp;b=[\w-]+)"', page.text)
    assert links
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200
    half = client.get("/briefs?a=Iran&b=&since=2023")
    assert half.status_code == 200
    assert 'value="Iran"' in half.text
    assert 'value="2023"' in half.text


def test_the_preview_shows_every_sentence_with_its_notes_and_records(client, path):
    told = client.get("/briefs.json?a=Belarus&b=IRN").json()["brief"]
    with regesta.open(path) as register:
        texts = {r["id"]: register.report(r["id"]).report.text for r in register.reports()}
    numbers = {n["number"] for n in told["notes"]}
    for section in told["sections"]:
        for sentence in section["sentences"]:
            assert sentence["records"]
            assert sentence["notes"]
            assert set(sentence["notes"]) <= numbers
    for note in told["notes"]:
        assert texts[note["report_id"]][note["start"] : note["end"]] == note["quote"]
    page = client.get("/briefs?a=Belarus&b=IRN").text
    assert all(f'id="n{n}"' in page and f'href="#n{n}"' in page for n in numbers)
    for link in re.findall(r'href="(/record/[^"]+)"', page):
        assert client.get(link).status_code == 200


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_is_what_the_command_writes(client, path, tmp_path, format):
    answer = client.get(f"/briefs/BLR-IRN.{format}?since=2020")
    assert answer.status_code == 200
    name = f'attachment; filename="brief-BLR-IRN-since-2020.{format}"'
    assert answer.headers["content-disposition"] == name
    out = tmp_path / f"b.{format}"
    words = ["brief", "IRN", "BLR", "--from", str(path), "--since", "2020", "--format", format]
    done = CliRunner().invoke(main, [*words, "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert answer.content == out.read_bytes()
    again = client.get(
        f"/briefs/BLR-IRN.{format}?since=2020", headers={"if-none-match": answer.headers["etag"]}
    )
    assert again.status_code == 304


def test_documents_say_what_they_are(client):
    docx = pytest.importorskip("docx")
    word, pdf = client.get("/briefs/BLR-IRN.docx"), client.get("/briefs/BLR-IRN.pdf")
    assert word.headers["content-type"].endswith("wordprocessingml.document")
    assert docx.Document(io.BytesIO(word.content)).paragraphs
    assert (pdf.headers["content-type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


def test_the_form_leads_to_the_file_and_the_other_order_to_the_proper_address(client):
    moved = client.get("/briefs?a=Iran&b=Belarus&since=2023-05&until=&format=docx", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (303, "/briefs/BLR-IRN.docx?since=2023-05")
    proper = client.get("/briefs/IRN-BLR.md?until=2024", follow_redirects=False)
    assert (proper.status_code, proper.headers["location"]) == (308, "/briefs/BLR-IRN.md?until=2024")


def test_where_nothing_is_known_nothing_is_made_up(client):
    page = client.get("/briefs?a=BLR&b=KEN&since=2023")
    assert page.status_code == 200
    assert "in this period" in page.text
    assert "/briefs/BLR-KEN" not in page.text
    assert client.get("/briefs/BLR-KEN.md?since=2023").status_code == 404


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/briefs?a=XXQ&b=IRN", 404, "names no state"),
        ("/briefs?a=IRN&b=Iran", 422, "one state twice"),
        ("/briefs?a=IRN&b=BLR&since=soon", 422, "YYYY-MM-DD"),
        ("/briefs?a=IRN&b=BLR&format=odt", 422, "docx"),
        ("/briefs?a=IRN&b=BLR&colour=red", 422, "colour"),
        ("/briefs/BLR-IRN.odt", 422, "docx"),
        ("/briefs/BLR.md", 422, "such as BLR-IRN"),
        ("/briefs/BLR-IRN.md?since=%3Cb%3E", 422, "YYYY-MM-DD"),
    ],
)
def test_bad_input_says_what_is_allowed(client, address, status, says):
    answer = client.get(address)
    assert answer.status_code == status
    assert says in answer.text


def test_hostile_words_are_shown_as_text(client):
    page = client.get("/briefs?a=KEN&b=UGA")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<b>hostile" not in page.text


def test_the_page_of_two_states_leads_to_their_brief(client):
    assert "/briefs?a=BLR&amp;b=IRN&amp;since=2020" in client.get("/dyad/BLR-IRN?since=2020").text
