"""Rules for what hangs on another date: "three weeks from tomorrow", "the week of", "the third month of".

Each is a mention of its own that `date_join` ties to the date that follows; alone it means nothing.
"""

from __future__ import annotations

from dataclasses import replace

from regesta.model.reports import DateMention
from regesta.model.spans import Span
from regesta.steps.resolve.date_rules import Make, Match, Rules, Template, granularity_of, unit_of
from regesta.text.fold import squeeze

PREFIXES = frozenset({"offset", "week-of", "part-of"})
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
_MAX_MONTHS = 12_000


def counted(rules: Rules, amount: str) -> tuple[int, int, str, int] | None:
    """Return the days, the months, the smallest unit and the working days of "two weeks and a day"."""
    days = months = workdays = 0
    unit = ""
    for part in rules.words.amount_part.finditer(amount):
        if part["fused"]:
            n, unit = 1, rules.words.fused[squeeze(part["fused"])]
        else:
            found = rules.words.number(part["n"])
            if found is None:
                return None
            n, unit = found, rules.words.units[squeeze(part["unit"])]
        if unit == "workday":
            workdays += n
        elif unit in _DAYS:
            days += n * _DAYS[unit]
        elif unit in _MONTHS:
            months += n * _MONTHS[unit]
        else:
            return None
    mixed = sum(map(bool, (days, months, workdays)))
    if not mixed or months > _MAX_MONTHS or (workdays and mixed > 1):
        return None
    return days, months, unit, workdays


def moved(rules: Rules, amount: str, span: Span, sign: int) -> DateMention | None:
    """Return the shift that an amount of time makes, forward or back, still without its kind."""
    n = counted(rules, amount)
    if n is None:
        return None
    days, months, unit, workdays = n
    mention = DateMention(span, "relative", granularity_of(unit))
    if workdays:
        return replace(mention, shift_days=(sign * workdays,) * 2, workdays=True, granularity="day")
    return replace(
        mention,
        shift_days=(sign * days,) * 2 if days else None,
        shift_months=(sign * months,) * 2 if months else None,
    )


def _offset(sign: int, direction: str) -> Make:
    def make(rules: Rules, m: Match, span: Span) -> DateMention | None:
        mention = moved(rules, m["amount"], span, sign)
        return replace(mention, kind="offset", direction=direction) if mention else None

    return make


def _next_to(sign: int) -> Make:
    """Read "the day after", "the week before", which need a date behind them."""

    def make(rules: Rules, m: Match, span: Span) -> DateMention | None:
        unit = unit_of(rules, m)
        forms = getattr(rules.language.chronology, unit)
        if squeeze(m["unit"]) != squeeze(forms[0]):
            return None  # "the days following" are not one day; the first form is the singular
        direction = "ago" if sign < 0 else "later"
        if unit in _DAYS:
            days = (sign * _DAYS[unit],) * 2
            return DateMention(span, "offset", granularity_of(unit), shift_days=days, direction=direction)
        if unit in _MONTHS:
            months = (sign * _MONTHS[unit],) * 2
            return DateMention(span, "offset", granularity_of(unit), shift_months=months, direction=direction)
        return None

    return make


def _week_of(rules: Rules, m: Match, span: Span) -> DateMention | None:
    return DateMention(span, "week-of", "week")


def _weekend_of(rules: Rules, m: Match, span: Span) -> DateMention | None:
    return DateMention(span, "week-of", "week", weekday=5)


