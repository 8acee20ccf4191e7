import builtins
import contextlib
import datetime as dt
import io
import json
import os
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.errors import NotText, ReportError, ReportTooLong, UnreadableReport
from regesta.model.ids import report_id
from regesta.model.reports import MAX_REPORT_CHARS, Report
from regesta.model.times import on
from regesta.steps.read import Given, given_of, read_bytes, read_day

BODY = "".join(
    f"<p>Paragraph {i}: the foreign ministers of Norland and Vespria met in the capital, they said, and"
    " agreed to talk about the crossing, the ferry and the treaty of friendship again before the winter.</p>"
    for i in range(5)
)


def page(head="", lang="en-GB"):
    return f"""<!doctype html><html lang="{lang}"><head><meta charset="utf-8">
<title>Norland and Vespria talk</title>{head}</head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Norland and Vespria talk</h1>{BODY}</article>
<footer>Copyright 2011 The Daily Norland. Write a comment.</footer></body></html>"""


def read(data, name="a.txt", given=None):
    (report,) = read_bytes(name, data, given or Given())
    assert isinstance(report, Report)
    return report


# --------------------------------------------------------------------------- plain text


def test_plain_text_is_kept_as_it_is():
    text = " Title\r\n\r\nThe minister’s visit\u200b \u202bended.\r"
    report = read(b"\xef\xbb\xbf" + text.encode())
    assert report.text == text
    assert report.id == report_id(text)
    assert report.source == "a.txt"
    assert report.media_type == "text/plain"
    assert len(report.original_sha256) == 64


def test_nul_and_lone_surrogates_are_replaced_one_for_one():
    assert read(b"The minister\x00 met his counterpart.").text == "The minister\ufffd met his counterpart."
    row = json.dumps({"text": "one \ud83d two \x00"}).encode()
    assert read(row, "a.jsonl").text == "one \ufffd two \ufffd"


def test_what_is_given_stands_in_the_report():
    day = on(dt.date(2024, 5, 6), "header: 2024-05-06")
    report = read(
        b"They met.", given=Given(day, "en", "The Daily Norland", "A title", "https://daily.example/1")
    )
    assert (report.published, report.language, report.publisher) == (day, "en", "The Daily Norland")
    assert (report.title, report.url) == ("A title", "https://daily.example/1")


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", "\u200b\u200e".encode(), b"*** --- ."]
)
def test_an_empty_file_is_refused(data):
    with pytest.raises(NotText, match=r"^a\.txt: is empty"):
        list(read_bytes("a.txt", data))


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        b"\xff\xd8\xff\xe0JFIF",
        b"SQLite format 3\0" + b"\0" * 100,
        b"\x7fELF" + b"\0" * 60,
        bytes(range(256)) * 20,
        b"PK\x03\x04" + b"\x14\0" * 30,
        b"{\\rtf1 The minister met.}",
    ],
)
def test_a_binary_is_refused_whatever_its_suffix(data):
    for name in ("a.txt", "a.html", "a"):
        with pytest.raises(NotText, match=r"Give plain text, HTML"):
            list(read_bytes(name, data))


def test_random_bytes_are_refused_or_read_but_never_crash():
    for size in (1, 7, 100, 5000):
        with contextlib.suppress(ReportError):
            read(os.urandom(size))


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a", "a.pdf"])
def test_fifty_megabytes_are_refused_at_once(name):
    data = b"The minister met. " * 2_800_000
    begin = time.process_time()
    with pytest.raises(ReportTooLong, match=r"Split it"):
        list(read_bytes(name, data))
    assert time.process_time() - begin < 1


def test_the_limit_counts_characters():
    assert len(read("ж".encode() * MAX_REPORT_CHARS).text) == MAX_REPORT_CHARS
    with pytest.raises(ReportTooLong, match="1,000,001 characters"):
        read(b"a" * (MAX_REPORT_CHARS + 1))


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.pdf", "a.docx", "-"]))
def test_any_bytes_give_reports_or_our_errors(data, name):
    refused = None
    try:
        found = list(read_bytes(name, data))
    except ReportError as exc:
        found, refused = [], exc
    assert all(isinstance(one, Report | ReportError) for one in found)
    assert all(one.id == report_id(one.text) for one in found if isinstance(one, Report))
    assert refused is None or str(refused).startswith(name)


# --------------------------------------------------------------------------- JSON lines


