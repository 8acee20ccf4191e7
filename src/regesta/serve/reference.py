"""What the pages of an office, an organisation, a topic, a source, the calendar and a comparison show."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from regesta import query
from regesta.charts.relations import quarters_of
from regesta.errors import BadValue, UnknownRecord
from regesta.model.records import Records
from regesta.model.snapshot import occasion_subject, office_subject, topic_subject
from regesta.packs.knowledge import Knowledge, Tenure
from regesta.query import words
from regesta.query.lines import statement_line
from regesta.query.views import by_time
from regesta.serve import filters
from regesta.serve.addresses import pair_of
from regesta.serve.aliases import aliases
from regesta.serve.library import Library
from regesta.serve.pager import leaf
from regesta.serve.views import (
    N_OFFERED,
    Json,
    Page,
    busiest,
    languages_of,
    name_of,
    rights,
    told,
    told_events,
    worded,
)

_MOST = 200  # records on a page that has no pages of its own
_HALF_QUARTER = dt.timedelta(
    days=45
)  # beside the first and last bar of a chart, which stand at the begin of a quarter


def office(library: Library, state: str, named: str) -> Page:
    """Return who held an office, as the packs know it and as reports tell it, with the gaps between.

    Raises:
        UnknownRecord: neither packs nor reports know the office in that state.
    """
    knowledge = library.register.packs.knowledge
    (code,) = library.register.codes((state,))
    slug = named.casefold().replace(" ", "-")
    label = knowledge.label(slug)
    held = [t for t in knowledge.tenures_of(code) if t.office == slug]
    records = library.records(names=False, subjects=(office_subject(code, label),))
    reported = [told(r) for r in query.offices(records, (code,), types=(label,))]
    if not held and not reported:
        known = sorted({t.office for t in knowledge.tenures_of(code)})
        fix = f"Known there: {', '.join(known[:12])}" if known else "No office is known there"
        raise UnknownRecord(f"{code}/{named}", "no such office", fix)
    met = {name for name, _ in library.register.subjects("entity")}
    rows = [r | {"known": r.get("entity") in met} for r in _with_gaps(held, knowledge)]
    data = {
        "state": code,
        "name": name_of(library, code),
        "office": label,
        "holders": rows,
        "reported": reported,
    }
    return Page("office.html", f"{name_of(library, code)}: {label}", data, rows)


def _with_gaps(held: Sequence[Tenure], knowledge: Knowledge) -> Iterable[Json]:
    """Yield holders in order, and between them the days for which the pack names nobody."""
    over: dt.date | None = None
    for tenure in held:
        if over is not None and tenure.since > over:
            yield {"gap": True, "since": over.isoformat(), "until": tenure.since.isoformat()}
        person = knowledge.persons.get(tenure.person)
        yield {
            "gap": False,
            "name": person.name if person else tenure.person,
            "entity": f"person:{tenure.person}",
            "acting": tenure.acting,
            "since": tenure.since.isoformat(),
            "until": tenure.until.isoformat() if tenure.until else None,
            "end_unknown": tenure.end_unknown,
            "source": tenure.source,
        }
        if tenure.until is None:
            over = None if not tenure.end_unknown else over
        else:
            over = max(over or tenure.until, tenure.until)


def organisation(library: Library, named: str) -> Page:
    """Return an organisation: its members in time, what it takes part in, and what meets beside it.

    Raises:
        UnknownState: nothing is called so.
        BadValue: it is a state.
    """
    knowledge = library.register.packs.knowledge
    (code,) = library.register.codes((named,))
    row = knowledge.organisations.get(code)
    if row is None:
        raise BadValue(named, "is a state", f"Its page is /country/{code}")
    records = library.records(code, names=False)
    sources = query.sources_of(records)
    members = [
        {
            "state": m.state,
            "name": name_of(library, m.state),
            "since": m.since.isoformat() if m.since else None,
            "until": m.until.isoformat() if m.until else None,
        }
        for m in sorted(row.members, key=lambda m: (m.since or dt.date.min, m.state))
    ]
    events = query.events_between(records, (code,))
    there = _occasions_of(library, (row.name, code))
    beside = [e for e in there.events if _beside(e.finding.occasion, (row.name, code))] if there else []
    data = {
        "code": code,
        "name": row.name,
        "kind": row.kind,
        "aliases": aliases(library.register.packs, f"org:{code}"),
        "members": members,
        "timeline": [told(query.event_line(e, sources)) for e in events[-_MOST:]],
        "n_events": len(events),
        "beside": [told(query.event_line(e, query.sources_of(there))) for e in beside[-_MOST:]]
        if there
        else [],
        "positions": query.positions(records, (code,)),
        "source": row.source,
    }
    return Page("organisation.html", row.name, data, members)


def _occasions_of(library: Library, names: Sequence[str]) -> Records | None:
    """Return what takes place at gatherings called after an organisation; None where there are none."""
    called = (name for name, _ in library.register.subjects("occasion"))
    subjects = tuple(occasion_subject(name) for name in sorted(called) if _beside(name, names))
    return library.records(names=False, subjects=subjects) if subjects else None


def _beside(occasion: str | None, names: Sequence[str]) -> bool:
    """Return whether a gathering is called after an organisation."""
    told_there = f" {(occasion or '').casefold()} "
    return occasion is not None and any(f" {n.casefold()} " in told_there for n in names)


def topic(library: Library, named: str, asked: filters.Leafed, *, whole: bool = False) -> Page:
    """Return what was said on a topic in order of time, a hundred statements or all, and who stands where.

    Raises:
        UnknownRecord: nobody said anything on it.
    """
    records = library.records(names=False, subjects=(topic_subject(named),))
    wanted = named.casefold()
    said = [
        s
        for s in records.statements
        if wanted in {t.casefold() for t in (s.finding.topic or "", *s.finding.topics)}
    ]
    if not said:
        most = [name for name, _ in library.register.subjects("topic")[:8]]
        advice = f"Most is said on {', '.join(most)}" if most else "The register holds no statement yet"
        raise UnknownRecord(named, "nobody said anything on it", advice)
    sources, languages = query.sources_of(records), languages_of(records)
    ordered = sorted(said, key=lambda s: (*by_time(s.finding.date), s.id))
    part = leaf(ordered, asked.page)
    rows = [_said(statement_line(s, sources), named, languages) for s in (ordered if whole else part.shown)]
    matrix: dict[str, Counter[str]] = {}
    for s in said:
        for state in {a.state for a in s.finding.speakers if a.state}:
            matrix.setdefault(state, Counter())[s.finding.stance] += 1
    stands = [
        {"state": c, "name": name_of(library, c), "stances": dict(n.most_common())}
        for c, n in sorted(matrix.items())
    ]
    data = {"topic": named, "stands": stands, "statements": rows, "leaf": part.told}
    return Page("topic.html", named, data, rows)


def _said(line: Mapping[str, Any], on: str, languages: Mapping[str, str]) -> Json:
    """Return a statement with its words, and the language they are in; of several topics it is told as on this one."""
    as_on_this = {"says": words.sentence({**line, "topic": on}), "words": worded(line, languages)}
    return {**told(line, languages), **as_on_this}


def source(library: Library, named: str) -> Page:
    """Return what came from one publisher: how much, in which languages, and where it differs from others.

    Raises:
        UnknownRecord: no report came from it.
    """
    mine = [dict(r) for r in library.register.reports_from(named)]
    if not mine:
        reports = [r for r in library.register.reports() if not r.get("removed")]
        known = Counter(r["publisher"] or r["source"] for r in reports)
        fix = (
            f"Most came from {', '.join(n for n, _ in known.most_common(5))}"
            if known
            else "The register is empty"
        )
        raise UnknownRecord(named, "no report came from it", fix)
    shows = library.register.shows_of(named)
    mine = [r | {"show": shows[r["id"]]} for r in mine]
    ids = {r["id"] for r in mine}
    records = library.lately(("of source", named), lambda: _merged_of(library, ids))
    differing = [
        e for e in records.events
        if e.conflicts and any(getattr(w, "report_id", None) in ids for w in e.finding.evidence)
    ]  # fmt: skip
    lines = query.sources_of(records)
    data = {
        "source": named,
        "reports": mine,
        "languages": dict(Counter(r["language"] or "unknown" for r in mine).most_common()),
        "findings": sum(r["findings"] for r in mine),
        "issues": sum(r["issues"] for r in mine),
        "policy": [rights(s) | {"reports": n} for s, n in Counter(shows.values()).most_common()],
        "differing": [told(query.event_line(e, lines)) for e in differing[:_MOST]],
    }
    return Page("source.html", named, data, mine)


def _merged_of(library: Library, reports: Collection[str]) -> Records:
    """Return the events of some reports that others may tell of too: only these can differ."""
    found = library.register.merged_events(reports)
    # No ids would ask for everything; an id that is nobody's gives nothing.
    return library.register.records(findings=found or ("",), names=False)


def calendar(library: Library, asked: filters.Month) -> Page:
    """Return how many events fell into each month, and those of one."""
    codes = library.register.codes(asked.state)
    kept = ("calendar", asked.model_dump_json())
    return library.outlined(kept, lambda: _calendar(library, asked, codes), *codes)


def _calendar(library: Library, asked: filters.Month, codes: tuple[str, ...]) -> Page:
    events = query.events_between(library.outlines().records, codes)
    dated = [e for e in events if e.finding.date.start and (e.finding.date.n_days or 32) <= 31]
    months = Counter(f"{e.finding.date.start:%Y-%m}" for e in dated)
    years = sorted({m[:4] for m in months}, reverse=True)
    grid = [{"year": y, "months": [months.get(f"{y}-{m:02}", 0) for m in range(1, 13)]} for y in years]
    chosen = asked.month or max(months, default=None)
    shown = [e for e in dated if f"{e.finding.date.start:%Y-%m}" == chosen]
    rows = [{"month": m, "events": n} for m, n in sorted(months.items())]
    data = {
        "states": list(codes), "grid": grid, "most": max(months.values(), default=0), "month": chosen,
        "timeline": told_events(library, shown[:_MOST]), "undated": len(events) - len(dated),
    }  # fmt: skip
    return Page("calendar.html", "Calendar", data, rows)


def compare(library: Library, asked: filters.Compared) -> Page:
    """Return several pairs of states side by side; without any, those that can be chosen.

    `axis` is the stretch of time that the charts of all pairs show, "" where none has an event to draw.

    Raises:
        BadValue: fewer than two pairs.
    """
    if not asked.d:
        return Page("compare.html", "Compare", {"pairs": [], "offered": busiest(library, N_OFFERED)})
    pairs = list(dict.fromkeys(pair_of(library, d) for d in asked.d))
    if len(pairs) < 2:
        raise BadValue("d", "names fewer than two pairs", "Give ?d=BLR-IRN&d=KEN-UGA")
    rows, quarters = [], set[dt.date]()
    for two in pairs:
        records = library.records(*two, names=False)
        rows.append(_compared(library, records, two))
        quarters.update(quarters_of(records, two))
    axis = f"{min(quarters) - _HALF_QUARTER}/{max(quarters) + _HALF_QUARTER}" if quarters else ""
    return Page("compare.html", "Compared", {"pairs": rows, "offered": [], "axis": axis}, rows)


def _compared(library: Library, records: Records, two: tuple[str, str]) -> Json:
    """Return how much there is between two states."""
    events = query.events_between(records, two)
    made = query.commitments(records, two)
    sources = query.sources_of(records)
    lines = (query.event_line(e, sources) for e in events)
    scores = [line["score"] for line in lines if line.get("score") is not None]
    last = (e.finding.date.last.isoformat() for e in events if e.finding.date.last)
    return {
        "pair": "-".join(two),
        "name": " – ".join(name_of(library, s) for s in two),
        "events": len(events),
        "meetings": sum(e.finding.type == "CONSULT" for e in events),
        "commitments": len(made),
        "open": sum(bool(r.get("open")) for r in made),
        "mean_score": round(sum(scores) / len(scores), 2) if scores else None,
        "last": max(last, default=None),
    }
