"""The rules that settle an intent, each with the message that it is for."""

from __future__ import annotations

from typing import Any

import pytest

from bouwstenen.nlu.resolve import FALLBACK, Reading, resolve


def reading(*ranking: tuple[str, float], **known: Any) -> Reading:
    return Reading(ranking=ranking, **known)


@pytest.mark.parametrize(
    ("given", "intent"),
    [
        (reading(("ask_bereiken", 0.9)), "ask_bereiken"),
        (reading(), FALLBACK),
        (reading(("greet", 0.1)), FALLBACK),
        (reading(("greet", 0.9), bare="group"), "give_group"),
        (reading(("emergency", 0.9), bare="term"), "ask_explanation"),
        (reading(("ask_help", 0.9), bare="block"), "go_to_block"),
        (reading(("describe_situation", 0.5), ("emergency", 0.3)), "describe_situation"),
        (reading(("describe_situation", 0.5), ("emergency", 0.3), danger=True), "emergency"),
        (reading(("describe_situation", 0.8), ("emergency", 0.04), danger=True), "emergency"),
        (reading(("ask_bereiken", 0.8), ("emergency", 0.1), danger=True), "ask_bereiken"),
        (reading(("ask_bereiken", 0.6), ("emergency", 0.25), danger=True), "emergency"),
        (reading(("emergency", 0.41), ("ask_contact", 0.35)), "ask_contact"),
        (reading(("emergency", 0.9), ("describe_situation", 0.08), calm_theme=True), FALLBACK),
        (reading(("emergency", 0.9), ("describe_situation", 0.08), calm_theme=True, danger=True), "emergency"),
        (reading(("emergency", 0.4), ("deny", 0.1)), FALLBACK),
        (reading(("describe_situation", 0.5), ("emergency", 0.1)), "describe_situation"),
        (reading(("emergency", 0.8), matches=[("fact", 0.6)], is_question=True), "ask_fact"),
        (reading(("emergency", 0.8), matches=[("fact", 0.6)], is_question=False), "emergency"),
        (reading(("ask_bereiken", 0.9), other_language=True), FALLBACK),
        (reading(("emergency", 0.9), other_language=True), "emergency"),
        (reading(("emergency", 0.3), other_language=True), FALLBACK),
        (reading(("oos_general", 0.9), gibberish=True), FALLBACK),
        (reading(("oos_general", 0.9), unknown_words=True), FALLBACK),
        (reading(("oos_general", 0.9), unknown_words=True, matches=[("fact", 0.3)]), "oos_general"),
        (reading(("oos_benefits", 0.5), ("ask_bereiken", 0.2), group=True), "ask_bereiken"),
        (reading(("oos_benefits", 0.5), ("ask_bereiken", 0.1), group=True), "oos_benefits"),
        (
            reading(("oos_benefits", 0.3), ("ask_tip", 0.25), ("ask_aansluiten", 0.2), group=True, blocks=["aansluiten"]),
            "ask_aansluiten",
        ),
        (reading(("oos_residence", 0.5), ("ask_bereiken", 0.3), group=True), "oos_residence"),
        (reading(("oos_residence", 0.5), ("ask_bereiken", 0.3), group=True, blocks=["bereiken"]), "ask_bereiken"),
        (reading(("oos_exclusion", 0.5), ("ask_bereiken", 0.3), group=True), "oos_exclusion"),
        (reading(("oos_exclusion", 0.28), ("ask_bereiken", 0.25), group=True), "ask_bereiken"),
        (reading(("ask_fact", 0.5), ("oos_politics", 0.2), ("oos_general", 0.15)), "oos_politics"),
        (reading(("ask_fact", 0.5), ("oos_politics", 0.4), matches=[("fact", 0.5)]), "ask_fact"),
        (reading(("go_to_block", 0.6), blocks=["aansluiten"], is_question=True, follows_up=True), "go_to_block"),
        (reading(("ask_tip", 0.5), ("ask_contact", 0.3)), "ask_tip"),
        (reading(("greet", 0.5), request="ask_example", length=1), "ask_example"),
        (reading(("feedback_negative", 0.32), ("answer_not_yet", 0.22), ("answer_partly", 0.2), answers_point=True), "answer_not_yet"),
        (reading(("feedback_negative", 0.9), ("answer_not_yet", 0.1), answers_point=True), "feedback_negative"),
        (reading(("describe_situation", 0.3), ("ask_betrekken", 0.27), answers_point=True, first_word="ja", length=7), "answer_done"),
        (reading(("ask_betrekken", 0.9), answers_point=True, first_word="nee", length=7), "answer_not_yet"),
        (reading(("ask_betrekken", 0.9), answers_point=True, first_word="ja", is_question=True), "ask_betrekken"),
        (reading(("nav_stop", 0.9), answers_point=True, first_word="nee"), "nav_stop"),
        (reading(("correct", 0.5), ("deny", 0.48), confirms=True, first_word="nee"), "deny"),
        (reading(("ask_privacy", 0.9), ("deny", 0.05), confirms=True, first_word="nee"), "ask_privacy"),
        (reading(("thank", 1.0), awaits_answer=True, length=4), "thank"),
        (reading(("correct", 0.5), ("go_to_block", 0.3), changes_plan=True, blocks=["betrekken"]), "change_plan"),
        (reading(("export_plan", 0.9), changes_plan=True), "export_plan"),
        (reading(("change_plan", 0.17), matches=[("fact", 0.39)], is_question=True), "ask_fact"),
        (reading(("change_plan", 0.17), matches=[("fact", 0.39)]), "change_plan"),
        (reading(("ask_explanation", 0.5), group=True, follows_up=True, length=4), "give_group"),
        (reading(("ask_tip", 0.5), group=True, follows_up=True, request="ask_tip", length=5), "ask_tip"),
        (reading(("ask_bereiken", 0.7), ("ask_example", 0.2), request="ask_example"), "ask_example"),
        (reading(("ask_sources", 0.7), ("ask_example", 0.2), request="ask_example"), "ask_sources"),
        (reading(("ask_example", 0.4), ("ask_verkennen", 0.3)), "ask_verkennen"),
        (reading(("ask_example", 0.7), ("ask_verkennen", 0.2)), "ask_example"),
        (reading(("nav_next", 0.4), blocks=["betrekken"], is_question=True), "ask_betrekken"),
        (reading(("oos_benefits", 0.5), matches=[("fact", 0.6)]), "ask_fact"),
        (reading(("oos_benefits", 0.5), matches=[("term", 0.6)]), "ask_explanation"),
        (reading(("oos_benefits", 0.95), matches=[("fact", 0.6)]), "oos_benefits"),
        (reading(("oos_benefits", 0.5), matches=[("fact", 0.4)]), "oos_benefits"),
        (reading(("ask_privacy", 0.3), terms=["term-x"], is_question=True), "ask_explanation"),
        (reading(("ask_checklist", 0.8), terms=["term-x"], asks_meaning=True), "ask_explanation"),
        (reading(("ask_betrekken", 0.38), ("oos_exclusion", 0.35)), "oos_exclusion"),
        (reading(("greet", 0.1), matches=[("fact", 0.5)], is_question=True), "ask_fact"),
        (reading(("ask_betrekken", 0.6), awaits_answer=True, length=8), "describe_situation"),
        (reading(("ask_betrekken", 0.6), awaits_answer=True, length=8, is_question=True), "ask_betrekken"),
        (reading(("nav_next", 0.9), awaits_answer=True, length=1), "nav_next"),
        (reading(("affirm", 0.9), awaits_answer=True, length=1), "affirm"),
        (reading(("emergency", 0.9), awaits_answer=True, length=5), "emergency"),
        (reading(("describe_situation", 0.5), ("emergency", 0.46)), "emergency"),
        (reading(("describe_situation", 0.5), ("emergency", 0.3), awaits_answer=True, length=8, danger=True), "emergency"),
        (reading(("describe_situation", 0.5), ("emergency", 0.4), awaits_answer=True, length=8), "describe_situation"),
    ],
)
def test_each_rule(given: Reading, intent: str) -> None:
    assert resolve(given)[0] == intent
