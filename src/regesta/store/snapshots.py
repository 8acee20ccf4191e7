"""Read what counts now out of the tables: every report's newest reading, and the decisions about it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import astuple, dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, not_, select, true

from regesta.model.codec import finding_from, from_json
from regesta.model.decisions import Decision
from regesta.model.findings import EntityMention, Finding, Issue
from regesta.model.likeness import between_likenesses
from regesta.model.snapshot import Snapshot, StoredReport, referred
from regesta.model.spans import Evidence
from regesta.model.times import DayRange
from regesta.store import tables as t
from regesta.store.base import Part, Source, joined


@dataclass(frozen=True, slots=True)
class Moment:
    """An earlier state of a register: the last reading and the last decision there were."""

    reading: int
    decision: int


_CHUNK = 500  # values in one IN list: databases limit how many a statement may carry
_JOINING = frozenset(
    {"same", "part_of", "follows"}
)  # the decisions that tie findings into one record or thread
# Fields by which no finding is filed: whatever a person sets there, it stays where it is found.
_UNFILED = frozenset(
    {
        "type", "status", "stance", "kind", "stage", "standing", "modes", "contexts", "title", "date", "due",
        "place", "count",
    }
)  # fmt: skip
T = TypeVar("T")


def chunks(values: Iterable[T], size: int = _CHUNK) -> Iterator[list[T]]:
    """Yield values in lists of at most `size`."""
    chunk: list[T] = []
    for value in values:
        chunk.append(value)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def days_of(text: str | None) -> DayRange | None:
    """Return the range of days that a column holds."""
    if text is None:
        return None
    days = from_json(json.loads(text))
    assert isinstance(days, DayRange)
    return days


def source_of(row: Any) -> Source:
    """Return the source that a row of `sources` holds."""
    return Source(
        row.name,
        row.original_sha256,
        row.media_type,
        row.language,
        row.title,
        row.publisher,
        days_of(row.published),
        row.url,
    )


def moment(conn: Connection, revision: int) -> Moment:
    """Return the state after a revision; before the first there was nothing."""
    row = conn.execute(
        select(t.log.c.reading, t.log.c.decision).where(t.log.c.key <= revision).order_by(t.log.c.key.desc())
    ).first()
    return Moment(int(row.reading), int(row.decision)) if row is not None else Moment(0, 0)


def _counts(at: Moment | None) -> ColumnElement[bool]:
    """Return the condition that a reading counts: the newest of its report, now or then."""
    if at is None:
        return t.readings.c.newest.is_(True)
    # Asked of each reading by its report, not of all at once: what is looked at is mostly a small part.
    later = t.readings.alias("later")
    overtaken = exists().where(
        later.c.report == t.readings.c.report, later.c.key > t.readings.c.key, later.c.key <= at.reading
    )
    return and_(t.readings.c.key <= at.reading, not_(overtaken))


def _made(at: Moment | None) -> ColumnElement[bool]:
    """Return the condition that a decision was there."""
    return true() if at is None else t.decisions.c.key <= at.decision


def rows_of(conn: Connection, ids: Collection[str], at: Moment | None = None) -> dict[str, Any]:
    """Return the rows of the findings that count now, by id: key, id, record, spans and report."""
    found: dict[str, Any] = {}
    for chunk in chunks(sorted(ids)):
        rows = conn.execute(
            select(
                t.findings.c.key,
                t.findings.c.id,
                t.findings.c.record,
                t.findings.c.span_start,
                t.findings.c.span_end,
                t.reports.c.id.label("report_id"),
            )
            .join(t.readings, t.readings.c.key == t.findings.c.reading)
            .join(t.reports, t.reports.c.key == t.readings.c.report)
            .where(t.findings.c.id.in_(chunk), _counts(at))
        )
        found |= {row.id: row for row in rows}
    return found


def take(
    conn: Connection,
    part: Part,
    as_of: dt.date | None,
    *,
    texts: bool,
    at: Moment | None = None,
    names: bool | Collection[str] = True,
) -> Snapshot:
    """Return what counts now or counted then, or a part of it.

    Of `names`, how reports write entities, those are always there that persons decided about: they may have held two
    entities to be one.
    """
    persons = decisions_of_persons(conn, at)
    if part:
        kinds = _JOINING | {"unsure"} if part.doubts else _JOINING
        findings, rules = _tied(conn, _seeds(part, persons), persons, at, kinds)
        report_ids: list[str] | None = sorted({*_reports_of(findings.values()), *part.reports})
    else:
        findings = _load(conn, _counting(at))
        rules = _decisions(conn, _by_rules(at))
        report_ids = None
    latest = conn.scalar(select(func.max(t.readings.c.latest)).where(_counts(at)))
    runs = conn.execute(
        select(t.runs.c.coder, t.runs.c.packs)
        .distinct()
        .join(t.readings, and_(t.readings.c.run == t.runs.c.key, _counts(at)))
    ).all()
    return Snapshot(
        reports=stored_reports(conn, report_ids, texts=texts, at=at),
        findings=tuple(findings[i] for i in sorted(findings)),
        issues=_issues(conn, report_ids, at),
        entities=_entities(conn, report_ids, at)
        if names is True
        else _written(conn, names or (), persons, at),
        decisions=tuple(sorted({d.id: d for d in (*rules, *persons)}.values(), key=lambda d: d.id)),
        # A register read by several versions says so, until it is read again.
        coder=", ".join(sorted({row.coder for row in runs})),
        packs=", ".join(sorted({row.packs for row in runs})),
        as_of=as_of or latest,
        removed=removed(conn),
    )


def removed(conn: Connection) -> tuple[str, ...]:
    """Return the ids of the reports that were taken down, sorted."""
    return tuple(conn.scalars(select(t.tombstones.c.report_id).order_by(t.tombstones.c.report_id)))


# --------------------------------------------------------------------------- findings


def _counting(at: Moment | None) -> Select[Any]:
    return select(t.findings.c.id, t.findings.c.body).join(
        t.readings, and_(t.readings.c.key == t.findings.c.reading, _counts(at))
    )


def _load(conn: Connection, query: Select[Any]) -> dict[str, Finding]:
    rows = conn.execute(query).all()
    bodies = json.loads(f"[{','.join(row.body for row in rows)}]")  # one parse of all is half as long
    return {row.id: finding_from(body) for row, body in zip(rows, bodies, strict=True)}


def findings_of(conn: Connection, wanted: ColumnElement[bool]) -> tuple[Finding, ...]:
    """Return the findings that count now and fit a condition on reports or findings, sorted by id."""
    query = _counting(None).join(t.reports, t.reports.c.key == t.readings.c.report).where(wanted)
    found = _load(conn, query)
    return tuple(found[i] for i in sorted(found))


def _seeds(part: Part, persons: Iterable[Decision]) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions any of which puts a finding into a part.

    What a person set may make a finding about somebody else than it is filed under: all of these are in.
    """
    states = sorted(set(part.states))
    if states:
        concerned = _all_of(states) if part.every else _any_of(states)
        yield t.findings.c.key.in_(concerned)
    for chunk in chunks(sorted(set(part.subjects))):
        filed = select(t.finding_subjects.c.finding).where(t.finding_subjects.c.subject.in_(chunk))
        yield t.findings.c.key.in_(filed)
    for chunk in chunks(sorted(set(part.reports))):
        of_these = select(t.readings.c.key).join(t.reports, t.reports.c.key == t.readings.c.report)
        yield t.findings.c.reading.in_(of_these.where(t.reports.c.id.in_(chunk)))
    moved = {d.of[0] for d in persons if _moves(d)} if states or part.subjects else set()
    for chunk in chunks(sorted(moved.union(part.findings))):
        yield t.findings.c.id.in_(chunk)


