"""A register of made-up states, with all that makes an export go wrong: hostile text, dates without days."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

from tests.query_made import (
    ARVIK,
    HOLT,
    SADR,
    commitment,
    day,
    decision,
    event,
    invitation,
    office,
    snapshot,
    state,
    statement,
    words,
)

from regesta import export
from regesta.model.findings import EntityMention, Foreseen, Issue
from regesta.model.records import Records
from regesta.model.snapshot import Snapshot
from regesta.model.spans import Span
from regesta.model.times import DayRange
from regesta.packs import schema as s
from regesta.packs.knowledge import Knowledge
from regesta.query.gather import gather

HOSTILE = '=cmd|"/c calc"!A1\tx\ny\u2028z\u202e<script>alert(1)</script>\x07'


def pack() -> Knowledge:
    """Return a pack that knows two states, whose codes changed with the year 2000, and one organisation."""
    states = (
        s.StateRow(
            id="NOR", iso2="NO", name="Norland", source="made",
            codes=(
                s.DatedCode(scheme="cow", code="385"),
                s.DatedCode(scheme="fips", code="NX", until=1999),
                s.DatedCode(scheme="fips", code="NO", since=2000),
            ),
        ),
        s.StateRow(id="VES", iso2="VE", name="Vespria", source="made"),
    )  # fmt: skip
    union = s.OrganisationRow(
        id="UN", name="United Nations", kind="igo", sector="IGO", names={"en": ("UN",)}, source="made"
    )
    return Knowledge(dt.date(2026, 6, 30), states, (union,), (), (), (), (), ())


def full(*, hostile: bool = False) -> Snapshot:
    """Return every kind of event that the formats tell apart."""
    met, both = (
        words("a.txt", "On Monday Mina Sadr met Jan Holt in Arvik."),
        words("b.txt", "saw Sadr in Arvik"),
    )
    asked = words("a.txt", "She invited him to Vespria.", "en/frames#agree-invite")
    one, two = event("one", met, place=ARVIK, contexts=("diplomatic",)), event("two", both)
    norland, vespria = state("NOR"), state("VES")
    visit = event(
        "visit", words("c.txt", "the minister's visit to Vespria"), modes=("visit",), actors=(HOLT,),
        recipients=(vespria,), date=day("1998-07-04"), status="historical",
    )  # fmt: skip
    invited = event(
        "invited", asked, type="AGREE", actors=(SADR,), recipients=(HOLT,), foresees=Foreseen("CONSULT")
    )
    blamed = event(
        "blamed",
        words("b.txt", "Norland backs"),
        type="ACCUSE",
        modes=("disapprove",),
        actors=(norland, vespria),
    )
    denied = event("denied", words("b.txt", "he said there"), status="denied", actors=(norland,))
    undated = event("undated", words("c.txt", "toured the port"), date=DayRange(None, None, "period"))
    sanction = event(
        "sanction", words("c.txt", "The roads"), type="SANCTION", actors=(norland,), recipients=(vespria,),
        date=DayRange(dt.date(2020, 3, 1), dt.date(2020, 4, 1), "month", ("explicit: March 2020",)),
    )  # fmt: skip
    events = [one, two, visit, invited, blamed, denied, undated, sanction]
    others = [
        statement("s", words("a.txt", "Both support free transit."), (SADR,)),
        commitment("roads", met, event=one.id, sectors=("transit", "roads")),
        invitation(),
        office("held", both),
    ]
    issue = Issue("0" * 16, met.report_id, Span(0, 9), "On Monday", "date.no-year", "no year")
    names = [EntityMention("person:jan-holt", "Jan Holt", "person", "Holt", "en")]
    if hostile:
        bad = replace(SADR, name=HOSTILE, as_written=HOSTILE, office=HOSTILE)
        events = [
            replace(
                e,
                actors=tuple(bad if a == SADR else a for a in e.actors),
                evidence=tuple(replace(w, quote=HOSTILE) for w in e.evidence),
            )
            for e in events
        ]
        names.append(EntityMention("person:mina-sadr", HOSTILE, "person", HOSTILE, "en"))
    found = snapshot([*events, *others], [decision("same", [one, two])], issues=[issue], entities=names)
    return replace(found, reports=tuple(_sourced(r, hostile=hostile) for r in found.reports))


def _sourced(stored, *, hostile: bool):  # type: ignore[no-untyped-def]
    """Give one report an address and a title, the others none."""
    if stored.report.source != "a.txt":
        return stored
    report = replace(
        stored.report,
        url="https://www.news.example/2020/05/a?x=1&y=2",
        publisher=HOSTILE if hostile else "The Arvik Post",
        title=HOSTILE if hostile else "Ministers meet",
    )
    return replace(stored, report=report, title=report.title)


def records(*, hostile: bool = False) -> Records:
    return gather(full(hostile=hostile), pack())


def empty() -> Records:
    return gather(snapshot([], sources=()), pack())


def text(format: str, shown: Records | None = None) -> str:
    out = io.StringIO(newline="")
    export.write(shown or records(), format, out, knowledge=pack())
    return out.getvalue()
