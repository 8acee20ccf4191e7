"""The stack of words and deeds: every dated event once, cooperation above the line and conflict below."""

import json
from collections import Counter
from itertools import pairwise

import pytest

pytest.importorskip("vl_convert", reason="the extra `charts` is not installed")

import regesta
from regesta.charts.quads import quads
from regesta.export.codebook import codebook
from regesta.query.views import events_between, took_place


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    with regesta.open(tmp_path_factory.mktemp("quads") / "r.db") as register:
        register.add("examples/reports")
        return register.records()


def test_the_table_counts_each_event_in_the_class_of_its_type(records):
    chart = quads(records, ("BLR", "IRN"))
    dated = [
        e.finding
        for e in events_between(records, ("BLR", "IRN"))
        if took_place(e.finding) and e.finding.date.start and (e.finding.date.n_days or 999) <= 367
    ]
    by_class = Counter(codebook().quad(f.type) for f in dated)
    assert [sum(row[n] for row in chart.rows) for n in (1, 2, 3, 4)] == [by_class[n] for n in (1, 2, 3, 4)]
    assert chart.columns[1:] == (
        "verbal cooperation",
        "material cooperation",
        "verbal conflict",
        "material conflict",
    )
    assert sum(by_class.values())
    assert chart.description.startswith(f"{len(dated)} events")


def test_bars_stand_on_their_side_of_the_line_and_on_each_other(records):
    bars = json.loads(quads(records).spec)["data"]["values"]
    assert {b["class"] for b in bars} >= {"verbal cooperation", "verbal conflict"}
    for bar in bars:
        side = 1 if "cooperation" in bar["class"] else -1
        assert side * bar["from"] >= 0
        assert side * bar["to"] > side * bar["from"]
    for quarter in {b["quarter"] for b in bars}:
        for what in ("cooperation", "conflict"):
            stack = sorted(
                (abs(b["from"]), abs(b["to"])) for b in bars if b["quarter"] == quarter and what in b["class"]
            )
            assert all(lower[1] == upper[0] for lower, upper in pairwise(stack))
            assert not stack or stack[0][0] == 0


def test_classes_are_not_told_apart_by_colour_alone(records):
    bars = json.loads(quads(records).spec)["layer"][0]["encoding"]
    filled = dict(zip(bars["fill"]["scale"]["domain"], bars["fill"]["scale"]["range"], strict=True))
    assert {c for c, colour in filled.items() if colour == "@paper"} == {
        "verbal cooperation",
        "verbal conflict",
    }
    assert bars["fill"]["legend"] == bars["stroke"]["legend"]  # one key, not two
