"""A small knowledge base to add to, and an encoder that needs no model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest

from bouwstenen.dialogue.compose import BLOCKS
from bouwstenen.editing.reading import Reading
from bouwstenen.language.inflection import lemma
from bouwstenen.language.phrases import Token
from bouwstenen.language.text import words
from tests.unit.knowledge.conftest import SOUND


class WordEncoder:
    """Texts are alike as far as they share words; stands in for the sentence encoder."""

    floor = 0.0
    size = 4096

    def encode_known(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), self.size), np.float32)
        for row, text in enumerate(texts):
            for word in words(text):
                vectors[row, sum(ord(c) * 31**i for i, c in enumerate(word)) % self.size] = 1.0
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def tokenize(texts: Iterable[str]) -> list[list[Token]]:
    return [[Token.of(word, lemma(word)) for word in words(text)] for text in texts]


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a small knowledge base without mistakes, in which an answer can offer every block."""
    for name, text in SOUND.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    one = SOUND["building_blocks.yml"]
    texts = ("Je zoekt uit wie er wonen.", "Je komt in contact met mensen.", "Inwoners beslissen samen.", "Het aanbod past erbij.")
    blocks = [
        one.replace("bereiken", block).replace("Bereiken", block.title()).replace(texts[1], said) for block, said in zip(BLOCKS, texts)
    ]
    (tmp_path / "building_blocks.yml").write_text("".join(blocks), encoding="utf-8")
    return tmp_path


Add = Callable[..., Reading]


@pytest.fixture
def add(folder: Path) -> Add:
    """Return a function that adds items, as YAML, to a file and reads the folder."""

    def add(file: str, *items: str) -> Reading:
        path = folder / f"{file}.yml"
        path.write_text(path.read_text(encoding="utf-8") + "".join(items), encoding="utf-8")
        reading = Reading.of(folder)
        assert reading.problems == []
        return reading

    return add


def tip(slug: str, text: str, more: str = "") -> str:
    return f"- id: {slug}\n  building_blocks: [bereiken]\n  text: >-\n    {text}\n{more}  sources: [andere-site]\n  origin: bron\n"


def example(slug: str, title: str, text: str, more: str = "") -> str:
    return (
        f"- id: {slug}\n  building_blocks: [bereiken]\n  title: {title}\n  audience: buurtbewoners\n"
        f"  text: {text}\n  worked: Het was dichtbij.\n{more}  sources: [andere-site]\n  origin: bron\n"
    )
