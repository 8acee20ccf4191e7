"""A language's words of time as patterns: what the rules of `date_find` are written in.

Everything is matched in folded text, so offsets are those of the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from regesta.packs.calendar import Calendar, alternatives, calendar_of
from regesta.packs.language import Language
from regesta.packs.schema import Holiday
from regesta.text.fold import fold_letter, squeeze
from regesta.text.phrases import PhraseTable

UNITS = ("day", "workday", "week", "fortnight", "weekend", "month", "quarter", "year", "decade")
_UNNAMED = frozenset(
    {"of", "article", "around", "sep", "to", "year", "on", "day"}
)  # may stand twice in a template
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# White space, and the marks that right-to-left texts put beside figures.
_SPACE = "[\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_YEAR = r"(?:1[5-9]|20)\d\d(?!\d)"
_TIME = r"\d{1,2}(?:[:.]\d\d(?:\s*[ap]\.?\s?m\b\.?)?|\s*[ap]\.?\s?m\b\.?)"


_FIELDS = [
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "last",
    "next",
    "this",
    "ago",
    "within",
    "later",
    "since",
    "until",
    "between",
    "to",
    "before",
    "after",
    "early",
    "mid",
    "late",
    "around",
    "morning",
    "anniversary",
    "vague",
    "weekend",
    "week",
    "quarter",
    "year",
    "month",
    "half",
    "day",
    "century",
    "now",
    "counted_from",
    "lasting_from",
    "lasting",
    "onward",
    "after_next",
    "before_last",
    "to_date",
    "week_of",
    "rest_of",
    "hundred",
    "thousand",
]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The lexicon of one language."""

    calendar: Calendar
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    units: Mapping[str, str]  # folded word -> unit
    fused: Mapping[str, str]  # words that are "one" and the unit: "sepekan"
    ago: frozenset[str]
    later: frozenset[str]
    day_first: bool
    also_words: frozenset[str]  # names that count small only by themselves or beside a figure
    weekdays_by_figure: Mapping[str, int]
    holidays: Mapping[str, Holiday]
    amount_part: re.Pattern[str]
    cased: bool  # names of months and weekdays are capitalised: "May" is not "may"
    table: PhraseTable[str]  # every word of time -> its category: the gate before the patterns
    alternation: Mapping[str, str]
    space: str
    bounded: bool

    def compile(self, template: str) -> re.Pattern[str]:
        """Compile a rule's template.

        `<month>` matches a month and names the group; `<month2>` likewise; ` ` is white space and
        `~` white space or nothing. The match begins and ends at word boundaries.
        """
        pattern = template.replace("~", f"{_SPACE}*").replace(" ", self.space)
        pattern = re.sub(r"(?<!\?P)<([a-z_]+)(\d?)>", self._group, pattern)
        left, right = (r"(?<!\w)", r"(?!\w)") if self.bounded else ("", "")
        return re.compile(f"{left}(?:{pattern}){right}")

    def _group(self, match: re.Match[str]) -> str:
        name = match[1]
        pattern = self.alternation[name]
        return pattern if name in _UNNAMED else f"(?P<{name}{match[2]}>{pattern})"

    def number(self, words: str) -> int | None:
        """Return what a number means, in figures or words."""
        key = squeeze(words)
        bare = re.sub(r"^(?:ke-?|ke )?(\d+)(?:st|nd|rd|th|\.|º|ª|e|er)?$", r"\1", key)
        if bare.isdecimal():
            return int(bare)
        for form in (key, key.replace(" ", "-")):
            found = self.numbers.get(form, self.ordinals.get(form))
            if found is not None:
                return found
        return _ROMAN.get(key)


