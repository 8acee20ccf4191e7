"""Find expressions of time in a stretch of text.

Rules are templates over a language's words (`date_words`): one list serves word orders on both
sides ("last week", "minggu lalu"). The longest match wins; then neighbours are joined ("Monday" +
"13 May", "3 March" + "to" + "5 March"), and "since" or "until" before one is taken in.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from regesta.model.reports import DateMention
from regesta.model.spans import Span
from regesta.model.times import Granularity, between, on
from regesta.packs.language import Language
from regesta.steps.resolve.date_words import TimeWords, edge_of, time_words
from regesta.text.fold import fold, squeeze

_Match = re.Match[str]
_Make = Callable[["_Rules", _Match, Span], DateMention | None]
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of one language, compiled."""

    language: Language
    words: TimeWords
    rules: tuple[tuple[frozenset[str], re.Pattern[str], _Make], ...]
    bounds: tuple[tuple[str, re.Pattern[str]], ...]
    between: re.Pattern[str]
    to: re.Pattern[str]
    conjunction: re.Pattern[str]
    preposition: re.Pattern[str]
    article: re.Pattern[str]
    part: re.Pattern[str]


def find_dates(text: str, span: Span, language: Language) -> tuple[DateMention, ...]:
    """Return the expressions of time in a stretch, in reading order, none overlapping.

    Args:
        text: The stored text.
        span: The stretch to search, usually a sentence.
        language: The pack whose words of time are looked for.

    Returns:
        What is written, not yet placed. A year without a preposition ("the 2021 census") names
        something else and is no date; a month without one may be a name ("May") and is none either.
    """
    rules = _rules(language)
    folded = fold(text[span.start : span.end])
    seen: set[str] = set()
    for hit in rules.words.table.all_hits(folded):
        seen.update(hit.values)
    if re.search(r"\d", folded):
        seen.add("figure")
    if not seen:
        return ()
    found: list[DateMention] = []
    for needs, pattern, make in rules.rules:
        if needs <= seen:
            for match in pattern.finditer(folded):
                here = Span(match.start() + span.start, match.end() + span.start)
                if not _cased(text, span, match, rules.words):
                    continue
                mention = make(rules, match, here)
                if mention is not None:
                    found.append(mention)
    kept = _longest(found)
    kept = _join(kept, folded, span, rules)
    kept = [_with_part(m, folded, span, rules) for m in kept]
    return tuple(m for m in (_anchored(m, folded, span, rules) for m in kept) if m is not None)


def _cased(text: str, span: Span, match: _Match, words: TimeWords) -> bool:
    """Return whether names of months and weekdays are capitalised where the language does so.

    A figure beside the name makes up for the capital ("13 may 2024").
    """
    if not words.cased or re.search(r"\d", match[0]):
        return True
    for group in ("month_name", "month_name2", "weekday", "weekday2"):
        if group in match.re.groupindex and match[group] is not None:
            letter = text[span.start + match.start(group)]
            if letter.islower():
                return False
    return True


def _longest(found: list[DateMention]) -> list[DateMention]:
    kept: list[DateMention] = []
    for mention in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
        elif mention.span.end - mention.span.start > kept[-1].span.end - kept[-1].span.start:
            kept[-1] = mention
    return kept


