"""Read reports out of bytes: plain text, HTML, JSON lines, PDF and DOCX text.

In: a name, bytes, and what is given beside them. Out: one `Report` for each report inside.

The only step that touches bytes; it opens no file. What a container is, its first bytes decide
before its suffix does. Everything too large is refused before work is spent on it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import logging
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from regesta.errors import NotText, ReportError, ReportTooLong, UnreadableReport
from regesta.model.ids import report_id
from regesta.model.reports import MAX_REPORT_CHARS, Report
from regesta.model.times import DayRange, between, on
from regesta.text.decode import decode, storable, wide_encoding

# A character takes at most four bytes, six when JSON escapes it, so more bytes are too many characters.
_MAX_TEXT_BYTES = 4 * MAX_REPORT_CHARS + 4
_MAX_ROW_BYTES = 8 * MAX_REPORT_CHARS
_MAX_CONTAINER_BYTES = 32_000_000
_MAX_UNPACKED_BYTES = 128_000_000

_SPLIT = f"Split it into reports of at most {MAX_REPORT_CHARS:,} characters"
_FORMATS = "Give plain text, HTML, JSON lines, PDF or DOCX"

_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\0asm", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"RIFF", "a media file"),
    (b"OggS", "a media file"),
    (b"ID3", "a media file"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
)
_CONTROL = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b") + b"\x7f"
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|article|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(r"<(?:html|head|body|article|div|p|h1|br|span|meta|title)\b[^<>]*>", re.IGNORECASE)
_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset\s*=|\?xml[^>]{0,200}?encoding\s*=)\s*["']?([A-Za-z0-9_:.-]{2,40})""",
    re.IGNORECASE,
)
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:[T ]\d\d:?\d\d.*)?$")
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Given:
    """What is given beside a file because the file cannot say it."""

    published: DayRange | None = None
    language: str | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None


_NOTHING = Given()


def read_bytes(name: str, data: bytes, given: Given = _NOTHING) -> Iterator[Report | ReportError]:
    """Yield the reports that some bytes hold.

    Args:
        name: The path or address as the user gave it; a suffix helps to tell the format.
        data: The whole file.
        given: What the file cannot say. It outranks a page's own metadata, and gives way to the
            fields of a JSON line, which are nearer to the report.

    Yields:
        One report, or for JSON lines one a line; a bad line yields its `ReportError` and the
        others go on.

    Raises:
        NotText: the file is empty or binary.
        ReportTooLong: it holds more than `MAX_REPORT_CHARS` characters.
        UnreadableReport: its container is broken, or needs a package that is not installed.
    """
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not data.strip():
        raise NotText(name, "is empty", "Give a file with the text of a report")
    if suffix in ("jsonl", "ndjson") or (suffix in ("", "json", "txt", "-") and _is_json_row(data)):
        yield from _read_rows(name, data, given)
    elif head.startswith(b"%PDF-"):
        yield _report(name, data, _pdf_text(name, data), "application/pdf", given)
    elif data.startswith(b"PK\x03\x04") and _is_docx(data):
        yield _read_docx(name, data, given)
    elif data.startswith(b"PK\x03\x04") and suffix == "docx":
        raise UnreadableReport(name, "is a broken DOCX", "Save it again, or give its plain text")
    else:
        yield _read_text(name, data, suffix, given)


def given_of(row: Mapping[str, Any], where: str, beside: Given = _NOTHING) -> Given:
    """Read what a JSON line or a sidecar says about its report.

    Args:
        row: Decoded JSON: published or date, language, publisher, title, url.
        where: Named in errors.
        beside: Taken where the row is silent.

    Raises:
        ReportError: a value is of the wrong type, or the day cannot be read.
    """
    published = row.get("published", row.get("date"))
    day = beside.published
    if published is not None and published != "":
        day = read_day(published) if isinstance(published, str) else None
        if day is None:
            raise ReportError(where, f"cannot read the day {str(published)[:40]!r}", "Write it as YYYY-MM-DD")
    words: dict[str, str | None] = {}
    for key in ("language", "publisher", "title", "url"):
        value = row.get(key)
        if value is not None and not isinstance(value, str):
            raise ReportError(
                where, f"{key} is {type(value).__name__}, not text", "Put it between quotation marks"
            )
        words[key] = (storable(value).strip() if value else None) or getattr(beside, key)
    return Given(day, **words)


def read_day(written: str) -> DayRange | None:
    """Read a publication day as programs write it: ISO 8601 (day, month or moment) or RFC 2822.

    Returns None if it is neither, or names no day of the calendar. The day is the one written,
    in whatever time zone the writer used.
    """
    written = written.strip()
    basis = f"header: {written}"
    iso = _ISO_DAY.match(written)
    try:
        if iso and iso[3]:
            return on(dt.date(int(iso[1]), int(iso[2]), int(iso[3])), basis)
        if iso:
            first = dt.date(int(iso[1]), int(iso[2]), 1)
            return between(first, _month_end(first), "month", basis)
        if re.fullmatch(r"(?:19|20)\d\d", written):
            year = int(written)
            return between(dt.date(year, 1, 1), dt.date(year, 12, 31), "year", basis)
        if re.search(r"[A-Za-z]", written):
            return on(parsedate_to_datetime(written).date(), basis)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return None


