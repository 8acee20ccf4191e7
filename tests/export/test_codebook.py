"""The codebook: PLOVER's scores as the views have them, CAMEO whole, and a code for every event."""

from __future__ import annotations

from typing import get_args

import pytest
from tests.query_made import event, words

from regesta.export.codebook import codebook
from regesta.model.findings import EventType, Foreseen
from regesta.packs.load import load_packs
from regesta.query.scores import modes_of_types, score

BOOK = codebook()
WORDS = words("a.txt", "On Monday")


def code(kind: str, **more: object) -> str:
    return BOOK.choose(event("e", WORDS, type=kind, **more)).code


def test_scores_and_modes_are_those_of_the_views() -> None:
    for kind, row in BOOK.plover.types.items():
        assert row.score == score(kind, ())
        assert {m: row.score if s is None else s for m, s in row.modes.items()} == {
            m: score(kind, (m,)) for m in modes_of_types().get(kind, ())
        }
    assert set(BOOK.plover.types) == set(get_args(EventType))
    assert len(BOOK.plover.contexts) == 37


def test_cameo_is_whole() -> None:
    assert len(BOOK.cameo.codes) == 292
    assert BOOK.named("057").goldstein == 8
    assert [BOOK.cameo_quad(c) for c in ("057", "061", "112", "163")] == [1, 2, 3, 4]


def test_every_row_names_a_code_and_modes_that_exist() -> None:
    for row in BOOK.choices.rows:
        assert BOOK.knows(row.code)
        assert row.back is None or BOOK.knows(row.back)
        assert set(row.modes) <= set(BOOK.plover.types[row.type].modes)
        assert set(row.contexts) <= set(BOOK.plover.contexts)


def test_every_type_ends_with_a_row_that_always_fits() -> None:
    for kind in get_args(EventType):
        last = [row for row in BOOK.choices.rows if row.type == kind][-1]
        assert [last.modes, last.contexts, last.foresees, last.frames] == [()] * 4, kind


def test_every_frame_named_is_in_a_pack() -> None:
    known = {f.id for language in load_packs().languages.values() for f in language.frames}
    named = {f for row in BOOK.choices.rows for f in row.frames}

    assert named <= known


def test_sanction_is_material_conflict() -> None:
    assert BOOK.quad("SANCTION") == 4


@pytest.mark.parametrize(
    ("kind", "more", "expected"),
    [
        ("AGREE", {}, "030"),
        ("AGREE", {"foresees": Foreseen("CONSULT")}, "036"),
        ("AGREE", {"contexts": ("diplomatic", "economic")}, "0311"),
        ("CONSULT", {}, "040"),
        ("CONSULT", {"modes": ("phone",)}, "041"),
        ("CONSULT", {"modes": ("visit",)}, "042"),
        ("SUPPORT", {}, "050"),
        ("COOPERATE", {"contexts": ("military",)}, "062"),
        ("AID", {"contexts": ("asylum",)}, "075"),
        ("ACCUSE", {"modes": ("allege",)}, "112"),
        ("REQUEST", {}, "100"),
        ("SANCTION", {}, "160"),
        ("ASSAULT", {"modes": ("aerial",)}, "195"),
    ],
)
def test_type_mode_and_context_choose_the_code(kind: str, more: dict[str, object], expected: str) -> None:
    assert code(kind, **more) == expected


def test_the_frame_tells_signing_from_praise() -> None:
    def told(frame: str) -> str:
        evidence = words("a.txt", "On Monday", f"en/frames#{frame}")
        return BOOK.choose(event("e", evidence, type="SUPPORT")).code

    assert (told("support-sign"), told("support-praise"), told("support-recognise")) == ("057", "051", "054")
