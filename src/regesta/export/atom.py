"""Atom 1.0: what is newest between some states, for feed readers.

In: records that were told as lines. Out: a feed of at most `N_ENTRIES` events and commitments, those reported
last first. There is no clock: an entry is as old as the day its first report was published, the feed as the newest
of them.

Source: RFC 4287.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree

from regesta.export import xml
from regesta.query import words

N_ENTRIES = 100
_NAMESPACE = "http://www.w3.org/2005/Atom"
_NO_DAY = "1970-01-01"


def atom(
    title: str,
    address: str,
    page: str,
    base: str,
    rows: Iterable[Mapping[str, Any]],
    published: Mapping[str, str],
) -> str:
    """Return a feed.

    Args:
        title: Of the feed.
        address: Its own, absolute.
        page: Where people read the same, absolute.
        base: What the addresses of records begin with: "https://regesta.example.org/record/".
        rows: Events and commitments in the record format.
        published: First possible day of publication (ISO) of each report, by id.
    """
    dated = sorted(
        ((_day(row, published), row["id"], row) for row in rows), key=lambda d: (d[0], d[1]), reverse=True
    )
    parts = [
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="{_NAMESPACE}">',
        xml.element("title", title),
        xml.element("id", address),
        f'<link rel="self" type="application/atom+xml" href="{xml.text(address)}"/>',
        f'<link rel="alternate" type="text/html" href="{xml.text(page)}"/>',
        xml.element("updated", _stamp(dated[0][0] if dated else _NO_DAY)),
        "<author><name>Regesta</name></author>",
        *(_entry(day, row, base) for day, _, row in dated[:N_ENTRIES]),
        "</feed>\n",
    ]
    return "\n".join(parts)


def _entry(day: str, row: Mapping[str, Any], base: str) -> str:
    quotes = [
        f"“{e['quote']}” ({words.short_source(e.get('report', ''))})" for e in row["evidence"] if "quote" in e
    ]
    kind = row.get("type") or row.get("kind") or row["record"]
    parts = [
        xml.element("title", f"{words.days(row.get('date'))}: {words.sentence(row)}"),
        xml.element("id", f"urn:regesta:{row['record']}:{row['id']}"),
        f'<link rel="alternate" type="text/html" href="{xml.text(base + row["id"])}"/>',
        xml.element("updated", _stamp(day)),
        f'<category term="{xml.text(str(kind))}"/>',
        xml.element("content", " ".join(quotes), type="text"),
    ]
    return "<entry>\n" + "\n".join(parts) + "\n</entry>"


def _day(row: Mapping[str, Any], published: Mapping[str, str]) -> str:
    days = [published[e["report_id"]] for e in row["evidence"] if published.get(e.get("report_id"))]
    return min(days, default=_NO_DAY)


def _stamp(day: str) -> str:
    return f"{dt.date.fromisoformat(day).isoformat()}T00:00:00Z"


def check_atom(text: str) -> tuple[str, ...]:
    """Return what in a feed is not as RFC 4287 has it; nothing if all is well."""
    root = ElementTree.fromstring(text)
    names = {"a": _NAMESPACE}
    if root.tag != f"{{{_NAMESPACE}}}feed":
        return ("no Atom feed",)
    wrong = [
        f"feed: no {key}"
        for key in ("title", "id", "updated", "author")
        if root.find(f"a:{key}", names) is None
    ]
    seen: set[str] = set()
    for n, entry in enumerate(root.findall("a:entry", names)):
        wrong += [
            f"entry {n}: no {k}" for k in ("title", "id", "updated") if entry.find(f"a:{k}", names) is None
        ]
        identity = entry.findtext("a:id", "", names)
        if identity in seen:
            wrong.append(f"entry {n}: {identity} is there twice")
        seen.add(identity)
        if entry.find("a:link[@rel='alternate']", names) is None and entry.find("a:content", names) is None:
            wrong.append(f"entry {n}: neither link nor content")
    return tuple(wrong)
