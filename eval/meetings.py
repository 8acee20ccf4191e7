"""Score encounters: a line of a travel calendar in, who met whom, where and when out.

In: JSON lines of trips (`name`, `role`, `locale`, `country`, `start`, `end`, `text`) and visits (`visitor`,
`from`, `start-date`, `end-date`, `description`). Out: the share of lines since 1945 that name somebody who
was met and whose meeting is coded with the right states, persons, place and days, all four.

The remarks seldom name the traveller, so the line is worded "{name}, {role} of the United States, in
{locale}, {country}: {remark}", a visit "{visitor} of {from} in Washington: {description}", published on its
first day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval import stats
from eval.common import Coder, Line, Options, Result, coder, day, lines_by, read_jsonl, report
from regesta.model.actors import Actor
from regesta.model.findings import Event
from regesta.model.times import DayRange, between, on
from regesta.pipeline import read_report
from regesta.text.fold import fold
from regesta.text.names import skeleton

_ROLES = {"secretary": "Secretary of State", "president": "President"}
_TITLE = re.compile(
    r"\b(?:President|Premier|Prime Minister|Minister|Secretary|King|Queen|Chancellor|Chairman|Shah|Amir|"
    r"Emir|Sultan|Prince|Princess|Pope|Speaker|Ambassador|General|Taoiseach|Chief|Emperor|Governor|Commissioner|Regent|Leader)\b"
)
_MET = re.compile(r"\b[Mm]et(?: \w+ly)? with\b")
_MEETING = re.compile(r"\b[Mm](?:et(?: \w+ly)?|eetings?) with\b")
_NAME = re.compile(
    r"(?:[a-z]{1,3}[- ])?[A-Z][\w'’-]+"
    r"(?:[ -](?:(?:al|as|el|bin|ibn|de|dos|da|von|van)[ -])?[A-Z][\w'’-]+)*"
)
_MONTH_DAY = re.compile(
    r" (?:January|February|March|April|May|June|July|August|September|October|November|December) [\dl].*"
)
_SAME = (
    {"SUN", "RUS"},
    {"YUG", "SCG", "SRB"},
    {"DEU", "DDR"},
    {"TWN", "CHN"},
    {"CSK", "CZE", "SVK"},
    {"VNM", "VDR"},
)
_MEETS = {"CONSULT"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the calendar: its words, and what the meeting should be coded with."""

    kind: str
    text: str
    published: dt.date
    days: DayRange
    traveller: str  # surname
    met: tuple[str, ...]  # surnames, in order
    states: tuple[str, ...]  # of the traveller and of the first who was met; empty where unknown
    places: tuple[str, ...]
    host: str


def score(path: Path, options: Options) -> Result:
    """Return the share of meetings that are right in states, persons, place and days."""
    by = coder()
    rows = stats.sampled(list(read_rows(path, by)), options.n)
    judged = [judge(row, by) for row in rows]
    flags = [all(j.values()) for j in judged]
    parts = lines_by((name, [j[name] for j in judged]) for name in ("states", "persons", "place", "days"))
    kinds = lines_by(
        (kind, [f for r, f in zip(rows, flags, strict=True) if r.kind == kind]) for kind in ("trip", "visit")
    )
    low, high = stats.interval(flags, stats.share)
    misses = tuple(
        f"{', '.join(k for k, v in j.items() if not v)} | {row.text} | "
        f"wants {row.states} {row.traveller} + {row.met} at {row.places}"
        for row, j, f in zip(rows, judged, flags, strict=True)
        if not f
    )
    extra = (Line("95 % interval", low, len(rows), (("to", high),)),)
    return Result("meetings", "accuracy", stats.share(flags), len(rows), (*kinds, *parts), extra, misses)


# --------------------------------------------------------------------------- rows


def read_rows(path: Path, by: Coder) -> Iterator[Row]:
    """Yield the lines since 1945 that name somebody who was met."""
    for row in read_jsonl(path):
        found = _trip(row, by) if row["kind"] == "trip" else _visit(row, by)
        if found is not None and found.met and found.published.year >= 1945:
            yield found


def _trip(row: Mapping[str, Any], by: Coder) -> Row | None:
    start, end = day(row["start"]), day(row["end"])
    if start is None:
        return None
    remark, host = _one_line(row["text"]), _state(row["country"], by)
    role = _ROLES.get(row["role"], row["role"])
    text = f"{row['name']}, {role} of the United States, in {row['locale']}, {row['country']}: {remark}"
    met, other = _met(remark, _MET, by)
    places = tuple(p.strip() for p in row["locale"].split(","))
    return Row(
        "trip", text, start, between(start, max(start, end or start)), _surname(row["name"]), met,
        ("USA", other if other is not None else host), places, host,
    )  # fmt: skip


