"""GDELT 2.0: the event table (61 columns) and the table of mentions (16), tab-separated, without a header.

In: records, the states' codes. Out: one row a directed pair, and one row a witness of it.

What we do not measure stays empty and is never made up: tone, religion, ethnic group, whether the event
stands in the lead, the number of the sentence. There is no clock: DATEADDED is the day on which the first
witness was published, at midnight. The event table has no place for the coder; `Extras` of the mentions has it.

Source: GDELT Event Database codebook V2.0 (2015).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TextIO

from regesta.export.cells import duplicates, flat, number, read_rows, row, safe
from regesta.export.codebook import Codebook, codebook
from regesta.export.rows import (
    Codes,
    Pair,
    Witnesses,
    address,
    first_day,
    is_web,
    pairs,
    publisher,
)
from regesta.model.actors import Actor
from regesta.model.records import Records
from regesta.model.snapshot import StoredReport
from regesta.model.spans import Evidence
from regesta.packs.knowledge import Knowledge

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
    "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS: tuple[str, ...] = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{part}" for part in _ACTOR),
    *(f"Actor2{part}" for part in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{part}" for part in _GEO),
    *(f"Actor2Geo_{part}" for part in _GEO),
    *(f"ActionGeo_{part}" for part in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTIONS: tuple[str, ...] = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName",
    "MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset",
    "InRawText", "Confidence", "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
_WEB, _CITED = "1", "2"  # kinds of mention: a page of the web, a text known by citation only
_COUNTRY, _WORLD_CITY = "1", "4"  # kinds of place


def write_gdelt(records: Records, out: TextIO, knowledge: Knowledge) -> None:
    """Write the event table."""
    book, codes, witnesses = codebook(), Codes(knowledge), Witnesses.of(records)
    for pair in pairs(records, book):
        cells = _event(pair, book, codes, witnesses)
        out.write(row([cells.get(column, "") for column in COLUMNS]))


def write_mentions(records: Records, out: TextIO, knowledge: Knowledge) -> None:
    """Write the table of mentions: one row for each passage that tells of a pair."""
    book, witnesses = codebook(), Witnesses.of(records)
    about = f"coder={records.coder};packs={records.packs};codebook={book.cameo.edition}"
    for pair in pairs(records, book):
        added = _stamp(witnesses.behind(pair.event))
        for member in pair.event.members:
            for evidence in member.evidence:
                if not isinstance(evidence, Evidence) or evidence.report_id not in witnesses.reports:
                    continue
                stored = witnesses.reports[evidence.report_id]
                where = address(stored.report)
                people = (*member.actors, *member.recipients)
                cells = {
                    "GLOBALEVENTID": str(pair.id),
                    "EventTimeDate": added,
                    "MentionTimeDate": _stamp([stored]),
                    "MentionType": _WEB if is_web(where) else _CITED,
                    "MentionSourceName": safe(publisher(stored.report)),
                    "MentionIdentifier": safe(where),
                    "Actor1CharOffset": _offset(pair.source, people),
                    "Actor2CharOffset": _offset(pair.target, people),
                    "ActionCharOffset": str(evidence.span.start),
                    "InRawText": "1",
                    "Confidence": str(round(member.confidence * 100)),
                    "MentionDocLen": str(len(stored.report.text)) if stored.report.text else "",
                    "Extras": safe(f"{about};language={stored.language or ''};quote={evidence.quote}"),
                }
                out.write(row([cells.get(column, "") for column in MENTIONS]))


def _event(pair: Pair, book: Codebook, codes: Codes, witnesses: Witnesses) -> dict[str, str]:
    event, day = pair.event.finding, pair.day
    behind = witnesses.behind(pair.event)
    cells = {
        "GLOBALEVENTID": str(pair.id),
        "SQLDATE": f"{day:%Y%m%d}",
        "MonthYear": f"{day:%Y%m}",
        "Year": f"{day.year:04d}",
        # GDELT's own way of counting: months of thirty days in a year of 365.
        "FractionDate": f"{day.year + (day.month * 30 + day.day) / 365:.4f}",
        "EventCode": pair.code,
        "EventBaseCode": pair.code[:3],
        "EventRootCode": pair.code[:2],
        "QuadClass": str(book.cameo_quad(pair.code)),
        "GoldsteinScale": number(book.named(pair.code).goldstein),
        "NumMentions": str(sum(len(m.evidence) for m in pair.event.members)),
        "NumSources": str(len({publisher(s.report) or address(s.report) for s in behind})),
        "NumArticles": str(len(behind)),
        "DATEADDED": _stamp(behind),
        "SOURCEURL": safe(address(behind[0].report)) if behind else "",
    }
    cells |= _actor("Actor1", pair.source, book, codes)
    if pair.target is not None:
        cells |= _actor("Actor2", pair.target, book, codes)
    place = event.place
    if place is not None:
        city = place.lat is not None and place.lon is not None
        country = codes.name(place.state)
        fips = codes.other(place.state, "fips", day)
        cells |= {
            "ActionGeo_Type": _WORLD_CITY if city else _COUNTRY,
            "ActionGeo_FullName": safe(f"{place.name}, {country}" if city else place.name or country),
            "ActionGeo_CountryCode": fips,
            "ActionGeo_Lat": number(place.lat),
            "ActionGeo_Long": number(place.lon),
            "ActionGeo_FeatureID": "" if city else fips,
        }
    return cells


def _actor(prefix: str, actor: Actor, book: Codebook, codes: Codes) -> dict[str, str]:
    country, sector = codes.country(actor), codes.sector(actor)
    kind = book.plover.cameo_sectors.get(sector, "")
    if actor.kind == "state":
        kind = ""  # CAMEO: a state by itself is the bare code
    return {
        f"{prefix}Code": f"{country}{kind}",
        f"{prefix}Name": safe(actor.name).upper(),
        f"{prefix}CountryCode": country,
        f"{prefix}Type1Code": kind,
    }


def _offset(actor: Actor | None, people: tuple[Actor, ...]) -> str:
    spans = [s for p in people if actor is not None and p.entity == actor.entity for s in p.spans]
    return str(min(spans).start) if spans else ""


def _stamp(behind: list[StoredReport]) -> str:
    days = [day for s in behind if (day := first_day(s.published)) is not None]
    return f"{min(days, default=dt.date.max):%Y%m%d}000000" if days else ""


# --------------------------------------------------------------------------- check


def check_gdelt(text: str) -> tuple[str, ...]:
    """Return what in an event table is not as the codebook says; nothing if all is well."""
    found: list[str] = []
    rows = read_rows(text)
    for n, cells in enumerate(rows, 1):
        if len(cells) != len(COLUMNS):
            found.append(f"row {n}: {len(cells)} columns, not {len(COLUMNS)}")
            continue
        has = dict(zip(COLUMNS, cells, strict=True))
        found += [f"row {n}: {column} is {has[column]!r}" for column in _wrong(has)]
    found += [f"GLOBALEVENTID {i} occurs twice" for i in duplicates(cells[0] for cells in rows)]
    return tuple(found)


_SHAPES = {
    "GLOBALEVENTID": r"[1-9]\d*", "SQLDATE": r"\d{8}", "MonthYear": r"\d{6}", "Year": r"\d{4}",
    "FractionDate": r"\d{4}\.\d{4}", "Actor1Code": r"([A-Z]{3}){0,5}", "Actor2Code": r"([A-Z]{3}){0,5}",
    "Actor1CountryCode": r"([A-Z]{3})?", "Actor2CountryCode": r"([A-Z]{3})?", "IsRootEvent": r"[01]?",
    "EventBaseCode": r"\d{3}", "EventRootCode": r"\d{2}", "QuadClass": r"[1-4]",
    "GoldsteinScale": r"-?\d+(\.\d)?", "NumMentions": r"\d+", "NumSources": r"\d+", "NumArticles": r"\d+",
    "ActionGeo_Type": r"[1-5]?", "ActionGeo_CountryCode": r"([A-Z]{2})?", "DATEADDED": r"(\d{14})?",
    "AvgTone": "",
    **{f"Actor{n}{part}Code": "" for n in (1, 2) for part in ("Ethnic", "Religion1", "Religion2")},
}  # fmt: skip


def _wrong(has: dict[str, str]) -> list[str]:
    wrong = [column for column, shape in _SHAPES.items() if not re.fullmatch(shape, has[column])]
    if not codebook().knows(has["EventCode"]):
        wrong.append("EventCode")
    if not has["SQLDATE"].startswith(has["MonthYear"]) or not has["MonthYear"].startswith(has["Year"]):
        wrong.append("MonthYear")
    wrong += [column for column, cell in has.items() if flat(cell) != cell]
    return wrong


_MENTION_SHAPES = {
    "GLOBALEVENTID": r"[1-9]\d*", "EventTimeDate": r"(\d{14})?", "MentionTimeDate": r"(\d{14})?",
    "MentionType": r"[1-6]", "SentenceID": r"\d*", "Actor1CharOffset": r"\d*", "Actor2CharOffset": r"\d*",
    "ActionCharOffset": r"\d*", "InRawText": r"[01]", "Confidence": r"\d|[1-9]\d|100", "MentionDocLen": r"\d*",
    "MentionDocTone": "",
}  # fmt: skip


def check_mentions(text: str) -> tuple[str, ...]:
    """Return what in a table of mentions is not as the codebook says."""
    found: list[str] = []
    for n, cells in enumerate(read_rows(text), 1):
        if len(cells) != len(MENTIONS):
            found.append(f"row {n}: {len(cells)} columns, not {len(MENTIONS)}")
            continue
        has = dict(zip(MENTIONS, cells, strict=True))
        found += [
            f"row {n}: {column} is {has[column]!r}"
            for column, shape in _MENTION_SHAPES.items()
            if not re.fullmatch(shape, has[column])
        ]
    return tuple(found)
