"""Attributions at the level of clauses and cues: who is said to have said what, whoever that is.

In: a report with clauses. Out: one attribution a cue: spans of its source, cue and content. This is what the
statements of the coder rest on, before speakers without a state are let go.

Spans follow what readers of attributions mark: the cue with its auxiliaries and, where the content hangs on
one, its preposition; the content with its "that" and its quotation marks, across sentences while a quotation
stays open; a source that ends in an apposition with the comma that closes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regesta.model.clauses import Argument, Clause
from regesta.model.reports import Sentence, Token
from regesta.model.spans import Span
from regesta.steps.extract.fill import ClausedReport
from regesta.text.fold import squeeze
from regesta.text.quotations import quotations

# Elsewhere a verb of speech with a mere object seldom reports.
_TELLING = {"root", "conjunct", "adverbial"}
_BESIDE = {"aux", "auxpass", "neg", "advmod"}
_EDGES = " \t\n\xa0,;:.-–—"
_INITIALS = re.compile(r"\b[A-Za-z]\.[A-Za-z]$")
_LOOSE_END = re.compile(r"[\s,;–—-]+(?:and|but|or)$")
_SHORTEST_QUOTE_CHARS = 12
_LONGEST_INTERRUPTION_CHARS = 160


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (if said), by which word, said what."""

    source: Span | None
    cue: Span
    content: Span


def find_attributions(report: ClausedReport) -> tuple[Attribution, ...]:
    """Return the attributions of a report, in reading order."""
    found: list[Attribution] = []
    said = quotations(report.text)
    for clause in report.clauses:
        if clause.kind != "verb" or squeeze(clause.lemma) not in report.language.cues_by_predicate:
            continue
        if clause.quoted or clause.modality != "fact" or clause.negated:
            continue  # within somebody's words, or not told as said
        content = _content(report, clause)
        if content is not None and (clause.relation in _TELLING or clause.args("complement")):
            source = _source(report, clause)
            cue = _cue(report, clause, content)
            found.append(Attribution(source, cue, _quoted(report.text, said, content, cue)))
    found += [a for s in report.report.annotated.sentences for a in _according(report.text, s, said)]
    return tuple(sorted(found, key=lambda a: a.cue))


def _according(text: str, sentence: Sentence, said: Sequence[Span]) -> Iterator[Attribution]:
    """Yield the attributions of "according to X": X says the sentence without the phrase."""
    tokens = sentence.tokens
    for i, token in enumerate(tokens[:-2]):
        if token.text.lower() != "according" or tokens[i + 1].text.lower() != "to":
            continue
        held = [t for k, t in enumerate(tokens) if k > i + 1 and _under(tokens, k, {i, i + 1})]
        if not held:
            continue
        source = Span(tokens[i + 2].span.start, max(held[-1].span.end, tokens[i + 2].span.end))
        before = Span(sentence.span.start, token.span.start) if i else None
        after = Span(source.end, sentence.span.end) if source.end < sentence.span.end else None
        sides = [s for s in (before, after) if s is not None and len(s.of(text).split()) > 2]
        if sides:
            content = _trimmed(text, max(sides, key=lambda s: s.end - s.start))
            cue = Span(token.span.start, tokens[i + 1].span.end)
            yield Attribution(_trimmed(text, source), cue, _quoted(text, said, content, cue))


def _under(tokens: Sequence[Token], k: int, heads: set[int]) -> bool:
    """Return whether a token hangs below one of `heads`."""
    for _ in range(len(tokens)):
        if tokens[k].head in heads:
            return True
        if tokens[k].head == k:
            return False
        k = tokens[k].head
    return False


def _source(report: ClausedReport, clause: Clause) -> Span | None:
    doers = clause.args("agent", "oblique:by") if clause.voice == "passive" else clause.args("subject")
    if not doers:
        return None
    pronoun = _relative_pronoun(report, clause, doers[0])
    if pronoun is not None:
        return pronoun
    span = _trimmed(report.text, doers[0].span)
    closes = report.text[span.end : span.end + 2] == ", " and ", " in span.of(report.text)
    return Span(span.start, span.end + 1) if closes and span.end < clause.predicate.start else span