def _month_end(first: dt.date) -> dt.date:
    return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


# --------------------------------------------------------------------------- a report


def _report(
    name: str, data: bytes, text: str, media_type: str, given: Given, source: str | None = None
) -> Report:
    """Make the report, or refuse it."""
    if len(text) > MAX_REPORT_CHARS:
        raise ReportTooLong(name, f"holds {len(text):,} characters", _SPLIT)
    if not any(map(str.isalnum, text)):
        raise NotText(name, "is empty: it holds no words", "Give a file with the text of a report")
    return Report(
        id=report_id(text),
        source=source or name,
        text=text,
        original_sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        language=given.language,
        title=given.title,
        publisher=given.publisher,
        published=given.published,
        url=given.url,
    )


def _read_text(name: str, data: bytes, suffix: str, given: Given) -> Report:
    _refuse_binary(name, data)
    stated = _CHARSET.search(data[:4096])
    page = (
        suffix in ("html", "htm", "xhtml")
        or stated is not None
        or data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
    )
    if len(data) > (_MAX_CONTAINER_BYTES if page else _MAX_TEXT_BYTES):
        raise ReportTooLong(name, f"is {len(data):,} bytes long", _SPLIT)
    text = decode(data, stated[1].decode("ascii") if stated else None)
    if _HTML_START.match(text[:4096]) or (suffix in ("html", "htm", "xhtml") and _HTML_TAG.search(text)):
        return _read_html(name, data, text, given)
    if text.lstrip().startswith("<?xml"):
        raise UnreadableReport(name, "is XML of a kind that is not read", _FORMATS)
    return _report(name, data, text, "text/plain", given)


def _refuse_binary(name: str, data: bytes) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise NotText(name, f"is {what}, not text", _FORMATS)
    sample = data[:65_536]
    n_control = len(sample) - len(sample.translate(None, _CONTROL))
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or wide_encoding(data):
        return  # UTF-16 or UTF-32
    if n_control > 0.1 * len(sample) or (n_control > 0.02 * len(sample) and not _is_utf8(sample)):
        raise NotText(name, "is binary, not text", _FORMATS)


def _is_utf8(sample: bytes) -> bool:
    try:
        sample[:-4].decode("utf-8")
    except UnicodeDecodeError as exc:
        return exc.end >= len(sample) - 4  # only the cut at the end of the sample
    return True


def _quiet(*loggers: str) -> None:
    """Keep a parser from telling the terminal what our errors say better."""
    for logger in loggers:
        logging.getLogger(logger).setLevel(logging.CRITICAL + 1)


# --------------------------------------------------------------------------- JSON lines


def _is_json_row(data: bytes) -> bool:
    """Return whether the first line is a JSON object that carries a text: input without a telling name."""
    first = data[: _MAX_ROW_BYTES + 1].lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0]
    if not first.startswith(b"{") or len(first) > _MAX_ROW_BYTES:
        return False
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and any(key in row for key in ("text", "body", "content"))


def _read_rows(name: str, data: bytes, given: Given) -> Iterator[Report | ReportError]:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    whole = decode(data).encode("utf-8") if wide else data
    number, start = 0, 0
    while start < len(whole):
        end = whole.find(b"\n", start)
        end = len(whole) if end < 0 else end
        line, start, number = whole[start:end], end + 1, number + 1
        if not line.strip(b"\xef\xbb\xbf \t\r"):
            continue
        try:
            yield _read_row(f"{name}:{number}", name, line, given)
        except ReportError as exc:
            yield exc


def _read_row(where: str, name: str, line: bytes, given: Given) -> Report:
    if len(line) > _MAX_ROW_BYTES:
        raise ReportTooLong(where, f"is {len(line):,} bytes long", _SPLIT)
    try:
        row = json.loads(decode(line))
    except (ValueError, RecursionError) as exc:
        raise ReportError(
            where, f"is not JSON: {exc}", "Write one object a line, or remove the line"
        ) from exc
    if not isinstance(row, dict):
        raise ReportError(where, "is not a JSON object", 'Write {"text": "…"} on the line')
    text = next((row[key] for key in ("text", "body", "content") if row.get(key) is not None), None)
    if text is None:
        raise ReportError(where, "has no text", "Put the report under the key text, body or content")
    if not isinstance(text, str):
        raise ReportError(
            where, f"the text is {type(text).__name__}", "Put the report's text between quotation marks"
        )
    said = given_of(row, where, given)
    source = where
    if row.get("id") is not None:
        source = f"{name}#{storable(str(row['id']))}"
    source = (said.url if row.get("url") else None) or source
    clean = storable(text.removeprefix("\ufeff"))
    return _report(where, line, clean, "application/json", said, source)


