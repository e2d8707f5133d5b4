"""The pure parts of the ablation: what intents come to, folds, scores, table and report."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import get_args

import pytest
import yaml

from actions import content, conversation, flows  # noqa: F401  (registers the actions)
from actions.base import DialogueAction
from bouwstenen.dialogue.context import update
from bouwstenen.dialogue.state import Request, State
from bouwstenen.evaluation.ablation.data import Example, Turn, folds, read_turns
from bouwstenen.evaluation.ablation.intents import KINDS, block_of, kind_of
from bouwstenen.evaluation.ablation.report import Scored, Shares, Validation, confusion, mixed_up, score_intents, score_turns, table
from bouwstenen.knowledge import KnowledgeBase
from bouwstenen.language.context import Context
from bouwstenen.paths import ROOT
from bouwstenen.replies.models import Kind


@lru_cache(maxsize=1)
def rules() -> dict[str, str]:
    """Return the action for each intent outside the flows."""
    found = yaml.safe_load((ROOT / "data" / "rules.yml").read_text(encoding="utf-8"))["rules"]
    return {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in found if "condition" not in rule}


def test_every_intent_has_a_kind() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert set(KINDS) == {next(iter(intent)) for intent in domain["intents"]}
    assert set(KINDS.values()) <= set(get_args(Kind))


@pytest.mark.parametrize("intent", sorted(KINDS))
def test_the_dialogue_answers_an_intent_with_its_kind_and_block(intent: str, base: KnowledgeBase) -> None:
    handler = next(kind.handler for kind in DialogueAction.__subclasses__() if kind.action_name == rules()[intent])
    fact = next(ref for ref in base.entries if ref.startswith("fact:"))
    named = Context(
        groups=("ouderen",),
        blocks=("bereiken",),
        terms=(next(iter(base.terms)),),
        role="gemeente",
        place="Utrecht",
        themes=("bewegen",),
    )
    bare, full = (
        Request(text="een vraag", intent=intent, context=context, candidates={"fact": [(fact, 0.95)]}) for context in (Context(), named)
    )
    replies = [handler(base, update(State(), request), request).messages[-1].reply for request in (bare, full)]
    # Begun anew about a group, the assistant answers at once; only those words are left out here.
    assert kind_of(intent) == replies[0 if intent == "nav_restart" else 1].kind
    if block_of(intent):
        assert {reply.building_block for reply in replies} == {block_of(intent)}


def test_each_example_is_tested_once_and_intents_are_spread_evenly() -> None:
    intents = ["a"] * 50 + ["b"] * 10 + ["c"] * 7
    parts = folds(intents)
    assert sorted(at for _, new in parts for at in new) == list(range(len(intents)))
    for known, new in parts:
        assert not set(known) & set(new)
        assert len(known) + len(new) == len(intents)
        counts = Counter(intents[at] for at in new)
        assert counts["a"] == 10
        assert counts["b"] == 2
        assert counts["c"] in (1, 2)
    assert [list(new) for _, new in parts] == [list(new) for _, new in folds(intents)]


def test_an_intent_with_too_few_examples_is_named() -> None:
    with pytest.raises(ValueError, match="rare"):
        folds(["often"] * 20 + ["rare"] * 4)


def test_kind_and_block_are_scored_apart() -> None:
    turns = [
        Turn("1", frozenset({"answer"}), frozenset({"bereiken"})),
        Turn("2", frozenset({"answer"}), frozenset({"bereiken", "betrekken"})),
        Turn("3", frozenset({"tip"}), frozenset()),
        Turn("4", frozenset({"step", "clarification"}), frozenset()),
    ]
    shares = score_turns(turns, ["ask_verkennen", "ask_betrekken", "ask_fact", "describe_situation"])
    assert shares == Shares(kind=3 / 4, block=1 / 2)


def test_a_fact_is_no_answer_about_a_block() -> None:
    turn = Turn("1", frozenset({"answer"}), frozenset({"bereiken"}))
    assert score_turns([turn], ["ask_fact"]) == Shares(kind=1.0, block=0.0)


def test_the_development_set_asks_for_blocks_only_with_answers() -> None:
    turns = read_turns("dev-turns")
    assert all(turn.kinds for turn in turns)
    assert all("answer" in turn.kinds for turn in turns if turn.blocks)
    assert 0 < sum(bool(turn.blocks) for turn in turns) < len(turns)


def test_each_intent_weighs_the_same_in_f1() -> None:
    true = ["a"] * 8 + ["b"] * 2
    found = score_intents(true, ["a"] * 8 + ["a", "nlu_fallback"])
    assert found.accuracy == pytest.approx(0.8)
    assert found.macro_f1 == pytest.approx((2 * 8 / (8 + 9) + 0) / 2)


def test_the_table_has_a_column_for_each_score_and_the_chosen_row_in_bold() -> None:
    sets = {"dev-turns": Shares(0.5, 0.25), "other": Shares(1.0, 0.0)}
    rows = [
        Scored("characters", "one", sets, Validation(0.701, 0.6), 1.25, 3.0),
        Scored("e5", "two", sets, Validation(0.8, 0.75), 2.0, 4.0, chosen=True),
    ]
    lines = table(rows).splitlines()
    assert len({line.count("|") for line in lines}) == 1
    assert lines[0].startswith("| features | classifier | dev-turns: right kind | right block | other: right kind | right block |")
    assert lines[2] == "| characters | one | 50.0 | 25.0 | 100.0 | 0.0 | 70.1 | 60.0 | 1.2 | 3.0 |"
    assert lines[3].startswith("| **e5** | **two** | **50.0** |")


EXAMPLES = (
    [Example(f"thanks {n}", "thank") for n in range(4)] + [Example(f"bye {n}", "goodbye") for n in range(3)] + [Example("hi", "greet")]
)
READINGS = [
    ("thank", 0.9),
    ("goodbye", 0.4),
    ("goodbye", 0.8),
    ("goodbye", 0.5),
    ("goodbye", 0.9),
    ("thank", 0.6),
    ("greet", 0.3),
    ("greet", 1.0),
]


def test_pairs_that_are_mixed_up_are_counted_both_ways() -> None:
    first, second = mixed_up(EXAMPLES, READINGS)
    assert (first.first, first.second, first.count) == ("goodbye", "thank", 4)
    assert first.first_as_second == (("bye 1", 0.6),)
    assert [text for text, _ in first.second_as_first] == ["thanks 2", "thanks 3", "thanks 1"]
    assert (second.first, second.second, second.count) == ("goodbye", "greet", 1)


def test_the_report_names_pairs_with_the_surest_mistake_and_leaves_out_chance() -> None:
    report = confusion(EXAMPLES, READINGS)
    assert "5 of 8 examples were read as another intent, in 2 pairs" in report
    assert "goodbye (3) and thank (4): 4 times; both get the same kind of answer" in report
    assert "3 times thank as goodbye, as in (0.80): thanks 2" in report
    assert "greet" not in report
