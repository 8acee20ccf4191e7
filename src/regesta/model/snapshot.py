"""What views are computed from: the findings that count now, and the decisions about them.

A snapshot holds each report's newest reading only. Everything in it is sorted by what it says, never by
when it was added, so that the order of adding changes nothing that is computed from it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from regesta.model.actors import Actor
from regesta.model.decisions import Decision
from regesta.model.findings import Commitment, EntityMention, Event, Finding, Issue, OfficeHeld, Statement
from regesta.model.reports import Report
from regesta.model.times import DayRange


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as the register keeps it, with what its newest reading found out about it.

    `report` is as it came; its `text` is empty where the snapshot was taken without texts. `sources`
    are all paths and addresses it came under, sorted; the first is `report.source`.
    """

    report: Report
    sources: tuple[str, ...]
    language: str | None
    title: str | None
    published: DayRange


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The register at one moment, or the part of it that concerns some states.

    `reports`, `findings` and `issues` are sorted by id, `entities` by entity and words, `decisions` by
    id. Decisions of rules are there only while every finding they are about still counts; those of persons
    always, with findings that a newer reading gave another id named by that id. `removed` are the ids
    of reports taken down. `as_of` is the latest day in the whole register, None if no report has one.
    """

    reports: tuple[StoredReport, ...]
    findings: tuple[Finding, ...]
    issues: tuple[Issue, ...]
    entities: tuple[EntityMention, ...]
    decisions: tuple[Decision, ...]
    coder: str
    packs: str
    as_of: dt.date | None
    removed: tuple[str, ...] = ()


def states_of(finding: Finding) -> frozenset[str]:
    """Return the states and organisations that a finding concerns, by code.

    Those for whom somebody acts, speaks or promises, who is acted upon, spoken of or to. A place counts for
    nothing: a meeting in Minsk is no dealing with Belarus by that alone.
    """
    return frozenset(filter(None, _codes(finding)))


def _codes(finding: Finding) -> Iterator[str]:
    groups: tuple[tuple[Actor, ...], ...]
    if isinstance(finding, OfficeHeld):
        yield finding.state
        yield _code(finding.entity)
        return
    if isinstance(finding, Event):
        groups = (finding.actors, finding.recipients)
    elif isinstance(finding, Statement):
        groups = (finding.speakers, finding.addressees, finding.about)
    else:
        groups = (finding.by, finding.to)
        yield from finding.parties
    for group in groups:
        for actor in group:
            yield actor.state or ""
            yield _code(actor.entity)


def _code(entity: str) -> str:
    kind, _, rest = entity.partition(":")
    return rest if kind in ("state", "org") else ""


def referred(finding: Finding) -> tuple[str, ...]:
    """Return the ids of other findings that a finding names: its occasion, its act, its whole."""
    named: tuple[str | None, ...]
    if isinstance(finding, Event):
        named = (finding.part_of,)
    elif isinstance(finding, Statement):
        named = (finding.event, finding.act)
    elif isinstance(finding, Commitment):
        named = (finding.event,)
    else:
        named = ()
    return tuple(i for i in named if i is not None)


def kind_of(finding: Finding) -> tuple[str, str]:
    """Return a finding's record and what it is within it: type, stance, kind or office."""
    if isinstance(finding, Event):
        return "event", finding.type
    if isinstance(finding, Statement):
        return "statement", finding.stance
    if isinstance(finding, Commitment):
        return "commitment", finding.kind
    return "office", finding.office


def latest_day(published: DayRange, findings: tuple[Finding, ...]) -> dt.date | None:
    """Return the latest day that a reading is sure to have reached.

    That of publication and of what has occurred. A bound that only says how far the packs go is no day of
    the report; the other end of such a range stands in for it.
    """
    past = (f.date for f in findings if not isinstance(f, Event) or f.status in ("occurred", "historical"))
    days = [day for reached in (published, *past) if (day := _reached(reached)) is not None]
    return max(days, default=None)


def _reached(days: DayRange) -> dt.date | None:
    open_above = any(entry.startswith("pack-as-of") for entry in days.basis)
    return days.start if open_above else days.last or days.start