# --------------------------------------------------------------------------- HTML


def _read_html(name: str, data: bytes, page: str, given: Given) -> Report:
    import trafilatura

    _quiet("trafilatura", "htmldate")
    found = trafilatura.bare_extraction(
        page,
        url=given.url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        # Without an upper bound the date finder would read the clock.
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2100-01-01"},
    )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise NotText(
            name, "is a page without a main text", "Save the page of one report, or give its plain text"
        )
    address = given.url or found.url
    said = Given(
        published=given.published or _page_day(found.date, address),
        language=given.language or found.language or _page_language(page),
        publisher=given.publisher or found.sitename or found.hostname,
        title=given.title or found.title,
        url=address,
    )
    return _report(name, data, storable(found.text or ""), "text/html", said)


def _page_day(found: str | None, address: str | None) -> DayRange | None:
    in_url = _URL_DAY.search(address or "")
    written = "-".join(in_url.groups()) if in_url else None
    if found and found != written:
        return read_day(found)
    day = read_day(written) if written else None
    return DayRange(day.start, day.end, "day", (f"url: {written}",)) if day else None


def _page_language(page: str) -> str | None:
    stated = re.search(r"<html\b[^>]*?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", page[:20_000], re.IGNORECASE)
    return stated[1].lower() if stated else None


# --------------------------------------------------------------------------- PDF and DOCX


def _missing(name: str, what: str) -> UnreadableReport:
    return UnreadableReport(
        name, f"is {what}, and the extra that reads it is missing", 'Run: pip install "regesta[documents]"'
    )


def _pdf_text(name: str, data: bytes) -> str:
    try:
        from pypdf import PdfReader
    except ImportError as exc:
        raise _missing(name, "a PDF") from exc
    _quiet("pypdf")
    if len(data) > _MAX_CONTAINER_BYTES:
        raise ReportTooLong(name, f"is {len(data):,} bytes long", _SPLIT)
    pages: list[str] = []
    n_chars = 0
    try:
        for page in PdfReader(io.BytesIO(data), strict=False).pages:
            pages.append(page.extract_text().strip())
            n_chars += len(pages[-1])
            if n_chars > MAX_REPORT_CHARS:
                break
    except Exception as exc:  # a broken PDF makes the parser raise anything
        raise UnreadableReport(
            name, f"is a PDF that cannot be read ({exc})", "Save it again, or give its plain text"
        ) from exc
    if n_chars > MAX_REPORT_CHARS:
        raise ReportTooLong(name, f"holds over {MAX_REPORT_CHARS:,} characters", _SPLIT)
    if not any(map(str.isalnum, "".join(pages))):
        raise NotText(
            name, "is a PDF without text, perhaps scanned pages", "Run character recognition on it first"
        )
    return storable(_unwrap("\n".join(pages)))


def _unwrap(text: str) -> str:
    """Join the lines that only the page's width broke: a PDF knows lines, not paragraphs."""
    lines = [line.strip() for line in text.split("\n")]
    width = max(map(len, lines), default=0)
    out: list[str] = []
    full = False  # whether the line before reached the margin in mid-sentence
    for line in lines:
        if full and line and out:
            hyphenated = out[-1].endswith("-") and line[0].islower()
            out[-1] = out[-1][:-1] + line if hyphenated else f"{out[-1]} {line}"
        else:
            out.append(line)
        full = len(line) > 0.6 * width and (
            not line.endswith((".", "!", "?", ":", "”", '"')) or len(line) > 0.9 * width
        )
    return "\n".join(out)


def _is_docx(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _read_docx(name: str, data: bytes, given: Given) -> Report:
    try:
        import docx
        from docx.table import Table
    except ImportError as exc:
        raise _missing(name, "a DOCX document") from exc
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(item.file_size for item in archive.infolist()) > _MAX_UNPACKED_BYTES:
            raise ReportTooLong(name, "unpacks to far more than a report", _SPLIT)
    lines: list[str] = []
    try:
        document = docx.Document(io.BytesIO(data))
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                lines += [cell.text for row in block.rows for cell in row.cells]
            else:
                lines.append(block.text)
        title = document.core_properties.title
    except Exception as exc:  # a broken document makes the parser raise anything
        raise UnreadableReport(
            name, f"is a DOCX that cannot be read ({exc})", "Save it again, or give its plain text"
        ) from exc
    said = Given(given.published, given.language, given.publisher, given.title or title or None, given.url)
    return _report(name, data, storable("\n".join(lines)), _DOCX, said)
