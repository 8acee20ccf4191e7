"""Which part of a register may be otherwise than it was at a revision."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from regesta.model.snapshot import entity_subject
from regesta.store import tables as t
from regesta.store.base import EVERYTHING, Part
from regesta.store.snapshots import Moment, chunks, moment


def changed_since(conn: Connection, revision: int) -> Part:
    """Return the part that the revisions after one wrote about; with what is tied to it, nothing else differs.

    Reports that were read, findings and entities that were decided about. A later day, which may overtake any
    commitment, is not looked for.
    """
    before = _since(conn, revision)
    if before.reading == 0:
        return EVERYTHING
    fresh = select(t.reports.c.id).join(t.readings, t.readings.c.report == t.reports.c.key)
    reports = set(conn.scalars(fresh.where(t.readings.c.key > before.reading).distinct()))
    about = _decided_about(conn, before.decision)
    findings = {i for i in about if ":" not in i}
    for chunk in chunks(sorted(findings)):
        findings |= set(conn.scalars(select(t.findings.c.id).where(t.findings.c.alike.in_(chunk)).distinct()))
    subjects = {entity_subject(i) for i in _held_to_be_one(conn, {i for i in about if ":" in i})}
    # An id that is nobody's keeps a part in which nothing changed from being everything.
    return Part(
        subjects=tuple(sorted(subjects)), findings=("", *sorted(findings)), reports=tuple(sorted(reports))
    )


def overtaken_since(conn: Connection, revision: int) -> frozenset[str]:
    """Return the ids of the findings in readings that are no longer the newest of reports read after a revision."""
    r = t.readings.c
    fresh = select(r.report).where(r.key > _since(conn, revision).reading)
    old = select(t.findings.c.id).join(t.readings, r.key == t.findings.c.reading)
    return frozenset(conn.scalars(old.where(r.newest.is_(False), r.report.in_(fresh)).distinct()))


def _since(conn: Connection, revision: int) -> Moment:
    """Return the reading and the decision after which all were written since a revision, maybe with some before.

    Where a report was taken down, the numbers of what it had may have been given again.
    """
    before = moment(conn, revision)
    later = select(func.min(t.log.c.reading), func.min(t.log.c.decision)).where(t.log.c.key > revision)
    reading, decision = conn.execute(later).one()
    return Moment(
        min(before.reading, before.reading if reading is None else int(reading)),
        min(before.decision, before.decision if decision is None else int(decision)),
    )


def _held_to_be_one(conn: Connection, entities: set[str]) -> set[str]:
    """Return some entities and those that persons, be it by way of others, ever held to be one with them."""
    found = set(entities)
    fresh = found
    other = t.decision_of.alias()
    while fresh:
        more: set[str] = set()
        for chunk in chunks(sorted(fresh)):
            beside = select(other.c.about).join(t.decision_of, t.decision_of.c.decision == other.c.decision)
            more |= set(conn.scalars(beside.where(t.decision_of.c.about.in_(chunk)).distinct()))
        fresh = {i for i in more if ":" in i} - found
        found |= fresh
    return found


def _decided_about(conn: Connection, after: int) -> set[str]:
    """Return what later decisions are about, and what the decisions are about that these are about."""
    found: set[str] = set()
    fresh = set(
        conn.scalars(select(t.decision_of.c.about).where(t.decision_of.c.decision > after).distinct())
    )
    while fresh:
        found |= fresh
        more: set[str] = set()
        for chunk in chunks(sorted(fresh)):
            named = select(t.decision_of.c.about).join(
                t.decisions, t.decisions.c.key == t.decision_of.c.decision
            )
            more |= set(conn.scalars(named.where(t.decisions.c.id.in_(chunk)).distinct()))
        fresh = more - found
    return found
