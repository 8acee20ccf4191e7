"""Folding: letters come out plain, and none of them moves."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.text.fold import fold, fold_letter, squeeze

# What changes its length when lower-cased, upper-cased, decomposed or unified, and what stands beside it.
DANGEROUS = [
    *"ßẞİıŉǰΐŁłØøĐđÅåŒœÆæ",
    *"ﬁﬂﬀﬃﬆ",  # ligatures
    *"ǅǈǋ①Ⅷ½㎏㍿ﷺ",  # compatibility characters that decompose into several
    *"\u0301\u0308\u0327\u0338\u064b\u0651\u05b0",  # combining marks
    *"أإآةىيكیکؤئلا",
    *"ёЁйЙЇїґҐЎўѝ",
    *"가각힣",  # syllables that decompose into jamo
    *"がぱヴ",
    *"‘’ʼʻ`´′“”„«»″‐‑‒–—−",
    *"\u00a0\u2009\u202f\u3000\t\n\r\u200b\u200f\u202e\u2066\ufeff",
    *"𝐀𝒜😀𠀀",
]
letters = st.sampled_from(DANGEROUS) | st.characters(exclude_categories=["Cs"])


@settings(deadline=None, max_examples=300)
@given(st.lists(letters, max_size=60).map("".join))
def test_folding_moves_no_letter(text):
    folded = fold(text)

    assert len(folded) == len(text)
    assert [fold_letter(c) for c in text] == list(folded) or text.isascii()


@pytest.mark.parametrize("letter", DANGEROUS)
def test_one_letter_folds_to_one_letter(letter):
    assert len(fold(letter)) == 1
    assert fold("a" + letter + "b")[2] == "b"


def test_every_letter_of_unicode_folds_to_one_letter():
    moved = [hex(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000 and len(fold_letter(chr(c))) != 1]
    assert moved == []


@pytest.mark.parametrize(("letter", "folded"), [("ئ", "ی"), ("ǿ", "o"), ("Ǿ", "o")])
def test_a_variant_with_a_mark_folds_as_the_variant(letter, folded):
    assert fold(letter) == fold(folded)


def test_folding_twice_is_folding_once():
    twice = {c: fold_letter(chr(c)) for c in range(0x3000) if not 0xD800 <= c < 0xE000}
    assert [chr(c) for c, f in twice.items() if fold_letter(f) != f] == []


@settings(deadline=None)
@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_ascii_takes_the_short_way_to_the_same_end(text):
    assert fold(text) == fold(text + "é")[:-1]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Araqçi", "araqci"),
        ("Łukaszenka", "lukaszenka"),
        ("IŞIK İzmir ışık", "isik izmir isik"),
        ("Ёлка ёлка", "елка елка"),
        ("It’s “so” – he said", 'it\'s "so" - he said'),
        ("ØRSTED Đà Nẵng", "orsted da nang"),
        ("عليّ", "علی" + "\u0651"),
        ("آل إلى أن", "ال الی ان"),
        ("مدرسة كتاب", "مدرسه کتاب"),
        ("a\tb\nc\u00a0d", "a b c d"),
        ("Straße", "straße"),
        ("ﬁnal", "ﬁnal"),
    ],
)
def test_folding(written, folded):
    assert fold(written) == folded


def test_a_mark_apart_from_its_letter_is_kept_so_that_nothing_moves():
    apart = unicodedata.normalize("NFD", "Lukašenka")

    assert len(fold(apart)) == len(apart) == len("Lukašenka") + 1


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Iran", "É", " ", "\n", "\u00a0", "\t  "]), max_size=12).map("".join))
def test_squeezed_text_has_no_double_or_outer_space(text):
    squeezed = squeeze(text)

    assert squeezed == " ".join(squeezed.split())
    assert squeezed.replace(" ", "") == "".join(fold(text).split())
