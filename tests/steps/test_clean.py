import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.steps.small_language import language

from regesta.model.reports import Report
from regesta.packs import schema as s
from regesta.steps.clean import clean

EN = language(
    "en",
    boilerplate=s.Boilerplate(
        read_also=("Read also", "See also", "Related", "More from"),
        line_is=("Write a comment", "Share", "Tweet", "Print", "Comments"),
        line_starts=("Comment (", "Source:", "Tags:", "Reporting by", "By continuing to", "Follow us on"),
        credit=("(Source:", "Source:", "Photo:", "(AP", "Handout", "/Reuters"),
        sections=("National", "World news"),
    ),
    chronology=s.Chronology(published=("date", "published", "published on")),
    places=s.PlacesFile(cities={"Jakarta": "Jakarta", "Minsk": "Minsk"}),
    states={"IRN": s.StateForms(metonyms=("Tehran",))},
)
ID = language(
    "id",
    boilerplate=s.Boilerplate(read_also=("Baca juga",), line_starts=("Pewarta:",)),
    syntax=s.Syntax(code="id", name="Indonesian", reader="shallow", passive_by=("oleh",)),
)
PACKS = {"en": EN, "id": ID}

LEAD = (
    "The foreign minister of Norland met his counterpart of Vespria in the capital on Monday,"
    " where they agreed to reopen the crossing."
)
NEXT = (
    "Both ministers said that trade between the two countries had doubled since the treaty was signed"
    " and would grow again."
)


def cleaned(text, title=None, publisher=None):
    return clean(Report("id", "a.txt", text, "0", title=title, publisher=publisher), PACKS)


def kept(text, **said):
    return [b.of(text) for b in cleaned(text, **said).blocks]


def dropped(text, **said):
    return [(d.reason, d.span.of(text)) for d in cleaned(text, **said).dropped]


# --------------------------------------------------------------------------- whole lines


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Read also: Norland and Eastia agree on a pipeline", "read-also"),
        ("READ ALSO Norland and Eastia agree on a pipeline", "read-also"),
        ("» Baca juga: Norlandia dan Eastia sepakat", "read-also"),
        ("[Read also: Norland and Eastia agree.]", "read-also"),
        ("Related: Minister resigns", "read-also"),
        ("Write a comment", "boilerplate"),
        ("Share | Tweet | Print", "boilerplate"),
        ("Comment (0)", "boilerplate"),
        ("Source: https://daily.example/a/1", "boilerplate"),
        ("Reporting by J. Doe", "boilerplate"),
        ("By J. Doe, Staff Writer", "byline"),
        ("Oleh Budi Doe", "byline"),
        ("World news", "section"),
        ("0", "number"),
        ("* * *", "number"),
        ("https://daily.example/a/1", "url"),
        ("Dailynorland.com", "url"),
        ("desk@daily.example", "url"),
        ("Published: 4 March 2021, 14:35", "header"),
        ("Thursday, March 4, 2021", "header"),
        ("2021-03-04", "header"),
        ("04/03/2021 14:35 WIB", "header"),
        ("The Norland minister (left) and his counterpart in the capital. (Source: NNA) |", "caption"),
        ("The ministers shake hands before their talks / Photo: Norland News Agency", "caption"),
        ("The Daily Norland", "byline"),
    ],
)
def test_lines_that_are_not_the_report(line, reason):
    for text in (f"{LEAD}\n{line}\n{NEXT}", f"{LEAD}\r\n\r\n \u200b{line}\u200e \r\n\r\n{NEXT}"):
        clean_report = cleaned(text, publisher="The Daily Norland")
        assert [b.of(text) for b in clean_report.blocks] == [LEAD, NEXT]
        assert [d.reason for d in clean_report.dropped] == [reason]


