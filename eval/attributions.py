"""Attributions at the level of clauses and cues: who is said to have said what, whoever that is.

In: a report with clauses. Out: one attribution a cue: spans of its source, cue and content. This is what the
statements of the coder rest on, before speakers without a state are let go.
"""

from __future__ import annotations

from dataclasses import dataclass

from regesta.model.clauses import Argument, Clause
from regesta.model.reports import Sentence
from regesta.model.spans import Span
from regesta.steps.extract.fill import ClausedReport
from regesta.text.fold import squeeze

_AUXILIARY = {"aux", "auxpass", "neg"}
_EDGES = " \t\n,;:.-–—"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (if said), by which word, said what."""

    source: Span | None
    cue: Span
    content: Span


def find_attributions(report: ClausedReport) -> tuple[Attribution, ...]:
    """Return the attributions of a report, in reading order."""
    found: list[Attribution] = []
    for clause in report.clauses:
        if clause.kind != "verb" or squeeze(clause.lemma) not in report.language.cues_by_predicate:
            continue
        content = _content(report, clause)
        if content is not None:
            found.append(Attribution(_source(report, clause), _cue(report.sentence(clause), clause), content))
    return tuple(found)


def _source(report: ClausedReport, clause: Clause) -> Span | None:
    doers = clause.args("agent", "oblique:by") if clause.voice == "passive" else clause.args("subject")
    return _trimmed(report.text, doers[0].span) if doers else None


def _cue(sentence: Sentence, clause: Clause) -> Span:
    """Return the predicate with the auxiliaries that stand straight before it."""
    at = next((i for i, t in enumerate(sentence.tokens) if t.span.start == clause.predicate.start), None)
    if at is None:
        return clause.predicate
    first = at
    while (
        first > 0 and sentence.tokens[first - 1].head == at and sentence.tokens[first - 1].dep in _AUXILIARY
    ):
        first -= 1
    return Span(sentence.tokens[first].span.start, clause.predicate.end)


def _content(report: ClausedReport, clause: Clause) -> Span | None:
    cues = report.language.cues_by_predicate[squeeze(clause.lemma)]
    slots = tuple(dict.fromkeys(s for cue in cues for s in cue.content))
    arguments: list[Argument] = [a for s in slots for a in clause.args(s)]
    complement = next((a for a in arguments if a.role == "complement"), None)
    quote = next(
        (q for q in report.sentence(clause).quoted if not q.holds(clause.predicate) and q.end - q.start > 12),
        None,
    )
    if complement is not None:
        span = complement.span
        return _trimmed(
            report.text,
            span.cover(quote) if quote and quote.meets(span) and not quote.holds(clause.span) else span,
        )
    if quote is not None:
        return _trimmed(report.text, quote)
    return _trimmed(report.text, arguments[0].span) if arguments else None


def _trimmed(text: str, span: Span) -> Span:
    """Return a span without the stops at its edges."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(_EDGES))
    end = span.start + len(words.rstrip(_EDGES))
    return Span(start, end) if start < end else span
