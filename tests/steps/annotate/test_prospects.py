"""What a sentence could give decides which words open the gate on it."""

import pytest

from regesta.steps.annotate import find_mentions, parse_sentences
from regesta.steps.annotate.prospects import Encounters
from regesta.steps.clean import clean

MET = "Kenyan Foreign Minister Amina Otieno met her Norwegian counterpart Kari Lund in Oslo on Monday."


@pytest.fixture
def read(traced):
    """Return a function from a text to the sentences of it that the parser saw."""

    def ask(text):
        done = traced(text, "en", "2025-01-17").resolved.annotated
        return [s.span.of(text) for s in done.sentences if s.tokens]

    return ask


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya said the harvest was good.",  # plain words of one party about nobody
        "Kenya reported that the harvest had begun.",
        "Kenya welcomed the rain.",  # a stance on nothing that is a topic
        "Kenya delivered the seeds.",  # no commitment without a noun or a partner
    ],
)
def test_words_that_would_not_be_kept_need_no_parser(read, sentence):
    assert read(f"Norway lies far away. {sentence}") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya said Norway was a friend.",  # about another
        "Kenya backed multilateralism.",  # a stance on a topic
        "Kenya said it would promote multilateralism.",  # a promise on one
        "Kenya condemned the attack.",  # what points back at another's deed
    ],
)
def test_what_may_be_kept_is_parsed(read, sentence):
    assert read(f"Norway lies far away. {sentence}") == [sentence]


def test_what_takes_up_a_word_may_answer_another(read):
    assert read("Norway wrote a poem. Kenya criticised the poem.")[-1:] == ["Kenya criticised the poem."]
    assert read("Norway lies far away. Kenya criticised the poem.") == []


def test_an_it_that_opens_a_sentence_is_a_party(read):
    assert "It expelled two envoys of Kenya." in read(
        "Norway lies far away. It expelled two envoys of Kenya."
    )


@pytest.mark.parametrize(
    ("before", "parsed"),
    [
        ("Kenya and Norway lie far away.", True),  # two of one sentence
        ("Both ministers were late.", True),
        ("Kenya lies far away. The harvest was good.", False),  # one party only
        ("Kenya and Norway lie far away. Rain fell. Snow fell. It was cold.", False),  # too long ago
        ("The nurses were late.", False),
    ],
)
def test_they_are_two_who_stood_together_shortly_before(read, before, parsed):
    act = "They signed a treaty."
    assert (act in read(f"Peru is large. {before} {act} Chile is long.")) is parsed


def test_whatever_is_said_by_somebody_at_a_meeting_is_parsed(read):
    said = "Otieno said the harvest was good."
    assert read(f"{MET} {said}") == [MET, said]
    assert read(f"Norway lies far away. Amina Otieno, the Kenyan foreign minister, is here. {said}") == []


def test_who_may_have_met_is_told_before_parsing(packs, tools, report_of):
    annotator = tools.annotators["en"]
    found = find_mentions(clean(report_of(MET), packs.languages), annotator)
    assert all(not s.tokens for s in found.sentences)
    assert any(s.tokens for s in parse_sentences(found, annotator).sentences)


def test_nobody_met_where_there_was_no_encounter():
    assert not Encounters.of(()).may_hold((), ())


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("Norway is far from its kill, Kenya is not.", False),  # "to kill" is a verb, and here stands none
        ("Norway will kill, Kenya will not.", True),
    ],
)
def test_a_verb_does_not_stand_behind_an_article(read, text, parsed):
    assert bool(read(text)) is parsed
