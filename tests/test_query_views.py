"""Views: positions, successions, timelines, one record in full, and states by name."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.query_made import (
    HOLT,
    PACK,
    SADR,
    TEXTS,
    commitment,
    day,
    days,
    decision,
    event,
    office,
    person,
    snapshot,
    state,
    statement,
    words,
)

from regesta import query
from regesta.errors import AmbiguousRecord, UnknownRecord, UnknownState
from regesta.packs.load import Packs, load_packs
from regesta.query.gather import gather

A = words("a.txt", "Both support free transit.")
B = words("b.txt", "Norland backs free transit, he said there.")


@pytest.fixture(scope="module")
def packs() -> Packs:
    return load_packs()


# --------------------------------------------------------------------------- positions


def positions(*said: object) -> list[tuple[str, str, tuple[str, ...], int]]:
    records = gather(snapshot(said), PACK)  # type: ignore[arg-type]
    return [(p.topic, p.stance, p.states, len(p.statements)) for p in records.positions]


def test_two_statements_of_two_reports_make_a_position() -> None:
    assert positions(statement("a", A, (SADR,)), statement("b", B, (HOLT,))) == [
        ("transit", "support", ("NOR", "VES"), 2)
    ]


def test_two_statements_of_one_report_make_none() -> None:
    assert positions(statement("a", A, (SADR,)), statement("b", words("a.txt", "Both"), (SADR,))) == []


def test_a_joint_statement_of_two_states_is_a_position_by_itself() -> None:
    assert positions(statement("a", A, (SADR, HOLT))) == [("transit", "support", ("NOR", "VES"), 1)]


def test_stances_of_one_family_are_one_position_named_by_the_commonest() -> None:
    said = [statement("a", A, (SADR,), stance="concern"), statement("b", B, (HOLT,), stance="oppose")]
    said.append(statement("c", words("c.txt", "The roads"), (HOLT,), stance="concern"))

    assert positions(*said) == [("transit", "concern", ("NOR", "VES"), 3)]


def test_for_and_against_are_two_and_telling_is_none() -> None:
    said = [statement("a", A, (SADR,)), statement("b", B, (HOLT,), stance="oppose")]
    assert positions(*said) == []
    assert (
        positions(statement("a", A, (SADR,), stance="neutral"), statement("b", B, (HOLT,), stance="neutral"))
        == []
    )


def test_every_topic_of_a_statement_counts() -> None:
    said = [
        statement("a", A, (SADR,), topic="trade", topics=("trade", "transit")),
        statement("b", B, (HOLT,)),
    ]
    assert [p[0] for p in positions(*said)] == ["transit"]


def test_positions_of_a_dyad_are_those_that_both_hold() -> None:
    third = person("ola-berg", "Ola Berg", "ZAR")
    records = gather(snapshot([statement("a", A, (SADR,)), statement("b", B, (third,))]), PACK)

    assert [p.states for p in records.positions] == [("VES", "ZAR")]
    assert query.positions(records, ("NOR", "VES")) == []


# --------------------------------------------------------------------------- offices


def test_successions_go_from_holder_to_holder() -> None:
    first = office("x", A, date=days("2018-01-01", "2020-03-31"))
    second = office("y", B, entity="person:kai-ros", name="Kai Ros", date=days("2020-04-01", "2021-12-31"))
    rows = query.offices(gather(snapshot([second, first]), PACK), ("NOR",))

    assert [(row["name"], row.get("after")) for row in rows] == [("Jan Holt", None), ("Kai Ros", "Jan Holt")]
    assert query.offices(gather(snapshot([first]), PACK), ("VES",)) == []


# --------------------------------------------------------------------------- timelines


MET = event("met", A)
LATER = event("later", B, type="ACCUSE", actors=(HOLT,), recipients=(state("VES"),), date=day("2020-06-01"))


def test_a_timeline_is_in_order_and_of_those_states_together() -> None:
    alone = event("alone", words("c.txt", "The roads"), actors=(HOLT,), date=day("2020-01-01"))
    records = gather(snapshot([LATER, MET, alone]), PACK)

    assert [r["id"] for r in query.timeline(records, ("NOR", "VES"))] == [MET.id, LATER.id]
    assert len(query.timeline(records, ("NOR",))) == 3


def test_a_timeline_can_be_narrowed_by_days_and_types() -> None:
    records = gather(snapshot([LATER, MET]), PACK)
    june = dt.date(2020, 6, 1)

    assert [r["id"] for r in query.timeline(records, since=june)] == [LATER.id]
    assert [r["id"] for r in query.timeline(records, until=june - dt.timedelta(days=1))] == [MET.id]
    assert [r["id"] for r in query.timeline(records, types=("accuse",))] == [LATER.id]


def test_a_meeting_names_the_commitments_made_there() -> None:
    made = commitment("made", A, event=MET.id)
    assert query.timeline(gather(snapshot([MET, made]), PACK))[0]["commitments"] == [made.id]


def test_open_commitments_leave_out_what_is_done_and_reports_that_are_part_of_a_thread() -> None:
    done = commitment("done", A, stage="fulfilled")
    roads = commitment("roads", B)
    built = commitment(
        "built", words("c.txt", "The roads"), kind="implementation report", date=day("2020-08-01")
    )
    follows = decision("follows", [roads, built], value='{"stage": "implementing"}')
    records = gather(snapshot([done, roads, built], [follows]), PACK)
    rows = query.commitments(records, open_only=True)

    assert [(r["id"], r["stage"], r["open"]) for r in rows] == [(roads.id, "implementing", True)]
    assert len(query.commitments(records)) == 3


# --------------------------------------------------------------------------- one record


def test_a_record_is_shown_with_its_words_in_context() -> None:
    shown = query.show(gather(snapshot([MET]), PACK), MET.id[:6])
    passage = shown["context"][0]["passages"][0]

    assert passage["before"] + passage["quote"] + passage["after"] == TEXTS["a.txt"]
    assert passage["quote"] == A.quote


def test_a_merged_record_is_found_by_any_of_its_findings() -> None:
    twin = event("twin", B)
    records = gather(snapshot([MET, twin], [decision("same", [MET, twin])]), PACK)

    assert query.show(records, MET.id)["id"] == query.show(records, twin.id)["id"] == min(MET.id, twin.id)


def test_a_record_names_what_is_tied_to_it() -> None:
    said = statement("said", B, (HOLT,), event=MET.id)
    made = commitment("made", A, event=MET.id)
    shown = query.show(gather(snapshot([MET, said, made]), PACK), MET.id)

    assert shown["related"] == {"made there": [made.id], "said there": [said.id]}


def test_a_report_and_an_entity_can_be_shown_too() -> None:
    records = gather(snapshot([MET]), PACK)

    assert query.show(records, "a.txt")["related"] == {"events": [MET.id]}
    assert query.show(records, HOLT.entity)["related"] == {"events": [MET.id]}


def test_an_unknown_or_ambiguous_id_says_what_to_do() -> None:
    records = gather(snapshot([MET]), PACK)
    with pytest.raises(UnknownRecord, match="four characters"):
        query.show(records, "zzzz")
    with pytest.raises(UnknownRecord):
        query.show(records, MET.id[:3])
    with pytest.raises(AmbiguousRecord, match="more characters"):
        query.show(records, "stat")


def test_short_ids_name_one_record_each() -> None:
    records = gather(snapshot([MET, LATER]), PACK)
    for identity, short in query.short_ids(records).items():
        assert query.show(records, short)["id"] == identity


# --------------------------------------------------------------------------- states by name


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("IRN", "IRN"),
        ("irn", "IRN"),
        ("Iran", "IRN"),
        ("belarus", "BLR"),
        ("Jerman", "DEU"),
        ("de", "DEU"),
        ("SCO", "SCO"),
    ],
)
def test_states_go_by_code_or_by_name_in_any_language_of_the_packs(
    word: str, code: str, packs: Packs
) -> None:
    assert query.party(word, packs) == code


def test_a_misspelt_state_gets_a_suggestion(packs: Packs) -> None:
    with pytest.raises(UnknownState, match=r"Belarus \(BLR\)"):
        query.party("Belaruss", packs)
    with pytest.raises(UnknownState, match="ISO 3166"):
        query.party("Qwxzy", packs)
