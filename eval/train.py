"""Train the event classifier on the packs' own examples, and say how it does on those held out.

    python -m eval.train [--language en] [--check]

In: `data/languages/<code>/examples/*.yml`. Out: `data/models/events-<code>.npz`, plain arrays with a header. Two
figures are printed and kept in the header: macro-F1 on a tenth of the sentences, drawn by hash, and on acts of
which no sentence was seen (ten parts by act). `--check` trains nothing and fails where the model was not made
from the examples as they are.

scikit-learn is needed here only; the coder multiplies the arrays itself.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable, Sequence
from typing import Any

from eval import stats
from eval.common import coder
from eval.given import read_given
from regesta.engines.models import load_classifier, path_of, save_classifier
from regesta.packs.examples import Example, fingerprint, read_examples
from regesta.steps.extract.classify import type_of

SEED = 0
N_PARTS = 10
STRENGTH = 10.0  # inverse of the regularisation; 3 and 30 are within half a point
_LEAST = 2  # sentences a feature must stand in
# Acts that other codebooks file under another type than PLOVER does: verdicts, embargoes, blockades, occupations.
# As classes of their own they blur no type, and a label map can move them (`eval/plv_labels.json`).
_APART = {"116", "163", "191", "192"}


def main(arguments: list[str]) -> int:
    """Train and write, or check. Return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.train", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--language", default="en", help="code of the language pack")
    parser.add_argument("--check", action="store_true", help="only say whether the model is up to date")
    given = parser.parse_args(arguments)
    if given.check:
        return _check(given.language)
    examples = read_examples(given.language)
    by = coder(given.language)
    seen = [g.features for g in read_given([(e.text, e.doer, e.other) for e in examples], by)]
    labels = [f"{e.type}/{e.act}" if e.act in _APART else e.type for e in examples]
    rows = [int(hashlib.sha256(e.text.encode()).hexdigest(), 16) % N_PARTS == 0 for e in examples]
    figures = {
        "sentences_held_out": _held_out(seen, labels, rows),
        "acts_held_out": _acts_held_out(seen, labels, examples),
    }
    vectors, model = _fit(seen, labels)
    header = {
        "kind": "events", "language": given.language, "examples": fingerprint(given.language),
        "n_examples": len(examples), "seed": SEED, "labels": [str(c) for c in model.classes_],
        "macro_f1": {k: round(v, 4) for k, v in figures.items()},
    }  # fmt: skip
    path = path_of(given.language)
    save_classifier(
        path, header, list(vectors.get_feature_names_out()), vectors.idf_, model.coef_.T, model.intercept_
    )
    for name, value in figures.items():
        print(f"{name} macro-F1 {value:.4f} n={len(examples)}")
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB, {len(vectors.vocabulary_)} features")
    return 0


def _check(language: str) -> int:
    model = load_classifier(language)
    if model is None or model.header["examples"] != fingerprint(language):
        print(
            f"events-{language}: not made from the examples as they are; run `make models`", file=sys.stderr
        )
        return 1
    return 0


def _fit(seen: Sequence[tuple[str, ...]], labels: Sequence[str]) -> tuple[Any, Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = TfidfVectorizer(analyzer=_same, min_df=_LEAST, binary=True)
    model = LogisticRegression(C=STRENGTH, max_iter=3000, class_weight="balanced", random_state=SEED)
    model.fit(vectors.fit_transform(seen), labels)
    return vectors, model


def _same(features: tuple[str, ...]) -> tuple[str, ...]:
    return features


def _told(
    seen: Sequence[tuple[str, ...]], labels: Sequence[str], held: Callable[[int], bool]
) -> list[tuple[str, str]]:
    """Return gold and answer of what is held out, by a model of the rest."""
    kept = [i for i in range(len(seen)) if not held(i)]
    out = [i for i in range(len(seen)) if held(i)]
    if not out:
        return []
    vectors, model = _fit([seen[i] for i in kept], [labels[i] for i in kept])
    answers = model.predict(vectors.transform([seen[i] for i in out]))
    return [(type_of(labels[i]), type_of(str(a))) for i, a in zip(out, answers, strict=True)]


def _held_out(seen: Sequence[tuple[str, ...]], labels: Sequence[str], rows: Sequence[bool]) -> float:
    return stats.macro_f1(_told(seen, labels, lambda i: rows[i]))


def _acts_held_out(
    seen: Sequence[tuple[str, ...]], labels: Sequence[str], examples: Sequence[Example]
) -> float:
    parts = [int(hashlib.sha256(e.act.encode()).hexdigest(), 16) % N_PARTS for e in examples]
    pairs = [pair for part in range(N_PARTS) for pair in _told(seen, labels, lambda i, p=part: parts[i] == p)]  # type: ignore[misc]
    return stats.macro_f1(pairs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
