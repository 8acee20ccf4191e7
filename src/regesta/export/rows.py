"""Events as rows of two: who did what to whom. What GDELT, ICEWS and networks are made of.

In: records, the codebook, the states' codes. Out: directed pairs in order of day, each with an id that holds
as long as the event, the two sides and the code do.

A meeting of two gives two pairs, one each way. What is denied, planned or conditional gives none: these
formats have no column that would say so. Neither does an event of which no day is known.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regesta.export.codebook import Codebook
from regesta.model.actors import Actor
from regesta.model.findings import Event
from regesta.model.records import Merged, Records
from regesta.model.reports import Report
from regesta.model.snapshot import StoredReport
from regesta.model.spans import Evidence
from regesta.model.times import DayRange
from regesta.packs.knowledge import Knowledge
from regesta.packs.schema import OrganisationRow

HAPPENED = ("occurred", "historical")
_ID_DIGITS = 13  # of hex: 52 bits, exact where numbers are floating (R, spreadsheets)


@dataclass(frozen=True, slots=True)
class Pair:
    """One side acting, perhaps upon another. `first` is the day given, `id` a positive whole number."""

    id: int
    event: Merged[Event]
    day: dt.date
    source: Actor
    target: Actor | None
    code: str  # CAMEO


def first_day(days: DayRange) -> dt.date | None:
    """Return the day that formats with one date get: the first possible, or the last if none is first."""
    return days.start or days.last


def dated(records: Records) -> list[tuple[dt.date, Merged[Event]]]:
    """Return what happened and has a day, by day and id."""
    found = [
        (day, record)
        for record in records.events
        if record.finding.status in HAPPENED and (day := first_day(record.finding.date)) is not None
    ]
    return sorted(found, key=lambda pair: (pair[0], pair[1].id))


def pairs(records: Records, book: Codebook) -> list[Pair]:
    """Return every directed pair, by day, event and sides."""
    taken: set[int] = set()
    found: list[Pair] = []
    for day, record in dated(records):
        for source, target, code in _sides(record.finding, book):
            key = f"{record.id}|{source.entity}|{target.entity if target else ''}|{code}"
            number = _number(key, taken)
            taken.add(number)
            found.append(Pair(number, record, day, source, target, code))
    return found


def _sides(event: Event, book: Codebook) -> Iterator[tuple[Actor, Actor | None, str]]:
    choice = book.choose(event)
    actors = _each_once(event.actors)
    recipients = _each_once(event.recipients)
    if recipients:
        yield from ((a, r, choice.code) for a in actors for r in recipients)
        if choice.back is not None:
            yield from ((r, a, choice.back) for a in actors for r in recipients)
    elif choice.mutual and len(actors) > 1:
        # Of a visit without a host said, nobody is known to be it: they meet.
        code = "040" if choice.back and choice.back != choice.code else choice.code
        across = len({_side(a) for a in actors}) > 1
        yield from (
            (a, b, code) for a in actors for b in actors if a != b and (not across or _side(a) != _side(b))
        )
    else:
        yield from ((a, None, choice.code) for a in actors)


def _each_once(actors: Iterable[Actor]) -> list[Actor]:
    """Return actors in order of state and entity, none of them twice."""
    return list({a.entity: a for a in sorted(actors, key=_order, reverse=True)}.values())[::-1]


def _side(actor: Actor) -> str:
    return actor.state or actor.entity


def _order(actor: Actor) -> tuple[str, str, str]:
    return (actor.state or "", actor.entity, actor.name)


def _number(key: str, taken: set[int]) -> int:
    """Return a positive number for a key; where two fall together the later takes the next."""
    number = int(hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS], 16)
    while number in taken or number == 0:
        number += 1
    return number


# --------------------------------------------------------------------------- witnesses


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The reports of a register, to be found by what rests on them."""

    reports: dict[str, StoredReport]

    @classmethod
    def of(cls, records: Records) -> Witnesses:
        """Return the reports of some records by id."""
        return cls({s.report.id: s for s in records.reports})

    def behind(self, record: Merged[Event]) -> list[StoredReport]:
        """Return the reports that tell of an event, the earliest published first."""
        ids = {e.report_id for e in record.finding.evidence if isinstance(e, Evidence)}
        return sorted((self.reports[i] for i in ids if i in self.reports), key=_published)


def _published(stored: StoredReport) -> tuple[dt.date, str, str]:
    return (first_day(stored.published) or dt.date.max, stored.report.source, stored.report.id)


def address(report: Report) -> str:
    """Return where a report lies: its URL if it says one, else its source as given."""
    return report.url or report.source


def is_web(text: str) -> bool:
    """Return whether an address is one of the web."""
    return text.startswith(("http://", "https://"))


def publisher(report: Report) -> str:
    """Return who published a report: as it says, else the host of its address."""
    if report.publisher:
        return report.publisher
    where = address(report)
    return where.split("/")[2].removeprefix("www.") if is_web(where) else ""


# --------------------------------------------------------------------------- codes of states


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes of states in other schemes, valid on a day. What a pack does not know is ""."""

    knowledge: Knowledge

    def name(self, state: str | None) -> str:
        """Return the English name of a state, the acronym of an organisation as it stands."""
        row = self.knowledge.states.get(state or "")
        return row.name if row else (state or "")

    def iso2(self, state: str | None) -> str:
        """Return the ISO 3166-1 alpha-2 code of a state."""
        row = self.knowledge.states.get(state or "")
        return (row.iso2 or "") if row else ""

    def other(self, state: str | None, scheme: str, day: dt.date) -> str:
        """Return a state's code of a scheme ("cow", "gw", "fips") in the year of a day."""
        row = self.knowledge.states.get(state or "")
        for code in row.codes if row else ():
            began = code.since is None or code.since <= day.year
            if code.scheme == scheme and began and (code.until is None or day.year <= code.until):
                return code.code
        return ""

    def organisation(self, actor: Actor) -> OrganisationRow | None:
        """Return the pack's row of an actor that is an organisation or a group, or acts for one."""
        known = self.knowledge.organisations
        kind, _, rest = actor.entity.partition(":")
        if kind in ("org", "group") and rest in known:
            return known[rest]
        return known.get(actor.state or "")

    def country(self, actor: Actor) -> str:
        """Return the alpha-3 code of the state an actor belongs to; "" for what belongs to none."""
        if actor.state in self.knowledge.states:
            return actor.state or ""
        row = self.organisation(actor)
        return (row.state or "") if row else ""

    def sector(self, actor: Actor) -> str:
        """Return an actor's PLOVER sector: its own, its organisation's; a state acts as its government."""
        if actor.sector:
            return actor.sector
        row = self.organisation(actor)
        if row is not None and actor.kind != "person":
            return row.sector
        return "GOV" if actor.kind == "state" else ""

    def plover(self, actor: Actor) -> str:
        """Return PLOVER's country field: a state, or what stands for one (UNO, EUR, IGO, NGO, MNC, IMG)."""
        state = self.country(actor)
        if state:
            return "KOS" if state == "XKX" else state
        row = self.organisation(actor)
        if row is None:
            return ""
        if "UN" in (row.id, row.part_of):
            return "UNO"
        if "EU" in (row.id, row.part_of):
            return "EUR"
        return {"ngo": "NGO", "company": "MNC", "armed group": "IMG"}.get(row.kind, "IGO")
