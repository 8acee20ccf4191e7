"""Small questions that are answered from the tables alone: what there is, where, and how much; nothing is merged."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, or_, select, union

from regesta.model.likeness import between_likenesses
from regesta.store import tables as t
from regesta.store.base import Counted, Repeats, Stood
from regesta.store.snapshots import chunks, named_decisions, stored_reports

_NEWEST = t.readings.c.newest.is_(True)


def counted(conn: Connection, report_ids: Collection[str] | None) -> tuple[Counted, ...]:
    """Return reports with how many findings and issues their newest readings gave, sorted by id; None means all."""
    wanted = None if report_ids is None else sorted(set(report_ids))
    reports = stored_reports(conn, wanted, texts=False)
    findings = _per_report(conn, t.findings.c.reading, wanted)
    issues = _per_report(conn, t.issues.c.reading, wanted)
    return tuple(Counted(s, findings.get(s.report.id, 0), issues.get(s.report.id, 0)) for s in reports)


def _per_report(
    conn: Connection, reading: ColumnElement[int], report_ids: list[str] | None
) -> dict[str, int]:
    query = (
        select(t.reports.c.id, func.count())
        .join(t.readings, and_(t.readings.c.report == t.reports.c.key, _NEWEST))
        .join(reading.table, reading == t.readings.c.key)
        .group_by(t.reports.c.id)
    )
    if report_ids is None:
        return {str(i): int(n) for i, n in conn.execute(query)}
    found: dict[str, int] = {}
    for chunk in chunks(report_ids):
        found |= {str(i): int(n) for i, n in conn.execute(query.where(t.reports.c.id.in_(chunk)))}
    return found


def published_by(conn: Connection, named: str) -> tuple[str, ...]:
    """Return the ids of the reports of which a source is called so or says that it was published so, sorted."""
    # Two look-ups, each by its index: with "or" a database reads the whole table.
    keys = union(
        *(select(t.sources.c.report).where(c == named) for c in (t.sources.c.publisher, t.sources.c.name))
    )
    return tuple(
        conn.scalars(select(t.reports.c.id).where(t.reports.c.key.in_(keys)).order_by(t.reports.c.id))
    )


def decided(conn: Connection, report_ids: Iterable[str], record: str) -> tuple[str, ...]:
    """Return the ids of the findings of a kind, of some reports, about which a decision says anything, sorted.

    Whoever else is of one record with others is not there; a finding that stands alone never is.
    """
    about = t.decision_of.c.about
    said = exists().where(or_(about == t.findings.c.id, about == t.findings.c.alike))
    found: set[str] = set()
    for chunk in chunks(sorted(set(report_ids))):
        query = _counting(t.findings.c.id).join(t.reports, t.reports.c.key == t.readings.c.report)
        query = query.where(t.reports.c.id.in_(chunk), t.findings.c.record == record, said)
        found |= set(conn.scalars(query))
    return tuple(sorted(found))


def present(conn: Connection, ids: Collection[str]) -> frozenset[str]:
    """Return those of some ids that are of a finding that counts, of an entity that is mentioned or of a decision."""
    found: set[str] = set()
    for chunk in chunks(sorted(set(ids))):
        found |= set(conn.scalars(_counting(t.findings.c.id).where(t.findings.c.id.in_(chunk))))
        found |= set(
            conn.scalars(_mentioned(t.mentions.c.entity).where(t.mentions.c.entity.in_(chunk)).distinct())
        )
        found |= {d.id for d in named_decisions(conn, chunk) if not between_likenesses(d)}
    return frozenset(found)


def counting(conn: Connection) -> frozenset[str]:
    """Return the ids of all findings that count."""
    return frozenset(conn.scalars(_counting(t.findings.c.id)))


def subjects(conn: Connection, kind: str) -> tuple[tuple[str, int], ...]:
    """Return the subjects of a kind without its word, and how many findings are filed there, the most first.

    Findings of overtaken readings are counted too.
    """
    subject = t.finding_subjects.c.subject
    query = select(subject, func.count()).where(subject >= f"{kind} ", subject < f"{kind}!").group_by(subject)
    rows = [(str(s)[len(kind) + 1 :], int(n)) for s, n in conn.execute(query)]
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0])))


def names(conn: Connection) -> tuple[tuple[str, str], ...]:
    """Return every entity that a report mentions, and the names it goes by, sorted."""
    rows = conn.execute(_mentioned(t.mentions.c.entity, t.mentions.c.name).distinct())
    return tuple(sorted((str(entity), str(name)) for entity, name in rows))


def filed(
    conn: Connection, subjects_: Collection[str], states: Collection[str], besides: Collection[str]
) -> bool:
    """Return whether a finding that counts is filed under a subject or a state, some findings left out of account."""
    places = [
        select(t.finding_subjects.c.finding).where(t.finding_subjects.c.subject.in_(sorted(subjects_))),
        select(t.finding_states.c.finding).where(t.finding_states.c.state.in_(sorted(states))),
    ]
    for keys in places:
        query = _counting(t.findings.c.id).where(t.findings.c.key.in_(keys)).distinct()
        # One more than those left out must be another.
        if not set(conn.scalars(query.limit(len(besides) + 1))) <= set(besides):
            return True
    return False


def dated(conn: Connection) -> tuple[tuple[str, int], ...]:
    """Return in which ways (`regesta.model.times.how_told`) findings are dated, with how many, the most first."""
    way = t.findings.c.dated
    rows = [(str(told), int(n)) for told, n in conn.execute(_counting(way, func.count()).group_by(way))]
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0])))


def repeats(conn: Connection) -> Repeats:
    """Return how much tells again what other reports tell, as far as likenesses show it."""
    f = t.findings.c
    # Every report has one reading that counts, so a likeness of two readings is one of two reports.
    first, last = func.min(f.reading).label("first"), func.max(f.reading).label("last")
    alike = _counting(f.alike, first, last).group_by(f.alike).cte("alike")
    again = case((alike.c.first < alike.c.last, 1), else_=0)
    told = _counting(
        f.reading, func.min(again).label("whole"), func.count().label("n"), func.sum(again).label("again")
    )
    each = told.join(alike, alike.c.alike == f.alike).group_by(f.reading).subquery()
    n_telling, n_repeating, n_findings, n_again = conn.execute(
        select(
            func.count(),
            func.coalesce(func.sum(each.c.whole), 0),
            func.coalesce(func.sum(each.c.n), 0),
            func.coalesce(func.sum(each.c.again), 0),
        )
    ).one()
    sources = select(func.count()).select_from(t.sources)
    n_reports = select(func.count()).select_from(t.readings).where(_NEWEST)
    return Repeats(
        n_sources=int(conn.scalar(sources) or 0),
        n_reports=int(conn.scalar(n_reports) or 0),
        n_telling=int(n_telling),
        n_repeating=int(n_repeating),
        n_findings=int(n_findings),
        n_again=int(n_again),
        n_likenesses=int(conn.scalar(_counting(func.count(f.alike.distinct()))) or 0),
    )


def stood(conn: Connection, decisions: Collection[str]) -> tuple[Stood, ...]:
    """Return where the findings stood that some decisions of persons are about, sorted."""
    about = t.decision_of.c
    columns = (t.decisions.c.id, about.about, about.record, about.report_id, about.span_start, about.span_end)
    query = select(*columns).join(t.decision_of, about.decision == t.decisions.c.key)
    query = query.where(t.decisions.c.by_rule.is_(False), about.report_id.is_not(None))
    rows = [
        Stood(*row)
        for chunk in chunks(sorted(set(decisions)))
        for row in conn.execute(query.where(t.decisions.c.id.in_(chunk)))
    ]
    return tuple(sorted(rows, key=lambda s: (s.decision, s.report_id, s.start, s.finding)))


def _counting(*columns: Any) -> Select[Any]:
    return select(*columns).join(t.readings, and_(t.readings.c.key == t.findings.c.reading, _NEWEST))


def _mentioned(*columns: Any) -> Select[Any]:
    return select(*columns).join(t.readings, and_(t.readings.c.key == t.mentions.c.reading, _NEWEST))
