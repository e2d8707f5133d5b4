"""Recall, MRR and thresholds, on rankings small enough to work out by hand."""

from __future__ import annotations

import pytest

from bouwstenen.evaluation.retrieval import Question, Ranked, measures, ranks, read_questions, report, thresholds
from bouwstenen.knowledge import KnowledgeBase
from bouwstenen.retrieval.index import Candidate


def ranked(relevant: str, **scores: float) -> Ranked:
    question = Question("q", "?", frozenset(relevant.split()))
    return Ranked(question, tuple(Candidate(ref, score, dense=1 - score, lexical=score) for ref, score in scores.items()))


RANKED = [
    ranked("a", a=0.9, b=0.2, c=0.1),
    ranked("b c", a=0.6, b=0.5, c=0.3),
    ranked("c", a=0.4, b=0.3, c=0.1),
    ranked("", a=0.45, b=0.2, c=0.1),
]


def test_ranks_of_the_first_right_item() -> None:
    assert ranks(RANKED, "hybrid") == [1, 2, 3]
    assert ranks(RANKED, "dense") == [3, 1, 1]


def test_a_right_item_that_is_not_ranked_comes_after_the_last() -> None:
    assert ranks([ranked("z", a=0.9, b=0.2)], "hybrid") == [3]


def test_recall_and_mrr() -> None:
    found = measures([1, 2, 4], cutoffs=(1, 3))
    assert found.recall == {1: pytest.approx(1 / 3), 3: pytest.approx(2 / 3)}
    assert found.mrr == pytest.approx((1 + 1 / 2 + 1 / 4) / 3)


def test_thresholds() -> None:
    low, high = thresholds(RANKED, (0.4, 0.5))
    assert (low.right, low.wrong, low.made_up) == (pytest.approx(1 / 3), pytest.approx(2 / 3), 1.0)
    assert (high.right, high.wrong, high.made_up) == (pytest.approx(1 / 3), pytest.approx(1 / 3), 0.0)
    assert high.balance == pytest.approx(0.0)


def test_the_report_names_every_ranking() -> None:
    text = report(RANKED)
    assert "| hybrid | 0.333 | 1.000 | 1.000 |" in text
    assert "| lexical |" in text
    assert "| dense | 0.667 |" in text


def test_the_labelled_questions_name_items_that_exist(base: KnowledgeBase) -> None:
    questions = read_questions()
    answerable = [question for question in questions if question.relevant]
    assert len(answerable) >= 150
    assert len(questions) - len(answerable) >= 20
    ids = {entry.item.id for entry in base.entries.values()}
    assert {question.id: question.relevant - ids for question in answerable if question.relevant - ids} == {}
    assert len({question.text.lower() for question in questions}) == len(questions)
