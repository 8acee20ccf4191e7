"""Find expressions of time in a stretch of text.

Rules are templates over a language's words (`date_words`): one list serves word orders on both
sides ("last week", "minggu lalu"). The longest match wins; then neighbours are joined ("Monday" +
"13 May", "3 March" + "to" + "5 March"), and "since" or "until" before one is taken in.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from regesta.model.reports import DateMention
from regesta.model.spans import Span
from regesta.packs.language import Language
from regesta.steps.resolve import date_calendar, date_holidays, date_offsets, date_periods, date_relative
from regesta.steps.resolve.date_join import BEFORE_CHARS, join
from regesta.steps.resolve.date_offsets import PREFIXES
from regesta.steps.resolve.date_rules import Make, Match, Rules
from regesta.steps.resolve.date_words import TimeWords, time_words
from regesta.text.fold import fold, squeeze

# What figures look like: cheap to look for, so that most rules need not run.
_SHAPES = (
    ("y4", re.compile(r"(?:1[5-9]|20)\d\d")),
    ("slash", re.compile(r"\d\W{0,4}[-/.]\W{0,4}\d")),
    ("nth", re.compile(r"\d(?:st|nd|rd|th)|ke-?\s?\d")),
    ("tens", re.compile(r"0(?:\W{0,2}s|-an)(?!\w)")),
    ("qh", re.compile(r"[qh][1-4]")),
    ("han", re.compile(r"[年月]")),
)
_GLUED = re.compile(r"(?<!\w)[^\W\d_]{3,9}\d")  # "mar3"
_NAMES = ("month_name", "month_name2", "weekday", "weekday2", "weekday_any")


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
        seen.update(name for name, shape in _SHAPES if shape.search(folded))
        if _GLUED.search(folded):
            seen.add("month_name")
    if not seen:
        return ()
    found: list[DateMention] = []
    for pattern, make in _awake(language, frozenset(seen)):
        for match in pattern.finditer(folded):
            here = Span(match.start() + span.start, match.end() + span.start)
            if not _cased(text, span, match, rules.words):
                continue
            mention = make(rules, match, here)
            if mention is not None:
                found.append(mention)
    if not found:
        return ()
    while True:
        kept = join(_longest(found), folded, span, rules)
        idle = {m.span for m in kept if _is_idle(m, folded, span)}
        # What came to nothing may have hidden something shorter: "last week in" hid "last week".
        rest = [m for m in found if m.span not in idle or not (m.loose or m.kind in PREFIXES)]
        if len(rest) == len(found):
            break
        found = rest
    kept = [_with_part(m, folded, span, rules) for m in kept]
    return tuple(m for m in (_anchored(m, folded, span, rules) for m in kept) if m is not None)


def _is_idle(m: DateMention, folded: str, span: Span) -> bool:
    """Return whether an expression was waiting for another that did not come."""
    if m.kind in PREFIXES and m.anchor is None:
        return True
    return m.loose == "alone" and not _stands_alone(m, folded, span)


def _stands_alone(m: DateMention, folded: str, span: Span) -> bool:
    """Return whether no word or figure stands near an expression."""
    start, end = m.span.start - span.start, m.span.end - span.start
    around = folded[max(0, start - BEFORE_CHARS) : start] + folded[end : end + BEFORE_CHARS]
    return not any(map(str.isalnum, around))


@lru_cache(maxsize=8192)
def _awake(language: Language, seen: frozenset[str]) -> tuple[tuple[re.Pattern[str], Make], ...]:
    """Return the rules whose words stand in a text: sentences see few different sets of them."""
    return tuple((pattern, make) for needs, pattern, make in _rules(language).rules if needs <= seen)


def _cased(text: str, span: Span, match: Match, words: TimeWords) -> bool:
    """Return whether names of months and weekdays are capitalised where the language does so.

    A figure beside the name makes up for the capital ("13 may 2024").
    """
    if not words.cased or re.search(r"\d", match[0]):
        return True
    for group in _NAMES:
        if group in match.re.groupindex and match[group] is not None:
            letter = text[span.start + match.start(group)]
            if letter.islower() and not _sure_when_small(match, group, words):
                return False
    return True


def _sure_when_small(match: Match, group: str, words: TimeWords) -> bool:
    """Return whether a name is a name even when written small: no other word, or nothing around it."""
    if not words.also_words:
        return False
    alone = match.string.strip(" .,;:()") == match[0]
    return alone or squeeze(match[group]) not in words.also_words


def _longest(found: list[DateMention]) -> list[DateMention]:
    kept: list[DateMention] = []
    for mention in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
        elif mention.span.end - mention.span.start > kept[-1].span.end - kept[-1].span.start:
            kept[-1] = mention
    return kept


@lru_cache(maxsize=64)
def _rules(language: Language) -> Rules:
    words = time_words(language)
    templates = (
        *date_offsets.TEMPLATES,
        *date_calendar.TEMPLATES,
        *date_periods.TEMPLATES,
        *date_holidays.TEMPLATES,
        *date_relative.TEMPLATES,
    )
    compiled = tuple((frozenset(needs.split()), words.compile(t), make) for needs, t, make in templates)
    alt = words.alternation
    space = words.space
    edge = r"(?<!\w)" if words.bounded else ""
    both = "|".join(re.escape(squeeze(w)) for w in language.syntax.conjunctions) or "(?!)"
    return Rules(
        language=language,
        words=words,
        rules=compiled,
        bounds=tuple(
            (name, re.compile(rf"{edge}{alt[name]}{space}(?:{alt['article']}{space})?\Z"))
            for name in ("since", "until", "before", "after")
        ),
        between=re.compile(rf"{edge}{alt['between']}{space}(?:{alt['article']}{space})?\Z"),
        to=re.compile(rf"[\s,]*{alt['to']}{space.replace('+', '*')}(?:{alt['article']}{space})?"),
        conjunction=re.compile(rf"[\s,]+(?:{both})\s+"),
        preposition=re.compile(rf"(?:{edge}{alt['before_day']}{space}|\(\s*)(?:{alt['article']}{space})?\Z"),
        article=re.compile(rf"{edge}{alt['article']}{space}\Z"),
        part=re.compile(rf",?{space}(?:{alt['morning']})(?:{space}(?:{alt['morning']}))?(?!\w)"),
        glue=re.compile(rf"[\s,]*(?:{alt['on']}{space})?(?:{alt['article']}{space})?"),
        onward=re.compile(rf",?{space}{alt['onward']}(?!\w)"),
    )


def _with_part(m: DateMention, folded: str, span: Span, rules: Rules) -> DateMention:
    """Take in the part of the day that follows ("Monday morning")."""
    if m.granularity != "day":
        return m
    end = m.span.end - span.start
    part = rules.part.match(folded, end)
    if part:
        return replace(m, span=Span(m.span.start, part.end() + span.start))
    closes = folded.startswith(")", end) and "(" in folded[m.span.start - span.start : end]
    return replace(m, span=Span(m.span.start, m.span.end + 1)) if closes else m


def _anchored(m: DateMention, folded: str, span: Span, rules: Rules) -> DateMention | None:
    """Take in "since" and "until"; drop a bare year or month that no preposition makes a date."""
    start, end = m.span.start - span.start, m.span.end - span.start
    before = folded[max(0, start - BEFORE_CHARS) : start]
    if m.kind in PREFIXES and m.anchor is None:
        return None
    whole = _stands_alone(m, folded, span)
    if m.loose and not whole:
        # "In a Labor Day interview" is no date.
        preposed = rules.preposition.search(before) and not rules.article.search(before)
        if m.loose == "alone" or not preposed:
            return None
    m = replace(m, loose="") if m.loose else m
    onward = rules.onward.match(folded, end)
    if onward and not m.direction:
        return replace(m, span=Span(m.span.start, onward.end() + span.start), direction="since")
    bare = m.kind in ("year", "month") and not whole and _bare(m, folded, span, rules)
    if bare and not (
        rules.preposition.search(before) and (m.kind != "year" or not rules.article.search(before))
    ):
        return None
    if m.kind in ("vague", "anniversary"):
        return m
    if m.direction not in ("", "this") and m.kind == "relative":
        return _since_then(m, before, rules)
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


def _since_then(m: DateMention, before: str, rules: Rules) -> DateMention:
    """Take in the "since" of "since last month", whose own direction says where the month lies."""
    word = rules.bounds[0][1].search(before)
    if word is None or m.direction not in ("last", "next"):
        return m
    span = Span(m.span.start - len(before) + word.start(), m.span.end)
    same = replace(m, shift_days=(0, 0), shift_months=None, weekday=None, day=None, month=None, last_day=None)
    return replace(same, kind="shifted", span=span, anchor=m, direction="since", last_month=None)


def _bare(m: DateMention, folded: str, span: Span, rules: Rules) -> bool:
    words = squeeze(folded[m.span.start - span.start : m.span.end - span.start])
    return words.isdecimal() or words in rules.words.calendar.months
