"""From what the register keeps to what it shows: every record, computed anew.

In: a snapshot and the knowledge pack. Out: `Records`. Decisions that were withdrawn count for nothing;
a person's override wins over every witness; what a person rejected is hidden.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from regesta.model.actors import Actor
from regesta.model.decisions import Decision
from regesta.model.findings import (
    Commitment,
    EntityMention,
    Event,
    Finding,
    OfficeHeld,
    Statement,
)
from regesta.model.likeness import between_likenesses
from regesta.model.records import Entity, Merged, Records, Thread
from regesta.model.snapshot import Snapshot
from regesta.model.spans import Evidence, PackEvidence
from regesta.packs.knowledge import Knowledge
from regesta.packs.schema import OrganisationRow, PersonRow, StateRow
from regesta.query.corrections import CLOSED, with_field
from regesta.query.entities import one_name, renamed
from regesta.query.followers import followers
from regesta.query.positions import find_positions
from regesta.query.threads import thread
from regesta.query.unite import (
    MOST_CONFIDENT,
    EvidenceOrder,
    unite_commitments,
    unite_events,
    unite_offices,
    unite_statements,
)
from regesta.steps.merge.cluster import cluster
from regesta.steps.merge.spread import by_likeness, spread

F = TypeVar("F", bound=Finding)
Told = Mapping[str, tuple[tuple[str, str], Any]]  # field -> ((time, author), value)


def gather(snapshot: Snapshot, knowledge: Knowledge) -> Records:
    """Return every record that a snapshot gives, as of its day: reports published later do not count yet."""
    snapshot = _as_of(snapshot)
    active = active_decisions(snapshot.decisions)
    rejected = {i for d in active if d.kind == "reject" for i in d.of}
    told = _overrides(active)
    as_read = [f for f in snapshot.findings if f.id not in rejected]
    alike = by_likeness(as_read)
    by_people = {i for d in active if d.by.startswith("person:") for i in d.of}
    withdrawn = _withdrawn(snapshot.decisions)
    implied = spread(alike, active, by_people, withdrawn)
    active = (*active, *implied)
    counting = [_corrected(f, told.get(f.id, {})) for f in as_read]
    counting = _as_one(counting, snapshot.entities, active, knowledge)
    groups = cluster(counting, active)
    names = {i: group[0] for group in groups for i in group}
    by_id = {f.id: f for f in counting}
    order = order_of(snapshot)
    confirmed = {d.of[0] for d in active if d.kind == "confirm"}
    whole = _wholes(active, names)

    def each(kind: type[F], unite: Callable[[Sequence[F]], Merged[F]]) -> tuple[Merged[F], ...]:
        found: list[Merged[F]] = []
        for group in groups:
            members = [f for i in group if isinstance(f := by_id[i], kind)]
            if members:
                found.append(_decided(unite(members), told, confirmed))
        return tuple(sorted(found, key=lambda m: m.finding.id))

    events = tuple(_inside(m, whole) for m in each(Event, lambda g: unite_events(g, names, order)))
    statements = each(Statement, lambda g: unite_statements(g, names, order))
    promised = each(Commitment, lambda g: unite_commitments(g, names, order))
    offices = each(OfficeHeld, lambda g: unite_offices(g, order))
    shown: dict[str, Finding] = {m.id: m.finding for m in events}
    shown.update({m.id: m.finding for m in promised})
    undone = {d.of for d in snapshot.decisions if d.id in withdrawn}
    follows = followers(active, names, shown, alike, {d.id for d in implied}, undone)
    threads = tuple(
        _restaged(thread(m, follows.get(m.finding.id, ()), knowledge, snapshot.as_of, order), told)
        for m in promised
    )
    findings: list[Finding] = [
        *(m.finding for m in events),
        *(m.finding for m in statements),
        *(m.finding for m in promised),
        *(m.finding for m in offices),
    ]
    return Records(
        coder=snapshot.coder,
        packs=snapshot.packs,
        as_of=snapshot.as_of,
        reports=snapshot.reports,
        entities=_entities(findings, snapshot.entities, knowledge),
        events=events,
        statements=statements,
        commitments=threads,
        offices=offices,
        positions=find_positions(statements, order),
        issues=snapshot.issues,
        decisions=_between_findings(snapshot.decisions, implied),
        merged_into=tuple(sorted(names.items())),
        mentions=snapshot.entities,
    )


def _as_of(snapshot: Snapshot) -> Snapshot:
    """Return what of a snapshot was known on its day."""
    day = snapshot.as_of
    late = {
        s.report.id
        for s in snapshot.reports
        if day is not None and s.published.start and s.published.start > day
    }
    if not late:
        return snapshot
    findings = tuple(f for f in snapshot.findings if not late & set(_reports(f)))
    known = {f.id for f in findings}
    return replace(
        snapshot,
        reports=tuple(s for s in snapshot.reports if s.report.id not in late),
        findings=findings,
        issues=tuple(i for i in snapshot.issues if i.report_id not in late),
        decisions=tuple(
            d
            for d in snapshot.decisions
            if not d.by.startswith("rule:") or between_likenesses(d) or known.issuperset(d.of)
        ),
    )


def _reports(finding: Finding) -> Iterator[str]:
    yield from (e.report_id for e in finding.evidence if isinstance(e, Evidence))


# --------------------------------------------------------------------------- decisions


def active_decisions(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that stand. A withdrawal may itself be withdrawn; the latest is heard first."""
    every = tuple(decisions)
    gone = _withdrawn(every)
    return tuple(d for d in every if d.kind != "withdraw" and d.id not in gone)


