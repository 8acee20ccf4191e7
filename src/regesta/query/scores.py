"""PLOVER's scores of event types and modes: -10 (worst conflict) to 10 (closest cooperation).

Source: PLOVER manual, draft version 2.0, tables of events and of modes. ACCUSE stands at 3 there, a
misprint of -3 (the scores of its modes, and the manual's history, say so).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from regesta.model.findings import Event, EventType

_TYPES: Mapping[EventType, float] = {
    "AGREE": 2.5,
    "CONSULT": 2.5,
    "SUPPORT": 5.0,
    "CONCEDE": 4.5,
    "COOPERATE": 9.5,
    "AID": 10.0,
    "RETREAT": 6.5,
    "REQUEST": 0.0,
    "ACCUSE": -3.0,
    "REJECT": -2.0,
    "THREATEN": -3.5,
    "PROTEST": -5.0,
    "SANCTION": -6.0,
    "MOBILIZE": -5.5,
    "COERCE": -7.0,
    "ASSAULT": -9.0,
}  # fmt: skip
_MODES: Mapping[str, Mapping[str, float]] = {
    "CONSULT": {
        "visit": 4.0, "third-party": 1.0, "multilateral": 4.0, "phone": 1.5,
    },
    "RETREAT": {
        "withdraw": 8.0, "release": 6.5, "disarm": 10.0, "ceasefire": 7.5, "access": 6.5, "resign": 4.5,
    },
    "REQUEST": {
        "assist": 0.5, "change": -1.0, "yield": -1.0, "meet": 0.0,
    },
    "ACCUSE": {
        "disapprove": -2.0, "investigate": -3.5, "allege": -3.5,
    },
    "REJECT": {
        "assist": -1.5, "change": -2.0, "yield": -2.0, "meet": -2.0,
    },
    "THREATEN": {
        "restrict": -3.0, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4.0,
        "violence": -3.5,
    },
    "PROTEST": {
        "demo": -5.0, "riot": -7.0, "strike": -5.0, "hunger": -4.5, "boycott": -4.5, "obstruct": -4.5,
    },
    "SANCTION": {
        "convict": -6.0, "expel": -5.5, "withdraw": -6.0, "discontinue": -6.0,
    },
    "MOBILIZE": {
        "troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6.0,
    },
    "COERCE": {
        "seize": -7.0, "restrict": -7.0, "censor": -6.5, "curfew": -6.5, "martial-law": -7.5,
        "arrest": -7.0, "deport": -7.0, "withhold": -7.0, "misinformation": -6.5, "cyber": -7.0,
    },
    "ASSAULT": {
        "abduct": -8.5, "beat": -7.5, "torture": -8.5, "sexual": -8.5, "targeted": -9.5, "destroy": -8.5,
        "primitive": -8.0, "firearms": -9.0, "explosives": -9.0, "suicide-attack": -9.5, "aerial": -9.5,
        "drone": -9.5, "heavy-weapons": -9.5, "crowd-control": -7.5, "unconventional": -10.0,
    },
}  # fmt: skip


def score(kind: EventType, modes: Iterable[str]) -> float:
    """Return the score of an event: its strongest mode's, else its type's."""
    known = [_MODES.get(kind, {})[m] for m in modes if m in _MODES.get(kind, {})]
    return max(known, key=lambda s: (abs(s), s), default=_TYPES[kind])


def is_conflict(event: Event) -> bool:
    """Return whether an event scores below nought."""
    return score(event.type, event.modes) < 0


def modes_of_types() -> dict[str, frozenset[str]]:
    """Return the modes of each type: those with a score, and "vandalize", which has none."""
    modes = {kind: frozenset(of) for kind, of in _MODES.items()}
    return modes | {"PROTEST": modes["PROTEST"] | {"vandalize"}}
