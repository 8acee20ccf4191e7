"""Score actors: a phrase, a day and sometimes a context in, state and sector out.

In: JSON lines of a peer's test calls (`args`: phrase, context, day; `kwargs`; `fields`). Out: the share right
in state and first sector code, over the rows that state one and those that expect nobody.

The phrase is read as a report of one line on its day ("today" is the middle of 2022, when those calls were
written). Of its mentions the first that resolves counts. A bare name or adjective of a state has no sector:
the data asks for one only where the words give it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval import stats
from eval.common import Coder, Line, Options, Result, coder, lines_by, read_jsonl, resolved
from eval.common import unparsed as annotated_lines
from regesta.model.actors import Actor, Mention
from regesta.model.findings import Event
from regesta.model.spans import Evidence
from regesta.model.times import DayRange, on
from regesta.steps.resolve.dates import parse_expression
from regesta.steps.settle.offices import with_offices

TODAY = dt.date(2022, 7, 1)
_INTERNATIONAL = {"IGO", "UNO", "EUR", "NGO", "INT"}  # the data's codes for what is no state's


@dataclass(frozen=True, slots=True)
class Answer:
    """State and sector, empty where the phrase gives none; `nobody` where it names no actor at all."""

    state: str = ""
    sector: str = ""
    international: bool = False
    nobody: bool = True


def score(path: Path, options: Options) -> Result:
    """Return the share of phrases right in state and sector."""
    rows = stats.sampled([r for r in read_jsonl(path) if scored(r)], options.n)
    by = coder()
    answers = [answer(row, by) for row in rows]
    flags = [agrees(row, a) for row, a in zip(rows, answers, strict=True)]
    groups: dict[str, list[bool]] = {}
    for row, flag in zip(rows, flags, strict=True):
        groups.setdefault(_group(row), []).append(flag)
    states = [_state_right(r, a) for r, a in zip(rows, answers, strict=True) if "_none" not in r["fields"]]
    sectors = [_sector_right(r, a) for r, a in zip(rows, answers, strict=True) if r["fields"].get("code_1")]
    low, high = stats.interval(flags, stats.share)
    extra = (
        *lines_by([("state", states), ("sector", sectors)]),
        Line("95 % interval", low, len(rows), (("to", high),)),
    )
    misses = tuple(
        f"{_group(row)}: {row['args']} {row['kwargs'] or ''} "
        f"wants {_state(row)}/{row['fields'].get('code_1')}, "
        f"got {'nobody' if a.nobody else f'{a.state}/{a.sector}'}"
        for row, a, flag in zip(rows, answers, flags, strict=True)
        if not flag
    )
    return Result(
        "actors", "accuracy", stats.share(flags), len(rows), lines_by(sorted(groups.items())), extra, misses
    )


def scored(row: dict[str, Any]) -> bool:
    """Return whether a row counts: not skipped, with a phrase, and stating a state, a sector or nobody."""
    fields = row["fields"]
    stated = "country" in fields or "code_1" in fields or "_none" in fields or _named_state(row) is not None
    return bool(stated and not row.get("skipped") and row["args"] and row["args"][0])


def answer(row: dict[str, Any], by: Coder) -> Answer:
    """Return what the coder makes of a row's phrase."""
    phrase, context, when = (*row["args"], "", "")[:3]
    published = _asked(str(when or row["kwargs"].get("query_date") or ""), by)
    near = str(context or row["kwargs"].get("known_country") or "")
    annotated = annotated_lines(f"{phrase}\n{near}" if near else str(phrase), by, published)
    found = resolved(annotated, by, published)
    ours: Answer | None = None
    around = ""
    for mention, actors in zip(annotated.mentions, found.actors, strict=True):
        if mention.span.end > len(str(phrase)):
            around = around or (actors[0].state or "" if actors else "")
        elif ours is None and actors:
            ours = _said(mention, _on_the_day(actors[0], published, by), by)
    if ours is None:
        return Answer()
    return Answer(ours.state or around, ours.sector, ours.international, nobody=False)


def _asked(words: str, by: Coder) -> DayRange:
    """Return the day a row asks about; one that says "today", or nothing, asks about the middle of 2022."""
    return parse_expression(words, TODAY, by.language) or on(TODAY)


def _on_the_day(actor: Actor, when: DayRange, by: Coder) -> Actor:
    """Return the actor with the office held on a day, as the last step of the pipeline fills it in."""
    nothing = (Evidence("", actor.spans[0], actor.as_written, ""),)
    return with_offices(Event("", "CONSULT", "occurred", (actor,), when, nothing), by.packs.knowledge).actors[
        0
    ]


def _said(mention: Mention, actor: Actor, by: Coder) -> Answer:
    international = actor.kind == "organisation" and actor.state not in by.packs.knowledge.states
    bare = (
        mention.kind == "state" and mention.form in {"name", "demonym", "capital"} and not mention.delegation
    )
    return Answer(actor.state or "", "" if bare else actor.sector or "", international, nobody=False)


def agrees(row: dict[str, Any], found: Answer) -> bool:
    """Return whether an answer is right in all that a row states."""
    if "_none" in row["fields"]:
        return found.nobody or not (found.state or found.sector)
    return _state_right(row, found) and _sector_right(row, found)


def _state_right(row: dict[str, Any], found: Answer) -> bool:
    wanted = _state(row)
    if wanted is None:
        return True
    return found.state == wanted or (wanted in _INTERNATIONAL and found.international)


def _sector_right(row: dict[str, Any], found: Answer) -> bool:
    wanted = row["fields"].get("code_1")
    if wanted is None:
        return True
    return bool(found.sector == wanted) or (wanted in _INTERNATIONAL and found.international)


def _state(row: dict[str, Any]) -> str | None:
    country = row["fields"].get("country")
    return str(country) if country is not None else _named_state(row)


def _named_state(row: dict[str, Any]) -> str | None:
    """Return the state of a row that tests nationality alone ("cc == 'GBR'")."""
    said = next((e for e in row.get("expect", ()) if str(e).startswith("cc == ")), None)
    return str(said).partition("'")[2].rstrip("'") if said else None


def _group(row: dict[str, Any]) -> str:
    fields = row["fields"]
    if "_none" in fields:
        return "nobody"
    return f"sector {fields['code_1']}" if fields.get("code_1") else "state alone"
