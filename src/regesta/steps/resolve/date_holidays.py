"""Rules for days with a name, the nth weekday of a month, and weeks with a number."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from regesta.model.reports import DateMention
from regesta.model.spans import Span
from regesta.model.times import between, on
from regesta.steps.resolve.date_feasts import iso_week, nth_weekday, of_year
from regesta.steps.resolve.date_rules import (
    Match,
    Rules,
    Template,
    direction_of,
    month_of,
    weekday_of,
)
from regesta.text.fold import squeeze

_DAY = dt.timedelta(days=1)


def _holiday(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "Christmas", "last Easter", "Labor Day 2019"."""
    row = rules.words.holidays[squeeze(m["holiday"])]
    shift = (row.days_after, row.days_after) if row.days_after else None
    mention = DateMention(
        span,
        "month-day",
        "day",
        month=row.month or 1,
        day=row.day,
        nth=row.nth,
        weekday=row.weekday,
        easter=row.easter,
        shift_days=shift,
        direction=direction_of(m),
        loose="" if direction_of(m) else "preposed",
    )
    if m.groupdict().get("weekend"):
        day = of_year(mention, int(m["y"])) if m["y"] else None
        anchor = DateMention(span, "explicit", "day", on(day)) if day else replace(mention, loose="")
        return DateMention(span, "week-of", "week", weekday=5, anchor=anchor, loose="" if day else "preposed")
    if not m["y"]:
        return mention
    day = of_year(mention, int(m["y"]))
    if day is None:
        return None
    return DateMention(span, "explicit", "day", on(day + row.days_after * _DAY))


def _nth_weekday(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "the third Monday of May", "the last Friday in June 2020"."""
    nth = rules.words.number(m["ordinal"]) if m.groupdict().get("ordinal") else -1
    month, weekday = month_of(rules, m), weekday_of(rules, m)
    if nth is None or not -1 <= nth <= 5 or nth == 0:
        return None
    if m["y"]:
        day = nth_weekday(int(m["y"]), month, weekday, nth)
        return DateMention(span, "explicit", "day", on(day)) if day else None
    return DateMention(span, "month-day", "day", month=month, weekday=weekday, nth=nth)


def _week_number(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "week 31": as the calendar of ISO 8601 counts them."""
    nth = int(m["number"])
    mention = DateMention(span, "week", "week", nth=nth, loose="preposed")
    if not 1 <= nth <= 53:
        return None
    if m["y"]:
        monday = iso_week(int(m["y"]), nth)
        return (
            DateMention(span, "explicit", "week", between(monday, monday + 6 * _DAY, "week"))
            if monday
            else None
        )
    direction = direction_of(m)
    return replace(mention, direction=direction, loose="" if direction else mention.loose)


_OF_MONTH = r"<weekday> (?:<of>|<on>) <month_name>(?:,? (?:<of> )?<y>)?"
_OF_YEAR = r"(?: (?:<of>|<on>) (?:<y>|(?:<last>|<this>|<next>) <year>))?"

TEMPLATES: tuple[Template, ...] = (
    ("holiday weekend", r"(?:(?:<last>|<this>|<next>) )?<holiday> <weekend>(?:,? (?:<of> )?<y>)?", _holiday),
    ("holiday weekend figure", r"<holiday> <y> <weekend>", _holiday),
    ("holiday", r"(?:(?:<last>|<this>|<next>) )?<holiday>(?:,? (?:<of> )?<y>)?", _holiday),
    (
        "weekday month_name",
        rf"(?:<article> )?<ordinal> {_OF_MONTH}",
        _nth_weekday,
    ),
    (
        "weekday month_name last",
        rf"(?:<article> )?<last> {_OF_MONTH}",
        _nth_weekday,
    ),
    (
        "week figure",
        r"<week> (?P<number>\d{1,2})" + _OF_YEAR,
        _week_number,
    ),
)
