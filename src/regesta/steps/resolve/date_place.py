"""Place an expression of time against the days on which its report may have been published.

The reference is a range, often of one day and sometimes of many years. The answer holds every day
that the expression can mean for some day of the reference: never a guess.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

from regesta.model.reports import DateMention
from regesta.model.times import DayRange, Granularity, to_weekday
from regesta.steps.resolve.date_compound import PLACED_BY_OTHERS, place_compound
from regesta.steps.resolve.date_feasts import iso_week, of_year
from regesta.text.fold import squeeze

_DAY = dt.timedelta(days=1)
_NONE = dt.timedelta(0)
_YEAR_BEFORE = dt.timedelta(days=-366)
_LEAP_BEFORE = dt.timedelta(days=-8 * 366)  # 29 February may be eight years ago
_WEEK = dt.timedelta(days=7)
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORDS_CHARS = 60  # of the expression, as its basis quotes it
_MAX_YEARS = 200  # a reference wider than this bounds nothing


def place_date(
    mention: DateMention, reference: DayRange, past: bool = True, text: str | None = None
) -> DayRange | None:
    """Return the days that an expression means.

    Args:
        mention: As `find_dates` gives it.
        reference: The days on which the report may have been published.
        past: Whether what happened then is told as past. "On Monday" is the last Monday, or for
            what is still to come the next.
        text: The stored text, so that the basis can quote the words.

    Returns:
        A range with its basis ("weekday: Monday", "relative: two weeks ago", "explicit: 13 September
        2024"). "Since" runs from the day to the end of the reference, "until" from its beginning.
        None where the expression is vague, or nothing in the reference bounds it.
    """
    placed = _placed(mention, reference, past)
    if placed is None:
        return None
    placed = _directed(placed, mention, reference)
    if placed is None:
        return None
    words = " ".join(mention.span.of(text).split())[:_WORDS_CHARS] if text else _described(mention)
    kind = "explicit" if mention.range is not None else mention.kind
    if kind in PLACED_BY_OTHERS or kind == "week":
        kind = "relative"
    if kind in ("month", "month-day", "year"):
        kind = "explicit" if mention.weekday is None else "weekday"
    return DayRange(placed.start, placed.end, placed.granularity, (f"{kind}: {words}",))


def _described(mention: DateMention) -> str:
    """Put an expression into words from its fields alone."""
    if mention.range is not None:
        return str(mention.range.start)
    if mention.kind == "anniversary":
        return f"{mention.n} years"
    parts = [mention.direction] if mention.direction else []
    if mention.weekday is not None:
        parts.append(_NAMES[mention.weekday])
    if mention.day is not None:
        parts.append(str(mention.day))
    if mention.month is not None:
        parts.append(calendar.month_name[mention.month])
    if mention.shift_days is not None:
        parts.append(f"{mention.shift_days[0]}..{mention.shift_days[1]} days")
    if mention.shift_months is not None:
        parts.append(f"{mention.shift_months[0]}..{mention.shift_months[1]} months")
    return squeeze(" ".join(parts)) if not mention.weekday else " ".join(parts)


def _directed(placed: DayRange, mention: DateMention, reference: DayRange) -> DayRange | None:
    if mention.direction == "since":
        first, now = placed.start, reference.last
        if (
            first is not None and now is not None and first > now
        ):  # "since tomorrow", "starting next week": its end is not told
            return _range(placed.start, None, placed.granularity)
        return _range(placed.start, reference.last, placed.granularity)
    if mention.direction == "until":
        begun = reference.start is not None and placed.last is not None and reference.start <= placed.last
        return _range(reference.start if begun else None, placed.last, placed.granularity)
    if mention.direction == "before" and placed.start is not None:
        return _range(None, placed.start - _DAY, placed.granularity)
    if mention.direction == "after" and placed.end is not None:
        return _range(placed.end, None, placed.granularity)
    return placed


def _placed(mention: DateMention, reference: DayRange, past: bool) -> DayRange | None:
    if mention.range is not None:
        return mention.range
    if mention.anchor is not None and mention.kind in PLACED_BY_OTHERS:
        return place_compound(mention, reference, past, _placed)
    if mention.anchor is not None and mention.kind in ("month-day", "month"):
        return _in_that_year(mention, mention.anchor, reference, past)
    if mention.kind == "week" and mention.nth is not None:
        return _numbered_week(mention, reference)
    if mention.kind == "weekday" and mention.anchor is not None and mention.weekday is not None:
        return _weekday_near(mention.weekday, mention.anchor, reference, past)
    if mention.kind == "weekday" and mention.weekday is not None:
        return _weekday(mention, reference, past)
    if mention.kind in ("month-day", "month"):
        return _in_year(mention, reference, past)
    if mention.kind == "anniversary" and mention.n is not None:
        return _years_back(mention.n, reference)
    if mention.kind == "relative":
        return _relative(mention, reference, past)
    return None


def _range(first: dt.date | None, last: dt.date | None, granularity: Granularity) -> DayRange | None:
    """Return the range of both days and those between; None if it is backward."""
    if first is not None and last is not None and last < first:
        return None
    try:
        return DayRange(first, None if last is None else last + _DAY, granularity)
    except OverflowError:
        return None


def _moved(day: dt.date | None, days: int) -> dt.date | None:
    if day is None:
        return None
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None


def _by_months(day: dt.date | None, months: int) -> dt.date | None:
    """Move a day by months; the 31st becomes the last day of a shorter month."""
    if day is None:
        return None
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9998:
        return None
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


# --------------------------------------------------------------------------- weekdays


def _weekday(mention: DateMention, reference: DayRange, past: bool) -> DayRange | None:
    weekday = mention.weekday or 0
    if mention.shift_days is not None and mention.direction in ("last", "this", "next"):
        return _day_of_week(weekday, mention.shift_days[0], reference)
    if mention.direction == "this" and reference.n_days == 1:
        # "This Friday" lies in the week that is running, on either side of the report.
        return _lasting(_day_of_week(weekday, 0, reference), mention)
    low, high = (-6, 0) if past else (0, 6)
    first, last = _moved(reference.start, low), _moved(reference.last, high)
    # "Last Friday" is the latest before today, and for some writers that of last week; so with "next".
    if mention.direction == "last":
        before = _day_of_week(weekday, -7, reference)
        first, last = before.start if before else None, _moved(reference.last, -1)
    elif mention.direction == "next":
        after = _day_of_week(weekday, 7, reference)
        first, last = _moved(reference.start, 1), after.last if after else None
    window = _range(first, last, "day")
    return _lasting(to_weekday(window, weekday) if window else None, mention)


def _lasting(day: DayRange | None, mention: DateMention) -> DayRange | None:
    """Stretch "from Thursday" to its "through Tuesday", which may still lie ahead of the report."""
    if day is None or mention.last_day is None:
        return day
    return _range(day.start, _moved(day.last, mention.last_day), "day")


def _day_of_week(weekday: int, shift: int, reference: DayRange) -> DayRange | None:
    def day(around: dt.date | None) -> dt.date | None:
        return None if around is None else _moved(around, shift + weekday - around.weekday())

    return _range(day(reference.start), day(reference.last), "day")


def _weekday_near(weekday: int, anchor: DateMention, reference: DayRange, past: bool) -> DayRange | None:
    """Place "Monday, two weeks from now": that day or the weekday beside it, on either side."""
    around = _placed(anchor, reference, past)
    if around is None:
        return None
    wide = 6 if around.n_days is not None and around.n_days < 7 else 0
    window = _range(_moved(around.start, -wide), _moved(around.last, wide), "day")
    return to_weekday(window, weekday) if window else None


def _numbered_week(mention: DateMention, reference: DayRange) -> DayRange | None:
    """Place "week 31" in the year that is running, or in the one that is named ("of last year")."""
    within = reference if mention.anchor is None else _placed(mention.anchor, reference, True)
    if within is None or within.start is None or within.last is None:
        return None
    shift = {"last": -1, "next": 1}.get(mention.direction, 0)
    first = iso_week(within.start.year + shift, mention.nth or 1)
    last = iso_week(within.last.year + shift, mention.nth or 1)
    return _range(first, _moved(last, 6), "week") if first and last else None


# --------------------------------------------------------------------------- month and day, no year


def _in_that_year(
    mention: DateMention, year: DateMention, reference: DayRange, past: bool
) -> DayRange | None:
    """Place "May 5 of last year"."""
    within = _placed(year, reference, past)
    if within is None or within.start is None or within.last is None:
        return None
    if within.last.year - within.start.year > _MAX_YEARS:
        return None
    found = [
        r
        for y in range(within.start.year, within.last.year + 1)
        if (r := _occurrence(mention, y)) is not None
    ]
    return _range(found[0].start, found[-1].last, mention.granularity) if found else None


def _in_year(mention: DateMention, reference: DayRange, past: bool) -> DayRange | None:
    """Place what leaves out the year: its occurrences in the reference, else the nearest."""
    if reference.start is None and reference.end is None:
        return None
    first, last = reference.start, reference.last
    if mention.month is None:
        return _in_month(mention, reference, past)
    if first is None or last is None:
        return None
    if last.year - first.year > _MAX_YEARS:
        return None
    found = [
        r
        for year in range(max(2, first.year - 9), min(9997, last.year + 9) + 1)
        if (r := _occurrence(mention, year)) is not None
    ]
    return _chosen(found, mention, first, last, past)


def _in_month(mention: DateMention, reference: DayRange, past: bool) -> DayRange | None:
    """Place "the 15th"."""
    first, last = reference.start, reference.last
    if first is None or last is None or mention.day is None or (last - first).days > 31:
        return None
    found: list[DayRange] = []
    # With its weekday a number falls on the same day only every few months.
    far = 18 if mention.weekday is not None else 3
    for months in range(-far, far + 1):
        moved = _by_months(first.replace(day=1), months)
        if moved is not None and mention.day <= calendar.monthrange(moved.year, moved.month)[1]:
            day = moved.replace(day=mention.day)
            if mention.weekday is not None and day.weekday() != mention.weekday:
                continue
            found.append(DayRange(day, day + _DAY, "day"))
    return _chosen(found, mention, first, last, past)


def _occurrence(mention: DateMention, year: int) -> DayRange | None:
    """Return the days meant if the year were this."""
    if mention.easter is not None or mention.nth is not None:
        day = of_year(mention, year)
        if day is None:
            return None
        day += dt.timedelta(days=mention.shift_days[0] if mention.shift_days else 0)
        return DayRange(day, day + _DAY, "day")
    month = mention.month or 1
    end_month = mention.last_month or month
    low = mention.day or 1
    high = mention.last_day or (mention.day if mention.day and mention.kind == "month-day" else 31)
    end_year = year + (end_month < month or (end_month == month and high < low))
    if low > calendar.monthrange(year, month)[1]:
        return None
    first = dt.date(year, month, low)
    last = dt.date(end_year, end_month, min(high, calendar.monthrange(end_year, end_month)[1]))
    if mention.shift_days is not None:  # "a week before July 8"
        first, last = (d + dt.timedelta(days=mention.shift_days[0]) for d in (first, last))
    if mention.weekday is not None and mention.last_day is None and first.weekday() != mention.weekday:
        return None
    return _range(first, last, mention.granularity)


def _chosen(
    found: list[DayRange], mention: DateMention, first: dt.date, last: dt.date, past: bool
) -> DayRange | None:
    starts = {r: r.start for r in found if r.start is not None}
    inside = [r for r in found if first <= starts[r] <= last]
    if mention.direction == "last":
        inside = [r for r in inside if (last - first).days and r.end is not None and r.end <= last]
    if mention.direction == "this":
        inside = [r for r in found if first.year <= starts[r].year <= last.year]
    if mention.direction == "next":
        inside, past = [], False
    if inside:
        return _range(starts[inside[0]], inside[-1].last, mention.granularity)
    # A date without year lies within a year of its report: else its weekday was a slip, no guess.
    leap = mention.month == 2 and mention.day == 29
    far = _LEAP_BEFORE if leap or mention.month is None else _YEAR_BEFORE
    if past:
        before = [r for r in found if far <= starts[r] - first <= _NONE]
        if mention.direction == "last":
            before = [r for r in before if r.end is not None and r.end <= first]
        return before[-1] if before else None
    ahead = [r for r in found if r.end is not None and last < r.end and starts[r] - last <= -far]
    if mention.direction == "next":
        ahead = [r for r in ahead if starts[r] > last]
    return ahead[0] if ahead else None


# --------------------------------------------------------------------------- relative


def _relative(mention: DateMention, reference: DayRange, past: bool) -> DayRange | None:
    if mention.direction == "within" and past:
        return None  # "for the first time in two years" is no deadline
    if mention.weekday is not None:
        return _weekend(mention, reference, past)
    aligned = mention.direction in ("last", "this", "next", "earlier", "rest", "since", "until")
    if mention.shift_days is not None:
        low, high = mention.shift_days
        if mention.granularity == "week" and aligned and low == high:
            return _calendar(mention, reference, "week")
        slack = 3 if mention.granularity == "week" and low == high else 0
        return _range(
            _moved(reference.start, low - slack), _moved(reference.last, high + slack), mention.granularity
        )
    if mention.shift_months is None:
        return None
    low, high = mention.shift_months
    if low == high and aligned:
        # A quarter of some year is counted from that year.
        unit = "year" if mention.month is not None else mention.granularity
        return _calendar(mention, reference, unit)
    return _span_of_months(mention, reference)


def _span_of_months(mention: DateMention, reference: DayRange) -> DayRange | None:
    """Place "eleven years ago", "the past two years": a round figure carries a quarter either way."""
    low, high = mention.shift_months or (0, 0)
    yearly = mention.granularity == "year"
    if low == high:
        slack = 3 if yearly else 0
        first, last = _by_months(reference.start, low - slack), _by_months(reference.last, high + slack)
        # Papers also count by the calendar: eleven years ago is any day of that year.
        for start, end in _units(
            mention.granularity, _by_months(reference.start, low), _by_months(reference.last, low)
        ):
            first = min(first, start) if first is not None and start is not None else None
            last = max(last, end) if last is not None and end is not None else None
        if reference.last is not None and last is not None and high < 0:
            last = min(last, reference.last)
        return _range(first, last, mention.granularity)
    slack = 3 if yearly and max(abs(low), abs(high)) >= 24 else 1 if max(abs(low), abs(high)) >= 2 else 0
    first = _by_months(reference.start, low - slack if low < 0 else low)
    last = _by_months(reference.last, high + slack if high > 0 else high)
    return _range(first, last, mention.granularity)


def _units(
    granularity: Granularity, first: dt.date | None, last: dt.date | None
) -> Iterator[tuple[dt.date | None, dt.date | None]]:
    yield _unit(granularity, first)[0], _unit(granularity, last)[1]


def _unit(granularity: Granularity, day: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day of the calendar unit that holds a day."""
    if day is None:
        return None, None
    if granularity == "week":
        first = _moved(day, -day.weekday())
        return first, _moved(first, 6)
    if granularity == "year":
        return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
    n = 3 if granularity == "quarter" else 1
    first = day.replace(month=(day.month - 1) // n * n + 1, day=1)
    following = _by_months(first, n)
    return first, following - _DAY if following else None


def _calendar(mention: DateMention, reference: DayRange, unit: Granularity) -> DayRange | None:
    """Place "last week", "early this year", "later this month"."""

    def moved(day: dt.date | None) -> dt.date | None:
        if mention.shift_days is not None:
            return _moved(day, mention.shift_days[0])
        # From the first of the month, so that no day is clipped on the way.
        return _by_months(day.replace(day=1), (mention.shift_months or (0, 0))[0]) if day else None

    first, last = _unit(unit, moved(reference.start))[0], _unit(unit, moved(reference.last))[1]
    if mention.month is not None and first is not None and last is not None:  # early, mid or late in a year
        end = mention.last_month or 12
        first, last = (
            first.replace(month=mention.month),
            last.replace(month=end, day=calendar.monthrange(last.year, end)[1]),
        )
    elif mention.day is not None and unit == "week" and first is not None and last is not None:
        first, last = first + (mention.day - 1) * _DAY, last - (7 - (mention.last_day or 7)) * _DAY
    elif mention.day is not None and first is not None and last is not None:  # in a month
        if mention.day > last.day:
            return None
        first, last = (
            first.replace(day=min(mention.day, calendar.monthrange(first.year, first.month)[1])),
            last.replace(day=min(mention.last_day or 31, last.day)),
        )
    if mention.direction == "earlier":
        last = reference.last
    elif mention.direction == "rest":
        first = reference.start
    return _range(first, last, mention.granularity)


def _weekend(mention: DateMention, reference: DayRange, past: bool) -> DayRange | None:
    """Place a weekend, Saturday and Sunday: the one that is running or the nearest on the right side."""

    def saturday(day: dt.date | None, *, ahead: bool) -> dt.date | None:
        if day is None:
            return None
        back = (day.weekday() - 5) % 7
        nearest = day - dt.timedelta(days=back)
        running = back <= 1
        if mention.direction == "last" and running:
            return nearest - _WEEK
        return nearest + _WEEK if ahead and (not running or mention.direction == "next") else nearest

    ahead = mention.direction == "next" or (mention.direction in ("weekend", "this") and not past)
    first, last = saturday(reference.start, ahead=ahead), saturday(reference.last, ahead=ahead)
    return _range(first, _moved(last, 1), "week")


def _years_back(n: int, reference: DayRange) -> DayRange | None:
    """Return the year that an anniversary counts from; it is kept all through the year."""
    first = _unit("year", _by_months(reference.start, -12 * n))[0]
    last = _unit("year", _by_months(reference.last, -12 * n))[1]
    return None if first is None and last is None else _range(first, last, "year")
