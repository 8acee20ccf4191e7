"""Findings as plain values, for tests of what is said about two of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from regesta.model.actors import Actor
from regesta.model.findings import Commitment, Event, OfficeHeld, Place, Statement
from regesta.model.spans import Evidence, Span
from regesta.model.times import UNBOUNDED, DayRange, between, on

MINSK = Place("Minsk", "BLR", 53.9, 27.6)
TEHRAN = Place("Tehran", "IRN", 35.7, 51.4)
BELARUS = Place("Belarus", "BLR")


def person(slug: str, state: str) -> Actor:
    name = slug.replace("-", " ").title()
    return Actor(f"person:{slug}", name, name, "person", state, "foreign minister", "incumbent", "GOV")


def state(code: str) -> Actor:
    return Actor(f"state:{code}", code, code, "state", code, sector="GOV")


ARAGHCHI, RYZHENKOV, LUKA, RUTO = (
    person("abbas-araghchi", "IRN"),
    person("maxim-ryzhenkov", "BLR"),
    person("alexander-lukashenko", "BLR"),
    person("william-ruto", "KEN"),
)
IRAN, BLR = state("IRN"), state("BLR")


def days(first: str, last: str | None = None) -> DayRange:
    start = dt.date.fromisoformat(first)
    return between(start, dt.date.fromisoformat(last)) if last else on(start)


def evidence(report: str) -> tuple[Evidence, ...]:
    return (Evidence(report, Span(0, 4), "they", "made"),)


def event(id: str, report: str = "", date: DayRange = UNBOUNDED, **given: Any) -> Event:
    row: dict[str, Any] = {"type": "CONSULT", "status": "occurred", "actors": (ARAGHCHI, RYZHENKOV)} | given
    return Event(id=id, date=date, evidence=evidence(report or f"r-{id}"), **row)


def statement(id: str, report: str = "", date: DayRange = UNBOUNDED, **given: Any) -> Statement:
    row: dict[str, Any] = {
        "speakers": (ARAGHCHI,),
        "stance": "condemn",
        "direct": False,
        "topic": "unilateral measures",
    } | given
    return Statement(id=id, date=date, evidence=evidence(report or f"r-{id}"), **row)


def commitment(id: str, report: str = "", date: DayRange = UNBOUNDED, **given: Any) -> Commitment:
    row: dict[str, Any] = {
        "kind": "roadmap",
        "title": "roadmap",
        "parties": ("BLR", "IRN"),
        "stage": "signed",
    } | given
    return Commitment(id=id, date=date, evidence=evidence(report or f"r-{id}"), **row)


def office(id: str, report: str = "", date: DayRange = UNBOUNDED, **given: Any) -> OfficeHeld:
    row: dict[str, Any] = {
        "entity": "person:abbas-araghchi",
        "name": "Abbas Araghchi",
        "office": "foreign minister",
        "standing": "incumbent",
        "state": "IRN",
    } | given
    return OfficeHeld(id=id, date=date, evidence=evidence(report or f"r-{id}"), **row)