def _moves(decision: Decision) -> bool:
    """Return whether a decision sets what a finding is filed by, and not only its day or place."""
    if decision.kind != "override" or decision.value is None:
        return False
    said = json.loads(decision.value)
    return not isinstance(said, dict) or said.get("field") not in _UNFILED


def _tied(
    conn: Connection,
    seeds: Iterable[ColumnElement[bool]],
    persons: Collection[Decision],
    at: Moment | None,
    kinds: Collection[str],
) -> tuple[dict[str, Finding], list[Decision]]:
    """Return the findings that fit any condition, what decisions of some kinds tie them to, and the rules' decisions.

    Whoever is tied in brings its own ties, so that a merged record or a thread is there wholly or not at all.
    """
    findings: dict[str, Finding] = {}
    for wanted_here in seeds:
        findings |= _load(conn, _counting(at).where(wanted_here))
    rules: dict[str, Decision] = {}
    fresh = set(findings)
    asked: set[str] = set()  # likenesses whose decisions are there
    opened: set[str] = set()  # and those whose findings are
    heard: set[int] = set()  # keys of decisions that are there, or do not count
    while fresh:
        wanted = {i for key in fresh for i in referred(findings[key])}
        likes = _likes_of(conn, fresh) - asked
        asked |= likes
        joined: set[str] = set()
        touching: set[int] = set()
        for chunk in chunks(sorted(fresh | likes)):
            about = select(t.decision_of.c.decision).where(t.decision_of.c.about.in_(chunk))
            touching.update(conn.scalars(about))
        for keys in chunks(sorted(touching - heard)):  # each is about two, and is read once
            for decision in _decisions(conn, _by_rules(at).where(t.decisions.c.key.in_(keys))):
                rules[decision.id] = decision
                if decision.kind in kinds:
                    joined |= set(decision.of)
        heard |= touching
        for decision in persons:
            if decision.kind in kinds and not fresh.isdisjoint(decision.of):
                wanted |= set(decision.of)
        wanted |= joined
        for chunk in chunks(sorted(joined - opened)):
            alike = _counting(at).with_only_columns(t.findings.c.id).where(t.findings.c.alike.in_(chunk))
            wanted |= set(conn.scalars(alike))
        opened |= joined
        fresh = set()
        for chunk in chunks(sorted(wanted - findings.keys())):
            more = _load(conn, _counting(at).where(t.findings.c.id.in_(chunk)))
            findings |= more
            fresh |= set(more)
    there = findings.keys()
    return findings, [d for d in rules.values() if between_likenesses(d) or there >= set(d.of)]


