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
from regesta.text.fold import fold_letter, squeeze
from regesta.text.phrases import PhraseTable

UNITS = ("day", "week", "weekend", "month", "quarter", "year", "decade")
_UNNAMED = frozenset({"of", "article", "around", "sep", "to", "year", "on"})  # may stand twice in a template
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
    day_first: bool
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
        if bare.isdigit():
            return int(bare)
        found = self.numbers.get(key, self.ordinals.get(key))
        return found if found is not None else _ROMAN.get(key)


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
    worded = alternatives(w for w in numbers if w not in fused)
    of = alternatives([*language.syntax.of, *language.syntax.articles])
    prepositions = [*c.day_before, *c.within, *c.since, *c.until, *c.between, *c.before, *c.after]
    article = alternatives(language.syntax.articles)
    script_joins = language.syntax.script == "han"
    alternation |= {
        "to": rf"(?:{alternatives(w for w in c.to if w != '-')}|[-/]|--)",
        "d": rf"{_DAY}(?:st|nd|rd|th|º|ª|er)?(?!\w)" if not script_joins else _DAY,
        "nth_word": f"(?:{alternatives(w for w, n in ordinals.items() if n <= 31)})",
        "nth": r"(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)",
        "y": _YEAR,
        "yy": r"(?:(?:1[5-9]|20)\d\d|\d\d)(?!\d)",
        "mm": r"(?:0?[1-9]|1[0-2])(?!\d)",
        "month_name": f"(?:{alternatives(calendar.months)})",
        "weekday": f"(?:{alternatives(calendar.weekdays)})",
        "n": rf"(?:\d{{1,3}}|{worded})",
        "ordinal": rf"(?:(?:ke-?|ke )?\d{{1,3}}(?:st|nd|rd|th|\.|º|ª)?|i{{1,3}}|iv|{alternatives(ordinals)})",
        "unit": f"(?:{alternatives(w for w in units if units[w] != 'weekend')})",
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
    cased = any(name[:1].isupper() for name in _cldr_names(language.code))
    return TimeWords(
        calendar=calendar,
        numbers=numbers,
        ordinals=ordinals,
        units=units,
        fused=fused,
        ago=frozenset(squeeze(w) for w in c.ago),
        day_first=c.day_first,
        cased=cased,
        table=PhraseTable(named),
        alternation=alternation,
        space=f"{_SPACE}*" if script_joins else f"{_SPACE}+",
        bounded=not script_joins,
    )


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
