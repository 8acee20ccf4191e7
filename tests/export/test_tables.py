"""GDELT, ICEWS, POLECAT and Parquet, read back with pandas, Polars and DuckDB."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from tests.export.made import empty, records, text

from regesta import export
from regesta.export import gdelt, icews, polecat
from regesta.model.records import Records

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
duckdb = pytest.importorskip("duckdb")


def frame(format: str, columns: tuple[str, ...] | None = None, shown: Records | None = None):  # type: ignore[no-untyped-def]
    """Read a table as users of pandas do: everything as text, the header where the format has one."""
    return pd.read_csv(
        io.StringIO(text(format, shown)), sep="\t", dtype=str, keep_default_na=False,
        names=columns, header=None if columns else 0,
    )  # fmt: skip


def test_gdelt_has_61_columns_and_16_of_mentions() -> None:
    assert len(gdelt.COLUMNS) == 61
    assert len(gdelt.MENTIONS) == 16
    assert gdelt.COLUMNS[26] == "EventCode"
    assert gdelt.COLUMNS[-2:] == ("DATEADDED", "SOURCEURL")


def test_a_meeting_is_two_rows_of_gdelt_one_each_way() -> None:
    table = frame("gdelt", gdelt.COLUMNS)
    met = table[table.EventCode == "040"]

    assert sorted(zip(met.Actor1CountryCode, met.Actor2CountryCode, strict=True)) == [
        ("NOR", "VES"),
        ("VES", "NOR"),
    ]
    assert set(met.SQLDATE) == {"20200504"}
    assert set(met.FractionDate) == {"2020.4219"}
    assert set(met.NumArticles) == {"2"}
    assert set(met.ActionGeo_FullName) == {"Arvik, Norland"}
    assert set(met.ActionGeo_CountryCode) == {"NO"}
    assert set(met.DATEADDED) == {"20200505000000"}
    assert table.GLOBALEVENTID.is_unique


def test_a_visit_is_made_and_hosted() -> None:
    table = frame("gdelt", gdelt.COLUMNS)
    rows = {
        (r.EventCode, r.Actor1CountryCode, r.Actor2CountryCode)
        for r in table.itertuples()
        if r.Year == "1998"
    }

    assert rows == {("042", "NOR", "VES"), ("043", "VES", "NOR")}


def test_condemning_together_is_not_condemning_each_other() -> None:
    table = frame("gdelt", gdelt.COLUMNS)
    blamed = table[table.EventCode == "111"]

    assert sorted(blamed.Actor1CountryCode) == ["NOR", "VES"]
    assert set(blamed.Actor2Code) == {""}


def test_what_was_denied_or_has_no_day_makes_no_row() -> None:
    ids = {
        line.split("\t")[0].split("_")[0][9:].replace("-", "") for line in text("polecat").splitlines()[1:]
    }
    dated = {e.id for e in records().events if e.finding.status != "denied" and e.finding.date.start}

    assert ids == dated


def test_nothing_is_invented() -> None:
    table = frame("gdelt", gdelt.COLUMNS)
    unknown = ["AvgTone", "IsRootEvent", *(c for c in gdelt.COLUMNS if "Ethnic" in c or "Religion" in c)]

    assert (table[unknown] == "").all().all()
    assert (frame("gdelt-mentions", gdelt.MENTIONS).MentionDocTone == "").all()


def test_quad_and_goldstein_go_with_the_code() -> None:
    table = frame("gdelt", gdelt.COLUMNS)
    sanction = table[table.EventRootCode == "16"].iloc[0]

    assert (sanction.QuadClass, sanction.GoldsteinScale) == ("4", "-4")


def test_mentions_join_the_events_and_point_into_the_text() -> None:
    con = duckdb.connect()
    con.register("e", frame("gdelt", gdelt.COLUMNS))
    con.register("m", frame("gdelt-mentions", gdelt.MENTIONS))
    (n_lost,) = con.sql("select count(*) from m anti join e using (GLOBALEVENTID)").fetchall()[0]
    rows = con.sql(
        "select distinct MentionType, ActionCharOffset from m where MentionIdentifier like 'http%'"
    ).fetchall()

    assert n_lost == 0
    assert ("1", "0") in rows
    assert {kind for kind, _ in rows} == {"1"}


def test_polars_and_duckdb_read_gdelt_without_a_word_of_help(tmp_path: Path) -> None:
    path = tmp_path / "e.tsv"
    export.write_file(records(hostile=True), "gdelt", path)
    n = len(text("gdelt").splitlines())
    frame_ = pl.read_csv(
        path, separator="\t", has_header=False, new_columns=list(gdelt.COLUMNS), infer_schema=False
    )
    (n_duck,) = duckdb.sql(
        f"select count(*) from read_csv('{path}', delim='\t', header=false, all_varchar=true)"
    ).fetchall()[0]

    assert frame_.shape == (n, 61)
    assert n_duck == n


def test_icews_gives_names_of_countries_and_both_ways() -> None:
    table = frame("icews")
    met = table[table["CAMEO Code"] == "040"]

    assert tuple(table.columns) == icews.COLUMNS
    assert len(icews.COLUMNS) == 20
    assert sorted(zip(met["Source Country"], met["Target Name"], strict=True)) == [
        ("Norland", "Mina Sadr"),
        ("Vespria", "Jan Holt"),
    ]
    assert set(met["Intensity"]) == {"1.0"}
    assert set(met["Publisher"]) == {"The Arvik Post"}


def test_polecat_has_forty_columns_and_lists_in_step() -> None:
    table = frame("polecat")
    met = table[table["Event Date"] == "2020-05-04"]
    row = met[met["Placename"] == "Arvik"].iloc[0]

    assert tuple(table.columns) == polecat.COLUMNS
    assert len(polecat.COLUMNS) == 40
    assert (row["Actor Name"], row["Actor Country"]) == ("Jan Holt; Mina Sadr", "NOR; VES")
    assert row["Actor COW"] == "385; None"
    assert (row["Recipient Name"], row["GeoNames ID"]) == ("None", "None")
    assert row["Quad Code"] == "VERBAL COOPERATION"
    assert set(table["Version"]) == {"made 1; packs p1; plover-2.0"}


def test_codes_hold_for_their_years() -> None:
    from datetime import date

    from tests.export.made import pack

    from regesta.export.rows import Codes

    codes = Codes(pack())
    assert [codes.other("NOR", "fips", date(y, 1, 1)) for y in (1999, 2000)] == ["NX", "NO"]
    assert codes.other("VES", "fips", date(2000, 1, 1)) == ""


def test_ids_stay_apart_where_hashes_fall_together() -> None:
    from regesta.export.rows import _number

    first = _number("key", set())
    assert _number("key", {first}) == first + 1
    assert 0 < first < 2**52


def test_an_actor_named_twice_does_not_meet_itself() -> None:
    from dataclasses import replace

    from tests.query_made import HOLT, SADR, event, words

    from regesta.export.codebook import codebook
    from regesta.export.rows import _sides

    twice = event("e", words("a.txt", "On Monday"), actors=(HOLT, replace(HOLT, as_written="he")))
    three = replace(twice, actors=(*twice.actors, SADR))

    assert len(list(_sides(twice, codebook()))) == 1
    assert [(a.entity, b and b.entity) for a, b, _ in _sides(three, codebook())] == [
        ("person:jan-holt", "person:mina-sadr"),
        ("person:mina-sadr", "person:jan-holt"),
    ]


# --------------------------------------------------------------------------- Parquet


def test_parquet_reads_in_duckdb_and_polars_with_types(tmp_path: Path) -> None:
    paths = export.write_tables(records(), tmp_path, "parquet")
    for path in paths:
        assert export.check_parquet(path, path.stem) == ()
    events = pl.read_parquet(tmp_path / "event.parquet")
    (n,) = duckdb.sql(
        f"select count(*) from '{tmp_path}/event.parquet' where earliest >= date '2020-05-01'"
        " and list_contains(contexts, 'diplomatic') and score > 2"
    ).fetchall()[0]

    assert events.schema["earliest"] == pl.Date
    assert len(events) == len(records().events)
    assert n == 1
    metadata = pl.read_parquet_metadata(tmp_path / "event.parquet")
    assert (metadata["regesta.coder"], metadata["regesta.packs"]) == ("made 1", "p1")


def test_an_empty_register_has_the_same_columns_and_types(tmp_path: Path) -> None:
    for path in export.write_tables(empty(), tmp_path, "parquet"):
        assert export.check_parquet(path, path.stem) == ()


def test_one_kind_goes_to_one_file(tmp_path: Path) -> None:
    export.write_file(records(), "parquet", tmp_path / "e.parquet", record="entity")

    assert export.check_parquet(tmp_path / "e.parquet", "event")
    assert export.check_parquet(tmp_path / "e.parquet", "entity") == ()
