"""The pipeline: one report in, one reading out. The one place that knows all steps and their order.

    read → clean → detect → annotate → resolve → extract → settle

Pure: no clock, no network, no disk. What a step needs from outside (a parser, a language
identifier, a gazetteer) is in `Tools`, built once a process by `engines/`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from regesta.model.actors import Actor
from regesta.model.findings import EntityMention, Finding, Issue, Reading
from regesta.model.ids import short_hash
from regesta.model.reports import AnnotatedReport, CleanReport, Report, ResolvedReport
from regesta.model.spans import Span
from regesta.model.times import UNBOUNDED, DayRange
from regesta.packs.language import Language
from regesta.packs.load import Packs
from regesta.packs.schema import MeetingRow
from regesta.steps.annotate import Annotator, find_mentions, in_scope, parse_sentences
from regesta.steps.annotate.capitals import in_small_letters
from regesta.steps.clean import clean
from regesta.steps.detect import detect
from regesta.steps.extract.allegations import find_allegations
from regesta.steps.extract.clauses import read_clauses
from regesta.steps.extract.commitments import find_commitments
from regesta.steps.extract.demands import find_demands
from regesta.steps.extract.events import find_events
from regesta.steps.extract.fill import ClausedReport
from regesta.steps.extract.statements import find_statements
from regesta.steps.extract.undecided import Classify, find_by_example
from regesta.steps.resolve.actors import resolve_actors
from regesta.steps.resolve.date_same import point_back
from regesta.steps.resolve.dates import find_dates, header_date, place_date
from regesta.steps.resolve.occasions import find_occasion
from regesta.steps.resolve.people import People
from regesta.steps.resolve.places import Gazetteer, find_places
from regesta.steps.resolve.window import report_window
from regesta.steps.settle import settle
from regesta.steps.settle.quotes import requoted

CODER = "regesta-rules-0.1"


@dataclass(frozen=True)
class Tools:
    """What the steps need from outside, built once a process."""

    annotators: Mapping[str, Annotator]
    people: People
    gazetteer: Gazetteer
    identify: Callable[[str], tuple[str, float]]
    classifiers: Mapping[str, Classify] = field(
        default_factory=dict
    )  # by language; where none is, frames decide


@dataclass(frozen=True)
class Trace:
    """Everything the pipeline made of one report, for `explain`."""

    clean: CleanReport
    language: str | None
    resolved: ResolvedReport | None
    claused: ClausedReport | None
    reading: Reading


def read_report(report: Report, packs: Packs, tools: Tools) -> Reading:
    """Return all findings and issues of a report; none of one that names fewer than two parties.

    Args:
        report: As `steps/read.py` gives it.
        packs: Languages and knowledge.
        tools: Built by `engines.local.tools`.
    """
    return _trace(report, clean(report, packs.languages), packs, tools, whole=False).reading


def trace(report: Report, packs: Packs, tools: Tools) -> Trace:
    """Return the reading of a report with what each step made of it, though it name no two parties."""
    return _trace(report, clean(report, packs.languages), packs, tools, whole=True)


def _trace(report: Report, cleaned: CleanReport, packs: Packs, tools: Tools, *, whole: bool) -> Trace:
    code, score = detect(cleaned, packs.languages, tools.identify)
    language = packs.language(code)
    header = report.published or (header_date(report, cleaned, packs.languages) if language else None)
    if language is None:
        reading = _unread(report, cleaned, code, score, header)
        return Trace(cleaned, code, None, None, reading)
    annotator = tools.annotators[language.code]
    cleaned = in_small_letters(cleaned, annotator)
    if not whole and not in_scope(cleaned, annotator):
        title = report.title or _title(cleaned, report.text)
        nothing = Reading(report.id, language.code, title, header or UNBOUNDED, (), (), ())
        return Trace(cleaned, code, None, None, nothing)
    # Resolved twice: roughly, so that the gate knows whose states stand in a sentence, and with the parsed subjects.
    found = find_mentions(cleaned, annotator)
    rough = resolve_actors(found, language, packs.knowledge, tools.people, header or UNBOUNDED)
    annotated = parse_sentences(found, annotator, rough)
    resolved, conflicts = _resolve(annotated, rough, language, packs, tools, header)
    claused = ClausedReport(resolved, read_clauses(annotated, language), language)

    def occasion(words: str, host: str | None, window: DayRange) -> MeetingRow | None:
        return find_occasion(words, host, window, language, packs.knowledge)

    by_frames = find_events(claused)
    findings, issues, published = settle(
        resolved,
        (
            *by_frames,
            *find_demands(claused, by_frames),
            *find_allegations(claused, by_frames),
            *find_by_example(claused, by_frames, tools.classifiers.get(language.code)),
        ),
        find_statements(claused),
        find_commitments(claused),
        language,
        packs.knowledge,
        partial(place_date, text=annotated.text),
        occasion,
    )
    more = tuple(_issue(report, cleaned, "date.window-conflict", f"left out: {c}") for c in conflicts)
    reading = Reading(
        report.id,
        language.code,
        report.title or _title(cleaned, report.text),
        published,
        findings,
        (*issues, *more),
        _entities(annotated, resolved, findings, language.code),
    )
    reading = requoted(reading, annotated.text, report.text)
    return Trace(cleaned, code, resolved, claused, reading)


def _resolve(
    annotated: AnnotatedReport,
    rough: Sequence[tuple[Actor, ...]],
    language: Language,
    packs: Packs,
    tools: Tools,
    header: DayRange | None,
) -> tuple[ResolvedReport, tuple[str, ...]]:
    """Resolve dates, actors and places: the window with the actors told roughly, the actors with the window."""
    told = (d for s in annotated.sentences for d in find_dates(annotated.text, s.span, language))
    dates = point_back(annotated.text, told, language)
    window, conflicts = report_window(annotated, rough, dates, packs.knowledge, header)
    actors = resolve_actors(annotated, language, packs.knowledge, tools.people, header or window)
    places = find_places(annotated, packs.knowledge, tools.gazetteer, language)
    return ResolvedReport(annotated, actors, dates, places, window), conflicts


def _title(cleaned: CleanReport, text: str) -> str | None:
    return " ".join(cleaned.headline.of(text).split()) if cleaned.headline else None


def _unread(
    report: Report, cleaned: CleanReport, code: str | None, score: float, header: DayRange | None
) -> Reading:
    reason = f"no pack for language {code!r}" if code else f"language not recognised (score {score:.2f})"
    issue = _issue(report, cleaned, "language.no-pack" if code else "language.unknown", reason)
    return Reading(report.id, code, report.title, header or UNBOUNDED, (), (issue,), ())


def _issue(report: Report, cleaned: CleanReport, code: str, reason: str) -> Issue:
    span = cleaned.blocks[0] if cleaned.blocks else Span(0, max(1, len(report.text)))
    span = Span(span.start, min(span.end, span.start + 200))
    return Issue(
        short_hash(f"issue|{report.id}|{span.start}|{span.end}|{code}|{reason}"),
        report.id,
        span,
        span.of(report.text),
        code,
        reason,
    )


def _entities(
    annotated: AnnotatedReport, resolved: ResolvedReport, findings: tuple[Finding, ...], language: str
) -> tuple[EntityMention, ...]:
    """Return how the report writes each entity that it names outright."""
    found: dict[EntityMention, None] = {}
    for mention, actors in zip(annotated.mentions, resolved.actors, strict=True):
        if mention.kind not in {"person", "organisation", "state"} or mention.delegation:
            continue
        for actor in actors:
            kind = {"group": "organisation"}.get(actor.kind, actor.kind)
            found[EntityMention(actor.entity, actor.name, kind, actor.as_written, language)] = None
    return tuple(found)
