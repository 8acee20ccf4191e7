"""Places: cities with coordinates, namesakes told apart, and no place where a government acts."""

from __future__ import annotations

import pytest


def places(traced, text, language="en"):
    return [
        (p.span.of(text), p.name, p.state, p.kind)
        for p in traced(text, language, "2025-01-17").resolved.places
    ]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("They met in Minsk.", "en", ("Minsk", "Minsk", "BLR", "city")),
        (
            "They met in Nizhny Novgorod, Russia.",
            "en",
            ("Nizhny Novgorod", "Nizhniy Novgorod", "RUS", "city"),
        ),
        ("They met in Surabaya.", "en", ("Surabaya", "Surabaya", "IDN", "city")),
        ("Mereka bertemu di Teheran.", "id", ("Teheran", "Tehran", "IRN", "city")),
        ("Mereka bertemu di Nairobi.", "id", ("Nairobi", "Nairobi", "KEN", "city")),
        ("They met in Kenya.", "en", ("Kenya", "Kenya", "KEN", "state")),
    ],
)
def test_a_place_is_found(traced, text, language, expected):
    assert expected in places(traced, text, language)


def test_a_city_has_coordinates_and_a_state_has_none(traced):
    minsk, kenya = traced("They met in Minsk and in Kenya.", "en", "2025-01-17").resolved.places

    assert (round(minsk.lat), round(minsk.lon)) == (54, 28)
    assert (kenya.lat, kenya.lon) == (None, None)


def test_a_title_holds_no_place(traced):
    assert places(traced, "The Iranian foreign minister slept.") == []
    assert places(traced, "A Kenyan delegation slept.") == []


@pytest.mark.parametrize(
    ("written", "near", "state"),
    [
        ("Cordoba", ("ESP",), "ESP"),
        ("Cordoba", ("ARG",), "ARG"),
        ("Tripoli", ("LBN",), "LBN"),
        ("Tripoli", (), "LBY"),
        ("Hyderabad", ("PAK",), "PAK"),
        ("Hyderabad", ("IND",), "IND"),
        ("Minsk", ("KEN",), "BLR"),
    ],
)
def test_the_state_named_beside_tells_namesakes_apart(tools, written, near, state):
    assert tools.gazetteer.find(written, near).state == state


def test_the_capital_wins_among_namesakes(tools):
    assert tools.gazetteer.find("London").state == "GBR"
    assert tools.gazetteer.find("San Jose").state in {"CRI", "USA"}


def test_case_and_accents_do_not_matter(tools):
    assert tools.gazetteer.find("BOGOTÁ") == tools.gazetteer.find("bogota")


def test_what_is_no_city_is_none(tools):
    assert tools.gazetteer.find("Atlantis-upon-Sea") is None
    assert tools.gazetteer.find("") is None


def test_no_city_is_found_in_another_state_than_the_packs_say(packs, tools):
    wrong = []
    for language in packs.languages.values():
        for written, state in language.places.states_of.items():
            city = tools.gazetteer.find(written)
            if city is not None and city.state != state:
                wrong.append((language.code, written, state, city.state))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "state"),
    [("They met in Davos.", "CHE"), ("They met in Panmunjom.", "KOR"), ("They met in Bali.", "IDN")],
)
def test_a_venue_too_small_for_the_gazetteer_is_at_least_in_its_state(traced, text, state):
    assert [s for _, _, s, _ in places(traced, text)] == [state]


def test_coordinates_lie_on_earth(packs, tools):
    for row in packs.knowledge.states.values():
        for capital in row.capitals:
            city = tools.gazetteer.find(capital.name, (row.id,))
            assert city is not None
            assert city.state == row.id
            assert -90 <= city.lat <= 90
            assert -180 <= city.lon <= 180


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bridge in Kobani was closed by Syria.", ("Kobani", "SYR")),
        ("Ukraine said the town of Bakhmut was quiet.", ("Bakhmut", "UKR")),
    ],
)
def test_a_town_of_a_named_state_is_known_by_any_of_its_names(traced, text, expected):
    assert expected in [(written, state) for written, _, state, _ in places(traced, text)]


@pytest.mark.parametrize(
    "text",
    [
        "A bridge in Kobani was closed by Norway.",  # no town of Norway
        "Spain and Chile spoke of Linares.",  # a town of both
    ],
)
def test_a_name_that_may_be_of_another_state_is_no_town(traced, text):
    assert [p for p in places(traced, text) if p[3] == "city"] == []
