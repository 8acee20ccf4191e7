"""The whole pipeline on one report: what it always holds to, and what it does with texts nobody meant it to read."""

from __future__ import annotations

import dataclasses
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.model.findings import Event
from regesta.model.ids import report_id
from regesta.model.reports import Report
from regesta.model.spans import Evidence
from regesta.pipeline import CODER, read_report, trace
from regesta.steps.read import given_of, read_bytes
from regesta.text.decode import storable

MEETING = "Iranian Foreign Minister Abbas Araghchi met Belarusian Foreign Minister Maxim Ryzhenkov in Minsk on Monday."
A, R = "person:abbas-araghchi", "person:maxim-ryzhenkov"
FRIDAY = "2025-01-17"


def holds_to_its_words(report, reading):
    """Check what every reading must hold to, however odd the report."""
    assert reading.report_id == report.id
    for finding in reading.findings:
        spans = [e for e in finding.evidence if isinstance(e, Evidence)]
        assert spans
        for e in spans:
            assert report.text[e.span.start : e.span.end] == e.quote
            assert 0 < len(e.quote) <= 600
            assert e.report_id == report.id
    for issue in reading.issues:
        assert report.text[issue.span.start : issue.span.end] == issue.quote
    assert len({f.id for f in reading.findings}) == len(reading.findings)
    assert len({i.id for i in reading.issues}) == len(reading.issues)


def raw(text, language="en"):
    """Return a report of any text, even such as the read step refuses."""
    text = storable(text)
    return Report(report_id(text), "raw.txt", text, "0" * 64, language=language)


@pytest.fixture(scope="session")
def read_raw(packs, tools):
    """Return a function from any text to its report and its reading."""

    def read_text(text, language="en"):
        report = raw(text, language)
        return report, read_report(report, packs, tools)

    return read_text


def test_a_report_in_a_language_without_a_pack_is_kept_and_marked(read):
    reading = read(
        "Der Außenminister traf gestern in Berlin seinen französischen Kollegen zu einem Gespräch.", "de"
    )

    assert (reading.language, reading.findings) == ("de", ())
    assert [i.code for i in reading.issues] == ["language.no-pack"]
    assert reading.issues[0].quote.startswith("Der Außenminister")


def test_a_report_in_no_language_is_kept_and_marked(read):
    reading = read("0 1 2 3 4 5 6 7 8 9 %%% ### 12:00 3,14", None)

    assert reading.findings == ()
    assert reading.issues[0].code.startswith("language.")


def test_the_language_is_found_by_itself(read):
    english = read(
        MEETING + " The two sides stressed the need for peace and trade in the region.", None, FRIDAY
    )
    indonesian = read(
        "Menteri Luar Negeri Iran Abbas Araghchi bertemu Menteri Luar Negeri Belarus Maxim Ryzhenkov di Minsk pada Senin.",
        None,
        FRIDAY,
    )

    assert (english.language, indonesian.language) == ("en", "id")
    for reading in (english, indonesian):
        (event,) = [f for f in reading.findings if isinstance(f, Event) and f.type == "CONSULT"]
        assert {a.entity for a in event.actors} == {A, R}


def test_the_same_report_is_read_the_same_twice(report_of, packs, tools):
    report = report_of(MEETING, "en", FRIDAY)
    assert read_report(report, packs, tools) == read_report(report, packs, tools)


def test_the_source_changes_nothing(report_of, packs, tools):
    report = report_of(MEETING, "en", FRIDAY)
    moved = dataclasses.replace(report, source="elsewhere.txt")
    assert read_report(report, packs, tools) == read_report(moved, packs, tools)


def test_a_trace_shows_every_step(report_of, packs, tools):
    found = trace(report_of(MEETING, "en", FRIDAY), packs, tools)

    assert found.clean.blocks
    assert found.resolved.annotated.mentions
    assert len(found.resolved.actors) == len(found.resolved.annotated.mentions)
    assert found.claused.clauses
    assert found.reading == read_report(report_of(MEETING, "en", FRIDAY), packs, tools)
    assert CODER


def test_entities_are_those_that_the_report_names(read):
    reading = read(MEETING + " He thanked him.", "en", FRIDAY)

    assert {(e.entity, e.as_written) for e in reading.entities} == {
        (A, "Abbas Araghchi"),
        (R, "Maxim Ryzhenkov"),
        ("state:BLR", "Minsk"),
    }
    assert {e.language for e in reading.entities} == {"en"}


