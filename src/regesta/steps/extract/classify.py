"""Tell the PLOVER type of what passes between two mentions, by example.

In: a sentence's clauses, the mentions of one side and of the other, and what the frames say. Out: features (words)
and, with a classifier, a probability for each type and for "NONE".

A linear model over clause features, learnt from the sentences that the language packs hold. It sees clauses and
words, not a parser's tree, so a language without a parser has the same features. Sentence embeddings were tried and
told types worse (docs/decisions/0008-classifier-over-clauses.md).
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regesta.model.clauses import Argument, Clause
from regesta.model.spans import Span
from regesta.steps.extract.fill import ClausedReport
from regesta.text.fold import fold, squeeze

NONE = "NONE"
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|[?\"“”]", re.UNICODE)
_BEFORE, _AFTER = 6, 9  # words of the window on either side of the two


@dataclass(frozen=True, slots=True)
class Sides:
    """The two parties of an act: indices of the report's mentions, in one sentence."""

    sentence: int
    doers: frozenset[int]
    others: frozenset[int]


@dataclass(frozen=True)
class Classifier:
    """A linear model: one row of weights a feature, one column a label.

    Attributes:
        labels: PLOVER types, some with a CAMEO act ("SANCTION/116"), and "NONE".
        index: Feature -> row.
        idf: Weight of each feature, shape (n_features,).
        weights: Shape (n_features, n_labels).
        bias: Shape (n_labels,).
        header: What it was made from: fingerprint of the examples, seed, counts.
    """

    labels: tuple[str, ...]
    index: Mapping[str, int]
    idf: Any
    weights: Any
    bias: Any
    header: Mapping[str, Any]

    def probabilities(self, features: Collection[str]) -> dict[str, float]:
        """Return a probability for each label; they add up to 1."""
        import numpy as np

        rows = [self.index[f] for f in features if f in self.index]
        values = self.idf[rows]
        length = float(np.sqrt((values * values).sum())) or 1.0
        logits = (values / length) @ self.weights[rows].astype(np.float64) + self.bias
        powers = [math.exp(v - float(logits.max())) for v in logits]
        total = math.fsum(powers)
        return {label: p / total for label, p in zip(self.labels, powers, strict=True)}


def type_of(label: str) -> str:
    """Return the PLOVER type of a label."""
    return label.partition("/")[0]


def by_type(chances: Mapping[str, float]) -> dict[str, float]:
    """Return the probability of each type, those of its acts added up."""
    found: dict[str, float] = {}
    for label, chance in chances.items():
        found[type_of(label)] = found.get(type_of(label), 0.0) + chance
    return found


def features(report: ClausedReport, sides: Sides, votes: Collection[str]) -> tuple[str, ...]:
    """Return what is to be seen of two parties in their sentence, sorted.

    Args:
        report: With its clauses.
        sides: Who is thought to act, and to whom.
        votes: What the frames say, in words of the caller's.
    """
    found = {f"v:{v}" for v in votes}
    found.update(_clause_features(report, sides))
    found.update(_word_features(report, sides))
    return tuple(sorted(found))


# --------------------------------------------------------------------------- clauses


def _clause_features(report: ClausedReport, sides: Sides) -> Iterator[str]:
    clauses = {c.index: c for c in report.clauses_in(sides.sentence)}
    for clause in clauses.values():
        held = [_who(report, a, sides) for a in clause.arguments]
        tags = [t for t in ("d", "o") if any(w.startswith(f"<{t}>") for w in held)]
        if not tags:
            yield f"else:{squeeze(clause.lemma)}"
            continue
        for tag in (*tags, "do") if len(tags) == 2 else tags:
            yield from _told(clause, held, tag, clauses)
        yield from _above(clause, clauses)


def _told(clause: Clause, held: Sequence[str], tag: str, clauses: Mapping[int, Clause]) -> Iterator[str]:
    """Yield what a clause that holds a side tells: predicate, mood, and who stands where."""
    lemma = squeeze(clause.lemma)
    sign = "-" if clause.negated else "+"
    yield f"{tag}:{lemma}"
    yield f"{tag}.kind:{clause.kind}"
    yield f"{tag}.mood:{clause.tense}/{clause.modality}/{sign}"
    yield f"{tag}:{lemma}/{clause.modality}{sign}"
    if clause.governor:
        yield f"{tag}:{lemma}<{clause.governor_role}<{squeeze(clause.governor)}"
        yield f"{tag}.by:{squeeze(clause.governor)}"
    for argument, who in zip(clause.arguments, held, strict=True):
        side, _, head = who.partition("+")
        yield f"{tag}.role:{argument.role}>{side}"
        yield f"{tag}:{lemma}>{argument.role}>{who}"
        if head:
            yield f"{tag}:{lemma}>{argument.role}>{side}"
            yield f"{tag}:{lemma}>{argument.role}>{head}"
        inner = clauses.get(argument.clause) if argument.clause is not None else None
        if inner is not None:
            yield f"{tag}:{lemma}>{argument.role}>>{squeeze(inner.lemma)}"
            yield f"{tag}>>{squeeze(inner.lemma)}"


