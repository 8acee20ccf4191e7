"""Results: a sequence of rows that becomes a frame."""

from __future__ import annotations

import pytest

from regesta.table import Table

ROWS = [
    {"id": "a", "type": "AID", "actors": [{"entity": "state:IRN"}], "date": {"earliest": "2024-05-01"}},
    {"id": "b", "place": {"name": "Minsk", "lat": 53.9}, "actors": [{"entity": "state:BLR", "office": "x"}]},
]


def test_a_table_is_a_sequence():
    table = Table(ROWS)
    assert len(table) == 2
    assert table[1]["id"] == "b"
    assert [row["id"] for row in table] == ["a", "b"]
    assert list(table[:1]) == ROWS[:1]
    assert isinstance(table[:1], Table)
    assert table == Table(ROWS)
    assert table != ROWS
    assert repr(table) == "<Table of 2 rows: id, type, actors, date, place>"
    assert table.columns == ("id", "type", "actors", "date", "place")


def test_a_table_becomes_a_pandas_frame():
    pytest.importorskip("pandas")
    frame = Table(ROWS).to_pandas()
    assert list(frame.columns) == ["id", "type", "actors", "date", "place"]
    assert frame.shape == (2, 5)
    assert frame["actors"][0] == [{"entity": "state:IRN"}]
    assert Table([]).to_pandas().shape == (0, 0)


def test_a_table_becomes_a_polars_frame():
    pytest.importorskip("polars")
    frame = Table(ROWS).to_polars()
    assert frame.columns == ["id", "type", "actors", "date", "place"]
    assert frame["place"].to_list()[1] == {"name": "Minsk", "lat": 53.9}
    assert frame["actors"].to_list()[1] == [{"entity": "state:BLR", "office": "x"}]
    assert Table([]).to_polars().shape == (0, 0)


def test_a_table_shows_itself_as_html_and_escapes_what_reports_say():
    shown = Table([{"quote": "<script>x</script>", "n": 1}, {"n": [1, "é"]}])._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "<td></td>" in shown
    assert "[1, &quot;é&quot;]" in shown
