"""What a search finds: states and people by name, reports by their words, and the records that rest on these words.

What was found is narrowed by facets. Each is counted over what the others leave, so that no link leads to nothing.
Only what was read out of the reports found is read, with all that is tied to it.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from regesta import query
from regesta.errors import UnknownState
from regesta.model.records import Records
from regesta.model.snapshot import states_of
from regesta.model.spans import Evidence
from regesta.query import words
from regesta.query.lines import line_of
from regesta.serve import filters
from regesta.serve.library import Library
from regesta.serve.naming import tongue
from regesta.serve.people import entities_named
from regesta.serve.views import Json, Page, languages_of, name_of, told, worded

FACETS = ("kind", "type", "state", "year", "language")
_NAMED, _LONGEST_NAME = 4, 4  # states that a search may name, and words in a name
_N_VALUES = 12  # of a facet, those with most
_DASHES = re.compile("[-–—]")
# Words that are codes of states too, as "and" is Andorra's and "in" is India's: these mean a state in capitals only.
_NO_CODES = frozenset({
    "am", "an", "and", "are", "as", "at", "be", "by", "can", "do", "in", "is", "it", "ke", "me", "my", "no", "nor",
    "per", "se", "so", "to",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A report or a record that was found, with what it can be narrowed by."""

    row: Json
    facets: Mapping[str, frozenset[str]]

    def fits(self, asked: Mapping[str, str], but: str = "") -> bool:
        """Return whether it has all that is asked for, one facet left out of account."""
        return all(value in self.facets[name] for name, value in asked.items() if name != but)


def search(library: Library, asked: filters.Words) -> Page:
    """Return the reports, the records and the people that some words find."""
    if not asked.q.strip():
        empty: Json = {
            "q": "",
            "reports": [],
            "records": [],
            "entities": [],
            "states": [],
            "pairs": [],
            "facets": [],
        }
        return Page("search.html", "Search", empty, ())
    words_ = _apart(library, asked.q)
    hits = [dict(r) for r in library.register.search(" ".join(words_), limit=asked.limit)]
    records = _read(library, hits)
    of_records = list(_records(records, hits))
    of_reports = list(_reports(records, hits, of_records))
    given = {name: value for name in FACETS if (value := getattr(asked, name)) is not None}
    found = [*of_reports, *of_records]
    reports = [f.row for f in of_reports if f.fits(given)]
    codes = states_in(library, asked.q)
    data = {
        "q": asked.q,
        "reports": reports,
        "records": [f.row for f in of_records if f.fits(given)][: asked.limit],
        "n_records": sum(f.fits(given) for f in of_records),
        "entities": [] if given else entities_named(library, asked.q, asked.limit),
        "states": [] if given else [{"code": c, "name": name_of(library, c)} for c in codes],
        "pairs": []
        if given
        else [
            {"pair": f"{a}-{b}", "name": f"{name_of(library, a)} – {name_of(library, b)}"}
            for a, b in combinations(sorted(codes), 2)
        ],
        "facets": [facet for name in FACETS if (facet := _facet(library, name, found, given))["values"]],
        "given": given,
    }
    return Page("search.html", f"Search: {asked.q}", data, reports)


def states_in(library: Library, asked: str) -> tuple[str, ...]:
    """Return the states and organisations that a search names by code or name, in its order, at most a few."""
    words_ = [w.strip(',;–-"') for w in _apart(library, asked)]
    found: dict[str, None] = {}
    at = 0
    while at < len(words_) and len(found) < _NAMED:
        for n in range(min(_LONGEST_NAME, len(words_) - at), 0, -1):
            if n == 1 and words_[at] in _NO_CODES:
                continue
            with contextlib.suppress(UnknownState):
                found |= dict.fromkeys(library.register.codes((" ".join(words_[at : at + n]),)))
                at += n - 1
                break
        at += 1
    return tuple(found)


def _apart(library: Library, asked: str) -> list[str]:
    """Return the words of a search; states joined by a dash, "Belarus-Iran", are words of their own."""
    found: list[str] = []
    for word in asked.split():
        parts = _DASHES.split(word)
        joined = len(parts) > 1 and all(_is_party(library, p) for p in parts) and not _is_party(library, word)
        found += parts if joined else [word]
    return found


def _is_party(library: Library, word: str) -> bool:
    if not word:
        return False
    with contextlib.suppress(UnknownState):
        return bool(library.register.codes((word,)))
    return False


