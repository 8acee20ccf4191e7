"""Decisions: "same", "different" or "unsure" between findings, or a person's correction.

Decisions are appended, never edited; undoing appends a withdrawal that names the one withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

DecisionKind = Literal[
    "same", "different", "unsure", "part_of", "follows", "confirm", "reject", "override", "withdraw"
]


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """Something decided about findings or entities.

    `of` holds finding ids (two for same/different/unsure, more where the first is set apart from many; part
    then whole for part_of; commitment then follower for follows; one or more for reject; one otherwise; the
    decision's id for withdraw). `value` is JSON text: for "follows" {"stage": …}, for "override"
    {"field": …, "value": …}.
    """

    id: str
    kind: DecisionKind
    of: tuple[str, ...]
    by: str  # "rule:merge/participants" or "person:<name>"
    reason: str
    value: str | None = None
    time: str | None = None  # ISO, UTC; None for rules, whose decisions are a function of the findings


def last_words(decisions: Iterable[Decision]) -> dict[frozenset[str], Decision]:
    """Return, for each pair that persons called the same or different, what was said last.

    The later time counts, at one time the later name. Of several at once each goes with the first.
    """
    said: dict[frozenset[str], Decision] = {}
    for decision in decisions:
        if decision.kind not in {"same", "different"} or not decision.by.startswith("person:"):
            continue
        for other in decision.of[1:]:
            pair = frozenset((decision.of[0], other))
            known = said.get(pair)
            if known is None or (known.time or "", known.by, known.id) < (
                decision.time or "",
                decision.by,
                decision.id,
            ):
                said[pair] = decision
    return said
