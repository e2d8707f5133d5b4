"""What an item can be found by."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

from bouwstenen.knowledge import KnowledgeBase
from bouwstenen.knowledge.models import Example, Fact, Tip
from bouwstenen.retrieval.index import DENSE_WEIGHT, PER_TYPE, KnowledgeIndex, _as_is, _Lexicon, _parts, closeness
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


class GivenLikeness:
    """Each text says itself how much it is like :data:`QUESTION`: "buurtsoep 0.75"."""

    floor = 0.0
    size = 2

    def encode_known(self, texts: Sequence[str]) -> np.ndarray:
        alike = np.array([float(re.findall(r"\d\.\d+", text)[-1]) for text in texts], np.float32)
        return np.stack([alike, np.sqrt(1 - alike**2)], axis=1)


QUESTION = np.array([1.0, 0.0], np.float32)


def fact(slug: str, *alike: float) -> Fact:
    """Make a fact with one text for each likeness."""
    text, *questions = (f"{slug} {number:.3f}" for number in alike)
    return Fact(id=slug, text=text, questions=questions, sources=["s"], origin="bron")


def ranked(*facts: Fact, per_type: int = PER_TYPE) -> dict[str, float]:
    """Return the likeness of each fact, best first, to a question that shares no word with any."""
    index = KnowledgeIndex(KnowledgeBase(facts={fact.id: fact for fact in facts}), GivenLikeness(), tokenize)  # type: ignore[arg-type]
    found = index.rank([], QUESTION, per_type)["fact"]
    assert [candidate.score for candidate in found] == pytest.approx([DENSE_WEIGHT * candidate.dense for candidate in found])
    return {candidate.ref.removeprefix("fact:"): candidate.dense for candidate in found}


def test_an_item_with_several_texts_like_the_question_goes_before_one_with_a_single_text_as_like_it() -> None:
    found = ranked(fact("bij-toeval", 0.9, 0.1, 0.1, 0.1), fact("twee", 0.9, 0.9, 0.1), fact("drie", 0.1, 0.9, 0.1, 0.9, 0.9))
    assert list(found) == ["drie", "twee", "bij-toeval"]
    assert found["drie"] == pytest.approx(0.9)
    assert found["bij-toeval"] == pytest.approx((0.9 + (0.9 + 0.1 + 0.1) / 3) / 2)


def test_it_also_goes_before_one_whose_single_text_is_a_little_more_like_it() -> None:
    assert list(ranked(fact("bij-toeval", 0.92, 0.2, 0.2), fact("drie", 0.85, 0.85, 0.85))) == ["drie", "bij-toeval"]


def test_the_order_of_its_texts_and_more_unlike_ones_change_nothing() -> None:
    found = ranked(fact("voor", 0.8, 0.7, 0.6), fact("achter", 0.1, 0.3, 0.6, 0.7, 0.2, 0.8))
    assert found["voor"] == pytest.approx(found["achter"])


def test_an_item_with_few_texts_is_not_held_back_for_it() -> None:
    assert ranked(fact("een", 0.9), fact("drie", 0.9, 0.9, 0.9)) == pytest.approx({"een": 0.9, "drie": 0.9})


def test_an_item_asked_literally_keeps_its_full_likeness() -> None:
    found = ranked(fact("veel", 0.95, 0.95, 0.95), fact("letterlijk", 0.1, 1.0, 0.1, 0.1), fact("op-een-komma-na", 0.1, 0.98, 0.1))
    assert list(found) == ["letterlijk", "op-een-komma-na", "veel"]
    assert found == pytest.approx({"letterlijk": 1.0, "op-een-komma-na": 0.98, "veel": 0.95})


def test_at_most_so_many_of_each_type_come_along_best_first() -> None:
    facts = {f"feit-{number}": fact(f"feit-{number}", (number * 7 % 13) / 20) for number in range(13)}
    tips = {"tip": Tip(id="tip", building_blocks=["bereiken"], text="tip 0.5", sources=["s"], origin="bron")}
    index = KnowledgeIndex(KnowledgeBase(facts=facts, tips=tips), GivenLikeness(), tokenize)  # type: ignore[arg-type]
    assert len(index) == 14
    for count in (1, 4, 13, 20):
        found = index.rank([], QUESTION, count)
        assert [candidate.dense for candidate in found["fact"]] == pytest.approx([number / 20 for number in range(12, -1, -1)][:count])
        assert [candidate.ref for candidate in found["tip"]] == ["tip:tip"]
    assert len(index.rank([], QUESTION)["fact"]) == PER_TYPE


DOCUMENTS = [
    ["koffie", "drinken", "moeder", "koffie"],
    ["fiets", "fiets", "fiets", "les", "moeder"],
    ["taal", "taalcursus", "taalles", "moeder"],
    ["koffie"],
]


@pytest.mark.parametrize("analyzer", [_as_is, _parts])
@pytest.mark.parametrize(
    "terms",
    [["koffie"], ["koffie", "moeder"], ["moeder", "fiets", "fiets", "fiets", "drinken"], ["taal", "onbekend"], ["taaltje"], DOCUMENTS[1]],
)
def test_the_likeness_of_words_is_the_cosine_of_scikit_learn(analyzer: Callable[[list[str]], list[str]], terms: list[str]) -> None:
    vectorizer = TfidfVectorizer(analyzer=analyzer, sublinear_tf=True)
    expected = cosine_similarity(vectorizer.fit_transform(DOCUMENTS), vectorizer.transform([terms])).ravel()
    assert _Lexicon(analyzer, DOCUMENTS).likeness(terms) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("terms", [[], ["xyz"]])
def test_words_that_no_item_has_are_like_none(terms: list[str]) -> None:
    assert _Lexicon(_as_is, DOCUMENTS).likeness(terms).tolist() == [0.0] * len(DOCUMENTS)
