"""The knowledge pack as look-ups: states, organisations, offices and who held them, meetings.

Frozen; built once a process. Days are calendar days, ends excluded.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from regesta.model.times import DayRange
from regesta.packs import schema as s
from regesta.text.fold import squeeze
from regesta.text.phrases import PhraseTable

_LandmarkSets = tuple[PhraseTable[str], Mapping[str, Sequence[tuple[int, frozenset[str]]]]]

K = TypeVar("K")


class Tenure:
    """A person's holding of an office of a state, with the row it comes from."""

    __slots__ = (
        "acting",
        "confidence",
        "end_unknown",
        "office",
        "person",
        "row",
        "since",
        "source",
        "state",
        "until",
    )

    def __init__(self, state: str, row: s.TenureRow, as_of: dt.date) -> None:
        self.state, self.office, self.person = state, row.office, row.person
        self.since, self.until = row.since, row.until
        self.end_unknown = row.end_unknown
        self.acting, self.source, self.confidence = row.acting, row.source, row.confidence
        self.row = f"{state}/{row.office}/{row.person}/{row.since}"

    @property
    def days(self) -> DayRange:
        """Return the days of the tenure; unbounded above while it goes on, or where its end is unknown."""
        return DayRange(self.since, self.until, "period")

    def __repr__(self) -> str:
        return f"Tenure({self.row}..{self.until})"


