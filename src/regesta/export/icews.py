"""ICEWS: twenty tab-separated columns with a header, one row a directed pair.

In: records, the states' codes. Out: rows in order of day. Countries are names, sectors words joined by
commas; a mutual event is two rows. `Sentence Number`, `District` and `Province` stay empty: we do not have them.

Source: ICEWS Coded Event Data, the columns of its yearly files.
"""

from __future__ import annotations

import re
from typing import TextIO

from regesta.export.cells import duplicates, flat, number, read_rows, row, safe
from regesta.export.codebook import Codebook, codebook
from regesta.export.rows import Codes, Pair, Witnesses, pairs, publisher
from regesta.model.actors import Actor
from regesta.model.records import Records
from regesta.packs.knowledge import Knowledge

COLUMNS: tuple[str, ...] = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
_STORY_DIGITS = 13  # of hex, as in the ids of events


def write_icews(records: Records, out: TextIO, knowledge: Knowledge) -> None:
    """Write the table."""
    book, codes, witnesses = codebook(), Codes(knowledge), Witnesses.of(records)
    out.write(row(COLUMNS))
    for pair in pairs(records, book):
        cells = _cells(pair, book, codes, witnesses)
        out.write(row([cells.get(column, "") for column in COLUMNS]))


def _cells(pair: Pair, book: Codebook, codes: Codes, witnesses: Witnesses) -> dict[str, str]:
    named, place = book.named(pair.code), pair.event.finding.place
    behind = witnesses.behind(pair.event)
    cells = {
        "Event ID": str(pair.id),
        "Event Date": pair.day.isoformat(),
        "Event Text": safe(named.name),
        "CAMEO Code": pair.code,
        "Intensity": f"{named.goldstein:.1f}",
        "Story ID": str(int(behind[0].report.id[:_STORY_DIGITS], 16)) if behind else "",
        "Publisher": safe(publisher(behind[0].report)) if behind else "",
    }
    cells |= _actor("Source", pair.source, book, codes)
    if pair.target is not None:
        cells |= _actor("Target", pair.target, book, codes)
    if place is not None:
        cells |= {
            "City": safe(place.name) if place.lat is not None else "",
            "Country": safe(codes.name(place.state)),
            "Latitude": number(place.lat),
            "Longitude": number(place.lon),
        }
    return cells


def _actor(prefix: str, actor: Actor, book: Codebook, codes: Codes) -> dict[str, str]:
    country = codes.country(actor)
    name = codes.name(country) if actor.kind == "state" and country else actor.name
    sector = book.plover.sectors.get(codes.sector(actor), "")
    return {
        f"{prefix} Name": safe(name),
        f"{prefix} Sectors": safe(sector),
        f"{prefix} Country": safe(codes.name(country)),
    }


# --------------------------------------------------------------------------- check

_SHAPES = {
    "Event ID": r"[1-9]\d*", "Event Date": r"\d{4}-\d\d-\d\d", "Source Name": r".+",
    "Intensity": r"-?\d+\.\d", "Story ID": r"\d*", "Sentence Number": r"\d*",
    "Latitude": r"(-?\d+(\.\d+)?)?", "Longitude": r"(-?\d+(\.\d+)?)?",
}  # fmt: skip


def check_icews(text: str) -> tuple[str, ...]:
    """Return what in a table is not as the published columns have it; nothing if all is well."""
    rows = read_rows(text)
    if not rows or tuple(rows[0]) != COLUMNS:
        return ("the header is not that of ICEWS",)
    found: list[str] = []
    for n, cells in enumerate(rows[1:], 1):
        if len(cells) != len(COLUMNS):
            found.append(f"row {n}: {len(cells)} columns, not {len(COLUMNS)}")
            continue
        has = dict(zip(COLUMNS, cells, strict=True))
        wrong = [column for column, shape in _SHAPES.items() if not re.fullmatch(shape, has[column])]
        wrong += [column for column, cell in has.items() if flat(cell) != cell]
        if not codebook().knows(has["CAMEO Code"]):
            wrong.append("CAMEO Code")
        found += [f"row {n}: {column} is {has[column]!r}" for column in wrong]
    found += [f"Event ID {i} occurs twice" for i in duplicates(cells[0] for cells in rows[1:])]
    return tuple(found)
