"""Rules for months, quarters, halves, years, decades and centuries."""

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
    granularity_of,
    make_day,
    month_end,
    month_of,
    unit_of,
    year_number,
)
from regesta.steps.resolve.date_words import edge_of
from regesta.text.fold import squeeze


def _month_year(rules: Rules, m: Match, span: Span) -> DateMention | None:
    year, month = year_number(rules, m), month_of(rules, m)
    if year is None:
        return None
    first, last = 1, month_end(year, month).day
    if m.groupdict().get("edge"):
        low, high = EDGE_DAYS[edge_of(rules.language, m["edge"])]
        first, last = low, min(high, last)
    days = between(dt.date(year, month, first), dt.date(year, month, last), "month")
    apart = m.groupdict().get("apart")  # "the 1963 March on Washington"
    return DateMention(span, "month", "month", days, month=month, loose="alone" if apart else "")


def _month_alone(rules: Rules, m: Match, span: Span) -> DateMention | None:
    groups = m.groupdict()
    direction = direction_of(m)
    mention = DateMention(span, "month", "month", month=month_of(rules, m), direction=direction)
    if groups.get("edge"):
        low, high = EDGE_DAYS[edge_of(rules.language, m["edge"])]
        mention = replace(mention, day=low, last_day=high)
    if groups.get("ordinal"):  # "the first week of June"
        nth = rules.words.number(m["ordinal"]) or 0
        if m["ordinal"].isdecimal() and m.start("ordinal") < m.start("week"):
            return None  # "2 weeks from January" counts
        if not 1 <= nth <= 5:
            return None
        mention = replace(mention, granularity="week", day=7 * nth - 6, last_day=min(7 * nth, 31))
    if groups.get("y"):
        return _in_year(mention, int(m["y"]))
    return mention


def _in_year(mention: DateMention, year: int) -> DateMention | None:
    """Return the part of a month in the year that is named."""
    month, length = mention.month or 1, month_end(year, mention.month or 1).day
    first, last = min(mention.day or 1, length), min(mention.last_day or 31, length)
    return explicit(
        mention.span, make_day(year, month, first), make_day(year, month, last), mention.granularity
    )


def _last_week_of(rules: Rules, m: Match, span: Span) -> DateMention | None:
    month = month_of(rules, m)
    length = month_end(int(m["y"]) if m["y"] else 2023, month).day
    mention = DateMention(span, "month", "week", month=month, day=length - 6, last_day=31)
    return _in_year(mention, int(m["y"])) if m["y"] else mention


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


def _quarter_alone(rules: Rules, m: Match, span: Span) -> DateMention | None:
    mention = _quarter_of(rules, m, span)
    return replace(mention, loose="preposed") if mention else None


