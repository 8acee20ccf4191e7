"""Find a person in the knowledge pack by name, office, state and time.

A name alone never identifies: the office, the state or another mention of the report must agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from regesta.model.times import DayRange
from regesta.packs.knowledge import Knowledge
from regesta.text.names import GIVEN_NAMES, readings, same_person_name, skeleton, words


class People:
    """Persons of the knowledge pack, found by skeletons of their names."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        index: dict[str, set[str]] = {}
        for person in knowledge.persons.values():
            for name in (person.name, *person.names):
                parts = words(name)
                for key in _keys(name) if not person.full_name else _whole(name):
                    index.setdefault(key, set()).add(person.id)
                if person.full_name and len(parts) > 1:
                    for tenure in knowledge.held_by(person.id):
                        index.setdefault(_titled(tenure.office, parts[-1]), set()).add(person.id)
                for part in parts:
                    if len(part) > 3 and not person.full_name:
                        index.setdefault("w:" + part, set()).add(person.id)
        self._index: Mapping[str, frozenset[str]] = {k: frozenset(v) for k, v in index.items()}

    def _generic(self, offices: Sequence[str]) -> bool:
        kinds = self._knowledge.office_kinds
        return any(kinds[o].generic for o in offices if o in kinds)

    def _by_title(self, surname: str, offices: Sequence[str], states: set[str]) -> set[str]:
        """Return persons known by their whole names only whom office and surname give: "President Otieno".

        Where no state is said only heads of state and of government count.
        """
        kinds = self._knowledge.office_kinds
        heads = {"head of state", "head of government"}
        told = [o for o in offices if states or (o in kinds and kinds[o].rank in heads)]
        return set().union(*(self._index.get(_titled(o, surname), frozenset()) for o in told))

    def candidates(
        self,
        name: str,
        states: Iterable[str],
        offices: Sequence[str],
        window: DayRange,
        *,
        loose: bool = False,
    ) -> tuple[str, ...]:
        """Return ids of persons who may be meant, best first.

        Args:
            name: As written, honorifics stripped.
            states: States the person is said to belong to; empty if unsaid.
            offices: Office kinds the person is said to hold or have held; empty if unsaid.
            window: The report's own days: a person long out of office is less likely.
            loose: Let a single word equal any part of a known name, as spelt.
        """
        parts = words(name)
        if not parts:
            return ()
        loose = (
            loose and len(parts) == 1 and parts[0] not in GIVEN_NAMES
        )  # "Prince William" is no William Hague
        found = set().union(*(self._index.get(k, frozenset()) for k in _keys(name)))
        if loose:
            found |= self._index.get("w:" + parts[0], frozenset())
        wanted = set(states)
        if len(parts) == 1:
            found |= self._by_title(parts[0], offices, wanted)
        scored: list[tuple[int, str]] = []
        for person in found:
            row = self._knowledge.persons[person]
            # A bare "Raisi" of the pack answers a bare name only, never "Condoleezza Rice".
            known = [n for n in (row.name, *row.names) if len(parts) == 1 or len(words(n)) > 1]
            full = any(same_person_name(name, n) for n in known) or (
                row.full_name and len(parts) == 1 and any(words(n)[-1:] == parts for n in known)
            )
            if not full and not loose:
                continue
            tenures = self._knowledge.held_by(person)
            if wanted and not wanted & {t.state for t in tenures}:
                continue
            office = any(t.office in offices for t in tenures)
            if len(parts) == 1 and offices and not office and not self._generic(offices):
                continue  # "Ambassador Ashraf" is not the prime minister of that name
            now = any(t.days.meets(window) for t in tenures)
            right_now = any(t.office in offices and t.days.meets(window) for t in tenures)
            score = 4 * right_now + 2 * office + 2 * now + (len(parts) > 1) + 2 * bool(wanted)
            alike = any(words(n) == parts for n in known)  # of a family that shares its last names
            scored.append((2 * score + alike, person))
        scored.sort(key=lambda s: (-s[0], s[1]))
        if not scored:
            return ()
        best = scored[0][0]
        return tuple(p for s, p in scored if s == best)


def _titled(office: str, surname: str) -> str:
    return f"o:{office}:{surname}"


def _whole(name: str) -> set[str]:
    """Return the skeletons of a name taken whole."""
    keys = {skeleton("".join(parts)) for parts in filter(None, readings(name))}
    return {k for key in keys for k in (key, key.lstrip("a")) if len(k) > 1}


def _keys(name: str) -> set[str]:
    """Return the skeletons a name is filed and sought under, with and without a vowel at the head."""
    keys: set[str] = set()
    for parts in filter(None, readings(name)):
        keys |= {skeleton("".join(parts)), skeleton(parts[-1]), skeleton("".join(parts[-2:]))}
    return {k for key in keys for k in (key, key.lstrip("a")) if len(k) > 1}
