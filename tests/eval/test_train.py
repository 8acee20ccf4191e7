"""The shipped model is the one that the shipped examples make, and it tells types it was not shown."""

import numpy as np
import pytest

from eval.train import main
from regesta.engines.models import load_classifier, save_classifier
from regesta.errors import ModelError
from regesta.packs.examples import fingerprint

LEAST = 0.6  # macro-F1 on the tenth of the sentences that was held out


def test_the_model_is_made_from_the_examples_as_they_are():
    model = load_classifier("en")
    assert model is not None
    assert model.header["examples"] == fingerprint("en")
    assert main(["--check"]) == 0


def test_the_model_told_the_types_of_sentences_held_out():
    model = load_classifier("en")
    assert model is not None
    assert model.header["macro_f1"]["sentences_held_out"] >= LEAST


def test_a_model_comes_back_as_it_was_written(tmp_path, monkeypatch):
    monkeypatch.setattr("regesta.engines.models.FOLDER", tmp_path)
    weights = np.array([[1.0, -0.5], [0.25, 0.125]])
    save_classifier(
        tmp_path / "events-xx.npz",
        {"labels": ["AID", "NONE"]},
        ["do:a", "do:é"],
        [1.0, 2.0],
        weights,
        [0.1, 0.2],
    )

    model = load_classifier("xx")

    assert model is not None
    assert model.labels == ("AID", "NONE")
    assert dict(model.index) == {"do:a": 0, "do:é": 1}
    assert np.allclose(model.weights, weights, atol=1 / 127)


def test_a_language_without_a_model_has_none(tmp_path, monkeypatch):
    monkeypatch.setattr("regesta.engines.models.FOLDER", tmp_path)
    assert load_classifier("xx") is None


def test_a_broken_model_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr("regesta.engines.models.FOLDER", tmp_path)
    (tmp_path / "events-xx.npz").write_bytes(b"PK no arrays")

    with pytest.raises(ModelError, match="make models"):
        load_classifier("xx")
