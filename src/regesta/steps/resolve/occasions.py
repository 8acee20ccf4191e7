"""Find a gathering in the calendar: "the 19th Mid-Term Ministerial Meeting of the NAM".

In: the words after "on the sidelines of", where, and the window. Out: the one row that fits, or None.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regesta.model.times import DayRange
from regesta.packs.knowledge import Knowledge
from regesta.packs.language import Language
from regesta.packs.schema import MeetingRow
from regesta.text.fold import squeeze

_LEVEL_WORDS = {
    "foreign ministers": ("ministerial", "minister"),
    "ministers": ("ministerial", "minister"),
    "summit": ("summit", "leaders"),
    "assembly": ("assembly", "general debate"),
    "conference": ("conference", "forum", "dialogue"),
    "senior officials": ("officials",),
}


def find_occasion(
    words: str, host: str | None, window: DayRange, language: Language, knowledge: Knowledge
) -> MeetingRow | None:
    """Return the calendar's meeting that a phrase names, if one alone fits the window and the place.

    Args:
        words: The phrase, as written.
        host: State where it was held, if the clause says so.
        language: The report's language pack: names of organisations, ordinals.
        knowledge: The calendar.
        window: Days on which the report may have appeared; the meeting began before its end.
    """
    said = squeeze(words)
    named = [
        row for row in knowledge.meetings if _in_window(row, window) and (host is None or row.state == host)
    ]
    in_full = knowledge.meetings_named(words, language.code)
    exact = [r for r in named if r.id in in_full]
    organisations = {f.organisation for hit in language.organisation_table.hits(words) for f in hit.values}
    by_org = [r for r in named if r.org in organisations]
    ordinal = _ordinal(said, language)
    if ordinal is not None:
        exact, by_org = _of_ordinal(exact, ordinal), _of_ordinal(by_org, ordinal)
    # A full name says more than its organisation; the level of a meeting more than neither.
    for rows in (exact, by_org if ordinal is not None else (), _at_level(by_org, said), by_org):
        if len(rows) == 1:
            return rows[0]
        there = [r for r in rows if squeeze(r.city) in said]
        if len(there) == 1:
            return there[0]
    return None


def _of_ordinal(rows: Sequence[MeetingRow], ordinal: int) -> list[MeetingRow]:
    """Return the meetings of a number, or those the calendar gives none."""
    return [r for r in rows if r.ordinal == ordinal] or [r for r in rows if r.ordinal is None]


def _in_window(row: MeetingRow, window: DayRange) -> bool:
    if window.end is not None and row.first >= window.end:
        return False
    return window.start is None or (row.last - window.start).days >= -14


def _at_level(rows: Iterable[MeetingRow], said: str) -> list[MeetingRow]:
    return [r for r in rows if any(w in said for w in _LEVEL_WORDS[r.level])]


def _ordinal(said: str, language: Language) -> int | None:
    for word in said.replace("-", " ").split():
        digits = word.rstrip("stndrh.")
        if digits.isdigit() and digits != word:
            return int(digits)
        if digits.startswith("ke") and digits[2:].isdigit():
            return int(digits[2:])
        if word in language.chronology.ordinals:
            return language.chronology.ordinals[word]
        if word.isdigit() and len(word) <= 2:
            return int(word)
    return None
