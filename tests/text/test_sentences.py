import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.model.spans import Span
from regesta.text.sentences import quoted_spans, split_sentences

SHORT = ("Mr.", "Dr.", "Lt. Gen.", "U.S.", "p.m.", "No.", "Sept.")
QUOTES = (('"', '"'), ("“", "”"), ("‘", "’"), ("«", "»"), ("„", "“"))


def split(text):
    return [s.of(text) for s in split_sentences(text, Span(0, len(text)), SHORT, QUOTES)]


def quoted(text):
    return [s.of(text) for s in quoted_spans(text, Span(0, len(text)), QUOTES)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The two met.", "They talked!", "Did they agree?", "Perhaps…", "Nobody knows."],
        ["Mr. Doe met Lt. Gen. Roe at 3.5 p.m. on Monday.", "He left."],
        ["U.S. President Doe arrived.", "She came from the U.S.", "The minister stayed."],
        ["John F. Doe and J. Roe signed No. 7.", "It cost 1.5 million."],
        ["“We agree.”", "He left."],
        ["“No!” she said.", "“Yes,” he said."],
        ["He said: “It is so.", "We know it.”", "Then he left.", "(Applause.)", "The end."],
        ["He paused... but went on.", "Then nothing..."],
        ["1. Open the border.", "2. Sign the treaty."],
        ["It rose.[1]", "Then it fell.[22]", "See www.norland.example for more."],
        ["外长会谈。", "双方同意“合作。”", "他离开了！", "完"],
        ["وصل الوزير.", "هل وافق؟", "نعم."],
        ["वे मिले।", "वे गए।"],
        ["They met on Sept. 3.", "Trade rose 5.5%."],
    ],
)
def test_sentences(sentences):
    space = "" if any(mark in sentences[0] for mark in "。।") else " "
    assert split(space.join(sentences)) == sentences


def test_a_colon_ends_nothing():
    assert split("He said: The border opens.") == ["He said: The border opens."]


def test_nothing_outside_the_stretch_is_read():
    text = "One. Two. Three. Four."
    assert [s.of(text) for s in split_sentences(text, Span(5, 16), ())] == ["Two.", "Three."]


def test_bidi_and_zero_width_marks_do_not_hide_a_stop():
    assert split("They met.\u200f \u202aThen they left.") == ["They met.\u200f", "\u202aThen they left."]


@given(st.text(alphabet=st.sampled_from(list("aA1 .!?…\"“”'’()\n\u200b\u202e。؟Mr-–外")), max_size=120))
def test_every_letter_lies_in_one_sentence(text):
    if not text:
        return
    spans = split_sentences(text, Span(0, len(text)), SHORT, QUOTES)
    covered = [i for s in spans for i in range(s.start, s.end)]
    assert len(covered) == len(set(covered))
    assert covered == sorted(covered)
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)
    assert all(s.of(text) == s.of(text).strip() for s in spans)


@pytest.mark.parametrize(
    "text",
    [
        "word " * 200_000,
        "U.S. " * 200_000,
        ". (" * 330_000,
        "a. " * 330_000,
        "“" * 1_000_000,
        "1. " * 330_000,
        '"a ' * 330_000,
    ],
)
def test_a_megabyte_on_one_line_takes_linear_time(text):
    begin = time.process_time()
    split_sentences(text, Span(0, len(text)), SHORT, QUOTES)
    quoted_spans(text, Span(0, len(text)), QUOTES)
    assert time.process_time() - begin < 10


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We agree,” he said, “and sign.”", ["We agree,", "and sign."]),
        ('He called it "a success" twice.', ["a success"]),
        ("Il a dit «oui» et „ja“.", ["oui", "ja"]),
        ("The ministers’ talks and Norland's don't count.", []),
        ("“We call it ‘fair’ here.” Good.", ["We call it ‘fair’ here."]),
        ("“The paragraph goes on", ["The paragraph goes on"]),
        ("in the ‘90s they met", []),
        ('a 5" pipe', []),
        ("“”", []),
    ],
)
def test_quotations(text, found):
    assert quoted(text) == found