@pytest.mark.parametrize(
    "line",
    [
        "Related issues were discussed by the two ministers.",
        "See also how Norland's envoy answered the charge.",
        "More from the talks is expected on Friday, officials said.",
        "Reporting by the ministry was delayed, the envoy said.",
        "By continuing to arm the rebels, Vespria risks a war.",
        "Source: the minister himself said so.. and left for home after he met his counterpart on Monday"
        + ", where they agreed to reopen the crossing" * 8,
        "Share prices fell in Norland after the talks.",
        "National interests come first, the minister said.",
        "The 20 ministers met in 2024.",
        "Published accounts of the talks differ.",
        "In 2024 they met 11 times.",
        "By Monday the talks were over.",
        "He told AP/Reuters that the talks went well.",
        "They met at the summit (APEC)",
        "Tags: " + "The minister of Norland met the minister of Vespria and said so. " * 6,
    ],
)
def test_real_sentences_stay(line):
    assert line.strip() in kept(f"{LEAD}\n{line}\n{NEXT}")


def test_what_stands_under_a_lone_read_also_goes_with_it():
    text = f"{LEAD}\nRead also:\nNorland and Eastia agree on a pipeline\n\n{NEXT}"
    assert kept(text) == [LEAD, NEXT]
    assert [r for r, _ in dropped(text)] == ["read-also", "read-also"]


def test_a_list_under_a_lone_read_also():
    text = f"{LEAD}\nRelated\n- Norland and Eastia agree\n- Minister of Eastia resigns\n\n{NEXT}"
    assert kept(text) == [LEAD, NEXT]


def test_a_paragraph_under_a_lone_read_also_stays():
    assert kept(f"{LEAD}\nRead also:\n{NEXT}") == [LEAD, NEXT]


def test_links_after_the_last_paragraph_go():
    text = f"{LEAD}\n{NEXT}\nRelated\nMinister of Eastia resigns\nVespria opens a port\n"
    assert kept(text) == [LEAD, NEXT]


# --------------------------------------------------------------------------- headlines


def test_the_headline_is_kept_once():
    head = "Norland, Vespria to Reopen Crossing"
    deck = "The two had not met since spring, officials said"
    text = f"National\n0\n\n{head}\n\n{deck}\n{head}\n{head.upper()}\n\n{LEAD}\n"
    clean_report = cleaned(text)
    assert clean_report.headline.of(text) == head
    assert clean_report.blocks[0] == clean_report.headline
    assert [d.reason for d in clean_report.dropped] == [
        "section",
        "number",
        "repeated-headline",
        "repeated-headline",
    ]
    assert kept(text)[1:] == ["The two had not met since spring, officials said", LEAD]


def test_a_headline_repeated_before_the_lead_is_cut_off():
    head = "Norland and Vespria reopen crossing"
    text = f"{head}\n\n{head}. {LEAD}"
    assert kept(text) == [head, LEAD]
    assert dropped(text) == [("repeated-headline", f"{head}.")]


def test_a_known_title_is_the_headline_though_it_ends_in_a_stop():
    text = f"Norland reopens the crossing.\n{LEAD}"
    assert cleaned(text).headline is None
    assert (
        cleaned(text, title="Norland reopens the crossing.").headline.of(text)
        == "Norland reopens the crossing."
    )


@pytest.mark.parametrize(
    "text", [LEAD, f"{LEAD}\n{NEXT}", "They met. They left.", "Norland, Vespria to talk", ""]
)
def test_no_headline(text):
    assert cleaned(text).headline is None


def test_a_paragraph_repeated_word_for_word_is_read_once():
    assert kept(f"{LEAD}\n{NEXT}\n{LEAD}\n") == [LEAD, NEXT]


# --------------------------------------------------------------------------- parts of lines


@pytest.mark.parametrize(
    "dateline",
    [
        "Tehran, The Norland Observer:",
        "Jakarta, Berita Kita –",
        "JAKARTA, BERITA.COM -",
        "MINSK, 2 May (NNA) –",
        "OSTHEIM, Sept. 3 (NNA) --",
        "OSTHEIM (NNA) —",
        "Minsk –",
        "Berita.com, Jakarta -",
        "Minsk, 13 September 2024 (NNA) –",
    ],
)
def test_datelines_go_and_are_kept_on_record(dateline):
    text = f"Norland and Vespria reopen crossing\n{dateline} {LEAD}\n{NEXT}"
    assert dropped(text) == [("dateline", dateline)]
    assert kept(text)[1:] == [LEAD, NEXT]


