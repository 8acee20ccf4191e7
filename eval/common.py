"""What every scorer needs: the coder as a user gets it, and one shape for results.

Texts of data sets are never kept: a scorer reads them from where they lie and prints figures; words are
printed only with `--verbose`, and misses are never written to a file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from regesta.engines.local import tools as build_tools
from regesta.model.reports import AnnotatedReport, CleanReport, Report, ResolvedReport
from regesta.model.spans import Span
from regesta.model.times import UNBOUNDED, DayRange
from regesta.packs.language import Language
from regesta.packs.load import Packs, load_packs
from regesta.pipeline import Tools
from regesta.steps.annotate import Annotator, annotate
from regesta.steps.annotate.capitals import in_small_letters
from regesta.steps.extract.clauses import read_clauses
from regesta.steps.extract.fill import ClausedReport
from regesta.steps.resolve.actors import resolve_actors
from regesta.steps.resolve.dates import find_dates
from regesta.steps.resolve.places import find_places


class DataError(Exception):
    """The data of a scorer is not there, or not of its shape."""


@dataclass(frozen=True, slots=True)
class Line:
    """One class: its figure, out of how many, and further figures by name."""

    label: str
    value: float
    n: int
    more: tuple[tuple[str, float], ...] = ()

    def __str__(self) -> str:
        more = "".join(f"  {name} {value:.3f}" for name, value in self.more)
        return f"{self.label:<28} {self.value:.3f}  n={self.n}{more}"


@dataclass(frozen=True, slots=True)
class Result:
    """What a scorer found: lines a class, the figure that counts, and, for `--verbose`, the misses."""

    name: str
    metric: str
    value: float
    n: int
    classes: tuple[Line, ...] = ()
    extra: tuple[Line, ...] = ()
    misses: tuple[str, ...] = field(default=(), repr=False)

    def last_line(self) -> str:
        """Return the line that programs look for."""
        return f"{self.name} {self.metric} {self.value:.4f} n={self.n}"

    def text(self, *, verbose: bool = False) -> str:
        """Return all lines, the figure that counts last."""
        misses = [f"  miss: {m}" for m in self.misses] if verbose else []
        return "\n".join([*misses, *map(str, self.classes), *map(str, self.extra), self.last_line()])

    def json(self) -> str:
        """Return the result as one JSON object, without the misses."""
        data = asdict(self)
        del data["misses"]
        return json.dumps(data, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Options:
    """What a run was asked for. `n` is the size of the sample, None for everything."""

    n: int | None = None
    labels: Path | None = None
    frames_only: bool = False


@dataclass(frozen=True)
class Coder:
    """The shipped packs with their tools, and one language of them."""

    packs: Packs
    tools: Tools
    language: Language

    @property
    def annotator(self) -> Annotator:
        """Return the annotator of the language."""
        return self.tools.annotators[self.language.code]


@lru_cache(maxsize=4)
def coder(code: str = "en") -> Coder:
    """Return the coder as shipped.

    Raises:
        DataError: there is no pack for the language.
    """
    packs = load_packs()
    language = packs.language(code)
    if language is None:
        raise DataError(f"no pack for language {code!r}; there are {', '.join(sorted(packs.languages))}")
    return Coder(packs, build_tools(packs), language)


def report(
    text: str, published: DayRange | None = None, *, language: str = "en", source: str = "eval"
) -> Report:
    """Return a text as a report of its own."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Report(digest, source, text, digest, language=language, published=published)


def clean_lines(text: str, published: DayRange | None = None) -> CleanReport:
    """Return a text as a cleaned report, each line a block and none of them a headline."""
    blocks: list[Span] = []
    start = 0
    for line in text.split("\n"):
        left, right = len(line) - len(line.lstrip()), len(line.rstrip())
        if left < right:
            blocks.append(Span(start + left, start + right))
        start += len(line) + 1
    return CleanReport(report(text, published), tuple(blocks), None, ())


def resolved(annotated: AnnotatedReport, by: Coder, published: DayRange = UNBOUNDED) -> ResolvedReport:
    """Return an annotated report with dates, actors and places, as on a day of publication."""
    dates = tuple(d for s in annotated.sentences for d in find_dates(annotated.text, s.span, by.language))
    actors = resolve_actors(annotated, by.language, by.packs.knowledge, by.tools.people, published)
    places = find_places(annotated, by.packs.knowledge, by.tools.gazetteer, by.language)
    return ResolvedReport(annotated, actors, dates, places, published)


def claused(found: ResolvedReport, by: Coder) -> ClausedReport:
    """Return a resolved report with its clauses."""
    return ClausedReport(found, read_clauses(found.annotated, by.language), by.language)


def unparsed(text: str, by: Coder, published: DayRange | None = None) -> AnnotatedReport:
    """Return a text with sentences and mentions, and no tokens."""
    shown = in_small_letters(clean_lines(text, published), by.annotator)
    return annotate(shown, replace(by.annotator, parse=None))


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON lines file."""
    return [json.loads(line) for line in read_text(path).splitlines() if line.strip()]


def read_text(path: Path) -> str:
    """Return a file's text, without a byte-order mark.

    Raises:
        DataError: there is no such file.
    """
    if not path.is_file():
        raise DataError(f"{path}: no such file; say where the data lies")
    return path.read_text(encoding="utf-8-sig")


def day(words: str | None) -> dt.date | None:
    """Return an ISO day, or None where there is none."""
    try:
        return dt.date.fromisoformat((words or "")[:10])
    except ValueError:
        return None


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, or of the names and bytes of all files under a folder.

    Raises:
        DataError: there is nothing at the path.
    """
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    if not files:
        raise DataError(f"{path}: nothing there; say where the data lies with --shared DIR")
    found = hashlib.sha256()
    for file in files:
        name = file.name if path.is_file() else file.relative_to(path).as_posix()
        found.update(name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


def lines_by(groups: Iterable[tuple[str, Sequence[bool]]]) -> tuple[Line, ...]:
    """Return one line a group: the share that is right."""
    return tuple(Line(name, sum(flags) / len(flags) if flags else 0.0, len(flags)) for name, flags in groups)
