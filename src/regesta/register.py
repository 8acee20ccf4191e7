"""The register: open it, add reports, decide, look. What `import regesta` gives and the command line calls.

A report is written in one transaction together with the decisions that its findings lead to. So whatever
ends a run (Ctrl-C, a killed process, a full disk), whole reports are left, and the next run goes on
where this one stopped. Findings meet their neighbours when they are added; since what rules decide is a
function of two findings, the order of adding does not matter.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO, get_args

from regesta import settings
from regesta.errors import AmbiguousRecord, BadValue, RegestaError, ReportError, UnknownRecord
from regesta.model.codec import canonical, to_json
from regesta.model.decisions import Decision, DecisionKind
from regesta.model.findings import EntityMention, Finding, Reading
from regesta.model.ids import short_hash
from regesta.model.reports import Report
from regesta.model.snapshot import Snapshot, StoredReport, record_subject, states_of
from regesta.model.spans import Evidence
from regesta.model.times import DayRange, on
from regesta.packs import cache
from regesta.store.base import (
    Counted,
    Overview,
    Part,
    Repeats,
    Source,
    Stood,
    Store,
    Touched,
    Writing,
    joined,
)
from regesta.table import Table

if TYPE_CHECKING:
    from regesta.charts import Chart
    from regesta.packs.load import Packs
    from regesta.packs.policies import Policies, Show
    from regesta.query import Records
    from regesta.query.judged import Judgement
    from regesta.query.outlines import Outlines

Progress = Callable[[int, int, str], None]  # how many done, of how many, the name of the next
Day = str | dt.date | DayRange

_FEW, _SHARE = 1000, 0.3  # findings, and of all; where more is stale, reading everything takes no longer
_MIN_CHARS = 4  # of the beginning of an id
_DAY_GIVEN = frozenset({"header", "url"})  # bases of a day of publication that is told, not worked out
_N_NAMED = {"confirm": 1, "override": 1, "withdraw": 1}
_FEWEST_NAMED = {"reject": 1}  # all other kinds are about two or more


# --------------------------------------------------------------------------- what can be exchanged


@dataclass(frozen=True, slots=True)
class Coder:
    """What reads reports: a function from a report to a reading, and what it calls itself.

    `packs` is the fingerprint of the data it reads by. Reports read by the same name and packs are not
    read again by `redo`. `lemmas` are the languages whose lemmas searches may use.
    """

    read: Callable[[Report], Reading]
    name: str
    packs: str
    lemmas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Merger:
    """What compares findings.

    `keys` gives the keys of a finding: two findings are compared if they share one. `merge` takes new
    findings and their neighbours and returns decisions, each a function of the findings it is about.
    `likeness` names what it looks at: of the neighbours that have one name, one is handed over, and keys and
    decisions must be the same for all of them. Without it no finding is like another.
    """

    keys: Callable[[Finding], Iterable[str]]
    merge: Callable[[Sequence[Finding], Sequence[Finding]], Iterable[Decision]]
    likeness: Callable[[Finding], str] | None = None


# --------------------------------------------------------------------------- results


@dataclass(frozen=True, slots=True)
class Added:
    """What became of some reports.

    `n_reports`, `n_findings` and `n_issues` count what was read now; `n_skipped` what was known already.
    `removed` names those that were taken down earlier and stay out; `undated` those read now, with findings, of
    which nothing says when they were published; `failures` says what could not be read.
    """

    n_reports: int = 0
    n_findings: int = 0
    n_issues: int = 0
    n_skipped: int = 0
    removed: tuple[str, ...] = ()
    failures: tuple[ReportError, ...] = ()
    undated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one report: "read" now, "known" already, or "removed" earlier, so that it stays out.

    `reading` is what was read out of it now, None where it was not read.
    """

    report_id: str
    became: Literal["read", "known", "removed"]
    reading: Reading | None = None


@dataclass(slots=True)
class _Tally:
    n_reports: int = 0
    n_findings: int = 0
    n_issues: int = 0
    n_skipped: int = 0
    removed: list[str] = field(default_factory=list)
    failures: list[ReportError] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)

    def done(self) -> Added:
        return Added(
            self.n_reports,
            self.n_findings,
            self.n_issues,
            self.n_skipped,
            tuple(self.removed),
            tuple(self.failures),
            tuple(self.undated),
        )


# --------------------------------------------------------------------------- opening


def open(
    path: str | os.PathLike[str] | None = None,
    *,
    packs: Iterable[str | os.PathLike[str]] = (),
    policies: str | os.PathLike[str] | None = None,
    create: bool = True,
    coder: Coder | None = None,
    merger: Merger | None = None,
) -> Register:
    """Open a register, or make one.

    Args:
        path: Its file. None takes the environment variable REGESTA_STORE, else `regesta.db`.
        packs: Folders of packs that add to those shipped or override them.
        policies: A file that says how much of each source's words may be shown (`regesta.packs.policies`);
            None takes the environment variable REGESTA_POLICIES, else everything is shown.
        create: Make the register if it is not there. Without it the register must be there.
        coder: Reads reports in place of Regesta's own rules.
        merger: Compares findings in place of Regesta's own rules.

    Raises:
        NotARegister: the file is something else.
        NewerRegister: a later version of Regesta wrote it.
        StoreError: it is not there and `create` is false, or no permission.
        RegisterLocked: it had to be made, and another writer held it for thirty seconds.
        PackError: the policies cannot be read; or, raised later by the first method that needs them, packs.
    """
    from regesta.store.sqlite import open_sqlite

    where = os.fspath(path) if path is not None else settings.text("register")
    if "://" in where:
        raise BadValue(where, "is an address, and a register is a file", "Give a path")
    rules = os.fspath(policies) if policies is not None else settings.text("policies")
    shown = None
    if rules:
        from regesta.packs.policies import read_policies

        shown = read_policies(Path(rules))
    store = open_sqlite(
        Path(where),
        create=create,
        wait_s=settings.number("lock_wait_s"),
        max_bytes=int(settings.number("max_register_mb") * 1_000_000),
    )
    folders = tuple(Path(p) for p in (*settings.folders("packs"), *packs))
    return Register(store, Path(where), folders, coder, merger, shown)


