"""The training data: enough of it, of language and not of the evaluation sets."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bouwstenen.language.text import words
from bouwstenen.paths import ROOT

HOW_TO = {"ask_verkennen", "ask_bereiken", "ask_betrekken", "ask_aansluiten"}
MIN_HOW_TO, MIN_OTHER = 60, 30


@pytest.fixture(scope="module")
def examples() -> dict[str, list[str]]:
    data = yaml.safe_load((ROOT / "data" / "nlu.yml").read_text(encoding="utf-8"))
    return {entry["intent"]: re.findall(r"^- (.*)$", entry["examples"], re.MULTILINE) for entry in data["nlu"]}


def test_every_intent_has_enough_examples(examples: dict[str, list[str]]) -> None:
    short = {intent: len(texts) for intent, texts in examples.items() if len(set(texts)) < (MIN_HOW_TO if intent in HOW_TO else MIN_OTHER)}
    assert not short


def test_no_example_stands_under_two_intents_or_twice(examples: dict[str, list[str]]) -> None:
    counts = Counter(" ".join(words(text)) for texts in examples.values() for text in texts)
    assert not {text: count for text, count in counts.items() if count > 1 and len(text.split()) > 1}


def evaluation_texts() -> set[str]:
    found = set()
    for path in sorted(Path(ROOT / "tests" / "eval").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            found |= {" ".join(words(turn.get("say") or turn.get("text", ""))) for turn in case.get("turns", [case])}
    return {text for text in found if len(text.split()) >= 4}


def test_no_sentence_of_the_evaluation_sets_is_in_the_training_data(examples: dict[str, list[str]]) -> None:
    trained = {" ".join(words(text)) for texts in examples.values() for text in texts}
    assert not trained & evaluation_texts()


def test_every_intent_has_a_rule_without_condition() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    rules = yaml.safe_load((ROOT / "data" / "rules.yml").read_text(encoding="utf-8"))["rules"]
    free = {rule["steps"][0]["intent"] for rule in rules if "condition" not in rule}
    assert {next(iter(intent)) for intent in domain["intents"]} == free
