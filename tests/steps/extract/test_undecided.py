"""Events by example: only of clauses that no frame reads, between two states, and only where the model is sure."""

import pytest

from regesta.steps.extract.undecided import SURE, find_by_example


class Sure:
    """A classifier that has met every predicate and is as sure of one type as it is told to be."""

    def __init__(self, label="ACCUSE", chance=0.99):
        self._chances = {label: chance, "NONE": 1.0 - chance}

    @property
    def index(self):
        return _Everything()

    def probabilities(self, features):
        return dict(self._chances)


class _Everything(dict):
    def __contains__(self, feature):
        return True


@pytest.fixture
def told(traced):
    """Return a function from a text and a classifier to the events by example."""

    def tell(text, classifier):
        report = traced(text, "en", "2025-01-17").claused
        return [d.finding for d in find_by_example(report, (), classifier)]

    return tell


def test_a_clause_of_two_states_that_no_frame_reads_is_told(told):
    (event,) = told("Kenya outwitted Uganda after talks at the lake.", Sure())

    assert event.type == "ACCUSE"
    assert [a.state for a in event.actors] == ["KEN"]
    assert [a.state for a in event.recipients] == ["UGA"]
    assert event.evidence[0].rule == "en/classifier#accuse"


def test_equals_are_all_actors(told):
    (event,) = told("Kenya outwitted Uganda after talks at the lake.", Sure("CONSULT"))
    assert [a.state for a in event.actors] == ["KEN", "UGA"]
    assert event.recipients == ()


@pytest.mark.parametrize(
    "text",
    [
        "Kenya did not outwit Uganda.",  # denied
        "Kenya outwitted everybody.",  # one state
        "Kenya said Uganda was glad.",  # words
        "If Kenya outwitted Uganda, it would be odd.",  # not asserted
        "Kenyan hunters outwitted the Kenyan lions.",  # the same state twice
    ],
)
def test_what_is_not_asserted_of_two_states_is_not(told, text):
    assert told(text, Sure()) == []


def test_an_unsure_classifier_says_nothing(told):
    assert told("Kenya outwitted Uganda after talks at the lake.", Sure(chance=SURE - 0.01)) == []
    assert told("Kenya outwitted Uganda after talks at the lake.", Sure("NONE")) == []


def test_without_a_classifier_the_frames_decide_alone(told):
    assert told("Kenya outwitted Uganda after talks at the lake.", None) == []
