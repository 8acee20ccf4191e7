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
    if isinstance(finding, OfficeHeld):
        yield finding.state
        yield _code(finding.entity)
    if isinstance(finding, Commitment):
        yield from finding.parties
    for group in _groups(finding):
        for actor in group:
            yield actor.state or ""
            yield _code(actor.entity)


def _groups(finding: Finding) -> tuple[tuple[Actor, ...], ...]:
    """Return those who take part in a finding, by their part; nobody takes part in an office."""
    if isinstance(finding, Event):
        return (finding.actors, finding.recipients)
    if isinstance(finding, Statement):
        return (finding.speakers, finding.addressees, finding.about)
    if isinstance(finding, Commitment):
        return (finding.by, finding.to)
    return ()


def _code(entity: str) -> str:
    kind, _, rest = entity.partition(":")
    return rest if kind in ("state", "org") else ""


def subjects_of(finding: Finding) -> frozenset[str]:
    """Return what a finding is about besides states, each as a subject (see `entity_subject` and the like).

    By these a page reads its part of a register. A subject is a word and a name: "entity person:mina-sadr",
    "topic transit", "occasion sco summit", "office IRN foreign minister", "record statement", "record statement IRN",
    "of <id>" for each finding that it refers to.
    """
    record = kind_of(finding)[0]
    found = {record_subject(record), *(reference_subject(i) for i in referred(finding))}
    found |= {entity_subject(a.entity) for group in _groups(finding) for a in group}
    if isinstance(finding, (Statement, Commitment)):
        found |= {record_subject(record, state) for state in states_of(finding)}
    if isinstance(finding, Commitment):  # whether a party is a state or an organisation the packs know
        found |= {entity_subject(f"{kind}:{code}") for kind in ("state", "org") for code in finding.parties}
    if isinstance(finding, OfficeHeld):
        found |= {entity_subject(finding.entity), office_subject(finding.state, finding.office)}
    if isinstance(finding, Statement):
        found |= {topic_subject(t) for t in (finding.topic, *finding.topics) if t}
    if isinstance(finding, Event) and finding.occasion:
        found.add(occasion_subject(finding.occasion))
    return frozenset(found)


def entity_subject(entity: str) -> str:
    """Return the subject of what somebody takes part in or holds an office in."""
    return f"entity {entity}"


def topic_subject(topic: str) -> str:
    """Return the subject of what is said on a topic, however it is capitalised."""
    return f"topic {topic.casefold()}"


def is_topic(subject: str) -> bool:
    """Return whether a subject is a topic."""
    return subject.startswith("topic ")


def occasion_subject(name: str) -> str:
    """Return the subject of what takes place on an occasion."""
    return f"occasion {name.casefold()}"


def office_subject(state: str, office: str) -> str:
    """Return the subject of who holds an office in a state."""
    return f"office {state} {office.casefold()}"


def record_subject(record: str, state: str = "") -> str:
    """Return the subject of all findings of a kind: "event", "statement", "commitment" or "office".

    Statements and commitments are filed by `state` too.
    """
    return f"record {record} {state}".rstrip()


def reference_subject(finding_id: str) -> str:
    """Return the subject of what names a finding as its occasion, its act or its whole."""
    return f"of {finding_id}"


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
