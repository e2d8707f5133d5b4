"""What is missed and what is a false alarm, by the rules that the assistant goes by."""

from __future__ import annotations

from bouwstenen.evaluation.ablation.danger import report
from bouwstenen.evaluation.ablation.data import Example


def test_missed_emergencies_and_false_alarms_are_named() -> None:
    examples = [
        Example("mijn buurman ligt bewusteloos op de grond", "emergency"),
        Example("hij is weg", "emergency"),
        Example("mijn cliënt rookt veel", "describe_situation"),
        Example("de zaal was leeg", "describe_situation"),
    ]
    rankings = [
        [("describe_situation", 0.6), ("emergency", 0.1)],
        [("describe_situation", 0.6), ("emergency", 0.3)],
        [("emergency", 0.97), ("describe_situation", 0.03)],
        [("emergency", 0.7), ("describe_situation", 0.2)],
    ]
    assert report(examples, rankings).splitlines() == [
        "1 of 2 emergencies are missed:",
        "  hij is weg",
        "1 of 2 other examples are taken for one:",
        "  describe_situation: de zaal was leeg",
    ]
