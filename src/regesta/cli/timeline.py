"""The timeline of some states, for people: meetings, and below each what was agreed or done there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regesta.cli.console import STAGE_STYLES, console, grid, styled
from regesta.query import words

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

Row = Mapping[str, Any]

_DAY_CHARS = 13
_PLACE_CHARS = 15
_TITLE_CHARS = 60
_MOST_ACTS = 4  # other acts shown below one meeting
_BY_COMMITMENT = frozenset({"AGREE", "SUPPORT", "COOPERATE", "CONCEDE"})  # told by the commitment they make


def print_timeline(
    called: Mapping[str, str],
    events: Sequence[Row],
    commitments: Sequence[Row],
    n_reports: int,
    short: Mapping[str, str],
) -> None:
    """Print a timeline.

    Args:
        called: Code -> name of the states whose timeline it is.
        events: Rows of `query.timeline`, in order.
        commitments: Rows of `query.commitments`.
        n_reports: How many reports they rest on.
        short: Id -> the shortest beginning that names it.
    """
    out = console()
    n_met = sum(e["type"] == "CONSULT" and e["status"] in ("occurred", "historical") for e in events)
    counts = [words.plural(n_reports, "report"), words.plural(n_met, "meeting")]
    if commitments:  # with --type none is sought, and "0 commitments" would say that there is none
        counts.append(words.plural(len(commitments), "commitment"))
    counts.append(words.years([*events, *commitments]))
    out.print(
        styled((" – ".join(sorted(called.values())), "bold"), "   ", " · ".join(c for c in counts if c))
    )
    if not events and not commitments:
        out.print("Nothing in the register. `regesta reports` lists what was read.")
        return
    entries = _entries(events, commitments)
    notes = _notes(entries)
    table = grid(_DAY_CHARS, _PLACE_CHARS, None)
    for entry in entries:
        table.add_row(*_cells(entry, called, short, notes))
        table.add_row("", "", "")
    out.print()
    out.print(table)
    for mark, leads, tail, identity in notes.values():
        note = grid(len(mark), None)
        see = f"`regesta show {short[identity]}` shows the sentences."
        why = " or ".join(leads) + (f": {tail}" if tail else "")
        note.add_row(styled((mark, "yellow")), f"{why}. {see}")
        out.print(note)


_Note = tuple[
    str, list[str], str, str
]  # mark, what the reports leave out, what bounds the days, an id to see


def _notes(entries: Sequence[dict[str, Any]]) -> dict[str, _Note]:
    """Return the notes on inferred dates by what bounds them: a ring each, numbered if there are several."""
    found: dict[str, tuple[list[str], str]] = {}
    for entry in entries:
        lead, tail = words.because(entry["date"])
        if lead:
            leads, _ = found.setdefault(tail or lead, ([], entry["id"]))
            if lead not in leads:
                leads.append(lead)
    return {
        key: ("°" if len(found) == 1 else f"°{i}", leads, key if key not in leads else "", identity)
        for i, (key, (leads, identity)) in enumerate(found.items(), 1)
    }


# --------------------------------------------------------------------------- what stands below what


def _entries(events: Sequence[Row], commitments: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the entries in order of time: meetings with what was made there, and whatever has no meeting."""
    told = {_words(e) for c in commitments for e in c["evidence"]}
    shown = [
        e
        for e in events
        if e["type"] not in _BY_COMMITMENT or not any(_words(w) in told for w in e["evidence"])
    ]
    entries = {row["id"]: _entry(row) for row in shown if row["type"] == "CONSULT"}
    met: dict[str, list[dict[str, Any]]] = {}  # report -> its meetings
    for entry in entries.values():
        for report in {e["report_id"] for e in entry["row"]["evidence"]}:
            met.setdefault(report, []).append(entry)
    for row in shown:
        if row["type"] == "CONSULT":
            continue
        meeting = _meeting_of(row, met)
        if meeting is None:
            entries[row["id"]] = _entry(row) | {"acts": [row]}
        else:
            meeting["acts"].append(row)
    together: dict[tuple[Any, ...], dict[str, Any]] = {}
    for item in commitments:
        home = entries.get(item.get("event", "")) or _meeting_of(item, met) or together.get(_set_of(item))
        if home is None:
            home = entries[item["id"]] = together[_set_of(item)] = _entry(item)
        home["made"].append(item)
    return sorted(entries.values(), key=lambda e: (_first(e["date"]), e["date"].get("latest", "9"), e["id"]))


def _entry(row: Row) -> dict[str, Any]:
    return {"id": row["id"], "date": row.get("date") or {}, "row": row, "made": [], "acts": []}