def _relative_pronoun(report: ClausedReport, clause: Clause, phrase: Argument) -> Span | None:
    """Return the pronoun that stands for a phrase in its relative clause: "the envoy, *who* said …"."""
    if clause.relation != "relative":
        return None
    between = [
        t for t in report.sentence(clause).tokens if phrase.head.end <= t.span.start < clause.predicate.start
    ]
    return next((t.span for t in reversed(between) if t.tag in {"WDT", "WP"}), None)


def _cue(report: ClausedReport, clause: Clause, content: Span) -> Span:
    """Return the predicate with auxiliaries and adverbs before it and the content's preposition after it."""
    tokens = report.sentence(clause).tokens
    at = next((i for i, t in enumerate(tokens) if t.span.start == clause.predicate.start), None)
    if at is None:
        return clause.predicate
    first = at
    while first > 0 and tokens[first - 1].head == at and tokens[first - 1].dep in _BESIDE:
        first -= 1
    end = clause.predicate.end
    between = [t for t in tokens if end <= t.span.start < content.start]
    if len(between) == 1 and between[0].dep == "prep":
        end = between[0].span.end
    if report.text.startswith(":", end):
        end += 1
    return Span(tokens[first].span.start, end)


def _content(report: ClausedReport, clause: Clause) -> Span | None:
    cues = report.language.cues_by_predicate[squeeze(clause.lemma)]
    slots = tuple(dict.fromkeys(s for cue in cues for s in cue.content))
    arguments: list[Argument] = [a for s in slots for a in clause.args(s)]
    complement = next((a for a in arguments if a.role == "complement"), None)
    quotes = [
        q for q in report.sentence(clause).quoted if not q.holds(clause.predicate) and q.end - q.start > 12
    ]
    if complement is not None:
        span = _with_doer(report.text, clause, complement.span)
        quote = next((q for q in quotes if q.meets(span) and not q.holds(clause.span)), None)
        return _trimmed(report.text, span.cover(quote) if quote else span)
    if quotes:
        mixed = next((a.span for a in arguments if a.span.meets(quotes[0])), quotes[0])
        return _trimmed(
            report.text, mixed.cover(quotes[0]) if not mixed.holds(clause.predicate) else quotes[0]
        )
    return _trimmed(report.text, arguments[0].span) if arguments else None


def _with_doer(text: str, clause: Clause, span: Span) -> Span:
    """Return what is urged with whom it is urged on: "his supporters to vote"."""
    if not text[span.start : span.end].startswith("to "):
        return span
    doer = next((a.span for a in clause.args("object") if clause.predicate.end <= a.span.start), None)
    if doer is None or doer.end > span.start or text[doer.end : span.start].strip():
        return span
    return doer.cover(span)


def _trimmed(text: str, span: Span) -> Span:
    """Return a span without the stops at its edges."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(_EDGES))
    end = span.start + len(words.rstrip(_EDGES))
    if start >= end:
        return span
    core = text[start:end]
    if text.startswith(".", end) and _INITIALS.search(core):
        end += 1  # "the U.N."
    elif text.startswith(")", end) and core.count("(") > core.count(")"):
        end += 1
    elif (joint := _LOOSE_END.search(core)) is not None:
        end = start + joint.start()
    return Span(start, end)


def _quoted(text: str, said: Sequence[Span], content: Span, cue: Span) -> Span:
    """Return content with the whole of its quotation, and with what the speaker goes on to say after the cue.

    "The first half," she said, "the second." – and the quotation that opens the next sentence – are one content.
    """
    touching = [k for k, q in enumerate(said) if q.meets(content) and not q.meets(cue)]
    if not touching:
        return content
    span = content
    for k in touching:
        span = span.cover(said[k])
    last = touching[-1]
    if span.meets(cue):
        return content
    if said[last].end < span.end or span.end - span.start < _SHORTEST_QUOTE_CHARS:
        return span
    for quote in said[last + 1 :]:
        between = text[span.end : quote.start]
        if not _goes_on(between, has_cue=span.end <= cue.start < quote.start):
            break
        span = span.cover(quote)
    return span


def _goes_on(between: str, has_cue: bool) -> bool:
    """Return whether a quotation goes on after some words: nothing but the cue's own sentence lies between."""
    if "\n" in between:
        return False
    if not has_cue:
        return not between.strip()
    words = between.strip()
    return words.endswith((",", ".", ":", ";")) and len(words) <= _LONGEST_INTERRUPTION_CHARS
