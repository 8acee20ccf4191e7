"""Join neighbours that are one expression: day and weekday, an offset and its day, two ends of a range."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from regesta.model.reports import DateMention
from regesta.model.spans import Span
from regesta.model.times import between, on
from regesta.steps.resolve.date_offsets import PREFIXES
from regesta.steps.resolve.date_rules import Rules, explicit, make_day
from regesta.text.fold import squeeze

BEFORE_CHARS = 40  # how far before an expression its preposition is looked for
_CLAUSE_END = re.compile(r"\s*(?:\Z|[.,;:)!?])")
_DATED = ("month-day", "month", "week")


def join(found: list[DateMention], folded: str, span: Span, rules: Rules) -> list[DateMention]:
    """Join neighbours that are one expression."""
    if len(found) > 1:
        found = _same(found, folded, span, rules)
        found = _hung(found, folded, span, rules)
        found = _same(found, folded, span, rules)
        found = _ranges(found, folded, span, rules)
    return [_untied(m, folded, span, rules) if m.kind in PREFIXES and m.anchor is None else m for m in found]


def _gap(a: DateMention, b: DateMention, folded: str, span: Span) -> str | None:
    """Return what stands between two expressions, if that is little."""
    gap = folded[a.span.end - span.start : b.span.start - span.start]
    return gap if len(gap) <= BEFORE_CHARS else None


# --------------------------------------------------------------------------- one day in two ways


def _same(found: list[DateMention], folded: str, span: Span, rules: Rules) -> list[DateMention]:
    """Join two ways of naming one day."""
    kept: list[DateMention] = []
    for mention in found:
        gap = _gap(kept[-1], mention, folded, span) if kept else None
        one = _as_one(kept[-1], mention, gap, rules) if gap is not None else None
        if one is None:
            kept.append(mention)
        else:
            kept[-1] = one
    return kept


def _as_one(a: DateMention, b: DateMention, gap: str, rules: Rules) -> DateMention | None:
    cover = a.span.cover(b.span)
    close = re.fullmatch(r"[\s,(]*-?", gap) is not None
    if close or re.fullmatch(rf"[\s,]*{rules.words.alternation['of']}\s+", gap):
        same = _same_day(a, b, cover, bracketed="(" in gap)
        if same is not None:
            return same
    if close or rules.glue.fullmatch(gap):
        return _in_that_year(a, b, cover) or _near(a, b, cover)
    return None


def _is_day(m: DateMention) -> bool:
    return m.granularity == "day" and m.kind in ("month-day", "explicit")


def _same_day(a: DateMention, b: DateMention, cover: Span, *, bracketed: bool) -> DateMention | None:
    """Join two ways of naming one day: "Monday, 13 May", "13 May (Monday)", "yesterday (Sunday)"."""
    bare = a.kind == "weekday" and a.shift_days is None and a.anchor is None
    if bare and _is_day(b) and b.weekday is None and (b.month is not None or b.range is not None):
        return replace(b, span=cover, weekday=a.weekday, loose="")
    if not bracketed or b.kind != "weekday" or b.shift_days is not None:
        return None
    if _is_day(a) and a.weekday is None:
        return replace(a, span=cover, weekday=b.weekday, loose="")
    if a.kind == "relative" and a.granularity == "day" and a.shift_days is not None:
        # The weekday is what the writer looked up; it and "yesterday" may differ by the time of printing.
        return replace(b, span=cover, direction="last" if a.shift_days[1] < 0 else b.direction)
    return None


def _in_that_year(a: DateMention, b: DateMention, cover: Span) -> DateMention | None:
    """Join "May 5" and "of last year": the occurrence in that year."""
    yearly = b.kind == "relative" and b.granularity == "year" and b.direction in ("last", "this", "next")
    if not yearly or b.month is not None or b.shift_months is None or b.shift_months[0] != b.shift_months[1]:
        return None
    if a.kind not in _DATED or a.range is not None or a.direction or (a.month is None and a.kind != "week"):
        return None
    return replace(a, span=cover, anchor=b, loose="")


def _near(a: DateMention, b: DateMention, cover: Span) -> DateMention | None:
    """Join a weekday to an amount of time: "Monday, two weeks from now", "in three days on Friday"."""
    for day, other in ((a, b), (b, a)):
        plain = day.kind == "weekday" and not day.direction and day.shift_days is None and day.anchor is None
        if plain and (
            other.kind == "shifted" or (other.kind == "relative" and other.direction in ("ago", "within"))
        ):
            return DateMention(
                cover, "weekday", "day", weekday=day.weekday, anchor=other, direction=other.direction
            )
    return None


# --------------------------------------------------------------------------- offsets


def _hung(found: list[DateMention], folded: str, span: Span, rules: Rules) -> list[DateMention]:
    """Tie each offset to the date that follows it, the last first: "two days before the week of"."""
    kept: list[DateMention] = []
    for mention in reversed(found):
        if kept and mention.kind in PREFIXES and mention.anchor is None:
            gap = _gap(mention, kept[-1], folded, span)
            if gap is not None and rules.glue.fullmatch(gap):
                named = kept[-1].kind == "year" and rules.article.search(gap)  # "before the 2016 convention"
                tied = None if named else _tied(mention, kept[-1], mention.span.cover(kept[-1].span))
                if tied is not None:
                    kept[-1] = tied
                    continue
        kept.append(mention)
    return kept[::-1]


def _tied(a: DateMention, b: DateMention, cover: Span) -> DateMention | None:
    """Join an offset to its date."""
    if b.kind in ("vague", "anniversary") or (b.kind in PREFIXES and b.anchor is None):
        return None
    day = b.range.start if b.range is not None and b.granularity == "day" else None
    plain = a.kind == "offset" and a.direction != "lasting" and a.shift_months is None and not a.workdays
    if plain and day is not None and a.shift_days is not None:
        return replace(b, span=cover, range=on(day + dt.timedelta(days=a.shift_days[0])))
    one_unit = not a.workdays and (a.shift_days is None or a.shift_months is None)
    if (
        a.kind == "offset" and a.direction == "ahead" and b.loose and one_unit
    ):  # "six weeks from now": no exact day
        return replace(a, span=cover, kind="relative", direction="later")
    kind = "shifted" if a.kind == "offset" else a.kind
    fine = "day" if kind == "shifted" and b.granularity == "day" else a.granularity
    return replace(a, span=cover, kind=kind, granularity=fine, anchor=replace(b, loose=""))


def _untied(m: DateMention, folded: str, span: Span, rules: Rules) -> DateMention:
    """Read "two weeks before" at the end of a clause as "ago"; before anything else it hangs on that."""
    if m.kind != "offset" or m.direction not in ("ago", "later"):
        return m
    words = squeeze(folded[m.span.start - span.start : m.span.end - span.start])
    ends = _CLAUSE_END.match(folded, m.span.end - span.start) is not None
    if ends and m.direction == "ago" and words.endswith(tuple(rules.words.ago)):
        return replace(m, kind="relative")
    return DateMention(m.span, "vague", "period")


# --------------------------------------------------------------------------- ranges


def _ranges(found: list[DateMention], folded: str, span: Span, rules: Rules) -> list[DateMention]:
    """Join the two ends of a range."""
    kept: list[DateMention] = []
    for mention in found:
        gap = _gap(kept[-1], mention, folded, span) if kept else None
        joined = (
            _from_to(kept[-1], mention, gap, folded, span, rules)
            if gap is not None and rules.to.fullmatch(gap)
            else None
        )
        if joined is None:
            kept.append(mention)
        else:
            kept[-1] = joined
    return kept


def _from_to(
    a: DateMention, b: DateMention, gap: str, folded: str, span: Span, rules: Rules
) -> DateMention | None:
    """Return two ends as one range, or None if they are two dates."""
    if a.loose and b.loose and a.month is None and b.month is None and a.range is None:
        return None  # "from third to second" are places
    cover = a.span.cover(b.span)
    before = folded[max(0, a.span.start - span.start - BEFORE_CHARS) : a.span.start - span.start]
    opening = rules.between.search(before)
    if rules.conjunction.fullmatch(gap) and not opening:
        return None  # "on 3 May and 5 May" are two days
    if opening:
        cover = Span(a.span.start - len(before) + opening.start(), cover.end)
    worded = any(map(str.isalpha, gap))
    range_ = _ranged(a, b, cover)
    if range_ is None and (opening or worded):
        range_ = _mixed(a, b, cover)
    if range_ is None:
        return None
    # "10/1-11/7" may be anything unless a word says that it is a range.
    unsure = a.loose == "alone" and b.loose == "alone" and not (opening or worded)
    return replace(range_, loose="alone" if unsure else "")


def _ranged(a: DateMention, b: DateMention, cover: Span) -> DateMention | None:
    """Join the two ends of a range that are told in one way."""
    plain = not (a.anchor or b.anchor or a.direction or b.direction)
    if a.kind == b.kind == "weekday" and a.weekday is not None and b.weekday is not None:
        if a.shift_days is not None or b.shift_days is not None or a.last_day is not None or not plain:
            return None
        return replace(a, span=cover, last_day=(b.weekday - a.weekday) % 7)
    if a.range is not None and b.range is not None:
        if a.range.start is None or b.range.last is None or b.range.last < a.range.start:
            return None
        return DateMention(
            cover, "explicit", b.granularity, between(a.range.start, b.range.last, b.granularity)
        )
    fixed = a.easter is None and b.easter is None and a.nth is None and b.nth is None
    if not plain or not fixed:
        return None
    if a.kind == "month-day" and b.kind == "month-day" and a.last_day is None and b.last_day is None:
        if b.month is None and a.month is not None and a.day and b.day:  # "from 27 April to the 3rd"
            b = replace(b, month=a.month if b.day > a.day else a.month % 12 + 1)
        elif a.month is None and b.month is not None and a.day and b.day:  # "from the 27th to 3 May"
            a = replace(a, month=b.month if b.day > a.day else (b.month - 2) % 12 + 1)
        return replace(a, span=cover, last_month=b.month, last_day=b.day)
    if a.range is None and b.range is not None and b.range.last is not None and a.month is not None:
        last = b.range.last
        year = last.year if a.month <= last.month else last.year - 1
        first = make_day(year, a.month, a.day or 1)
        return explicit(cover, first, last, b.granularity) if a.kind in ("month-day", "month") else None
    if a.kind == b.kind == "month" and a.range is None and b.range is None and a.month and b.month:
        return replace(a, span=cover, day=1, last_month=b.month, last_day=31)
    return None


def _mixed(a: DateMention, b: DateMention, cover: Span) -> DateMention | None:
    """Join ends that are told in different ways: "from next Friday to 1 October", "between May and now"."""
    for end in (a, b):
        if (
            end.kind in ("vague", "anniversary")
            or (end.kind in PREFIXES and end.anchor is None)
            or end.through is not None
        ):
            return None
    return DateMention(
        cover, "span", b.granularity, anchor=replace(a, loose=""), through=replace(b, loose="")
    )