def _set_of(item: Row) -> tuple[Any, ...]:
    """Return what puts commitments without a meeting under one heading: parties and days."""
    date = item.get("date") or {}
    return tuple(item["parties"]), date.get("earliest"), date.get("latest")


def _words(evidence: Row) -> tuple[Any, ...]:
    return evidence["report_id"], evidence["start"], evidence["end"]


def _first(date: Row) -> str:
    return str(date.get("earliest") or date.get("latest") or "9")


def _meeting_of(row: Row, met: Mapping[str, Sequence[dict[str, Any]]]) -> dict[str, Any] | None:
    """Return the meeting at which something was done: of one report, on the same days, by those there."""
    acting = {a["entity"] for a in (*row.get("actors", ()), *row.get("by", ()))}
    for report in dict.fromkeys(e["report_id"] for e in row["evidence"]):
        for entry in met.get(report, ()):
            present = (*entry["row"].get("actors", ()), *entry["row"].get("recipients", ()))
            there = {a["entity"] for a in present} | {f"state:{a['state']}" for a in present if "state" in a}
            if acting and acting <= there and _overlap(row.get("date") or {}, entry["date"]):
                return entry
    return None


def _overlap(a: Row, b: Row) -> bool:
    starts, ends = [str(d.get("earliest", "0")) for d in (a, b)], [str(d.get("latest", "9")) for d in (a, b)]
    return max(starts) <= min(ends)


# --------------------------------------------------------------------------- cells


def _cells(
    entry: dict[str, Any], called: Mapping[str, str], short: Mapping[str, str], notes: Mapping[str, _Note]
) -> tuple[RenderableType, ...]:
    from rich.console import Group

    row = entry["row"]
    first, second = words.day_lines(entry["date"])
    weekday = second if second in words.WEEKDAYS else ""
    when = [styled((first, "bold"))] + ([styled(second)] if second and not weekday else [])
    when.append(styled((short[entry["id"]], "dim")))
    lead, tail = words.because(entry["date"])
    flag = f"{words.inferred(entry['date'])}{notes[tail or lead][0]}" if lead else ""
    place = (row.get("place") or {}).get("name", "") if row["record"] == "event" else ""
    where: list[Text] = [styled(place)] if place else []
    if weekday or flag:
        where.append(styled(weekday, "  " if weekday and flag else "", (flag, "yellow")))
    said: list[RenderableType] = [styled(_headline(row, called))]
    said += _made(entry["made"])
    said += _acts(entry["acts"])
    return Group(*when), Group(*where), Group(*said)


def _headline(row: Row, called: Mapping[str, str]) -> str:
    if row["record"] == "event":
        return words.event(row)
    by = sorted({str(a["name"]) for a in row.get("by", ())})
    return words.listed(by or [called.get(p, p) for p in row["parties"]])


def _made(made: Sequence[Row]) -> list[RenderableType]:
    """Return the lines of commitments: one for each first stage and what became of it."""
    groups: dict[tuple[str, str], list[str]] = {}
    for item in made:
        first, last = item["history"][0]["stage"], item["stage"]
        act = "invited" if item["kind"] == "invitation" and first == "offered" else words.ACT_OF_STAGE[first]
        key = (act, "" if first == last else last)
        what = words.commitment(item, short=True)
        if item["kind"] == "invitation" and act != "invited":
            what = f"invitation of {what}"
        groups.setdefault(key, []).append(words.clipped(what, _TITLE_CHARS))
    lines: list[RenderableType] = []
    for (act, became), whats in groups.items():
        line = grid(len(act) + 1, None, *([len(became) + 2] if became else []))
        cells = [styled((f"{act}:", "dim")), styled(" · ".join(dict.fromkeys(whats)))]
        lines.append(line)
        line.add_row(*cells, *([styled((f"→ {became}", STAGE_STYLES.get(became, "")))] if became else []))
    return lines


def _acts(acts: Sequence[Row]) -> list[RenderableType]:
    """Return the lines of other acts, in the words of a report."""
    lines: list[RenderableType] = []
    seen: dict[tuple[Any, ...], str] = {}
    for row in acts:
        seen.setdefault(_words(row["evidence"][0]), row["type"].lower())
    for row in acts:
        key = _words(row["evidence"][0])
        if key not in seen:
            continue
        kind = seen.pop(key)
        line = grid(len(kind) + 1, None)
        line.columns[1].no_wrap, line.columns[1].overflow = True, "ellipsis"
        line.add_row(styled((f"{kind}:", "dim")), f"“{words.quote(row['evidence'][0]['quote'])}”")
        lines.append(line)
    if len(lines) > _MOST_ACTS:
        lines = [*lines[:_MOST_ACTS], styled((f"and {len(lines) - _MOST_ACTS} more acts", "dim"))]
    return lines
