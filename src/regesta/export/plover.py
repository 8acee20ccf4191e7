"""PLOVER JSON lines: one event a line, with every witness's words and where they stand.

In: records, the states' codes. Out: objects with the fields of the manual, in order of day. What did not
happen is there too, told by an auxiliary mode: future, hypothetical, negation, and historical for background.

The date is the first possible day; where more than one is possible, `comment` says so. An event without any
day is left out: the manual requires one. Religion, ethnic group, gender and age are never given.

Source: PLOVER manual, draft version 2.0, chapter "Data Fields".
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any, TextIO

from regesta.export.cells import duplicates
from regesta.export.codebook import Codebook, codebook
from regesta.export.rows import Codes, Witnesses, address, first_day, is_web, publisher
from regesta.model.actors import Actor
from regesta.model.codec import dumps
from regesta.model.findings import Event, Place
from regesta.model.records import Merged, Records
from regesta.model.reports import Report
from regesta.model.snapshot import StoredReport
from regesta.model.spans import Evidence
from regesta.packs.knowledge import Knowledge
from regesta.query.scores import score

Json = dict[str, Any]
FIELDS: tuple[str, ...] = (
    "id", "has_event", "date", "time", "enddate", "endtime", "actor", "recipient", "event", "event_loc",
    "event_text", "quad_code", "event_scale", "mode", "context", "link", "text", "text_info", "cite_info",
    "size", "coder", "coded_date", "coded_time", "comment",
)  # fmt: skip
ENTITY: tuple[str, ...] = (
    "code", "sector", "entity_text", "identifier_id", "identifier_text", "religion", "ethnicity", "office",
    "gender", "age",
)  # fmt: skip
LOCATION: tuple[str, ...] = (
    "extracted_place", "resolved_place", "geonameid", "lat", "lon", "city", "district", "province", "country",
    "country_code", "feature_class", "feature_code", "resolution",
)  # fmt: skip
TEXT_INFO = ("sequence", "start", "end", "text_story")
CITE_INFO = (
    "corpus", "citation", "url", "title", "language", "publication", "license", "copyright", "coder",
    "codebook", "version",
)  # fmt: skip
NEVER = ("religion", "ethnicity", "gender", "age")
_CITY, _COUNTRY = 4, 1  # resolutions


def write_plover(records: Records, out: TextIO, knowledge: Knowledge) -> None:
    """Write the lines."""
    book, codes, witnesses = codebook(), Codes(knowledge), Witnesses.of(records)
    version = f"packs {records.packs}"
    found = [(day, r) for r in records.events if (day := first_day(r.finding.date)) is not None]
    for day, record in sorted(found, key=lambda pair: (pair[0], pair[1].id)):
        out.write(dumps(_line(day, record, book, codes, witnesses, records.coder, version)) + "\n")


def _line(
    day: dt.date,
    record: Merged[Event],
    book: Codebook,
    codes: Codes,
    witnesses: Witnesses,
    coder: str,
    version: str,
) -> Json:
    event = record.finding
    auxiliary = book.plover.auxiliary.get(event.status)
    told = [
        (e, witnesses.reports[e.report_id])
        for e in event.evidence
        if isinstance(e, Evidence) and e.report_id in witnesses.reports
    ]
    cite = {"coder": coder, "codebook": book.plover.edition, "version": version}
    line: Json = {
        "id": record.id,
        "date": day.isoformat(),
        "actor": [_entity(a, codes) for a in _sorted(event.actors)],
        "recipient": [_entity(a, codes) for a in _sorted(event.recipients)],
        "event": [event.type],
        "event_loc": _location(event.place, codes) if event.place else None,
        "event_text": [e.quote for e, _ in told],
        "quad_code": book.quad(event.type),
        "event_scale": score(event.type, event.modes),
        "mode": sorted(event.modes) + ([auxiliary] if auxiliary else []),
        "context": sorted(event.contexts),
        "link": [record.id, event.part_of] if event.part_of else None,
        "text_info": [{"start": e.span.start, "end": e.span.end} for e, _ in told],
        "cite_info": [_cited(s) | cite for _, s in told],
        "coder": coder,
        "comment": _comment(event),
    }
    return {key: value for key, value in line.items() if value not in (None, [], "")}


def _sorted(actors: tuple[Actor, ...]) -> list[Actor]:
    return sorted(actors, key=lambda a: (a.state or "", a.entity, a.name))


def _entity(actor: Actor, codes: Codes) -> Json:
    entity = {
        "code": codes.plover(actor),
        "sector": codes.sector(actor),
        "entity_text": actor.as_written,
        "identifier_text": codes.name(actor.state) if actor.kind == "state" else actor.name,
        "office": actor.office,
    }
    return {key: value for key, value in entity.items() if value}


def _location(place: Place, codes: Codes) -> Json:
    city = place.lat is not None
    where = {
        "resolved_place": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "city": place.name if city else None,
        "country": codes.name(place.state),
        "country_code": place.state,
        "resolution": _CITY if city else _COUNTRY,
    }
    return {key: value for key, value in where.items() if value not in (None, "")}


def _cited(stored: StoredReport) -> Json:
    report: Report = stored.report
    where = address(report)
    cited = {
        "citation": where,
        "url": where if is_web(where) else None,
        "title": stored.title,
        "language": stored.language,
        "publication": publisher(report) or None,
    }
    return {key: value for key, value in cited.items() if value}


def _comment(event: Event) -> str | None:
    days = event.date
    if days.n_days == 1:
        return None
    first = days.start.isoformat() if days.start else "any day"
    last = days.last.isoformat() if days.last else "any day"
    return f"date between {first} and {last}; {'; '.join(days.basis)}".rstrip("; ")


# --------------------------------------------------------------------------- check


def check_plover(text: str) -> tuple[str, ...]:
    """Return what in the lines is not as the manual has it; nothing if all is well."""
    found: list[str] = []
    ids: list[Any] = []
    for n, raw in enumerate(text.split("\n")[:-1], 1):
        line = json.loads(raw)
        ids.append(line.get("id"))
        found += [f"line {n}: {problem}" for problem in _problems(line)]
    found += [f"id {i} occurs twice" for i in duplicates(ids)]
    return tuple(found)


def _problems(line: Mapping[str, Any]) -> list[str]:
    plover = codebook().plover
    wrong = [f"{key} is missing" for key in ("id", "date", "actor", "event") if not line.get(key)]
    wrong += [f"{key} is no field" for key in line if key not in FIELDS]
    for key, known in (
        ("actor", ENTITY),
        ("recipient", ENTITY),
        ("text_info", TEXT_INFO),
        ("cite_info", CITE_INFO),
    ):
        for item in line.get(key, []):
            wrong += [f"{key}.{part} is no field" for part in item if part not in known or part in NEVER]
    wrong += [f"event_loc.{part} is no field" for part in line.get("event_loc", {}) if part not in LOCATION]
    types = {str(name): row for name, row in plover.types.items()}
    for name in line.get("event", []):
        if name not in types:
            wrong.append(f"{name} is no type")
            continue
        allowed = {*types[name].modes, *plover.auxiliary.values()}
        wrong += [f"{mode} is no mode of {name}" for mode in line.get("mode", []) if mode not in allowed]
        if line.get("quad_code") != types[name].quad:
            wrong.append(f"{line.get('quad_code')} is not the quad class of {name}")
    wrong += [f"{c} is no context" for c in line.get("context", []) if c not in plover.contexts]
    if not -10 <= line.get("event_scale", 0) <= 10:
        wrong.append("event_scale is out of range")
    return wrong
