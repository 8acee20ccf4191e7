"""The event classifier: what it sees of two sides, and that its arithmetic is that of the arrays."""

import math

import pytest

from regesta.steps.extract.classify import Classifier, Sides, features


@pytest.fixture
def seen(traced):
    """Return a function from a text to the features of its first two mentions."""

    def see(text, votes=()):
        report = traced(text, "en", "2025-01-17").claused
        return features(report, Sides(0, frozenset({0}), frozenset({1})), votes)

    return see


def test_predicate_roles_and_words_are_seen(seen):
    found = seen("Kenya scolded Uganda over fishing licences.")

    assert {
        "do:scold",
        "do:scold>subject><d>",
        "do:scold>object><o>",
        "run:<d> scold <o>",
        "after:fishing",
    } <= set(found)


def test_a_passive_has_the_roles_of_its_active(seen):
    active = set(seen("Kenya scolded Uganda."))
    passive = set(seen("Uganda was scolded by Kenya."))  # the first mention is the one scolded

    assert "do:scold>object><o>" in active
    assert "do:scold>object><d>" in passive


def test_what_belongs_to_a_side_is_kept_apart_from_the_side(seen):
    assert "do:shell>object><o>+orchard" in seen("Kenya shelled Uganda's orchards.")


def test_negation_and_mood_are_seen(seen):
    assert "do:scold/fact-" in seen("Kenya did not scold Uganda.")
    assert "do:scold/fact+" in seen("Kenya scolded Uganda.")


def test_votes_are_features(seen):
    assert "v:joined:none" in seen("Kenya scolded Uganda.", ("joined:none",))


def test_features_do_not_name_the_sides(seen):
    assert seen("Kenya scolded Uganda.") == seen("Peru scolded Chile.")


def test_probabilities_add_up_and_follow_the_weights():
    import numpy as np

    model = Classifier(
        ("ACCUSE", "AID"),
        {"a": 0, "b": 1},
        np.array([1.0, 1.0]),
        np.array([[2.0, -2.0], [0.0, 0.0]], dtype=np.float32),
        np.array([0.0, 0.0]),
        {},
    )

    only_a = model.probabilities(("a", "unheard of"))
    both = model.probabilities(("a", "b"))

    assert math.isclose(sum(only_a.values()), 1.0)
    assert math.isclose(only_a["ACCUSE"], 1 / (1 + math.exp(-4)), rel_tol=1e-6)
    assert 0.5 < both["ACCUSE"] < only_a["ACCUSE"]  # a second feature takes its share of the length
    assert model.probabilities(()) == {"ACCUSE": 0.5, "AID": 0.5}
