"""What the pages of two states and of one show."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import partial

from regesta import query
from regesta.charts.places import map_in_words
from regesta.charts.quads import quads
from regesta.charts.times import table_only
from regesta.model.findings import Event
from regesta.model.records import Merged
from regesta.model.snapshot import states_of
from regesta.model.spans import Evidence
from regesta.packs.schema import OrganisationRow
from regesta.query import words
from regesta.serve import between, filters
from regesta.serve.aliases import aliases
from regesta.serve.library import Library
from regesta.serve.pager import leaf
from regesta.serve.views import Json, Page, languages_of, name_of, told


def dyad(library: Library, states: tuple[str, str], asked: filters.Events, *, whole: bool = False) -> Page:
    """Return what lies between two states, a hundred events at a time, the latest first; or all of them."""
    records = library.records(*states, names=False)
    first, last = filters.first_last(asked)
    events = query.events_between(records, states, first, last, asked.type)
    part = leaf(events, asked.page)
    timeline = [told(r) for r in query.event_rows(records, events if whole else part.shown)]
    differing = [told(r) for r in query.event_rows(records, (e for e in events if e.conflicts))]
    languages = languages_of(records)
    made = [told(r, languages) for r in query.commitments(records, states, first, last)]
    reports = _reports(events) | {e["report_id"] for row in made for e in row["evidence"] if "report_id" in e}
    names = [name_of(library, s) for s in states]
    said = between.said_between(records, states, first, last)
    rests = between.coverage(records, reports)
    meetings = [e for e in events if e.finding.type == "CONSULT"]
    classes = quads(records, states, first, last)
    held_on = min((d for d in (records.as_of, last) if d is not None), default=None)
    data = {
        "states": list(states),
        "names": names,
        "aliases": {s: aliases(library.register.packs, _entity(library, s)) for s in states},
        "bodies": [s for s in states if s in library.register.packs.knowledge.organisations],
        "left_out": table_only(events, first),
        "period": filters.in_address(asked),
        "as_of": records.as_of.isoformat() if records.as_of else None,
        "reports": len(reports),
        "sources": sorted(name for name, _ in rests.outlets),
        "outlets": [{"source": name, "reports": n} for name, n in rests.outlets],
        "languages": dict(rests.languages),
        "since": asked.since,
        "until": asked.until,
        "revision": library.register.revision,
        "summary": _summary(names, events, made, len(reports)),
        "quads": [dict(zip(classes.columns, row, strict=True)) for row in classes.rows],
        "quads_told": classes.description,
        "types": dict(Counter(e.finding.type for e in events).most_common()),
        "held_on": held_on.isoformat() if held_on else None,
        "holders": {s: _holders(library, s, held_on) for s in states},
        "n_events": len(events),
        "at": part.at,
        "pages": part.pages,
        "timeline": timeline,
        "meetings": _meetings(timeline),
        "forums": _forums(library, states, held_on),
        "commitments": made,
        "board": _board(made),
        "positions": query.positions(records, states, first, last),
        "stands": between.stands(records, states, said),
        "quotes": between.quotes(records, said),
        "n_statements": len(said),
        "others": between.others(library, states, events),
        "people": between.people(events),
        "places": map_in_words(query.find_sites(meetings), partial(name_of, library)),
        "last_event": timeline[-1] if timeline and part.at == 1 else None,
        "disagreements": differing,
    }
    return Page("dyad.html", " – ".join(names), data, timeline)


def country(library: Library, state: str, asked: filters.Told, *, whole: bool = False) -> Page:
    """Return a state's or an organisation's partners, commitments, positions and events: a hundred of these, or all."""
    kept = ("country", asked.model_dump_json(), whole)
    return library.lately(kept, lambda: _country(library, state, asked, whole=whole), state)


def _country(library: Library, state: str, asked: filters.Told, *, whole: bool) -> Page:
    records = library.records(state, names=False)
    first, last = filters.first_last(asked)
    rows = query.events_between(records, (state,), first, last)
    partners: Counter[str] = Counter(o for e in rows for o in states_of(e.finding) - {state})
    sources = query.sources_of(records)
    languages = languages_of(records)
    promised = query.commitments(records, (state,), first, last, open_only=True)
    open_ones = [told(r, languages) for r in promised]
    part = leaf(rows, asked.page)
    partners_told: list[Json] = [
        {"code": c, "name": name_of(library, c), "pair": "-".join(sorted((state, c))), "events": n}
        for c, n in sorted(partners.items(), key=lambda p: (-p[1], p[0]))
    ]
    data = {
        "state": state,
        "name": name_of(library, state),
        "aliases": aliases(library.register.packs, _entity(library, state)),
        "is_body": state in library.register.packs.knowledge.organisations,
        "held": any(o.finding.state == state for o in records.offices),
        "partners": partners_told,
        "holders": _holders(library, state, records.as_of),
        "commitments": open_ones,
        "board": _board(open_ones),
        "forums": _forums(library, (state,), records.as_of),
        "positions": query.positions(records, (state,), first, last),
        "timeline": [told(query.event_line(e, sources)) for e in (rows if whole else part.shown)],
        "leaf": part.told,
    }
    return Page("country.html", name_of(library, state), data, partners_told)


# --------------------------------------------------------------------------- parts


def _entity(library: Library, code: str) -> str:
    """Return the id under which reports name a state or an organisation."""
    return f"{'org' if code in library.register.packs.knowledge.organisations else 'state'}:{code}"


def _reports(events: Collection[Merged[Event]]) -> set[str]:
    return {w.report_id for e in events for w in e.finding.evidence if isinstance(w, Evidence)}


def _holders(library: Library, state: str, day: dt.date | None) -> list[Json]:
    """Return who holds the high offices of a state on a day, as the packs know it."""
    knowledge = library.register.packs.knowledge
    high = ("president", "head-of-state", "supreme-leader", "prime-minister", "foreign-minister")
    found = []
    for held in knowledge.tenures_of(state):
        over = held.until is not None and day is not None and held.until <= day
        if held.office not in high or held.end_unknown or over or (day is not None and held.since > day):
            continue
        if day is None and held.until is not None:
            continue
        person = knowledge.persons.get(held.person)
        found.append(
            {
                "office": held.office.replace("-", " "),
                "acting": held.acting,
                "name": person.name if person else held.person,
                "entity": f"person:{held.person}",
                "since": held.since.isoformat(),
            }
        )
    return sorted(found, key=lambda h: (high.index(str(h["office"]).replace(" ", "-")), str(h["since"])))


def _forums(library: Library, states: Sequence[str], day: dt.date | None) -> list[Json]:
    """Return the organisations of which all states are members on a day, as the packs know it."""
    knowledge = library.register.packs.knowledge
    on = day or knowledge.as_of
    shared = frozenset.intersection(*(knowledge.memberships(s, on) for s in states))
    rows = (knowledge.organisations[c] for c in sorted(shared))
    return [{"code": r.id, "name": r.name, "since": _joined(r, states, on)} for r in rows]


def _joined(row: OrganisationRow, states: Sequence[str], on: dt.date) -> str | None:
    """Return the day from which all of the states are members; None where one's first day is not known."""
    begun = [m.since for m in row.members if m.state in states and (m.until is None or m.until > on)]
    known = [day for day in begun if day is not None and day <= on]
    return max(known).isoformat() if len(known) >= len(states) else None


