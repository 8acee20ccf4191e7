"""Classes of words in the conditions of frames."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.errors import PackError
from regesta.packs import schema as s
from regesta.packs.word_classes import with_classes

FOLDER = Path("xx", "frames")
VESSELS = s.WordClass(id="vessel", words=("boat", "oil tanker"))


def frame(needs=(), unless=()):
    return s.Frame(
        id="coerce-seize",
        predicates=("seize",),
        type="COERCE",
        needs=needs,
        unless=unless,
        examples=(s.Example(text="Kenya seized a boat."), s.Example(text="Chad seized a boat.")),
        counter_examples=(s.CounterExample(text="Chad seized the day.", why="metaphor"),),
    )


def test_a_class_stands_for_its_words_in_place_and_once():
    (done,) = with_classes([frame(("boat", "@vessel", "gold"), ("toy @vessel",))], [VESSELS], FOLDER)

    assert done.needs == ("boat", "oil tanker", "gold")
    assert done.unless == ("toy boat", "toy oil tanker")


def test_a_frame_without_classes_is_left_as_it_is():
    plain = frame(("boat",))

    assert with_classes([plain], [VESSELS], FOLDER) == (plain,)


def test_an_unknown_class_is_refused_with_its_frame_and_those_there_are():
    with pytest.raises(PackError) as refused:
        with_classes([frame(("@vesel",))], [VESSELS], FOLDER)

    assert "'coerce-seize'" in refused.value.problem
    assert "'@vesel'" in refused.value.problem
    assert "vessel" in refused.value.fix


@pytest.mark.parametrize("thing", ["yacht", "dhow", "icebreaker"])
def test_whatever_is_of_the_class_is_enough(traced, thing):
    (event,) = traced(f"Chile impounded a Peruvian {thing}.", "en", "2025-01-17").reading.findings

    assert (event.type, event.actors[0].state, event.recipients[0].state) == ("COERCE", "CHL", "PER")
