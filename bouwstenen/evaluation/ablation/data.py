"""What is learned from and what is scored on: training examples, labelled turns, folds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bouwstenen.evaluation.sets import EVAL, read
from bouwstenen.language.text import clean
from bouwstenen.paths import ROOT

FOLDS = 5
SEED = 42
#: Positions of examples.
Positions = NDArray[np.int64]


@dataclass(frozen=True)
class Example:
    """A sentence from the training data."""

    text: str
    intent: str


@dataclass(frozen=True)
class Turn:
    """A message from a set in ``tests/eval``, with the kinds and blocks that are right."""

    text: str
    kinds: frozenset[str]
    #: Empty when the answer to this message has no block, or has it from an entity.
    blocks: frozenset[str]


def read_examples() -> list[Example]:
    """Return the training examples, in their order."""
    from rasa.shared.nlu.training_data.loading import load_data

    return [Example(message.get("text"), message.get("intent")) for message in load_data(str(ROOT / "data" / "nlu.yml")).intent_examples]


def read_turns(name: str) -> list[Turn]:
    """Return the messages of a set.

    A block is only asked of a classifier where an answer about a block is expected; beside
    "checklist", "tip" and "example" it comes from an entity.

    Args:
        name: the file in ``tests/eval``, without ``.jsonl``.

    Raises:
        FileNotFoundError: there is no such set.
        KeyError: the set holds dialogues; what a turn of those means depends on the turns before.
    """
    found = []
    for case in read(EVAL / f"{name}.jsonl"):
        kinds = frozenset(case["kind"])
        found.append(Turn(clean(case["text"]), kinds, frozenset(case["building_block"] or ()) if "answer" in kinds else frozenset()))
    return found


def folds(intents: Sequence[str], count: int = FOLDS) -> list[tuple[Positions, Positions]]:
    """Return what to train and what to test on, so that each example is tested once.

    Every fold has its share of each intent.

    Raises:
        ValueError: an intent has fewer examples than there are folds.
    """
    from sklearn.model_selection import StratifiedKFold

    rarest = min(intents, key=intents.count)
    if intents.count(rarest) < count:
        raise ValueError(f"{rarest} has fewer than {count} examples")
    return list(StratifiedKFold(count, shuffle=True, random_state=SEED).split(np.zeros(len(intents)), intents))
