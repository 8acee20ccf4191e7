"""Decide whether two findings are of one thing.

Actors, place, date and type decide, never the wording: the same event reworded and the next meeting
of the same people read alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from regesta.model.actors import Actor
from regesta.model.decisions import Decision, DecisionKind
from regesta.model.findings import Commitment, Event, Finding, OfficeHeld, Place, Statement
from regesta.model.ids import short_hash
from regesta.model.likeness import HAPPENED
from regesta.model.times import DayRange, intersect

_NARROW_DAYS = 10  # a date no wider than this pins a meeting of two people down
Verdict = tuple[DecisionKind, str, str]  # kind, rule, reason


def decide(a: Finding, b: Finding) -> Decision | None:
    """Return "same", "unsure" or None for two findings; symmetrical in its arguments."""
    verdict = judge(a, b) if may_be_one(a, b) else None
    return decision(verdict[0], (a.id, b.id), f"rule:merge/{verdict[1]}", verdict[2]) if verdict else None


def judge(a: Finding, b: Finding) -> Verdict | None:
    """Return what the rules hold of two findings, wherever these stand: a function of their likenesses alone."""
    if isinstance(a, Event) and isinstance(b, Event):
        return _events(a, b)
    if isinstance(a, Statement) and isinstance(b, Statement):
        return _statements(a, b)
    if isinstance(a, Commitment) and isinstance(b, Commitment):
        return _commitments(a, b)
    if isinstance(a, OfficeHeld) and isinstance(b, OfficeHeld):
        return _offices(a, b)
    return None


def may_be_one(a: Finding, b: Finding) -> bool:
    """Return whether two findings are compared at all: extraction has joined what one report tells twice."""
    return _report(a) != _report(b) or isinstance(a, OfficeHeld) or _answered(a, b)


def decision(kind: DecisionKind, of: Sequence[str], by: str, reason: str) -> Decision:
    """Return the decision of a rule about two findings or likenesses, whichever is named first."""
    ids = tuple(sorted(of))
    return Decision(short_hash(f"{kind}|{'|'.join(ids)}|{by}"), kind, ids, by, reason)


def _report(finding: Finding) -> str:
    first = finding.evidence[0]
    return getattr(first, "report_id", "")


def _answered(a: Finding, b: Finding) -> bool:
    """Return whether one finding accepts or refuses the invitation that the other reports."""
    if (
        not isinstance(a, Commitment)
        or not isinstance(b, Commitment)
        or a.kind != b.kind
        or a.kind != "invitation"
    ):
        return False
    offer, answer = (a, b) if a.stage == "offered" else (b, a)
    if offer.stage != "offered" or answer.stage not in {"agreed", "refused"}:
        return False
    return bool({x.entity for x in offer.to} & {x.entity for x in (*answer.by, *answer.to)})


# ------------------------------------------------------------------- events


def _events(a: Event, b: Event) -> Verdict | None:
    if a.type != b.type or (a.status in HAPPENED) != (b.status in HAPPENED):
        return None
    if a.status not in HAPPENED and a.status != b.status:
        return None
    if (a.foresees and a.foresees.type) != (b.foresees and b.foresees.type):
        return None
    shared = _shared(a, b)
    if shared is None or intersect(a.date, b.date) is None or not _places_agree(a.place, b.place):
        return None
    pinned = (
        _narrow(a.date)
        or _narrow(b.date)
        or (_same_city(a.place, b.place) and ("visit" in a.modes or "visit" in b.modes))
    )
    both_open = not _narrow(a.date) and not _narrow(b.date)
    if both_open and not pinned:
        return "unsure", "participants", f"{shared}; neither date is narrow"
    return "same", "participants", f"{shared}; dates meet; places agree"


def _shared(a: Event, b: Event) -> str | None:
    """Return in words why the participants agree, or None."""
    first, second = _entities(a), _entities(b)
    if first == second:
        return "same participants"
    people_a, people_b = _people(first), _people(second)
    smaller, larger = sorted((first, second), key=len)
    if smaller <= larger and len(_people(smaller)) >= 2:
        return "participants of one hold those of the other"
    if (
        people_a
        and people_a == people_b
        and _states(a) == _states(b)
        and "visit" in a.modes
        and "visit" in b.modes
    ):
        return "same travellers, same states"
    return None


def _entities(event: Event) -> frozenset[str]:
    return frozenset(a.entity for a in (*event.actors, *event.recipients))


def _people(entities: frozenset[str]) -> frozenset[str]:
    return frozenset(e for e in entities if e.startswith("person:"))


def _states(event: Event) -> frozenset[str]:
    return frozenset(a.state for a in (*event.actors, *event.recipients) if a.state)


def _places_agree(a: Place | None, b: Place | None) -> bool:
    if a is None or b is None:
        return True
    if a.state != b.state:
        return False
    return a.lat is None or b.lat is None or a.name == b.name


def _same_city(a: Place | None, b: Place | None) -> bool:
    return a is not None and b is not None and a.lat is not None and a.name == b.name and a.state == b.state


def _narrow(date: DayRange) -> bool:
    return date.n_days is not None and date.n_days <= _NARROW_DAYS


# ------------------------------------------------------------------- the rest


def _statements(a: Statement, b: Statement) -> Verdict | None:
    if a.stance != b.stance or a.topic is None or a.topic != b.topic or a.stance == "neutral":
        return None
    if {s.entity for s in a.speakers} != {s.entity for s in b.speakers}:
        return None
    if not (_narrow(a.date) and _narrow(b.date)) or intersect(a.date, b.date) is None:
        return None
    return "same", "statement", "same speakers, stance and topic on days that meet"


def _commitments(a: Commitment, b: Commitment) -> Verdict | None:
    if a.kind != b.kind or intersect(a.date, b.date) is None:
        return None
    if a.parties != b.parties and not _answered(a, b):
        return None
    if a.kind == "invitation":
        if not _same_people(a.to, b.to) and not _answered(a, b):
            return None
        return "same", "invitation", "same person invited by the same side on days that meet"
    if a.kind == "target":
        return ("same", "target", "same amount") if a.value == b.value else None
    if not (_narrow(a.date) and _narrow(b.date)) or a.is_set != b.is_set:
        return None
    if a.count is not None and b.count is not None and a.count != b.count:
        low, high = sorted((a.count, b.count))
        return "unsure", "count", f"{low} against {high}"
    if a.sectors and b.sectors and not set(a.sectors) & set(b.sectors):
        return None
    return "same", "commitment", "same kind and parties on days that meet"


def _same_people(a: Sequence[Actor], b: Sequence[Actor]) -> bool:
    return {x.entity for x in a} == {x.entity for x in b}


def _offices(a: OfficeHeld, b: OfficeHeld) -> Verdict | None:
    if (a.entity, a.office, a.state) != (b.entity, b.office, b.state) or intersect(a.date, b.date) is None:
        return None
    return "same", "office", "same person, office and state"
