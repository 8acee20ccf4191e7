"""What every format owes: its columns, unique ids, equal bytes, no formula, an empty register."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.export.made import empty, full, pack, records, text

from regesta import export
from regesta.cli import main
from regesta.errors import BadValue
from regesta.export.cells import flat, safe
from regesta.query.gather import gather

WHOLE = sorted(export.CHECKS)
TABS = ("gdelt", "gdelt-mentions", "icews", "polecat")


@pytest.mark.parametrize("format", WHOLE)
def test_every_format_satisfies_its_columns(format: str) -> None:
    assert export.CHECKS[format](text(format)) == ()
    assert text(format).strip()


@pytest.mark.parametrize("format", WHOLE)
def test_hostile_text_is_text(format: str) -> None:
    written = text(format, records(hostile=True))

    assert export.CHECKS[format](written) == ()
    if format not in ("jsonld", "plover"):  # JSON escapes it and keeps the words as they stand
        assert "\u202e" not in written
        assert "\x07" not in written
    if format in TABS:
        assert len(written.splitlines()) == written.count("\n")  # whatever one takes for the end of a line
        cells = [c for line in written.splitlines() for c in line.split("\t")]
        assert not [c for c in cells if c.startswith(("=", "+", "@"))]
        assert '"' not in written
    if format in ("rss", "graphml"):
        assert "<script" not in written


@pytest.mark.parametrize("format", WHOLE)
def test_an_empty_register_gives_a_valid_file(format: str) -> None:
    assert export.CHECKS[format](text(format, empty())) == ()


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_equal_registers_give_equal_bytes_in_every_format(random: object) -> None:
    given_ = full()

    def mixed(items: tuple) -> tuple:  # type: ignore[type-arg]
        return tuple(random.sample(items, len(items)))  # type: ignore[attr-defined]

    shuffled = replace(given_, decisions=mixed(given_.decisions), entities=mixed(given_.entities))
    again = gather(shuffled, pack())
    for format in WHOLE:
        assert text(format, again) == text(format, gather(given_, pack())), format


@pytest.mark.parametrize("format", [f for f in WHOLE if f not in ("gdelt", "icews")])
def test_coder_and_packs_stand_in_the_file(format: str) -> None:
    written = text(format)

    assert "made 1" in written
    assert "p1" in written


def test_a_check_names_what_is_wrong() -> None:
    assert "60 columns" in export.CHECKS["gdelt"]("\t".join([""] * 60) + "\n")[0]
    assert "header" in export.CHECKS["icews"]("a\tb\n")[0]
    assert "header" in export.CHECKS["polecat"]("")[0]
    assert export.CHECKS["gdelt"](text("gdelt").replace("\t2020\t", "\t2021\t"))
    assert export.CHECKS["plover"](
        '{"id":"a","date":"2020-01-01","actor":[{"religion":"x"}],"event":["MEET"]}\n'
    )
    assert export.CHECKS["ftm"](text("ftm").replace('"proof"', '"prove"'))
    assert export.CHECKS["rss"]("<rss version='2.0'/>")
    assert export.CHECKS["graphml"]("<graph/>")
    assert export.CHECKS["jsonld"](text("jsonld").replace("regesta:status", "other:status"))


@given(st.text(alphabet=st.characters() | st.sampled_from('\t\n\r\x85\u2028"=+-@\u202e')))
def test_a_cell_is_one_line_and_no_formula(words: str) -> None:
    cell = safe(words)

    assert flat(cell) == cell
    assert not cell.startswith(("=", "+", "-", "@"))
    assert len(cell.splitlines()) <= 1
    assert "\t" not in cell


def test_files_of_every_format_are_the_same_bytes_twice(tmp_path: Path) -> None:
    sums = []
    for n in range(2):
        folder = tmp_path / str(n)
        folder.mkdir()
        for format in WHOLE:
            export.write_file(records(), format, folder / format, knowledge=pack())
        export.write_tables(records(), folder / "tables", "parquet")
        files = sorted(p for p in folder.rglob("*") if p.is_file())
        sums.append([hashlib.sha256(p.read_bytes()).hexdigest() for p in files])
    assert sums[0] == sums[1]
    assert len(sums[0]) == len(WHOLE) + len(export.COLUMNS)


def test_what_does_not_go_together_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="whole register"):
        export.write_file(records(), "gdelt", tmp_path / "x", record="event")
    with pytest.raises(BadValue, match="no kind was given"):
        export.write_file(records(), "parquet", tmp_path / "x")
    with pytest.raises(BadValue, match="csv, parquet"):
        export.write_tables(records(), tmp_path, "rss")
    with pytest.raises(BadValue, match="not text"):
        text("parquet")


def test_the_command_offers_every_format() -> None:
    command = main.commands["export"]
    choice = next(p.type for p in command.params if p.name == "format_")

    assert isinstance(choice, click.Choice)
    assert set(choice.choices) == set(export.FORMATS)