@pytest.mark.parametrize(
    "lead",
    [
        "Araghchi: “We shall sign the treaty before the winter comes,” he told the press in the capital.",
        "Norland – a state of two islands – signed the treaty with Vespria in the capital on Monday.",
        "The minister of Norland, J. Doe – who resigned in May – met his counterpart of Vespria.",
        "Norland – Vespria trade doubled last year, the ministers of both countries said on Monday.",
        "Speaking in Minsk, Doe said: The treaty will be signed before the end of the year.",
    ],
)
def test_what_only_looks_like_a_dateline_stays(lead):
    assert kept(f"{lead}\n{NEXT}") == [lead, NEXT]


@pytest.mark.parametrize(
    "header", ["date 2021-03-04", "Published on 4 March 2021 14:35 GMT:", "Published: March 4, 2021 |"]
)
def test_a_date_before_the_lead_is_a_header(header):
    text = f" {header} {LEAD}\n"
    assert kept(text) == [LEAD]
    assert dropped(text)[0][0] == "header"
    assert dropped(text)[0][1].startswith(header[:12])


def test_a_date_that_opens_a_sentence_stays():
    text = "13 September 2024 was the day on which the ministers of the two countries met."
    assert kept(text) == [text]


def test_links_and_credits_at_the_end_of_a_paragraph():
    text = (
        f"{LEAD} Baca juga: Norlandia dan Eastia sepakat\n"
        f"{NEXT} It grew by half. Then it fell. (AP)\n{LEAD[:-1]}! Photo: N. N."
    )
    assert kept(text) == [LEAD, f"{NEXT} It grew by half. Then it fell.", LEAD[:-1] + "!"]
    assert dropped(text) == [
        ("read-also", "Baca juga: Norlandia dan Eastia sepakat"),
        ("credit", "(AP)"),
        ("credit", "Photo: N. N."),
    ]


def test_a_text_broken_at_a_margin_gives_paragraphs():
    text = (
        "The foreign minister of Norland met his counterpart of Vespria in the\n"
        "capital on Monday, where the two ministers agreed to reopen the old\n"
        "crossing over the river before the winter comes.\n\n"
        "Both ministers said that trade between the two countries had doubled\n"
        "since the treaty was signed.\n"
    )
    first, second = kept(text)
    assert first.startswith("The foreign")
    assert first.endswith("winter comes.")
    assert second.endswith("was signed.")


def test_short_paragraphs_on_lines_of_their_own_are_not_joined():
    lines = [
        "The foreign minister of Norland arrived in the capital.",
        "He met his counterpart.",
        "They agreed to talk again.",
    ]
    assert kept("\n".join(lines)) == lines


# --------------------------------------------------------------------------- everything is accounted for

PARTS = st.sampled_from(
    [LEAD, NEXT, "\n", "\r\n", "\n\n", "\u2028", " ", "\u200b", "\u202b", "\ufffd", "Read also: X",
     "Read also", "Share", "Tehran, A:", "MINSK –",
     "date 2021-03-04 ", "2021-03-04", "Photo: A", "(Source: A) |", "Norland and Vespria talk", ". ",
     "0", "https://a.b", "By J. Doe", "–", "(AP)",
     "Source:", "Baca juga: A. "]
)  # fmt: skip


@given(st.lists(PARTS | st.text(max_size=12), max_size=14).map("".join))
def test_blocks_and_dropped_cover_the_text_and_never_overlap(text):
    clean_report = cleaned(text)
    spans = [*clean_report.blocks, *(d.span for d in clean_report.dropped)]
    covered = [i for span in spans for i in range(span.start, span.end)]
    assert len(covered) == len(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)
    assert list(clean_report.blocks) == sorted(clean_report.blocks)
    assert clean_report.headline is None or clean_report.headline in clean_report.blocks


@pytest.mark.parametrize(
    "piece", ["word ", "a\n", "Read also: x\n", "Photo: (", "A, ", "x\n\n", "2024-05-01 ", "“. "]
)
def test_long_texts_take_linear_time(piece):
    text = piece * (300_000 // len(piece))
    begin = time.process_time()  # others at work on the machine are not this text's fault
    cleaned(text)
    assert time.process_time() - begin < 15
