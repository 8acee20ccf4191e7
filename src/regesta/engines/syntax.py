"""The English parser: spaCy's small pipeline, fed with words that mentions have been merged into.

Built once a process; nothing of spaCy leaves this module but plain values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from regesta.steps.annotate.parse import Parsed, Word

_CONTRACTION = re.compile(r"(?i)(?<=\w)('s|'re|'ve|'ll|'d|'m|n't|’s|’re|’ve|’ll|’d|’m|n’t)$")
_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*|\$|\S", re.UNICODE)


def tokenize(text: str) -> tuple[tuple[int, int], ...]:
    """Return the words of a text as (start, end), contractions apart and hyphenated words whole."""
    found: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        ending = _CONTRACTION.search(match.group())
        if ending and ending.start() > 0:
            found += [(start, start + ending.start()), (start + ending.start(), end)]
        elif match.group()[0] in "'’" and len(match.group()) > 1:
            found.append((start, end))
        else:
            found.append((start, end))
    return tuple(found)


@lru_cache(maxsize=2)
def _pipeline(model: str) -> Any:
    import spacy

    return spacy.load(model, exclude=["ner", "senter"])


def parser(model: str, batch: int = 32) -> Any:
    """Return a function that parses sentences of ready-made words."""

    def parse(sentences: Sequence[Sequence[Word]]) -> Iterator[tuple[Parsed, ...]]:
        from spacy.tokens import Doc

        nlp = _pipeline(model)
        docs = [Doc(nlp.vocab, words=[w.text for w in s], spaces=[w.space for w in s]) for s in sentences]
        for doc in docs:
            for token in doc[1:]:
                token.is_sent_start = False
        for doc in nlp.pipe(docs, batch_size=batch):
            yield tuple(Parsed(t.lemma_, t.pos_, t.dep_, t.head.i, t.tag_, str(t.morph)) for t in doc)

    return parse
