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
from regesta.text.phrases import PhraseTable, PhraseTables

_BETWEEN = "\n\n"  # no name goes across it
_NAME = re.compile(r" ([^\W\d_][\w-]+(?:['’](?!s\b)\w+)*)")


def party_tables(language: Language, persons: Sequence[PhraseTable[str]]) -> PhraseTables:
    """Return the tables that parties are named in, as `names_two_parties` wants them."""
    return PhraseTables((language.state_table, language.organisation_table, language.title_table, *persons))


def names_two_parties(
    text: str,
    blocks: Iterable[Span],
    language: Language,
    tables: PhraseTables,
    states_of_person: Callable[[str], Collection[str]],
    surnames: Mapping[str, frozenset[str]],
) -> bool:
    """Return whether two different parties are named in the blocks of a report.

    Args:
        text: The report's.
        blocks: What of it is read.
        language: Its language.
        tables: By `party_tables`.
        states_of_person: Person id -> codes of the states whose offices he held.
        surnames: Folded last names -> the same.
    """
    whole = _BETWEEN.join([b.of(text) for b in blocks])
    first: frozenset[str] = frozenset()
    for party in _parties(whole, language, tables, states_of_person, surnames):
        if first and party.isdisjoint(first):
            return True
        first = first or party
    return False


def _parties(
    stretch: str,
    language: Language,
    tables: PhraseTables,
    states_of_person: Callable[[str], Collection[str]],
    surnames: Mapping[str, frozenset[str]],
) -> Iterator[frozenset[str]]:
    """Yield the codes that each name may stand for: several for a form that two states share."""
    states, organisations, titles, *persons = tables.all_hits(stretch)
    for state in states:
        yield frozenset(v.state for v in state.values)
    for organisation in organisations:
        strong = [v for v in organisation.values if not v.weak and v.organisation not in language.private]
        if strong:
            yield frozenset(v.state or v.organisation for v in strong)
    for person in (hit for hits in persons for hit in hits):
        yield frozenset(code for value in person.values for code in states_of_person(value))
    for title in titles:  # "President Lagos" is no city
        name = _NAME.match(stretch, title.span.end)
        held = surnames.get(fold(name[1])) if name and name[1][0].isupper() else None
        if held:
            yield held
