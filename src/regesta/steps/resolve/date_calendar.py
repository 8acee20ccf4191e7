"""Rules for dates of the calendar: days, months, quarters, years."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from regesta.model.reports import DateMention
from regesta.model.spans import Span
from regesta.model.times import between
from regesta.steps.resolve.date_rules import (
    EDGE_DAYS,
    EDGE_MONTHS,
    Match,
    Rules,
    Template,
    direction_of,
    explicit,
    figure,
    make_day,
    month_end,
    month_of,
    on_day,
    year_of,
)
from regesta.steps.resolve.date_words import edge_of


def _iso(rules: Rules, m: Match, span: Span) -> DateMention | None:
    return on_day(span, make_day(int(m["y"]), int(m["mm"]), figure(m["d"])))


def _numeric(rules: Rules, m: Match, span: Span) -> DateMention | None:
    first, second, year = int(m["a"]), int(m["b"]), year_of(m["yy"])
    day, month = (
        (first, second) if (rules.words.day_first or first > 12) and second <= 12 else (second, first)
    )
    return on_day(span, make_day(year, month, day))


def _day_number(rules: Rules, m: Match) -> int:
    groups = m.groupdict()
    return figure(m["d"]) if groups.get("d") else rules.words.number(m["nth_word"]) or 0


def _day_month_year(rules: Rules, m: Match, span: Span) -> DateMention | None:
    return on_day(span, make_day(int(m["y"]), month_of(rules, m), _day_number(rules, m)))


def _numeric_day(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "22/04": a date only where nothing else stands, for it may be a fraction."""
    first, second = int(m["a"]), int(m["b"])
    day, month = (
        (first, second) if (rules.words.day_first or first > 12) and second <= 12 else (second, first)
    )
    if make_day(2024, month, day) is None or m.string.strip(" .,;:()") != m[0]:
        return None
    return DateMention(span, "month-day", "day", month=month, day=day)


def _han(rules: Rules, m: Match, span: Span) -> DateMention | None:
    year, month, day = (int(m[g]) if m[g] else None for g in ("y", "mm", "d"))
    if year and month and day:
        return on_day(span, make_day(year, month, day))
    if year and month:
        return explicit(span, dt.date(year, month, 1), month_end(year, month), "month")
    if month and day:
        return DateMention(span, "month-day", "day", month=month, day=day)
    return None


def _days_month(rules: Rules, m: Match, span: Span) -> DateMention | None:
    month, first, last = month_of(rules, m), figure(m["d"]), figure(m["d2"])
    two_days = rules.conjunction.fullmatch(f" {m['joint']} ") is not None and not m["between"]
    if last <= first or two_days:
        return None
    if m["y"]:
        year = int(m["y"])
        return explicit(span, make_day(year, month, first), make_day(year, month, last), "day")
    return DateMention(span, "month-day", "day", month=month, day=first, last_month=month, last_day=last)


def _month_day(rules: Rules, m: Match, span: Span) -> DateMention | None:
    month, day = month_of(rules, m), _day_number(rules, m)
    if make_day(2024, month, day) is None:
        return None
    return DateMention(span, "month-day", "day", month=month, day=day)


def _day_only(rules: Rules, m: Match, span: Span) -> DateMention | None:
    return DateMention(span, "month-day", "day", day=figure(m["nth"]))


def _month_year(rules: Rules, m: Match, span: Span) -> DateMention | None:
    year, month = int(m["y"]), month_of(rules, m)
    first, last = 1, month_end(year, month).day
    if m["edge"]:
        low, high = EDGE_DAYS[edge_of(rules.language, m["edge"])]
        first, last = low, min(high, last)
    days = between(dt.date(year, month, first), dt.date(year, month, last), "month")
    return DateMention(span, "month", "month", days, month=month)


def _month_alone(rules: Rules, m: Match, span: Span) -> DateMention | None:
    groups = m.groupdict()
    direction = direction_of(m)
    mention = DateMention(span, "month", "month", month=month_of(rules, m), direction=direction)
    if groups.get("edge"):
        low, high = EDGE_DAYS[edge_of(rules.language, m["edge"])]
        mention = replace(mention, day=low, last_day=high)
    if groups.get("ordinal"):  # "the first week of June"
        nth = rules.words.number(m["ordinal"]) or 0
        if not 1 <= nth <= 5:
            return None
        mention = replace(mention, granularity="week", day=7 * nth - 6, last_day=min(7 * nth, 31))
    return mention


def _last_week_of(rules: Rules, m: Match, span: Span) -> DateMention | None:
    month = month_of(rules, m)
    return DateMention(span, "month", "week", month=month, day=month_end(2023, month).day - 6, last_day=31)


