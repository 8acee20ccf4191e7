"""Score dates against a Recognizers specification: words in a sentence and a reference day in, days out.

In: a JSON file of cases (`Input`, `Context`, `Results`), named after its language ("English.json"). Out: the
share of its dates and date ranges that are right at day level, read as past: the gold's first day lies in
our days. Beside it, the share whose first day is the gold's. Times, durations, sets and zones are left out,
as are values without a first day.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval import stats
from eval.common import DataError, Options, Result, coder, day, lines_by, read_text
from regesta.model.spans import Span
from regesta.model.times import DayRange, on
from regesta.packs.language import Language
from regesta.steps.resolve.dates import find_dates, parse_expression, place_date

CODES = {
    "English": "en", "Arabic": "ar", "Chinese": "zh", "French": "fr", "German": "de", "Portuguese": "pt",
    "Spanish": "es", "Turkish": "tr", "Indonesian": "id", "Russian": "ru",
}  # fmt: skip
_KINDS = {"datetimeV2.date": "date", "datetimeV2.daterange": "range"}


@dataclass(frozen=True, slots=True)
class Case:
    """Words of a sentence, the day of writing, and the first of the days they mean."""

    sentence: str
    span: Span
    reference: dt.date
    kind: str
    start: dt.date


def score(path: Path, options: Options) -> Result:
    """Return the share of a specification's dates and date ranges that are read right."""
    code = CODES.get(path.stem)
    if code is None:
        raise DataError(f"{path}: name the file after its language, one of {', '.join(CODES)}")
    language = coder(code).language
    cases = stats.sampled(list(read_cases(path)), options.n)
    days = [_alone(c, language) for c in cases]
    alone = [right(c, found) for c, found in zip(cases, days, strict=True)]
    exact = [_exact(c, found) for c, found in zip(cases, days, strict=True)]
    within = [right(c, _within(c, language)) for c in cases]
    by_kind = [(k, [f for c, f in zip(cases, alone, strict=True) if c.kind == k]) for k in ("date", "range")]
    misses = tuple(
        f"{c.span.of(c.sentence)!r} on {c.reference}: wants {c.start}, got {_shown(found)}"
        for c, f, found in zip(cases, alone, days, strict=True)
        if not f
    )
    extra = lines_by([("first day the same", exact), ("found in its sentence", within)])
    return Result("datespecs", "accuracy", stats.share(alone), len(cases), lines_by(by_kind), extra, misses)


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the dates and date ranges of a specification that have days, the past reading of each."""
    for row in json.loads(read_text(path)):
        reference = day(row.get("Context", {}).get("ReferenceDateTime"))
        for result in row.get("Results") or []:
            kind = _KINDS.get(str(result.get("TypeName")))
            if kind is None or reference is None or "Start" not in result:
                continue
            start = _past(result, kind)
            length = result.get("Length") or result["End"] - result["Start"] + 1
            if start is not None and length > 0:
                span = Span(result["Start"], result["Start"] + length)
                yield Case(row["Input"], span, reference, kind, start)


def _past(result: dict[str, Any], kind: str) -> dt.date | None:
    """Return the first day of the first of a result's readings; where there are two, that is the past one."""
    for value in (result.get("Resolution") or {}).get("values") or []:
        return day(value.get("value" if kind == "date" else "start"))
    return None


def right(case: Case, found: DayRange | None) -> bool:
    """Return whether our days, bounded below, hold the first day of the case."""
    return found is not None and found.start is not None and found.holds(case.start)


def _exact(case: Case, found: DayRange | None) -> bool:
    return found is not None and found.start == case.start


def _alone(case: Case, language: Language) -> DayRange | None:
    return parse_expression(case.span.of(case.sentence), case.reference, language)


def _within(case: Case, language: Language) -> DayRange | None:
    for mention in find_dates(case.sentence, Span(0, len(case.sentence)), language):
        if mention.span.meets(case.span):
            return place_date(mention, on(case.reference), True, case.sentence)
    return None


def _shown(found: DayRange | None) -> str:
    return "nothing" if found is None else f"{found.start}..{found.end} ({found.granularity})"
