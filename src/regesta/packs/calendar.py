"""Names of months and weekdays in a language: CLDR's and the pack's, and the written dates they form.

Used by every step that must know a date when it sees one; what a date means is decided in
`steps/resolve/dates.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from regesta.packs.language import Language
from regesta.text.fold import squeeze

# Short names that are also common words in some language are left to the packs to vouch for.
_MIN_ABBREVIATION = 3
_WORDY = frozenset(
    {"sat", "sun", "wed", "mar", "may", "mai", "set", "sen", "min", "sel", "rab", "kam", "jum", "lun"}
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Folded names -> month 1 to 12, weekday 0 (Monday) to 6; and how whole dates are written.

    `day_pattern` matches a date with a year in folded text: ISO, numbers, or words, with the
    weekday before it and the time after it.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    day_pattern: re.Pattern[str]


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern that matches any of some folded phrases, the longest first."""
    ordered = sorted({squeeze(w) for w in words if w.strip()}, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) or r"(?!)"


@lru_cache(maxsize=64)
def calendar_of(language: Language) -> Calendar:
    """Return the calendar names of a language: CLDR's, and those of its pack."""
    from babel import Locale, UnknownLocaleError

    chronology = language.chronology
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for i, group in enumerate(chronology.months, 1):
        months.update({squeeze(w): i for w in group})
    for i, group in enumerate(chronology.weekdays):
        weekdays.update({squeeze(w): i for w in group})
    try:
        locale = Locale.parse(language.code)
    except (UnknownLocaleError, ValueError):
        locale = None
    if locale is not None:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for i, name in locale.months[context].get(width, {}).items():
                    _add(months, name, i, width)
                for i, name in locale.days[context].get(width, {}).items():
                    _add(weekdays, name, i, width)
    month = alternatives(months)
    day = alternatives(weekdays)
    time = (
        r"(?:(?:\s*[,|/@–-]?\s*|\s*t)\d{1,2}[:.]\d\d(?:[:.]\d\d(?:\.\d+)?)?"
        r"(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:gmt|utc|wib|wita|wit|est|edt|cet|cest|msk|irst|z)\b)?(?:\s*[+-]\d\d:?\d\d)?)?"
    )
    pattern = re.compile(
        rf"(?:\b(?:{day})\b\.?,?\s*)?"
        rf"(?:\b\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)|\b\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}(?!\d)"
        rf"|\b\d{{1,2}}(?:st|nd|rd|th|\.|º)?\s*(?:of\s+|de\s+|-)?(?:{month})\b\.?,?(?:\s+|-|\s+de\s+)\d{{4}}(?!\d)"
        rf"|\b(?:{month})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}(?!\d)"
        rf"|\d{{4}}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日){time}",
    )
    return Calendar(months, weekdays, pattern)


def _add(names: dict[str, int], name: str, number: int, width: str) -> None:
    key = squeeze(name)
    short = width == "abbreviated" and (len(key.rstrip(".")) < _MIN_ABBREVIATION or key.rstrip(".") in _WORDY)
    if short and key not in names:
        return
    names.setdefault(key, number)
    if key.endswith("."):
        names.setdefault(key[:-1], number)
