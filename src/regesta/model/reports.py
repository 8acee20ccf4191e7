"""A report on its way through the steps: one frozen type per stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from regesta.model.actors import Actor, Mention
from regesta.model.spans import Span
from regesta.model.times import DayRange, Granularity

MAX_REPORT_CHARS = 1_000_000


@dataclass(frozen=True, slots=True)
class Report:
    """One document as it came.

    `id` is the SHA-256 of `text`. `text` is the decoded file, nothing changed but a leading
    byte-order mark dropped and NUL and lone surrogates replaced one for one; for HTML and other
    containers it is the text taken out of them, and `original_sha256` is the hash of the bytes.
    """

    id: str
    source: str
    text: str
    original_sha256: str
    media_type: str = "text/plain"
    language: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: DayRange | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch of the stored text that is not the report, and why."""

    span: Span
    reason: str  # "read-also", "repeated-headline", "comments", "credit", "section", "header", …


@dataclass(frozen=True, slots=True)
class CleanReport:
    """A report with the stretches to read. Offsets are always those of the stored text.

    `blocks` are the stretches that remain, in reading order: one a paragraph or headline line,
    so that no sentence runs across something dropped.
    """

    report: Report
    blocks: tuple[Span, ...]
    headline: Span | None
    dropped: tuple[Dropped, ...]


class Token(NamedTuple):
    """A word of a parsed sentence. `head` is an index into the sentence's tokens; the root heads itself."""

    span: Span
    text: str
    lemma: str
    pos: str  # universal part of speech
    dep: str  # dependency label of the parser
    head: int
    tag: str = ""
    morph: str = ""
    mention: int | None = None  # index into the report's mentions, for a chunk read as one word


@dataclass(frozen=True, slots=True)
class Heading:
    """What a log line leaves out and the phrase before it gives: "Juma Otieno, in Oslo: met with …"."""

    span: Span
    subject: int  # index into the report's mentions
    state: str | None = None  # of the place, where one is named
    verb: str | None = None  # that carries a line which opens with a noun: "[held] talks with"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its span, its block, and its tokens where a parser read it."""

    span: Span
    block: int
    tokens: tuple[Token, ...] = ()
    headline: bool = False
    quoted: tuple[Span, ...] = ()  # stretches between quotation marks
    heading: Heading | None = None  # of a line without a subject of its own


@dataclass(frozen=True, slots=True)
class AnnotatedReport:
    """A clean report with sentences, tokens and mentions, in reading order."""

    clean: CleanReport
    language: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]

    @property
    def text(self) -> str:
        """Return the stored text."""
        return self.clean.report.text

    @property
    def id(self) -> str:
        """Return the report's id."""
        return self.clean.report.id


@dataclass(frozen=True, slots=True)
class DateMention:
    """An expression of time as written, and what it can mean before the report's day is known.

    `range` is set where the words alone give it (explicit). Otherwise `kind` and the fields say
    how to place it against a reference range: see `steps/resolve/dates.py`.
    """

    span: Span
    kind: str  # "explicit", "month-day", "weekday", "relative", "anniversary", "vague", "month", "year", …
    granularity: Granularity
    range: DayRange | None = None
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    last_month: int | None = None  # end of a range without a year
    last_day: int | None = None
    shift_days: tuple[int, int] | None = None  # first and last day relative to the reference day, inclusive
    shift_months: tuple[int, int] | None = None  # the same, in months (years are 12)
    direction: str = ""  # "last", "this", "next", "ago", "since", "until", "before", "after", ""
    n: int | None = None  # of an anniversary: the years; of a part: how many units
    nth: int | None = None  # "the second Monday of May", "week 31": which; -1 is the last
    easter: int | None = None  # days from Easter Sunday, of a feast that moves with it
    workdays: bool = False  # shift_days counts Monday to Friday
    anchor: DateMention | None = None  # what it counts from or lies in: "two days before Easter"
    through: DateMention | None = None  # the end of a range whose ends are told in different ways
    loose: str = ""  # while finding: "alone" counts only by itself or joined, "preposed" also after "in"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as written, resolved. `lat`/`lon` in degrees, only where a city is meant."""

    span: Span
    name: str
    state: str
    lat: float | None = None
    lon: float | None = None
    kind: str = "city"  # "city", "region" (of a state) or "state"
    rivals: tuple[str, ...] = ()  # other states named in the report that have a place of this name


@dataclass(frozen=True, slots=True)
class ResolvedReport:
    """An annotated report whose mentions are resolved.

    `actors[i]` are the actors of `mentions[i]`: none where it stays unresolved, two or more for a
    plural. `published` is the report's own window of days: header, URL, tenures, landmarks.
    """

    annotated: AnnotatedReport
    actors: tuple[tuple[Actor, ...], ...]
    dates: tuple[DateMention, ...]
    places: tuple[PlaceMention, ...]
    published: DayRange
