"""Intervals of calendar days with the reasons for their bounds.

A date is never a single guess: it is every day on which the thing may have happened, and a list of
bases that says why. Two bases intersect; an empty intersection is an issue, not a guess.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

Granularity = Literal["day", "week", "month", "quarter", "year", "period"]

BASIS_KINDS = (
    "explicit",  # the text gives day, month and year
    "header",  # the report's own date line, or a date given beside the file
    "url",
    "weekday",  # a weekday against the report's date
    "relative",  # "two weeks ago"
    "anniversary",
    "tenure",  # who held which office
    "after",  # after a dated occurrence
    "before",
    "occasion",  # a meeting in the calendar
    "event",  # another event of the same report
    "publication",  # nothing better: at or shortly before publication
    "pack-as-of",  # the last day the packs know of
    "override",  # a person's decision
)


@dataclass(frozen=True, slots=True)
class DayRange:
    """Half-open range of calendar days [start, end) at the place of the event.

    `None` is unbounded on that side. `granularity` is how finely the source spoke: a meeting "on
    Monday" has granularity "day" even while eighteen Mondays are possible. `basis` holds entries
    "kind: detail", kinds from `BASIS_KINDS`.
    """

    start: dt.date | None
    end: dt.date | None
    granularity: Granularity = "day"
    basis: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError(f"empty or backward range of days: {self.start}..{self.end}")
        for entry in self.basis:
            if entry.partition(":")[0] not in BASIS_KINDS:
                raise ValueError(f"unknown kind of basis: {entry!r}")

    @property
    def last(self) -> dt.date | None:
        """Return the last day inside the range."""
        return None if self.end is None else self.end - dt.timedelta(days=1)

    @property
    def n_days(self) -> int | None:
        """Return the number of days in the range, or None where it is unbounded."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days

    def holds(self, day: dt.date) -> bool:
        """Return whether `day` lies in the range."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def meets(self, other: DayRange) -> bool:
        """Return whether the two ranges share a day."""
        return intersect(self, other) is not None

    def because(self, *entries: str) -> DayRange:
        """Return the same range with further bases, in the order given, without repeats."""
        return replace(self, basis=tuple(dict.fromkeys((*self.basis, *entries))))


UNBOUNDED = DayRange(None, None, "period")


def on(day: dt.date, *basis: str) -> DayRange:
    """Return the range of one day."""
    return DayRange(day, day + dt.timedelta(days=1), "day", basis)


def between(first: dt.date, last: dt.date, granularity: Granularity = "period", *basis: str) -> DayRange:
    """Return the range from `first` to `last`, both included."""
    return DayRange(first, last + dt.timedelta(days=1), granularity, basis)


_FINENESS: dict[Granularity, int] = {"day": 0, "week": 1, "month": 2, "quarter": 3, "year": 4, "period": 5}


def intersect(a: DayRange, b: DayRange) -> DayRange | None:
    """Return the days both allow, with both bases and the finer granularity; None if there are none."""
    start = max((d for d in (a.start, b.start) if d is not None), default=None)
    end = min((d for d in (a.end, b.end) if d is not None), default=None)
    if start is not None and end is not None and start >= end:
        return None
    granularity = min(a.granularity, b.granularity, key=_FINENESS.__getitem__)
    return DayRange(start, end, granularity, tuple(dict.fromkeys((*a.basis, *b.basis))))


def how_told(days: DayRange) -> str:
    """Return how finely a range is told and which kinds of basis it has, each once: "day explicit tenure"."""
    said = {entry.partition(":")[0] for entry in days.basis}
    return " ".join((days.granularity, *(kind for kind in BASIS_KINDS if kind in said)))


def to_weekday(window: DayRange, weekday: int) -> DayRange | None:
    """Shrink a range to the first and last of its days that fall on `weekday` (0 is Monday).

    Returns None if no such day lies in the range. Unbounded sides stay unbounded.
    """
    start, last = window.start, window.last
    if start is not None:
        start += dt.timedelta(days=(weekday - start.weekday()) % 7)
    if last is not None:
        last -= dt.timedelta(days=(last.weekday() - weekday) % 7)
    if start is not None and last is not None and start > last:
        return None
    end = None if last is None else last + dt.timedelta(days=1)
    return DayRange(start, end, "day", window.basis)