def _above(clause: Clause, clauses: Mapping[int, Clause]) -> Iterator[str]:
    above = clauses.get(clause.parent) if clause.parent is not None else None
    if above is not None:
        yield f"up:{squeeze(clause.lemma)}<{clause.relation}<{squeeze(above.lemma)}"
        yield f"up<{clause.relation}<{squeeze(above.lemma)}"
    speech = clauses.get(clause.speech) if clause.speech is not None else None
    if speech is not None:
        yield f"said:{squeeze(speech.lemma)}"


def _who(report: ClausedReport, argument: Argument, sides: Sides) -> str:
    """Return who stands in an argument: a side, a side's own ("<o>+embassy"), another mention, or a word."""
    head = squeeze(argument.head_lemma)
    mentions = report.report.annotated.mentions
    for tag, side in (("<d>", sides.doers), ("<o>", sides.others)):
        if side & set(argument.mentions):
            return tag
    for tag, side in (("<d>", sides.doers), ("<o>", sides.others)):
        if side & {*argument.owners, *argument.inner} or any(
            argument.span.holds(mentions[i].span) for i in side
        ):
            return f"{tag}+{head}"
    return f"<{mentions[min(argument.mentions)].kind}>" if argument.mentions else head


# --------------------------------------------------------------------------- words


def _word_features(report: ClausedReport, sides: Sides) -> Iterator[str]:
    """Yield the words about the two sides: single ones with their region, and runs of up to three."""
    words = list(_words(report, sides))
    marks = sorted({words.index(m) for m in ("<d>", "<o>") if m in words}) or [0]
    first, last = marks[0], marks[-1]
    for at, word in enumerate(words):
        if word.startswith("<") or len(word) < 3:
            continue
        region = "before" if at < first else "between" if at <= last else "after"
        yield f"{region}:{word}"
        yield f"word:{word}"
    window = words[max(0, first - _BEFORE) : last + _AFTER]
    for n in (1, 2, 3):
        for at in range(len(window) - n + 1):
            yield f"run:{' '.join(window[at : at + n])}"


def _words(report: ClausedReport, sides: Sides) -> Iterator[str]:
    """Yield the lemmas of a sentence (words where the reader gives none), mentions as one word each."""
    sentence = report.report.annotated.sentences[sides.sentence]
    if sentence.tokens:
        for position, token in enumerate(sentence.tokens):
            if token.mention is not None:
                yield _mark(report, token.mention, sides)
            elif any(c.isalnum() for c in token.text) or token.text in '?"':
                named = position and token.text[:1].isupper()
                yield _plain(token.lemma, named=bool(named))
        return
    for index, span in _pieces(report, sentence.span):
        if index is not None:
            yield _mark(report, index, sides)
        else:
            text = span.of(report.text)
            yield _plain(text, named=span.start > sentence.span.start and text[:1].isupper())


def _pieces(report: ClausedReport, sentence: Span) -> Iterator[tuple[int | None, Span]]:
    mentions = [(i, m.span) for i, m in enumerate(report.report.annotated.mentions) if sentence.holds(m.span)]
    at = sentence.start
    for index, span in sorted(mentions, key=lambda m: m[1]):
        if span.start < at:
            continue
        yield from _between(report.text, at, span.start)
        yield index, span
        at = span.end
    yield from _between(report.text, at, sentence.end)


def _between(text: str, start: int, end: int) -> Iterator[tuple[None, Span]]:
    for match in _WORD.finditer(text, start, end):
        yield None, Span(*match.span())


def _mark(report: ClausedReport, index: int, sides: Sides) -> str:
    if index in sides.doers:
        return "<d>"
    if index in sides.others:
        return "<o>"
    return f"<{report.report.annotated.mentions[index].kind}>"


def _plain(word: str, *, named: bool) -> str:
    if word[:1].isdigit():
        return "<number>"
    return "<name>" if named else fold(word)
