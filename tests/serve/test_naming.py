"""Names for codes: in the two places where sentences hold them, and nowhere else."""

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from hypothesis import given
from hypothesis import strategies as st

from regesta.packs.load import load_packs
from regesta.serve.naming import brief, coded, corrected, headline, party, promisers, spelt, tongue

NAMES = {"IRN": "Iran", "BLR": "Belarus", "AND": "Andorra"}


def name(code):
    return NAMES.get(code, code)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ana Ruiz, foreign minister of IRN", "Ana Ruiz, foreign minister of Iran"),
        ("terms of office: A president of BLR from 1994-07-20; B", "terms of office: A president of Belarus from 1994-07-20; B"),
        ("pledge, pledged: a dam (BLR and IRN)", "pledge, pledged: a dam (Belarus and Iran)"),
        ("Ana Ruiz supports IRAN AND BELARUS", "Ana Ruiz supports IRAN AND BELARUS"),
        ("talks of AND about trade", "talks of AND about trade"),
        ("a member of XQZ", "a member of XQZ"),
    ],
)  # fmt: skip
def test_codes_are_spelt_where_sentences_hold_them(text, said):
    assert spelt(text, name) == said


@given(st.text())
def test_what_holds_no_code_stays(text):
    assert spelt(text, lambda code: code) == text


def test_a_party_has_its_name_and_a_short_one_beside_a_mark():
    knowledge = load_packs().knowledge
    assert party("IRN", knowledge) == "Iran"
    assert party("Non-Aligned-Movement", knowledge) == "Non-Aligned Movement"
    assert party("XQZ", knowledge) == "XQZ"
    assert brief("UNSC", knowledge) == "UNSC"
    assert brief("GBR", knowledge) == party("GBR", knowledge)
    narrow = {
        code: brief(code, knowledge, narrow=True) for code in ("GBR", "USA", "IRN", "Non-Aligned-Movement")
    }
    assert narrow == {"GBR": "GBR", "USA": "USA", "IRN": "Iran", "Non-Aligned-Movement": "NAM"}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("date", {"earliest": "2024-05-01", "latest": "2024-05-31"}, "date 2024-05-01 to 2024-05-31"),
        ("place", {"name": "Tabriz", "state": "IRN"}, "place Tabriz, Iran"),
        ("place", {"name": "the steppe"}, "place the steppe"),
        ("parties", ["BLR", "IRN"], "parties Belarus, Iran"),
        ("type", "CONSULT", "type CONSULT"),
    ],
)
def test_a_correction_is_told_in_words(field, value, told):
    assert corrected({"field": field, "value": value}, name) == told


def test_what_is_typed_is_set_apart_and_all_else_stays_text():
    assert coded("ask `regesta <x>` & go") == "ask <code>regesta &lt;x&gt;</code> &amp; go"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"kind": "roadmap", "title": "roadmap for trade"}, "roadmap for trade"),
        ({"kind": "pledge", "title": "a new dam"}, "pledge: a new dam"),
        ({"kind": "memorandum of understanding", "count": 7}, "7 memoranda of understanding"),
        ({"kind": "invitation", "to": [{"name": "Ana Ruiz"}], "place": {"name": "Minsk"}}, "invitation of Ana Ruiz to Minsk"),
    ],
)  # fmt: skip
def test_a_commitment_is_told_once(more, said):
    row = {"record": "commitment", "stage": "pledged", "parties": ["BLR", "IRN"], "says": "", **more}
    assert headline(row, name) == said
    assert promisers(row, name) == "Belarus and Iran"


def test_languages_have_names():
    assert tongue("id") == "Indonesian"
    assert (tongue(""), tongue("zzzz")) == ("unknown", "zzzz")
