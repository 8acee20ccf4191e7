"""PLOVER, FollowTheMoney, GraphML, JSON-LD and RSS, read back with the tools of those who use them."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.export.made import HOSTILE, full, records, text

from regesta.export import ftm, plover
from regesta.export.rss import N_ITEMS


def plover_lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in text("plover").splitlines()]


def test_plover_keeps_every_dated_event_and_says_what_did_not_happen() -> None:
    lines = {line["id"]: line for line in plover_lines()}
    dated = {e.id: e.finding for e in records().events if e.finding.date.start}

    assert set(lines) == set(dated)
    for id_, found in dated.items():
        modes = lines[id_].get("mode", [])
        assert ("negation" in modes) == (found.status == "denied")
        assert ("historical" in modes) == (found.status == "historical")


def test_plover_gives_each_witness_s_words_and_offsets() -> None:
    texts = {s.report.text for s in full().reports}
    line = next(x for x in plover_lines() if len(x["text_info"]) == 2)

    for quote, where, cited in zip(line["event_text"], line["text_info"], line["cite_info"], strict=True):
        assert any(t[where["start"] : where["end"]] == quote for t in texts)
        assert cited["codebook"] == "plover-2.0"
    assert line["cite_info"][0]["url"] == "https://www.news.example/2020/05/a?x=1&y=2"
    assert line["event_loc"]["country_code"] == "NOR"
    assert line["actor"][0] == {
        "code": "NOR", "entity_text": "Jan Holt", "identifier_text": "Jan Holt", "office": "foreign minister",
    }  # fmt: skip


def test_plover_says_when_more_than_one_day_is_possible() -> None:
    line = next(x for x in plover_lines() if x["event"] == ["SANCTION"])

    assert line["date"] == "2020-03-01"
    assert line["comment"] == "date between 2020-03-01 and 2020-03-31; explicit: March 2020"
    assert not {"religion", "ethnicity"} & set(plover.NEVER) - set(plover.ENTITY)


def test_plover_reads_as_a_frame() -> None:
    pd = pytest.importorskip("pandas")
    frame = pd.read_json(io.StringIO(text("plover")), lines=True)

    assert frame.id.is_unique
    assert set(frame.quad_code) == {1, 3, 4}


_FTM = Path(__file__).parents[2] / ".venv" / "followthemoney" / "bin" / "python"
# Runs in an environment of its own: followthemoney wants other versions of what Regesta uses.
_READ_BACK = """
import json, sys
from followthemoney import model
given = json.load(sys.stdin)
for schema, properties in given["properties"].items():
    assert set(properties) <= set(model.get(schema).properties), schema
for line in given["lines"]:
    proxy = model.get_proxy(line, cleaned=False)
    again = proxy.to_dict()
    assert again["schema"] == line["schema"]
    for name, values in line["properties"].items():
        assert len(again["properties"].get(name, [])) == len(values), (name, values, again)
    assert proxy.context["coder"] == "made 1"
print(len(given["lines"]))
"""


@pytest.mark.skipif(
    not _FTM.is_file(), reason="`.ci/run` makes the environment of followthemoney; it is not there"
)
def test_followthemoney_takes_every_entity_and_property() -> None:
    lines = [json.loads(line) for line in text("ftm").splitlines()]
    given = {"properties": {k: list(v) for k, v in ftm.PROPERTIES.items()}, "lines": lines}
    done = subprocess.run(
        [str(_FTM), "-c", _READ_BACK],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(lines) > 5


def test_ftm_names_those_involved_by_id() -> None:
    lines = [json.loads(line) for line in text("ftm").splitlines()]
    by_id = {line["id"]: line for line in lines}
    met = next(x for x in lines if x["schema"] == "Event" and len(x["properties"].get("proof", [])) == 2)

    assert {by_id[i]["properties"]["name"][0] for i in met["properties"]["involved"]} == {
        "Jan Holt",
        "Mina Sadr",
    }
    assert by_id["person.jan-holt"]["properties"]["country"] == ["no"]
    assert met["properties"]["date"] == ["2020-05-04"]
    assert {line["schema"] for line in lines} >= {
        "Article",
        "Event",
        "Occupancy",
        "Person",
        "Position",
        "PublicBody",
    }


def test_networkx_reads_the_graph() -> None:
    nx = pytest.importorskip("networkx")
    graph = nx.parse_graphml(text("graphml", records(hostile=True)), force_multigraph=True)

    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.nodes["state:VES"]["name"] == "Vespria"
    edges = [d for _, _, d in graph.edges("person:jan-holt", data=True)]
    assert {d["record"] for d in edges} >= {"event", "office"}
    assert all(isinstance(d["score"], float) for d in edges if d["record"] == "event")
    assert graph.graph["packs"] == "p1"


def test_rdflib_reads_the_document_and_answers() -> None:
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=text("jsonld", records(hostile=True)), format="json-ld")
    query = """
        PREFIX schema: <https://schema.org/> PREFIX oa: <http://www.w3.org/ns/oa#>
        PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX r: <urn:regesta:term:>
        SELECT ?event ?start ?exact WHERE {
          ?event a schema:Event ; r:actor <urn:regesta:entity:person:jan-holt> ; schema:startDate ?day ;
                 prov:wasDerivedFrom/oa:hasSelector ?where, ?words .
          ?where oa:start ?start . ?words oa:exact ?exact . FILTER(?day = "2020-05-04"^^xsd:date) }"""
    rows = list(graph.query(query, initNs={"xsd": rdflib.XSD}))

    assert rows
    assert {row.start.datatype for row in rows} == {rdflib.XSD.nonNegativeInteger}
    assert HOSTILE in {str(row.exact) for row in rows}


def test_feedparser_reads_the_feed_newest_first() -> None:
    feedparser = pytest.importorskip("feedparser")
    feed = feedparser.parse(text("rss", records(hostile=True)))

    assert not feed.bozo
    assert feed.feed.generator == "made 1; packs p1"
    assert 0 < len(feed.entries) <= N_ITEMS
    assert feed.entries[0].id.startswith("urn:regesta:event:")
    assert all("<script" not in entry.get("summary", "") for entry in feed.entries)
    days = [entry.published_parsed[:3] for entry in feed.entries]
    assert days == sorted(days, reverse=True)
    assert "https://www.news.example/2020/05/a?x=1&y=2" in {entry.get("link") for entry in feed.entries}
