"""The map and the network: what part of the world is shown, who stands beside whom, what is said in words."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("vl_convert", reason="the extra `charts` is not installed")

import regesta
from regesta import charts
from regesta.charts.network import N_PARTIES
from regesta.charts.ring import ring
from regesta.charts.window import lines, window_on

POINTS = st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=30)


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    with regesta.open(tmp_path_factory.mktemp("atlas") / "r.db") as register:
        register.add("examples/reports")
        return register.records()


def values(chart, kind):
    return [
        row
        for layer in json.loads(chart.spec)["layer"]
        if layer["mark"]["type"] == kind
        for row in layer["data"]["values"]
    ]


# --------------------------------------------------------------------------- the map


@given(POINTS, st.sampled_from([316, 676]))
def test_every_point_stands_inside_the_map(points, width):
    window = window_on(points, width)
    for point in points:
        x, y = window.place(point)
        assert -1e-6 <= x <= window.width + 1e-6
        assert -1e-6 <= y <= window.height + 1e-6
    assert window.west < window.east <= window.west + 360 + 1e-6
    assert 0.2 * width < window.height < 1.6 * width


@given(POINTS)
def test_pixels_lead_back_to_the_point(points):
    window = window_on(points, 676)
    lat, lon = window.point(*window.place(points[0]))
    assert lat == pytest.approx(points[0][0], abs=0.002)
    assert math.cos(math.radians(lon - points[0][1])) == pytest.approx(1, abs=1e-6)


def test_meetings_in_fiji_and_samoa_stand_side_by_side():
    suva, apia = (-18.14, 178.43), (-13.83, -171.77)
    window = window_on([suva, apia], 676)
    assert window.east - window.west < 40
    assert window.place(suva)[0] < window.place(apia)[0]


def test_the_world_is_cut_in_the_pacific_where_there_is_no_reason_not_to():
    window = window_on([(35.7, 139.7), (52.5, 13.4), (38.9, -77.0)], 676)
    assert -180 <= window.west < window.east <= 180


def test_one_place_is_shown_with_its_surroundings():
    window = window_on([(53.9, 27.6)], 676)
    assert window.east - window.west > 20
    assert window.south < 50 < 58 < window.north


@pytest.mark.parametrize(("first", "last", "most"), [(-180, 180, 7), (20, 44, 4), (-3.5, 9.9, 5)])
def test_lines_of_degrees_are_few_and_even(first, last, most):
    found = lines(first, last, most)
    assert 1 < len(found) <= most + 1
    assert len({b - a for a, b in pairwise(found)}) == 1
    assert first <= found[0] <= found[-1] <= last


def test_the_map_draws_only_places_that_reports_name(records):
    chart = charts.CHARTS["map"](records)
    known = {(r[2], r[3]) for r in chart.rows if r[2] is not None}
    assert {(d["lat"], d["lon"]) for d in values(chart, "point")} == known
    assert any(r[2] is None for r in chart.rows), "the examples name a state alone"
    assert "have no place that the reports name" in chart.description
    assert "listed, not drawn" in chart.description


def test_the_map_draws_no_line_but_the_towns(records):
    layers = json.loads(charts.CHARTS["map"](records).spec)["layer"]
    assert {layer["mark"]["type"] for layer in layers} == {"line", "point", "text"}
    ground = list(csv.DictReader(io.StringIO(layers[0]["data"]["values"])))
    assert len(ground) > 300
    assert all(row["lon"] == "" for row in ground[2::3])
    for a, b in zip(ground[::3], ground[1::3], strict=True):
        assert a["lat"] == b["lat"]
        assert float(b["lon"]) - float(a["lon"]) < 0.02


def test_names_on_the_map_are_each_there_once(records):
    for narrow in (False, True):
        names = [v["name"] for v in values(charts.CHARTS["map"](records, narrow=narrow), "text")]
        assert names
        assert all(names.count(n) == 2 for n in names), "once as ground, once as ink"


def test_types_and_states_narrow_the_map(records):
    talks = charts.CHARTS["map"](records, ("BLR", "IRN"), types=("CONSULT",))
    assert {r[0] for r in talks.rows} < {r[0] for r in charts.CHARTS["map"](records).rows}
    assert "Kampala" in {r[0] for r in talks.rows}


# --------------------------------------------------------------------------- the network


def crossings(order, ties):
    at = {c: i for i, c in enumerate(order)}
    ends = [sorted((at[a], at[b])) for a, b in ties]
    return sum(a < c < b < d or c < a < d < b for (a, b), (c, d) in combinations(ends, 2))


def test_those_who_deal_with_each_other_stand_together():
    one, other = ("A", "C", "E", "G"), ("B", "D", "F", "H")
    ties = {pair: 1 for group in (one, other) for pair in combinations(group, 2)}
    order = ring(tuple("ABCDEFGH"), ties)
    assert crossings(order, ties) == 2, "one inside each group of four cannot be helped"
    assert crossings("ABCDEFGH", ties) > 10
    assert order[0] == "A"


@given(
    st.sets(st.tuples(st.sampled_from("ABCDEFG"), st.sampled_from("ABCDEFG")).filter(lambda p: p[0] < p[1]))
)
def test_a_ring_holds_each_once_and_is_the_same_again(pairs):
    ties = dict.fromkeys(sorted(pairs), 2)
    assert sorted(ring(tuple("ABCDEFG"), ties)) == list("ABCDEFG")
    assert ring(tuple("ABCDEFG"), ties) == ring(tuple("ABCDEFG"), dict(reversed(ties.items())))
    assert ring((), {}) == ()


def test_conflict_is_told_by_dashes_too(records):
    spec = json.loads(charts.CHARTS["network"](records).spec)
    ties = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "rule")
    for channel in ("stroke", "strokeDash"):
        assert ties["encoding"][channel]["field"] == "leaning"
    assert {"mostly cooperation", "mostly conflict"} == {v["leaning"] for v in ties["data"]["values"]}


def test_a_state_alone_stands_in_the_middle_of_its_partners(records):
    chart = charts.CHARTS["network"](records, ("IRN",))
    places = {(d["x"], d["y"]) for d in values(chart, "point")}
    assert (0.0, 0.0) in places
    assert all(math.hypot(x, y) == pytest.approx(1, abs=1e-3) for x, y in places - {(0.0, 0.0)})
    assert {"BLR", "GBR"} <= {c for row in chart.rows for c in row[:2]}
    assert "KEN" not in {c for row in chart.rows for c in row[:2]}


def test_of_very_many_parties_those_with_most_are_drawn_and_all_are_in_the_table(records):
    event = next(e for e in records.events if len(e.finding.actors) > 1 and e.finding.status == "occurred")
    actor = event.finding.actors[0]
    crowd = tuple(
        dataclasses.replace(actor, entity=f"state:X{i:02}", state=f"X{i:02}") for i in range(N_PARTIES + 10)
    )
    finding = dataclasses.replace(event.finding, actors=crowd, recipients=())
    many = dataclasses.replace(records, events=(*records.events, dataclasses.replace(event, finding=finding)))
    chart = charts.CHARTS["network"](many)
    assert len(values(chart, "point")) == N_PARTIES
    assert len(chart.rows) > math.comb(N_PARTIES + 10, 2)
    assert f"The {N_PARTIES} with most events of" in chart.description
    assert len(values(charts.CHARTS["network"](many, ("X39",)), "point")) == N_PARTIES


def test_least_leaves_out_ties_of_few_events(records):
    assert {row[2] >= 3 for row in charts.CHARTS["network"](records, least=3).rows} == {True}
    assert charts.CHARTS["network"](records, least=9_999).rows == ()


def test_a_register_draws_the_ties_among_a_state_s_partners_too(tmp_path):
    text = (
        "NAIROBI, 4 May 2024 - The foreign ministers of Kenya and Uganda held talks in Nairobi on 4 May 2024.\n\n"
        "Kenya and Ethiopia signed an agreement on transport in Nairobi on 5 May 2024.\n\n"
        "The foreign ministers of Uganda and Ethiopia held talks in Kampala on 6 May 2024."
    )
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    with regesta.open(tmp_path / "r.db") as register:
        register.add([tmp_path / "one.txt"])
        ties = {row[:2] for row in register.chart("network", "KEN").rows}
    assert ties == {("KEN", "UGA"), ("ETH", "KEN"), ("ETH", "UGA")}
