"""What each page shows: values only, so that HTML, JSON and CSV are three ways to write one answer."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any

from regesta import query
from regesta.model.codec import to_json
from regesta.model.findings import Event, Statement
from regesta.model.records import Merged, Records
from regesta.model.snapshot import record_subject, states_of
from regesta.packs.policies import Show
from regesta.query import corrections, words
from regesta.query.entities import is_entity
from regesta.query.lines import line_of, statement_line
from regesta.query.views import by_time, threads_between
from regesta.serve import filters, meanings
from regesta.serve.library import Library
from regesta.serve.naming import party
from regesta.serve.pager import PAGE, leaf
from regesta.serve.wording import foreign
from regesta.store.base import Overview

Json = dict[str, Any]
Mark = tuple[
    int, int, str, str, str
]  # first and last character, id and kind of the record, the record in words
LARGE = 20_000  # findings above which pages about the whole register count without merging
_KINDS = ("event", "statement", "commitment", "office")
_WORDED = frozenset({"commitment", "statement"})  # whose sentences may hold words of a report
_N_DOUBTFUL = 20  # records to look at, at a time
_LATEST, _N_MOVED = 8, 5  # events and commitments on the home page
_ORIGINAL = filters.Read()
_NO_LANGUAGES: Mapping[str, str] = {}
N_OFFERED = 24  # pairs to choose from, where none is asked for


@dataclass(frozen=True, slots=True)
class Page:
    """An answer: its template, its title, what it shows, the rows of its table, and the status of HTTP."""

    template: str
    title: str
    data: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    status: int = 200


def home(library: Library) -> Page:
    """Return what is in the register, the busiest pairs, and what moved last.

    Of a large register the counts are of findings before merging: merging them all takes seconds.
    """
    seen = library.register.overview(_LATEST)
    if sum(seen.findings.values()) > LARGE:
        return _large_home(library, seen)
    records = library.records()
    pairs: Counter[tuple[str, str]] = Counter()
    for item in records.events:
        pairs.update(combinations(sorted(states_of(item.finding)), 2))
    most = [_busy(library, a, b, n) for (a, b), n in sorted(pairs.items(), key=lambda p: (-p[1], p[0]))[:12]]
    sources = query.sources_of(records)
    last = sorted(records.events, key=lambda e: (e.finding.date.last or dt.date.min, e.id), reverse=True)
    latest = [told(query.event_line(e, sources)) for e in last if e.finding.status == "occurred"][:_LATEST]
    counts = {
        "reports": len(records.reports),
        "events": len(records.events),
        "commitments": len(records.commitments),
        "open commitments": len(threads_between(records, open_only=True)),
        "statements": len(records.statements),
        "passages not guessed at": len(records.issues),
    }
    data = {
        "counts": counts,
        "as_of": records.as_of.isoformat() if records.as_of else None,
        "merged": True,
        "busiest": most,
        "latest": latest,
        "moved": _moved(records),
        "languages": dict(sorted(Counter(s.language or "unknown" for s in records.reports).items())),
    }
    return Page("home.html", "Regesta", data, most)


def _moved(records: Records) -> list[Json]:
    """Return the commitments that dated evidence moved last."""

    def last(row: Mapping[str, Any]) -> str:
        days = ((step.get("date") or {}) for step in row.get("history", ()))
        return max((str(d.get("earliest") or d.get("latest") or "") for d in days), default="")

    rows = sorted(query.commitments(records), key=lambda r: (last(r), r["id"]), reverse=True)
    languages = languages_of(records)
    return [told(r, languages) for r in rows[:_N_MOVED]]


def _large_home(library: Library, seen: Overview) -> Page:
    pairs = busiest(library, 12)
    latest = [told(query.event_line(Merged(e, (e,)), {})) for e in seen.latest if isinstance(e, Event)]
    counts = {"reports": sum(seen.languages.values())}
    counts |= {f"{kind} findings": n for kind, n in sorted(seen.findings.items())}
    data = {
        "counts": counts | {"passages not guessed at": seen.n_issues},
        "as_of": seen.as_of.isoformat() if seen.as_of else None,
        "merged": False,
        "busiest": pairs,
        "latest": latest,
        "moved": [],
        "languages": dict(sorted(seen.languages.items())),
    }
    return Page("home.html", "Regesta", data, pairs)


def busiest(library: Library, limit: int) -> list[Json]:
    """Return the pairs of states that most findings concern; nothing is merged for it."""
    return [_busy(library, a, b, n) for a, b, n in library.register.pairs(limit)]


def _busy(library: Library, one: str, other: str, n_events: int) -> Json:
    return {
        "pair": f"{one}-{other}",
        "states": [one, other],
        "names": [name_of(library, one), name_of(library, other)],
        "events": n_events,
    }


def commitments(library: Library, asked: filters.Promises, *, whole: bool = False) -> Page:
    """Return commitments by stage: a hundred of each, or all."""
    codes = library.register.codes(asked.state)
    kept = ("commitments", asked.model_dump_json(), whole)
    return library.outlined(kept, lambda: _commitments(library, asked, codes, whole=whole), *codes)


def _commitments(library: Library, asked: filters.Promises, codes: tuple[str, ...], *, whole: bool) -> Page:
    first, last = filters.first_last(asked)
    outlined = [
        t
        for t in query.threads_between(
            library.outlines().records, codes, first, last, asked.kind, open_only=asked.open
        )
        if (not asked.stage or t.commitment.stage in asked.stage) and (t.silent_months or 0) >= asked.silent
    ]
    counts = Counter(t.commitment.stage for t in outlined)
    nth: Counter[str] = Counter()
    shown = []
    for item in outlined:
        nth[item.commitment.stage] += 1
        if whole or nth[item.commitment.stage] <= PAGE:
            shown.append(item.id)
    rows = _told_commitments(library, shown, codes, whole=whole)
    board = {s: [r for r in rows if r["stage"] == s] for s in filters.STAGES}
    data = {
        # The page counts them and shows the board; the twins tell them all.
        "commitments": rows if whole else [t.id for t in outlined],
        "board": {s: found[:PAGE] for s, found in board.items() if found},
        "counts": {s: counts[s] for s in filters.STAGES if counts[s]},
        "states": list(codes),
        "given": asked.model_dump(exclude_defaults=True) | ({"state": codes} if codes else {}),
        "kinds": filters.KINDS,
        "stages": filters.STAGES,
    }
    return Page("commitments.html", "Commitments", data, rows)


def _told_commitments(
    library: Library, ids: Sequence[str], codes: tuple[str, ...], *, whole: bool
) -> list[Json]:
    """Return the lines of commitments of which only the outlines are at hand; one that is no more is left out."""
    records = _of_kind(library, "commitment", codes) if whole else library.whole(ids)
    found = {r["id"]: r for r in query.commitments(records)}
    languages = languages_of(records)
    return [told(found[i], languages) for i in ids if i in found]


def positions(library: Library, asked: filters.Stands, *, whole: bool = False) -> Page:
    """Return positions: topic by states; with all words they rest on, or only the newest statement's."""
    codes = library.register.codes(asked.state)
    kept = ("positions", asked.model_dump_json(), whole)
    make = library.lately if whole else library.outlined
    return make(kept, lambda: _positions(library, asked, codes, whole=whole), *codes)


