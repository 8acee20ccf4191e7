"""What the rules of dates are made of: their compiled form, and what a match means in parts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from regesta.model.reports import DateMention
from regesta.model.spans import Span
from regesta.model.times import Granularity, between, on
from regesta.packs.language import Language
from regesta.steps.resolve.date_words import TimeWords, year_in_words
from regesta.text.fold import squeeze

Match = re.Match[str]
Make = Callable[["Rules", Match, Span], DateMention | None]
Template = tuple[str, str, Make]  # categories of words that must stand in the text, pattern, meaning
EDGE_DAYS = {"early": (1, 10), "mid": (10, 20), "late": (21, 31)}
EDGE_WEEK = {"early": (1, 2), "mid": (3, 3), "late": (4, 7)}
EDGE_MONTHS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one language, compiled."""

    language: Language
    words: TimeWords
    rules: tuple[tuple[frozenset[str], re.Pattern[str], Make], ...]
    bounds: tuple[tuple[str, re.Pattern[str]], ...]
    between: re.Pattern[str]
    to: re.Pattern[str]
    conjunction: re.Pattern[str]
    preposition: re.Pattern[str]
    article: re.Pattern[str]
    part: re.Pattern[str]
    glue: re.Pattern[str]  # between an offset and the date it counts from
    onward: re.Pattern[str]


def make_day(year: int, month: int, day: int) -> dt.date | None:
    """Return a day, or None where the calendar has none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def figure(words: str) -> int:
    """Return the number in "21st"."""
    return int(re.sub(r"\D", "", words))


def year_of(words: str) -> int:
    """Return a year of two or four figures; two are 1970 to 2069."""
    year = int(words)
    return year if year > 99 else 2000 + year if year < 70 else 1900 + year


def direction_of(match: Match) -> str:
    """Return which of "last", "this" and "next" a match has, or nothing."""
    groups = match.groupdict()
    return next((name for name in ("last", "this", "next") if groups.get(name)), "")


def month_of(rules: Rules, match: Match, group: str = "month_name") -> int:
    """Return the month that a match names."""
    name = squeeze(match[group])
    return rules.words.calendar.months.get(name) or rules.language.chronology.months_by_figure[name]


def weekday_of(rules: Rules, match: Match, group: str = "weekday") -> int:
    """Return the weekday that a match names."""
    return rules.words.calendar.weekdays[squeeze(match[group])]


def explicit(
    span: Span, first: dt.date | None, last: dt.date | None, granularity: Granularity
) -> DateMention | None:
    """Return the days from first to last as they stand, or None if they are none."""
    if first is None or last is None or last < first:
        return None
    return DateMention(span, "explicit", granularity, between(first, last, granularity))


def on_day(span: Span, day: dt.date | None) -> DateMention | None:
    """Return one day as it stands, or None."""
    return DateMention(span, "explicit", "day", on(day)) if day else None


def unit_of(rules: Rules, m: Match) -> str:
    """Return the unit of time that a match names."""
    return rules.words.units[squeeze(m["unit"])]


def granularity_of(unit: str) -> Granularity:
    """Return how finely a unit speaks."""
    found: dict[str, Granularity] = {"day": "day", "week": "week", "month": "month", "quarter": "quarter"}
    found |= {"workday": "day", "fortnight": "week", "half": "quarter"}
    return found.get(unit, "year")


def year_number(rules: Rules, m: Match) -> int | None:
    """Return the year that a match gives in figures or in words."""
    groups = m.groupdict()
    if groups.get("wy"):
        return year_in_words(rules.words, m["wy"], rules.language)
    return int(m["y"]) if groups.get("y") else None