# --------------------------------------------------------------------------- what was found


def _read(library: Library, hits: Iterable[Json]) -> Records:
    """Return the records of the reports found; whoever follows a facet finds the same reports, and they are kept."""
    # No ids would ask for everything; an id that is nobody's gives nothing.
    ids = tuple(sorted(h["report_id"] for h in hits)) or ("",)
    return library.lately(("found", *ids), lambda: library.register.records(reports=ids, names=False))


def _reports(records: Records, hits: Sequence[Json], of_records: Iterable[Found]) -> Iterable[Found]:
    """Yield the reports found; a report concerns the states of the records that rest on what was found in it."""
    concerned: dict[str, set[str]] = {}
    for found in of_records:
        concerned.setdefault(str(found.row["words"]["report_id"]), set()).update(found.facets["state"])
    published = {s.report.id: s.published.start or s.published.last for s in records.reports}
    dated = ((s.report.id, query.report_line(s).get("published")) for s in records.reports)
    when = {report: words.days(date) for report, date in dated if date}
    for hit in hits:
        day = published.get(hit["report_id"])
        told = {"published": day.isoformat() if day else None, "when": when.get(hit["report_id"], "")}
        row = {**hit, "pieces": _highlighted(hit), **told}
        states = frozenset(concerned.get(hit["report_id"], ()))
        yield Found(row, _facets("report", None, states, str(day.year) if day else None, hit["language"]))


def _records(records: Records, hits: Iterable[Json]) -> Iterable[Found]:
    """Yield the records that rest on the words found, in the order of the reports."""
    spans: dict[str, list[tuple[int, int]]] = {h["report_id"]: [(s, e) for s, e in h["words"]] for h in hits}
    order = {report: n for n, report in enumerate(spans)}
    sources, languages = query.sources_of(records), languages_of(records)
    found: list[tuple[int, Found]] = []
    for item in records.items():
        at = [
            order[e.report_id]
            for m in item.merged.members
            for e in m.evidence
            if isinstance(e, Evidence)
            and any(e.span.start <= s and t <= e.span.end for s, t in spans.get(e.report_id, ()))
        ]
        if not at:
            continue
        line = line_of(item, sources)
        words = worded(line, languages)
        date = line.get("date") or {}
        year = str(date.get("earliest") or date.get("latest") or "")[:4] or None
        facets = _facets(
            line["record"], line.get("type"), states_of(item.finding), year, words.get("language")
        )
        found.append((min(at), Found({**told(line, languages), "words": words}, facets)))
    return (f for _, f in sorted(found, key=lambda f: (f[0], f[1].row["id"])))


def _facets(
    kind: str, type_: str | None, states: Iterable[str], year: str | None, language: str | None
) -> dict[str, frozenset[str]]:
    def one(value: str | None) -> frozenset[str]:
        return frozenset({value}) if value else frozenset()

    return {
        "kind": one(kind),
        "type": one(type_),
        "state": frozenset(states),
        "year": one(year),
        "language": one(language),
    }


def _facet(library: Library, name: str, found: Iterable[Found], given: Mapping[str, str]) -> Json:
    """Return the values of a facet with how much each would leave; the one that is asked for always."""
    counted: Counter[str] = Counter(v for f in found if f.fits(given, but=name) for v in f.facets[name])
    most = sorted(counted.items(), key=lambda c: (-c[1], c[0]))[:_N_VALUES]
    if name in given and given[name] not in dict(most):
        most.append((given[name], counted[given[name]]))
    values = [
        {"value": v, "label": _label(library, name, v), "n": n, "on": given.get(name) == v} for v, n in most
    ]
    return {
        "name": name,
        "values": sorted(values, key=lambda v: v["value"], reverse=True) if name == "year" else values,
    }


def _label(library: Library, name: str, value: str) -> str:
    if name == "state":
        return name_of(library, value)
    return tongue(value) if name == "language" else value.casefold()


def _highlighted(hit: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """Return a passage in pieces, those that were searched for marked."""
    passage, base = hit["passage"], hit["start"]
    done, at = [], 0
    for start, end in sorted((s - base, e - base) for s, e in hit["words"]):
        if at <= start < end <= len(passage):
            done += [(passage[at:start], False), (passage[start:end], True)]
            at = end
    return [*done, (passage[at:], False)]
