"""Rules for days of the calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from regesta.model.reports import DateMention
from regesta.model.spans import Span
from regesta.steps.resolve.date_rules import (
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
    year_number,
    year_of,
)
from regesta.text.fold import squeeze


def _iso(rules: Rules, m: Match, span: Span) -> DateMention | None:
    return on_day(span, make_day(int(m["y"]), int(m["mm"]), figure(m["d"])))


def _numeric(rules: Rules, m: Match, span: Span) -> DateMention | None:
    first, second, year = int(m["a"]), int(m["b"]), year_of(m["yy"])
    day, month = (
        (first, second) if (rules.words.day_first or first > 12) and second <= 12 else (second, first)
    )
    return on_day(span, make_day(year, month, day))


def _day_number(rules: Rules, m: Match, second: str = "") -> int:
    for group in ("d", "d_th", "nth_word", "n_word"):
        words = m.groupdict().get(group + second)
        if words:
            return figure(words) if group[0] == "d" else rules.words.number(words) or 0
    return 0


def _day_month_year(rules: Rules, m: Match, span: Span) -> DateMention | None:
    year = year_number(rules, m)
    return on_day(span, make_day(year, month_of(rules, m), _day_number(rules, m))) if year else None


def _numeric_day(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "22/04": a date only by itself or joined to one, for it may be a fraction."""
    first, second = int(m["a"]), int(m["b"])
    day, month = (
        (first, second) if (rules.words.day_first or first > 12) and second <= 12 else (second, first)
    )
    if make_day(2024, month, day) is None:
        return None
    mention = DateMention(span, "month-day", "day", month=month, day=day, direction=direction_of(m))
    return replace(mention, loose="alone")


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
    month, first, last = month_of(rules, m), _day_number(rules, m), _day_number(rules, m, "2")
    two_days = rules.conjunction.fullmatch(f" {m['joint']} ") is not None and not m["between"]
    if last <= first or two_days or make_day(2024, month, last) is None:
        return None
    if m["y"]:
        year = int(m["y"])
        return explicit(span, make_day(year, month, first), make_day(year, month, last), "day")
    return DateMention(span, "month-day", "day", month=month, day=first, last_month=month, last_day=last)


def _month_day(rules: Rules, m: Match, span: Span) -> DateMention | None:
    month, day = month_of(rules, m), _day_number(rules, m)
    if make_day(2024, month, day) is None:
        return None
    mention = DateMention(span, "month-day", "day", month=month, day=day, direction=direction_of(m))
    if m.groupdict().get("n_word") and m.string.strip(" .,;:()") != m[0]:
        return None  # "In May two people" is no second of May
    return mention


def _day_only(rules: Rules, m: Match, span: Span) -> DateMention | None:
    return DateMention(span, "month-day", "day", day=figure(m["nth"]))