@lru_cache(maxsize=64)
def time_words(language: Language) -> TimeWords:
    """Build the lexicon of a language from CLDR and its pack."""
    c = language.chronology
    calendar = calendar_of(language)
    units = {squeeze(word): unit for unit in UNITS for word in getattr(c, unit)}
    numbers = {squeeze(w): n for w, n in c.numbers.items()}
    ordinals = {squeeze(w): n for w, n in c.ordinals.items()}
    fused = {word: unit for word, unit in units.items() if numbers.get(word) == 1}
    fields: dict[str, Iterable[str]] = {name: getattr(c, name) for name in _FIELDS}
    alternation = {name: f"(?:{alternatives(words)})" for name, words in fields.items()}
    by_figure = alternatives(c.months_by_figure)
    worded = _spaced(w for w in numbers if w not in fused)
    count = rf"(?:\d{{1,3}}|{worded})"
    unit = f"(?:{alternatives(w for w in units if units[w] != 'weekend')})"
    one = rf"(?:{count}(?:-|{_SPACE}+){unit}|(?:{alternatives(fused)}))"
    conjunction = alternatives({*language.syntax.conjunctions} & {*c.to})  # "and", not "or"
    plus = rf"(?:,?{_SPACE}+(?:{conjunction})|,)?{_SPACE}+"
    of = alternatives([*language.syntax.of, *language.syntax.articles])
    prepositions = [*c.day_before, *c.within, *c.since, *c.until, *c.between, *c.before, *c.after]
    article = alternatives(language.syntax.articles)
    script_joins = language.syntax.script == "han"
    alternation |= {
        "to": rf"(?:{alternatives(w for w in c.to if w != '-')}|[-/]|--)",
        "d": rf"{_DAY}(?:st|nd|rd|th|º|ª|er)?(?!\w)" if not script_joins else _DAY,
        "nth_word": f"(?:{_spaced(w for w, n in ordinals.items() if n <= 31)})",
        "n_word": f"(?:{_spaced(w for w, n in numbers.items() if n <= 31 and len(w) > 2)})",
        "amount": rf"(?:{alternation['around']}{_SPACE}+)?{one}(?:{plus}{one})*",
        "wy": _year_words(language, numbers),
        "weekday_any": f"(?:{alternatives([*calendar.weekdays, *c.weekdays_by_figure])})",
        "holiday": f"(?:{alternatives(w for h in c.holidays for w in h.names)})",
        "decade_name": f"(?:{alternatives(c.decade_names)})",
        "nth": r"(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)",
        "d_th": r"(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)",
        "y": _YEAR,
        "yy": r"(?:(?:1[5-9]|20)\d\d|\d\d)(?!\d)",
        "mm": r"(?:0?[1-9]|1[0-2])(?!\d)",
        "month_name": (
            rf"(?:{alternatives(calendar.months)}|(?:{by_figure})(?=\.?[ ,/-]{{0,2}}\d)"
            rf"|(?<=\d[ /-])(?:{by_figure})(?!\w))"
        ),
        "weekday": f"(?:{alternatives(calendar.weekdays)})",
        "n": count,
        "ordinal": rf"(?:(?:ke-?|ke )?\d{{1,3}}(?:st|nd|rd|th|\.|º|ª)?|i{{1,3}}|iv|{_spaced(ordinals)})",
        "unit": unit,
        "fused": f"(?:{alternatives(fused)})",
        "edge": f"(?:{alternatives([*c.early, *c.mid, *c.late])})",
        "of": rf"(?:{of})",
        "article": rf"(?:{article})",
        "on": f"(?:{alternatives(c.day_before)})",
        "before_day": f"(?:{alternatives(prepositions)})",
        "sep": f"(?:-|{_SPACE}+)",
        "time": _TIME,
        "word": r"[^\W\d_]{1,12}",
    }
    named = [(word, name) for name, words in fields.items() for word in words]
    named += [(word, "month_name") for word in calendar.months] + [
        (word, "weekday") for word in calendar.weekdays
    ]
    named += [(word, "unit") for word in units] + [(word, "edge") for word in (*c.early, *c.mid, *c.late)]
    named += [(word, "month_name") for word in c.months_by_figure]
    named += [(word, "toward") for word in (*c.last, *c.this, *c.next)]
    named += [(word, "ordinal") for word in ordinals]
    named += [(word, "weekday_any") for word in (*calendar.weekdays, *c.weekdays_by_figure)]
    named += [(word, "holiday") for h in c.holidays for word in h.names]
    named += [(word, "decade_name") for word in c.decade_names]
    named += [(word, "spelt") for word in c.thousand]
    named += [(word, "spelt") for word, n in numbers.items() if 15 <= n <= 20 and c.thousand]
    cased = any(name[:1].isupper() for name in _cldr_names(language.code))
    return TimeWords(
        calendar=calendar,
        numbers=numbers,
        ordinals=ordinals,
        units=units,
        fused=fused,
        ago=frozenset(squeeze(w) for w in c.ago),
        later=frozenset(squeeze(w) for w in c.later),
        day_first=c.day_first,
        also_words=frozenset(squeeze(w) for w in c.also_words),
        weekdays_by_figure={squeeze(w): n for w, n in c.weekdays_by_figure.items()},
        holidays={squeeze(w): h for h in c.holidays for w in h.names},
        amount_part=re.compile(
            rf"(?P<n>{count})(?:-|{_SPACE}+)(?P<unit>{unit})|(?P<fused>{alternatives(fused)})"
        ),
        cased=cased,
        table=PhraseTable(named),
        alternation=alternation,
        space=f"{_SPACE}*" if script_joins else f"{_SPACE}+",
        bounded=not script_joins,
    )