def _board(made: Sequence[Json]) -> dict[str, list[Json]]:
    """Return commitments by stage, in the order in which a commitment goes through them."""
    board = {stage: [r for r in made if r["stage"] == stage] for stage in filters.STAGES}
    return {stage: rows for stage, rows in board.items() if rows}


def _summary(
    names: Sequence[str], events: Collection[Merged[Event]], made: Sequence[Json], n_reports: int
) -> str:
    held = [e.finding for e in events if e.finding.status in {"occurred", "historical"}]
    meetings = sum(e.type == "CONSULT" for e in held)
    n_unreal = len(events) - len(held)
    unreal = f" ({n_unreal} of them planned, denied or conditional)" if n_unreal else ""
    n_open = sum(bool(r.get("open")) for r in made)
    done = sum(r["stage"] == "fulfilled" for r in made)
    between = words.listed([words.with_article(n) for n in names])
    fate = f": {n_open} open, {done} fulfilled" if made else ""
    return (
        f"{words.plural(n_reports, 'report')} {'tells' if n_reports == 1 else 'tell'} of"
        f" {words.plural(len(events), 'event')}{unreal} between {between}, {words.plural(meetings, 'meeting')} among"
        f" them, and of {words.plural(len(made), 'commitment')}{fate}."
    )


def _meetings(rows: Iterable[Json]) -> list[Json]:
    """Return the meetings of a timeline as a table shows them: day, level, who, where, on which occasion."""
    return [
        {
            "id": r["id"],
            "when": r["when"],
            "inferred": r["inferred"],
            "level": _level(r),
            "status": r["status"],
            "who": words.listed([_titled(a) for a in (*r["actors"], *r.get("recipients", ()))]),
            "where": (r.get("place") or {}).get("name", ""),
            "occasion": r.get("occasion", ""),
            "n_reports": r["n_reports"],
        }
        for r in rows
        if r["type"] == "CONSULT"
    ]


def _titled(actor: Json) -> str:
    return f"{actor['name']} ({actor['office']})" if actor.get("office") else str(actor["name"])


_LEVELS = (
    (
        "head of state",
        ("president", "king", "queen", "emir", "sultan", "monarch", "supreme leader", "head of state"),
    ),
    ("head of government", ("prime minister", "chancellor", "premier")),
    ("minister", ("minister", "secretary of state")),
    ("envoy", ("envoy", "ambassador", "negotiator", "delegation")),
)


def _level(row: Json) -> str:
    """Return the highest level at which a meeting was held, by the offices its words give."""
    offices = " ".join(
        (a.get("office") or "").casefold() for a in (*row["actors"], *row.get("recipients", ()))
    )
    return next((level for level, titles in _LEVELS if any(t in offices for t in titles)), "")