def _half_of(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "H2 2019", "the first half of last year"."""
    groups = m.groupdict()
    nth = rules.words.number(m["ordinal"]) if groups.get("ordinal") else 2
    if nth not in (1, 2):
        return None
    if groups.get("y"):
        year = int(m["y"])
        return explicit(span, dt.date(year, 6 * nth - 5, 1), month_end(year, 6 * nth), "quarter")
    direction = direction_of(m) or "this"
    months = ({"last": -12, "this": 0, "next": 12}[direction],) * 2
    return DateMention(
        span,
        "relative",
        "quarter",
        month=6 * nth - 5,
        last_month=6 * nth,
        shift_months=months,
        direction=direction,
    )


def _year_month(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "2015-12" and "12-2015", where that is no span of years."""
    year, month = int(m["y"]), int(m["mm"])
    if m.start("y") < m.start("mm") and len(m["mm"]) == 2 and month > year % 100:
        return None
    mention = explicit(span, dt.date(year, month, 1), month_end(year, month), "month")
    return replace(mention, loose="alone") if mention else None


def _spelt_year(rules: Rules, m: Match, span: Span) -> DateMention | None:
    year = year_number(rules, m)
    if year is None or not 1000 <= year <= 2999:
        return None
    days = between(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")
    return DateMention(span, "year", "year", days, loose="" if m.groupdict().get("edge") else "alone")


def _century(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "the 15th century": by the count, and by the figures of its years."""
    nth = rules.words.number(m["ordinal"])
    if nth is None or not 2 <= nth <= 30:
        return None
    mention = explicit(span, dt.date(100 * nth - 100, 1, 1), dt.date(100 * nth, 12, 31), "period")
    return replace(mention, loose="alone") if mention else None


def _short_decade(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "the nineties" and "the 90s": those of the last century, and those before them are past too."""
    name = m.groupdict().get("decade_name")
    tens = rules.language.chronology.decade_names[squeeze(name)] if name else int(m["tens"])
    mention = explicit(span, dt.date(1900 + tens, 1, 1), dt.date(1909 + tens, 12, 31), "year")
    return replace(mention, loose="preposed") if mention else None


def _to_date(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "year to date"."""
    unit = unit_of(rules, m)
    shift = (0, 0)
    if unit == "week":
        return DateMention(span, "relative", "week", shift_days=shift, direction="earlier")
    if unit in ("month", "quarter", "year"):
        return DateMention(span, "relative", granularity_of(unit), shift_months=shift, direction="earlier")
    return None


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
    (
        "y4 month_name",
        r"(?:<edge><sep>(?:<of> )*)?<month_name>(?:\.?,? (?:<of> )?| <on> |[-/])<y>",
        _month_year,
    ),
    ("month_name", r"(?:<edge><sep>(?:<of> )*)?(?:(?:<last>|<this>|<next>) )?<month_name>", _month_alone),
    ("month_name toward", r"<month_name> (?:<last>|<this>|<next>)(?! <year>)", _month_alone),
    (
        "month_name week",
        r"(?:<article> )?<ordinal> <week> (?:(?:<of>|<on>) )*<month_name>(?:\.?,? (?:<of> )?<y>)?",
        _month_alone,
    ),
    ("month_name week", r"<week> <ordinal> (?:<month> )?<month_name>", _month_alone),
    (
        "month_name week",
        r"(?:<article> )?<last> <week> (?:(?:<of>|<on>) )*<month_name>(?:\.?,? (?:<of> )?<y>)?",
        _last_week_of,
    ),
    ("qh y4", r"(?:q(?P<ordinal>[1-4]))~[,-]?~(?:<of> )?<y>", _quarter),
    ("qh y4", r"<y>(?:-|~)q(?P<ordinal>[1-4])", _quarter),
    ("quarter year", r"<ordinal> <quarter> (?:<of> )*(?:(?:<last>|<this>|<next>) )?<year>", _quarter_of),
    ("quarter year", r"<quarter> <ordinal> <year> (?:<last>|<this>|<next>)", _quarter_of),
    ("figure quarter", r"<ordinal> <quarter> (?:<of> )*(?:<year> )?<y>", _quarter),
    ("figure quarter", r"<quarter> <ordinal> (?:<of> )?(?:<year> )?<y>", _quarter),
    ("y4 edge", r"<edge><sep>(?:<of> )*(?:<year> )?<y>", _year_only),
    ("y4", r"(?:<year> )?<y>", _year_only),
    ("y4", r"(?:<between> )?<y>~(?:[-/]|\u007e)~<yy2>", _years),
    ("tens", r"(?:<article> )?(?P<y>(?:1[5-9]|20)\d0)(?:s|'s| s|-an)", _decade),
    ("y4 month_name", r"<y>[-/]<month_name>", _month_year),
    ("y4 month_name", r"(?P<apart><y>) <month_name>", _month_year),
    ("spelt month_name", r"<month_name>,?(?: (?:<of>|<on>))? <wy>", _month_year),
    ("spelt", r"<wy>", _spelt_year),
    ("spelt year", r"(?:<article> )?(?P<edge><year>) <wy>", _spelt_year),
    ("y4", r"<y>[-/]<mm>", _year_month),
    ("y4", r"<mm>[-/]<y>", _year_month),
    ("qh", r"q(?P<ordinal>[1-4])", _quarter_alone),
    ("quarter next", r"<next> <year>'s <ordinal> <quarter>", _quarter_of),
    ("quarter last", r"<last> <year>'s <ordinal> <quarter>", _quarter_of),
    ("quarter this", r"<this> <year>'s <ordinal> <quarter>", _quarter_of),
    ("qh y4", r"h(?P<ordinal>[12])~[,-]?~(?:<of> )?<y>", _half_of),
    ("qh y4", r"<y>(?:-|~)h(?P<ordinal>[12])", _half_of),
    ("half year", r"<ordinal> <half> (?:<of> )*(?:(?:<last>|<this>|<next>) )?<year>", _half_of),
    ("half figure", r"<ordinal> <half> (?:<of> )*(?:<year> )?<y>", _half_of),
    ("century", r"(?:<article> )?<ordinal> <century>", _century),
    ("decade_name", r"(?:<article> )?<decade_name>", _short_decade),
    ("tens", r"(?:<article> )?'?(?P<tens>[2-9]0)(?: ?s|'s)", _short_decade),
    ("unit to_date", r"(?:<article> )?<unit> <to_date>", _to_date),
)