# --------------------------------------------------------------------------- what a match means


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def _figure(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _year(words: str) -> int:
    year = int(words)
    return year if year > 99 else 2000 + year if year < 70 else 1900 + year


def _direction(match: _Match) -> str:
    groups = match.groupdict()
    return next((name for name in ("last", "this", "next") if groups.get(name)), "")


def _month(rules: _Rules, match: _Match, group: str = "month_name") -> int:
    return rules.words.calendar.months[squeeze(match[group])]


def _weekday(rules: _Rules, match: _Match, group: str = "weekday") -> int:
    return rules.words.calendar.weekdays[squeeze(match[group])]


def _explicit(
    span: Span, first: dt.date | None, last: dt.date | None, granularity: Granularity
) -> DateMention | None:
    if first is None or last is None or last < first:
        return None
    return DateMention(span, "explicit", granularity, between(first, last, granularity))


def _on(span: Span, day: dt.date | None) -> DateMention | None:
    return DateMention(span, "explicit", "day", on(day)) if day else None


def _iso(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    return _on(span, _day(int(m["y"]), int(m["mm"]), _figure(m["d"])))


def _numeric(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    first, second, year = int(m["a"]), int(m["b"]), _year(m["yy"])
    day, month = (
        (first, second) if (rules.words.day_first or first > 12) and second <= 12 else (second, first)
    )
    return _on(span, _day(year, month, day))


def _day_number(rules: _Rules, m: _Match) -> int:
    groups = m.groupdict()
    return _figure(m["d"]) if groups.get("d") else rules.words.number(m["nth_word"]) or 0


def _day_month_year(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    return _on(span, _day(int(m["y"]), _month(rules, m), _day_number(rules, m)))


def _numeric_day(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    """Read "22/04": a date only where nothing else stands, for it may be a fraction."""
    first, second = int(m["a"]), int(m["b"])
    day, month = (
        (first, second) if (rules.words.day_first or first > 12) and second <= 12 else (second, first)
    )
    if _day(2024, month, day) is None or m.string.strip(" .,;:()") != m[0]:
        return None
    return DateMention(span, "month-day", "day", month=month, day=day)


def _han(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    year, month, day = (int(m[g]) if m[g] else None for g in ("y", "mm", "d"))
    if year and month and day:
        return _on(span, _day(year, month, day))
    if year and month:
        return _explicit(span, dt.date(year, month, 1), month_end(year, month), "month")
    if month and day:
        return DateMention(span, "month-day", "day", month=month, day=day)
    return None


def _days_month(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    month, first, last = _month(rules, m), _figure(m["d"]), _figure(m["d2"])
    two_days = rules.conjunction.fullmatch(f" {m['joint']} ") is not None and not m["between"]
    if last <= first or two_days:
        return None
    if m["y"]:
        year = int(m["y"])
        return _explicit(span, _day(year, month, first), _day(year, month, last), "day")
    return DateMention(span, "month-day", "day", month=month, day=first, last_month=month, last_day=last)


def _month_day(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    month, day = _month(rules, m), _day_number(rules, m)
    if _day(2024, month, day) is None:
        return None
    return DateMention(span, "month-day", "day", month=month, day=day)


def _day_only(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    return DateMention(span, "month-day", "day", day=_figure(m["nth"]))


_EDGE_DAYS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_EDGE_WEEK = {"early": (1, 2), "mid": (3, 3), "late": (4, 7)}
_EDGE_MONTHS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}


def _month_year(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    year, month = int(m["y"]), _month(rules, m)
    first, last = 1, month_end(year, month).day
    if m["edge"]:
        low, high = _EDGE_DAYS[edge_of(rules.language, m["edge"])]
        first, last = low, min(high, last)
    days = between(dt.date(year, month, first), dt.date(year, month, last), "month")
    return DateMention(span, "month", "month", days, month=month)


def _month_alone(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    groups = m.groupdict()
    direction = _direction(m)
    mention = DateMention(span, "month", "month", month=_month(rules, m), direction=direction)
    if groups.get("edge"):
        low, high = _EDGE_DAYS[edge_of(rules.language, m["edge"])]
        mention = replace(mention, day=low, last_day=high)
    if groups.get("ordinal"):  # "the first week of June"
        nth = rules.words.number(m["ordinal"]) or 0
        if not 1 <= nth <= 5:
            return None
        mention = replace(mention, granularity="week", day=7 * nth - 6, last_day=min(7 * nth, 31))
    return mention


def _last_week_of(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    month = _month(rules, m)
    return DateMention(span, "month", "week", month=month, day=month_end(2023, month).day - 6, last_day=31)


def _quarter_of(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    """Read "the first quarter of last year"."""
    nth = rules.words.number(m["ordinal"])
    if nth is None or not 1 <= nth <= 4:
        return None
    direction = _direction(m) or "this"
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


def _quarter(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    nth, year = rules.words.number(m["ordinal"]), int(m["y"])
    if nth is None or not 1 <= nth <= 4:
        return None
    return _explicit(span, dt.date(year, 3 * nth - 2, 1), month_end(year, 3 * nth), "quarter")


def _year_only(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    year = int(m["y"])
    low, high = _EDGE_MONTHS[edge_of(rules.language, m["edge"])] if m.groupdict().get("edge") else (1, 12)
    return DateMention(span, "year", "year", between(dt.date(year, low, 1), month_end(year, high), "year"))


def _years(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    first, last = int(m["y"]), int(m["yy2"])
    last = last if last > 99 else first // 100 * 100 + last
    if not first < last < first + 200:
        return None
    return DateMention(span, "year", "year", between(dt.date(first, 1, 1), dt.date(last, 12, 31), "year"))


def _decade(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    year = int(m["y"])
    return _explicit(span, dt.date(year, 1, 1), dt.date(year + 9, 12, 31), "year")


def _weekday_rule(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    groups = m.groupdict()
    direction = _direction(m)
    mention = DateMention(span, "weekday", "day", weekday=_weekday(rules, m), direction=direction)
    if groups.get("week"):  # "Thursday last week": the day of that calendar week
        shift = {"last": -7, "this": 0, "next": 7}[direction]
        mention = replace(mention, shift_days=(shift, shift))
    if groups.get("d") and groups.get("mm"):  # "Senin (13/5)"
        day, month = _figure(m["d"]), int(m["mm"])
        if not rules.words.day_first and day <= 12 < month:
            day, month = month, day
        return replace(mention, kind="month-day", month=month, day=day) if _day(2024, month, day) else None
    return mention


def _named_day(shift: int) -> _Make:
    def make(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
        return DateMention(span, "relative", "day", shift_days=(shift, shift))

    return make


def _unit_of(rules: _Rules, m: _Match) -> str:
    return rules.words.units[squeeze(m["unit"])]


def _granularity(unit: str) -> Granularity:
    found: dict[str, Granularity] = {"day": "day", "week": "week", "month": "month", "quarter": "quarter"}
    return found.get(unit, "year")


def _calendar_unit(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    """Read "last year", "this month", "akhir tahun ini", "the end of the year", "earlier this quarter"."""
    groups = m.groupdict()
    unit = _unit_of(rules, m)
    direction = _direction(m) or "this"
    if unit == "day":
        return None
    if unit == "decade":
        far = {"last": (-1, 0), "this": None, "next": (0, 1)}[direction]
        return _shifted(span, unit, *far, direction) if far else DateMention(span, "vague", "period")
    steps = {"last": -1, "this": 0, "next": 1}[direction]
    if unit == "week" and squeeze(m["unit"]) in rules.words.fused and direction == "last":
        return DateMention(span, "relative", "week", shift_days=(-7, -7), direction="ago")
    if squeeze(m["unit"]) in rules.words.fused and direction == "last":
        return DateMention(
            span, "relative", _granularity(unit), shift_months=(-_MONTHS[unit],) * 2, direction="ago"
        )
    mention = DateMention(span, "relative", _granularity(unit), direction=direction)
    if unit == "week":
        mention = replace(mention, shift_days=(7 * steps, 7 * steps))
    else:
        mention = replace(mention, shift_months=(_MONTHS[unit] * steps,) * 2)
    edge = edge_of(rules.language, m["edge"]) if groups.get("edge") else ""
    if edge and unit == "year":
        low, high = _EDGE_MONTHS[edge]
        mention = replace(mention, month=low, last_month=high)
    elif edge and unit == "month":
        low, high = _EDGE_DAYS[edge]
        mention = replace(mention, day=low, last_day=high)
    elif edge and unit == "week":
        low, high = _EDGE_WEEK[edge]
        mention = replace(mention, day=low, last_day=high)
    elif edge:
        return None
    if groups.get("ago"):
        mention = replace(mention, direction="earlier")
    if groups.get("later"):
        mention = replace(mention, direction="rest")
    return mention


def _weekend(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    direction = _direction(m)
    return DateMention(span, "relative", "week", weekday=5, direction=direction or "weekend")


def _counted(rules: _Rules, m: _Match) -> tuple[int | None, str]:
    groups = m.groupdict()
    if groups.get("fused"):
        return 1, rules.words.fused[squeeze(m["fused"])]
    return rules.words.number(m["n"]), _unit_of(rules, m)


def _shifted(span: Span, unit: str, first: int, last: int, direction: str) -> DateMention | None:
    if unit in _DAYS:
        days = (first * _DAYS[unit], last * _DAYS[unit])
        return DateMention(span, "relative", _granularity(unit), shift_days=days, direction=direction)
    if unit in _MONTHS and abs(first) + abs(last) < 1000:
        months = (first * _MONTHS[unit], last * _MONTHS[unit])
        return DateMention(span, "relative", _granularity(unit), shift_months=months, direction=direction)
    return None


def _ago(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    n, unit = _counted(rules, m)
    return _shifted(span, unit, -n, -n, "ago") if n is not None else None


def _past_span(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    groups = m.groupdict()
    if groups.get("last") and squeeze(m["last"]) in rules.words.ago and m.start("last") > m.start("unit"):
        return _ago(rules, m, span)  # "tiga bulan lalu" is a point, "tiga bulan terakhir" a span
    n, unit = _counted(rules, m)
    return _shifted(span, unit, -n, 0, "last") if n is not None else None


def _some_span(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    """Read "the past few days": how many is not said, so the next larger unit is the measure."""
    unit = _unit_of(rules, m)
    if rules.words.number(m["word"]) is not None:
        return None
    if unit == "day":
        return DateMention(span, "relative", "week", shift_days=(-7, 0), direction="last")
    if unit == "week":
        return DateMention(span, "relative", "month", shift_days=(-35, 0), direction="last")
    if unit == "month":
        return DateMention(span, "relative", "year", shift_months=(-12, 0), direction="last")
    return DateMention(span, "vague", "period")


def _next_span(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    n, unit = _counted(rules, m)
    return _shifted(span, unit, 0, n, "next") if n is not None else None


def _within(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    n, unit = _counted(rules, m)
    return _shifted(span, unit, 0, n, "within") if n is not None else None


def _vague(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    return DateMention(span, "vague", "period")


def _anniversary(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
    groups = m.groupdict()
    n = rules.words.number(groups.get("ordinal") or m["n"])
    if n is None or not 0 < n < 500:
        return None
    return DateMention(span, "anniversary", "year", n=n)


def _offset(sign: int) -> _Make:
    """Read "a week before" and "two days after"; `_join` ties it to the day that follows."""

    def make(rules: _Rules, m: _Match, span: Span) -> DateMention | None:
        n, unit = _counted(rules, m)
        if n is None:
            return None
        mention = _shifted(span, unit, sign * n, sign * n, "ago" if sign < 0 else "later")
        return replace(mention, kind="offset") if mention else None

    return make


# Category of words that must stand in the text -> template -> what it means.
_TEMPLATES: tuple[tuple[str, str, _Make], ...] = (
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
    ("weekday", r"(?:(?:<last>|<this>|<next>|<early>|<late>) )?<weekday>", _weekday_rule),
    ("weekday", r"<weekday> (?:<last>|<this>|<next>)", _weekday_rule),
    ("weekday week", r"<weekday>,? (?:<of> )?(?:<last>|<this>|<next>) <week>", _weekday_rule),
    ("weekday week", r"<weekday>,? (?:<of> )?<week> (?:<last>|<this>|<next>)", _weekday_rule),
    ("weekday week", r"(?:<last>|<this>|<next>) <week>,? (?:<on> )?<weekday>", _weekday_rule),
    ("weekday week", r"<week> (?:<last>|<this>|<next>),? (?:<on> )?<weekday>", _weekday_rule),
    ("weekday figure", r"<weekday>,?~\(~<d>/<mm>~(?=\))", _weekday_rule),
    ("figure", r"(?P<a>\d{1,2})/(?P<b>\d{1,2})", _numeric_day),
    ("today", r"<today>", _named_day(0)),
    ("tonight", r"<tonight>", _named_day(0)),
    ("morning this", r"<this> <morning>", _named_day(0)),
    ("yesterday", r"<yesterday>", _named_day(-1)),
    ("tomorrow", r"<tomorrow>", _named_day(1)),
    ("unit", r"(?:<edge><sep>(?:<of> )*)?(?:<last>|<this>|<next>) <unit>", _calendar_unit),
    ("unit", r"(?:<edge> (?:<of> )*)?<unit> (?:<last>|<this>|<next>)", _calendar_unit),
    ("unit edge", r"<edge> (?:<of> )*<unit>", _calendar_unit),
    ("unit ago this", r"<ago> <this> <unit>", _calendar_unit),
    ("unit later this", r"<later> <this> <unit>", _calendar_unit),
    ("weekend", r"(?:(?:<article>|<last>|<this>|<next>) )?<weekend>", _weekend),
    ("weekend", r"<weekend> (?:<last>|<this>|<next>)", _weekend),
    ("unit before", r"(?:<around> )?<n> <unit> <before>", _offset(-1)),
    ("unit after", r"(?:<around> )?<n> <unit> <after>", _offset(1)),
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
    ("unit later", r"(?:<around> )?<n> <unit> <later>", _vague),
    ("vague", r"<vague>", _vague),
    ("anniversary", r"<ordinal><sep>(?:<year> )?<anniversary>", _anniversary),
    ("anniversary", r"<anniversary> <ordinal>(?: <year>)?", _anniversary),
    ("anniversary", r"<anniversary> <n>(?: <year>)?", _anniversary),
    ("anniversary", r"<n>(?: <year>)? <anniversary>", _anniversary),
    ("year", r"<n> <year>(?= <of>)", _anniversary),
)


@lru_cache(maxsize=64)
def _rules(language: Language) -> _Rules:
    words = time_words(language)
    compiled = tuple((frozenset(needs.split()), words.compile(t), make) for needs, t, make in _TEMPLATES)
    alt = words.alternation
    space = words.space
    edge = r"(?<!\w)" if words.bounded else ""
    both = "|".join(re.escape(squeeze(w)) for w in language.syntax.conjunctions) or "(?!)"
    return _Rules(
        language=language,
        words=words,
        rules=compiled,
        bounds=tuple(
            (name, re.compile(rf"{edge}{alt[name]}{space}(?:{alt['article']}{space})?\Z"))
            for name in ("since", "until", "before", "after")
        ),
        between=re.compile(rf"{edge}{alt['between']}{space}(?:{alt['article']}{space})?\Z"),
        to=re.compile(rf"[\s,]*{alt['to']}{space.replace('+', '*')}(?:{alt['article']}{space})?"),
        conjunction=re.compile(rf"\s+(?:{both})\s+"),
        preposition=re.compile(rf"(?:{edge}{alt['before_day']}{space}|\(\s*)(?:{alt['article']}{space})?\Z"),
        article=re.compile(rf"{edge}{alt['article']}{space}\Z"),
        part=re.compile(rf",?{space}(?:{alt['morning']})(?:{space}(?:{alt['morning']}))?(?!\w)"),
    )


# --------------------------------------------------------------------------- neighbours

_BEFORE_CHARS = 40  # how far before an expression its preposition is looked for


def _join(found: list[DateMention], folded: str, span: Span, rules: _Rules) -> list[DateMention]:
    """Join neighbours that are one expression."""
    kept: list[DateMention] = []
    for mention in found:
        if kept:
            gap = folded[kept[-1].span.end - span.start : mention.span.start - span.start]
            joined = (
                _joined(kept[-1], mention, gap, folded, span, rules) if len(gap) <= _BEFORE_CHARS else None
            )
            if joined is not None:
                kept[-1] = joined
                continue
        kept.append(mention)
    return [_untied(m, folded, span, rules) if m.kind == "offset" else m for m in kept]


_CLAUSE_END = re.compile(r"\s*(?:\Z|[.,;:)!?])")


def _untied(m: DateMention, folded: str, span: Span, rules: _Rules) -> DateMention:
    """Read "two weeks before" at the end of a clause as "ago"; before anything else it hangs on that."""
    words = squeeze(folded[m.span.start - span.start : m.span.end - span.start])
    ends = _CLAUSE_END.match(folded, m.span.end - span.start) is not None
    if ends and m.direction == "ago" and words.endswith(tuple(rules.words.ago)):
        return replace(m, kind="relative")
    return DateMention(m.span, "vague", "period")


def _joined(
    a: DateMention, b: DateMention, gap: str, folded: str, span: Span, rules: _Rules
) -> DateMention | None:
    """Return two neighbours as one expression, or None if they are two."""
    cover = a.span.cover(b.span)
    if a.kind == "offset":
        return _counted_from(a, b, cover) if re.fullmatch(r"\s+", gap) else None
    if re.fullmatch(r"[\s,(]*", gap) or re.fullmatch(rf"[\s,]*{rules.words.alternation['of']}\s+", gap):
        same = _same_day(a, b, cover, bracketed="(" in gap)
        if same is not None:
            return same
    if not rules.to.fullmatch(gap):
        return None
    before = folded[max(0, a.span.start - span.start - _BEFORE_CHARS) : a.span.start - span.start]
    opening = rules.between.search(before)
    if rules.conjunction.fullmatch(gap) and not opening:
        return None  # "on 3 May and 5 May" are two days
    if opening:
        cover = Span(a.span.start - len(before) + opening.start(), cover.end)
    return _ranged(a, b, cover)


def _is_day(m: DateMention) -> bool:
    return m.granularity == "day" and m.kind in ("month-day", "explicit")


def _counted_from(a: DateMention, b: DateMention, cover: Span) -> DateMention | None:
    """Join "a week before" to the day that it counts from."""
    if not _is_day(b) or a.shift_days is None:
        return None
    if b.range is not None and b.range.start is not None:
        return replace(b, span=cover, range=on(b.range.start + dt.timedelta(days=a.shift_days[0])))
    return replace(b, span=cover, shift_days=a.shift_days)


def _same_day(a: DateMention, b: DateMention, cover: Span, *, bracketed: bool) -> DateMention | None:
    """Join two ways of naming one day: "Monday, 13 May", "13 May (Monday)", "yesterday (Sunday)"."""
    if a.kind == "weekday" and a.shift_days is None and _is_day(b):
        return replace(b, span=cover, weekday=a.weekday)
    if not bracketed or b.kind != "weekday" or b.shift_days is not None:
        return None
    if _is_day(a) and a.weekday is None:
        return replace(a, span=cover, weekday=b.weekday)
    if a.kind == "relative" and a.granularity == "day" and a.shift_days is not None:
        # The weekday is what the writer looked up; it and "yesterday" may differ by the time of printing.
        return replace(b, span=cover, direction="last" if a.shift_days[1] < 0 else b.direction)
    return None


def _ranged(a: DateMention, b: DateMention, cover: Span) -> DateMention | None:
    """Join the two ends of a range."""
    if a.kind == b.kind == "weekday" and a.weekday is not None and b.weekday is not None:
        if a.shift_days is not None or b.shift_days is not None or a.last_day is not None:
            return None
        return replace(a, span=cover, last_day=(b.weekday - a.weekday) % 7)
    if a.range is not None and b.range is not None:
        if a.range.start is None or b.range.last is None or b.range.last < a.range.start:
            return None
        return DateMention(
            cover, "explicit", b.granularity, between(a.range.start, b.range.last, b.granularity)
        )
    if a.kind == "month-day" and b.kind == "month-day" and a.last_day is None and b.last_day is None:
        return replace(a, span=cover, last_month=b.month, last_day=b.day)
    if a.range is None and b.range is not None and b.range.last is not None and a.month is not None:
        last = b.range.last
        year = last.year if a.month <= last.month else last.year - 1
        first = _day(year, a.month, a.day or 1)
        return _explicit(cover, first, last, b.granularity) if a.kind in ("month-day", "month") else None
    if a.kind == b.kind == "month" and a.range is None and b.range is None and a.month and b.month:
        return replace(a, span=cover, day=1, last_month=b.month, last_day=31)
    return None


def _with_part(m: DateMention, folded: str, span: Span, rules: _Rules) -> DateMention:
    """Take in the part of the day that follows ("Monday morning")."""
    if m.granularity != "day":
        return m
    end = m.span.end - span.start
    part = rules.part.match(folded, end)
    if part:
        return replace(m, span=Span(m.span.start, part.end() + span.start))
    closes = folded.startswith(")", end) and "(" in folded[m.span.start - span.start : end]
    return replace(m, span=Span(m.span.start, m.span.end + 1)) if closes else m


def _anchored(m: DateMention, folded: str, span: Span, rules: _Rules) -> DateMention | None:
    """Take in "since" and "until"; drop a bare year or month that no preposition makes a date."""
    start, end = m.span.start - span.start, m.span.end - span.start
    before = folded[max(0, start - _BEFORE_CHARS) : start]
    whole = not any(map(str.isalnum, before)) and not any(map(str.isalnum, folded[end : end + _BEFORE_CHARS]))
    bare = m.kind in ("year", "month") and not whole and _bare(m, folded, span, rules)
    if bare and not (
        rules.preposition.search(before) and (m.kind != "year" or not rules.article.search(before))
    ):
        return None
    if m.kind in ("vague", "anniversary") or (m.direction not in ("", "this") and m.kind == "relative"):
        return m
    possessed = folded.startswith(("'s", "s'"), end)
    for direction, pattern in rules.bounds:
        if direction in ("before", "after") and (m.kind in ("weekday", "relative") or possessed):
            continue  # "after Monday's talks" is the same Monday
        word = pattern.search(before)
        if word:
            return replace(
                m, span=Span(m.span.start - len(before) + word.start(), m.span.end), direction=direction
            )
    return m


def _bare(m: DateMention, folded: str, span: Span, rules: _Rules) -> bool:
    words = squeeze(folded[m.span.start - span.start : m.span.end - span.start])
    return words.isdigit() or words in rules.words.calendar.months