class Register:
    """Reports, what they say, and what was decided about it. Use it in a `with` block, or close it."""

    def __init__(
        self, store: Store, path: Path, folders: tuple[Path, ...], coder: Coder | None, merger: Merger | None,
        policies: Policies | None = None,
    ) -> None:  # fmt: skip
        self._store, self._path, self._folders = store, path, folders
        self._given_coder, self._given_merger = coder, merger
        self._policies = policies

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Register {self._store.where}>"

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    @property
    def where(self) -> str:
        """Return the register's place."""
        return self._store.where

    @property
    def writable(self) -> bool:
        """Return whether this process may write the register; its folder counts too, for the lock lies there."""
        return os.access(self._path, os.W_OK) and os.access(self._path.absolute().parent, os.W_OK)

    @cached_property
    def packs(self) -> Packs:
        """Return the packs that reports are read by, loaded on first use."""
        from regesta.packs.load import load_packs

        return load_packs(*self._folders)

    @cached_property
    def coder(self) -> Coder:
        """Return what reads reports, built on first use."""
        if self._given_coder is not None:
            return self._given_coder
        from regesta.engines.local import tools
        from regesta.pipeline import CODER, read_report

        packs = self.packs
        built = tools(packs)
        return Coder(
            lambda report: read_report(report, packs, built),
            CODER,
            packs.fingerprint,
            frozenset(packs.languages),
        )

    @cached_property
    def merger(self) -> Merger:
        """Return what compares findings, built on first use."""
        if self._given_merger is not None:
            return self._given_merger
        from regesta.steps.merge import keys, likeness, merge

        return Merger(keys, merge, likeness)

    # ----------------------------------------------------------------- adding

    def add(
        self,
        paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
        *,
        published: Day | None = None,
        language: str | None = None,
        publisher: str | None = None,
        progress: Progress | None = None,
    ) -> Added:
        """Read reports and add what they say.

        A report is known by its text: one that is there already is skipped, whatever its path, so a call
        can be repeated. What cannot be read is named in the result and the others are added.

        Args:
            paths: Files, folders (read in any depth), or "-" for standard input.
            published: Day of publication, for reports that do not say it: YYYY-MM-DD, YYYY-MM or YYYY.
            language: Code of their language, the same way.
            publisher: Who published them, the same way.
            progress: Called before each file with the number done, of how many, and its name.

        Raises:
            BadValue: `published` is no day.
            PackError: a pack is wrong. Nothing more is read.
            StoreError: the register cannot be written. Reports added before stay.
        """
        from regesta.engines.files import find_files, read_file
        from regesta.steps.read import Given
        from regesta.store.sqlite import files_of

        given = Given(_day(published), language, publisher)
        named = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
        files = list(find_files(named, files_of(self._path)))
        tally = _Tally()
        for n_done, file in enumerate(files):
            if isinstance(file, ReportError):
                tally.failures.append(file)
                continue
            if progress is not None:
                progress(n_done, len(files), file.name)
            for report in read_file(file, given):
                if isinstance(report, ReportError):
                    tally.failures.append(report)
                else:
                    self._take(report, tally)
        if progress is not None:
            progress(len(files), len(files), "")
        return tally.done()

    def take(self, report: Report) -> Taken:
        """Add one report that was taken out of its file already, as `regesta.steps.read` does it.

        Raises:
            ReportError: it could not be read; nothing of it was added.
            PackError: a pack is wrong.
            StoreError: the register cannot be written.
        """
        tally = _Tally()
        reading = self._take(report, tally)
        if tally.failures:
            raise tally.failures[0]
        if reading is not None:
            return Taken(report.id, "read", reading)
        return Taken(report.id, "removed" if tally.removed else "known")

    def redo(self, *, force: bool = False, progress: Progress | None = None) -> Added:
        """Read the reports again that other packs or another coder have read.

        Findings are not edited: each report gets a new reading, and views show the newest. Interrupted,
        the next call goes on where this one stopped.

        Args:
            force: Read all of them again, even with the same packs and coder.
            progress: Called before each report with the number done, of how many, and its source.
        """
        with self._store.writing() as writing:
            run = writing.run(self.coder.name, self.coder.packs, anew=force)
        ids = self._store.unread(run)
        tally = _Tally()
        for n_done, report_id in enumerate(ids):
            stored = self._store.report(report_id)
            if progress is not None:
                progress(n_done, len(ids), stored.report.source)
            self._read_again(stored, tally)
        if progress is not None:
            progress(len(ids), len(ids), "")
        return tally.done()

    def _take(self, report: Report, tally: _Tally) -> Reading | None:
        """Add a report, a source to one that is there, or nothing; return what was read out of it now."""
        new = Source.of(report)
        while True:
            held = self._store.held(report.id)
            if held.removed:
                tally.removed.append(report.source)
                return None
            sources = {s.name: s for s in held.sources}
            sources[new.name] = sources[new.name].told(new) if new.name in sources else new
            told = tuple(sources[name] for name in sorted(sources))
            if told == held.sources:
                tally.n_skipped += 1
                return None
            whole = joined(report.id, report.text, told)
            if held.sources and _says(whole) == _says(joined(report.id, report.text, held.sources)):
                with self._store.writing() as writing:
                    if writing.held(report.id) != held:
                        continue  # somebody else wrote meanwhile: look again
                    writing.put_sources(report.id, told)
                tally.n_skipped += 1
                return None
            reading = self._read(whole, tally)
            if reading is None:
                return None
            with self._store.writing() as writing:
                if writing.held(report.id) != held:
                    continue
                self._append(writing, whole, told, reading)
            _count(tally, whole.source, reading)
            return reading

    def _read_again(self, stored: StoredReport, tally: _Tally) -> None:
        reading = self._read(stored.report, tally)
        if reading is None:
            return
        with self._store.writing() as writing:
            held = writing.held(stored.report.id)
            if held.removed or not held.sources:
                return
            self._append(writing, stored.report, held.sources, reading)
        _count(tally, stored.report.source, reading)

    def _read(self, report: Report, tally: _Tally) -> Reading | None:
        """Return a report's reading, or note why there is none: one report must not stop the others."""
        coder = self.coder  # packs that are wrong are no fault of the report, and no other would fare better
        try:
            reading = coder.read(report)
            _hold_to_words(report, reading)
        except ReportError as exc:
            tally.failures.append(exc)
        except RegestaError:
            raise
        except Exception as exc:  # noqa: BLE001 (whatever is wrong with one report, the others are added)
            tally.failures.append(
                ReportError(
                    report.source,
                    f"was not read: {type(exc).__name__}: {exc}",
                    "This is a fault of Regesta; please report it. The other reports were added",
                )
            )
        else:
            return reading
        return None

    def _append(
        self, writing: Writing, report: Report, sources: tuple[Source, ...], reading: Reading
    ) -> None:
        """Write a reading and what its findings lead to."""
        run = writing.run(self.coder.name, self.coder.packs)
        keys = {f.id: frozenset(self.merger.keys(f)) for f in reading.findings}
        language = reading.language if reading.language in self.coder.lemmas else None
        name = self.merger.likeness
        alike = None if name is None else {f.id: name(f) for f in reading.findings}
        writing.append(run, report, sources, reading, keys, language, alike)
        if reading.findings:
            blocks = frozenset().union(*keys.values())
            neighbours = writing.neighbours(blocks, report.id)
            new = tuple({f.id: f for f in reversed(reading.findings)}[i] for i in sorted(keys))
            writing.decide(self.merger.merge(new, neighbours))

    # ----------------------------------------------------------------- deciding

    def decide(
        self, kind: DecisionKind, *of: str, by: str, reason: str = "", value: Mapping[str, Any] | None = None
    ) -> Decision:
        """Append a person's decision about findings or entities; it outranks the rules' decisions.

        Args:
            kind: What is decided: "same", "different", "part_of" (the part first), "follows" (the commitment
                first), "confirm", "reject", "override", "withdraw" …
            of: Ids it is about; they may be cut short. For "withdraw", the decision's id.
            by: Name of the person.
            reason: Why, in words.
            value: For "override" {"field": …, "value": …}, for "follows" {"stage": …}.

        Raises:
            BadValue: the kind is unknown, or the number of ids or the value does not fit it.
            UnknownRecord: there is no such id.
            AmbiguousRecord: it fits several.
        """
        kinds = get_args(DecisionKind)
        if kind not in kinds:
            raise BadValue(str(kind), "is no kind of decision", f"Take one of {', '.join(kinds)}")
        fewest = _N_NAMED.get(kind, _FEWEST_NAMED.get(kind, 2))
        if len(of) < fewest or (kind in _N_NAMED and len(of) > fewest):
            least = "" if kind in _N_NAMED else "at least "
            raise BadValue(kind, f"cannot be about {len(of)} records", f"Name {least}{fewest}")
        if kind == "override" and (value is None or set(value) != {"field", "value"}):
            raise BadValue(kind, "says no field and value", 'Give value={"field": …, "value": …}')
        if not by.strip():
            raise BadValue("by", "is empty", "Say who decides")
        computed = self._computed(of[0]) if kind == "withdraw" else None
        named = (computed.id,) if computed else tuple(self._store.find_id(i) for i in of)
        if kind in {"same", "different"} and len({":" in i for i in named}) > 1:
            raise BadValue(kind, "joins a finding with an entity", "Name findings only, or entities only")
        if kind == "override" and value is not None:
            value = self._checked(named[0], str(value["field"]), value["value"])
        time = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
        text = None if value is None else canonical(value)
        author = f"person:{by.strip()}"
        hashed = short_hash(canonical([kind, named, author, reason, text, time]))
        decision = Decision(hashed, kind, named, author, reason, text, time)
        with self._store.writing() as writing:
            writing.decide([computed, decision] if computed else [decision])
        return decision

    def reject_record(self, named: str, *, by: str, reason: str = "") -> Decision:
        """Append that a record is false: one decision about every witness it has now, so one withdrawal undoes it.

        `decide("reject", …)` is about single findings, and the other witnesses of the record would stay.

        Raises:
            UnknownRecord: there is no such id.
            AmbiguousRecord: it fits several.
        """
        return self.decide("reject", *self._members(named), by=by, reason=reason)

    def split_off(self, named: str, *, by: str, reason: str = "") -> Decision:
        """Append that one witness of a record tells of something else than all the others.

        Args:
            named: Id of the witness's finding; it may be cut short.
            by: Name of the person.
            reason: Why, in words.

        Raises:
            BadValue: nothing else tells the same.
            UnknownRecord: there is no such id.
            AmbiguousRecord: it fits several.
        """
        witness, *others = self._members(named)
        if not others:
            raise BadValue(named, "is the only witness of its record", "There is nothing to split")
        return self.decide("different", witness, *others, by=by, reason=reason)

    def _members(self, named: str) -> tuple[str, ...]:
        """Return the finding of an id, then the others that tell the same record; the id alone where it is hidden."""
        finding = self._store.find_id(named)
        for item in self.records(self.concerned(finding)).items():
            ids = [m.id for m in item.merged.members]
            if finding in ids:
                return (finding, *(i for i in ids if i != finding))
        return (finding,)

    def _computed(self, named: str) -> Decision | None:
        """Return the decision of a rule that a view computes, and which is stored once a person names it.

        Raises:
            AmbiguousRecord: the beginning fits several.
        """
        try:
            self._store.find_id(named)
        except UnknownRecord:
            found = [
                d for d in self.records().decisions if len(named) >= _MIN_CHARS and d.id.startswith(named)
            ]
        else:
            return None
        if len(found) > 1:
            both = " and ".join(d.id for d in found[:2])
            raise AmbiguousRecord(named, f"fits {both}", "Give more of the id")
        return found[0] if found else None

    def _checked(self, finding_id: str, field: str, value: Any) -> dict[str, Any]:
        """Return what a person sets, as the record format has it.

        Raises:
            BadValue: it is of the wrong kind.
        """
        from regesta.query import corrections

        finding = self._store.finding(finding_id)
        if finding is None:
            raise BadValue(finding_id[:12], "is no finding", "Values are set on findings, by their id")
        record = corrections.record_of(finding)
        told = corrections.checked(record, field, value, self.packs)
        if corrections.with_field(finding, field, told, "") is None:
            raise BadValue(
                field, f"{value!r} is not of its kind", "Write it in words, or as the record format has it"
            )
        return {"field": field, "value": told}

    def correct(
        self,
        report: str,
        start: int,
        end: int,
        field: str,
        value: Any,
        *,
        by: str,
        reason: str = "",
        record: str | None = None,
    ) -> Decision:
        """Set a field of the finding that rests on some words of a report, as somebody selected them.

        Args:
            report: Its id, the beginning of it, or one of its sources.
            start: Where the words begin in the report's text, in code points.
            end: Where they end.
            field: One of `regesta.query.corrections.fields_of` the record.
            value: As a person writes it: see `regesta.query.corrections.checked`.
            by: Name of the person.
            reason: Why, in words.
            record: "event", "statement", "commitment" or "office", where several rest on these words.

        Raises:
            BadValue: the words lie outside the report, or the field or value does not fit.
            UnknownRecord: no finding rests on these words, or there is no such report.
            AmbiguousRecord: several do.
        """
        from regesta.query import corrections

        report_id = self._holding(report, start, end)
        found = corrections.covering(self._store.findings(report_id), report_id, start, end, record)
        return self.decide("override", found.id, by=by, reason=reason, value={"field": field, "value": value})

    def meant(
        self, report: str, start: int, end: int, *, field: str, record: str | None = None
    ) -> tuple[Finding, ...]:
        """Return the findings that somebody who selected words of a report may mean and that have the field, by id.

        Args:
            report: Its id, the beginning of it, or one of its sources.
            start: Where the words begin in the report's text, in code points.
            end: Where they end.
            field: What is to be set.
            record: "event", "statement", "commitment" or "office"; None for any.

        Raises:
            BadValue: the words lie outside the report.
            UnknownRecord: no finding rests on these words, or there is no such report.
        """
        from regesta.query import corrections

        report_id = self._holding(report, start, end)
        found = corrections.closest(self._store.findings(report_id), report_id, start, end, record)
        fitting = (f for f in found if field in corrections.fields_of(corrections.record_of(f)))
        return self._withheld(tuple(fitting)) if self._policies else tuple(fitting)

    def _holding(self, report: str, start: int, end: int) -> str:
        """Return the id of a report that has such characters.

        Raises:
            BadValue: the words lie outside it.
        """
        report_id = self._store.find_report(report)
        length = len(self._store.report(report_id).report.text)
        if not 0 <= start < end <= length:
            raise BadValue(
                f"{start}-{end}", f"lies outside the report of {length} characters", "Select words in it"
            )
        return report_id

    def decisions(self, *, persons_only: bool = False) -> Table:
        """Return every decision, by time and id, with what became of it.

        Args:
            persons_only: Leave out the decisions of rules.

        Returns:
            Decisions of the record format with `state`: "stands", "withdrawn", or "orphaned" where what a person
            decided about is not there any more. An orphan counts again when a reading brings its finding back.
        """
        from regesta import query

        if persons_only:  # no record is made for these
            every = self._store.persons()
            known = self._store.present({i for d in every for i in d.of})
        else:
            taken = self._store.snapshot(texts=False)
            every = query.records(taken, self.packs).decisions
            known = frozenset(
                {f.id for f in taken.findings} | {m.entity for m in taken.entities} | {d.id for d in every}
            )
        active = {d.id for d in query.active_decisions(every)}
        rows = []
        for decision in sorted(every, key=lambda d: (d.time or "", d.id)):
            lost = not known.issuperset(decision.of)
            state = "withdrawn" if decision.id not in active and decision.kind != "withdraw" else "stands"
            rows.append(
                query.decision_line(decision) | {"state": "orphaned" if lost and state == "stands" else state}
            )
        return Table(rows)

    def doubtful(self, *states: str) -> Table:
        """Return the records a person should look at, the most pressing first; see `regesta.query.doubt`.

        Args:
            states: By code or name; only records that concern all of them.
        """
        from regesta import query

        codes = set(self.codes(states))
        rows = query.doubtful(self.records(tuple(codes)))
        return Table(r for r in rows if codes <= set(r["states"]))

    @property
    def revision(self) -> int:
        """Return a number that grows whenever anything is written to the register; 0 for an empty one."""
        return self._store.revision()

    def changes(self, since: Day | int, *states: str) -> Table:
        """Return what is new, moved, changed, merged, split, withdrawn or decided since a day or a revision.

        Args:
            since: A day (its beginning, UTC), or a number from `revision`.
            states: By code or name; only what concerns all of them.

        Raises:
            BadValue: `since` is no day and no revision.
        """
        from regesta import query

        then = since if isinstance(since, int) else self._revision_on(since)
        if not 0 <= then <= self.revision:
            raise BadValue(
                str(then), "is no revision of this register", f"Take one from 0 to {self.revision}"
            )
        codes = self.codes(states)
        before, after = self._both(then, Part(codes) if codes else self._store.changed(then))
        rows = query.changes(query.records(before, self.packs), query.records(after, self.packs))
        return Table(
            r for r in rows if set(codes) <= set(r["states"]) or (codes and r["change"] == "decided")
        )

    def _both(self, then: int, part: Part) -> tuple[Snapshot, Snapshot]:
        """Return a part of the register as it was and as it is: whatever is tied to it on one side, on both."""
        while True:
            before = self._store.snapshot(part, texts=False, revision=then, names=False)
            after = self._store.snapshot(part, texts=False, names=False)
            wider = part
            if part and not part.states:
                there = {f.id for side in (before, after) for f in side.findings}
                wider = dataclasses.replace(part, findings=tuple(sorted(there.union(part.findings))))
                if before.as_of != after.as_of:  # a later day may have overtaken any commitment
                    promised = {*part.subjects, record_subject("commitment")}
                    wider = dataclasses.replace(wider, subjects=tuple(sorted(promised)))
            if wider == part:
                return self._shown(before), self._shown(after)
            part = wider

    def _revision_on(self, since: Day) -> int:
        day = _day(since)
        first = day.start if day else None
        if first is None:
            raise BadValue(str(since), "is no day", "Write it as YYYY-MM-DD")
        return self._store.revision_at(
            dt.datetime.combine(first, dt.time(), dt.UTC).isoformat(timespec="microseconds")
        )

    def remove(self, report: str) -> str:
        """Take a report down: wipe its text, title, sources and quotes; keep its hash, so that it stays out.

        The file itself is rewritten; this takes as long as copying it. Called for a report taken down before,
        it only rewrites the file.

        Args:
            report: Its id, the beginning of it, or one of its sources.

        Returns:
            The report's id.

        Raises:
            UnknownRecord: there is no such report.
            AmbiguousRecord: the beginning fits several, or several came from that source.
            RegisterFull: it was taken down, but there is no room to rewrite the file. Call again.
            RegisterLocked: another writer held the register; or it was taken down, but a reader
                still has the older state. Call again.
        """
        report_id = self._store.find_report(report)
        with self._store.writing() as writing:
            if writing.held(report_id).sources:
                writing.remove(report_id, dt.datetime.now(dt.UTC).isoformat(timespec="seconds"))
        cache.forget(self.outlines_copy)
        self._store.wipe()
        return report_id

    # ----------------------------------------------------------------- looking

    def snapshot(
        self,
        states: Collection[str] = (),
        *,
        as_of: dt.date | None = None,
        texts: bool = True,
        every: bool = False,
        names: bool | Collection[str] = True,
        subjects: Collection[str] = (),
        findings: Collection[str] = (),
        reports: Collection[str] = (),
        doubts: bool = False,
    ) -> Snapshot:
        """Return everything that counts now, or what fits any of some conditions, as values.

        Args:
            states: ISO codes or acronyms; a finding that concerns any is there, with whatever is tied to it.
            as_of: The day to call today; None takes the latest day in the register.
            texts: Whether to load the reports' texts too.
            every: Take only what concerns all of the states, instead of any.
            names: Whether to load how reports write each entity too; or the ids of some of which to load it.
            subjects: What findings are about besides states (`regesta.model.snapshot.subjects_of`).
            findings: Ids.
            reports: Ids; all that was read out of these.
            doubts: Whether what may be the same as any of that is there too.
        """
        part = Part(tuple(states), every, tuple(subjects), tuple(findings), tuple(reports), doubts)
        taken = self._store.snapshot(part, as_of=as_of, texts=texts, names=names)
        taken = self._shown(taken)
        if taken.coder:
            return taken
        return dataclasses.replace(taken, coder=self.coder.name, packs=self.coder.packs)

    def _shown(self, taken: Snapshot) -> Snapshot:
        """Return a snapshot without the words that policies withhold: what leaves the register goes through here."""
        if self._policies is None:
            return taken
        from regesta.query.withhold import withhold

        return withhold(taken, self._policies)

    def _shown_report(self, stored: StoredReport) -> StoredReport:
        if self._policies is None:
            return stored
        from regesta.query.withhold import withheld_report

        return withheld_report(stored, self._policies)

    def report(self, named: str) -> StoredReport:
        """Return a report with its text.

        Args:
            named: Its id, the beginning of it, or one of its sources.

        Raises:
            UnknownRecord: there is none, or it was taken down.
            AmbiguousRecord: there are several.
        """
        report_id = self._store.find_report(named)
        if self._store.held(report_id).removed:
            raise UnknownRecord(named, "was taken down; only its hash is left", "There is nothing to show")
        return self._shown_report(self._store.report(report_id))

    def search(self, words: str, *, limit: int | None = None) -> Table:
        """Return the reports that hold all the words, best first, each with its best passage.

        Args:
            words: Any inflected form finds the others, in languages that have a pack. What stands between
                quotation marks must stand together.
            limit: How many reports at most; None takes the setting `search_hits`.
        """
        most = int(settings.number("search_hits")) if limit is None else limit
        rows: list[dict[str, Any]] = []
        for hit in self._store.search(words, most):
            stored = self._shown_report(hit.report)
            rows.append(
                {
                    "report_id": stored.report.id,
                    "source": stored.report.source,
                    "title": stored.title,
                    "language": stored.language,
                    "score": hit.score,
                    "start": hit.start,
                    "end": hit.end,
                    "passage": stored.report.text[hit.start : hit.end],
                    "words": [list(span) for span in hit.words] if stored.report.text else [],
                }
            )
        return Table(rows)

    def reports(self) -> Table:
        """Return the reports in the register, by source, with how much was read out of each."""
        rows = self._counted(self._store.counted())
        return Table([*rows, *({"id": report_id, "removed": True} for report_id in self._store.removed())])

    def reports_from(self, publisher: str) -> Table:
        """Return the reports of one publisher, as `reports` does; of one that names none, its source stands for it."""
        rows = self._counted(self._store.counted(self._store.published_by(publisher)))
        return Table(r for r in rows if (r["publisher"] or r["source"]) == publisher)

    def shows(self, stored: StoredReport) -> Show:
        """Return how much of a report's words may be shown: "full", "quotes" or "offsets"."""
        return "full" if self._policies is None else self._policies.of(stored.report, stored.sources)

    def shows_of(self, publisher: str) -> Mapping[str, Show]:
        """Return how much may be shown of each report that `reports_from` gives, by id."""
        ids = [row["id"] for row in self.reports_from(publisher)]
        if self._policies is None:
            return dict.fromkeys(ids, "full")
        found = self._store.counted(self._store.published_by(publisher))
        every = {one.report.report.id: self.shows(one.report) for one in found}
        return {i: every[i] for i in ids}

    def _counted(self, found: Iterable[Counted]) -> list[dict[str, Any]]:
        rows = []
        for one in found:
            stored = self._shown_report(one.report)
            rows.append(
                {
                    "id": stored.report.id,
                    "source": stored.report.source,
                    "sources": list(stored.sources),
                    "language": stored.language,
                    "title": stored.title,
                    "publisher": stored.report.publisher,
                    "published": to_json(stored.published),
                    "findings": one.n_findings,
                    "issues": one.n_issues,
                    "removed": False,
                }
            )
        return sorted(rows, key=lambda row: (row["source"], row["id"]))

    def issues(self, *, code: str | None = None) -> Table:
        """Return the passages that were left uninterpreted, by source and place.

        Args:
            code: Only those whose code is this or begins with it: "date" stands for every "date.…".
        """
        taken = self._shown(self._store.snapshot(texts=False))
        source = {stored.report.id: stored.report.source for stored in taken.reports}
        found = [
            (source[issue.report_id], issue.span, issue)
            for issue in taken.issues
            if code is None or issue.code == code or issue.code.startswith(f"{code}.")
        ]
        return Table(
            {"report": name, **to_json(issue)}
            for name, _, issue in sorted(found, key=lambda r: (r[0], r[1], r[2].id))
        )

    def records(
        self,
        states: Collection[str] = (),
        *,
        as_of: dt.date | None = None,
        texts: bool = False,
        every: bool = False,
        names: bool | Collection[str] = True,
        subjects: Collection[str] = (),
        findings: Collection[str] = (),
        reports: Collection[str] = (),
        doubts: bool = False,
    ) -> Records:
        """Return the merged records, computed from all that counts now or from a part of it; see `snapshot`."""
        from regesta import query

        taken = self.snapshot(
            states, as_of=as_of, texts=texts, every=every, names=names, subjects=subjects, findings=findings,
            reports=reports, doubts=doubts,
        )  # fmt: skip
        return query.records(taken, self.packs)

    def outlines(self, known: Outlines | None = None) -> Outlines:
        """Return everything in outline, as overviews count it.

        Args:
            known: As it was; what nothing was written about since is taken from there. None: it is made from scratch.
        """
        from regesta.query import outlines as made

        revision = self._store.revision()
        mark = self._store.mark(revision)
        if known is not None and (known.revision, known.mark) == (revision, mark):
            return known
        again = None
        if known is not None and known.mark == self._store.mark(
            known.revision
        ):  # of this register, not another
            again = self._again(known)
        if known is None or again is None:
            taken = self._shown(self._store.snapshot(texts=False, names=False))
            removed, bundles = frozenset(taken.removed), made.bundles_of(taken, self._merged(taken))
        else:
            gone, removed, taken = again
            kept = {first: b for first, b in known.bundles.items() if first not in gone}
            bundles = kept | made.bundles_of(taken, self._merged(taken))
        return made.Outlines(revision, mark, taken.as_of, removed, bundles)

    def _again(self, known: Outlines) -> tuple[frozenset[str], frozenset[str], Snapshot] | None:
        """Return the bundles that were written about, the reports taken down, and all that is tied to them now.

        None where that is most of the register.
        """
        removed = frozenset(self._store.removed())
        part = self._store.changed(known.revision)
        if not part:
            return None
        stale = {*part.findings, *self._store.overtaken(known.revision)}
        if removed != known.removed:  # nothing tells any more what was in these
            stale |= known.bundle_of.keys() - self._store.counting()
        later = False
        while True:
            stale |= known.members(stale)[1]
            if len(stale) > max(_FEW, _SHARE * len(known.bundle_of)):
                return None
            wider = dataclasses.replace(part, findings=tuple(sorted(stale)), doubts=True)
            if later:
                promised = {*part.subjects, record_subject("commitment")}
                wider = dataclasses.replace(wider, subjects=tuple(sorted(promised)))
            taken = self._shown(self._store.snapshot(wider, texts=False, names=False))
            there = stale.union(f.id for f in taken.findings)
            gone, members = known.members(there)
            if (taken.as_of == known.as_of or later) and members <= there:
                return gone, removed, taken
            later = taken.as_of != known.as_of  # a later day may have overtaken any commitment
            stale = there

    def _merged(self, taken: Snapshot) -> Records:
        from regesta import query

        return query.records(taken, self.packs)

    @property
    def outlines_copy(self) -> str:
        """Return the name under which a copy of the outlines is kept in the user's cache folder."""
        return f"outlines-{short_hash(str(self._path.absolute()))}.json"

    @property
    def outlines_depend_on(self) -> str:
        """Return the name of what outlines depend on besides the register: version, packs and policies."""
        told = "" if self._policies is None else self._policies.model_dump_json()
        return short_hash(f"{settings.VERSION}|{self.packs.fingerprint}|{told}")

    def concerned(self, named: str) -> tuple[str, ...]:
        """Return the states that a record concerns, sorted; none where the id is no finding's.

        Raises:
            AmbiguousRecord: the beginning fits several.
        """
        try:
            finding = self._store.finding(self._store.find_id(named))
        except UnknownRecord:
            return ()
        return tuple(sorted(states_of(finding))) if finding is not None else ()

    def finding(self, named: str) -> Finding | None:
        """Return the finding of an id, or of the beginning of one, as it was read; None where it is no finding's.

        Raises:
            AmbiguousRecord: the beginning fits several.
        """
        try:
            found = self._store.finding(self._store.find_id(named))
        except UnknownRecord:
            return None
        return found if found is None or self._policies is None else self._withheld((found,))[0]

    def merged_events(self, reports: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the events of some reports that may be of one record with others; most stand alone."""
        return self._store.decided(reports, "event")

    def by_persons(self) -> tuple[Decision, ...]:
        """Return the persons' decisions, by time."""
        return self._store.persons()

    def judgements(self) -> tuple[Judgement, ...]:
        """Return each record that people accepted or rejected, with how sure the register was of it, sorted by id.

        Only these records are made. A rejected one counts as its witnesses gave it.
        """
        from regesta import query
        from regesta.query.judged import judgements

        said = self._store.persons()
        named = {i for d in said if d.kind in {"confirm", "reject"} for i in d.of if ":" not in i}
        if not named:  # no ids would ask for everything
            return ()
        taken = self.snapshot(findings=tuple(sorted(named)), texts=False, names=False)
        return judgements(said, query.records(taken, self.packs), taken.findings)

    def dated(self) -> tuple[tuple[str, int], ...]:
        """Return in which ways findings are dated (`regesta.model.times.how_told`), with how many in each; cheap."""
        return self._store.dated()

    def repeats(self) -> Repeats:
        """Return how much tells again what other reports tell; cheap, for nothing is merged."""
        return self._store.repeats()

    def stood(self, decisions: Collection[str]) -> tuple[Stood, ...]:
        """Return where the findings stood that some decisions of persons are about, sorted by decision and place."""
        return self._store.stood(decisions)

    def stored_reports(self) -> tuple[StoredReport, ...]:
        """Return all reports without their texts, by id."""
        return tuple(self._shown_report(one.report) for one in self._store.counted())

    def subjects(self, kind: str) -> tuple[tuple[str, int], ...]:
        """Return what findings are about, of a kind such as "topic", with how many each, the most first."""
        return self._store.subjects(kind)

    def names(self) -> tuple[tuple[str, str], ...]:
        """Return every entity that reports mention with each name it goes by, sorted."""
        return self._store.names()

    def written(self, entities: Collection[str]) -> tuple[EntityMention, ...]:
        """Return every way in which reports write some entities."""
        return self._store.written(entities)

    def filed(
        self, subjects: Collection[str], states: Collection[str], besides: Collection[str] = ()
    ) -> bool:
        """Return whether a finding that counts is about a subject or concerns a state, besides those of some ids."""
        return self._store.filed(subjects, states, besides)

    def pairs(self, limit: int) -> tuple[tuple[str, str, int], ...]:
        """Return the pairs of states that most findings concern and how many; cheap, for nothing is merged."""
        return self._store.pairs(limit)

    def overview(self, n_latest: int = 8) -> Overview:
        """Return what is in the register by counts, and the events that happened last; cheap, nothing is merged."""
        seen = self._store.overview(n_latest)
        if self._policies is None:
            return seen
        return dataclasses.replace(seen, latest=self._withheld(seen.latest))

    def _withheld(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Return findings without the words that policies withhold."""
        ids = {e.report_id for f in findings for e in _words_of(f)}
        reports = tuple(self._store.report(i) for i in sorted(ids))
        empty = Snapshot(reports, findings, (), (), (), "", "", None)
        return self._shown(empty).findings

    def touched(self, since: int) -> Touched:
        """Return what the revisions after one touch, so that what was computed before can be kept."""
        return self._store.touched(since)

    def timeline(
        self, *states: str, since: Day | None = None, until: Day | None = None, types: Iterable[str] = ()
    ) -> Table:
        """Return what happened between states, in order of time.

        Args:
            states: Two or more, by ISO code or by name; one gives all that concerns it.
            since: First day that counts: YYYY-MM-DD, YYYY-MM or YYYY.
            until: Last day that counts.
            types: Only these PLOVER types.

        Raises:
            UnknownState: a word names no state.
            BadValue: a day is malformed.
        """
        from regesta import query

        codes = self.codes(states)
        return Table(query.timeline(self.records(codes), codes, *self.period(since, until), tuple(types)))

    def commitments(
        self,
        *states: str,
        since: Day | None = None,
        until: Day | None = None,
        types: Iterable[str] = (),
        open_only: bool = False,
    ) -> Table:
        """Return what states agreed, promised or offered, each with its stage and history.

        Args:
            states: As for `timeline`.
            since: First day that counts.
            until: Last day that counts.
            types: Only these kinds, such as "invitation".
            open_only: Leave out what is done, lapsed, withdrawn or refused.
        """
        from regesta import query

        codes = self.codes(states)
        days = self.period(since, until)
        return Table(query.commitments(self.records(codes), codes, *days, tuple(types), open_only=open_only))

    def positions(
        self, *states: str, since: Day | None = None, until: Day | None = None, types: Iterable[str] = ()
    ) -> Table:
        """Return the stances that states share or hold.

        Args:
            states: As for `timeline`.
            since: First day that counts.
            until: Last day that counts.
            types: Only these stances.
        """
        from regesta import query

        codes = self.codes(states)
        return Table(query.positions(self.records(codes), codes, *self.period(since, until), tuple(types)))

    def offices(
        self, *states: str, since: Day | None = None, until: Day | None = None, types: Iterable[str] = ()
    ) -> Table:
        """Return who held which office, and who succeeded whom, as reports and packs know it.

        Args:
            states: As for `timeline`.
            since: First day that counts.
            until: Last day that counts.
            types: Only these offices, such as "foreign minister".
        """
        from regesta import query

        codes = self.codes(states)
        return Table(query.offices(self.records(codes), codes, *self.period(since, until), tuple(types)))

    def show(self, named: str) -> Mapping[str, Any]:
        """Return one record with its evidence in context.

        Args:
            named: Its id, that of a finding merged into it, or the beginning of either.

        Raises:
            UnknownRecord: there is none.
            AmbiguousRecord: there are several.
        """
        from regesta import query

        return query.show(self.records(texts=True), named)

    def chart(self, name: str, *states: str, since: Day | None = None, until: Day | None = None) -> Chart:
        """Return a chart of some states' dealings, which a notebook shows. Needs the `charts` extra.

        Args:
            name: One of `regesta.charts.CHARTS`: "timeline", "series", "quads", "stages", "partners", "holders", "map"
                or "network".
            states: By ISO code or by name; none draws the whole register.
            since: First day that counts.
            until: Last day that counts.

        Raises:
            BadValue: there is no such chart, or a day is malformed.
            UnknownState: a word names no state.
        """
        from regesta.charts import CHARTS, WHOLE

        if name not in CHARTS:
            raise BadValue(name, "is no chart", f"Take one of {', '.join(CHARTS)}")
        codes = self.codes(states)
        records = self.records(() if name in WHOLE else codes)
        return CHARTS[name](records, codes, *self.period(since, until))

    def export(
        self, format: str, out: TextIO, *, record: str | None = None, as_of: dt.date | None = None
    ) -> None:
        """Write the register. Equal registers give equal bytes, whatever the order of adding.

        Args:
            format: One of `regesta.export.FORMATS`, such as "jsonl" or "csv".
            out: Where to write, open for text in UTF-8 without newline translation.
            record: Only this kind of record, such as "event"; CSV, one table, needs it.
            as_of: The day to call today; None takes the latest day in the register.

        Raises:
            BadValue: there is no such format or kind.
        """
        from regesta import export

        export.write(self.records(as_of=as_of), format, out, record=record, knowledge=self.packs.knowledge)

    def codes(self, states: Iterable[str]) -> tuple[str, ...]:
        """Return the codes of states and organisations named by code or by name, each once, in order.

        Raises:
            UnknownState: a word names none.
        """
        from regesta import query

        return tuple(dict.fromkeys(query.party(word, self.packs) for word in states))

    def period(
        self, since: Day | None = None, until: Day | None = None
    ) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day that two words mean; "2024" means its first or its last.

        Raises:
            BadValue: a word is no day.
        """
        first, last = _day(since), _day(until)
        return first.start if first else None, last.last if last else None


# --------------------------------------------------------------------------- helpers


def _day(given: Day | None) -> DayRange | None:
    """Return the days that an argument means."""
    if given is None or isinstance(given, DayRange):
        return given
    if isinstance(given, dt.date):
        return on(given, f"header: {given.isoformat()}")
    from regesta.steps.read import read_day

    found = read_day(given)
    if found is None:
        raise BadValue(given, "is no day", "Write it as YYYY-MM-DD, YYYY-MM or YYYY")
    return found


def _says(report: Report) -> Report:
    """Return a report without where it lies and what it was wrapped in: what a coder goes by."""
    return dataclasses.replace(report, source="", original_sha256="", media_type="")


def _words_of(finding: Finding) -> tuple[Evidence, ...]:
    return tuple(e for e in finding.evidence if isinstance(e, Evidence))


def _hold_to_words(report: Report, reading: Reading) -> None:
    """Refuse a reading whose evidence is not in the report: nothing enters a register without its words."""
    for finding in reading.findings:
        words = _words_of(finding)
        if not words:
            raise ValueError(f"finding {finding.id} rests on no words")
        for evidence in words:
            if evidence.report_id != report.id or evidence.span.of(report.text) != evidence.quote:
                raise ValueError(f"finding {finding.id} quotes what is not at {evidence.span} of its report")


def is_undated(reading: Reading) -> bool:
    """Return whether a report gives no day of its own: the dates of what was found in it are the wider for that."""
    told = {basis.partition(":")[0] for basis in reading.published.basis}
    return bool(reading.findings) and not told & _DAY_GIVEN


def _count(tally: _Tally, source: str, reading: Reading) -> None:
    tally.n_reports += 1
    if is_undated(reading):
        tally.undated.append(source)
    tally.n_findings += len({f.id for f in reading.findings})
    tally.n_issues += len(reading.issues)
