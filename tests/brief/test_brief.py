"""Briefs: every sentence has a record, every note stands where it says, and no format is broken by hostile text."""

import io
import json
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("vl_convert", reason="the extra `briefs` is not installed")

from click.testing import CliRunner

import regesta
from regesta import brief as briefs
from regesta.brief.texts import numbered
from regesta.cli import main

HOSTILE = (
    "NAIROBI, 10 March 2025 - Kenyan Foreign Minister Musalia Mudavadi met his Ugandan counterpart Jeje Odongo in Nairobi"
    " on Monday and praised <b>*trade*</b> #eval(1) [x](http://x.example) with Uganda.\n\n"
    "Kenya pledged to give Uganda two ferries. Kenya condemned the shelling of Uganda by Sudan."
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("brief")
    (folder / "r.txt").write_text(HOSTILE, encoding="utf-8")
    with regesta.open(folder / "r.db") as register:
        register.add(folder / "r.txt")
        records = register.records(("KEN", "UGA"), every=True)
        text = {r["id"]: register.report(r["id"]).report.text for r in register.reports()}
        ids = {f.id for f in records.findings()} | {p.id for p in records.positions}
    return (
        folder / "r.db",
        briefs.compose(records, ("KEN", "UGA"), {"KEN": "Kenya", "UGA": "Uganda"}),
        text,
        ids,
    )


def test_every_sentence_has_records_and_every_note_its_words(made):
    _, brief, texts, ids = made
    assert {s.title for s in brief.sections} >= {"In short", "What happened"}
    for sentence in brief.sentences:
        assert sentence.records
        assert set(sentence.records) <= ids
        assert sentence.notes
        for note in sentence.notes:
            assert texts[note.report_id][note.start : note.end] == note.quote


@pytest.mark.parametrize("format", briefs.FORMATS)
def test_equal_records_give_equal_bytes(made, format):
    first = briefs.write(made[1], format)
    if format == "docx":
        time.sleep(2.1)  # a zip container counts time by two seconds
    assert briefs.write(made[1], format) == first


def test_markdown_and_html_show_text_as_text(made):
    brief = made[1]
    markdown = briefs.write(brief, "md").decode()
    assert "<b>" not in markdown.replace("\\<", "")
    assert "\\[x\\]" in markdown
    assert markdown.count("\n[^") == len(numbered(brief))
    page = briefs.write(brief, "html").decode()
    assert "<b>*trade" not in page
    assert "&lt;b&gt;*trade*" in page
    for outside in ("src=", 'href="http', "@import", "url("):
        assert outside not in page


def test_documents_open_and_hold_the_sentences(made):
    docx = pytest.importorskip("docx")
    pypdf = pytest.importorskip("pypdf")
    brief = made[1]
    told = [p.text for p in docx.Document(io.BytesIO(briefs.write(brief, "docx"))).paragraphs]
    assert any(brief.sentences[0].text in line for line in told)
    pages = pypdf.PdfReader(io.BytesIO(briefs.write(brief, "pdf"))).pages
    text = " ".join(" ".join(p.extract_text() for p in pages).split())
    assert "Musalia Mudavadi" in text
    assert "#eval(1)" in text


def test_the_command_writes_a_file_and_says_what_is_wrong(made, tmp_path):
    path, out = made[0], tmp_path / "b.html"
    done = CliRunner().invoke(
        main, ["brief", "UGA", "Kenya", "--from", str(path), "--format", "html", "--out", str(out)]
    )
    assert done.exit_code == 0, done.output
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    bad = CliRunner().invoke(
        main, ["brief", "UGA", "KEN", "--from", str(path), "--format", "odt", "--out", str(out)]
    )
    assert bad.exit_code == 2
    assert "md, html, docx, pdf" in bad.output
    none = CliRunner().invoke(
        main, ["brief", "UGA", "PER", "--from", str(path), "--out", str(tmp_path / "n.md")]
    )
    assert none.exit_code == 1
    assert not Path(tmp_path / "n.md").exists()


def test_what_is_not_installed_or_not_writable_is_told(made, tmp_path, monkeypatch):
    words = ["brief", "UGA", "KEN", "--from", str(made[0]), "--format", "html", "--out"]
    closed = CliRunner().invoke(main, [*words, str(tmp_path / "nowhere" / "b.html")])
    assert (closed.exit_code, "cannot be written" in closed.output) == (2, True)
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    monkeypatch.setattr("regesta.charts.draw._svg", lambda spec, theme: __import__("vl_convert"))
    lacking = CliRunner().invoke(main, [*words, str(tmp_path / "b.html")])
    assert lacking.exit_code == 2
    assert "pip install '.[briefs]'" in lacking.output
    assert not (tmp_path / "b.html").exists()


def test_a_step_of_a_commitment_has_its_own_notes_or_its_reason(tmp_path):
    with regesta.open(tmp_path / "r.db") as register:
        register.add("examples/reports")
        records = register.records(("BLR", "IRN"), every=True)
    brief = briefs.compose(records, ("BLR", "IRN"), {"BLR": "Belarus", "IRN": "Iran"})
    told = {s.text: s for s in brief.sentences}
    fulfilled = next(s for text, s in told.items() if text.startswith("Invitation, fulfilled"))
    assert any("kunjungan Presiden Iran Masoud" in n.quote for n in fulfilled.notes), (
        "the visit is told elsewhere"
    )
    lapsed = next(text for text in told if text.startswith("Invitation, lapsed"))
    assert "(Ebrahim Raisi died in office on 2024-05-19, and no report tells of the visit)" in lapsed
    assert any("meetings or consultations" in text for text in told), "types in words"
    assert not any("(BLR and IRN)" in text for text in told), "names, not codes"


def test_the_shipped_figures_are_those_of_the_gate():
    from importlib import resources

    from eval import gate

    shipped = json.loads(resources.files("regesta").joinpath("data/quality.json").read_text(encoding="utf-8"))
    measured = json.loads(Path("eval/results.json").read_text(encoding="utf-8"))
    assert shipped == gate.shipped(measured)
