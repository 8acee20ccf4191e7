"""Follow commitments through time: every stage that dated evidence gives them, and where they stand.

In: a merged commitment, the "follows" decisions about it, and the knowledge pack. Out: a `Thread`.
Silence is never fulfilment; what ends a commitment without a report is a term that is over (a row of the
pack) or a deadline that has passed (the words that set it).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from regesta.model.actors import Actor
from regesta.model.decisions import Decision
from regesta.model.findings import Commitment, Finding, Stage, StageStep
from regesta.model.records import DONE, Merged, Thread
from regesta.model.spans import Evidence, PackEvidence
from regesta.model.times import DayRange, intersect, on
from regesta.packs.knowledge import Knowledge, Tenure
from regesta.query.unite import EvidenceOrder

_DAY = dt.timedelta(days=1)


def thread(
    merged_commitment: Merged[Commitment],
    follows: Sequence[tuple[Decision, Finding]],
    knowledge: Knowledge,
    as_of: dt.date | None,
    order: EvidenceOrder,
) -> Thread:
    """Return a commitment with its history.

    Args:
        merged_commitment: The commitment and its members.
        follows: "follows" decisions about any member, each with the follower as the register shows it:
            the record's id and date, the finding's own evidence.
        knowledge: Who held which office.
        as_of: The day to call today; later steps are left out. None: no day is known.
        order: How evidence is sorted.
    """
    commitment = merged_commitment.finding
    steps = _ordered([*_own(merged_commitment.members, order), *_followed(commitment, follows, order)])
    steps = [s for s in steps if _has_begun(s, as_of)] or steps[:1]
    heard = max((d for s in steps if (d := _reached(s.date, as_of)) is not None), default=None)
    if as_of is not None:
        steps = _ordered([*steps, *_ended(commitment, steps, knowledge, as_of)])
    shown = replace(commitment, stage=steps[-1].stage)
    silent = months_between(heard, as_of) if heard is not None and as_of is not None else None
    return Thread(replace(merged_commitment, finding=shown), tuple(steps), heard, silent)


def months_between(first: dt.date, last: dt.date) -> int:
    """Return the whole months from one day to another, never less than 0."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(0, months - (last.day < first.day))


def _reached(days: DayRange, as_of: dt.date | None) -> dt.date | None:
    """Return the last day that a range is sure to speak of: no bound that is only today or the packs' end."""
    open_above = any(entry.startswith("pack-as-of") for entry in days.basis)
    if open_above or (as_of is not None and days.last is not None and days.last >= as_of):
        return days.start
    return days.last or days.start


# --------------------------------------------------------------------------- what reports say


def _own(members: Sequence[Commitment], order: EvidenceOrder) -> Iterator[StageStep]:
    """Yield the stages that the commitment's own reports give it, one step for those that agree."""
    groups: list[tuple[list[Commitment], DayRange]] = []
    for member in sorted(members, key=lambda m: (m.date.start or dt.date.max, m.id)):
        for n, (group, date) in enumerate(groups):
            # Days that meet what all of a group have in common meet each of them, and the other way about.
            both = intersect(date, member.date) if group[0].stage == member.stage else None
            if both is not None:
                group.append(member)
                groups[n] = (group, both)
                break
        else:
            groups.append(([member], member.date))
    for group, date in groups:
        words = sorted({e for m in group for e in m.evidence}, key=order)
        yield StageStep(group[0].stage, date, tuple(words))


def _followed(
    commitment: Commitment, follows: Sequence[tuple[Decision, Finding]], order: EvidenceOrder
) -> Iterator[StageStep]:
    """Yield a step for each later event or report that moves the commitment."""
    found: dict[tuple[Stage, str], list[tuple[Decision, Finding]]] = {}
    for decision, follower in sorted(follows, key=lambda pair: pair[0].id):
        stage = json.loads(decision.value or "{}").get("stage")
        if stage is not None:
            found.setdefault((stage, follower.id), []).append((decision, follower))
    for (stage, by), group in sorted(found.items()):
        follower = group[0][1]
        words = sorted({e for _, f in group for e in f.evidence if isinstance(e, Evidence)}, key=order)
        yield StageStep(stage, _after(follower, commitment), tuple(words), by, group[0][0].reason or None)


