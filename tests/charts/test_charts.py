"""Charts: drawn from records, told in words, the same for equal records, and honest where there is nothing."""

import csv
import io

import pytest

pytest.importorskip("vl_convert", reason="the extra `charts` is not installed")

import regesta
from regesta import charts


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
