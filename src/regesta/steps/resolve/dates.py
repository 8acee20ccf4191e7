"""Dates: find expressions of time, place them against a report's day, read a report's own day.

In: text, a language pack, the days of publication. Out: ranges of calendar days with their bases.

Pure, and our own grammar over the packs' words: `docs/decisions/0007-own-date-grammar.md` says why.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from regesta.model.reports import CleanReport, DateMention, Report
from regesta.model.spans import Span
from regesta.model.times import DayRange, on
from regesta.packs.language import Language
from regesta.steps.resolve.date_find import find_dates
from regesta.steps.resolve.date_place import place_date
from regesta.steps.resolve.date_words import filler
from regesta.text.fold import fold

__all__ = ["find_dates", "header_date", "parse_expression", "place_date"]

_URL = re.compile(r"https?://\S+")
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")


def parse_expression(
    expression: str, reference: dt.date, language: Language, past: bool = True
) -> DayRange | None:
    """Return the days that an expression means, if it is one and means any.

    Args:
        expression: The words alone: "last Saturday", "Q3 2021". Words that are no part of a date
            ("the 2021 census") make it something else, and it is refused.
        reference: The day on which it was written.
        language: The pack to read it with.
        past: Whether it tells of the past.
    """
    if not expression.strip():
        return None
    mentions = find_dates(expression, Span(0, len(expression)), language)
    if len(mentions) != 1:
        return None
    span = mentions[0].span
    around = f"{expression[: span.start]} | {expression[span.end :]}"
    if filler(language).sub(" ", fold(around)).strip(" |.,;:()\"'"):
        return None
    # Alone, "in six weeks" lies ahead; in a sentence it may be "for the first time in six weeks".
    past = past and mentions[0].direction != "within"
    return place_date(mentions[0], on(reference), past, expression)


def header_date(report: Report, clean: CleanReport, languages: Mapping[str, Language]) -> DayRange | None:
    """Return the day on which a report says that it was published.

    Looks at what was given with it, then at the date lines and datelines that cleaning set apart,
    then at the report's address and the addresses it names as its own source. None if all are silent.
    """
    if report.published is not None:
        return report.published
    own = languages.get(report.language or "")
    packs = [*([own] if own else []), *(p for p in languages.values() if p is not own)]
    for dropped in clean.dropped:
        if dropped.reason in ("header", "dateline"):
            words = " ".join(dropped.span.of(report.text).split())
            for mention in _explicit_days(report.text, dropped.span, packs):
                if mention.range is not None:
                    return DayRange(mention.range.start, mention.range.end, "day", (f"header: {words}",))
    for address in _addresses(report, clean):
        found = _URL_DAY.search(address)
        if found:
            try:
                day = dt.date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
            return on(day, f"url: {'-'.join(found.groups())}")
    return None


def _explicit_days(text: str, span: Span, packs: list[Language]) -> Iterator[DateMention]:
    for language in packs:
        for mention in find_dates(text, span, language):
            if mention.range is not None and mention.granularity == "day" and mention.range.n_days == 1:
                yield mention


def _addresses(report: Report, clean: CleanReport) -> Iterator[str]:
    if report.url:
        yield report.url
    if _URL.match(report.source):
        yield report.source
    for dropped in clean.dropped:
        if dropped.reason in ("url", "boilerplate"):
            yield from _URL.findall(dropped.span.of(report.text))
