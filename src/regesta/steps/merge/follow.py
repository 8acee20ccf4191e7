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
_SPEAKS_OF = dt.timedelta(days=4 * 365)  # a report of implementation means accords of the last years


def follow(commitment: Finding, other: Finding) -> Decision | None:
    """Return how `other` moves `commitment`, if it does."""
    if not isinstance(commitment, Commitment) or _report(commitment) == _report(other):
        return None
    if commitment.kind == "invitation":
        if isinstance(other, Event):
            return _visit(commitment, other)
        return _answer(commitment, other) if isinstance(other, Commitment) else None
    if isinstance(other, Commitment) and other.kind == "implementation report":
        return _implementation(commitment, other)
    return None


def _visit(invitation: Commitment, event: Event) -> Decision | None:
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
    return _follows(invitation, event, "fulfilled", "visit", "the invited person's visit is reported")


def _answer(invitation: Commitment, other: Commitment) -> Decision | None:
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
    return _follows(invitation, other, other.stage, "answer", "an answer to the invitation is reported")


def _implementation(commitment: Commitment, report: Commitment) -> Decision | None:
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
    return _follows(
        commitment,
        report,
        stage,
        "implementation",
        "a later report tells of the parties' accords being carried out",
    )


def _may_follow(first: DayRange, later: DayRange) -> bool:
    """Return whether `later` may lie after `first`: its last day does, and it is not over before."""
    return first.start is not None and (later.end is None or later.end > first.start + dt.timedelta(days=1))


def _follows(commitment: Commitment, other: Finding, stage: Stage, by: str, reason: str) -> Decision:
    name = f"rule:follow/{by}"
    value = json.dumps({"stage": stage}, sort_keys=True)
    key = f"follows|{commitment.id}|{other.id}|{name}|{stage}"
    return Decision(short_hash(key), "follows", (commitment.id, other.id), name, reason, value)


def _report(finding: Finding) -> str:
    return getattr(finding.evidence[0], "report_id", "")