# --------------------------------------------------------------------------- texts nobody meant

ODD = {
    "empty": "",
    "space": " \n\t\n ",
    "one letter": "A",
    "only marks": "?!… — “” () [] {} <> ... ,,, ;;; ::: ''' \"\"\"",
    "no full stop": "Iran met Belarus and Kenya met Uganda and Rwanda met Burundi " * 40,
    "one word": "Iran" * 5000,
    "capitals": "IRANIAN FOREIGN MINISTER ABBAS ARAGHCHI MEETS BELARUSIAN PRESIDENT ALEXANDER LUKASHENKO IN MINSK\n\n"
    + MEETING,
    "table": "Country | Minister | Date\n--- | --- | ---\n"
    + "Iran | Abbas Araghchi | 13 January 2025\nBelarus\t\tMaxim Ryzhenkov\t\t–\n" * 60,
    "transcript": "Q: Minister, did you meet Lukashenko?\nA: Yes. I met him.\nQ (Reuters): And Ruto?\nMR. PRICE: No.\n"
    * 50,
    "zero width": MEETING.replace(" ", "\u200b \u200d").replace("Araghchi", "Aragh\u200bchi"),
    "right to left marks": "\u202b" + MEETING + "\u202c \u2067عراقچی met\u2069 \u200fIran\u200e.",
    "combining": "".join(c + "\u0301" for c in MEETING),
    "astral": "😀𝐀𠀀 " * 30 + MEETING,
    "quotes that never close": '"' + MEETING + ' “ ‘ « „ "' * 50,
    "nested quotes": '"' * 200 + MEETING + "'" * 200,
    "brackets": "(" * 500 + MEETING + ")" * 500,
    "commas": "Iran, Belarus, " * 500 + "met.",
    "pronouns": "He she they him her it them his their both the two sides " * 100 + ".",
    "titles": "president prime minister foreign minister secretary of state of the " * 100 + ".",
    "ands": "Iran and " * 400 + "Kenya met.",
    "of the": "the president of the minister of the " * 150 + "of Iran met.",
    "dates": "On Monday, 3 March 2023, last week, two days ago, in May, " * 60 + "Iran met Kenya.",
    "numbers": "12.5 million 3,000,000.00 $5 billion €7 Rp 5 triliun " * 80 + "Iran gave Kenya.",
    "said": "Iran said that Kenya said that Uganda said that " * 80 + "it rained.",
    "urls": "https://example.org/Iran/Kenya?met=1 www.iran.ir Leader.ir president@iran.ir #Iran @Iran " * 40,
    "nul and controls": "Iran\x00 met\x07 Kenya\x0b in\x0c Minsk\x1b.",
    "line ends": MEETING.replace(" ", "\r\n"),
    "carriage returns": MEETING + "\r" + MEETING + "\r\r" + MEETING,
    "line separators": MEETING + "\u2028" + MEETING + "\u2029" + MEETING + "\x85" + MEETING,
    "dotted capital": "İran İRAN ırak met ẞ ß ﬁnland ŉ Kenya. " + MEETING,
    "apostrophes": "Iran's Kenya's's' ''s 's s' o'Iran' d'Iran l’Iran " * 50,
    "hyphens": "-Iran- Iran--Kenya pro-Iran-Kenya-Iran - – — ‑ " * 50,
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("language", ["en", "id"])
def test_odd_texts_are_read_without_a_crash(name, language, read_raw):
    holds_to_its_words(*read_raw(ODD[name], language))


@pytest.mark.parametrize(
    "name", ["capitals", "astral", "right to left marks", "carriage returns", "line separators"]
)
def test_and_the_meeting_in_them_is_still_found(name, read_raw):
    _, reading = read_raw(ODD[name])

    meetings = [f for f in reading.findings if isinstance(f, Event) and f.type == "CONSULT"]
    assert any({a.entity for a in m.actors} == {A, R} for m in meetings)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"\xed\xa0\x80" + MEETING.encode() + b" \xed\xbf\xbf \xff\xfe."),
        ("a.jsonl", b'{"text": "\\ud800 ' + MEETING.encode() + b' \\udfff"}\n'),
    ],
)
def test_lone_surrogates_and_broken_bytes_reach_no_step(name, data, packs, tools):
    (report,) = read_bytes(name, data, given_of({"published": FRIDAY, "language": "en"}, "test"))
    reading = read_report(report, packs, tools)

    holds_to_its_words(report, reading)
    assert "\ufffd" in report.text
    assert any({a.entity for a in f.actors} == {A, R} for f in reading.findings if isinstance(f, Event))


