"""FollowTheMoney: entities as JSON lines, for Aleph, OpenSanctions and their kin.

In: records, the states' codes. Out: reports as Article, people, states and organisations, events and
commitments as Event with those involved, offices as Position and Occupancy. A day is given as `date` only if no
other is possible, else `startDate` and `endDate` are the first and the last that are. Beside `properties` each
line has the coder and the packs, which FollowTheMoney keeps as context.

Source: the FollowTheMoney model, read back with its version 4.11; the properties used are in `PROPERTIES`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from regesta.export.cells import duplicates, flat
from regesta.export.rows import Codes, Witnesses, address, first_day, is_web, publisher
from regesta.export.rss import headline
from regesta.model.codec import dumps
from regesta.model.findings import Commitment, Event, OfficeHeld
from regesta.model.ids import short_hash
from regesta.model.records import Entity, Records
from regesta.model.snapshot import StoredReport
from regesta.model.spans import Evidence
from regesta.model.times import DayRange
from regesta.packs.knowledge import Knowledge

Json = dict[str, Any]
_EVENT = (
    "name", "date", "startDate", "endDate", "location", "country", "involved", "summary", "description",
    "keywords", "proof", "publisher", "sourceUrl", "recordId",
)  # fmt: skip
PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "Article": ("title", "fileName", "publisher", "sourceUrl", "publishedAt", "detectedLanguage"),
    "Event": _EVENT,
    "Occupancy": ("holder", "post", "date", "startDate", "endDate", "status", "recordId", "summary"),
    "Organization": ("name", "alias", "country"),
    "Person": ("name", "alias", "country"),
    "Position": ("name", "country"),
    "PublicBody": ("name", "alias", "country"),
}
_SCHEMATA = {
    "state": "PublicBody",
    "organisation": "Organization",
    "person": "Person",
    "group": "Organization",
}
_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")
# ISO 639-3, which the model wants, for the languages of reports; others are left out.
_LANGUAGES = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra", "hi": "hin", "id": "ind",
    "it": "ita", "ja": "jpn", "ko": "kor", "pt": "por", "ru": "rus", "tr": "tur", "uk": "ukr", "vi": "vie",
    "zh": "zho",
}  # fmt: skip


def write_ftm(records: Records, out: TextIO, knowledge: Knowledge) -> None:
    """Write the entities, by schema and id."""
    about = {"coder": records.coder, "packs": records.packs}
    out.writelines(
        dumps(entity | about) + "\n"
        for entity in sorted(_entities(records, Codes(knowledge)), key=lambda e: (e["schema"], e["id"]))
    )


def _entities(records: Records, codes: Codes) -> Iterator[Json]:
    witnesses = Witnesses.of(records)
    yield from (_article(s) for s in records.reports)
    states = _states(records)
    yield from (_party(e, states.get(e.id, set()), codes) for e in records.entities)
    known = {e.id for e in records.entities}
    yield from (_event(r.finding, known, codes, witnesses) for r in records.events)
    yield from (_promise(t.commitment, known, codes, witnesses) for t in records.commitments)
    posts: dict[str, Json] = {}
    for record in records.offices:
        held = record.finding
        post = _post(held, codes)
        posts[post["id"]] = post
        if held.entity in known:
            yield _occupancy(held, post["id"])
    yield from posts.values()


def _states(records: Records) -> dict[str, set[str]]:
    """Return the states each entity acts for."""
    found: dict[str, set[str]] = {}
    for record in records.events:
        for actor in (*record.finding.actors, *record.finding.recipients):
            if actor.state:
                found.setdefault(actor.entity, set()).add(actor.state)
    for held in records.offices:
        found.setdefault(held.finding.entity, set()).add(held.finding.state)
    return found


def _entity(id: str, schema: str, **properties: Iterable[str | None]) -> Json:
    kept = {
        name: sorted({text for v in values if v and (text := flat(v))}) for name, values in properties.items()
    }
    return {"id": id, "schema": schema, "properties": {k: v for k, v in sorted(kept.items()) if v}}


def _id(ours: str) -> str:
    """Return an id of ours as the model allows it: letters, digits, full stops and hyphens."""
    theirs = ours.replace(":", ".")
    return theirs if _ID.fullmatch(theirs) else f"x{short_hash(ours)}"


def _country(state: str | None, codes: Codes) -> str:
    return codes.iso2(state).lower()


def _days(days: DayRange) -> dict[str, list[str | None]]:
    first, last = days.start, days.last
    if first is not None and first == last:
        return {"date": [first.isoformat()]}
    return {
        "startDate": [first.isoformat() if first else None],
        "endDate": [last.isoformat() if last else None],
    }


def _article(stored: StoredReport) -> Json:
    report, day = stored.report, first_day(stored.published)
    where = address(report)
    return _entity(
        f"report.{report.id}",
        "Article",
        title=[stored.title],
        fileName=[None if is_web(report.source) else report.source],
        publisher=[publisher(report)],
        sourceUrl=[where if is_web(where) else None],
        publishedAt=[day.isoformat() if day else None],
        detectedLanguage=[_LANGUAGES.get(stored.language or "")],
    )


def _party(entity: Entity, states: set[str], codes: Codes) -> Json:
    names = {name for name, _ in entity.names} - {entity.name}
    own = entity.id.partition(":")[2] if entity.kind == "state" else None
    countries = [_country(s, codes) for s in ({own} if own else states)]
    # Only names are aliases: "the foreign minister" stands for many.
    alias = sorted(n for n in names if n[:1].isupper()) if entity.kind != "state" else []
    schema = _SCHEMATA.get(entity.kind, "Organization")
    return _entity(_id(entity.id), schema, name=[entity.name], alias=alias, country=countries)


def _event(event: Event, known: set[str], codes: Codes, witnesses: Witnesses) -> Json:
    people = [a.entity for a in (*event.actors, *event.recipients) if a.entity in known]
    return _entity(
        f"event.{event.id}",
        "Event",
        name=[headline(event, codes)],
        location=[event.place.name if event.place else None],
        country=[_country(event.place.state, codes) if event.place else None],
        involved=[_id(p) for p in people],
        description=[event.status],
        keywords=[event.type, *event.modes, *event.contexts],
        recordId=[event.id],
        **_days(event.date),
        **_told(event, witnesses),
    )


def _promise(promise: Commitment, known: set[str], codes: Codes, witnesses: Witnesses) -> Json:
    sides = [a.entity for a in (*promise.by, *promise.to)]
    sides += [f"{kind}:{party}" for party in promise.parties for kind in ("state", "org")]
    return _entity(
        f"commitment.{promise.id}",
        "Event",
        name=[f"{promise.kind}: {promise.title}"],
        location=[promise.place.name if promise.place else None],
        country=[_country(promise.place.state, codes) if promise.place else None],
        involved=[_id(s) for s in sides if s in known],
        description=[promise.stage],
        keywords=["commitment", promise.kind],
        recordId=[promise.id],
        **_days(promise.date),
        **_told(promise, witnesses),
    )


def _told(finding: Event | Commitment, witnesses: Witnesses) -> dict[str, list[str | None]]:
    words = [e for e in finding.evidence if isinstance(e, Evidence)]
    behind = [witnesses.reports[e.report_id] for e in words if e.report_id in witnesses.reports]
    places = [address(s.report) for s in behind]
    return {
        "summary": [e.quote for e in words],
        "proof": [f"report.{s.report.id}" for s in behind],
        "publisher": [publisher(s.report) for s in behind],
        "sourceUrl": [p for p in places if is_web(p)],
    }


def _post(held: OfficeHeld, codes: Codes) -> Json:
    name = f"{held.office} of {codes.name(held.state)}"
    return _entity(
        f"office.{short_hash(f'{held.state}|{held.office}')}",
        "Position",
        name=[name],
        country=[_country(held.state, codes)],
    )


def _occupancy(held: OfficeHeld, post: str) -> Json:
    words = [e.quote for e in held.evidence if isinstance(e, Evidence)]
    return _entity(
        f"held.{held.id}",
        "Occupancy",
        holder=[_id(held.entity)],
        post=[post],
        recordId=[held.id],
        summary=[f"{held.standing}: {w}" for w in words],
        **_days(held.date),
    )


# --------------------------------------------------------------------------- check


def check_ftm(text: str) -> tuple[str, ...]:
    """Return what in the lines is not of the model, or names an entity that is not there."""
    lines = [json.loads(raw) for raw in text.split("\n") if raw]
    ids = {line["id"] for line in lines}
    found = [f"id {i} occurs twice" for i in duplicates(line["id"] for line in lines)]
    for n, line in enumerate(lines, 1):
        known = PROPERTIES.get(line["schema"], ())
        if not _ID.fullmatch(line["id"]):
            found.append(f"line {n}: {line['id']!r} is no id")
        for name, values in line["properties"].items():
            if name not in known:
                found.append(f"line {n}: {line['schema']} has no {name}")
            if name in ("holder", "involved", "post", "proof"):
                found += [f"line {n}: {name} {v} is not there" for v in values if v not in ids]
    return tuple(found)
