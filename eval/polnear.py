"""Score attributions: news in, spans of source, cue and content out.

In: a folder with `text/` and `attributions/` (brat standoff, one `.ann` a text, named after it).
Out: F1 over exact spans of source, cue and content; the figure that counts is their mean.

Any speaker counts here, not only states', so this asks the coder for its attributions, before those that
concern nobody between states are let go. Every sentence with a cue is parsed, whoever it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from eval import stats
from eval.common import (
    Coder,
    DataError,
    Line,
    Options,
    Result,
    claused,
    clean_lines,
    coder,
    read_text,
    resolved,
)
from regesta.model.reports import AnnotatedReport
from regesta.model.spans import Span
from regesta.steps.annotate import annotate
from regesta.steps.annotate.gate import Gate
from regesta.steps.extract.attributions import Attribution, find_attributions

PARTS = ("Source", "Cue", "Content")
Spans = Mapping[str, frozenset[tuple[int, int]]]
_TEXT_BOUND = re.compile(r"^T\d+\t(\w+) ([\d ;]+)\t", re.MULTILINE)


class _Open(Gate):
    """A gate that lets every sentence with a trigger through, whoever is named in it."""

    def opens(
        self,
        text: str,
        sentence: Span,
        mentions: object,
        actors: object = None,
        met: object = None,
        earlier: str = "",
    ) -> bool:
        return self.triggers(sentence.of(text))


def score(path: Path, options: Options) -> Result:
    """Return exact-span F1 of sources, cues and contents."""
    documents = stats.sampled(sorted(_pairs(path)), options.n)
    by = coder()
    judged: list[tuple[str, Spans, Spans]] = []
    for text_file, gold_file in documents:
        text = read_text(text_file)
        judged.append((text, read_gold(read_text(gold_file)), _spans(find(text, by), text)))
    counts = {p: sum((_counts(g, f, p) for _, g, f in judged), stats.Counts()) for p in PARTS}
    classes = tuple(
        Line(p.lower(), c.f1, c.gold, (("precision", c.precision), ("recall", c.recall)))
        for p, c in counts.items()
    )
    touched = tuple(Line(f"{p.lower()}, overlapping", _overlap(judged, p), counts[p].gold) for p in PARTS)
    mean = sum(c.f1 for c in counts.values()) / len(PARTS)
    return Result("polnear", "mean-F1", mean, len(documents), classes, touched, tuple(_misses(judged)))


def find(text: str, by: Coder) -> tuple[Attribution, ...]:
    """Return the coder's attributions of a text, whoever speaks."""
    return find_attributions(claused(resolved(_parsed(text, by), by), by))


def _parsed(text: str, by: Coder) -> AnnotatedReport:
    return annotate(clean_lines(text), replace(by.annotator, gate=_Open(by.language)))


def _pairs(path: Path) -> Iterator[tuple[Path, Path]]:
    texts, golds = path / "text", path / "attributions"
    if not texts.is_dir() or not golds.is_dir():
        raise DataError(f"{path}: no text/ and attributions/ in it; give a folder like polnear/dev")
    by_stem = {p.stem.rpartition("_")[0]: p for p in golds.glob("*.ann")}
    for text in texts.glob("*.txt"):
        if text.stem in by_stem:
            yield text, by_stem[text.stem]


def read_gold(standoff: str) -> Spans:
    """Return the spans of each part. One in several pieces counts from its first to its last letter."""
    found: dict[str, set[tuple[int, int]]] = {p: set() for p in PARTS}
    for kind, where in _TEXT_BOUND.findall(standoff):
        if kind in found:
            ends = [int(n) for piece in where.split(";") for n in piece.split()]
            found[kind].add((min(ends), max(ends)))
    return {p: frozenset(s) for p, s in found.items()}


def _spans(found: Iterable[Attribution], text: str) -> Spans:
    parts: dict[str, set[tuple[int, int]]] = {p: set() for p in PARTS}
    for a in found:
        for part, span in zip(PARTS, (a.source, a.cue, a.content), strict=True):
            if span is not None:
                parts[part].add((span.start, span.end))
    return {p: frozenset(s) for p, s in parts.items()}


def _counts(gold: Spans, found: Spans, part: str) -> stats.Counts:
    return stats.Counts(len(gold[part] & found[part]), len(found[part]), len(gold[part]))


def _overlap(judged: Iterable[tuple[str, Spans, Spans]], part: str) -> float:
    total = stats.Counts()
    for _, gold, found in judged:
        touched = sum(any(s < b and a < e for a, b in gold[part]) for s, e in found[part])
        total += stats.Counts(min(touched, len(gold[part])), len(found[part]), len(gold[part]))
    return total.f1


def _misses(judged: Iterable[tuple[str, Spans, Spans]]) -> Iterator[str]:
    for text, gold, found in judged:
        for part in PARTS:
            for s, e in sorted(gold[part] - found[part]):
                near = next((text[a:b] for a, b in sorted(found[part]) if a < e and s < b), None)
                before, after = text[max(0, s - 60) : s], text[e : e + 60]
                yield f"{part} {text[s:e]!r}, ours {near!r} | {before!r}[]{after!r}"
            for a, b in sorted(found[part] - gold[part]):
                if not any(a < e and s < b for s, e in gold[part]):
                    yield f"false {part} {text[a:b]!r} | {text[max(0, a - 60) : b + 60]!r}"
