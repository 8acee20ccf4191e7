"""The register in SQL tables, by SQLAlchemy Core; what differs between databases is in the subclass.

Findings, readings and runs are only ever appended; what counts is each report's newest reading. No query
of the writing path looks at more than the rows of one report and its neighbours, one of each likeness, so that
adding ten times the reports takes ten times as long.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, Engine, and_, delete, exists, func, insert, select, update

from regesta.errors import AmbiguousRecord, UnknownRecord
from regesta.model.codec import dumps, finding_from, to_json
from regesta.model.decisions import Decision
from regesta.model.findings import EntityMention, Finding, Reading
from regesta.model.likeness import between_likenesses
from regesta.model.reports import Report
from regesta.model.snapshot import Snapshot, StoredReport, kind_of, latest_day, states_of, subjects_of
from regesta.model.spans import Evidence
from regesta.model.times import how_told
from regesta.store import lookups, search, snapshots
from regesta.store import tables as t
from regesta.store.base import (
    EVERYTHING,
    Counted,
    Held,
    Overview,
    Part,
    Passage,
    Repeats,
    Source,
    Stood,
    Touched,
)
from regesta.store.changed import changed_since, overtaken_since
from regesta.store.search import Index
from regesta.store.snapshots import chunks, source_of
from regesta.store.touched import touched_since
from regesta.store.words import terms

_MIN_PREFIX_CHARS = 4
_HEX = frozenset("0123456789abcdef")


def _sources(conn: Connection, report: int) -> tuple[Source, ...]:
    rows = conn.execute(select(t.sources).where(t.sources.c.report == report).order_by(t.sources.c.name))
    return tuple(map(source_of, rows))


def _held(conn: Connection, report_id: str) -> Held:
    key = conn.scalar(select(t.reports.c.key).where(t.reports.c.id == report_id))
    if key is not None:
        return Held(_sources(conn, key))
    gone = conn.scalar(select(t.tombstones.c.time).where(t.tombstones.c.report_id == report_id))
    return Held(removed=gone is not None)


class SqlWriting:
    """A transaction of a SQL store: the contract is `regesta.store.base.Writing`."""

    def __init__(self, conn: Connection, index: Index) -> None:
        self._conn, self._index = conn, index
        self._changed = False

    def log(self, time: str) -> None:
        """Note the transaction, if it changed anything."""
        if not self._changed:
            return
        reading = self._conn.scalar(select(func.max(t.readings.c.key))) or 0
        decision = self._conn.scalar(select(func.max(t.decisions.c.key))) or 0
        self._insert(t.log, time=time, reading=reading, decision=decision)

    def run(self, coder: str, packs: str, *, anew: bool = False) -> int:
        """Return the run that goes on, or begin one."""
        last = self._conn.execute(select(t.runs).order_by(t.runs.c.key.desc()).limit(1)).first()
        if last is not None and not anew and (last.coder, last.packs) == (coder, packs):
            return int(last.key)
        return self._insert(t.runs, coder=coder, packs=packs)

    def held(self, report_id: str) -> Held:
        """Return what is known of a report."""
        return _held(self._conn, report_id)

    def put_sources(self, report_id: str, sources: Iterable[Source]) -> None:
        """Write what is known of a stored report's sources."""
        self._put_sources(self._report_key(report_id), sources)
        self._changed = True

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
        """Append what a run read out of a report."""
        self._changed = True
        report_key = self._put_report(report, search_language)
        self._put_sources(report_key, sources)
        self._conn.execute(
            update(t.readings)
            .where(t.readings.c.report == report_key, t.readings.c.newest.is_(True))
            .values(newest=False)
        )
        reading_key = self._insert(
            t.readings,
            report=report_key,
            run=run,
            newest=True,
            language=reading.language,
            title=reading.title,
            published=dumps(to_json(reading.published)),
            latest=_told_by(reading),
        )
        self._put_findings(reading_key, reading.findings, keys, alike or {})
        self._insert_all(
            t.issues,
            [
                {"reading": reading_key, "id": issue.id, "code": issue.code, "body": dumps(to_json(issue))}
                for issue in reading.issues
            ],
        )
        self._insert_all(
            t.mentions,
            [
                {"reading": reading_key}
                | {k: getattr(m, k) for k in ("entity", "name", "kind", "as_written", "language")}
                for m in dict.fromkeys(reading.entities)
            ],
        )

    def neighbours(self, keys: Collection[str], besides: str) -> tuple[Finding, ...]:
        """Return the findings that count now and share a key, one of each likeness."""
        names: set[str] = set()
        for chunk in chunks(sorted(set(keys))):
            names |= set(
                self._conn.scalars(
                    select(t.alike_keys.c.alike).distinct().where(t.alike_keys.c.block.in_(chunk))
                )
            )
        # The last written, which an index of few steps finds: most of the first may be overtaken.
        newest = (
            select(t.findings.c.key)
            .join(t.readings, t.readings.c.key == t.findings.c.reading)
            .join(t.reports, t.reports.c.key == t.readings.c.report)
            .where(
                t.findings.c.alike == t.alike_keys.c.alike,
                t.readings.c.newest.is_(True),
                t.reports.c.id != besides,
            )
            .order_by(t.findings.c.key.desc())
            .limit(1)
            .correlate(t.alike_keys)
            .scalar_subquery()
        )
        rows: set[int] = set()
        for chunk in chunks(sorted(names)):
            one = select(t.alike_keys.c.alike, newest).where(t.alike_keys.c.alike.in_(chunk)).distinct()
            rows |= {key for _, key in self._conn.execute(one) if key is not None}
        found: dict[str, str] = {}
        for part in chunks(sorted(rows)):
            bodies = select(t.findings.c.id, t.findings.c.body).where(t.findings.c.key.in_(part))
            found |= {row.id: row.body for row in self._conn.execute(bodies)}
        return tuple(finding_from(json.loads(found[i])) for i in sorted(found))

    def decide(self, decisions: Iterable[Decision]) -> int:
        """Append decisions; return how many were new."""
        wanted = list(dict.fromkeys(decisions))
        rows = snapshots.rows_of(self._conn, {i for d in wanted for i in d.of})
        seen = {d.id: _seen(d, rows) for d in wanted}
        known: set[tuple[str, str]] = set()
        for chunk in chunks(sorted(seen)):
            held = select(t.decisions.c.id, t.decisions.c.readings).where(t.decisions.c.id.in_(chunk))
            known |= {(row.id, row.readings) for row in self._conn.execute(held)}
        new = [d for d in wanted if (d.id, seen[d.id]) not in known]
        if not new:
            return 0
        self._changed = True
        keys = self._conn.scalars(
            insert(t.decisions).returning(t.decisions.c.key, sort_by_parameter_order=True),
            [
                {k: getattr(d, k) for k in ("id", "kind", "by", "reason", "value", "time")}
                | {"readings": seen[d.id], "by_rule": _by_rule(d)}
                for d in new
            ],
        ).all()
        self._insert_all(
            t.decision_of,
            [
                {"decision": key, "position": i, "about": named}
                | _anchor(rows.get(named), by_rule=_by_rule(d))
                for key, d in zip(keys, new, strict=True)
                for i, named in enumerate(d.of)
            ],
        )
        return len(new)

    def remove(self, report_id: str, time: str) -> None:
        """Wipe a report and all that rests on it; keep its hash."""
        self._changed = True
        conn, key = self._conn, self._report_key(report_id)
        of_report = select(t.readings.c.key).where(t.readings.c.report == key)
        gone = conn.execute(
            select(t.findings.c.key, t.findings.c.id, t.findings.c.alike).where(
                t.findings.c.reading.in_(of_report)
            )
        ).all()
        self._remove_decisions({row.id for row in gone})
        for chunk in chunks([row.key for row in gone]):
            for filed in (t.finding_states, t.finding_subjects):
                conn.execute(delete(filed).where(filed.c.finding.in_(chunk)))
        for table in (t.findings, t.issues, t.mentions):
            conn.execute(delete(table).where(table.c.reading.in_(of_report)))
        self._remove_likenesses({row.alike for row in gone})
        conn.execute(delete(t.readings).where(t.readings.c.report == key))
        conn.execute(delete(t.sources).where(t.sources.c.report == key))
        self._index.drop(conn, key)
        conn.execute(delete(t.reports).where(t.reports.c.key == key))
        conn.execute(insert(t.tombstones).values(report_id=report_id, time=time))

    # ----------------------------------------------------------------- rows

    def _insert(self, table: Any, **values: Any) -> int:
        key = self._conn.execute(insert(table).values(**values)).inserted_primary_key
        assert key is not None
        return int(key[0])

    def _insert_all(self, table: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._conn.execute(insert(table), rows)

    def _report_key(self, report_id: str) -> int:
        key = self._conn.scalar(select(t.reports.c.key).where(t.reports.c.id == report_id))
        if key is None:
            raise _unknown_report(report_id)
        return int(key)

    def _put_report(self, report: Report, search_language: str | None) -> int:
        row = self._conn.execute(
            select(t.reports.c.key, t.reports.c.search_language).where(t.reports.c.id == report.id)
        ).first()
        if row is not None and row.search_language == search_language:
            return int(row.key)
        if row is None:
            key = self._insert(t.reports, id=report.id, text=report.text, search_language=search_language)
        else:
            key = int(row.key)
            self._conn.execute(
                update(t.reports).where(t.reports.c.key == key).values(search_language=search_language)
            )
            self._index.drop(self._conn, key)
        self._index.put(self._conn, key, (term.text for term in terms(report.text, search_language)))
        return key

    def _put_sources(self, report: int, sources: Iterable[Source]) -> None:
        self._conn.execute(delete(t.sources).where(t.sources.c.report == report))
        self._insert_all(
            t.sources,
            [
                {
                    "report": report,
                    "name": s.name,
                    "original_sha256": s.original_sha256,
                    "media_type": s.media_type,
                    "language": s.language,
                    "title": s.title,
                    "publisher": s.publisher,
                    "published": s.published and dumps(to_json(s.published)),
                    "url": s.url,
                }
                for s in sorted(sources, key=lambda s: s.name)
            ],
        )

    def _put_findings(
        self,
        reading: int,
        findings: Iterable[Finding],
        keys: Mapping[str, Collection[str]],
        alike: Mapping[str, str],
    ) -> None:
        once: dict[str, Finding] = {}
        for finding in findings:
            once.setdefault(finding.id, finding)
        if not once:
            return
        named = {
            i: alike.get(i) or f"{reading}/{i}" for i in once
        }  # in another reading it may say other things
        rows = []
        for finding in once.values():
            record, kind = kind_of(finding)
            words = next((e for e in finding.evidence if isinstance(e, Evidence)), None)
            rows.append(
                {
                    "reading": reading,
                    "id": finding.id,
                    "record": record,
                    "type": kind,
                    "first_day": finding.date.start,
                    "last_day": finding.date.last,
                    "span_start": words and words.span.start,
                    "span_end": words and words.span.end,
                    "body": dumps(to_json(finding)),
                    "alike": named[finding.id],
                    "dated": how_told(finding.date),
                }
            )
        inserted = self._conn.scalars(
            insert(t.findings).returning(t.findings.c.key, sort_by_parameter_order=True), rows
        ).all()
        numbered = list(zip(inserted, once.values(), strict=True))
        self._insert_all(
            t.finding_states, [{"state": s, "finding": k} for k, f in numbered for s in sorted(states_of(f))]
        )
        self._insert_all(
            t.finding_subjects,
            [{"subject": s, "finding": k} for k, f in numbered for s in sorted(subjects_of(f))],
        )
        self._put_keys({(b, named[i]) for i in once for b in keys.get(i, ())})

    def _put_keys(self, wanted: set[tuple[str, str]]) -> None:
        """Write the keys under which likenesses meet, those that are not there yet."""
        known: set[tuple[str, str]] = set()
        for chunk in chunks(sorted({alike for _, alike in wanted})):
            there = select(t.alike_keys.c.block, t.alike_keys.c.alike)
            rows = self._conn.execute(there.where(t.alike_keys.c.alike.in_(chunk)))
            known |= {(row.block, row.alike) for row in rows}
        fresh = sorted(wanted - known)
        self._insert_all(t.alike_keys, [{"block": block, "alike": alike} for block, alike in fresh])

    def _remove_likenesses(self, names: set[str]) -> None:
        """Delete the keys of likenesses that no finding has any more, and what was decided about them."""
        kept: set[str] = set()
        for chunk in chunks(sorted(names)):
            still = select(t.findings.c.alike).distinct().where(t.findings.c.alike.in_(chunk))
            kept |= set(self._conn.scalars(still))
        self._remove_decisions(names - kept)
        for chunk in chunks(sorted(names - kept)):
            self._conn.execute(delete(t.alike_keys).where(t.alike_keys.c.alike.in_(chunk)))

    def _remove_decisions(self, about: set[str]) -> None:
        """Delete the decisions about findings, and withdrawals of them: they may quote."""
        while about:
            keys: set[int] = set()
            for chunk in chunks(sorted(about)):
                keys |= set(
                    self._conn.scalars(
                        select(t.decision_of.c.decision).where(t.decision_of.c.about.in_(chunk))
                    )
                )
            about = set()
            for part in chunks(sorted(keys)):
                about |= set(self._conn.scalars(select(t.decisions.c.id).where(t.decisions.c.key.in_(part))))
                self._conn.execute(delete(t.decisions).where(t.decisions.c.key.in_(part)))
                self._conn.execute(delete(t.decision_of).where(t.decision_of.c.decision.in_(part)))


def _by_rule(decision: Decision) -> bool:
    return not decision.by.startswith("person:")


def _seen(decision: Decision, rows: Mapping[str, Any]) -> str:
    """Return the keys of the finding rows that a rule saw: with other rows it is another decision."""
    if not _by_rule(decision) or between_likenesses(decision):
        return ""
    lost = [i for i in decision.of if i not in rows]
    if lost:
        raise UnknownRecord(
            lost[0], f"{decision.by} decided about a finding that is not there", "Add it first"
        )
    return ",".join(str(rows[i].key) for i in decision.of)


def _anchor(row: Any, *, by_rule: bool) -> dict[str, Any]:
    if row is None or by_rule:
        place = dict.fromkeys(("report_id", "record", "span_start", "span_end"))
        return {"finding": None if row is None else row.key} | place
    return {
        "finding": None,
        "report_id": row.report_id,
        "record": row.record,
        "span_start": row.span_start,
        "span_end": row.span_end,
    }


def _unknown_report(named: str) -> UnknownRecord:
    return UnknownRecord(named, "no such report in the register", "`regesta reports` lists them")


def _only(named: str, ids: set[str]) -> str:
    if len(ids) > 1 and named not in ids:
        raise AmbiguousRecord(
            named, f"fits {' and '.join(i[:12] for i in sorted(ids))}", "Give more of the id"
        )
    return named if named in ids else ids.pop()


class SqlStore(ABC):
    """A register in a SQL database: the contract is `regesta.store.base.Store`."""

    def __init__(self, engine: Engine, where: str, index: Index) -> None:
        self._engine, self._where, self._index = engine, where, index

    @property
    def where(self) -> str:
        """Return the place, for messages."""
        return self._where

    @abstractmethod
    def _connected(self, *, writes: bool) -> contextlib.AbstractContextManager[Connection]:
        """Open a transaction, as the only writer if it writes, and turn the database's errors into ours."""

    @abstractmethod
    def wipe(self) -> None:
        """Clear the remains of what was removed from the place itself."""

    @contextlib.contextmanager
    def writing(self) -> Iterator[SqlWriting]:
        """Open a transaction as the only writer."""
        with self._connected(writes=True) as conn:
            writing = SqlWriting(conn, self._index)
            yield writing
            writing.log(dt.datetime.now(dt.UTC).isoformat(timespec="microseconds"))

    def held(self, report_id: str) -> Held:
        """Return what is known of a report."""
        with self._connected(writes=False) as conn:
            return _held(conn, report_id)

    def find_report(self, named: str) -> str:
        """Return the id of the report that an id, the beginning of one, or a source names."""
        with self._connected(writes=False) as conn:
            gone = t.tombstones.c.report_id
            ids = set(
                conn.scalars(
                    select(t.reports.c.id)
                    .join(t.sources, t.sources.c.report == t.reports.c.key)
                    .where(t.sources.c.name == named)
                )
            )
            if not ids and len(named) >= _MIN_PREFIX_CHARS and set(named) <= _HEX:
                for column in (t.reports.c.id, gone):
                    ids |= set(
                        conn.scalars(select(column).where(column >= named, column < named + "g").limit(3))
                    )
        if not ids:
            raise _unknown_report(named)
        return _only(named, ids)

    def report(self, report_id: str) -> StoredReport:
        """Return a report with its text."""
        with self._connected(writes=False) as conn:
            found = snapshots.stored_reports(conn, [report_id], texts=True)
        if not found:
            raise _unknown_report(report_id)
        return found[0]

    def findings(self, report_id: str) -> tuple[Finding, ...]:
        """Return what a report's newest reading found, sorted by id."""
        with self._connected(writes=False) as conn:
            return snapshots.findings_of(conn, t.reports.c.id == report_id)

    def finding(self, finding_id: str) -> Finding | None:
        """Return a finding that counts now."""
        with self._connected(writes=False) as conn:
            return next(iter(snapshots.findings_of(conn, t.findings.c.id == finding_id)), None)

    def unread(self, run: int) -> tuple[str, ...]:
        """Return the ids of the reports whose newest reading is not of this run."""
        with self._connected(writes=False) as conn:
            rows = conn.scalars(
                select(t.reports.c.id)
                .join(t.readings, and_(t.readings.c.report == t.reports.c.key, t.readings.c.newest.is_(True)))
                .where(t.readings.c.run != run)
                .order_by(t.reports.c.id)
            )
            return tuple(rows)

    def find_id(self, named: str) -> str:
        """Return the id of a finding that counts, a decision or an entity; it may be cut short."""
        with self._connected(writes=False) as conn:
            if conn.scalar(select(exists().where(t.mentions.c.entity == named))):
                return named
            ids: set[str] = set()
            if len(named) >= _MIN_PREFIX_CHARS and set(named) <= _HEX:
                counting = (
                    select(t.findings.c.id)
                    .distinct()
                    .join(t.readings, t.readings.c.key == t.findings.c.reading)
                    .where(t.readings.c.newest.is_(True))
                )
                for query, column in (
                    (counting, t.findings.c.id),
                    (select(t.decisions.c.id), t.decisions.c.id),
                ):
                    ids |= set(conn.scalars(query.where(column >= named, column < named + "g").limit(3)))
        if not ids:
            raise UnknownRecord(
                named, "no finding, decision or entity has this id", "`regesta show` takes any of them"
            )
        return _only(named, ids)

    def revision(self) -> int:
        """Return a number that grows with every transaction that changes anything."""
        with self._connected(writes=False) as conn:
            return int(conn.scalar(select(func.max(t.log.c.key))) or 0)

    def overview(self, n_latest: int) -> Overview:
        """Return what is in the register, by counts; and the events that happened last."""
        counting = t.readings.c.newest.is_(True)
        found = select(t.findings.c.record, func.count()).join(
            t.readings, and_(t.readings.c.key == t.findings.c.reading, counting)
        )
        read = select(t.readings.c.language, func.count()).where(counting).group_by(t.readings.c.language)
        left = select(func.count()).select_from(t.issues)
        left = left.join(t.readings, and_(t.readings.c.key == t.issues.c.reading, counting))
        last = (
            select(t.findings.c.body)
            .join(t.readings, and_(t.readings.c.key == t.findings.c.reading, counting))
            .where(t.findings.c.record == "event", t.findings.c.last_day.is_not(None))
            .order_by(t.findings.c.last_day.desc(), t.findings.c.id)
            .limit(n_latest)
        )
        with self._connected(writes=False) as conn:
            return Overview(
                languages={language or "unknown": n for language, n in conn.execute(read)},
                findings={str(r): int(n) for r, n in conn.execute(found.group_by(t.findings.c.record))},
                n_issues=int(conn.scalar(left) or 0),
                as_of=conn.scalar(select(func.max(t.readings.c.latest)).where(counting)),
                latest=tuple(finding_from(json.loads(body)) for body in conn.scalars(last)),
            )

    def pairs(self, limit: int) -> tuple[tuple[str, str, int], ...]:
        """Return the pairs of states that most findings concern and how many, the most first."""
        # Counted here: the table is ordered by state, and a database would search it through for each finding.
        concerned: dict[int, list[str]] = {}
        with self._connected(writes=False) as conn:
            for state, finding in conn.execute(select(t.finding_states.c.state, t.finding_states.c.finding)):
                concerned.setdefault(finding, []).append(state)
        counts = Counter(pair for states in concerned.values() for pair in combinations(sorted(states), 2))
        most = sorted(counts, key=lambda pair: (-counts[pair], pair))[:limit]
        return tuple((one, two, counts[one, two]) for one, two in most)

    def touched(self, since: int) -> Touched:
        """Return what the revisions after one touch."""
        with self._connected(writes=False) as conn:
            return touched_since(conn, since)

    def changed(self, since: int) -> Part:
        """Return the part of the register that may be otherwise than at a revision."""
        with self._connected(writes=False) as conn:
            return changed_since(conn, since)

    def overtaken(self, since: int) -> frozenset[str]:
        """Return the ids of the findings that later readings have overtaken since a revision."""
        with self._connected(writes=False) as conn:
            return overtaken_since(conn, since)

    def mark(self, revision: int) -> str:
        """Return what tells a revision of this register from that of the same number of another."""
        with self._connected(writes=False) as conn:
            row = conn.execute(select(t.log).where(t.log.c.key == revision)).first()
        return "" if row is None else f"{row.time} {row.reading} {row.decision}"

    def counting(self) -> frozenset[str]:
        """Return the ids of all findings that count."""
        with self._connected(writes=False) as conn:
            return lookups.counting(conn)

    def revision_at(self, time: str) -> int:
        """Return the revision that held at a time."""
        with self._connected(writes=False) as conn:
            return int(conn.scalar(select(func.max(t.log.c.key)).where(t.log.c.time < time)) or 0)

    def snapshot(
        self,
        part: Part = EVERYTHING,
        *,
        as_of: dt.date | None = None,
        texts: bool = True,
        revision: int | None = None,
        names: bool | Collection[str] = True,
    ) -> Snapshot:
        """Return what counts now or counted at a revision, or a part of it."""
        with self._connected(writes=False) as conn:
            at = None if revision is None else snapshots.moment(conn, revision)
            return snapshots.take(conn, part, as_of, texts=texts, at=at, names=names)

    def search(self, words: str, limit: int) -> Sequence[Passage]:
        """Return the reports that hold all the words, best first."""
        with self._connected(writes=False) as conn:
            hits = search.find(conn, self._index, words, limit)
            ids = [hit.report_id for hit in hits]
            found = {s.report.id: s for s in snapshots.stored_reports(conn, ids, texts=True)}
        return [Passage(found[h.report_id], h.score, h.start, h.end, h.words) for h in hits]

    def counted(self, report_ids: Collection[str] | None = None) -> tuple[Counted, ...]:
        """Return reports with how much was read out of each, sorted by id; None means all."""
        with self._connected(writes=False) as conn:
            return lookups.counted(conn, report_ids)

    def removed(self) -> tuple[str, ...]:
        """Return the ids of the reports that were taken down, sorted."""
        with self._connected(writes=False) as conn:
            return snapshots.removed(conn)

    def published_by(self, named: str) -> tuple[str, ...]:
        """Return the ids of the reports of which a source is called so, or says that it was published so, sorted."""
        with self._connected(writes=False) as conn:
            return lookups.published_by(conn, named)

    def decided(self, report_ids: Iterable[str], record: str) -> tuple[str, ...]:
        """Return the ids of the findings of a kind, of some reports, that a decision is about, sorted."""
        with self._connected(writes=False) as conn:
            return lookups.decided(conn, report_ids, record)

    def persons(self) -> tuple[Decision, ...]:
        """Return the persons' decisions, by time, about the findings that stand where those decided upon stood."""
        with self._connected(writes=False) as conn:
            found = snapshots.decisions_of_persons(conn)
        return tuple(sorted(found, key=lambda d: (d.time or "", d.id)))

    def present(self, ids: Collection[str]) -> frozenset[str]:
        """Return those of some ids that are of a finding that counts, an entity that is mentioned or a decision."""
        with self._connected(writes=False) as conn:
            return lookups.present(conn, ids)

    def dated(self) -> tuple[tuple[str, int], ...]:
        """Return in which ways findings that count are dated and how many in each, the most first."""
        with self._connected(writes=False) as conn:
            return lookups.dated(conn)

    def repeats(self) -> Repeats:
        """Return how much tells again what other reports tell."""
        with self._connected(writes=False) as conn:
            return lookups.repeats(conn)

    def stood(self, decisions: Collection[str]) -> tuple[Stood, ...]:
        """Return where the findings stood that some decisions of persons are about."""
        with self._connected(writes=False) as conn:
            return lookups.stood(conn, decisions)

    def subjects(self, kind: str) -> tuple[tuple[str, int], ...]:
        """Return the subjects of a kind ("topic") without that word, with how many findings each, the most first."""
        with self._connected(writes=False) as conn:
            return lookups.subjects(conn, kind)

    def names(self) -> tuple[tuple[str, str], ...]:
        """Return every entity that a report mentions with each name it goes by, sorted."""
        with self._connected(writes=False) as conn:
            return lookups.names(conn)

    def written(self, entities: Collection[str]) -> tuple[EntityMention, ...]:
        """Return every way in which reports write some entities, sorted."""
        with self._connected(writes=False) as conn:
            return snapshots.mentions_of(conn, entities)

    def filed(
        self, subjects: Collection[str], states: Collection[str], besides: Collection[str] = ()
    ) -> bool:
        """Return whether a finding that counts is about a subject or concerns a state, besides those of some ids."""
        with self._connected(writes=False) as conn:
            return lookups.filed(conn, subjects, states, besides)

    def n_reports(self) -> int:
        """Return how many reports are kept."""
        with self._connected(writes=False) as conn:
            return int(conn.scalar(select(func.count()).select_from(t.reports)) or 0)

    def close(self) -> None:
        """Let go of the place."""
        self._engine.dispose()


def _told_by(reading: Reading) -> dt.date | None:
    """Return the latest day that a report tells of; it knows none after its own publication."""
    latest, published = latest_day(reading.published, reading.findings), reading.published.last
    return latest if latest is None or published is None else min(latest, published)