def _positions(library: Library, asked: filters.Stands, codes: tuple[str, ...], *, whole: bool) -> Page:
    records = _of_kind(library, "statement", codes) if whole else library.outlines().records
    known = {s.id: s for s in records.statements}
    found = [
        r
        for r in query.positions(records, codes, *filters.first_last(asked), asked.stance)
        if asked.topic is None or r["topic"].casefold() == asked.topic.casefold()
    ]
    newest = {r["id"]: max((known[i] for i in r["statements"]), key=_last).id for r in found}
    told_in = records if whole else library.whole(newest.values())
    said = {s.id: s for s in told_in.statements}
    languages, sources = languages_of(told_in), query.sources_of(told_in)
    if not whole:  # outlines have none
        found = [{k: v for k, v in r.items() if k != "evidence"} for r in found]
    rows = [
        {**r, "when": words.days(r.get("date")), **_newest(said[newest[r["id"]]], sources, languages)}
        for r in found
        if newest[r["id"]] in said
    ]
    given = asked.model_dump(exclude_defaults=True) | ({"state": codes} if codes else {})
    data = {"positions": rows, "topic": asked.topic, "given": given, "stances": filters.STANCES}
    return Page("positions.html", "Positions", data, rows)


def _last(said: Merged[Statement]) -> tuple[Any, ...]:
    return by_time(said.finding.date), said.id