def test_json_lines_give_one_report_a_line_and_bad_lines_do_not_stop_the_others():
    rows = [
        json.dumps(
            {
                "text": "One met.",
                "published": "2024-05-01T08:00:00Z",
                "language": "en",
                "publisher": "P",
                "title": "T",
            }
        ),
        "not json",
        "",
        json.dumps({"body": "Two met.", "url": "https://daily.example/2"}),
        json.dumps({"content": "Three met.", "id": 3}),
        json.dumps({"text": 4}),
        json.dumps({"text": "Five met.", "date": "the other day"}),
        json.dumps(["Six met."]),
        json.dumps({"text": ""}),
        json.dumps({"title": "no text"}),
        "[" * 100_000,
        json.dumps({"text": "Seven met.", "language": 7}),
        json.dumps({"text": "Eight met."}),
    ]
    found = list(read_bytes("wire.jsonl", "\r\n".join(rows).encode()))
    reports = [r for r in found if isinstance(r, Report)]
    errors = [str(e) for e in found if isinstance(e, ReportError)]
    assert [r.text for r in reports] == ["One met.", "Two met.", "Three met.", "Eight met."]
    assert [r.source for r in reports] == [
        "wire.jsonl:1",
        "https://daily.example/2",
        "wire.jsonl#3",
        "wire.jsonl:13",
    ]
    assert reports[0].published == on(dt.date(2024, 5, 1), "header: 2024-05-01T08:00:00Z")
    assert (reports[0].language, reports[0].publisher, reports[0].title) == ("en", "P", "T")
    assert [e.split(":")[1] for e in errors] == ["2", "6", "7", "8", "9", "10", "11", "12"]


def test_a_line_is_nearer_to_its_report_than_what_is_given_beside_the_file():
    given = Given(on(dt.date(2024, 1, 1), "header: 2024-01-01"), "en", "P")
    data = b'{"text":"One met.","language":"id"}\n{"text":"Two met.","published":"2024-02-02"}'
    one, two = read_bytes("a.ndjson", data, given)
    assert (one.language, one.publisher, one.published) == ("id", "P", given.published)
    assert two.language == "en"
    assert two.published.start == dt.date(2024, 2, 2)


def test_json_lines_are_known_without_a_suffix():
    assert [r.text for r in read_bytes("-", b'{"text":"One met."}\n{"text":"Two met."}\n')] == [
        "One met.",
        "Two met.",
    ]
    assert read(b'{"The minister} met.', "-").text == '{"The minister} met.'


def test_json_lines_in_other_encodings():
    assert read('{"text":"Genève met."}'.encode("utf-16"), "a.jsonl").text == "Genève met."
    mixed = '{"text":"Genève met."}\n'.encode() + '{"text":"Genève left."}\n'.encode("cp1252")
    assert [r.text for r in read_bytes("a.jsonl", mixed)] == ["Genève met.", "Genève left."]