def _quarter_of(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "the first quarter of last year"."""
    nth = rules.words.number(m["ordinal"])
    if nth is None or not 1 <= nth <= 4:
        return None
    direction = direction_of(m) or "this"
    months = {"last": -12, "this": 0, "next": 12}[direction]
    return DateMention(
        span,
        "relative",
        "quarter",
        month=3 * nth - 2,
        last_month=3 * nth,
        shift_months=(months, months),
        direction=direction,
    )


def _quarter(rules: Rules, m: Match, span: Span) -> DateMention | None:
    nth, year = rules.words.number(m["ordinal"]), int(m["y"])
    if nth is None or not 1 <= nth <= 4:
        return None
    return explicit(span, dt.date(year, 3 * nth - 2, 1), month_end(year, 3 * nth), "quarter")


def _year_only(rules: Rules, m: Match, span: Span) -> DateMention | None:
    year = int(m["y"])
    low, high = EDGE_MONTHS[edge_of(rules.language, m["edge"])] if m.groupdict().get("edge") else (1, 12)
    return DateMention(span, "year", "year", between(dt.date(year, low, 1), month_end(year, high), "year"))


def _years(rules: Rules, m: Match, span: Span) -> DateMention | None:
    first, last = int(m["y"]), int(m["yy2"])
    last = last if last > 99 else first // 100 * 100 + last
    if not first < last < first + 200:
        return None
    return DateMention(span, "year", "year", between(dt.date(first, 1, 1), dt.date(last, 12, 31), "year"))


def _decade(rules: Rules, m: Match, span: Span) -> DateMention | None:
    year = int(m["y"])
    return explicit(span, dt.date(year, 1, 1), dt.date(year + 9, 12, 31), "year")


TEMPLATES: tuple[Template, ...] = (
    ("figure", r"<y>~[-/.]~<mm>~[-/.]~<d>", _iso),
    ("figure", r"(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-]<yy>", _numeric),
    ("figure", r"(?:<y>~年)?~(?:<mm>~月)(?:~(?P<d>\d{1,2})~[日号])?", _han),
    ("figure month_name", r"<d><sep>?~(?:<of> )?<month_name>\.?,?(?: <of>)?<sep><y>", _day_month_year),
    ("figure month_name", r"<month_name>\.?,? (?:<article> )?<d>~,? <y>", _day_month_year),
    ("figure month_name", r"<nth_word> (?:<of> )?<month_name>,? <y>", _day_month_year),
    ("figure month_name", r"<month_name> <nth_word>,? <y>", _day_month_year),
    ("month_name", r"<nth_word> <of> <month_name>", _month_day),
    ("figure month_name", r"<y> <month_name>\.? <d>", _day_month_year),
    (
        "figure month_name",
        r"(?:<between> )?<d>~(?P<joint><to>)~<d2> (?:<of> )?<month_name>(?:\.?,? <y>)?",
        _days_month,
    ),
    ("figure month_name", r"(?:<between> )?<month_name>\.? <d>~(?P<joint><to>)~<d2>(?:,? <y>)?", _days_month),
    ("figure month_name", r"<d><sep>?~(?:<of> )?<month_name>", _month_day),
    ("figure month_name", r"<month_name>\.? (?:<article> )?<d>", _month_day),
    ("figure", r"<article> <nth>(?=\W*$|~[,;.)])", _day_only),
    ("figure month_name", r"(?:<edge><sep>(?:<of> )*)?<month_name>\.?,? (?:<of> )?<y>", _month_year),
    ("month_name", r"(?:<edge><sep>(?:<of> )*)?(?:(?:<last>|<this>|<next>) )?<month_name>", _month_alone),
    ("month_name", r"<month_name> (?:<last>|<this>|<next>)", _month_alone),
    ("month_name week", r"<ordinal> <week> (?:<of> )*<month_name>", _month_alone),
    ("month_name week", r"<week> <ordinal> (?:<month> )?<month_name>", _month_alone),
    ("month_name week", r"<last> <week> (?:<of> )*<month_name>", _last_week_of),
    ("figure", r"(?:q(?P<ordinal>[1-4]))~,?~(?:<of> )?<y>", _quarter),
    ("figure", r"<y>(?:-|~)q(?P<ordinal>[1-4])", _quarter),
    ("quarter year", r"<ordinal> <quarter> (?:<of> )*(?:(?:<last>|<this>|<next>) )?<year>", _quarter_of),
    ("quarter year", r"<quarter> <ordinal> <year> (?:<last>|<this>|<next>)", _quarter_of),
    ("figure quarter", r"<ordinal> <quarter> (?:<of> )*(?:<year> )?<y>", _quarter),
    ("figure quarter", r"<quarter> <ordinal> (?:<of> )?(?:<year> )?<y>", _quarter),
    ("figure edge", r"<edge><sep>(?:<of> )*(?:<year> )?<y>", _year_only),
    ("figure", r"(?:<year> )?<y>", _year_only),
    ("figure", r"<y>~[-/]~<yy2>", _years),
    ("figure", r"(?:<article> )?(?P<y>(?:1[5-9]|20)\d0)(?:s|'s|-an)", _decade),
    ("figure", r"(?P<a>\d{1,2})/(?P<b>\d{1,2})", _numeric_day),
)
