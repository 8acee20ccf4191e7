"""Offices as held on the day: fill them into actors, and make the records of who held what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar, cast

from regesta.model.actors import Actor, Standing
from regesta.model.findings import Commitment, Event, OfficeHeld, Statement, with_actors
from regesta.model.ids import finding_id
from regesta.model.reports import ResolvedReport
from regesta.model.spans import Evidence, PackEvidence, Span
from regesta.model.times import DayRange, intersect
from regesta.packs.knowledge import Knowledge, Tenure
from regesta.packs.language import Language

_CERTAIN_DAYS = 400  # a nameless office is filled only where the date is at least so narrow


T = TypeVar("T", Event, Statement, Commitment)


def with_offices(finding: T, knowledge: Knowledge) -> T:
    """Return the finding with each actor's office as held during its date."""

    def settled(actors: Sequence[Actor]) -> tuple[Actor, ...]:
        return tuple(_settled(a, finding.date, knowledge) for a in actors)

    return cast(T, with_actors(finding, settled))


def _settled(actor: Actor, date: DayRange, knowledge: Knowledge) -> Actor:
    if actor.entity.startswith("person:") and not actor.entity.startswith("person:x"):
        return _person(actor, date, knowledge)
    if (
        actor.via == "office"
        and actor.office
        and actor.state
        and actor.standing not in {"former", "late", "designate"}
    ):
        return _holder(actor, date, knowledge)
    return actor


def _person(actor: Actor, date: DayRange, knowledge: Knowledge) -> Actor:
    held = [t for t in knowledge.held_by(actor.entity.removeprefix("person:")) if t.days.meets(date)]
    same = [t for t in held if knowledge.label(t.office) == actor.office]
    if actor.office is None and len({t.office for t in held}) == 1:
        same = held
    if not same:
        return actor
    standing: Standing | None = actor.standing
    if standing in {None, "incumbent"} and all(t.acting for t in same):
        standing = "acting"
    kind = knowledge.office_kinds.get(same[0].office)
    return replace(
        actor,
        office=actor.office or knowledge.label(same[0].office),
        standing=standing or "incumbent",
        state=actor.state or same[0].state,
        sector=actor.sector or (kind.sector if kind else None),
    )


def _holder(actor: Actor, date: DayRange, knowledge: Knowledge) -> Actor:
    """Name the holder of a nameless office, where the pack knows one for every possible day."""
    if date.n_days is None or date.n_days > _CERTAIN_DAYS or actor.state is None:
        return actor
    kind = next((k for k in knowledge.office_kinds if knowledge.label(k) == actor.office), None)
    holders = knowledge.holders(actor.state, kind, date) if kind else ()
    if len(holders) != 1 or intersect(holders[0].days, date) is None or not _covers(holders[0], date):
        return actor
    person = knowledge.persons[holders[0].person]
    return replace(
        actor,
        entity=f"person:{person.id}",
        name=person.name,
        kind="person",
        standing="acting" if holders[0].acting else actor.standing or "incumbent",
    )


def _covers(tenure: Tenure, date: DayRange) -> bool:
    inner = intersect(tenure.days, date)
    return inner is not None and inner.start == date.start and inner.end == date.end


# ------------------------------------------------------------------- records of offices


def offices_held(
    report: ResolvedReport, window: DayRange, language: Language, knowledge: Knowledge
) -> list[OfficeHeld]:
    """Return who holds or held which office, as the report words it, each once."""
    found: dict[tuple[str, str, str], OfficeHeld] = {}
    by_label = {knowledge.label(k): k for k in knowledge.office_kinds}
    for mention, actors in zip(report.annotated.mentions, report.actors, strict=True):
        if mention.kind != "person" or not mention.offices or mention.spokesman or not actors:
            continue
        actor = actors[0]
        if actor.kind != "person" or actor.state is None or actor.office is None:
            continue
        key = (actor.entity, actor.office, actor.state)
        if key not in found:
            found[key] = _office(
                report, mention.span, actor, by_label.get(actor.office), window, language, knowledge
            )
    return list(found.values())


def _office(
    report: ResolvedReport,
    span: Span,
    actor: Actor,
    kind: str | None,
    window: DayRange,
    language: Language,
    knowledge: Knowledge,
) -> OfficeHeld:
    sentence = next(s.span for s in report.annotated.sentences if s.span.holds(span))
    words = sentence if sentence.end - sentence.start <= 600 else span
    evidence: list[Evidence | PackEvidence] = [
        Evidence(
            report.annotated.id,
            words,
            words.of(report.annotated.text),
            f"{language.code}/offices#{kind or 'title'}",
        )
    ]
    standing = actor.standing or "incumbent"
    days = replace(window, granularity="period")
    held = [
        t
        for t in knowledge.held_by(actor.entity.removeprefix("person:"))
        if t.office == kind and t.state == actor.state and not t.end_unknown
    ]
    now = [t for t in held if t.days.meets(window)] if standing not in {"former", "late"} else held
    if now:
        tenure = now[-1]
        end = tenure.until
        days = DayRange(tenure.since, end, "period", (f"tenure: {tenure.row}",))
        evidence.append(PackEvidence("knowledge/offices", tenure.row, tenure.source))
        if standing == "incumbent" and tenure.acting:
            standing = "acting"
    return OfficeHeld(
        id=finding_id("office", report.annotated.id, [words], actor.office or "", [actor.as_written]),
        entity=actor.entity,
        name=actor.name,
        office=actor.office or "",
        standing=standing,
        state=actor.state or "",
        date=days,
        evidence=tuple(evidence),
        confidence=0.95 if now else 0.8,
    )