def _newest(last: Merged[Statement], sources: Mapping[str, str], languages: Mapping[str, str]) -> Json:
    """Return the statement of a position that was made last, and its words."""
    line = statement_line(last, sources)
    return {"newest": {"id": last.id, "when": words.days(line.get("date"))}, "words": worded(line, languages)}


def report(library: Library, named: str, asked: filters.Read = _ORIGINAL) -> Page:
    """Return a report's text, as it came or as it is read, with the words of every record marked in place."""
    from regesta.serve.cleaned import cleaned

    stored = library.register.report(named)
    records = library.register.records(reports=(stored.report.id,), names=False)
    sources, languages = query.sources_of(records), languages_of(records)
    found = []
    spoken: dict[str, Json] = {}
    for item in records.items():
        line = line_of(item, sources)
        spoken[line["id"]] = _sentence(line, languages)
        found += [
            (e["start"], e["end"], line["id"], line["record"], spoken[line["id"]]["says"])
            for e in line["evidence"]
            if e.get("report_id") == stored.report.id
        ]
    rows: list[Json] = [
        {"id": i, "record": kind, **spoken[i], "start": start, "end": end}
        for start, end, i, kind, _ in sorted(found)
    ]
    read, left_out = (
        cleaned(stored.report, found, library.register.packs) if asked.text == "cleaned" else ([], [])
    )
    data = {
        "report": query.report_line(stored),
        "text": asked.text,
        "left_out": left_out,
        "rights": rights(library.register.shows(stored)),
        "original": stored.report.original_sha256,
        "published": words.days(query.report_line(stored).get("published")),
        "pieces": read if asked.text == "cleaned" else pieces(stored.report.text, found),
        "records": rows,
        "issues": [query.issue_line(i) for i in records.issues if i.report_id == stored.report.id],
        "fields": list(dict.fromkeys(f for kind in _KINDS for f in corrections.fields_of(kind))),
    }
    return Page("report.html", stored.title or words.short_source(stored.report.source), data, rows)


def rights(show: Show) -> Json:
    """Return how much of a report's words may be shown, with what that is called and what it means."""
    called, means = meanings.RIGHTS[show]
    return {"show": show, "called": called, "means": means}


def pieces(text: str, found: Iterable[Mark], edges: Iterable[int] = ()) -> list[Json]:
    """Return a text cut where marks begin and end: each piece with the ids of the records that rest on it.

    It is cut at `edges` too.
    """
    marks = sorted(found) if text else []
    cuts = sorted({0, len(text), *edges, *(m[0] for m in marks), *(m[1] for m in marks)})
    done = []
    for start, end in pairwise(cuts):
        over = [m for m in marks if m[0] <= start and end <= m[1]]
        ids = list(dict.fromkeys(m[2] for m in over))
        done.append({"start": start, "text": text[start:end], "ids": ids, "says": [m[4] for m in over]})
    return done


def review(library: Library, asked: filters.Queue, *, whole: bool = False) -> Page:
    """Return the doubtful, the most pressing first: twenty, or all."""
    codes = library.register.codes(asked.state)
    doubts = [d for d in library.outlines().doubts if set(codes) <= set(d.states)]
    at = min(asked.at, max(0, len(doubts) - 1))
    ids = tuple(d.id for d in doubts[at : at + _N_DOUBTFUL])
    shown = library.kept(("doubtful", ids), (), lambda: _doubtful(library, ids))
    rows = shown
    if whole:
        rows = library.lately(("doubtful",), lambda: _doubtful(library))
        rows = [r for r in rows if set(codes) <= set(r["states"])]
    standing = [r for r in library.register.decisions(persons_only=True) if r["state"] == "stands"]
    last = next((r for r in reversed(standing) if r["kind"] != "withdraw"), None)
    data = {"last": last, "queue": shown, "at": at, "n": len(doubts), "states": list(codes)}
    return Page("review.html", "Review", data, rows)


