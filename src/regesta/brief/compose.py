"""What a brief says, before it is written in any format: sections of sentences, each with its records and its notes.

No sentence is made without a record behind it; a note is a witness: its words, where they stand, who published
them and when.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regesta.charts import CHARTS, Chart
from regesta.model.records import Records
from regesta.query import report_line
from regesta.query.views import commitments, positions, timeline
from regesta.query.words import because, days, listed, plural, sentence, short_source, takes, with_article

_KINDS = {
    "AGREE": "agreement or offer", "CONSULT": "meeting or consultation", "SUPPORT": "act of diplomatic support",
    "CONCEDE": "concession", "COOPERATE": "act of cooperation", "AID": "act of aid", "RETREAT": "withdrawal",
    "REQUEST": "request", "ACCUSE": "accusation", "REJECT": "refusal", "THREATEN": "threat", "PROTEST": "protest",
    "SANCTION": "sanction", "MOBILIZE": "mobilisation", "COERCE": "act of coercion", "ASSAULT": "attack",
}  # fmt: skip
_N_NOTES = 8  # of a commitment, with those of its steps
_STEPS = {"fulfilled": "fulfilled", "lapsed": "lapsed", "withdrawn": "withdrawn", "refused": "refused"}


@dataclass(frozen=True, slots=True)
class Note:
    """A witness: `quote` are the words at [start, end) of the report, "" where the source's policy withholds them."""

    quote: str
    source: str
    published: str
    language: str
    report_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the ids of the records it tells, and its notes."""

    text: str
    records: tuple[str, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with sentences, and a chart where one helps."""

    title: str
    sentences: tuple[Sentence, ...]
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A title, what it was made from, and its sections."""

    title: str
    made_from: str
    sections: tuple[Section, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return every sentence, in order."""
        return tuple(s for section in self.sections for s in section.sentences)


