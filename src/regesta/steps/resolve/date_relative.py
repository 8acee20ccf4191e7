"""Rules for dates told from the day of writing: weekdays, "yesterday", "two weeks ago"."""

from __future__ import annotations

from dataclasses import replace

from regesta.model.reports import DateMention
from regesta.model.spans import Span
from regesta.steps.resolve.date_rules import (
    EDGE_DAYS,
    EDGE_MONTHS,
    EDGE_WEEK,
    Make,
    Match,
    Rules,
    Template,
    direction_of,
    figure,
    granularity_of,
    make_day,
    unit_of,
    weekday_of,
)
from regesta.steps.resolve.date_words import edge_of
from regesta.text.fold import squeeze, squeezed

_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}


def _weekday_rule(rules: Rules, m: Match, span: Span) -> DateMention | None:
    groups = m.groupdict()
    direction = direction_of(m)
    mention = DateMention(span, "weekday", "day", weekday=weekday_of(rules, m), direction=direction)
    if groups.get("week"):  # "Thursday last week": the day of that calendar week
        shift = {"last": -7, "this": 0, "next": 7}[direction]
        mention = replace(mention, shift_days=(shift, shift))
    if groups.get("d") and groups.get("mm"):  # "Senin (13/5)"
        day, month = figure(m["d"]), int(m["mm"])
        if not rules.words.day_first and day <= 12 < month:
            day, month = month, day
        return (
            replace(mention, kind="month-day", month=month, day=day) if make_day(2024, month, day) else None
        )
    return mention


def _named_day(shift: int) -> Make:
    def make(rules: Rules, m: Match, span: Span) -> DateMention | None:
        return DateMention(span, "relative", "day", shift_days=(shift, shift))

    return make


