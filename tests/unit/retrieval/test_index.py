"""What an item can be found by."""

from __future__ import annotations

import numpy as np
import pytest

from bouwstenen.knowledge import KnowledgeBase
from bouwstenen.knowledge.models import Example, Fact
from bouwstenen.retrieval.index import KnowledgeIndex, closeness
from tests.unit.editing.conftest import WordEncoder, tokenize


def example(slug: str, title: str, text: str) -> Example:
    return Example(
        id=slug, building_blocks=["bereiken"], title=title, audience="bewoners", text=text, worked="Dichtbij.", sources=["s"], origin="bron"
    )


@pytest.fixture
def index() -> KnowledgeIndex:
    examples = {
        "aysma": example("aysma", "Aysma", "Vrouwen drinken elke week samen koffie en bewegen daarna op hun eigen niveau in de zaal."),
        "soep": example("soep", "Soep aan de singel", "Vrijwilligers koken soep."),
    }
    facts = {"soep": Fact(id="soep", text="Soep is warm.", questions=["Is soep warm?"], sources=["s"], origin="bron")}
    return KnowledgeIndex(KnowledgeBase(examples=examples, facts=facts), WordEncoder(), tokenize)  # type: ignore[arg-type]


def best(index: KnowledgeIndex, question: str, kind: str) -> tuple[str, float]:
    candidate = index.rank(tokenize([question])[0], WordEncoder().encode_known([question])[0])[kind][0]
    return candidate.ref, candidate.dense


@pytest.mark.parametrize(
    ("question", "kind", "ref"),
    [
        ("Aysma", "example", "example:aysma"),
        ("soep aan de singel", "example", "example:soep"),
        ("is soep warm", "fact", "fact:soep"),
        ("soep is warm", "fact", "fact:soep"),
    ],
)
def test_an_item_is_found_for_certain_by_its_name_its_text_and_its_questions(
    index: KnowledgeIndex, question: str, kind: str, ref: str
) -> None:
    found, dense = best(index, question, kind)
    assert found == ref
    assert dense == pytest.approx(1.0, abs=1e-6)


def test_closeness_is_0_at_the_floor_and_1_for_the_same_text() -> None:
    assert closeness(np.array([0.5, 0.8, 0.9, 1.0], np.float32), 0.8) == pytest.approx([0.0, 0.0, 0.5, 1.0], abs=1e-6)


def test_scores_stay_between_0_and_1(index: KnowledgeIndex) -> None:
    for question in ("soep", "Aysma", "iets heel anders"):
        ranked = index.rank(tokenize([question])[0], WordEncoder().encode_known([question])[0])
        assert all(0.0 <= candidate.score <= 1.0 + 1e-6 for found in ranked.values() for candidate in found)
