"""The English parser: spaCy's small pipeline, fed with words that mentions have been merged into.

Built once a process; nothing of spaCy leaves this module but plain values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from regesta.steps.annotate.noun_phrases import NamingKind, Recognised
from regesta.steps.annotate.parse import Parsed, Word

if TYPE_CHECKING:
    from regesta.engines.vectors import WordVectors

_CONTRACTION = re.compile(r"(?i)(?<=\w)('s|'re|'ve|'ll|'d|'m|n't|’s|’re|’ve|’ll|’d|’m|n’t)$")
# What follows a name begins with its possessive: "'s rebels" after "Chile".
_TOKEN = re.compile(
    r"\A['’](?:s|re|ve|ll|d|m)(?!\w)|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![^\W_])|[^\W_]+(?:[-'’.][^\W_]+)*|\$|\S",
    re.UNICODE,
)


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


_MOST_KEPT = 200_000  # words with tag and arc; a newspaper's year has fewer


@lru_cache(maxsize=2)
def _pipeline(model: str) -> Any:
    import spacy

    return spacy.load(model, exclude=["ner", "senter"], disable=["attribute_ruler", "lemmatizer"])


class _Forms:
    """Lemma, part of speech and morphology of a word by its tag and arc, asked of the model once.

    The model's ruler and lemmatizer look at one word at a time but for "there is"; kept answers save a third
    of parsing. Words to ask about stand between commas, so that no answer depends on its neighbours.
    """

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        self._kept: dict[tuple[int, int, int], tuple[str, str, str, str, str]] = {}

    def of(self, keys: Sequence[tuple[int, int, int]]) -> list[tuple[str, str, str, str, str]]:
        """Return (lemma, pos, dep, tag, morph) for each (word, tag, arc), as the model's numbers."""
        unseen = [k for k in dict.fromkeys(keys) if k not in self._kept]
        if len(self._kept) + len(unseen) > _MOST_KEPT:
            self._kept.clear()
            unseen = list(dict.fromkeys(keys))
        if unseen:
            self._ask(unseen)
        return [self._kept[k] for k in keys]

    def _ask(self, keys: Sequence[tuple[int, int, int]]) -> None:
        from spacy.tokens import Doc

        strings = self._nlp.vocab.strings
        words, tags, deps = [], [], []
        for word, tag, dep in keys:
            words += [strings[word], ","]
            tags += [strings[tag], ","]
            deps += [strings[dep] or "dep", "punct"]
        doc = Doc(self._nlp.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
        for name in ("attribute_ruler", "lemmatizer"):
            if name in self._nlp.disabled:
                doc = self._nlp.get_pipe(name)(doc)
        for key, token in zip(keys, list(doc)[::2], strict=True):
            self._kept[key] = (token.lemma_, token.pos_, strings[key[2]], token.tag_, str(token.morph))


# The model's labels of names -> what they name. Days, sums and quantities name nobody.
_NAMES: dict[str, NamingKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}


@lru_cache(maxsize=2)
def _forms(model: str) -> _Forms:
    return _Forms(_pipeline(model))


def _docs(nlp: Any, sentences: Sequence[Sequence[Word]]) -> list[Any]:
    """Return sentences of ready-made words as the pipeline takes them, each a document of one sentence."""
    from spacy.tokens import Doc

    done = []
    for words in sentences:
        starts: list[bool | int | None] = [i == 0 for i in range(len(words))]
        done.append(Doc(nlp.vocab, [w.text for w in words], [w.space for w in words], sent_starts=starts))
    return done


@lru_cache(maxsize=2)
def _vectors(model: str) -> WordVectors:
    from regesta.engines.vectors import WordVectors

    return WordVectors(_pipeline(model).get_pipe("tok2vec").model)


def _parsed(nlp: Any, vectors: WordVectors, docs: Sequence[Any], batch: int) -> Iterator[Any]:
    """Yield documents with tags and arcs; tagger and parser read their vectors where the model leaves them."""
    for first in range(0, len(docs), batch):
        part = docs[first : first + batch]
        for doc, rows in zip(part, vectors.of(part), strict=True):
            doc.tensor = rows
        for name in ("tagger", "parser"):
            pipe = nlp.get_pipe(name)
            pipe.set_annotations(part, pipe.predict(part))
        yield from part


def parser(model: str, batch: int = 64) -> Any:
    """Return a function that parses sentences of ready-made words."""

    def parse(sentences: Sequence[Sequence[Word]]) -> Iterator[tuple[Parsed, ...]]:
        nlp, forms = _pipeline(model), _forms(model)
        for doc in _parsed(nlp, _vectors(model), _docs(nlp, sentences), batch):
            rows = doc.to_array(["ORTH", "TAG", "DEP", "HEAD"])
            orth, tag, dep = (rows[:, k].tolist() for k in range(3))
            heads = rows[:, 3].astype("int64").tolist()  # relative, stored without a sign
            found = forms.of(list(zip(orth, tag, dep, strict=True)))
            yield tuple(
                Parsed(lemma, pos, arc, i + head, tag_, morph)
                for i, (head, (lemma, pos, arc, tag_, morph)) in enumerate(zip(heads, found, strict=True))
            )

    return parse


@lru_cache(maxsize=1)
def _whole_pipeline(model: str) -> Any:
    import spacy

    return spacy.load(model, exclude=["senter"])


def recogniser(model: str, batch: int = 64) -> Any:
    """Return a function that parses sentences as they stand and guesses what their names name."""

    def recognise(sentences: Sequence[Sequence[Word]]) -> Iterator[Recognised]:
        nlp = _whole_pipeline(model)
        for doc in nlp.pipe(_docs(nlp, sentences), batch_size=batch):
            parsed = tuple(Parsed(t.lemma_, t.pos_, t.dep_, t.head.i, t.tag_, str(t.morph)) for t in doc)
            names = tuple((e.start, e.end, _NAMES[e.label_]) for e in doc.ents if e.label_ in _NAMES)
            yield Recognised(parsed, names)

    return recognise
