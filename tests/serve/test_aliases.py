"""Other names stand on the pages of people, bodies, states and two states."""

from __future__ import annotations

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

from regesta.packs.load import load_packs
from regesta.serve.aliases import aliases
from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig


@pytest.fixture(scope="module")
def client(path):
    return TestClient(create_app(ServeConfig(str(path), hosts=("testserver",))))


@pytest.fixture(scope="module")
def packs():
    return load_packs()


@pytest.mark.parametrize(
    ("entity", "name", "language"),
    [
        ("person:alexander-lukashenko", "Александр Лукашенко", ""),
        ("org:SCO", "Organisasi Kerja Sama Shanghai", "id"),
        ("org:SCO", "SCO", ""),  # of two languages
        ("state:IRN", "Islamic Republic of Iran", "en"),
        ("state:BLR", "Republik Belarus", "id"),
    ],
)
def test_a_page_tells_other_names(client, entity, name, language):
    told = client.get(f"/entity/{entity}.json").json()
    assert {"name": name, "language": language} in told["aliases"]
    shown = f'<bdi lang="{language}">{name}</bdi>' if language else f"<bdi>{name}</bdi>"
    assert shown in client.get(f"/entity/{entity}").text


@pytest.mark.parametrize("page", ["/country/IRN", "/dyad/BLR-IRN"])
def test_states_are_told_by_other_names_too(client, page):
    assert '<bdi lang="en">Islamic Republic of Iran</bdi>' in client.get(page).text


def test_the_name_that_heads_the_page_is_not_told_again(packs):
    for code, row in packs.knowledge.states.items():
        assert row.name not in {a["name"] for a in aliases(packs, f"state:{code}")}


@pytest.mark.parametrize("entity", ["group:KEN-BUS", "state:XXX", "person:nobody", "nothing"])
def test_who_is_not_in_the_packs_has_none(packs, entity):
    assert aliases(packs, entity) == []


def test_a_capital_is_no_name_of_its_state(packs):
    assert not {"Tehran", "Teheran", "Iranian"} & {a["name"] for a in aliases(packs, "state:IRN")}