def test_a_sentence_too_long_to_parse_is_read_or_said_to_be_left_out(read):
    text = MEETING.removesuffix(".") + ", " + "and it rained, " * 80 + "and all slept."
    reading = read(text, "en", FRIDAY)

    assert any(isinstance(f, Event) for f in reading.findings) or reading.issues


WORDS = """Iran Kenya's the of and he both sides said that " ' “ ” , . ; : ( ) - – Monday 3 March 2023 $5 million
Presiden Menteri Luar Negeri bertemu dengan Kedua negara mengatakan bahwa"""
pieces = st.sampled_from(
    [
        *MEETING.split(),
        *WORDS.split(),
        "\n",
        "\n\n",
        "\u200b",
        "\u202e",
        "\u0301",
        "😀",
        "İ",
        "ß",
        "\ud800",
        "\x00",
        "عراقچی",
        "外交部长",
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(pieces, max_size=45).map(" ".join), st.sampled_from(["en", "id"]))
def test_any_jumble_is_read_without_a_crash(read_raw, text, language):
    holds_to_its_words(*read_raw(text, language))


# --------------------------------------------------------------------------- time

LONG = {
    "one sentence": lambda n: "Iran met Kenya and " * (n // 4) + "left.",
    "no punctuation": lambda n: "the minister of Iran spoke with him about trade " * (n // 9),
    "many sentences": lambda n: (MEETING + " He praised both sides. ") * (n // 18),
    "mentions": lambda n: "Iran Kenya Belarus Uganda Araghchi Ruto " * (n // 6),
    "strangers": lambda n: " ".join(
        f"Mr. Xa{i:x} Yo{i:x} met Mr. Zu{i:x} Wo{i:x} of Iran." for i in range(n // 9)
    ),
    "quotes": lambda n: '"We met," he said. ' * (n // 4),
    "dates": lambda n: "on Monday 3 March 2023 last week " * (n // 7),
    "capitals": lambda n: "IRAN MET KENYA AND LEFT MINSK " * (n // 6),
    "blank": lambda n: "\n \n" * n,
}


# How many words the longer text has: the sentence of 5,000 words that no parser ends, else less to save time.
N_WORDS = {"one sentence": 5000, "no punctuation": 5000, "blank": 5000}


@pytest.fixture(scope="session")
def seconds(read_raw):
    """Return a function from a text to the shortest of three readings' processor time."""

    def measure(text, language):
        taken = []
        for _ in range(3):
            start = time.process_time()
            read_raw(text, language)
            taken.append(time.process_time() - start)
        return min(taken)

    return measure


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("name", LONG)
def test_four_times_the_words_take_less_than_eight_times_as_long(name, language, seconds):
    make, n = LONG[name], N_WORDS.get(name, 1600)
    seconds(make(100), language)
    short, long = (seconds(make(k), language) for k in (n // 4, n))

    assert long < 8 * max(short, 0.02), f"{short:.2f} s, then {long:.2f} s"


def test_a_report_in_capitals_is_read_and_quoted_as_it_stands(read_raw):
    text = (
        "2021-06-08\n\n"
        "KENYA'S FOREIGN MINISTER JUMA OTIENO MET HIS PERUVIAN COUNTERPART IN LIMA ON MONDAY.\n\n"
        "THE EUROPEAN UNION CONDEMNED MALI."
    )
    report, reading = read_raw(text)
    holds_to_its_words(report, reading)
    events = [f for f in reading.findings if isinstance(f, Event)]
    assert {e.type for e in events} == {"CONSULT", "ACCUSE"}
    for event in events:
        assert all(e.quote == e.span.of(text) and e.quote.isupper() for e in event.evidence)
    assert {a.as_written for e in events for a in e.actors} >= {"EUROPEAN UNION"}
    assert {a.name for e in events for a in e.actors} >= {"European Union"}