def _day_loose(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "29th" and "the seventeenth", which may count anything else."""
    day = _day_number(rules, m)
    return DateMention(span, "month-day", "day", day=day, loose="alone") if 1 <= day <= 31 else None


def _day_of_month_unit(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "the 15th of next month", "4 to 23 this month"."""
    direction = direction_of(m)
    months = {"last": -1, "this": 0, "next": 1}[direction]
    first, last = _day_number(rules, m), _day_number(rules, m, "2")
    if not 1 <= first <= 31 or (last and last <= first):
        return None
    return DateMention(
        span,
        "relative",
        "day",
        day=first,
        last_day=last or first,
        shift_months=(months, months),
        direction=direction,
    )


def _weekday_number(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "Friday 15th", "Tuesday the eleventh"."""
    name = squeeze(m["weekday_any"])
    weekday = rules.words.weekdays_by_figure.get(name, rules.words.calendar.weekdays.get(name))
    day = _day_number(rules, m)
    return DateMention(span, "month-day", "day", weekday=weekday, day=day) if 1 <= day <= 31 else None


def _compact(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "20161016", which may be any other number unless it stands by itself."""
    mention = on_day(span, make_day(int(m["year4"]), int(m["month2"]), int(m["day2"])))
    return replace(mention, loose="alone") if mention else None


_NUMBER = r"(?:<d>|<nth_word>)"
_NUMBER2 = r"(?:<d2>|<nth_word2>)"
_NTH = r"(?:<d_th>|<nth_word>)"
_DAYS_TO = rf"{_NUMBER}~(?P<joint><to>)~(?:<article> )?{_NUMBER2}"
_SHORT = r"(?:1[5-9]|20)\d\d(?!\d)|\d\d(?!\d|[/.-]\d)"
_TOWARD = r"(?:(?:<last>|<this>|<next>) )?"

TEMPLATES: tuple[Template, ...] = (
    ("slash", r"<y>(?P<sign>~[-/.]~)<mm>(?P=sign)<d>", _iso),
    (
        "slash",
        rf"(?P<a>\d{{1,2}})(?P<sign>[/.-])(?P<b>\d{{1,2}})(?P=sign)(?P<yy>{_SHORT})",
        _numeric,
    ),
    ("slash", r"(?P<a>\d{1,2})/(?P<b>\d{1,2}), <yy>", _numeric),
    ("han", r"(?:<y>~年)?~(?:<mm>~月)(?:~(?P<d>\d{1,2})~[日号])?", _han),
    ("y4 month_name", r"<d><sep>?~(?:<of> )?<month_name>\.?,?(?: <of>| <on>)?<sep><y>", _day_month_year),
    ("y4 month_name", r"<month_name>\.?,? (?:<article> )?<d>~,?(?: <of>| <on>)? <y>", _day_month_year),
    ("y4 month_name", r"<month_name>[-/]?<d>~[-/,]~<y>", _day_month_year),
    ("y4 month_name", r"<month_name>[-/]<y>[-/]<d>", _day_month_year),
    ("y4 month_name", r"<d>(?P<sign>[-/])<month_name>(?P=sign)<y>", _day_month_year),
    ("y4 month_name", r"<d>(?P<sign>[-/])<y>(?P=sign)<month_name>", _day_month_year),
    ("y4 month_name", r"<y>(?P<sign>[-/])<month_name>(?P=sign)<d>", _day_month_year),
    ("y4 month_name", r"<y>(?P<sign>[-/])<d>(?P=sign)<month_name>", _day_month_year),
    ("y4 month_name", r"<nth_word> (?:<of> )?<month_name>,?(?: <of>)? <y>", _day_month_year),
    ("y4 month_name", r"<month_name> <nth_word>,? <y>", _day_month_year),
    (
        "spelt month_name",
        r"(?:<d>|<nth_word>|<n_word>) (?:<of> )?<month_name>\.?,?(?: <of>)? <wy>",
        _day_month_year,
    ),
    ("spelt month_name", r"<month_name> (?:<article> )?(?:<d>|<nth_word>|<n_word>),? <wy>", _day_month_year),
    ("month_name", r"<nth_word> <of> <month_name>", _month_day),
    ("month_name", r"<month_name> <article> <nth_word>", _month_day),
    # "In April first aid came" is no first of April.
    ("month_name", r"<month_name> <nth_word>(?=\W*$|~[,;.)]|~<to>)", _month_day),
    ("month_name", r"<month_name> <n_word>", _month_day),
    ("y4 month_name", r"<y> <month_name>\.? <d>", _day_month_year),
    (
        "month_name to",
        (
            rf"(?:<between> )?(?:<article> )?{_DAYS_TO} (?:<of> )?<month_name>"
            r"(?:\.?,? <y>)?"
        ),
        _days_month,
    ),
    (
        "month_name to",
        (
            rf"(?:<between> )?<month_name>\.? (?:<article> )?{_DAYS_TO}"
            r"(?:,? <y>)?"
        ),
        _days_month,
    ),
    ("figure month_name", rf"{_TOWARD}<d><sep>?~(?:<of> )?<month_name>", _month_day),
    ("figure month_name", rf"{_TOWARD}<month_name>\.?,? (?:<article> )?<d>", _month_day),
    ("figure month_name", r"<month_name>[-/]?<d>", _month_day),
    ("day month_name", rf"(?:<article> )?{_NUMBER} <day> <of> <month_name>", _month_day),
    ("month this", rf"(?:<article> )?{_NTH}(?: <day>)? (?:<of> )?<this> <month>", _day_of_month_unit),
    ("month next", rf"(?:<article> )?{_NTH}(?: <day>)? <of> <next> <month>", _day_of_month_unit),
    ("month last", rf"(?:<article> )?{_NTH}(?: <day>)? <of> <last> <month>", _day_of_month_unit),
    ("nth", r"<article> <nth>(?=\W*$|~[,;.)])", _day_only),
    ("nth", r"(?:<article> )?<d_th>", _day_loose),
    ("month_name", r"(?:<article> )?<nth_word>", _day_loose),
    ("weekday_any", r"<weekday_any>,? (?:<article> )(?:<d_th>|<nth_word>)", _weekday_number),
    ("weekday_any figure", r"<weekday_any>,? <d_th>", _weekday_number),
    ("weekday_any figure", r"<weekday_any> (?P<d>[1-9]|[12]\d|3[01])(?=\W*$|~[,;)])", _weekday_number),
    (
        "y4",
        r"(?P<year4>(?:19|20)\d\d)(?P<sign>~)(?P<month2>0[1-9]|1[0-2])(?P=sign)(?P<day2>[0-3]\d)",
        _compact,
    ),
    ("slash", rf"{_TOWARD}(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})", _numeric_day),
)
