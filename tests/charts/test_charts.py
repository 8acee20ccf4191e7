"""Charts: drawn from records, told in words, the same for equal records, and honest where there is nothing."""

import csv
import datetime as dt
import io

import pytest

pytest.importorskip("vl_convert", reason="the extra `charts` is not installed")

import regesta
from regesta import charts
from regesta.charts.times import table_only
from regesta.query.views import events_between


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    with regesta.open(tmp_path_factory.mktemp("charts") / "r.db") as register:
        register.add("examples/reports")
        return register.records()


@pytest.mark.parametrize("name", charts.CHARTS)
def test_each_chart_is_drawn_and_told_and_has_its_table(records, name):
    chart = charts.CHARTS[name](records)
    assert chart.rows
    assert chart.description.endswith(".")
    light, dark = charts.svg(chart, "light"), charts.svg(chart, "dark")
    assert light.startswith("<svg")
    assert charts.THEMES["light"]["paper"] in light
    assert charts.THEMES["dark"]["paper"] in dark
    assert "@accent" not in light
    table = list(csv.reader(io.StringIO(charts.csv(chart))))
    assert tuple(table[0]) == chart.columns
    assert len(table) == len(chart.rows) + 1
    assert charts.CHARTS[name](records) == chart


@pytest.mark.parametrize("name", charts.CHARTS)
def test_where_there_is_nothing_the_chart_says_so(records, name):
    chart = charts.CHARTS[name](records, ("ATA", "BVT"))
    assert not chart.rows
    assert chart.description in charts.svg(chart)


def test_a_chart_shows_itself_in_a_notebook(records):
    shown = charts.CHARTS["timeline"](records)._repr_mimebundle_()
    assert shown["image/svg+xml"].startswith("<svg")


@pytest.mark.parametrize("name", sorted(n for n, o in charts.OPTIONS.items() if "narrow" in o))
def test_a_narrow_drawing_is_narrow_and_shows_the_same(records, name):
    wide, narrow = (charts.CHARTS[name](records, narrow=n) for n in (False, True))
    assert narrow.rows == wide.rows
    assert narrow.description == wide.description
    widths = [float(charts.svg(c).partition('width="')[2].partition('"')[0]) for c in (wide, narrow)]
    assert widths[1] < 420 < widths[0]


def test_a_holder_is_named_once_above_the_bar(records):
    chart = charts.CHARTS["holders"](records, ("IRN",))
    image = charts.svg(chart)
    for line in {f"{row[2]}, {row[1]}" for row in chart.rows}:
        assert image.count(f">{line}<") == 1, line


def test_what_lies_before_a_pause_of_many_years_is_told_not_drawn(records):
    chart = charts.CHARTS["timeline"](records, ("BLR", "IRN"))
    first = min(row[1] for row in chart.rows)
    assert first < "2010"
    assert "1 before 2023 stands in the table only" in chart.description
    between = events_between(records, ("BLR", "IRN"))
    assert chart.description.endswith(table_only(between))
    assert table_only(between, dt.date(1990, 1, 1)) == ""
    assert (
        "table only"
        not in charts.CHARTS["timeline"](records, ("BLR", "IRN"), since=dt.date(1990, 1, 1)).description
    )


def test_names_stand_in_drawings_where_they_are_given(records):
    called = {"BLR": "Belarus", "IRN": "Iran"}
    chart = charts.CHARTS["network"](records, called=lambda code: called.get(code, code))
    assert "between Belarus and Iran" in chart.description
    assert ">Belarus<" in charts.svg(chart)
    assert {"BLR", "IRN"} <= {row[0] for row in chart.rows} | {row[1] for row in chart.rows}, (
        "the table keeps codes"
    )


def test_series_on_one_axis_have_the_same_marks(records):
    axis = (dt.date(2022, 1, 1), dt.date(2026, 1, 1))
    pairs = [("BLR", "IRN"), ("IDN", "VNM")]
    alone, shared = (
        [charts.svg(charts.CHARTS["series"](records, p, **o)) for p in pairs] for o in ({}, {"axis": axis})
    )
    years = [[f">{y}<" in image for y in range(2020, 2027)] for image in (*alone, *shared)]
    assert years[0] != years[1]
    assert years[2] == years[3]
    assert years[2][2:] == [True] * 5