def _doubtful(library: Library, ids: tuple[str, ...] | None = None) -> list[Json]:
    """Return the doubtful, all or some, with the languages of their words."""
    records = library.records() if ids is None else library.whole(ids, doubts=True)
    sources, languages = query.sources_of(records), languages_of(records)
    rows = [r for r in query.doubtful(records) if ids is None or r["id"] in ids]
    doubtful = {r["id"] for r in rows if r["record"] in _WORDED}
    others = {r["other"] for r in rows if "other" in r}
    other_says = {i.id: _sentence(line_of(i, sources), languages) for i in records.items() if i.id in others}
    told_of = {i.id: _sentence(line_of(i, sources), languages) for i in records.items() if i.id in doubtful}
    return [
        {
            **r,
            **_foreign(r, told_of),
            **({"other_says": other_says[r["other"]]["says"]} if r.get("other") in other_says else {}),
            "language": languages.get(r.get("words", {}).get("report_id", ""), ""),
        }
        for r in rows
    ]


def decisions(library: Library) -> Page:
    """Return what people decided, with the records that it is about in words."""
    rows = [dict(r) for r in library.register.decisions(persons_only=True)]
    made = {r["id"]: r for r in rows}
    for row in rows:  # who undoes names a decision, not what that was about
        undone = made.get(row["of"][0]) if row["kind"] == "withdraw" else None
        row["about"] = undone["of"] if undone else row["of"]
        if undone:
            row["undone"] = undone["kind"]
    told_of = library.kept(("decided",), (), lambda: _says(library, {i for r in rows for i in r["about"]}))
    data = {
        "decisions": rows,
        "says": {i: t["says"] for i, t in told_of.items()},
        "foreign": {i: t["foreign"] for i, t in told_of.items() if "foreign" in t},
    }
    return Page("decisions.html", "Decisions by people", data, rows)


def _says(library: Library, named: Collection[str]) -> dict[str, Json]:
    """Return the records of some findings in sentences with their foreign words, by the findings' ids.

    Only these records are made.
    """
    ids = tuple(sorted(i for i in named if not is_entity(i)))
    if not ids:  # no ids would ask for everything
        return {}
    records = library.register.records(findings=ids, names=False)
    sources, languages = query.sources_of(records), languages_of(records)
    says: dict[str, Json] = {}
    wanted = frozenset(ids)
    for item in records.items():
        its = wanted & {m.id for m in item.merged.members}
        if its:
            says |= dict.fromkeys(its, _sentence(line_of(item, sources), languages))
    gone = frozenset(ids) - says.keys()
    if gone:  # rejected, and so no record's any more
        taken = library.register.snapshot(findings=tuple(sorted(gone)), texts=False, names=False)
        spoken = {s.report.id: s.language or "" for s in taken.reports}
        says |= {f.id: _sentence(to_json(f), spoken) for f in taken.findings if f.id in gone}
    return says


def _sentence(line: Mapping[str, Any], languages: Mapping[str, str]) -> Json:
    says = words.sentence(line)
    return {"says": says, **in_tongue({**line, "says": says}, languages)}


def sources(library: Library, asked: filters.Leafed, *, whole: bool = False) -> Page:
    """Return the reports with what was read out of each, a hundred or all."""
    every = library.kept(("reports",), (), library.register.reports)
    part = leaf(list(every), asked.page, from_end=False)
    rows = [{**r, "when": words.days(r.get("published"))} for r in (every if whole else part.shown)]
    return Page("reports.html", "Reports", {"reports": rows, "leaf": part.told}, rows)


