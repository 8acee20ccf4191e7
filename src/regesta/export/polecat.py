"""POLECAT: forty tab-separated columns with a header, one row an event, actors as lists joined by "; ".

In: records, the states' codes. Out: rows in order of day. What is not known is the word None, as in the
published files. Lists of one side run in parallel: the second country is that of the second name.

Source: column names of the published files of POLECAT, as their loaders read them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

from regesta.export.cells import duplicates, flat, number, read_rows, row, safe
from regesta.export.codebook import Codebook, codebook
from regesta.export.rows import Codes, Witnesses, dated, first_day, publisher
from regesta.model.actors import Actor
from regesta.model.findings import Event
from regesta.model.records import Merged, Records
from regesta.model.spans import Evidence
from regesta.packs.knowledge import Knowledge
from regesta.query.gather import actors_of
from regesta.query.scores import score

COLUMNS: tuple[str, ...] = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
MISSING = "None"
_JOINT = "; "
_LISTS = tuple(
    f"{side} {c}"
    for side in ("Actor", "Recipient")
    for c in ("Country", "COW", "Sectors", "Title", "Name Raw")
)


def write_polecat(records: Records, out: TextIO, knowledge: Knowledge) -> None:
    """Write the table."""
    book, codes, witnesses = codebook(), Codes(knowledge), Witnesses.of(records)
    stories = _stories(records, codes)
    version = safe(f"{records.coder}; packs {records.packs}; {book.plover.edition}")
    out.write(row(COLUMNS))
    for day, record in dated(records):
        cells = _cells(day, record, book, codes, witnesses, stories) | {"Version": version}
        out.write(row([cells.get(column) or MISSING for column in COLUMNS]))


Stories = dict[str, tuple[set[str], set[str], set[str]]]


def _stories(records: Records, codes: Codes) -> Stories:
    """Return the people, organisations and places that the findings of each report name."""
    found: Stories = {}
    for finding in records.findings():
        reports = {e.report_id for e in finding.evidence if isinstance(e, Evidence)}
        for report in reports:
            people, bodies, places = found.setdefault(report, (set(), set(), set()))
            for actor in actors_of(finding):
                into = {"person": people, "state": places}.get(actor.kind, bodies)
                into.add(codes.name(actor.state) if actor.kind == "state" else actor.name)
            place = getattr(finding, "place", None)
            if place is not None:
                places.add(place.name or codes.name(place.state))
    return found


def _cells(
    day: dt.date, record: Merged[Event], book: Codebook, codes: Codes, witnesses: Witnesses, stories: Stories
) -> dict[str, str]:
    event, place, behind = record.finding, record.finding.place, witnesses.behind(record)
    first = behind[0] if behind else None
    published = first_day(first.published) if first else None
    told = [stories[s.report.id] for s in behind if s.report.id in stories]
    cells = {
        "Event ID": f"{day:%Y%m%d}-{record.id[:4]}-{record.id[4:]}_{event.type}",
        "Event Date": day.isoformat(),
        "Event Type": event.type,
        "Event Mode": _listed(sorted(event.modes)),
        "Intensity": number(score(event.type, event.modes)),
        "Quad Code": book.plover.quads[book.plover.types[event.type].quad],
        "Contexts": _listed(sorted(event.contexts)),
        "Source": safe(publisher(first.report)) if first else "",
        "Publication Date": published.isoformat() if published else "",
        "Story People": _listed(sorted({n for people, _, _ in told for n in people})),
        "Story Organizations": _listed(sorted({n for _, bodies, _ in told for n in bodies})),
        "Story Locations": _listed(sorted({n for _, _, places in told for n in places})),
        "Language": (first.language or "") if first else "",
    }
    cells |= _side("Actor", event.actors, day, codes) | _side("Recipient", event.recipients, day, codes)
    if place is not None:
        cells |= {
            "Placename": safe(place.name),
            "City": safe(place.name) if place.lat is not None else "",
            "Country": place.state,
            "Latitude": number(place.lat),
            "Longitude": number(place.lon),
        }
    return cells


def _side(side: str, actors: Sequence[Actor], day: dt.date, codes: Codes) -> dict[str, str]:
    people = sorted(actors, key=lambda a: (a.state or "", a.entity, a.name))

    def each(value: Callable[[Actor], str]) -> str:
        return _listed([value(a) for a in people], gaps=True)

    sectors = list(dict.fromkeys(filter(None, (codes.sector(a) for a in people))))
    return {
        f"{side} Name": each(lambda a: codes.name(a.state) if a.kind == "state" else a.name),
        f"{side} Country": each(lambda a: codes.country(a) or codes.plover(a)),
        f"{side} COW": each(lambda a: codes.other(codes.country(a), "cow", day)),
        f"Primary {side} Sector": sectors[0] if sectors else "",
        f"{side} Sectors": each(codes.sector),
        f"{side} Title": each(lambda a: a.office or ""),
        f"{side} Name Raw": each(lambda a: a.as_written),
    }


def _listed(values: Iterable[str], *, gaps: bool = False) -> str:
    """Return values as a list in a cell; with `gaps` an unknown one keeps its place, unless all are."""
    cells = [safe(v.replace(";", ",")) for v in values]
    if gaps and any(cells):
        cells = [c or MISSING for c in cells]
    return _JOINT.join(filter(None, cells))


# --------------------------------------------------------------------------- check

_SHAPES = {
    "Event ID": r"\d{8}-\S{4}-\S+_[A-Z]+", "Event Date": r"\d{4}-\d\d-\d\d",
    "Intensity": r"-?\d+(\.\d+)?", "Publication Date": r"None|\d{4}-\d\d-\d\d",
    "Latitude": r"None|-?\d+(\.\d+)?", "Longitude": r"None|-?\d+(\.\d+)?",
    "Actor COW": r"None|(\d+|None)(; (\d+|None))*", "Recipient COW": r"None|(\d+|None)(; (\d+|None))*",
    "Actor Country": r"None|([A-Z]{3}|None)(; ([A-Z]{3}|None))*",
    "Recipient Country": r"None|([A-Z]{3}|None)(; ([A-Z]{3}|None))*",
}  # fmt: skip


def check_polecat(text: str) -> tuple[str, ...]:
    """Return what in a table is not as the published columns have it; nothing if all is well."""
    rows, plover = read_rows(text), codebook().plover
    if not rows or tuple(rows[0]) != COLUMNS:
        return ("the header is not that of POLECAT",)
    found: list[str] = []
    for n, cells in enumerate(rows[1:], 1):
        if len(cells) != len(COLUMNS):
            found.append(f"row {n}: {len(cells)} columns, not {len(COLUMNS)}")
            continue
        has = dict(zip(COLUMNS, cells, strict=True))
        wrong = [column for column, shape in _SHAPES.items() if not re.fullmatch(shape, has[column])]
        wrong += [column for column, cell in has.items() if not cell or flat(cell) != cell]
        kind = next((row for name, row in plover.types.items() if name == has["Event Type"]), None)
        if kind is None:
            wrong.append("Event Type")
        else:
            modes, quad = _parts(has["Event Mode"]), plover.quads[kind.quad]
            wrong += ["Event Mode"] * (not modes <= set(kind.modes))
            wrong += ["Quad Code"] * (has["Quad Code"] != quad)
        wrong += ["Contexts"] * (not _parts(has["Contexts"]) <= set(plover.contexts))
        found += [f"row {n}: {column} is {has[column]!r}" for column in wrong]
        for column in _LISTS:
            side, cell = ("Actor" if "Actor" in column else "Recipient"), has[column]
            # A list that is unknown throughout is the one word None.
            if cell != MISSING and cell.count(_JOINT) != has[f"{side} Name"].count(_JOINT):
                found.append(f"row {n}: {column} is not as long as the names of that side")
    found += [f"Event ID {i} occurs twice" for i in duplicates(cells[0] for cells in rows[1:])]
    return tuple(found)


def _parts(cell: str) -> set[str]:
    return set() if cell == MISSING else set(cell.split(_JOINT))