def _calendar_unit(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "last year", "this month", "akhir tahun ini", "the end of the year", "earlier this quarter"."""
    groups = m.groupdict()
    unit = unit_of(rules, m)
    direction = direction_of(m) or "this"
    if unit in ("day", "workday", "century"):
        return None
    if unit == "fortnight":
        days = {"last": (-14, 0), "this": (-13, 13), "next": (0, 14)}[direction]
        return DateMention(span, "relative", "week", shift_days=days, direction="near")
    if unit == "decade":
        far = {"last": (-1, 0), "this": None, "next": (0, 1)}[direction]
        return _shifted(span, unit, *far, direction) if far else DateMention(span, "vague", "period")
    if direction == "last" and squeeze(m["last"]) in squeezed(rules.language.chronology.running):
        return _shifted(span, unit, -1, 0, direction)  # "the past week" ends today, "last week" on Sunday
    steps = {"last": -1, "this": 0, "next": 1}[direction]
    if unit == "week" and squeeze(m["unit"]) in rules.words.fused and direction == "last":
        return DateMention(span, "relative", "week", shift_days=(-7, -7), direction="ago")
    if squeeze(m["unit"]) in rules.words.fused and direction == "last":
        return DateMention(
            span, "relative", granularity_of(unit), shift_months=(-_MONTHS[unit],) * 2, direction="ago"
        )
    mention = DateMention(span, "relative", granularity_of(unit), direction=direction)
    if unit == "week":
        mention = replace(mention, shift_days=(7 * steps, 7 * steps))
    else:
        mention = replace(mention, shift_months=(_MONTHS[unit] * steps,) * 2)
    edge = edge_of(rules.language, m["edge"]) if groups.get("edge") else ""
    if edge and unit == "year":
        low, high = EDGE_MONTHS[edge]
        mention = replace(mention, month=low, last_month=high)
    elif edge and unit == "month":
        low, high = EDGE_DAYS[edge]
        mention = replace(mention, day=low, last_day=high)
    elif edge and unit == "week":
        low, high = EDGE_WEEK[edge]
        mention = replace(mention, day=low, last_day=high)
    elif edge:
        return None
    if groups.get("ago"):
        mention = replace(mention, direction="earlier")
    if groups.get("later"):
        mention = replace(mention, direction="rest")
    return mention


def _weekend(rules: Rules, m: Match, span: Span) -> DateMention | None:
    direction = direction_of(m)
    return DateMention(span, "relative", "week", weekday=5, direction=direction or "weekend")


def _counted(rules: Rules, m: Match) -> tuple[int | None, str]:
    groups = m.groupdict()
    if groups.get("fused"):
        return 1, rules.words.fused[squeeze(m["fused"])]
    return rules.words.number(m["n"]), unit_of(rules, m)


def _shifted(span: Span, unit: str, first: int, last: int, direction: str) -> DateMention | None:
    if unit in _DAYS:
        days = (first * _DAYS[unit], last * _DAYS[unit])
        return DateMention(span, "relative", granularity_of(unit), shift_days=days, direction=direction)
    if unit in _MONTHS and abs(first) + abs(last) < 1000:
        months = (first * _MONTHS[unit], last * _MONTHS[unit])
        return DateMention(span, "relative", granularity_of(unit), shift_months=months, direction=direction)
    return None


def _ago(rules: Rules, m: Match, span: Span) -> DateMention | None:
    n, unit = _counted(rules, m)
    return _shifted(span, unit, -n, -n, "ago") if n is not None else None


def _past_span(rules: Rules, m: Match, span: Span) -> DateMention | None:
    groups = m.groupdict()
    if groups.get("last") and squeeze(m["last"]) in rules.words.ago and m.start("last") > m.start("unit"):
        return _ago(rules, m, span)  # "tiga bulan lalu" is a point, "tiga bulan terakhir" a span
    n, unit = _counted(rules, m)
    return _shifted(span, unit, -n, 0, "last") if n is not None else None


def _some_span(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "the past few days": how many is not said, so the next larger unit is the measure."""
    unit = unit_of(rules, m)
    if rules.words.number(m["word"]) is not None:
        return None
    if unit == "day":
        return DateMention(span, "relative", "week", shift_days=(-7, 0), direction="last")
    if unit == "week":
        return DateMention(span, "relative", "month", shift_days=(-35, 0), direction="last")
    if unit == "month":
        return DateMention(span, "relative", "year", shift_months=(-12, 0), direction="last")
    return DateMention(span, "vague", "period")


def _next_span(rules: Rules, m: Match, span: Span) -> DateMention | None:
    n, unit = _counted(rules, m)
    return _shifted(span, unit, 0, n, "next") if n is not None else None


def _within(rules: Rules, m: Match, span: Span) -> DateMention | None:
    n, unit = _counted(rules, m)
    return _shifted(span, unit, 0, n, "within") if n is not None else None


def _vague(rules: Rules, m: Match, span: Span) -> DateMention | None:
    return DateMention(span, "vague", "period")


def _anniversary(rules: Rules, m: Match, span: Span) -> DateMention | None:
    groups = m.groupdict()
    n = rules.words.number(groups.get("ordinal") or m["n"])
    if n is None or not 0 < n < 500:
        return None
    return DateMention(span, "anniversary", "year", n=n)


TEMPLATES: tuple[Template, ...] = (
    ("weekday", r"(?:(?:<last>|<this>|<next>|<early>|<late>) )?<weekday>", _weekday_rule),
    ("weekday toward", r"<weekday> (?:<last>|<this>|<next>)", _weekday_rule),
    ("weekday week", r"<weekday>,? (?:<of> )?(?:<last>|<this>|<next>) <week>", _weekday_rule),
    ("weekday week", r"<weekday>,? (?:<of> )?<week> (?:<last>|<this>|<next>)", _weekday_rule),
    ("weekday week", r"(?:<last>|<this>|<next>) <week>,? (?:<on> )?<weekday>", _weekday_rule),
    ("weekday week", r"<week> (?:<last>|<this>|<next>),? (?:<on> )?<weekday>", _weekday_rule),
    ("weekday figure", r"<weekday>,?~\(~<d>/<mm>~(?=\))", _weekday_rule),
    ("today", r"<today>", _named_day(0)),
    ("tonight", r"<tonight>", _named_day(0)),
    ("morning this", r"<this> <morning>", _named_day(0)),
    ("yesterday", r"<yesterday>", _named_day(-1)),
    ("tomorrow", r"<tomorrow>", _named_day(1)),
    ("unit toward", r"(?:<edge><sep>(?:<of> )*)?(?:<last>|<this>|<next>) <unit>", _calendar_unit),
    ("unit toward", r"(?:<edge> (?:<of> )*)?<unit> (?:<last>|<this>|<next>)", _calendar_unit),
    ("unit edge", r"<edge> (?:<of> )*<unit>", _calendar_unit),
    ("unit ago this", r"<ago> <this> <unit>", _calendar_unit),
    ("unit later this", r"<later> <this> <unit>", _calendar_unit),
    ("weekend", r"(?:(?:<article>|<last>|<this>|<next>) )?<weekend>", _weekend),
    ("weekend", r"<weekend> (?:<last>|<this>|<next>)", _weekend),
    ("unit ago", r"(?:<around> )?<n><sep><unit> <ago>", _ago),
    ("unit ago", r"<ago> (?:<around> )?<n> <unit>", _ago),
    ("unit ago", r"(?:<around> )?<fused> (?:<of> )?<ago>", _ago),
    ("unit last", r"<last> (?:<around> )?<n> <unit>", _past_span),
    ("unit last", r"<n> <last> <unit>", _past_span),
    ("unit last", r"(?:<around> )?<n> <unit> <last>", _past_span),
    ("unit last", r"<last> <word> <unit>", _some_span),
    ("unit next", r"<next> (?:<around> )?<n> <unit>", _next_span),
    ("unit next", r"<n> <next> <unit>", _next_span),
    ("unit next", r"(?:<around> )?<n> <unit> <next>", _next_span),
    ("unit within", r"<within> (?:<around> )?<n> <unit>", _within),
    ("vague", r"<vague>", _vague),
    ("anniversary", r"<ordinal><sep>(?:<year> )?<anniversary>", _anniversary),
    ("anniversary", r"<anniversary> <ordinal>(?: <year>)?", _anniversary),
    ("anniversary", r"<anniversary> <n>(?: <year>)?", _anniversary),
    ("anniversary", r"<n>(?: <year>)? <anniversary>", _anniversary),
    ("year", r"<n> <year>(?= <of>)", _anniversary),
)
