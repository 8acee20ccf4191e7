"""Decide whether a report can tell of dealings at all: whether it names two states or organisations.

In: the blocks of a report and the tables of its language. Out: yes or no. Most news names one state at most, and
no rule makes a finding of that; to see it costs a hundredth of reading it. A person whom the pack knows stands for
his states. Cities do not count: home news is full of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from regesta.model.spans import Span
from regesta.packs.language import Language
from regesta.text.fold import fold
from regesta.text.phrases import PhraseTable

_NAME = re.compile(r" ([^\W\d_][\w-]+(?:['’](?!s\b)\w+)*)")


def names_two_parties(
    text: str,
    blocks: Iterable[Span],
    language: Language,
    persons: Sequence[PhraseTable[str]],
    states_of_person: Callable[[str], Collection[str]],
    surnames: Mapping[str, frozenset[str]],
) -> bool:
    """Return whether two different parties are named in the blocks of a report."""
    first: set[str] = set()
    for block in blocks:
        for party in _parties(block.of(text), language, persons, states_of_person, surnames):
            if first and party.isdisjoint(first):
                return True
            first = first or set(party)
    return False


def _parties(
    stretch: str,
    language: Language,
    persons: Sequence[PhraseTable[str]],
    states_of_person: Callable[[str], Collection[str]],
    surnames: Mapping[str, frozenset[str]],
) -> Iterator[frozenset[str]]:
    """Yield the codes that each name may stand for: several for a form that two states share."""
    for state in language.state_table.all_hits(stretch):
        yield frozenset(v.state for v in state.values)
    for organisation in language.organisation_table.all_hits(stretch):
        strong = [v for v in organisation.values if not v.weak and v.organisation not in language.private]
        if strong:
            yield frozenset(v.state or v.organisation for v in strong)
    for person in (hit for table in persons for hit in table.all_hits(stretch)):
        yield frozenset(code for value in person.values for code in states_of_person(value))
    for title in language.title_table.all_hits(stretch):  # "President Lagos" is no city
        name = _NAME.match(stretch, title.span.end)
        states = surnames.get(fold(name[1])) if name and name[1][0].isupper() else None
        if states:
            yield states
