"""One typing error in a message: small, repeatable, and nothing else."""

from __future__ import annotations

import difflib
import random
import re

import pytest

from bouwstenen.evaluation.typos import with_typo

TEXTS = [
    "Hoe bereik ik statushouders in mijn wijk?",
    "ik werk bij de gemeente en zoek cijfers over laaggeletterdheid",
    "Wát is een sleutelpersoon? (graag kort)",
    "COÖRDINATOR gezocht",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("seed", range(25))
def test_one_word_differs_by_one_mistake(text: str, seed: int) -> None:
    wrong = with_typo(text, seed)
    before, after = re.split(r"(\W+)", text), re.split(r"(\W+)", wrong)
    assert len(before) == len(after)
    changed = [(a, b) for a, b in zip(before, after) if a != b]
    assert len(changed) == 1
    word, typed = changed[0]
    assert abs(len(word) - len(typed)) <= 1
    assert difflib.SequenceMatcher(None, word, typed).ratio() >= 0.7


def test_the_same_text_and_seed_give_the_same_error() -> None:
    random.seed(1)
    first = with_typo(TEXTS[0], 7)
    random.seed(2)
    assert with_typo(TEXTS[0], 7) == first
    assert len({with_typo(TEXTS[0], seed) for seed in range(25)}) > 10


@pytest.mark.parametrize("text", ["", "hoi", "ja", "👍", "112", "   "])
def test_a_text_without_a_word_to_mistype_stays(text: str) -> None:
    assert with_typo(text) == text
