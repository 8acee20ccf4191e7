"""A sentence whose two sides are given: read by the coder as if it had found them itself.

In: a text and the spans of source and target. Out: the sentence with its clauses, the two sides as mentions of two
made-up states that no pack knows, so that the rules find two parties where the data has a government and a court.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from eval.common import Coder, DataError, claused, resolved, unparsed
from regesta.model.actors import Actor, Mention
from regesta.model.findings import Event
from regesta.model.reports import AnnotatedReport, Sentence
from regesta.model.spans import Span
from regesta.steps.annotate.parse import parser_words, with_tokens
from regesta.steps.extract.classify import Sides, features
from regesta.steps.extract.demands import find_demands
from regesta.steps.extract.events import find_events
from regesta.steps.extract.fill import ClausedReport
from regesta.steps.extract.told import Told, nearest, told, votes

SOURCE, TARGET = "XXS", "XXT"
_LEAD = re.compile(
    r"(?:(?:on|of|by|for|to|in|from|with|against|at|into|over|toward|towards|between|among)\s+)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Given:
    """A sentence with its sides: what joins them by the frames, what comes nearest, and what a classifier sees."""

    event: Event | None  # joins the two
    near: Told | None
    features: tuple[str, ...]


def read_given(sentences: Sequence[tuple[str, Span | None, Span | None]], by: Coder) -> list[Given]:
    """Return each sentence as the coder reads it when it knows where source and target stand."""
    forced = [force(text, source, target, by) for text, source, target in sentences]
    return [_given(claused(resolved(a, by), by)) for a in _parse(forced, by)]


def _given(report: ClausedReport) -> Given:
    sides = Sides(0, _mentions(report, SOURCE), _mentions(report, TARGET))
    by_frames = find_events(report)
    drafts = (*by_frames, *find_demands(report, by_frames))
    events = [d.finding for d in drafts if isinstance(d.finding, Event)]
    event = max(events, key=_fit, default=None)
    if event is not None and _fit(event) == 0:
        event = None
    clauses = told(report)
    near = nearest(report, clauses, sides)
    joined = None
    if event is not None:
        frame = event.evidence[0].rule.partition("#")[2]
        joined = (event.type, event.foresees.type if event.foresees else None, frame)
    return Given(event, near, features(report, sides, votes(joined, near, clauses)))


def _mentions(report: ClausedReport, state: str) -> frozenset[int]:
    actors = report.report.actors
    return frozenset(i for i, found in enumerate(actors) if any(a.state == state for a in found))


def force(text: str, source: Span | None, target: Span | None, by: Coder) -> AnnotatedReport:
    """Return the sentence as one sentence whose mentions at the two spans are two made-up states."""
    annotated = unparsed(text, by)
    source, target = (_trim(text, s) if s else None for s in (source, target))
    if (
        source and target and source.meets(target)
    ):  # one inside the other: the inner one is cut out of the outer
        source, target = _apart(source, target)
    given = [_mention(s, state, annotated.mentions) for s, state in ((source, SOURCE), (target, TARGET)) if s]
    others = [m for m in annotated.mentions if not any(m.span.meets(g.span) for g in given)]
    mentions = tuple(sorted([*others, *given], key=lambda m: m.span))
    quoted = tuple(q for s in annotated.sentences for q in s.quoted)
    whole = Sentence(Span(0, len(text)), 0, (), quoted=quoted)
    return replace(annotated, sentences=(whole,), mentions=mentions)


def _trim(text: str, span: Span) -> Span:
    """Return a span without the preposition it starts with and the genitive mark or stop it ends in."""
    words = span.of(text)
    lead = _LEAD.match(words)
    start = span.start + (lead.end() if lead and lead.end() < len(words) else 0)
    kept = re.sub(r"(?:['’]s?|[\s,.;:])+$", "", text[start : span.end])
    left = len(kept) - len(kept.lstrip())
    return Span(start + left, start + len(kept)) if kept.strip() else span


def _apart(source: Span, target: Span) -> tuple[Span, Span]:
    if source == target:
        middle = (source.start + source.end) // 2
        return Span(source.start, max(middle, source.start + 1)), Span(
            max(middle, source.start + 1), max(source.end, middle + 2)
        )
    inner, outer = (source, target) if target.holds(source) else (target, source)
    before, after = inner.start - outer.start, outer.end - inner.end
    rest = (
        Span(outer.start, inner.start)
        if before >= after and before > 0
        else Span(inner.end, max(outer.end, inner.end + 1))
    )
    return (inner, rest) if inner is source else (rest, inner)


def _mention(span: Span, state: str, known: Iterable[Mention]) -> Mention:
    """Return the mention at a span: of a person where the coder sees one there, else of a state."""
    inside = [m for m in known if span.holds(m.span) and m.span.end == span.end]
    person = next((m for m in inside if m.kind == "person"), None)
    if person is not None:
        return replace(
            person, span=span, states=(state,), organisation=None, counterpart=False, spokesman=False
        )
    return Mention(span, "state", span, states=(state,), form="name")


def _parse(reports: Sequence[AnnotatedReport], by: Coder) -> list[AnnotatedReport]:
    annotator = by.annotator
    if annotator.parse is None or annotator.tokenize is None:
        raise DataError(f"language {by.language.code} has no parser to give spans to")
    tokenize = annotator.tokenize
    words = [
        parser_words(r.text, r.sentences[0].span, list(enumerate(r.mentions)), tokenize) for r in reports
    ]
    return [
        replace(r, sentences=(with_tokens(r.sentences[0], w, parsed),))
        for r, w, parsed in zip(reports, words, annotator.parse(words), strict=True)
    ]


def _fit(event: Event) -> int:
    """Return how an event joins the two: 3 directed, 2 as equals, 1 the other way round, 0 not at all."""
    does, undergoes = _states(event.actors), _states(event.recipients)
    if SOURCE in does:
        return 3 if TARGET in undergoes else 2 if TARGET in does else 0
    return int(TARGET in does and SOURCE in undergoes)


def _states(actors: Iterable[Actor]) -> set[str]:
    return {a.state for a in actors if a.state}
