"""How text is cut into the terms that search finds it by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.store.words import terms


def cut(text, language=None):
    return [term.text for term in terms(text, language)]


def test_words_are_folded():
    assert cut("Iran’s Ministère, ÉCOLE") == ["iran", "s", "ministere", "ecole"]


def test_words_take_their_lemma_where_a_language_is_given():
    assert cut("ministers met", "en") == ["minister", "meet"]
    assert cut("pertemuan", "id") == cut("bertemu", "id")
    assert cut("ministers met", "xx") == cut("ministers met") == ["ministers", "met"]


def test_scripts_without_spaces_become_pairs_and_a_last_letter():
    assert cut("外交部") == ["外交", "交部", "部"]
    assert cut("中") == ["中"]
    assert cut("a外交b") == ["a", "外交", "交", "b"]


def test_vowel_signs_belong_to_the_word():
    assert len(cut("विदेश मंत्री")) == 2


def test_very_long_words_are_cut_short():
    assert cut("x" * 500) == ["x" * 64]


@pytest.mark.parametrize("text", ["", " \n", "…—!?", "\u0301"])
def test_what_holds_no_words_gives_none_or_marks(text):
    assert all(term.strip() for term in cut(text))


@given(st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from("外交ไทยİßﬁ\u0301"), max_size=60))
def test_terms_stand_where_they_say(text):
    last = 0
    for term in terms(text, None):
        assert 0 <= term.start < term.end <= len(text)
        assert term.start >= last - 1
        last = term.end