def compose(
    records: Records,
    states: Sequence[str],
    names: Mapping[str, str],
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Brief:
    """Return the brief of two states.

    Args:
        records: Those that concern both.
        states: Two codes.
        names: What the states are called, by code.
        since: First day that counts.
        until: Last day that counts.
    """
    told = _Notes(records)
    events = timeline(records, states, since, until)
    made = commitments(records, states, since, until)
    stands = positions(records, states, since, until)
    sections = [
        Section(
            "In short", tuple(_short(events, made, told)), CHARTS["timeline"](records, states, since, until)
        ),
        Section("What happened", tuple(_event(r, told) for r in events)),
        Section(
            "What was agreed, and what became of it",
            tuple(_commitment(r, names, told) for r in made),
            CHARTS["stages"](records, states, since, until),
        ),
        Section("What was said", tuple(_position(r, names, told) for r in stands)),
        Section("Where sources disagree", tuple(_conflicts(events, told))),
        Section("What is not known", tuple(_unknown(events, made, told))),
    ]
    title = listed([names[s] for s in sorted(states)])
    until_day = f", as of {records.as_of.isoformat()}" if records.as_of else ""
    made_from = (
        f"Made by Regesta from {plural(told.n_reports(events, made), 'report')}{until_day}."
        f" Coder {records.coder}, packs {records.packs[:12]}. Every sentence rests on the words in its notes."
    )
    return Brief(title, made_from, tuple(s for s in sections if s.sentences))


class _Notes:
    """Makes notes from the evidence of records."""

    def __init__(self, records: Records) -> None:
        self._reports = {s.report.id: s for s in records.reports}

    def of(self, rows: Iterable[Mapping[str, Any]], most: int = 5) -> tuple[Note, ...]:
        """Return the first witnesses of some records, each once."""
        found: dict[Note, None] = {}
        for row in rows:
            for words in row["evidence"]:
                stored = self._reports.get(words.get("report_id", ""))
                if stored is None:
                    continue
                published = days(report_line(stored).get("published"))
                who = stored.report.publisher or stored.title or short_source(stored.report.source)
                note = Note(
                    words.get("quote", ""), who, published, stored.language or "", words["report_id"],
                    words["start"], words["end"],
                )  # fmt: skip
                found[note] = None
        return tuple(found)[:most]

    def n_reports(self, *groups: Iterable[Mapping[str, Any]]) -> int:
        """Return how many reports some records rest on."""
        return len({e["report_id"] for g in groups for r in g for e in r["evidence"] if "report_id" in e})


def _short(
    events: Sequence[Mapping[str, Any]], made: Sequence[Mapping[str, Any]], told: _Notes
) -> Iterable[Sentence]:
    if events:
        kinds = Counter(r["type"] for r in events)
        parts = ", ".join(_counted(n, _KINDS[kind]) for kind, n in kinds.most_common())
        n = told.n_reports(events)
        tell = "tells" if n == 1 else "tell"
        text = f"{plural(n, 'report')} {tell} of {plural(len(events), 'event')} ({parts})."
        yield Sentence(text, tuple(r["id"] for r in events), told.of(events, 3))
    still = [r for r in made if r.get("open")]
    if made:
        text = (
            f"Of {plural(len(made), 'commitment')}, {len(still)} {'is' if len(still) == 1 else 'are'} open."
        )
        yield Sentence(text, tuple(r["id"] for r in made), told.of(still or made, 3))


def _event(row: Mapping[str, Any], told: _Notes) -> Sentence:
    place = f" in {row['place']['name']}" if row.get("place") else ""
    status = "" if row["status"] in {"occurred", "historical"} else f" ({row['status']})"
    when = days(row.get("date"))
    date = row.get("date") or {}
    lead, _ = because(date)
    known = "is inferred" if date.get("earliest") == date.get("latest") else "is not known"
    reason = f" The day {known}: {lead}." if lead else ""
    text = f"{_capital(when)}{place}: {sentence(row)}{status}.{reason}"
    return Sentence(text, (row["id"],), told.of([row]))


def _commitment(row: Mapping[str, Any], names: Mapping[str, str], told: _Notes) -> Sentence:
    history = row.get("history", ())
    steps = [f"{s['stage']} {days(s.get('date'))}{_why(s)}" for s in history]
    silent = row.get("silent_months")
    quiet = f"; no news for {plural(silent, 'month')}" if silent and row["stage"] not in _STEPS else ""
    text = f"{_capital(sentence(row, names))}. Steps: {listed(steps)}{quiet}."
    return Sentence(text, (row["id"],), told.of([row, *history], _N_NOTES))


def _why(step: Mapping[str, Any]) -> str:
    """Return why a commitment took a step that no report tells, in brackets: the guest left office, the day passed."""
    told = any("report_id" in e for e in step["evidence"]) and step["stage"] != "stalled"
    return f" ({step['reason']})" if step.get("reason") and not told else ""


def _position(row: Mapping[str, Any], names: Mapping[str, str], told: _Notes) -> Sentence:
    who = _capital(listed([with_article(names.get(s, s)) for s in row["states"]]))
    n = plural(len(row["statements"]), "statement")
    text = f"{who} {takes(row['stance'], len(row['states']), row['topic'])} ({n})."
    return Sentence(text, (row["id"], *row["statements"]), told.of([row], 3))


def _conflicts(events: Sequence[Mapping[str, Any]], told: _Notes) -> Iterable[Sentence]:
    for row in events:
        for conflict in row.get("conflicts", ()):
            values = listed([_plain(v["value"]) for v in conflict["values"]])
            text = f"On the {conflict['field']} of this, reports give {values}: {sentence(row)}."
            yield Sentence(text, (row["id"],), told.of([row]))


def _unknown(
    events: Sequence[Mapping[str, Any]], made: Sequence[Mapping[str, Any]], told: _Notes
) -> Iterable[Sentence]:
    vague = [r for r in events if because(r.get("date"))[0]]
    if vague:
        text = f"The day of {plural(len(vague), 'event')} is inferred or known only within bounds."
        yield Sentence(text, tuple(r["id"] for r in vague), told.of(vague, 3))
    silent = [r for r in made if r.get("open") and r.get("silent_months", 0) >= 12]
    if silent:
        text = f"Of {plural(len(silent), 'open commitment')} nothing was heard for a year or more."
        yield Sentence(text, tuple(r["id"] for r in silent), told.of(silent, 3))


def _counted(n: int, kind: str) -> str:
    """Return how many of a kind: "1 request", "11 meetings or consultations", "2 acts of aid"."""
    first, space, rest = kind.partition(" of ")
    each = " or ".join(w if n == 1 else f"{w}s" for w in first.split(" or "))
    return f"{n} {each}{space}{rest}"


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return days(value) if "earliest" in value or "latest" in value else str(value.get("name", value))
    return str(value)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