def changes(library: Library, asked: filters.Since, otherwise: str, *, whole: bool = False) -> Page:
    """Return what changed since a day or a revision, a hundred changes or all.

    Args:
        library: The register.
        asked: Since when.
        otherwise: Since when if it does not say so.
        whole: Whether to return all.

    Raises:
        BadValue: it is no day and no revision.
    """
    told_since = asked.since or otherwise
    since = int(told_since) if told_since.isdigit() else told_since
    revision = library.register.revision
    every = library.lately(("changes", since), lambda: library.register.changes(since))
    part = leaf(list(every), asked.page, from_end=False)
    rows = [dict(r) for r in (every if whole else part.shown)]
    if not whole:
        worded_by_reports = {r["id"] for r in rows if r["record"] in _WORDED}
        told_of = library.lately(("changed", since, asked.page), lambda: _says(library, worded_by_reports))
        rows = [{**r, **_foreign(r, told_of)} for r in rows]
    data = {"changes": rows, "since": told_since, "revision": revision, "leaf": part.told}
    return Page("changes.html", "What changed", data, rows)


# --------------------------------------------------------------------------- parts


def _foreign(row: Mapping[str, Any], told_of: Mapping[str, Json]) -> Json:
    """Return the foreign words of a row that tells of a record."""
    return {k: v for k, v in told_of.get(row["id"], {}).items() if k == "foreign"}


def _of_kind(library: Library, record: str, states: tuple[str, ...]) -> Records:
    """Return the records of a kind, "statement" or "commitment", with what is tied to them: all, or of any state."""
    subjects = tuple(record_subject(record, state) for state in states) or (record_subject(record),)
    return library.records(names=False, subjects=subjects)


def told(line: Mapping[str, Any], languages: Mapping[str, str] = _NO_LANGUAGES) -> Json:
    """Return a record's line with its sentence, its day in words, and whether that day was inferred.

    Args:
        line: A record.
        languages: Of each report; words of another language in the sentence are named as `foreign`. Sentences of
            events hold none.
    """
    lead, why = words.because(line.get("date"))
    says = words.sentence(line)
    return {
        **line,
        "says": says,
        **in_tongue({**line, "says": says}, languages),
        "when": words.days(line.get("date")),
        "inferred": f"{lead}{': ' if lead and why else ''}{why}",
        "n_reports": len({e["report_id"] for e in line["evidence"] if "report_id" in e}),
    }


def told_events(library: Library, outlined: Sequence[Merged[Event]]) -> list[Json]:
    """Return the lines of events of which only the outlines are at hand; one that is no more is left out."""
    records = library.whole({e.id for e in outlined})
    found = {e.id: e for e in records.events}
    sources = query.sources_of(records)
    return [told(query.event_line(found[e.id], sources)) for e in outlined if e.id in found]


def name_of(library: Library, code: str) -> str:
    """Return what a state or an organisation is called."""
    return party(code, library.register.packs.knowledge)


def in_tongue(line: Mapping[str, Any], languages: Mapping[str, str]) -> Json:
    """Return the words of another language in a record's sentence, as `foreign`; nothing where there are none."""
    found = foreign(line, languages)
    return {"foreign": found} if found else {}


def languages_of(records: Records) -> dict[str, str]:
    """Return the language of each report, "" where it is unknown: words are shown with theirs."""
    return {s.report.id: s.language or "" for s in records.reports}


def worded(line: Mapping[str, Any], languages: Mapping[str, str]) -> Json:
    """Return the last words that a record rests on, with their language; none where it rests on the packs alone."""
    for shown in reversed(line.get("evidence", ())):
        if "report_id" in shown:
            place = {k: shown[k] for k in ("report_id", "report", "start", "end", "quote") if k in shown}
            return {**place, "language": languages.get(shown["report_id"], "")}
    return {}


def offices_of(library: Library, entity: str) -> list[Json]:
    """Return the offices that the packs know a person to have held, earliest first."""
    knowledge = library.register.packs.knowledge
    kind, _, slug = entity.partition(":")
    if kind != "person":
        return []
    return [
        {
            "state": t.state, "name": name_of(library, t.state), "office": knowledge.label(t.office), "slug": t.office,
            "since": t.since.isoformat(), "until": t.until.isoformat() if t.until else None, "acting": t.acting,
            "source": t.source,
        }
        for t in knowledge.held_by(slug)
    ]  # fmt: skip
