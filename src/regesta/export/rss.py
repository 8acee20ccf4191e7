"""RSS 2.0: the newest events, for feed readers.

In: records. Out: a channel of at most `N_ITEMS` events, those reported last first. There is no clock: an item
is dated by the day its first report was published, the channel by the register's latest day.

Source: RSS 2.0 specification, rssboard.org.
"""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime
from typing import TextIO
from xml.etree import ElementTree

from regesta.export import xml
from regesta.export.rows import Codes, Witnesses, address, first_day, is_web, publisher
from regesta.model.actors import Actor
from regesta.model.findings import Event
from regesta.model.records import Merged, Records
from regesta.model.spans import Evidence
from regesta.packs.knowledge import Knowledge

N_ITEMS = 100
_HOME = "urn:regesta:register"  # a register has no address of its own; readers want a link


def write_rss(records: Records, out: TextIO, knowledge: Knowledge) -> None:
    """Write the feed."""
    witnesses, codes = Witnesses.of(records), Codes(knowledge)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0">\n<channel>\n')
    out.write(xml.element("title", "Dealings between states") + "\n")
    out.write(xml.element("link", _HOME) + "\n")
    out.write(xml.element("description", f"Newest events of a register, packs {records.packs}.") + "\n")
    out.write(xml.element("generator", f"{records.coder}; packs {records.packs}") + "\n")
    if records.as_of is not None:
        out.write(xml.element("pubDate", _stamp(records.as_of)) + "\n")
    out.writelines(_item(record, witnesses, codes) for record in newest(records, witnesses)[:N_ITEMS])
    out.write("</channel>\n</rss>\n")


def newest(records: Records, witnesses: Witnesses) -> list[Merged[Event]]:
    """Return events by the day of their first report, the last first; those without a day at the end."""

    def key(record: Merged[Event]) -> tuple[dt.date, dt.date, str]:
        day = first_day(record.finding.date) or dt.date.min
        return _reported(record, witnesses) or dt.date.min, day, record.id

    return sorted(records.events, key=key, reverse=True)


def _reported(record: Merged[Event], witnesses: Witnesses) -> dt.date | None:
    days = [first_day(s.published) for s in witnesses.behind(record)]
    return min((d for d in days if d is not None), default=None)


def _item(record: Merged[Event], witnesses: Witnesses, codes: Codes) -> str:
    event, behind = record.finding, witnesses.behind(record)
    parts = [xml.element("title", headline(event, codes))]
    link = next((address(s.report) for s in behind if is_web(address(s.report))), None)
    if link is not None:
        parts.append(xml.element("link", link))
    words = [
        f"“{e.quote}” ({publisher(s.report) or address(s.report)})"
        for e in event.evidence
        if isinstance(e, Evidence) and (s := witnesses.reports.get(e.report_id)) is not None
    ]
    # A description is read as HTML: what the report says is escaped twice, so that its marks stay marks.
    parts.append(xml.element("description", xml.text(" ".join(words))))
    parts += [xml.element("category", name) for name in (event.type, *sorted(event.modes))]
    parts.append(xml.element("guid", f"urn:regesta:event:{record.id}", isPermaLink="false"))
    day = _reported(record, witnesses)
    if day is not None:
        parts.append(xml.element("pubDate", _stamp(day)))
    return "<item>\n" + "\n".join(parts) + "\n</item>\n"


def headline(event: Event, codes: Codes) -> str:
    """Return an event in one line: day, type, who, to whom, where; and its status unless it happened."""
    days = event.date
    first, last = days.start or days.last, days.last or days.start
    when = "no day" if first is None else first.isoformat()
    if first != last and last is not None:
        when += f" to {last.isoformat()}"
    modes = f" ({', '.join(sorted(event.modes))})" if event.modes else ""
    whom = f" → {_names(event.recipients, codes)}" if event.recipients else ""
    where = f", {event.place.name or codes.name(event.place.state)}" if event.place else ""
    status = "" if event.status == "occurred" else f" [{event.status}]"
    return f"{when}: {event.type}{modes} {_names(event.actors, codes)}{whom}{where}{status}"


def _names(actors: tuple[Actor, ...], codes: Codes) -> str:
    people = sorted(actors, key=lambda a: (a.state or "", a.entity, a.name))
    return ", ".join(codes.name(a.state) if a.kind == "state" else a.name for a in people)


def _stamp(day: dt.date) -> str:
    return format_datetime(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC), usegmt=True)


# --------------------------------------------------------------------------- check


def check_rss(text: str) -> tuple[str, ...]:
    """Return what in a feed is not as RSS 2.0 has it; nothing if all is well."""
    root = ElementTree.fromstring(text)
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        return ("no RSS 2.0",)
    wrong = [
        f"the channel has no {name}"
        for name in ("title", "link", "description")
        if channel.find(name) is None
    ]
    guids = [item.findtext("guid") for item in channel.iter("item")]
    wrong += [
        f"item {n}: neither title nor description"
        for n, item in enumerate(channel.iter("item"), 1)
        if item.find("title") is None and item.find("description") is None
    ]
    wrong += ["a guid occurs twice or is missing"] * (len(set(guids) - {None}) != len(guids))
    return tuple(wrong)
