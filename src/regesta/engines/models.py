"""Read a trained model from the package: plain arrays with a header, never a pickle.

One file a language, `data/models/events-<language>.npz`: `header` (JSON), `vocabulary` (features, one a line),
`idf`, `weights` (as integers with a scale a label), `bias`. `make models` writes it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from regesta.errors import ModelError
from regesta.packs.load import DATA
from regesta.steps.extract.classify import Classifier

FOLDER = DATA / "models"


def path_of(language: str) -> Path:
    """Return where the model of a language lies."""
    return FOLDER / f"events-{language}.npz"


def load_classifier(language: str) -> Classifier | None:
    """Return the classifier of a language, None where none is shipped.

    Raises:
        ModelError: the file is not a model of ours.
    """
    path = path_of(language)
    if not path.is_file():
        return None
    import numpy as np

    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as arrays:
            header = json.loads(bytes(arrays["header"]).decode("utf-8"))
            vocabulary = bytes(arrays["vocabulary"]).decode("utf-8").split("\n")
            weights = arrays["weights"].astype(np.float32) * arrays["scale"].astype(np.float32)
            found = Classifier(
                labels=tuple(header["labels"]),
                index={feature: row for row, feature in enumerate(vocabulary)},
                idf=arrays["idf"].astype(np.float64),
                weights=weights,
                bias=arrays["bias"].astype(np.float64),
                header=header,
            )
    except (OSError, ValueError, KeyError) as exc:
        raise ModelError(str(path), f"cannot be read: {exc}", "Run `make models`") from exc
    if weights.shape != (len(vocabulary), len(found.labels)):
        raise ModelError(str(path), "its arrays do not fit each other", "Run `make models`")
    return found


def save_classifier(
    path: Path,
    header: Mapping[str, Any],
    vocabulary: Sequence[str],
    idf: Any,
    weights: Any,
    bias: Any,
) -> None:
    """Write a model: weights as 8-bit integers, one scale a label. Equal input gives equal bytes."""
    import numpy as np

    scale = np.abs(weights).max(axis=0) / 127.0
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        header=np.frombuffer(json.dumps(header, ensure_ascii=False, sort_keys=True).encode(), dtype=np.uint8),
        vocabulary=np.frombuffer("\n".join(vocabulary).encode(), dtype=np.uint8),
        idf=np.asarray(idf, dtype=np.float32),
        weights=np.rint(weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=np.asarray(bias, dtype=np.float32),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(buffer.getvalue())
