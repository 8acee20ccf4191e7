"""Positions: stances that several statements share, and the states that hold them.

In: merged statements. Out: positions, one for each topic and family of stances. Stances of one family
say the same with different force: "opposes unilateralism", "is concerned about unilateralism".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from regesta.model.findings import Stance, Statement
from regesta.model.ids import short_hash
from regesta.model.records import Merged, Position
from regesta.model.times import DayRange
from regesta.query.unite import EvidenceOrder

# Condolences and plain telling take no side.
FAMILIES: tuple[tuple[str, tuple[Stance, ...]], ...] = (
    ("for", ("support", "appreciate", "optimism", "commit")),
    ("against", ("oppose", "condemn", "concern")),
    ("asking", ("urge",)),
)
_FAMILY = {stance: name for name, stances in FAMILIES for stance in stances}


def find_positions(
    statements: Iterable[Merged[Statement]], order: EvidenceOrder, states: Collection[str] = ()
) -> tuple[Position, ...]:
    """Return the positions that statements make together, sorted by id.

    A position needs two statements from two reports, or one that two states make jointly.

    Args:
        statements: As the register shows them.
        order: How evidence is sorted.
        states: Only what these say, and only positions that all of them hold; empty means everybody.
    """
    groups: dict[tuple[str, str], list[Statement]] = {}
    for merged in statements:
        statement = merged.finding
        family = _FAMILY.get(statement.stance)
        if family is None or not speaking(statement, states):
            continue
        for topic in taken_on(statement):
            groups.setdefault((topic, family), []).append(statement)
    found = [
        (_position(topic, family, group, order, states), any(len(speaking(s)) >= 2 for s in group))
        for (topic, family), group in groups.items()
    ]
    kept = [p for p, joint in found if (joint or _is_shared(p)) and set(states) <= set(p.states)]
    return tuple(sorted(kept, key=lambda p: p.id))


def takes_side(statement: Statement) -> bool:
    """Return whether a statement can be part of a position: somebody speaks for a state, and takes a side."""
    return statement.stance in _FAMILY and bool(speaking(statement))


def taken_on(statement: Statement) -> tuple[str, ...]:
    """Return the topics on which a statement takes a position, if it takes any."""
    topics = dict.fromkeys((*((statement.topic,) if statement.topic else ()), *statement.topics))
    return tuple(t for t in topics if not _of_oneself(statement, t))


def _of_oneself(statement: Statement, topic: str) -> bool:
    """Return whether a topic is no more than the speaker's own state: nobody takes a position on that."""
    own = {s.state for s in statement.speakers}
    return any(
        a.kind == "state" and a.state in own and a.name.casefold() == topic.casefold()
        for a in statement.about
    )


def speaking(statement: Statement, states: Collection[str] = ()) -> tuple[str, ...]:
    """Return the states for which somebody speaks, sorted; of some states only, if given."""
    named = {s.state for s in statement.speakers if s.state}
    return tuple(sorted(named & set(states) if states else named))


def _position(
    topic: str, family: str, group: Sequence[Statement], order: EvidenceOrder, states: Collection[str]
) -> Position:
    counted = Counter(s.stance for s in group)
    strength = dict(FAMILIES)[family]
    starts = [s.date.start for s in group]
    ends = [s.date.end for s in group]
    return Position(
        id=short_hash(f"position|{topic}|{family}"),
        topic=topic,
        stance=min(counted, key=lambda s: (-counted[s], strength.index(s))),
        states=tuple(sorted({state for s in group for state in speaking(s, states)})),
        date=DayRange(
            None if None in starts else min(d for d in starts if d is not None),
            None if None in ends else max(d for d in ends if d is not None),
            "period",
        ),
        statements=tuple(sorted(s.id for s in group)),
        evidence=tuple(sorted({e for s in group for e in s.evidence}, key=order)),
    )


def _is_shared(position: Position) -> bool:
    return len(position.statements) >= 2 and len({e.report_id for e in position.evidence}) >= 2