def _withdrawn(decisions: Iterable[Decision]) -> set[str]:
    gone: set[str] = set()
    withdrawals = [d for d in decisions if d.kind == "withdraw"]
    for decision in sorted(withdrawals, key=lambda d: (d.time or "", d.by, d.id), reverse=True):
        if decision.id not in gone:
            gone.update(decision.of)
    return gone


def _between_findings(every: Iterable[Decision], implied: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that are shown, sorted by id: those between likenesses as what they mean."""
    stored = {d.id: d for d in every if not between_likenesses(d)}
    return tuple(d for _, d in sorted(({d.id: d for d in implied} | stored).items()))


def _overrides(active: Iterable[Decision]) -> dict[str, Told]:
    """Return what persons set, by finding and field. The later wins; at one time, the later name."""
    told: dict[str, dict[str, tuple[tuple[str, str], Any]]] = {}
    for decision in active:
        if decision.kind != "override" or decision.value is None:
            continue
        said = json.loads(decision.value)
        if not isinstance(said, dict) or not isinstance(said.get("field"), str):
            continue
        stamp = (decision.time or "", decision.by)
        fields = told.setdefault(decision.of[0], {})
        if said["field"] not in fields or fields[said["field"]][0] < stamp:
            fields[said["field"]] = (stamp, said.get("value"))
    return dict(told)


def _corrected(finding: F, fields: Told) -> F:
    """Return a finding with the fields that a person set. What cannot be understood changes nothing."""
    for field, ((_, author), value) in sorted(fields.items()):
        finding = with_field(finding, field, value, author.partition(":")[2]) or finding
    return finding


def _as_one(
    findings: list[Finding],
    mentions: Iterable[EntityMention],
    active: Iterable[Decision],
    knowledge: Knowledge,
) -> list[Finding]:
    """Return the findings with the entities that persons hold to be one under one id and name."""
    names = one_name(active)
    if not names:
        return findings
    called: dict[str, set[str]] = {}
    for mention in mentions:
        called.setdefault(mention.entity, set()).add(mention.name)
    shown = {e: canonical_name(e, "", called.get(e, set()), knowledge) for e in set(names.values())}
    return [renamed(f, names, shown) for f in findings]


def _decided(merged: Merged[F], told: Mapping[str, Told], confirmed: set[str]) -> Merged[F]:
    """Return a record in which what persons said of any member holds for the whole."""
    fields: dict[str, tuple[tuple[str, str], Any]] = {}
    for member in merged.members:
        for field, said in told.get(member.id, {}).items():
            if field not in fields or fields[field][0] < said[0]:
                fields[field] = said
    finding = _corrected(merged.finding, fields) if fields and len(merged.members) > 1 else merged.finding
    if any(member.id in confirmed for member in merged.members):
        finding = replace(finding, confidence=MOST_CONFIDENT)
    if finding is merged.finding and not fields:
        return merged
    conflicts = tuple(c for c in merged.conflicts if c.field not in fields)
    return replace(merged, finding=finding, conflicts=conflicts)


def _restaged(item: Thread, told: Mapping[str, Told]) -> Thread:
    """Return a thread at the stage that a person set, if one did."""
    stages = [told[m.id]["stage"] for m in item.merged.members if "stage" in told.get(m.id, {})]
    stages = [s for s in stages if s[1] in CLOSED["stage"]]
    if not stages:
        return item
    finding = replace(item.commitment, stage=max(stages)[1])
    return replace(item, merged=replace(item.merged, finding=finding))


def _wholes(active: Iterable[Decision], names: Mapping[str, str]) -> dict[str, str]:
    """Return the visit or conference that holds a meeting, where decisions say so."""
    found: dict[str, str] = {}
    for decision in sorted(active, key=lambda d: (d.by.startswith("person:"), d.time or "", d.id)):
        if decision.kind == "part_of" and len(decision.of) == 2 and all(i in names for i in decision.of):
            part, whole = (names[i] for i in decision.of)
            if part != whole:
                found[part] = whole
    return found


def _inside(event: Merged[Event], wholes: Mapping[str, str]) -> Merged[Event]:
    """Return an event in the visit or conference that holds it."""
    whole = wholes.get(event.finding.id, event.finding.part_of)
    return (
        event
        if whole == event.finding.part_of
        else replace(event, finding=replace(event.finding, part_of=whole))
    )


# --------------------------------------------------------------------------- order, entities


def order_of(whole: Snapshot | Records) -> EvidenceOrder:
    """Return the key by which evidence is sorted: its report's day and source, then the place; rows last."""
    known = {
        s.report.id: (s.published.start or s.published.last or dt.date.max, s.report.source)
        for s in whole.reports
    }

    def key(evidence: Evidence | PackEvidence) -> tuple[Any, ...]:
        if isinstance(evidence, PackEvidence):
            return (1, evidence.pack, evidence.row, evidence.source)
        day, source = known.get(evidence.report_id, (dt.date.max, ""))
        return (0, day, source, evidence.report_id, evidence.span, evidence.rule)

    return key


def actors_of(finding: Finding) -> tuple[Actor, ...]:
    """Return everyone whom a finding names as taking part, in whatever part."""
    if isinstance(finding, Event):
        return (*finding.actors, *finding.recipients)
    if isinstance(finding, Statement):
        return (*finding.speakers, *finding.addressees, *finding.about)
    if isinstance(finding, Commitment):
        return (*finding.by, *finding.to)
    return ()


def _entities(
    findings: Iterable[Finding], mentions: Iterable[EntityMention], knowledge: Knowledge
) -> tuple[Entity, ...]:
    """Return whoever takes part in a record, under every name that reports use."""
    used: dict[str, tuple[str, str]] = {}
    for finding in sorted(findings, key=lambda f: f.id):
        for actor in actors_of(finding):
            used.setdefault(actor.entity, (actor.name, actor.kind))
            if actor.state in knowledge.states:
                used.setdefault(f"state:{actor.state}", ("", "state"))
        if isinstance(finding, OfficeHeld):
            used.setdefault(finding.entity, (finding.name, "person"))
        if isinstance(finding, Commitment):
            for party in finding.parties:
                kind = "state" if party in knowledge.states else "org"
                used.setdefault(f"{kind}:{party}", ("", "organisation" if kind == "org" else kind))
    written: dict[str, set[tuple[str, str]]] = {}
    called: dict[str, set[str]] = {}
    for mention in mentions:
        written.setdefault(mention.entity, set()).add((mention.as_written, mention.language))
        called.setdefault(mention.entity, set()).add(mention.name)
    return tuple(
        Entity(
            entity,
            canonical_name(entity, name, called.get(entity, set()), knowledge),
            tuple(sorted(written.get(entity, ()), key=lambda n: (n[1], n[0]))),
            kind,
        )
        for entity, (name, kind) in sorted(used.items())
    )


def canonical_name(entity: str, name: str, called: Collection[str], knowledge: Knowledge) -> str:
    """Return what an entity is called: as the packs have it, else by the longest name of reports.

    Args:
        entity: Its id.
        name: As a finding has it, "" for none.
        called: As reports mention it.
        knowledge: The packs.
    """
    kind, _, key = entity.partition(":")
    rows: dict[str, Mapping[str, StateRow | OrganisationRow | PersonRow]] = {
        "state": knowledge.states,
        "org": knowledge.organisations,
        "person": knowledge.persons,
    }
    row = rows.get(kind, {}).get(key)
    if row is not None:
        return row.name
    names = {n for n in (*called, name) if n}
    return min(names, key=lambda n: (-len(n), n)) if names else key
