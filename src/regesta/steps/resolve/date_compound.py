"""Place what hangs on another date: offsets, parts of a period, the week of a day, mixed ranges."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable

from regesta.model.reports import DateMention
from regesta.model.times import DayRange, Granularity, on

PLACED_BY_OTHERS = frozenset({"shifted", "span", "week-of", "part-of"})
Place = Callable[[DateMention, DayRange, bool], DayRange | None]
_DAY = dt.timedelta(days=1)


def place_compound(mention: DateMention, reference: DayRange, past: bool, place: Place) -> DayRange | None:
    """Return the days of an expression whose `anchor` is placed first."""
    if mention.anchor is None:
        return None
    # "Two weeks from Monday" is told ahead, whatever the sentence tells of.
    past = past and mention.direction != "ahead"
    if mention.kind == "part-of" and reference.n_days != 1:
        return _for_each_end(mention, reference, past, place)
    anchor = place(mention.anchor, reference, past)
    if anchor is None or anchor.start is None or anchor.last is None:
        return None
    try:
        if mention.kind == "span":
            return _through(mention, anchor.start, anchor.last, reference, place)
        if mention.kind == "shifted":
            return _shifted(mention, anchor.start, anchor.last)
        if mention.kind == "week-of":
            return _week_of(mention, anchor.start, anchor.last)
        return _part_of(mention, anchor.start, anchor.last, anchor.granularity)
    except OverflowError:
        return None


def _for_each_end(mention: DateMention, reference: DayRange, past: bool, place: Place) -> DayRange | None:
    """Place a part of a period for the first and the last day of a wide reference, and take all between."""
    if reference.start is None or reference.last is None:
        return None
    ends = [place(mention, on(day), past) for day in (reference.start, reference.last)]
    starts = [e.start for e in ends if e is not None and e.start is not None]
    lasts = [e.last for e in ends if e is not None and e.last is not None]
    return _range(min(starts), max(lasts), mention.granularity) if starts and lasts else None


def _range(first: dt.date, last: dt.date, granularity: Granularity) -> DayRange | None:
    return DayRange(first, last + _DAY, granularity) if first <= last else None


def _shifted(mention: DateMention, first: dt.date, last: dt.date) -> DayRange | None:
    if mention.workdays:
        n = mention.shift_days[0] if mention.shift_days else 0
        starts, ends = by_workdays(first, n), by_workdays(last, n)
    else:
        months = mention.shift_months[0] if mention.shift_months else 0
        days = mention.shift_days[0] if mention.shift_days else 0
        starts, ends = _by(first, months, days), _by(last, months, days)
    if mention.direction == "lasting":
        return _range(first, ends - _DAY, mention.granularity)
    return _range(starts, ends, mention.granularity)


def _by(day: dt.date, months: int, days: int) -> dt.date:
    """Move a day by months, then by days; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9998:
        raise OverflowError("a year that no calendar has")
    day = dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    return day + days * _DAY


def by_workdays(day: dt.date, n: int) -> dt.date:
    """Move a day by so many days from Monday to Friday."""
    step = _DAY if n > 0 else -_DAY
    for _ in range(abs(n)):
        day += step
        while day.weekday() > 4:
            day += step
    return day


def _through(
    mention: DateMention, first: dt.date, last: dt.date, reference: DayRange, place: Place
) -> DayRange | None:
    """Place a range whose ends are told in different ways; its end follows its beginning."""
    end = mention.through
    if end is None:
        return None
    free = end.range is None and not end.direction and end.anchor is None
    if free and end.kind in ("weekday", "month-day", "month"):
        placed = place(end, DayRange(first, last + _DAY), False)
    else:
        placed = place(end, reference, True) or place(end, reference, False)
    if placed is None or placed.last is None:
        return None
    if placed.last < first:  # "from 5 December to tomorrow", told as past
        return None
    return _range(first, placed.last, mention.granularity)


def _week_of(mention: DateMention, first: dt.date, last: dt.date) -> DayRange | None:
    """Place the calendar week of a day, or the weekend nearest to it."""
    if mention.weekday is None:
        return _range(first - first.weekday() * _DAY, last + (6 - last.weekday()) * _DAY, "week")
    # Monday to Wednesday are nearer to the weekend before them.
    starts, ends = (d + (5 - d.weekday() - (7 if d.weekday() < 3 else 0)) * _DAY for d in (first, last))
    return _range(starts, ends + _DAY, "week")


def _part_of(
    mention: DateMention, first: dt.date, last: dt.date, granularity: Granularity
) -> DayRange | None:
    """Place "the third week of 2018", "the last two months of the year"."""
    nth, n, unit = mention.nth or 1, mention.n or 1, mention.granularity
    if nth == 1 and n == 1 and unit == granularity:
        return None
    if unit == "week" and nth < 0 and granularity not in ("year", "quarter"):
        return _range(last - (7 * n - 1) * _DAY, last, unit)
    units = _units(unit, first, last, whole_weeks=granularity in ("year", "quarter"))
    chosen = units[-n:] if nth < 0 else units[nth - 1 : nth - 1 + n]
    if len(chosen) < n:
        return None
    return _range(chosen[0][0], chosen[-1][1], unit)


_MAX_UNITS = 800


def _units(
    unit: Granularity, first: dt.date, last: dt.date, *, whole_weeks: bool
) -> list[tuple[dt.date, dt.date]]:
    """Cut a period into units. The weeks of a year are those of ISO 8601, those of a month begin with it."""
    found: list[tuple[dt.date, dt.date]] = []
    if (last - first).days > _MAX_UNITS:
        return found
    if unit == "week" and whole_weeks:
        day = first + (3 - first.weekday()) % 7 * _DAY  # the first Thursday tells the first week
        while day <= last:
            found.append((day - 3 * _DAY, day + 3 * _DAY))
            day += 7 * _DAY
        return found
    day = first
    while day <= last:
        following = (
            day + {"day": 1, "week": 7}[unit] * _DAY
            if unit in ("day", "week")
            else _by(day, 3 if unit == "quarter" else 1, 0)
        )
        found.append((day, min(following - _DAY, last)))
        day = following
    return found
