"""What every store must do, whatever database is under it. `tests/contract` holds stores to it.

A store keeps what came in and what was read out of it; it computes no view and decides nothing. Writing
happens in transactions of one report each: whatever interrupts them, whole reports are left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields, replace
from typing import Protocol

from regesta.model.decisions import Decision
from regesta.model.findings import EntityMention, Finding, Reading
from regesta.model.reports import Report
from regesta.model.snapshot import Snapshot, StoredReport
from regesta.model.times import DayRange


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A path or address that a report came under, and what was said of it there."""

    name: str
    original_sha256: str
    media_type: str
    language: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: DayRange | None = None
    url: str | None = None

    @classmethod
    def of(cls, report: Report) -> Source:
        """Return the source that a report just read came from."""
        return cls(
            report.source,
            report.original_sha256,
            report.media_type,
            report.language,
            report.title,
            report.publisher,
            report.published,
            report.url,
        )

    def told(self, later: Source) -> Source:
        """Return this source with what a later reading of it says; silence takes nothing back."""
        said = {f.name: getattr(later, f.name) for f in fields(later)}
        return replace(self, **{key: value for key, value in said.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a register: whatever fits any of these, with all that decisions tie to it; empty, everything.

    `states` are codes; of `every` state at once, or of any. `subjects` are of `regesta.model.snapshot.subjects_of`,
    `findings` and `reports` ids; a report comes with what its newest reading found. With `doubts` what may be the same
    is tied to it too.
    """

    states: tuple[str, ...] = ()
    every: bool = False
    subjects: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    doubts: bool = False

    def __bool__(self) -> bool:
        """Return whether it is less than everything."""
        return bool(self.states or self.subjects or self.findings or self.reports)


EVERYTHING = Part()


@dataclass(frozen=True, slots=True)
class Touched:
    """What the revisions up to one touch: everything, or records that concern one of these sets of states.

    `subjects` are those of all that was touched (`regesta.model.snapshot.subjects_of`).
    """

    revision: int
    everything: bool
    states: frozenset[frozenset[str]]
    subjects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Overview:
    """What a register holds, before merging: reports by language, findings by record, passages left, last events."""

    languages: Mapping[str, int]
    findings: Mapping[str, int]
    n_issues: int
    as_of: dt.date | None
    latest: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A report without its text, and how much its newest reading found."""

    report: StoredReport
    n_findings: int
    n_issues: int


@dataclass(frozen=True, slots=True)
class Repeats:
    """How much of what came in tells again what other reports tell.

    `n_sources` is how often a text came, under whatever name, `n_reports` how many texts there are. Of reports with
    findings, `n_telling`, those are `n_repeating` whose every finding another report has alike: of one
    kind, with the same participants, days and place (`regesta.model.likeness`). `n_again` counts the findings that
    another report has alike, of `n_findings`; `n_likenesses` what is left when those that are alike count once.
    """

    n_sources: int
    n_reports: int
    n_telling: int
    n_repeating: int
    n_findings: int
    n_again: int
    n_likenesses: int


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a finding stood when a person decided about it: half-open, in code points."""

    decision: str
    finding: str
    record: str
    report_id: str
    start: int
    end: int


def joined(report_id: str, text: str, sources: Iterable[Source]) -> Report:
    """Return the one report that several sources give.

    Each thing said is taken from the first source, by name, that says it: so the order in which the
    sources came does not matter.

    Args:
        report_id: Hash of the text.
        text: The text all sources have.
        sources: At least one.
    """
    ordered = sorted(sources, key=lambda s: s.name)
    first = ordered[0]
    said = {
        key: next((v for s in ordered if (v := getattr(s, key)) is not None), None)
        for key in ("language", "title", "publisher", "published", "url")
    }
    return Report(report_id, first.name, text, first.original_sha256, first.media_type, **said)


@dataclass(frozen=True, slots=True)
class Held:
    """What a store knows of a report: its sources, sorted by name; or that it was taken down."""

    sources: tuple[Source, ...] = ()
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a search found its words: a report and a stretch of its text, with the words' own spans."""

    report: StoredReport
    score: float
    start: int
    end: int
    words: tuple[tuple[int, int], ...]


class Writing(Protocol):
    """A transaction: all of it is kept, or nothing."""

    def run(self, coder: str, packs: str, *, anew: bool = False) -> int:
        """Return the run that goes on, or begin one if coder or packs changed or `anew` says so."""

    def held(self, report_id: str) -> Held:
        """Return what is known of a report, as the transaction sees it."""

    def put_sources(self, report_id: str, sources: Iterable[Source]) -> None:
        """Write what is known of a stored report's sources."""

    def append(
        self,
        run: int,
        report: Report,
        sources: Iterable[Source],
        reading: Reading,
        keys: Mapping[str, Collection[str]],
        search_language: str | None,
        alike: Mapping[str, str] | None = None,
    ) -> None:
        """Append what a run read out of a report; it becomes the report's newest reading.

        Args:
            run: From `run`.
            report: The report; kept if it is not there yet.
            sources: Every source it is known under.
            reading: What was read. Of findings with one id the first is kept.
            keys: Finding id to the keys under which `neighbours` finds it.
            search_language: Language whose lemmas search uses for it; None for the words as they are.
            alike: Finding id to the name of its likeness (`regesta.model.likeness`). One that is missing is
                like no other.
        """

    def neighbours(self, keys: Collection[str], besides: str) -> tuple[Finding, ...]:
        """Return the findings that count now and share a key, one of a likeness, sorted by id; none of one report."""

    def decide(self, decisions: Iterable[Decision]) -> int:
        """Append decisions; return how many were new. One that is there already is not appended again.

        Raises:
            UnknownRecord: a rule decided about a finding that is not there. Likenesses are not looked for.
        """

    def remove(self, report_id: str, time: str) -> None:
        """Wipe a report and all that rests on it; keep its hash and the time."""


class Store(Protocol):
    """A place where a register is kept. Every method raises `StoreError` where the place cannot be used."""

    @property
    def where(self) -> str:
        """Return the place, for messages."""

    def writing(self) -> AbstractContextManager[Writing]:
        """Open a transaction as the only writer."""

    def held(self, report_id: str) -> Held:
        """Return what is known of a report."""

    def find_report(self, named: str) -> str:
        """Return the id of the report that an id, the beginning of one, or a source names.

        Raises:
            UnknownRecord: there is none.
            AmbiguousRecord: there are several.
        """

    def report(self, report_id: str) -> StoredReport:
        """Return a report with its text.

        Raises:
            UnknownRecord: it is not there.
        """

    def findings(self, report_id: str) -> tuple[Finding, ...]:
        """Return what a report's newest reading found, sorted by id."""

    def finding(self, finding_id: str) -> Finding | None:
        """Return a finding that counts now; None where there is none of that id."""

    def unread(self, run: int) -> tuple[str, ...]:
        """Return the ids of the reports whose newest reading is not of this run, sorted."""

    def find_id(self, named: str) -> str:
        """Return the id of a finding that counts, a decision or an entity; it may be cut short.

        Raises:
            UnknownRecord: there is none.
            AmbiguousRecord: there are several.
        """

    def revision(self) -> int:
        """Return a number that grows with every transaction that changes anything; 0 for an empty register."""

    def pairs(self, limit: int) -> tuple[tuple[str, str, int], ...]:
        """Return the pairs of states that most findings concern and how many, the most first, at most so many."""

    def overview(self, n_latest: int) -> Overview:
        """Return what is in the register, by counts; and the events that happened last. Nothing is merged for it."""

    def touched(self, since: int) -> Touched:
        """Return what the revisions after one touch; cheap where there are few."""

    def changed(self, since: int) -> Part:
        """Return the part that may be otherwise than at a revision, on both sides with what is tied to it there."""

    def overtaken(self, since: int) -> frozenset[str]:
        """Return the ids of the findings that later readings have overtaken since a revision; some may count again."""

    def mark(self, revision: int) -> str:
        """Return what tells a revision of this register from that of the same number of another; "" for none."""

    def counting(self) -> frozenset[str]:
        """Return the ids of all findings that count."""

    def revision_at(self, time: str) -> int:
        """Return the revision that held at a time (ISO, UTC): the last one written before it."""

    def snapshot(
        self,
        part: Part = EVERYTHING,
        *,
        as_of: dt.date | None = None,
        texts: bool = True,
        revision: int | None = None,
        names: bool | Collection[str] = True,
    ) -> Snapshot:
        """Return what counts now, or counted at a revision.

        Args:
            part: Only these findings, those that decisions tie to them, and their reports.
            as_of: The day to call today; None takes the latest day in the register.
            texts: Whether to load the reports' texts.
            revision: An earlier one, from `revision`. What was taken down since is not there then either.
            names: Whether to load how reports write each entity; or the ids of some of which to load it.
        """

    def counted(self, report_ids: Collection[str] | None = None) -> tuple[Counted, ...]:
        """Return reports with how much was read out of each, sorted by id; None means all. Cheap: nothing is read."""

    def removed(self) -> tuple[str, ...]:
        """Return the ids of the reports that were taken down, sorted."""

    def published_by(self, named: str) -> tuple[str, ...]:
        """Return the ids of the reports of which a source is called so, or says that it was published so, sorted."""

    def decided(self, report_ids: Iterable[str], record: str) -> tuple[str, ...]:
        """Return the ids of the findings of a kind, of some reports, that a decision is about, sorted.

        Whatever is of one record with others is among them.
        """

    def persons(self) -> tuple[Decision, ...]:
        """Return the persons' decisions, by time, about the findings that stand where those decided upon stood."""

    def present(self, ids: Collection[str]) -> frozenset[str]:
        """Return those of some ids that are of a finding that counts, an entity that is mentioned or a decision."""

    def dated(self) -> tuple[tuple[str, int], ...]:
        """Return in which ways findings that count are dated and how many in each, the most first.

        The ways are those of `regesta.model.times.how_told`. Cheap: no finding is read.
        """

    def repeats(self) -> Repeats:
        """Return how much tells again what other reports tell. Cheap: nothing is merged for it."""

    def stood(self, decisions: Collection[str]) -> tuple[Stood, ...]:
        """Return where the findings stood that some decisions of persons are about, sorted by decision and place."""

    def subjects(self, kind: str) -> tuple[tuple[str, int], ...]:
        """Return the subjects of a kind ("topic") without that word, with how many findings each, the most first."""

    def names(self) -> tuple[tuple[str, str], ...]:
        """Return every entity that a report mentions with each name it goes by, sorted."""

    def written(self, entities: Collection[str]) -> tuple[EntityMention, ...]:
        """Return every way in which reports write some entities, sorted."""

    def filed(
        self, subjects: Collection[str], states: Collection[str], besides: Collection[str] = ()
    ) -> bool:
        """Return whether a finding that counts is about a subject or concerns a state, besides those of some ids."""

    def search(self, words: str, limit: int) -> Sequence[Passage]:
        """Return the reports that hold all the words, best first. What is quoted stands together."""

    def wipe(self) -> None:
        """Clear the remains of what was removed from the place itself.

        Raises:
            RegisterFull: there is no room to do it.
            RegisterLocked: somebody still reads the older state.
        """

    def close(self) -> None:
        """Let go of the place."""
