"""Which part of a register may be otherwise than it was at a revision."""

from __future__ import annotations

from sqlalchemy import Connection, select

from regesta.model.snapshot import entity_subject
from regesta.store import tables as t
from regesta.store.base import EVERYTHING, Part
from regesta.store.snapshots import chunks, moment


def changed_since(conn: Connection, revision: int) -> Part:
    """Return the part that the revisions after one wrote about; with what is tied to it, nothing else differs.

    Reports that were read, findings and entities that were decided about. A later day, which may overtake any
    commitment, is not looked for.
    """
    before = moment(conn, revision)
    if before.reading == 0:
        return EVERYTHING
    fresh = select(t.reports.c.id).join(t.readings, t.readings.c.report == t.reports.c.key)
    reports = set(conn.scalars(fresh.where(t.readings.c.key > before.reading).distinct()))
    about = _decided_about(conn, before.decision)
    findings = {i for i in about if ":" not in i}
    for chunk in chunks(sorted(findings)):
        findings |= set(conn.scalars(select(t.findings.c.id).where(t.findings.c.alike.in_(chunk)).distinct()))
    subjects = {entity_subject(i) for i in about if ":" in i}
    # An id that is nobody's keeps a part in which nothing changed from being everything.
    return Part(
        subjects=tuple(sorted(subjects)), findings=("", *sorted(findings)), reports=tuple(sorted(reports))
    )


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