def _spaced(words: Iterable[str]) -> str:
    """Match any of some words; those that are joined by a hyphen may stand apart."""
    return alternatives(words).replace(r"\-", "[- ]")


def _year_words(language: Language, numbers: Mapping[str, int]) -> str:
    """Match a year in words: "two thousand and sixteen", "nineteen ninety-six", "nineteen hundred"."""
    c = language.chronology
    if not c.thousand:
        return "(?!)"
    some = _spaced(w for w, n in numbers.items() if 1 <= n <= 99 and len(w) > 2)
    tens = _spaced(w for w, n in numbers.items() if 10 <= n <= 99)
    century = _spaced(w for w, n in numbers.items() if 15 <= n <= 20)
    both = f"(?:(?:{alternatives(language.syntax.conjunctions)}){_SPACE}+)?"
    hundred, thousand = alternatives(c.hundred), alternatives(c.thousand)
    units = _spaced(w for w, n in numbers.items() if n == 2 and " " not in w)
    return (
        rf"(?:(?:{units}){_SPACE}+(?:{thousand})(?:{_SPACE}+{both}(?:{some}))?"
        rf"|(?:{century}){_SPACE}+(?:{hundred})(?:{_SPACE}+{both}(?:{some}))?"
        rf"|(?:{century}){_SPACE}+(?:{tens}))"
    )


def year_in_words(words: TimeWords, spelt: str, language: Language) -> int | None:
    """Return the year that is spelt out, or None."""
    c = language.chronology
    joints = {squeeze(w) for w in language.syntax.conjunctions}
    scales = {squeeze(w): 1000 for w in c.thousand} | {squeeze(w): 100 for w in c.hundred}
    head: list[str] = []
    scale = 0
    tail: list[str] = []
    for word in squeeze(spelt).replace("-", " ").split():
        if word in scales:
            scale = scales[word]
        elif word not in joints:
            (tail if scale else head).append(word)
    if not scale:  # "nineteen ninety six"
        head, tail, scale = head[:1], head[1:], 100
    first = words.number(" ".join(head))
    rest = words.number(" ".join(tail)) if tail else 0
    return None if first is None or rest is None else first * scale + rest


def _cldr_names(code: str) -> tuple[str, ...]:
    from babel import Locale, UnknownLocaleError

    try:
        return tuple(Locale.parse(code).months["format"]["wide"].values())
    except (UnknownLocaleError, ValueError):
        return ()


def edge_of(language: Language, words: str) -> str:
    """Return "early", "mid" or "late" for a word that says which end of a unit is meant."""
    key = squeeze(words)
    for name in ("early", "mid", "late"):
        if any(squeeze(w) == key for w in getattr(language.chronology, name)):
            return name
    return ""


def is_capital(letter: str) -> bool:
    """Return whether a letter is a capital, or of a script that has none."""
    return letter.isupper() or fold_letter(letter) == letter.upper()


@lru_cache(maxsize=64)
def filler(language: Language) -> re.Pattern[str]:
    """Match what may stand around a date without changing it: prepositions, hedges, a time of day."""
    words, c = time_words(language), language.chronology
    loose = alternatives([*c.day_before, *c.around, *c.ago, *c.within, *language.syntax.articles, *c.morning])
    return re.compile(rf"(?<!\w)(?:{words.alternation['time']}|{loose})(?!\w)")
