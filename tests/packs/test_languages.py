"""Every language: its states, titles and words lead somewhere, and its own examples hold."""

from __future__ import annotations

import pytest

from regesta.packs.check import all_trials, language_problems, tried
from regesta.query import modes_of_types

LANGUAGES = ("en", "id")


def test_the_languages_are_those_tested_here(packs):
    assert tuple(sorted(packs.languages)) == LANGUAGES


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_in_a_language_contradicts_itself(packs, code):
    problems = language_problems(packs.languages[code], packs.knowledge, modes_of_types())
    assert [str(p) for p in problems if p.severity == "error"] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_form_of_every_state_leads_to_it(packs, code):
    language = packs.languages[code]
    assert set(language.states) <= set(packs.knowledge.states)
    lost = [
        (state, written)
        for state, forms in language.states.items()
        for written in (*forms.names, *forms.demonyms, *forms.metonyms, *forms.capitals)
        if not any(f.state == state for f in language.state_table.get(written))
    ]
    assert lost == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_living_state_has_a_name(packs, code):
    table = packs.languages[code].state_table
    named = {f.state for values in table._values for f in values if f.form == "name"}
    living = {c for c, row in packs.knowledge.states.items() if row.until is None and row.parent is None}
    assert living - named == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_name_belongs_to_one_state(packs, code):
    table = packs.languages[code].state_table
    living = {c for c, row in packs.knowledge.states.items() if row.until is None}
    shared = {
        key: states
        for key, values in zip(table._keys, table._values, strict=True)
        if len(states := {f.state for f in values if f.form == "name"} & living) > 1
    }
    assert shared == {}


@pytest.mark.parametrize(
    ("code", "written", "state"),
    [
        ("en", "Iran", "IRN"),
        ("en", "Türkiye", "TUR"),
        ("en", "the United States", "USA"),
        ("en", "US", "USA"),
        ("en", "Ivory Coast", "CIV"),
        ("en", "South Korea", "KOR"),
        ("en", "North Korea", "PRK"),
        ("en", "Belarusian", "BLR"),
        ("id", "Korea Utara", "PRK"),
        ("id", "Korea Selatan", "KOR"),
        ("id", "Amerika Serikat", "USA"),
        ("id", "Belanda", "NLD"),
        ("id", "Jepang", "JPN"),
        ("id", "Belarus", "BLR"),
    ],
)
def test_names_of_states(packs, code, written, state):
    table = packs.languages[code].state_table
    hits = table.hits(f"{written} .")
    assert [h.values[0].state for h in hits] == [state]


def _fired(read):
    def rules(text, language):
        return {e.rule for f in read(text, language).findings for e in f.evidence if hasattr(e, "rule")}

    return rules


def _wrong(trials, read):
    fired = _fired(read)
    return [f"{p.where}: {p.what}" for t in trials if (p := tried(t, fired)) is not None]


def test_examples_in_the_packs_hold_a_sample(packs, read):
    trials = all_trials(packs)
    assert len(trials) > 1000

    assert _wrong(trials[::12], read) == []


@pytest.mark.long
def test_examples_in_the_packs_hold(packs, read):
    assert _wrong(all_trials(packs), read) == []