def _after(follower: Finding, commitment: Commitment) -> DayRange:
    """Return the days of a follower, of which those before the commitment itself are ruled out."""
    start = commitment.date.start
    if start is None or (follower.date.start is not None and follower.date.start >= start):
        return follower.date
    what = "invitation" if commitment.kind == "invitation" else "commitment"
    basis = (f"after: the {what} of {start.isoformat()}",)
    return intersect(follower.date, DayRange(start, None, "period", basis)) or follower.date


def _ordered(steps: list[StageStep]) -> list[StageStep]:
    """Sort steps by time; on one day what a commitment's own report says comes first."""
    return sorted(
        steps,
        key=lambda s: (
            s.date.start or dt.date.min,
            s.by is not None or not any(isinstance(e, Evidence) for e in s.evidence),
            s.date.end or dt.date.max,
            s.stage,
            s.by or "",
        ),
    )


def _has_begun(step: StageStep, as_of: dt.date | None) -> bool:
    return as_of is None or step.date.start is None or step.date.start <= as_of


# --------------------------------------------------------------------------- what ends without a report


def _ended(
    commitment: Commitment, steps: Sequence[StageStep], knowledge: Knowledge, as_of: dt.date
) -> Iterator[StageStep]:
    """Yield the step by which an open commitment has lapsed or fallen overdue by a day."""
    if steps[-1].stage in DONE:
        return
    if commitment.kind == "invitation":
        lapse = _lapse(commitment, knowledge, as_of)
        if lapse is not None:
            yield lapse
            return
    due = commitment.due
    if due is None or due.last is None or due.last >= as_of or steps[-1].stage == "stalled":
        return
    basis = f"after: due by {due.last.isoformat()}"
    reason = f"due by {due.last.isoformat()}, and no report tells that it was done"
    yield StageStep("stalled", on(due.last + _DAY, basis), commitment.evidence, reason=reason)


def _lapse(invitation: Commitment, knowledge: Knowledge, as_of: dt.date) -> StageStep | None:
    """Return the step by which an invitation lapses: everyone invited has left the office they held."""
    ends = [_end(actor, invitation.date, knowledge) for actor in invitation.to]
    if not ends or any(end is None or end[0] > as_of for end in ends):
        return None
    day, tenure = max((e for e in ends if e is not None), key=lambda e: (e[0], e[1].row))
    person = knowledge.persons[tenure.person]
    how = "died in office" if person.died == day else f"left office as {knowledge.label(tenure.office)}"
    return StageStep(
        "lapsed",
        on(day, f"tenure: {tenure.row}"),
        (PackEvidence("knowledge/offices", tenure.row, tenure.source),),
        reason=f"{person.name} {how} on {day.isoformat()}, and no report tells of the visit",
    )


def _end(actor: Actor, when: DayRange, knowledge: Knowledge) -> tuple[dt.date, Tenure] | None:
    """Return the day on which a person left the office held at a time, terms in a row taken as one."""
    held = knowledge.held_by(actor.entity.removeprefix("person:"))
    then = [t for t in held if t.days.meets(when)]
    last = max(
        (t for t in then if actor.office in (None, knowledge.label(t.office))),
        key=lambda t: (t.until or dt.date.max, t.row),
        default=None,
    )
    while last is not None and last.until is not None:
        until, post = last.until, (last.office, last.state)
        again = [
            t for t in held if (t.office, t.state) == post and t.since <= until < (t.until or dt.date.max)
        ]
        if not again:
            break
        last = max(again, key=lambda t: (t.until or dt.date.max, t.row))
    if last is None or last.until is None:
        return None
    died = knowledge.persons[last.person].died
    return (died if died is not None and died <= last.until else last.until), last
