"""Snapshots made by hand, for tests of what is computed from them. Norland and Vespria are no states."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from regesta.model.actors import Actor
from regesta.model.decisions import Decision
from regesta.model.findings import (
    Commitment,
    EntityMention,
    Event,
    Finding,
    Issue,
    OfficeHeld,
    Place,
    Statement,
)
from regesta.model.ids import report_id, short_hash
from regesta.model.reports import Report
from regesta.model.snapshot import Snapshot, StoredReport
from regesta.model.spans import Evidence, Span
from regesta.model.times import DayRange, between, on
from regesta.packs import schema as s
from regesta.packs.knowledge import Knowledge

TEXTS = {
    "a.txt": "On Monday Mina Sadr met Jan Holt in Arvik. "
    "She invited him to Vespria. Both support free transit.",
    "b.txt": "Holt, the Norland minister, saw Sadr in Arvik. Norland backs free transit, he said there.",
    "c.txt": "During the minister's visit to Vespria in July he toured the port. The roads are being built.",
}
ARVIK = Place("Arvik", "NOR", 60.1, 5.2)


def day(text: str) -> DayRange:
    return on(dt.date.fromisoformat(text), f"explicit: {text}")


def days(first: str, last: str, *basis: str) -> DayRange:
    return between(dt.date.fromisoformat(first), dt.date.fromisoformat(last), "day", *basis)


def stored(source: str, published: str = "2020-05-05") -> StoredReport:
    text = TEXTS[source]
    report = Report(report_id(text), source, text, hashlib.sha256(text.encode()).hexdigest())
    return StoredReport(report, (source,), "en", None, day(published))


def words(source: str, quote: str, rule: str = "en/frames#made") -> Evidence:
    text = TEXTS[source]
    start = text.index(quote)
    return Evidence(report_id(text), Span(start, start + len(quote)), quote, rule)


def person(
    slug: str, name: str, state: str, office: str | None = "foreign minister", **more: object
) -> Actor:
    base = {"as_written": name, "kind": "person", "state": state, "office": office, "standing": "incumbent"}
    return Actor(f"person:{slug}", name, **(base | more))  # type: ignore[arg-type]


def state(code: str, **more: object) -> Actor:
    base = {"as_written": code, "kind": "state", "state": code}
    return Actor(f"state:{code}", code, **(base | more))  # type: ignore[arg-type]


SADR = person("mina-sadr", "Mina Sadr", "VES")
HOLT = person("jan-holt", "Jan Holt", "NOR")


def event(name: str, evidence: Evidence, **more: object) -> Event:
    base = {
        "type": "CONSULT", "status": "occurred", "actors": (HOLT, SADR), "date": day("2020-05-04"),
        "confidence": 0.8,
    }  # fmt: skip
    return Event(id=short_hash(name), evidence=(evidence,), **(base | more))  # type: ignore[arg-type]


def statement(name: str, evidence: Evidence, speakers: tuple[Actor, ...], **more: object) -> Statement:
    base = {
        "stance": "support",
        "direct": False,
        "date": day("2020-05-04"),
        "topic": "transit",
        "confidence": 0.8,
    }
    return Statement(id=short_hash(name), speakers=speakers, evidence=(evidence,), **(base | more))  # type: ignore[arg-type]


def commitment(name: str, evidence: Evidence, **more: object) -> Commitment:
    base = {
        "kind": "agreement", "title": "agreement on roads", "parties": ("NOR", "VES"), "stage": "agreed",
        "date": day("2020-05-04"), "confidence": 0.8,
    }  # fmt: skip
    return Commitment(id=short_hash(name), evidence=(evidence,), **(base | more))  # type: ignore[arg-type]


def invitation(name: str = "invited", **more: object) -> Commitment:
    base = {"kind": "invitation", "title": "invitation", "stage": "offered", "by": (SADR,), "to": (HOLT,)}
    return commitment(name, words("a.txt", "She invited him to Vespria."), **(base | more))


def office(key: str, evidence: Evidence, **more: object) -> OfficeHeld:
    base = {
        "entity": "person:jan-holt", "name": "Jan Holt", "office": "foreign minister",
        "standing": "incumbent", "state": "NOR", "date": days("2018-01-01", "2022-12-31"), "confidence": 0.9,
    }  # fmt: skip
    return OfficeHeld(id=short_hash(key), evidence=(evidence,), **(base | more))  # type: ignore[arg-type]


def decision(
    kind: str, of: Iterable[Finding | Decision], by: str = "rule:merge/made", **more: object
) -> Decision:
    named = tuple(x.id for x in of)
    key = f"{kind}|{named}|{by}|{sorted(more.items(), key=str)}"
    return Decision(short_hash(key), kind, named, by, "made", **more)  # type: ignore[arg-type]


def snapshot(
    findings: Iterable[Finding],
    decisions: Iterable[Decision] = (),
    *,
    as_of: str | None = "2020-12-31",
    sources: Iterable[str] = ("a.txt", "b.txt", "c.txt"),
    issues: Iterable[Issue] = (),
    entities: Iterable[EntityMention] = (),
) -> Snapshot:
    return Snapshot(
        tuple(sorted((stored(x) for x in sources), key=lambda r: r.report.id)),
        tuple(sorted(findings, key=lambda f: f.id)),
        tuple(issues),
        tuple(entities),
        tuple(sorted(decisions, key=lambda d: d.id)),
        "made 1",
        "p1",
        None if as_of is None else dt.date.fromisoformat(as_of),
    )


def knowledge(*tenures: tuple[str, str, str | None], died: str | None = None) -> Knowledge:
    """Return a pack that knows Holt's tenures as (office, since, until) in Norland."""
    rows = [
        s.TenureRow(office=o, person="jan-holt", since=since, until=until, source="a register")  # type: ignore[arg-type]
        for o, since, until in tenures
    ]
    holt = s.PersonRow(id="jan-holt", name="Jan Holt", died=died)  # type: ignore[arg-type]
    kinds = tuple(
        s.OfficeKind(id=i, label=label, sector="GOV", rank="minister")
        for i, label in (("foreign-minister", "foreign minister"), ("prime-minister", "prime minister"))
    )
    states = tuple(
        s.StateRow(id=c, name=n, source="made") for c, n in (("NOR", "Norland"), ("VES", "Vespria"))
    )
    file = s.OfficesFile(state="NOR", persons=(holt,), tenures=tuple(rows))
    return Knowledge(dt.date(2026, 6, 30), states, (), kinds, (file,), (), (), ())


PACK = knowledge(("foreign-minister", "2018-01-01", None))
