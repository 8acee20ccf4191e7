"""What a register's newest revisions touch: which states, or everything.

In: a revision that was seen before. Out: sets of states; an answer about some states is still good where no
set holds them all. Whoever keeps answers asks this instead of comparing them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, Select, func, select

from regesta.model.codec import finding_from
from regesta.model.findings import Finding
from regesta.model.snapshot import entity_subject, states_of, subjects_of
from regesta.store import tables as t
from regesta.store.base import Touched
from regesta.store.snapshots import chunks, moment

_JOINING = ("same", "part_of", "follows")
_MOST_STEPS = 20  # of decisions that tie findings to findings; a longer chain touches everything


def touched_since(conn: Connection, since: int) -> Touched:
    """Return what the revisions after one touch.

    A decision of a person, a report taken down, a newer day and another coder touch everything: they are
    rare, or change every answer.
    """
    revision = int(conn.scalar(select(func.max(t.log.c.key))) or 0)
    if revision == since:
        return Touched(revision, everything=False, states=frozenset())
    before, now = moment(conn, since), moment(conn, revision)
    by_person = select(func.count()).where(
        t.decisions.c.key > before.decision, t.decisions.c.by_rule.is_(False)
    )
    if since == 0 or conn.scalar(by_person) or _removed(conn, since) or _changes_all(conn, before.reading):
        return Touched(revision, everything=True, states=frozenset())
    fresh = select(t.readings.c.report).where(
        t.readings.c.key > before.reading, t.readings.c.key <= now.reading
    )
    rows = conn.execute(
        select(t.findings.c.key, t.findings.c.alike)
        .join(t.readings, t.readings.c.key == t.findings.c.reading)
        .where(t.readings.c.report.in_(fresh))
    ).all()
    groups = [{row.key} for row in rows]
    # A report like others brings no decision of its own: what it joins is found by its likenesses.
    likes = [{name} for name in sorted({row.alike for row in rows})]
    closed: dict[str, int] = {}  # in which group, whole with all that is tied to it, a finding is already
    for n, about in enumerate([*likes, *_decided(conn, before.decision, now.decision)]):
        known = {closed.get(i) for i in about}
        if len(known) == 1 and None not in known:
            continue  # a report of what many others tell of brings a decision for each of them
        tied = _tied(conn, about)
        if tied is None:
            return Touched(revision, everything=True, states=frozenset())
        closed |= dict.fromkeys(tied, n)
        groups.append(_rows(conn, tied))
    found = _found(conn, set().union(*groups))
    states = {frozenset().union(*(states_of(found[k]) for k in group)) for group in groups}
    subjects = frozenset().union(*map(subjects_of, found.values())) | _mentioned(conn, fresh)
    return Touched(revision, everything=False, states=frozenset(s for s in states if s), subjects=subjects)


def _removed(conn: Connection, since: int) -> bool:
    """Return whether a report was taken down in or after the second in which a revision was written."""
    second = func.substr(t.log.c.time, 1, 19)  # tombstones are told to the second
    when = select(second).where(t.log.c.key == since).scalar_subquery()
    return bool(
        conn.scalar(select(func.count()).select_from(t.tombstones).where(t.tombstones.c.time >= when))
    )


def _changes_all(conn: Connection, last_reading: int) -> bool:
    """Return whether newer readings bring another coder or a day later than all before, or are overtaken."""
    r = t.readings.c
    run = select(t.runs.c.coder, t.runs.c.packs).distinct().join(t.readings, r.run == t.runs.c.key)
    known = {tuple(row) for row in conn.execute(run.where(r.key <= last_reading))}
    fresh = {tuple(row) for row in conn.execute(run.where(r.key > last_reading))}
    latest = conn.scalar(select(func.max(r.latest)).where(r.key <= last_reading))
    newest = conn.scalar(select(func.max(r.latest)).where(r.key > last_reading))
    later = newest is not None and (latest is None or newest > latest)
    overtaken = select(func.count()).where(r.key > last_reading, r.newest.is_(False))
    return not fresh <= known or later or bool(conn.scalar(overtaken))


def _decided(conn: Connection, after: int, until: int) -> list[set[str]]:
    """Return what each decision of some revisions is about."""
    about: dict[int, set[str]] = {}
    rows = select(t.decision_of.c.decision, t.decision_of.c.about)
    for decision, named in conn.execute(
        rows.where(t.decision_of.c.decision > after, t.decision_of.c.decision <= until)
    ):
        about.setdefault(decision, set()).add(named)
    return list(about.values())


def _tied(conn: Connection, about: Collection[str]) -> set[str] | None:
    """Return the findings and likenesses that a decision is about, and all tied to these; None for an endless chain.

    The findings of a likeness are tied to one another where a decision about it says so.
    """
    found, fresh = set(about), set(about)
    other = t.decision_of.alias()
    for _ in range(_MOST_STEPS):
        if not fresh:
            return found
        more: set[str] = set()
        for chunk in chunks(sorted(fresh)):
            beside = (
                select(other.c.about)
                .distinct()
                .join(t.decisions, t.decisions.c.key == other.c.decision)
                .join(t.decision_of, t.decision_of.c.decision == t.decisions.c.key)
                .where(t.decision_of.c.about.in_(chunk), t.decisions.c.kind.in_(_JOINING))
            )
            more |= set(conn.scalars(beside))
        for chunk in chunks(sorted(more)):
            more |= set(conn.scalars(select(t.findings.c.id).where(t.findings.c.alike.in_(chunk))))
        for chunk in chunks(sorted(fresh)):
            more |= set(conn.scalars(select(t.findings.c.alike).where(t.findings.c.id.in_(chunk))))
        fresh = more - found
        found |= fresh
    return None


def _rows(conn: Connection, ids: Iterable[str]) -> set[int]:
    found: set[int] = set()
    for chunk in chunks(sorted(ids)):
        found |= set(conn.scalars(select(t.findings.c.key).where(t.findings.c.id.in_(chunk))))
    return found


def _mentioned(conn: Connection, reports: Select[tuple[int]]) -> frozenset[str]:
    """Return whoever some reports mention, as subjects: they may be written otherwise there."""
    query = select(t.mentions.c.entity).distinct().join(t.readings, t.readings.c.key == t.mentions.c.reading)
    return frozenset(map(entity_subject, conn.scalars(query.where(t.readings.c.report.in_(reports)))))


def _found(conn: Connection, keys: Iterable[int]) -> dict[int, Finding]:
    """Return findings by their keys; the look-up tables are ordered the other way."""
    found: dict[int, Finding] = {}
    for chunk in chunks(sorted(keys)):
        rows = conn.execute(select(t.findings.c.key, t.findings.c.body).where(t.findings.c.key.in_(chunk)))
        found |= {row.key: finding_from(json.loads(row.body)) for row in rows}
    return found
