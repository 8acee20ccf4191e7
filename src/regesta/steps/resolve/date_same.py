"""Words that point back to a day told before: "the same day".

In: a report's expressions of time in reading order. Out: the same, each that points back as the day it points to.

Pure. Where no day stands before it, such an expression tells none: to take it for the day of writing put a meeting
"on Monday, and later the same day" on the Tuesday of the dateline.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from regesta.model.reports import DateMention
from regesta.packs.language import Language
from regesta.text.fold import squeeze

_BARE = frozenset(
    {"", "this", "last", "next"}
)  # directions that leave a day a day; "since Monday" is a stretch


def point_back(text: str, mentions: Iterable[DateMention], language: Language) -> tuple[DateMention, ...]:
    """Return the expressions of time with those that point back read as the last single day before them.

    Args:
        text: The stored text.
        mentions: Expressions of a whole report, in reading order.
        language: The pack that says which words point back.
    """
    same = frozenset(map(squeeze, language.chronology.same_day))
    found: list[DateMention] = []
    day: DateMention | None = None
    for mention in mentions:
        if squeeze(mention.span.of(text)) in same:
            if day is not None:
                found.append(replace(day, span=mention.span))
            continue
        found.append(mention)
        if mention.granularity == "day" and mention.direction in _BARE and mention.through is None:
            day = mention
    return tuple(found)
