"""JSON-LD: the register as linked data, in the words of schema.org, PROV and Web Annotation.

In: records, the states' codes. Out: one document whose context is inside, so that no network is needed to read
it. Evidence is an annotation's target: the report, the position, the quote. What those vocabularies lack
(type, mode, stage, the bounds of a date) is under `urn:regesta:term:`.

Source: JSON-LD 1.1, Web Annotation Data Model, PROV-O, schema.org.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO
from urllib.parse import quote

from regesta.export.cells import duplicates, flat
from regesta.export.rows import Codes, address, first_day, is_web, publisher
from regesta.export.rss import headline
from regesta.model.actors import Actor
from regesta.model.findings import Place
from regesta.model.records import Records
from regesta.model.snapshot import StoredReport
from regesta.model.spans import Evidence
from regesta.model.times import DayRange
from regesta.packs.knowledge import Knowledge
from regesta.query.scores import score

Json = dict[str, Any]
_DAYS = ("regesta:asOf", "regesta:earliest", "regesta:latest", "schema:datePublished", "schema:startDate")
_NUMBERS = ("regesta:confidence", "regesta:score", "schema:latitude", "schema:longitude")
_LINKS = (
    "oa:hasSource", "regesta:about", "regesta:actor", "regesta:holder", "regesta:party", "regesta:recipient",
    "regesta:speaker", "schema:superEvent",
)  # fmt: skip
CONTEXT: Json = {
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "regesta": "urn:regesta:term:",
    **{term: {"@type": "xsd:date"} for term in _DAYS},
    **{term: {"@type": "xsd:nonNegativeInteger"} for term in ("oa:start", "oa:end")},
    **{term: {"@type": "xsd:decimal"} for term in _NUMBERS},
    **{term: {"@type": "@id"} for term in _LINKS},
}
_KINDS = {"state": "schema:Country", "organisation": "schema:Organization", "person": "schema:Person"}
_WHOLE = "urn:regesta:register"


def write_jsonld(records: Records, out: TextIO, knowledge: Knowledge) -> None:
    """Write the document."""
    whole: Json = {
        "@id": _WHOLE,
        "@type": "schema:Dataset",
        "schema:creator": records.coder,
        "schema:version": f"packs {records.packs}",
        "regesta:asOf": records.as_of.isoformat() if records.as_of else None,
    }
    nodes = sorted(_nodes(records, Codes(knowledge)), key=lambda node: str(node["@id"]))
    graph = [_kept(node) for node in (whole, *nodes)]
    json.dump({"@context": CONTEXT, "@graph": graph}, out, ensure_ascii=False, indent=1, allow_nan=False)
    out.write("\n")


def _nodes(records: Records, codes: Codes) -> Iterator[Json]:
    yield from (_report(s) for s in records.reports)
    for entity in records.entities:
        yield {
            "@id": _iri(entity.id),
            "@type": _KINDS.get(entity.kind, "schema:Organization"),
            "schema:name": entity.name,
            "schema:alternateName": sorted({flat(name) for name, _ in entity.names} - {entity.name}),
            "schema:identifier": entity.id.partition(":")[2] if entity.kind == "state" else None,
        }
    for record in records.events:
        event = record.finding
        yield {
            "@id": f"urn:regesta:event:{event.id}",
            "@type": "schema:Event",
            "schema:name": headline(event, codes),
            "regesta:type": event.type,
            "regesta:mode": sorted(event.modes),
            "regesta:context": sorted(event.contexts),
            "regesta:status": event.status,
            "regesta:score": _decimal(score(event.type, event.modes)),
            "regesta:actor": _parties(event.actors),
            "regesta:recipient": _parties(event.recipients),
            "schema:superEvent": f"urn:regesta:event:{event.part_of}" if event.part_of else None,
            "schema:location": _place(event.place, codes),
            **_days(event.date),
            **_told(event.evidence, event.confidence),
        }
    for said in records.statements:
        statement = said.finding
        yield {
            "@id": f"urn:regesta:statement:{statement.id}",
            "@type": "schema:Statement",
            "regesta:stance": statement.stance,
            "regesta:topic": statement.topic,
            "regesta:speaker": _parties(statement.speakers),
            "regesta:about": _parties(statement.about),
            **_days(statement.date),
            **_told(statement.evidence, statement.confidence),
        }
    known = {e.id for e in records.entities}
    for thread in records.commitments:
        promise = thread.commitment
        bodies = [f"{k}:{p}" for p in promise.parties for k in ("state", "org") if f"{k}:{p}" in known]
        yield {
            "@id": f"urn:regesta:commitment:{promise.id}",
            "@type": "regesta:Commitment",
            "schema:name": flat(promise.title),
            "regesta:kind": promise.kind,
            "regesta:stage": promise.stage,
            "regesta:party": [_iri(b) for b in bodies],
            **_days(promise.date),
            **_told(promise.evidence, promise.confidence),
        }
    for record_ in records.offices:
        held = record_.finding
        yield {
            "@id": f"urn:regesta:office:{held.id}",
            "@type": "schema:Role",
            "schema:roleName": held.office,
            "regesta:standing": held.standing,
            "regesta:holder": _iri(held.entity),
            "schema:addressCountry": held.state,
            **_days(held.date),
            **_told(held.evidence, held.confidence),
        }


def _iri(entity: str) -> str:
    return f"urn:regesta:entity:{quote(entity, safe=':-._')}"


def _parties(actors: Iterable[Actor]) -> list[str]:
    return sorted({_iri(a.entity) for a in actors})


def _report(stored: StoredReport) -> Json:
    report, day, where = stored.report, first_day(stored.published), address(stored.report)
    return {
        "@id": f"urn:regesta:report:{report.id}",
        "@type": ["schema:NewsArticle", "prov:Entity"],
        "schema:headline": stored.title and flat(stored.title),
        "schema:inLanguage": stored.language,
        "schema:publisher": publisher(report),
        "schema:datePublished": day.isoformat() if day else None,
        "schema:url" if is_web(where) else "schema:identifier": flat(where),
    }


def _place(place: Place | None, codes: Codes) -> Json | None:
    if place is None:
        return None
    point = None
    if place.lat is not None and place.lon is not None:
        point = {
            "@type": "schema:GeoCoordinates",
            "schema:latitude": _decimal(place.lat),
            "schema:longitude": _decimal(place.lon),
        }
    return _kept(
        {
            "@type": "schema:Place",
            "schema:name": flat(place.name) or codes.name(place.state),
            "schema:addressCountry": place.state,
            "schema:geo": point,
        }
    )


def _days(days: DayRange) -> Json:
    first, last = days.start, days.last
    sure = first is not None and first == last
    return {
        "schema:startDate": first.isoformat() if first and sure else None,
        "regesta:earliest": first.isoformat() if first else None,
        "regesta:latest": last.isoformat() if last else None,
    }


def _told(evidence: Iterable[object], confidence: float) -> Json:
    passages = [
        {
            "@type": "oa:SpecificResource",
            "oa:hasSource": f"urn:regesta:report:{e.report_id}",
            "oa:hasSelector": [
                {
                    "@type": "oa:TextPositionSelector",
                    "oa:start": str(e.span.start),
                    "oa:end": str(e.span.end),
                },
                {"@type": "oa:TextQuoteSelector", "oa:exact": e.quote},
            ],
            "regesta:rule": e.rule,
        }
        for e in evidence
        if isinstance(e, Evidence)
    ]
    return {"prov:wasDerivedFrom": passages, "regesta:confidence": _decimal(confidence)}


def _decimal(value: float) -> str:
    """Return a number as a literal of xsd:decimal, which JSON's own numbers would turn into doubles."""
    return f"{round(value, 4):.4f}".rstrip("0").rstrip(".")


def _kept(node: Json) -> Json:
    return {key: value for key, value in node.items() if value not in (None, "", [])}


# --------------------------------------------------------------------------- check


def check_jsonld(text: str) -> tuple[str, ...]:
    """Return what in a document is wrong: terms of no vocabulary, links to nodes that are not there."""
    document = json.loads(text)
    nodes = document["@graph"]
    ids = {node["@id"] for node in nodes}
    prefixes = {key for key, value in document["@context"].items() if isinstance(value, str)}
    links = {key for key, value in document["@context"].items() if value == {"@type": "@id"}}
    found = [f"node {i} occurs twice" for i in duplicates(node["@id"] for node in nodes)]
    for node in nodes:
        for key, value in _walk(node):
            if not key.startswith("@") and key.partition(":")[0] not in prefixes:
                found.append(f"{node['@id']}: {key} is of no vocabulary")
            if key in links:
                found += [f"{node['@id']}: {key} {v} is not there" for v in _many(value) if v not in ids]
    return tuple(found)


def _walk(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key, inner
            yield from _walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner)


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
