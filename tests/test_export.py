"""Exports: the format's promise, byte for byte."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.query_made import (
    ARVIK,
    HOLT,
    SADR,
    TEXTS,
    commitment,
    decision,
    event,
    invitation,
    knowledge,
    office,
    snapshot,
    statement,
    words,
)

import regesta
from regesta import export
from regesta.errors import BadValue
from regesta.export import tables
from regesta.model.findings import EntityMention, Issue
from regesta.model.records import Records
from regesta.model.snapshot import Snapshot
from regesta.model.spans import Span
from regesta.query.gather import gather

SCHEMA = json.loads(
    (Path(regesta.__file__).parent / "data" / "record.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
LEFT = knowledge(("foreign-minister", "2018-01-01", "2020-10-01"))


def full() -> Snapshot:
    """Return a snapshot with every kind of record in it."""
    a, b = words("a.txt", "On Monday Mina Sadr met Jan Holt in Arvik."), words("b.txt", "saw Sadr in Arvik")
    one, two = event("one", a, place=ARVIK, modes=("visit",), contexts=("diplomatic",)), event("two", b)
    said = [statement("s", words("a.txt", "Both support free transit."), (SADR,))]
    said.append(statement("t", words("b.txt", "Norland backs free transit"), (HOLT,), topics=("transit",)))
    roads = commitment("roads", a, event=one.id, sectors=("transit", "roads"))
    held = office("held", b)
    span = Span(0, 9)
    issue = Issue("0" * 16, a.report_id, span, TEXTS["a.txt"][0:9], "date.no-year", "no year")
    told = decision(
        "override",
        [roads],
        "person:kim",
        value='{"field":"title","value":"=SUM(A1)"}',
        time="2020-06-01T00:00:00",
    )
    names = [EntityMention("person:jan-holt", "Jan Holt", "person", "Holt", "en")]
    findings = [one, two, *said, roads, invitation(), held]
    return snapshot(findings, [decision("same", [one, two]), told], issues=[issue], entities=names)


def records() -> Records:
    return gather(full(), LEFT)


def jsonl(shown: Records) -> str:
    out = io.StringIO(newline="")
    export.write(shown, "jsonl", out)
    return out.getvalue()


def test_every_line_satisfies_the_schema_and_every_kind_is_there() -> None:
    lines = [json.loads(line) for line in jsonl(records()).splitlines()]
    kinds = {line["record"] for line in lines}

    assert kinds == {"about", *export.COLUMNS}
    for line in lines:
        assert not list(VALIDATOR.iter_errors(line)), line


def test_about_comes_first_and_the_rest_by_record_and_id() -> None:
    lines = [json.loads(line) for line in jsonl(records()).splitlines()]

    assert lines[0] == {
        "record": "about",
        "schema": "1.0",
        "coder": "made 1",
        "packs": "p1",
        "as_of": "2020-12-31",
    }
    keys = [(line["record"], line["id"]) for line in lines[1:]]
    assert keys == sorted(keys)


def test_keys_stand_in_the_order_of_the_format() -> None:
    line = next(x for x in map(json.loads, jsonl(records()).splitlines()) if x["record"] == "event")
    order = [
        "record", "id", "referents", "type", "modes", "contexts", "score", "status", "actors", "date",
        "place", "evidence", "confidence",
    ]  # fmt: skip

    assert [key for key in line if key in order] == order
    assert list(line["evidence"][0]) == ["report", "report_id", "start", "end", "quote", "rule"]
    assert line["score"] == 4.0


def test_every_quote_is_where_it_says() -> None:
    texts = {s.report.id: s.report.text for s in full().reports}
    n_seen = 0
    for line in map(json.loads, jsonl(records()).splitlines()):
        words_ = [
            *line.get("evidence", []),
            *(e for step in line.get("history", []) for e in step["evidence"]),
        ]
        for evidence in (e for e in words_ if "quote" in e):
            assert texts[evidence["report_id"]][evidence["start"] : evidence["end"]] == evidence["quote"]
            n_seen += 1
    assert n_seen > 8


def test_a_step_may_rest_on_a_row_of_a_pack() -> None:
    invited = next(x for x in map(json.loads, jsonl(records()).splitlines()) if x.get("kind") == "invitation")
    assert invited["stage"] == "lapsed"
    assert invited["history"][-1]["evidence"] == [
        {
            "pack": "knowledge/offices",
            "row": "NOR/foreign-minister/jan-holt/2018-01-01",
            "source": "a register",
        }
    ]


def test_modes_without_a_score_fall_back_to_the_type() -> None:
    from regesta.query.scores import score

    assert score("PROTEST", ("vandalize",)) == -5
    assert score("CONSULT", ("phone",)) == 1.5
    assert score("ACCUSE", ()) == -3


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_equal_registers_give_equal_bytes(random: object) -> None:
    given_ = full()

    def mixed(items: tuple) -> tuple:  # type: ignore[type-arg]
        return tuple(random.sample(items, len(items)))  # type: ignore[attr-defined]

    shuffled = replace(given_, decisions=mixed(given_.decisions), entities=mixed(given_.entities))
    assert jsonl(gather(shuffled, LEFT)) == jsonl(gather(given_, LEFT))


# --------------------------------------------------------------------------- CSV


def table(record: str) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    export.write(records(), "csv", out, record=record)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def test_csv_gives_one_table_a_kind_with_people_and_words_in_plain_text() -> None:
    row = table("event")[0]

    assert row["who"] == "Jan Holt (NOR); Mina Sadr (VES)"
    assert (row["earliest"], row["place_name"]) == ("2020-05-04", "Arvik")
    assert row["quote"] == "On Monday Mina Sadr met Jan Holt in Arvik."
    assert json.loads(row["evidence"])[0]["report"] == "a.txt"


def test_a_cell_that_a_spreadsheet_would_run_is_made_text() -> None:
    titles = {row["title"] for row in table("commitment")}

    assert "'=SUM(A1)" in titles


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM", "\t=1", "\r=1"])
def test_no_cell_begins_as_a_formula(text: str) -> None:
    assert tables.cell(text) == f"'{text}"
    assert tables.cell(-3.0) == "-3.0"  # a number is a number


def test_csv_lines_end_as_the_rfc_says_and_line_breaks_survive() -> None:
    out = io.StringIO(newline="")
    export.write(records(), "csv", out, record="report")

    assert out.getvalue().count("\r\n") == 4


def test_all_tables_go_into_a_folder(tmp_path: Path) -> None:
    paths = export.write_tables(records(), tmp_path / "new" / "tables")

    assert {p.name for p in paths} == {f"{kind}.csv" for kind in export.COLUMNS}
    assert all(p.stat().st_size > 0 for p in paths)


def test_an_unknown_format_or_kind_is_named_with_the_choice() -> None:
    with pytest.raises(BadValue, match=r"csv, .*jsonl"):
        export.write(records(), "xlsx", io.StringIO())
    with pytest.raises(BadValue, match="event"):
        export.write(records(), "jsonl", io.StringIO(), record="meeting")
    with pytest.raises(BadValue, match="folder"):
        export.write(records(), "csv", io.StringIO())