def test_a_line_too_long_is_refused_and_the_next_is_read():
    data = (
        b'{"text":"'
        + b"a" * 1_000_001
        + b'"}\n'
        + b'{"text":"'
        + b"a" * 9_000_000
        + b'"}\n{"text":"Three met."}'
    )
    first, second, third = read_bytes("a.jsonl", data)
    assert isinstance(first, ReportTooLong)
    assert isinstance(second, ReportTooLong)
    assert str(second).startswith("a.jsonl:2: ")
    assert third.text == "Three met."


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2021-03-04", "2021-03-04", "2021-03-04"),
        ("2021-03-04T23:59:00+05:00", "2021-03-04", "2021-03-04"),
        ("2021-03-04 10:00", "2021-03-04", "2021-03-04"),
        ("Thu, 4 Mar 2021 10:00:00 GMT", "2021-03-04", "2021-03-04"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_days_as_programs_write_them(written, first, last):
    day = read_day(written)
    assert day is not None
    assert (str(day.start), str(day.last)) == (first, last)
    assert day.basis == (f"header: {written}",)


@pytest.mark.parametrize(
    "written",
    ["", "yesterday", "2024-13-01", "2023-02-29", "06/07/2024", "12", "Tue, 99 Jun 2024", "x" * 9999],
)
def test_days_that_are_none(written):
    assert read_day(written) is None


def test_a_sidecar_with_a_bad_value_names_the_file():
    with pytest.raises(ReportError, match=r"^a\.json: cannot read the day 'soon'\. Write it as YYYY-MM-DD"):
        given_of({"published": "soon"}, "a.json")
    assert given_of({"publisher": " P ", "title": ""}, "a.json", Given(title="T")) == Given(
        publisher="P", title="T"
    )


# --------------------------------------------------------------------------- HTML


def test_a_page_gives_its_main_text_and_what_it_says_of_itself():
    head = (
        '<meta property="og:site_name" content="The Daily Norland">'
        '<meta property="article:published_time" content="2024-05-06T10:00:00Z">'
        '<link rel="canonical" href="https://daily.example/world/talk">'
    )
    report = read(page(head).encode(), "saved")
    assert report.media_type == "text/html"
    assert "Paragraph 4: the foreign ministers" in report.text
    assert "Home" not in report.text
    assert "Copyright" not in report.text
    assert report.title == "Norland and Vespria talk"
    assert report.publisher == "The Daily Norland"
    assert report.language == "en"
    assert report.url == "https://daily.example/world/talk"
    assert report.published == on(dt.date(2024, 5, 6), "header: 2024-05-06")


def test_the_day_in_the_address_is_a_basis_of_its_own():
    head = '<link rel="canonical" href="https://daily.example/2024/05/07/talk">'
    assert read(page(head).encode(), "a.html").published == on(dt.date(2024, 5, 7), "url: 2024-05-07")


def test_a_page_without_a_day_has_none():
    assert read(page().encode(), "a.html").published is None


def test_what_is_given_outranks_the_page():
    day = on(dt.date(2020, 1, 1), "header: 2020-01-01")
    report = read(page().encode(), "a.html", Given(day, "id", "P", "T", "https://p.example/"))
    assert (report.published, report.language, report.publisher, report.title) == (day, "id", "P", "T")


def test_a_page_in_the_charset_it_states():
    body = "<p>Министр иностранных дел Норландии прибыл в столицу Весприи и обсудил договор о дружбе.</p>" * 3
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">'
    html = f"<html><head>{meta}</head><body>{body}</body></html>"
    assert "Министр иностранных дел" in read(html.encode("koi8-r"), "a.htm").text


def test_the_content_tells_html_before_the_suffix():
    assert read(page().encode(), "a.txt").media_type == "text/html"
    assert read(b"The minister said 1 < 2 and left.", "a.html").media_type == "text/plain"


@pytest.mark.parametrize(
    "html", ["<html><body></body></html>", "<html><script>var a=1</script></html>", "<!doctype html>"]
)
def test_a_page_without_text_is_refused(html):
    with pytest.raises(NotText):
        read(html.encode(), "a.html")


def test_xml_that_is_no_page_is_refused():
    with pytest.raises(UnreadableReport, match="XML"):
        read(b'<?xml version="1.0"?><rss><channel><item>They met.</item></channel></rss>', "feed.xml")


# --------------------------------------------------------------------------- PDF and DOCX


def document(*paragraphs, title=""):
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.core_properties.title = title
    for words in paragraphs:
        made.add_paragraph(words)
    made.add_table(1, 1).cell(0, 0).text = "In a table."
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def pdf(*lines):
    """Write a PDF of one page by hand: the project writes none."""
    draw = "BT /F1 12 Tf 72 720 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(draw)}>>stream\n{draw}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = "%PDF-1.4\n", []
    for i, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{i} 0 obj{body}endobj\n"
    table = "".join(f"{at:010} 00000 n \n" for at in places)
    start = len(out)
    out += f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Root 1 0 R/Size 6>>\nstartxref\n{start}\n%%EOF"
    return out.encode("latin-1")


def test_a_docx_gives_its_paragraphs():
    report = read(document("The ministers met.", "They left.", title="Talks"), "a.docx")
    assert report.text == "The ministers met.\nThey left.\nIn a table."
    assert report.title == "Talks"


def test_a_pdf_gives_paragraphs_not_lines():
    pytest.importorskip("pypdf")
    lines = [
        "The foreign minister of Norland met his colleague in the capi-",
        "tal on Monday and went home.",
    ]
    report = read(pdf(*lines), "a.pdf")
    assert (
        report.text
        == "The foreign minister of Norland met his colleague in the capital on Monday and went home."
    )
    assert report.media_type == "application/pdf"


def test_a_pdf_without_text_is_refused():
    pytest.importorskip("pypdf")
    with pytest.raises(NotText, match="scanned"):
        read(pdf(), "a.pdf")


@pytest.mark.parametrize("cut", [20, 200, 400])
def test_broken_containers_are_named(cut, capfd):
    pytest.importorskip("pypdf")
    with pytest.raises(ReportError, match=r"^a\.pdf: "):
        read(pdf("They met.")[:cut], "a.pdf")
    with pytest.raises(UnreadableReport, match=r"^a\.docx: is a broken DOCX"):
        read(document("They met.")[:-100], "a.docx")
    assert capfd.readouterr() == ("", "")


def test_a_docx_that_would_unpack_to_gigabytes_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 130_000_000)
    with pytest.raises(ReportTooLong):
        read(out.getvalue(), "a.docx")


@pytest.mark.parametrize(("data", "name"), [(pdf("They met."), "a.pdf"), (None, "a.docx")])
def test_without_the_extra_the_message_says_what_to_install(data, name, monkeypatch):
    data = data or document("They met.")
    real = builtins.__import__

    def without(module, *args, **kwargs):
        if module.split(".")[0] in ("pypdf", "docx"):
            raise ImportError(module)
        return real(module, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UnreadableReport, match=r'pip install "regesta\[documents\]"'):
        read(data, name)
