"""Join neighbours that are one expression: a day and its weekday, the ends of a range, an offset and its day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from regesta.model.reports import DateMention
from regesta.model.spans import Span
from regesta.model.times import between, on
from regesta.steps.resolve.date_rules import Rules, explicit, make_day
from regesta.text.fold import squeeze

BEFORE_CHARS = 40  # how far before an expression its preposition is looked for


def join(found: list[DateMention], folded: str, span: Span, rules: Rules) -> list[DateMention]:
    """Join neighbours that are one expression."""
    kept: list[DateMention] = []
    for mention in found:
        if kept:
            gap = folded[kept[-1].span.end - span.start : mention.span.start - span.start]
            joined = (
                _joined(kept[-1], mention, gap, folded, span, rules) if len(gap) <= BEFORE_CHARS else None
            )
            if joined is not None:
                kept[-1] = joined
                continue
        kept.append(mention)
    return [_untied(m, folded, span, rules) if m.kind == "offset" else m for m in kept]


_CLAUSE_END = re.compile(r"\s*(?:\Z|[.,;:)!?])")


def _untied(m: DateMention, folded: str, span: Span, rules: Rules) -> DateMention:
    """Read "two weeks before" at the end of a clause as "ago"; before anything else it hangs on that."""
    words = squeeze(folded[m.span.start - span.start : m.span.end - span.start])
    ends = _CLAUSE_END.match(folded, m.span.end - span.start) is not None
    if ends and m.direction == "ago" and words.endswith(tuple(rules.words.ago)):
        return replace(m, kind="relative")
    return DateMention(m.span, "vague", "period")


def _joined(
    a: DateMention, b: DateMention, gap: str, folded: str, span: Span, rules: Rules
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
    before = folded[max(0, a.span.start - span.start - BEFORE_CHARS) : a.span.start - span.start]
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
        first = make_day(year, a.month, a.day or 1)
        return explicit(cover, first, last, b.granularity) if a.kind in ("month-day", "month") else None
    if a.kind == b.kind == "month" and a.range is None and b.range is None and a.month and b.month:
        return replace(a, span=cover, day=1, last_month=b.month, last_day=31)
    return None