def _likes_of(conn: Connection, ids: Collection[str]) -> set[str]:
    """Return the likenesses of findings."""
    found: set[str] = set()
    for chunk in chunks(sorted(ids)):
        found |= set(conn.scalars(select(t.findings.c.alike).distinct().where(t.findings.c.id.in_(chunk))))
    return found


def _any_of(states: list[str]) -> Select[Any]:
    return select(t.finding_states.c.finding).where(t.finding_states.c.state.in_(states))


def _all_of(states: list[str]) -> Select[Any]:
    """Select the findings that concern every one of some states, by a look-up of the first in the others."""
    first, *others = [t.finding_states.alias(f"s{i}") for i in range(len(states))]
    query = select(first.c.finding).where(first.c.state == states[0])
    for other, state in zip(others, states[1:], strict=True):
        query = query.join(other, and_(other.c.finding == first.c.finding, other.c.state == state))
    return query


def _reports_of(findings: Iterable[Finding]) -> list[str]:
    return sorted({e.report_id for f in findings for e in f.evidence if isinstance(e, Evidence)})


# --------------------------------------------------------------------------- decisions


def _by_rules(at: Moment | None) -> Select[Any]:
    """Select the rules' decisions whose findings all still count."""
    overtaken = (
        select(t.decision_of.c.decision)
        .join(t.findings, t.findings.c.key == t.decision_of.c.finding)
        .join(t.readings, t.readings.c.key == t.findings.c.reading)
        .where(t.decision_of.c.decision == t.decisions.c.key, not_(_counts(at)))
    )
    return select(t.decisions).where(t.decisions.c.by_rule.is_(True), _made(at), ~exists(overtaken))


def _decisions(conn: Connection, query: Select[Any]) -> list[Decision]:
    rows = {row.key: row for row in conn.execute(query)}
    named: dict[int, list[str]] = {key: [] for key in rows}
    for about in _abouts(conn, rows):
        named[about.decision].append(about.about)
    return [_decision(row, tuple(named[key])) for key, row in rows.items()]


def named_decisions(conn: Connection, ids: list[str]) -> list[Decision]:
    """Return those of some decisions that count: a rule's whose findings all do, and any of a person."""
    by_persons = select(t.decisions).where(t.decisions.c.by_rule.is_(False))
    return [
        d for q in (_by_rules(None), by_persons) for d in _decisions(conn, q.where(t.decisions.c.id.in_(ids)))
    ]


def _decision(row: Any, of: tuple[str, ...]) -> Decision:
    return Decision(row.id, row.kind, of, row.by, row.reason, row.value, row.time)


def _abouts(conn: Connection, keys: Collection[int]) -> Iterator[Any]:
    """Yield what decisions are about, in order."""
    for chunk in chunks(sorted(keys)):
        yield from conn.execute(
            select(t.decision_of)
            .where(t.decision_of.c.decision.in_(chunk))
            .order_by(t.decision_of.c.decision, t.decision_of.c.position)
        )


def decisions_of_persons(conn: Connection, at: Moment | None = None) -> list[Decision]:
    """Return the persons' decisions, about the findings that now stand where those decided upon stood."""
    rows = {
        row.key: row
        for row in conn.execute(select(t.decisions).where(t.decisions.c.by_rule.is_(False), _made(at)))
    }
    named: dict[int, list[str]] = {key: [] for key in rows}
    abouts = list(_abouts(conn, rows))
    known = rows_of(conn, {a.about for a in abouts}, at)
    for about in abouts:
        moved = None if about.about in known or about.report_id is None else _now_at(conn, about, at)
        named[about.decision].append(moved or about.about)
    return [_decision(row, tuple(named[key])) for key, row in rows.items()]