class Knowledge:
    """Facts about the world that reports take for granted, each with its source."""

    def __init__(
        self,
        as_of: dt.date,
        states: tuple[s.StateRow, ...],
        organisations: tuple[s.OrganisationRow, ...],
        office_kinds: tuple[s.OfficeKind, ...],
        offices: tuple[s.OfficesFile, ...],
        meetings: tuple[s.MeetingRow, ...],
        landmarks: tuple[s.LandmarkRow, ...],
        relations: tuple[s.RelationRow, ...],
    ) -> None:
        self.as_of = as_of
        self.states: Mapping[str, s.StateRow] = {row.id: row for row in states}
        self.organisations: Mapping[str, s.OrganisationRow] = {row.id: row for row in organisations}
        self.office_kinds: Mapping[str, s.OfficeKind] = {row.id: row for row in office_kinds}
        self.persons: Mapping[str, s.PersonRow] = {p.id: p for file in offices for p in file.persons}
        self.tenures: tuple[Tenure, ...] = tuple(
            Tenure(file.state, row, as_of) for file in offices for row in file.tenures
        )
        self.meetings = meetings
        self.landmarks = landmarks
        self._meeting_tables: dict[str, PhraseTable[str]] = {}
        self._landmark_tables: dict[str, _LandmarkSets] = {}
        self.relations: Mapping[tuple[str, str], s.RelationRow] = {
            (min(row.states), max(row.states)): row for row in relations
        }

    @cached_property
    def _by_office(self) -> Mapping[tuple[str, str], tuple[Tenure, ...]]:
        return _grouped(((t.state, t.office), t) for t in self.tenures)

    @cached_property
    def _by_person(self) -> Mapping[str, tuple[Tenure, ...]]:
        return _grouped((t.person, t) for t in self.tenures)

    def holders(self, state: str, office: str, during: DayRange) -> tuple[Tenure, ...]:
        """Return everyone recorded in an office on at least one day of a period, earliest first.

        Args:
            state: ISO alpha-3 code, or an organisation's acronym.
            office: Id of an office kind, such as "foreign-minister".
            during: Calendar days to look at, end excluded.

        Returns:
            Tenures. More than one if the office changed hands or sources disagree; empty means
            that the pack is silent, which is not the same as a vacant office. A tenure whose end is
            unknown is left out: nobody can say that it still ran.
        """
        held = self._by_office.get((state, office), ())
        return tuple(t for t in held if not t.end_unknown and t.days.meets(during))

    def held_by(self, person: str) -> tuple[Tenure, ...]:
        """Return every tenure of a person, earliest first."""
        return self._by_person.get(person, ())

    @cached_property
    def _by_state(self) -> Mapping[str, tuple[Tenure, ...]]:
        return _grouped((t.state, t) for t in self.tenures)

    def tenures_of(self, state: str) -> tuple[Tenure, ...]:
        """Return every tenure in a state or organisation, earliest first."""
        return self._by_state.get(state, ())

    def landmarks_in(self, sentence: str, language: str) -> tuple[s.LandmarkRow, ...]:
        """Return the landmarks a sentence speaks of: every phrase of one of their sets stands in it.

        Where a larger set holds a smaller one, only the larger counts ("withdrawal from the deal"
        is not the deal).
        """
        table, sets = self._landmark_sets(language)
        said = {hit.phrase for hit in table.all_hits(sentence)}
        whole = [(row, words) for phrase in said for row, words in sets.get(phrase, ()) if words <= said]
        best = {row for row, words in whole if not any(words < other for _, other in whole)}
        return tuple(self.landmarks[i] for i in sorted(best))

    def _landmark_sets(self, language: str) -> _LandmarkSets:
        """Return the phrases of landmarks, and the sets of phrases by the rarest of each with their row's number."""
        known = self._landmark_tables.get(language)
        if known is None:
            sets = [
                (i, frozenset(map(squeeze, phrases)))
                for i, row in enumerate(self.landmarks)
                for phrases in row.words.get(language, ())
            ]
            n_sets = Counter(phrase for _, words in sets for phrase in words)
            filed: dict[str, list[tuple[int, frozenset[str]]]] = {}
            for i, words in sets:
                filed.setdefault(min(words, key=lambda w: (n_sets[w], w)), []).append((i, words))
            known = self._landmark_tables[language] = (PhraseTable((w, w) for w in n_sets), filed)
        return known

    def meetings_named(self, words: str, language: str) -> frozenset[str]:
        """Return the ids of the meetings of the calendar that some words name in full, in a language or English."""
        table = self._meeting_tables.get(language)
        if table is None:
            table = self._meeting_tables[language] = PhraseTable(
                (name, row.id)
                for row in self.meetings
                for name in (row.name, *row.names.get(language, ()), *row.names.get("en", ()))
            )
        return frozenset(
            id_
            for hit in table.all_hits(words)
            if words[hit.span.start - 1 : hit.span.start]
            not in {"-", "‑", "–"}  # "EU-CELAC summit" is not CELAC's
            for id_ in hit.values
        )

    def label(self, office: str) -> str:
        """Return an office kind's label as records show it."""
        kind = self.office_kinds.get(office)
        return kind.label if kind else office.replace("-", " ")

    @cached_property
    def _joined(self) -> Mapping[str, tuple[tuple[str, DayRange], ...]]:
        found: dict[str, list[tuple[str, DayRange]]] = {}
        for code, row in self.organisations.items():
            for m in row.members:
                found.setdefault(m.state, []).append((code, DayRange(m.since, m.until, "period")))
        return {state: tuple(memberships) for state, memberships in found.items()}

    def memberships(self, state: str, on: dt.date) -> frozenset[str]:
        """Return the organisations that a state was a member of on a day."""
        return frozenset(code for code, days in self._joined.get(state, ()) if days.holds(on))

    def members(self, organisation: str, on: dt.date) -> tuple[str, ...]:
        """Return the states that were members of an organisation on a day, sorted."""
        row = self.organisations.get(organisation)
        found = (
            {m.state for m in row.members if DayRange(m.since, m.until, "period").holds(on)} if row else set()
        )
        return tuple(sorted(found))


def _grouped(pairs: Iterable[tuple[K, Tenure]]) -> Mapping[K, tuple[Tenure, ...]]:
    groups: dict[K, list[Tenure]] = {}
    for key, tenure in pairs:
        groups.setdefault(key, []).append(tenure)
    return {k: tuple(sorted(v, key=lambda t: (t.since, t.person))) for k, v in groups.items()}