def _visit(row: Mapping[str, Any], by: Coder) -> Row | None:
    start, end = day(row["start-date"]), day(row["end-date"])
    if start is None:
        return None
    remark, home = _one_line(row["description"]), _state(row["from"], by)
    text = f"{row['visitor']} of {row['from']} in Washington: {remark}"
    met, other = _met(remark, _MEETING, by)
    told = _MEETING.search(remark)
    own = (
        re.split(r"(?<![A-Z])[.] (?=[A-Z])|; ", remark[told.start() :])[0] if told else ""
    )  # not where he went next
    at = re.search(r"\b(?:at|in) ([A-Z][\w ]+)", own)
    places = (at[1].strip(),) if at else ("Washington",)
    return Row(
        "visit", text, start, between(start, max(start, end or start)), _surname(row["visitor"]), met,
        (home, other if other is not None else "USA"), places, "USA",
    )  # fmt: skip


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _surname(name: str) -> str:
    return re.sub(r"\([^)]*\)|\b(?:[IVX]+|Jr\.?|Sr\.?)$", " ", name).split()[-1]


def _met(remark: str, met: re.Pattern[str], by: Coder) -> tuple[tuple[str, ...], str | None]:
    """Return the surnames of those met who have title and name, and the state the words give the first."""
    at = met.search(remark)
    if at is None:
        return (), None
    stretch = re.split(
        r"[.;:]\s|\.$| and (?:[a-z]+ed|attempted|met)\b| (?:during|at|in|on|to|about|concerning)\b",
        remark[at.end() :],
    )[0]
    found: list[str] = []
    first: str | None = None
    for piece in re.split(r", (?:and )?| and ", stretch):
        piece = _MONTH_DAY.sub("", piece)
        title = list(_TITLE.finditer(piece))
        after = piece[title[-1].end() :].strip() if title else ""
        name = None if after.startswith("of ") else _NAME.match(after)
        if title and name:
            if not found:
                lead = piece[: title[-1].end()]
                home = re.match(r" of (?:the )?([A-Z].*)", after[name.end() :])
                lead = f"{lead} {home[1]}" if home else "Vatican City" if "Pope" in lead else lead
                first = _state(lead, by) or ("" if re.search(r"\b[A-Z]{2,}\b", lead) else None)
            found.append(_surname(name.group()))
    return tuple(found), first


def _state(words: str, by: Coder) -> str:
    """Return the state some words name; "Korea, Republic of" is turned round first."""
    head, comma, rest = words.partition(", ")
    for tried in (f"{rest} {head}", words) if comma else (words,):
        hits = sorted(by.language.state_table.hits(tried), key=lambda h: h.span)
        if hits:
            return str(hits[0].values[0].state)
    return ""


# --------------------------------------------------------------------------- judging


def judge(row: Row, by: Coder) -> dict[str, bool]:
    """Return which of states, persons, place and days the best coded meeting of a line has right."""
    reading = read_report(report(row.text, on(row.published)), by.packs, by.tools)
    events = [f for f in reading.findings if isinstance(f, Event) and f.type in _MEETS]
    judged = [_judged(row, e, by) for e in events]
    return max(
        judged,
        key=lambda j: sum(j.values()),
        default=dict.fromkeys(("states", "persons", "place", "days"), False),
    )


def _judged(row: Row, event: Event, by: Coder) -> dict[str, bool]:
    everybody = (*event.actors, *event.recipients)
    return {
        "states": all(_has_state(s, everybody) for s in row.states if s),
        "persons": all(_named(name, everybody) for name in (row.traveller, row.met[0])),
        "place": _placed(row, event, by),
        "days": event.date.start is not None
        and event.date.meets(row.days)
        and (event.date.n_days or 999) <= (row.days.n_days or 1) + 1,
    }


def _has_state(state: str, actors: Iterable[Actor]) -> bool:
    alike = {state}.union(*(s for s in _SAME if state in s))
    return any(a.state in alike for a in actors)


def _named(surname: str, actors: Iterable[Actor]) -> bool:
    parts = [p for p in re.split(r"[\s-]+", surname) if p]
    wanted = {skeleton(p) for p in (parts if len(parts[-1]) < 3 else parts[-1:])}  # "al-Maliki"; "Myung-bak"
    return any(
        a.kind == "person"
        and wanted <= {skeleton(w) for w in re.split(r"[\s-]+", f"{a.name} {a.as_written}")}
        for a in actors
    )


def _placed(row: Row, event: Event, by: Coder) -> bool:
    if event.place is None:
        return False
    ours = fold(event.place.name)
    # A city goes by its present name with us: Yangon for Rangoon.
    now = [c.name for p in row.places if (c := by.tools.gazetteer.find(p, (event.place.state,))) is not None]
    return any(fold(p) in ours or ours in fold(p) for p in (*row.places, *now)) or _same_state_only(
        row, event
    )


def _same_state_only(row: Row, event: Event) -> bool:
    """Return whether we claim no more than the state, and it is the host's."""
    return event.place is not None and event.place.lat is None and event.place.state == row.host
