"""Phrase tables: on word bounds, the longest first, offsets that hold whatever stands before."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.model.spans import Span
from regesta.text.fold import fold
from regesta.text.phrases import PhraseTable


def found(table, text, within=None):
    return [(h.span.of(text), *h.values) for h in table.hits(text, within)]


def test_phrases_are_found_on_word_bounds_only():
    table = PhraseTable([("iran", 1), ("oman", 2), ("us", 3)])

    assert found(table, "Iran, not Iranian; a woman, Romania, thus, US.") == [("Iran", 1), ("US", 3)]


@pytest.mark.parametrize(
    "text", ["Iran", "(Iran)", "Iran's", "«Iran»", "pro-Iran", "Iran.", "\u200bIran\u200b"]
)
def test_marks_bound_a_word(text):
    assert found(PhraseTable([("Iran", 1)]), text) == [("Iran", 1)]


@pytest.mark.parametrize("text", ["Iranian", "_Iran", "Iran2", "éIran", "Iranа"])  # the last а is Cyrillic
def test_letters_do_not(text):
    assert found(PhraseTable([("Iran", 1)]), text) == []


def test_the_longest_phrase_wins():
    table = PhraseTable(
        [("minister", 1), ("foreign minister", 2), ("deputy foreign minister", 3), ("deputy", 4)]
    )

    assert found(table, "the Deputy Foreign Minister and a foreign minister, a minister, a deputy") == [
        ("Deputy Foreign Minister", 3),
        ("foreign minister", 2),
        ("minister", 1),
        ("deputy", 4),
    ]


def test_matches_do_not_overlap_and_the_first_to_begin_wins():
    table = PhraseTable([("joint commission", 1), ("commission meeting", 2), ("meeting", 3)])

    assert found(table, "joint commission meeting") == [("joint commission", 1), ("meeting", 3)]


def test_overlapping_matches_are_there_when_asked_for():
    table = PhraseTable([("joint commission", 1), ("commission meeting", 2)])

    assert {h.phrase for h in table.all_hits("joint commission meeting")} == {
        "joint commission",
        "commission meeting",
    }


def test_scripts_without_spaces_need_no_bounds():
    table = PhraseTable(
        [("伊朗", "IRN"), ("外交部", "mfa"), ("外交部长", "fm"), ("ไทย", "THA"), ("イラン", "IRN")]
    )

    assert found(table, "伊朗外交部长访问北京") == [("伊朗", "IRN"), ("外交部长", "fm")]
    assert found(table, "ประเทศไทยและ") == [("ไทย", "THA")]
    assert found(table, "はイランを") == [("イラン", "IRN")]


@pytest.mark.parametrize("lead", ["😀", "𝐀𝐁 ", "𠀀𠀀, ", "é\u0301 ", "ﬁ ", "İ ", "\u202e\u200f"])
def test_offsets_count_code_points(lead):
    text = f"{lead}(Teherán) "
    (hit,) = PhraseTable([("Teheran", 1)]).hits(text)

    assert hit.span == Span(len(lead) + 1, len(lead) + 8)
    assert hit.span.of(text) == "Teherán"


def test_a_stretch_is_searched_by_itself_with_offsets_of_the_text():
    text = "Minsk 😀 Minsk and Minsk"
    within = Span(8, 17)

    assert [h.span for h in PhraseTable([("minsk", 1)]).hits(text, within)] == [Span(8, 13)]


def test_capitals_are_kept_where_asked():
    table = PhraseTable([("US", "USA"), ("Turkey", "TUR")], case=True)

    assert found(table, "turkey for us; the US and Turkey") == [("US", "USA"), ("Turkey", "TUR")]


def test_typography_does_not_matter_even_where_capitals_do():
    table = PhraseTable([("Sing'oei", 1), ("Kim Jong-un", 2)], case=True)

    assert found(table, "Sing’oei met Kim\u00a0Jong‑un") == [("Sing’oei", 1), ("Kim\u00a0Jong‑un", 2)]


def test_one_phrase_may_have_several_values_each_once():
    table = PhraseTable([("Congo", "COG"), ("Congo", "COD"), ("CONGO", "COG")])

    assert table.get("congo") == ("COG", "COD")
    assert len(table) == 1


def test_an_empty_table_finds_nothing():
    table = PhraseTable([("", 1), ("  ", 2)])

    assert len(table) == 0
    assert table.hits("anything") == ()
    assert not table.any("anything")


def test_an_empty_phrase_is_not_looked_up():
    assert PhraseTable([("a", 1)]).get("") == ()


WORDS = ["iran", "deal", "nuclear deal", "İran", "ß", "الی", "和", "😀"]
texts = st.lists(st.sampled_from([*WORDS, *" ,.-'\n", "x"]), max_size=25).map("".join)


@settings(deadline=None, max_examples=300)
@given(texts)
def test_hits_are_the_words_of_the_text_in_order_and_apart(text):
    table = PhraseTable([(w, w) for w in WORDS])
    hits = table.hits(text)

    assert all(fold(h.span.of(text)) == h.phrase for h in hits)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(hits))
    assert bool(hits) == table.any(text)


def _naive(text, phrases):
    """Every phrase at every place, one by one."""
    folded, places = fold(text), []
    for phrase in phrases:
        key = " ".join(fold(phrase).split())
        at = folded.find(key)
        while at >= 0:
            end = at + len(key)
            left = at == 0 or not (folded[at - 1].isalnum() and folded[at].isalnum())
            right = end == len(folded) or not (folded[end].isalnum() and folded[end - 1].isalnum())
            if left and right:
                places.append((at, end))
            at = folded.find(key, at + 1)
    return sorted(places)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.sampled_from(["iran", "deal", "nuclear deal", "x", " ", ",", "é", "😀"]), max_size=20).map(
        "".join
    )
)
def test_all_hits_are_those_a_slow_search_finds(text):
    phrases = ["iran", "deal", "nuclear deal", "deal iran"]

    hits = PhraseTable([(p, p) for p in phrases]).all_hits(text)

    assert sorted((h.span.start, h.span.end) for h in hits) == _naive(text, phrases)
