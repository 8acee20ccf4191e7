"""What stands on the page of two states beside its timeline: where each stands, who else takes part, what they said.

In: the records that concern both. Out: rows for the page, the most telling first, each list with an end.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from regesta import query
from regesta.model.actors import Actor
from regesta.model.findings import Event, Stance, Statement
from regesta.model.records import Merged, Records
from regesta.model.snapshot import states_of
from regesta.query.lines import statement_line
from regesta.query.views import by_time
from regesta.query.words import days
from regesta.serve.library import Library
from regesta.serve.views import Json, languages_of, name_of, told, worded

K = TypeVar("K")
N_TOPICS, N_QUOTES, N_OTHERS = 20, 12, 12  # on the page; the pages of positions and of the network have all


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the page of two states rests on."""

    n_reports: int
    outlets: tuple[tuple[str, int], ...]  # source and reports of it, the most first
    languages: tuple[tuple[str, int], ...]


def coverage(records: Records, reports: Collection[str]) -> Coverage:
    """Return how many reports there are, of whom and in which languages."""
    kept = [s for s in records.reports if s.report.id in reports]
    outlets = Counter(s.report.publisher or s.report.source for s in kept)
    languages = Counter(s.language or "?" for s in kept)
    return Coverage(len(reports), _most(outlets), _most(languages))


def said_between(
    records: Records, states: Sequence[str], first: dt.date | None, last: dt.date | None
) -> list[Merged[Statement]]:
    """Return what either said in a period that concerns both, the newest first."""
    two = set(states)

    def fits(found: Statement) -> bool:
        start, end = by_time(found.date)
        inside = (first is None or end >= first) and (last is None or start <= last)
        return inside and two <= states_of(found) and bool(two & _states(found.speakers))

    kept = [s for s in records.statements if fits(s.finding)]
    return sorted(kept, key=lambda s: (by_time(s.finding.date), s.id), reverse=True)


def stands(records: Records, states: Sequence[str], said: Iterable[Merged[Statement]]) -> list[Json]:
    """Return topic by topic where each of two states stands, with the newest words on it.

    `shared` are the stances that both take. They `differ` only where one supports what the other opposes: who
    condemns an attack and who thanks for that do not disagree.
    """
    by_topic: dict[str, list[Merged[Statement]]] = defaultdict(list)
    for item in said:
        if item.finding.topic:
            by_topic[item.finding.topic.casefold()].append(item)
    sources, languages = query.sources_of(records), languages_of(records)
    rows = []
    for _, items in sorted(by_topic.items(), key=lambda t: (-len(t[1]), t[0]))[:N_TOPICS]:
        held = {
            s: Counter(i.finding.stance for i in items if s in _states(i.finding.speakers)) for s in states
        }
        newest = statement_line(items[0], sources)
        rows.append(
            {
                "topic": Counter(i.finding.topic for i in items).most_common(1)[0][0],
                "statements": len(items),
                "joint": sum(set(states) <= _states(i.finding.speakers) for i in items),
                "stances": {s: dict(n.most_common()) for s, n in held.items()},
                "shared": [s for s, _ in _most(_both(held.values()))],
                "differ": _differ(*held.values()),
                "newest": {"id": newest["id"], "when": days(newest.get("date")), **worded(newest, languages)},
            }
        )
    return rows


def quotes(records: Records, said: Sequence[Merged[Statement]]) -> list[Json]:
    """Return the newest words of the two, each with who said them and in which language."""
    sources, languages = query.sources_of(records), languages_of(records)
    shown: dict[tuple[object, ...], Json] = {}
    for item in said:  # one sentence often holds several statements; its words are shown once
        line = statement_line(item, sources)
        words = worded(line, languages)
        shown.setdefault(
            (words.get("report_id"), words.get("start")), {**told(line, languages), "words": words}
        )
        if len(shown) == N_QUOTES:
            break
    return list(shown.values())


def others(library: Library, states: Sequence[str], events: Iterable[Merged[Event]]) -> list[Json]:
    """Return the states and organisations that take part in events of two, by how many."""
    found = Counter(c for e in events for c in states_of(e.finding) if c not in states)
    return [{"code": c, "name": name_of(library, c), "events": n} for c, n in _most(found)[:N_OTHERS]]


def people(events: Iterable[Merged[Event]]) -> list[Json]:
    """Return the people who take part in events of two states, by how many, with the state they stand for."""
    found: Counter[tuple[str, str, str]] = Counter()
    for e in events:
        sides = (*e.finding.actors, *e.finding.recipients)
        found.update({(a.entity, a.name, a.state or "") for a in sides if a.entity.startswith("person:")})
    return [
        {"entity": entity, "name": name, "state": state, "events": n}
        for (entity, name, state), n in _most(found)[:N_OTHERS]
    ]


# --------------------------------------------------------------------------- parts


def _most(counted: Mapping[K, int]) -> tuple[tuple[K, int], ...]:
    return tuple(sorted(counted.items(), key=lambda c: (-c[1], str(c[0]))))


def _states(actors: Iterable[Actor]) -> set[str]:
    return {a.state for a in actors if a.state}


def _both(held: Iterable[Counter[Stance]]) -> Counter[Stance]:
    """Return the stances that all take, by the fewest statements of any."""
    first, *rest = held
    return functools.reduce(lambda a, b: a & b, rest, first)


def _differ(one: Counter[Stance], other: Counter[Stance]) -> bool:
    return bool((one["support"] and other["oppose"]) or (one["oppose"] and other["support"]))
