"""Days that move: the Easter cycle, the nth weekday of a month, weeks with a number."""

from __future__ import annotations

import calendar
import datetime as dt

from regesta.model.reports import DateMention


def easter_sunday(year: int) -> dt.date:
    """Return western Easter Sunday of a year, by the rule of the Gregorian calendar."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date | None:
    """Return the nth weekday of a month, -1 for its last; None where the month has no such day."""
    length = calendar.monthrange(year, month)[1]
    days = [d for d in range(1, length + 1) if dt.date(year, month, d).weekday() == weekday]
    if nth > len(days):
        return None
    return dt.date(year, month, days[nth - 1 if nth > 0 else nth])


def iso_week(year: int, nth: int) -> dt.date | None:
    """Return the Monday of a numbered week, or None where the year has no such week."""
    try:
        return dt.date.fromisocalendar(year, nth, 1)
    except ValueError:
        return None


def of_year(mention: DateMention, year: int) -> dt.date | None:
    """Return the day of a year on which a feast falls, before any shift."""
    if mention.easter is not None:
        return easter_sunday(year) + dt.timedelta(days=mention.easter)
    if mention.nth is not None and mention.weekday is not None:
        return nth_weekday(year, mention.month or 1, mention.weekday, mention.nth)
    try:
        return dt.date(year, mention.month or 1, mention.day or 1)
    except ValueError:
        return None
