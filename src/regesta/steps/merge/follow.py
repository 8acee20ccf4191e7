"""Follow commitments: what a later report says became of them.

In: a commitment and another finding. Out: a "follows" decision with the stage that the other gives,
or None. A function of the two alone. Silence is never fulfilment, and a stage rests on dated evidence.
"""

from __future__ import annotations

import datetime as dt
import json

from regesta.model.decisions import Decision
from regesta.model.findings import Commitment, Event, Finding, Stage
from regesta.model.ids import short_hash
from regesta.model.times import DayRange

_INSTRUMENTS = {
    "treaty",
    "agreement",
    "memorandum of understanding",
    "roadmap",
    "executive programme",
    "implementation pledge",
    "joint statement",
}
_OPEN = {"agreed", "signed", "in force", "pledged", "stated", "implementing"}
Course = tuple[str, str, str]  # rule, reason, value
_SPEAKS_OF = dt.timedelta(days=4 * 365)  # a report of implementation means accords of the last years


def follow(commitment: Finding, other: Finding) -> Decision | None:
    """Return how `other` moves `commitment`, if it does."""
    course = judge(commitment, other) if may_move(commitment, other) else None
    return follows((commitment.id, other.id), *course) if course else None


def may_move(commitment: Finding, other: Finding) -> bool:
    """Return whether one finding is asked what it makes of another: what one report tells has one stage."""
    return _report(commitment) != _report(other)


def judge(commitment: Finding, other: Finding) -> Course | None:
    """Return how `other` moves `commitment`, wherever they stand: a function of their likenesses alone."""
    if not isinstance(commitment, Commitment):
        return None
    if commitment.kind == "invitation":
        if isinstance(other, Event):
            return _visit(commitment, other)
        return _answer(commitment, other) if isinstance(other, Commitment) else None
    if isinstance(other, Commitment) and other.kind == "implementation report":
        return _implementation(commitment, other)
    return None


def _visit(invitation: Commitment, event: Event) -> Course | None:
    """A later visit of the invited person to the inviter's state, or a mention of one, fulfils."""
    if event.type != "CONSULT" or event.status not in {"occurred", "historical"}:
        return None
    invited = {a.entity for a in invitation.to if a.kind == "person"}
    hosts = {b.state for b in invitation.by if b.state}
    travels = [a for a in event.actors if a.entity in invited and a.state not in hosts]
    there = (
        {event.place.state}
        if event.place
        else {r.state for r in event.recipients}
        if "visit" in event.modes
        else set()
    )
    if not travels or not there & hosts or not _may_follow(invitation.date, event.date):
        return None
    return _course("fulfilled", "visit", "the invited person's visit is reported")


def _answer(invitation: Commitment, other: Commitment) -> Course | None:
    """An acceptance or a refusal of the same invitation, reported apart."""
    if (
        other.kind != "invitation"
        or other.stage not in {"agreed", "refused"}
        or invitation.stage != "offered"
    ):
        return None
    same = {a.entity for a in invitation.to} & {a.entity for a in (*other.to, *other.by)}
    if not same or other.parties != invitation.parties or not _may_follow(invitation.date, other.date):
        return None
    return _course(other.stage, "answer", "an answer to the invitation is reported")


def _implementation(commitment: Commitment, report: Commitment) -> Course | None:
    if (
        commitment.kind not in _INSTRUMENTS
        or commitment.stage not in _OPEN
        or commitment.parties != report.parties
    ):
        return None
    start, end = commitment.date.start, report.date.end
    if start is None or end is None or not _may_follow(commitment.date, report.date):
        return None
    if report.date.start is not None and report.date.start - start > _SPEAKS_OF:
        return None
    stage = (
        report.stage
        if report.stage in {"implementing", "partly fulfilled", "fulfilled", "stalled"}
        else "implementing"
    )
    return _course(
        stage,
        "implementation",
        "a later report tells of the parties' accords being carried out",
    )


def _may_follow(first: DayRange, later: DayRange) -> bool:
    """Return whether `later` may lie after `first`: its last day does, and it is not over before."""
    return first.start is not None and (later.end is None or later.end > first.start + dt.timedelta(days=1))


def _course(stage: Stage, by: str, reason: str) -> Course:
    return f"rule:follow/{by}", reason, json.dumps({"stage": stage}, sort_keys=True)


def follows(of: tuple[str, str], by: str, reason: str, value: str) -> Decision:
    """Return the decision of a rule that a commitment, the first of two, is moved by the other."""
    key = f"follows|{of[0]}|{of[1]}|{by}|{json.loads(value)['stage']}"
    return Decision(short_hash(key), "follows", of, by, reason, value)


def _report(finding: Finding) -> str:
    return getattr(finding.evidence[0], "report_id", "")
