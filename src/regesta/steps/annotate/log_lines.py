"""Read log lines: a phrase that says who and where, a mark, then predicates without a subject.

In: a block of text and its sentences. Out: the sentences cut so that the heading stands alone and each
predicate after it is one sentence, with the heading it hangs on.

Calendars, readouts and minutes are written so: "The President of Kenya, in Oslo: Met with the King;
addressed the Storting." A heading may also stand on a line of its own above the lines that continue it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regesta.model.actors import Mention
from regesta.model.reports import Heading
from regesta.model.spans import Span
from regesta.packs.language import Language
from regesta.text.fold import fold, folded

MAX_HEADING_CHARS = 240
_MARK = re.compile(r"(?:\s*:|\s+[–—-])\s+(?=\w)")
_BREAK = re.compile(r"[;.]\s+(?=\w)")
_BULLET = re.compile(r"[\s•*·▪◦–—-]*(?:\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?[\s:–—-]*)?")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_HEADS = {"person", "role", "organisation", "state", "group"}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a log, or of any text. `heading` is the stretch that gives what it leaves out."""

    span: Span
    heading: Span | None = None
    opened: int | None = None  # where the predicate ends that opens a line without a subject
    noun: bool = False  # whether that predicate is a noun: "Talks with …"


def opening_verb(text: str, start: int, end: int, language: Language) -> int | None:
    """Return where the verb in the past ends that a stretch begins with, adverbs passed over; else None."""
    syntax = language.syntax
    adverbs = folded(syntax.line_adverbs)
    for match in _WORD.finditer(text, start, min(end, start + 80)):
        if text[start : match.start()].strip(" ,•*·▪◦–—-"):
            return None
        word = fold(match.group())
        start = match.end()
        if word in adverbs:
            continue
        past = word in language.past_forms or word.endswith(tuple(map(fold, syntax.past_suffixes)))
        return start if past else None
    return None


def opening_act(text: str, start: int, end: int, language: Language) -> int | None:
    """Return where the noun ends that names an act and opens a stretch: "Informal talks with"; else None."""
    links = folded(language.syntax.line_links)
    words = list(_WORD.finditer(text, start, min(end, start + 80)))[:5]
    for noun, link in pairwise(words):
        if text[noun.end() : link.start()].strip():
            return None
        word = fold(noun.group())
        if fold(link.group()) in links:
            named = not language.noun_predicates.isdisjoint((word, word.removesuffix("s")))
            return noun.end() if named else None
    return None


def cut_lines(
    text: str, block: Span, sentences: Sequence[Span], language: Language, above: Span | None
) -> tuple[Line, ...]:
    """Return the sentences of a block, those of a log line cut at its marks.

    Args:
        text: The stored text.
        block: The block.
        sentences: Of the block.
        language: Its pack says what a past form looks like; without, nothing is cut.
        above: A heading on a line of its own, which this block may continue.
    """
    if not language.syntax.past_suffixes:
        return tuple(Line(s) for s in sentences)
    heading = _heading(text, block, language)
    if heading is not None:
        body = _BULLET.match(text, heading.end + 1)
        rest = [
            s if s.start >= heading.end else Span(body.end() if body else heading.end, s.end)
            for s in sentences
            if s.end > heading.end + 1
        ]
        return (Line(heading), *_under(text, rest, heading, language))
    bullet = _BULLET.match(text, block.start)
    start = bullet.end() if bullet else block.start
    if above is not None and _opens(text, start, block.end, language):
        return tuple(_under(text, (Span(max(start, s.start), s.end) for s in sentences), above, language))
    return tuple(Line(s) for s in sentences)


def ends_open(text: str, block: Span) -> bool:
    """Return whether a block may head the lines below it: it is short and ends in a colon, or without a stop."""
    return block.end - block.start <= MAX_HEADING_CHARS and text[block.end - 1] not in '.!?;”"'


def _heading(text: str, block: Span, language: Language) -> Span | None:
    limit = min(block.end, block.start + MAX_HEADING_CHARS)
    for mark in _MARK.finditer(text, block.start, limit):
        if any(_opens(text, at, block.end, language) for at in _starts(text, mark.end(), block.end)):
            return Span(block.start, mark.start()) if mark.start() > block.start else None
    return None


def _starts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a predicate may begin: after the mark, and after each break behind it."""
    yield start
    for match in _BREAK.finditer(text, start, end):
        yield match.end()


def _opens(text: str, at: int, end: int, language: Language) -> bool:
    return (opening_verb(text, at, end, language) or opening_act(text, at, end, language)) is not None


def _under(
    text: str, sentences: Sequence[Span] | Iterator[Span], heading: Span, language: Language
) -> Iterator[Line]:
    """Yield sentences cut at semicolons; those that lack a subject hang on the heading."""
    for sentence in sentences:
        start = sentence.start
        for cut in (*re.finditer(r";\s+", sentence.of(text)), None):
            end = sentence.end if cut is None else sentence.start + cut.start() + 1
            if cut is not None and not _opens(text, sentence.start + cut.end(), sentence.end, language):
                continue
            verb = opening_verb(text, start, end, language)
            act = opening_act(text, start, end, language) if verb is None else None
            opened = verb if verb is not None else act
            yield Line(Span(start, end), heading if opened is not None else None, opened, act is not None)
            start = end if cut is None else sentence.start + cut.end()


def read_heading(
    text: str, line: Line, numbered: Sequence[tuple[int, Mention]], language: Language
) -> Heading | None:
    """Return what a heading gives to its lines: the subject and the state of the place; None without a subject."""
    span = line.heading
    if span is None or (line.noun and not language.syntax.line_verb):
        return None
    at = {fold(p) for p in language.places.at}
    subject = next(((i, m) for i, m in numbered if m.kind in _HEADS), None)
    if subject is None or fold(text[span.start : subject[1].span.start]).split()[-1:] in [[p] for p in at]:
        return None
    after = subject[1].span.end
    place = next((w.start() for w in _WORD.finditer(text, after, span.end) if fold(w.group()) in at), after)
    there = [m for _, m in numbered if m.span.start >= place and m.kind == "state" and m.states]
    named = [m for m in there if m.form == "name"]
    host = (named or there)[-1:]
    verb = language.syntax.line_verb if line.noun else None
    return Heading(span, subject[0], host[0].states[0] if host else None, verb)
