"""GraphML: who deals with whom, for Gephi, igraph, networkx and Cytoscape.

In: records, the states' codes. Out: one directed graph with several edges between two nodes. Nodes are people,
states and organisations; edges are events (one each way where both meet), commitments from those who promise
to those promised, and the offices people hold. An event with one side only makes no edge.

Source: GraphML 1.0 schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TextIO
from xml.etree import ElementTree

from regesta.export import xml
from regesta.export.cells import duplicates, number
from regesta.export.codebook import codebook
from regesta.export.rows import Codes, pairs
from regesta.model.findings import Commitment
from regesta.model.records import Records
from regesta.model.spans import Evidence
from regesta.model.times import DayRange
from regesta.packs.knowledge import Knowledge
from regesta.query.lines import sources_of
from regesta.query.scores import score

Edge = tuple[str, str, str, Mapping[str, str]]  # id, source, target, values
NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_GRAPH = {"coder": "string", "packs": "string", "as_of": "string"}
_NODE = {"name": "string", "kind": "string", "country": "string"}
_EDGE = {
    "record": "string", "record_id": "string", "type": "string", "cameo": "string", "score": "double",
    "earliest": "string", "latest": "string", "quote": "string", "report": "string", "confidence": "double",
}  # fmt: skip


def write_graphml(records: Records, out: TextIO, knowledge: Knowledge) -> None:
    """Write the graph."""
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{NAMESPACE}">\n')
    for part, keys in (("graph", _GRAPH), ("node", _NODE), ("edge", _EDGE)):
        out.writelines(
            f'<key id="{part}_{name}" for="{part}" attr.name="{name}" attr.type="{kind}"/>\n'
            for name, kind in keys.items()
        )
    out.write('<graph id="register" edgedefault="directed">\n')
    as_of = records.as_of.isoformat() if records.as_of else ""
    out.write(_values("graph", {"coder": records.coder, "packs": records.packs, "as_of": as_of}))
    codes = Codes(knowledge)
    edges = sorted(_edges(records), key=lambda e: e[0])
    names = {e.id: (e.name, e.kind) for e in records.entities}
    for node in sorted({*names, *(end for edge in edges for end in edge[1:3])}):
        name, kind = names.get(node, (node.partition(":")[2], node.partition(":")[0]))
        country = codes.iso2(node.partition(":")[2]) if kind == "state" else ""
        values = _values("node", {"name": name, "kind": kind, "country": country})
        out.write(f'<node id="{xml.text(node)}">\n{values}</node>\n')
    for id_, source, target, given in edges:
        ends = f'id="{id_}" source="{xml.text(source)}" target="{xml.text(target)}"'
        out.write(f"<edge {ends}>\n{_values('edge', given)}</edge>\n")
    out.write("</graph>\n</graphml>\n")


def _values(part: str, values: Mapping[str, str]) -> str:
    return "".join(
        xml.element("data", value, key=f"{part}_{name}") + "\n" for name, value in values.items() if value
    )


def _edges(records: Records) -> Iterator[Edge]:
    sources = sources_of(records)
    for pair in pairs(records, codebook()):
        event = pair.event.finding
        if pair.target is None:
            continue
        values = {
            "record": "event",
            "record_id": event.id,
            "type": event.type,
            "cameo": pair.code,
            "score": number(score(event.type, event.modes)),
            "confidence": number(round(event.confidence, 2)),
        }
        values |= _days(event.date) | _words(event.evidence, sources)
        yield f"event-{pair.id}", pair.source.entity, pair.target.entity, values
    for thread in records.commitments:
        promise = thread.commitment
        values = {
            "record": "commitment",
            "record_id": promise.id,
            "type": promise.kind,
            "confidence": number(round(promise.confidence, 2)),
        }
        values |= _days(promise.date) | _words(promise.evidence, sources)
        for n, (source, target) in enumerate(_parties(promise)):
            yield f"commitment-{promise.id}-{n}", source, target, values
    known = {e.id for e in records.entities}
    for record in records.offices:
        held = record.finding
        body = next((f"{k}:{held.state}" for k in ("state", "org") if f"{k}:{held.state}" in known), None)
        if body is not None:
            values = {"record": "office", "record_id": held.id, "type": f"{held.standing} {held.office}"}
            values |= _days(held.date) | _words(held.evidence, sources)
            yield f"office-{held.id}", held.entity, body, values


def _parties(promise: Commitment) -> list[tuple[str, str]]:
    """Return from whom to whom: those named, each pair once."""
    by, to = {a.entity for a in promise.by}, {a.entity for a in promise.to}
    return sorted((a, b) for a in by for b in to if a != b)


def _days(days: DayRange) -> dict[str, str]:
    return {
        "earliest": days.start.isoformat() if days.start else "",
        "latest": days.last.isoformat() if days.last else "",
    }


def _words(evidence: tuple[object, ...], sources: Mapping[str, str]) -> dict[str, str]:
    first = next((e for e in evidence if isinstance(e, Evidence)), None)
    return {} if first is None else {"quote": first.quote, "report": sources.get(first.report_id, "")}


# --------------------------------------------------------------------------- check


def check_graphml(text: str) -> tuple[str, ...]:
    """Return what in a graph is not as GraphML has it: unknown keys, ends that are no nodes, ids met twice."""
    root = ElementTree.fromstring(text)
    name = f"{{{NAMESPACE}}}"
    if root.tag != f"{name}graphml":
        return ("no GraphML",)
    keys = {key.get("id") for key in root.iter(f"{name}key")}
    nodes = [node.get("id") for node in root.iter(f"{name}node")]
    edges = list(root.iter(f"{name}edge"))
    found = [
        f"data of unknown key {d.get('key')}" for d in root.iter(f"{name}data") if d.get("key") not in keys
    ]
    ends = {edge.get(end) for edge in edges for end in ("source", "target")}
    found += [f"an edge ends at {end}, which is no node" for end in sorted(map(str, ends - set(nodes)))]
    found += [f"id {i} occurs twice" for i in duplicates([*nodes, *(edge.get("id") for edge in edges)])]
    return tuple(found)