def _now_at(conn: Connection, about: Any, at: Moment | None) -> str | None:
    """Return the one finding that counts now and has the record and words of one that no longer does.

    Where a newer reading drew the words otherwise, the one finding whose words meet those.
    """
    rows = conn.execute(
        select(t.findings.c.id, t.findings.c.span_start, t.findings.c.span_end)
        .join(t.readings, t.readings.c.key == t.findings.c.reading)
        .join(t.reports, t.reports.c.key == t.readings.c.report)
        .where(
            t.reports.c.id == about.report_id,
            _counts(at),
            t.findings.c.record == about.record,
            t.findings.c.span_start < about.span_end,
            t.findings.c.span_end > about.span_start,
        )
    ).all()
    same = [r.id for r in rows if (r.span_start, r.span_end) == (about.span_start, about.span_end)]
    found = same or [r.id for r in rows]
    return found[0] if len(found) == 1 else None


# --------------------------------------------------------------------------- reports and the rest


def _of_reports(query: Select[Any], report_ids: list[str] | None) -> Iterator[Select[Any]]:
    """Yield a query that joins `reports`, for all of them or a chunk of them at a time."""
    if report_ids is None:
        yield query
        return
    for chunk in chunks(report_ids):
        yield query.where(t.reports.c.id.in_(chunk))


def _newest(*columns: Any, at: Moment | None) -> Select[Any]:
    return select(*columns).join(t.readings, t.readings.c.report == t.reports.c.key).where(_counts(at))


def stored_reports(
    conn: Connection, report_ids: list[str] | None, *, texts: bool, at: Moment | None = None
) -> tuple[StoredReport, ...]:
    """Return reports with what their newest reading says of them, sorted by id; None means all."""
    columns: list[Any] = [t.reports.c.key, t.reports.c.id, t.readings.c.language, t.readings.c.title]
    columns += [t.readings.c.published, *([t.reports.c.text] if texts else [])]
    found: list[StoredReport] = []
    for query in _of_reports(_newest(*columns, at=at).select_from(t.reports), report_ids):
        rows = {row.key: row for row in conn.execute(query)}
        sources: dict[int, list[Source]] = {key: [] for key in rows}
        wanted = select(t.sources)
        parts = [wanted] if report_ids is None else [wanted.where(t.sources.c.report.in_(sorted(rows)))]
        for part in parts:
            for row in conn.execute(part):
                if row.report in sources:
                    sources[row.report].append(source_of(row))
        for key, row in rows.items():
            report = joined(row.id, row.text if texts else "", sources[key])
            names = tuple(sorted(s.name for s in sources[key]))
            published = days_of(row.published)
            assert published is not None
            found.append(StoredReport(report, names, row.language, row.title, published))
    return tuple(sorted(found, key=lambda s: s.report.id))


def _issues(conn: Connection, report_ids: list[str] | None, at: Moment | None) -> tuple[Issue, ...]:
    found: list[Issue] = []
    joins = (
        _newest(t.issues.c.body, at=at)
        .select_from(t.reports)
        .join(t.issues, t.issues.c.reading == t.readings.c.key)
    )
    for query in _of_reports(joins, report_ids):
        found += [from_json(json.loads(body)) for body in conn.scalars(query)]
    return tuple(sorted(found, key=lambda i: (i.id, i.report_id, i.span)))


def _entities(conn: Connection, report_ids: list[str] | None, at: Moment | None) -> tuple[EntityMention, ...]:
    """Return every way in which entities are written: of all, or of those that some reports mention."""
    if report_ids is None:
        return _mentions(conn.execute(_every_mention(at)))
    entities: set[str] = set()
    mentioned = _newest(t.mentions.c.entity, at=at).distinct().select_from(t.reports)
    mentioned = mentioned.join(t.mentions, t.mentions.c.reading == t.readings.c.key)
    for query in _of_reports(mentioned, report_ids):
        entities |= set(conn.scalars(query))
    return mentions_of(conn, entities, at)


def _written(
    conn: Connection, named: Collection[str], persons: Iterable[Decision], at: Moment | None
) -> tuple[EntityMention, ...]:
    """Return every way in which some entities are written, and those that persons decided about."""
    return mentions_of(conn, {*named, *(i for d in persons for i in d.of if ":" in i)}, at)


def mentions_of(
    conn: Connection, entities: Collection[str], at: Moment | None = None
) -> tuple[EntityMention, ...]:
    """Return every way in which some entities are written, sorted."""
    found: set[EntityMention] = set()
    for chunk in chunks(sorted(entities)):
        found.update(_mentions(conn.execute(_every_mention(at).where(t.mentions.c.entity.in_(chunk)))))
    return tuple(sorted(found, key=astuple))


def _every_mention(at: Moment | None) -> Select[Any]:
    m = t.mentions.c
    columns = (m.entity, m.name, m.kind, m.as_written, m.language)
    return select(*columns).distinct().join(t.readings, t.readings.c.key == m.reading).where(_counts(at))


def _mentions(rows: Iterable[Any]) -> tuple[EntityMention, ...]:
    return tuple(EntityMention(*row) for row in sorted({tuple(row) for row in rows}))