def _part_of(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "the third week of", "the last two months of": which, and how many units of what follows."""
    groups = m.groupdict()
    nth = rules.words.number(m["ordinal"]) if groups.get("ordinal") else -1
    n = rules.words.number(m["n"]) if groups.get("n") else 1
    unit = unit_of(rules, m)
    if groups.get("ordinal", "").isdecimal():  # "2 weeks from" counts
        return None
    if not nth or not n or unit not in ("day", "week", "month", "quarter"):
        return None
    return DateMention(span, "part-of", granularity_of(unit), nth=nth, n=n)


def _further(steps: int) -> Make:
    """Read "the week after next", "the month before last"."""

    def make(rules: Rules, m: Match, span: Span) -> DateMention | None:
        unit = unit_of(rules, m)
        direction = "next" if steps > 0 else "last"
        if unit == "week":
            return DateMention(span, "relative", "week", shift_days=(7 * steps,) * 2, direction=direction)
        if unit in ("month", "quarter", "year"):
            months = (_MONTHS[unit] * steps,) * 2
            return DateMention(
                span, "relative", granularity_of(unit), shift_months=months, direction=direction
            )
        return None

    return make


def _several_ago(sign: int) -> Make:
    """Read an amount of several units: "two weeks and three days ago"."""

    def make(rules: Rules, m: Match, span: Span) -> DateMention | None:
        n = counted(rules, m["amount"])
        mention = moved(rules, m["amount"], span, sign)
        if n is None or mention is None or not (n[3] or (n[0] and n[1]) or n[2] == "day"):
            return None  # of one unit, and that a coarse one: the plainer rules know its slack
        now = DateMention(span, "relative", "day", shift_days=(0, 0))
        return replace(mention, kind="shifted", anchor=now, granularity="day")

    return make


def _spanning(sign: int) -> Make:
    """Read "the next four working days", "the last three months and two weeks"."""

    def make(rules: Rules, m: Match, span: Span) -> DateMention | None:
        n = counted(rules, m["amount"])
        mention = moved(rules, m["amount"], span, sign)
        if n is None or mention is None or not (n[3] or (n[0] and n[1])):
            return None
        now = DateMention(span, "relative", "day", shift_days=(0, 0))
        far = replace(mention, kind="shifted", anchor=now, granularity="day")
        near = replace(now, shift_days=(sign, sign))
        first, last = (near, far) if sign > 0 else (far, near)
        return DateMention(span, "span", "day", anchor=first, through=last)

    return make


def _later(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "three weeks later": from something else that happened."""
    return DateMention(span, "vague", "period")


def _rest_of(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "the rest of the week"."""
    return _running(rules, m, span, "rest")


def _earlier_in(rules: Rules, m: Match, span: Span) -> DateMention | None:
    """Read "earlier in the week"."""
    return _running(rules, m, span, "earlier")


def _running(rules: Rules, m: Match, span: Span, direction: str) -> DateMention | None:
    unit = unit_of(rules, m)
    if unit == "week":
        return DateMention(span, "relative", "week", shift_days=(0, 0), direction=direction)
    if unit in ("month", "quarter", "year"):
        return DateMention(span, "relative", granularity_of(unit), shift_months=(0, 0), direction=direction)
    return None


def _now(rules: Rules, m: Match, span: Span) -> DateMention | None:
    return DateMention(span, "relative", "day", shift_days=(0, 0), loose="alone")


_NAMED = "<weekday>|<month_name>|<holiday>|<today>|<yesterday>|<tomorrow>|<last>|<next>"
_DATED = rf"(?= (?:<article> )?(?:{_NAMED}|\d))"

TEMPLATES: tuple[Template, ...] = (
    ("unit before", rf"<article> <unit> <before>{_DATED}", _next_to(-1)),
    ("unit after", rf"<article> <unit> <after>{_DATED}", _next_to(1)),
    ("unit before", r"<amount> <before>", _offset(-1, "ago")),
    ("unit after", r"<amount> <after>", _offset(1, "later")),
    ("unit counted_from", r"<amount>,? <counted_from>", _offset(1, "ahead")),
    ("unit lasting counted_from", r"<lasting> <amount>,? <counted_from>", _offset(1, "lasting")),
    ("unit lasting_from", r"(?:<lasting> )?<amount>,? <lasting_from>", _offset(1, "lasting")),
    ("week_of", r"(?:<article> )?<week_of>", _week_of),
    ("weekend", r"(?:<article> )?<weekend> <of>", _weekend_of),
    ("unit ordinal", r"(?:<article> )?<ordinal> (?:<n> )?<unit> (?:<of>|<on>)", _part_of),
    ("unit nth", r"(?:<article> )?<ordinal> (?:<n> )?<unit> (?:<of>|<on>)", _part_of),
    ("unit last", r"(?:<article> )?<last> (?:<n> )?<unit> (?:<of>|<on>)", _part_of),
    ("unit after_next", r"<article> <unit> <after_next>", _further(2)),
    ("unit before_last", r"<article> <unit> <before_last>", _further(-2)),
    ("unit ago", r"<amount> <ago>", _several_ago(-1)),
    ("unit next", r"<next> <amount>", _spanning(1)),
    ("unit last", r"<last> <amount>", _spanning(-1)),
    ("unit later", r"<amount> <later>", _later),
    ("unit rest_of", r"(?:<article> )?<rest_of> (?:(?:<article>|<this>) )?<unit>", _rest_of),
    ("unit ago", r"<ago> <on> <article> <unit>", _earlier_in),
    ("unit later", r"<later> <on> <article> <unit>", _rest_of),
    ("now", r"<now>", _now),
)
