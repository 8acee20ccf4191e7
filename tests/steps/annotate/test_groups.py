"""People and bodies known by what they are."""

from __future__ import annotations

import pytest

from regesta.engines.local import tools
from regesta.model.actors import Actor, Mention
from regesta.model.reports import CleanReport, Report
from regesta.model.spans import Span
from regesta.model.times import UNBOUNDED, DayRange
from regesta.packs.load import load_packs
from regesta.steps.annotate import annotate
from regesta.steps.resolve.actors import resolve_actors


def read(text: str, code: str = "en", window: DayRange = UNBOUNDED) -> list[tuple[Mention, Actor]]:
    """Return the mentions of a sentence that resolve, with their first actor."""
    packs = load_packs()
    by = tools(packs)
    report = Report("r", "made", text, "r", language=code)
    done = annotate(CleanReport(report, (Span(0, len(text)),), None, ()), by.annotators[code])
    actors = resolve_actors(done, packs.languages[code], packs.knowledge, by.people, window)
    return [(m, found[0]) for m, found in zip(done.mentions, actors, strict=True) if found]


@pytest.mark.parametrize(
    ("text", "written", "state", "sector"),
    [
        ("Five Kenyan farmers sued the mill.", "Kenyan farmers", "KEN", "AGR"),
        ("A Peruvian frigate left.", "A Peruvian frigate", "PER", "MIL"),
        ("Ghana's striking miners went home.", "Ghana's striking miners", "GHA", "LAB"),
        ("The Tirana police closed the square.", "The Tirana police", "ALB", "COP"),
        ("A Malta-based shipping company failed.", "A Malta-based shipping company", "MLT", "BUS"),
        ("Villagers from Malawi crossed over.", "Villagers", "MWI", "CVL"),
        ("Zambian opposition lawmakers walked out.", "Zambian opposition lawmakers", "ZMB", "LEG"),
        ("Chadian rebel soldiers took the fort.", "Chadian rebel soldiers", "TCD", "REB"),
        ("A Danish army doctor was flown out.", "A Danish army doctor", "DNK", "MIL"),
        ("A group of Latvian tourists fell ill.", "Latvian tourists", "LVA", "CVL"),
    ],
)
def test_a_group_belongs_to_its_state_and_its_sector(text, written, state, sector):
    mention, actor = read(text)[0]
    assert mention.span.of(text) == written
    assert (actor.state, actor.sector) == (state, sector)


def test_public_bodies_act_for_their_state_and_others_do_not():
    assert read("The Kenyan parliament met.")[0][1].entity == "state:KEN"
    assert read("Kenyan farmers met.")[0][1].entity == "group:KEN:AGR"


@pytest.mark.parametrize(
    "text",
    ["Kenya gave Malawi two ships.", "A Kenya-backed militia fled.", "Kenya accused farmers of arson."],
)
def test_what_only_stands_beside_a_state_is_not_its_own(text):
    assert all(a.state is None for m, a in read(text) if m.kind == "group")


def test_soldiers_abroad_are_not_of_the_place():
    (mention, actor), *_ = read("Soldiers in Malawi were ill.")
    assert (mention.kind, actor.state) == ("group", None)


def test_a_surname_is_no_trade():
    assert all(m.kind != "group" for m, _ in read("Juma Farmer slept."))


def test_a_name_after_its_trade_is_a_person():
    mention, actor = read("The Kenyan journalist Juma Otieno asked twice.")[0]
    assert (mention.kind, mention.name, actor.state, actor.sector) == ("person", "Juma Otieno", "KEN", "JRN")


def test_a_rank_tells_the_sector():
    assert read("Gen. Juma Otieno resigned.")[0][1].sector == "MIL"


def test_offices_take_their_owner_from_the_words_before():
    mention, actor = read("EU legislators voted.")[0]
    assert (mention.kind, actor.entity, actor.sector) == ("roles", "org:EU", "LEG")


def test_who_has_left_office_is_of_the_elite():
    assert read("The former Kenyan foreign minister Juma Otieno slept.")[0][1].sector == "ELI"


def test_an_indonesian_group_takes_the_state_that_follows():
    text = "Petani Kenya memblokir jalan."
    mention, actor = read(text, "id")[0]
    assert (mention.span.of(text), actor.state, actor.sector) == ("Petani Kenya", "KEN", "AGR")


def test_a_professor_is_of_the_university():
    mention, actor = read("A professor of law at the University of Lagos resigned.")[0]
    assert (mention.kind, actor.state, actor.sector) == ("group", "NGA", "EDU")


def test_several_who_have_left_office_are_of_the_elite():
    assert read("Two former Chilean ministers resigned.")[0][1].sector == "ELI"


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("EU foreign ministers left.", "org:EU"),
        ("The NATO secretary-general left.", "org:NATO"),
        ("The secretary-general of NATO left.", "org:NATO"),
        ("The UN envoy for Yemen left.", "org:UN"),
        ("The Kenyan ambassador to the UN left.", "state:KEN"),
    ],
)
def test_an_office_that_names_its_body_is_of_the_body(text, entity):
    assert read(text)[0][1].entity == entity


def test_soldiers_withdrawn_from_a_place_are_their_owners():
    entities = [a.entity for _, a in read("Uganda withdrew its soldiers from Rwanda.")]
    assert entities[0] == "state:UGA"
    assert entities[-1] == "state:RWA"
    assert [m.kind for m, _ in read("Uganda withdrew its soldiers from Rwanda.")][-1] == "state"


def test_two_nationalities_before_a_noun_are_two_states():
    packs = load_packs()
    by = tools(packs)
    text = "Kenyan and Ugandan border guards met."
    report = Report("r", "made", text, "r", language="en")
    done = annotate(CleanReport(report, (Span(0, len(text)),), None, ()), by.annotators["en"])
    actors = resolve_actors(done, packs.languages["en"], packs.knowledge, by.people, UNBOUNDED)
    assert [a.state for a in actors[0]] == ["KEN", "UGA"]


def test_counted_nationals_are_people_of_their_state() -> None:
    (mention, actor), *_ = [pair for pair in read("Six Russians were held.") if pair[1].state == "RUS"]
    assert (mention.kind, actor.sector) == ("group", "CVL")


@pytest.mark.parametrize(
    "text", ["The Russians were heard.", "Two Russian banks closed.", "Russia was heard."]
)
def test_others_are_no_counted_nationals(text: str) -> None:
    assert all(actor.sector != "CVL" for _, actor in read(text))
