"""The greeting: who speaks, and suggestions that fit what is known."""

from __future__ import annotations

import json

import pytest

from bouwstenen.dialogue.talk import smalltalk
from bouwstenen.knowledge import KnowledgeBase
from bouwstenen.replies.models import MAX_TITLE_LENGTH
from tests.unit.dialogue.conftest import Talk, ask


def payloads(talk: Talk) -> list[tuple[str, dict[str, str]]]:
    assert talk.turn
    split = [button.payload[1:].partition("{") for button in talk.turn.messages[-1].buttons]
    return [(intent, json.loads(brace + rest or "{}")) for intent, brace, rest in split]


def test_without_context_it_is_the_general_greeting(talk: Talk) -> None:
    said = talk.do(smalltalk, ask("greet", "hallo"))
    assert "automatische assistent" in said
    assert "Zo te zien" not in said
    assert talk.buttons == ["Verkennen", "Bereiken", "Betrekken", "Aansluiten", "Start de rondgang", "Zelfcheck"]


def test_for_a_known_group_it_suggests_how_to_reach_that_group(talk: Talk) -> None:
    said = talk.do(smalltalk, ask("greet", groups=("statushouders",)))
    assert "automatische assistent" in said
    assert "Zo te zien gaat het om statushouders." in said
    assert talk.buttons == ["Hoe bereik ik statushouders?", "Voorbeeld voor statushouders", "Start de rondgang", "Menu"]
    assert payloads(talk)[0] == ("ask_bereiken", {"target_group": "statushouders"})
    assert talk.reply.target_groups == ["statushouders"]
    assert talk.reply.kind == "smalltalk"


def test_for_a_known_theme_it_suggests_an_example(talk: Talk) -> None:
    said = talk.do(smalltalk, ask("greet", themes=("roken",)))
    assert "gaat het om roken" in said
    assert payloads(talk)[0] == ("ask_example", {"theme": "roken"})
    assert talk.buttons[0] == "Voorbeeld over roken"


def test_group_and_theme_go_together(talk: Talk) -> None:
    assert "gaat het om ouderen en eenzaamheid" in talk.do(smalltalk, ask("greet", groups=("ouderen",), themes=("eenzaamheid",)))
    assert [intent for intent, _ in payloads(talk)][:3] == ["ask_bereiken", "ask_example", "ask_example"]


@pytest.mark.parametrize(
    ("role", "first"), [("gemeente", "Zelfcheck"), ("zorg", "Tip"), ("welzijn", "Tip"), ("vrijwilliger", "Tip"), ("onderzoek", "Checklist")]
)
def test_for_a_role_what_fits_it_comes_first_and_nothing_twice(talk: Talk, role: str, first: str) -> None:
    said = talk.do(smalltalk, ask("greet", role=role))
    assert "Zo te zien" not in said
    assert talk.buttons[0] == first
    assert len(set(talk.buttons)) == len(talk.buttons)
    assert talk.reply.role == role


def test_every_group_and_theme_has_titles_that_fit_on_a_button(base: KnowledgeBase) -> None:
    for group in base.target_groups:
        for theme in base.themes:
            talk = Talk(base)
            talk.do(smalltalk, ask("greet", groups=(group,), themes=(theme,), role="gemeente"))
            assert all(len(title) <= MAX_TITLE_LENGTH for title in talk.buttons)
            assert len(set(talk.buttons)) == len(talk.buttons)


def test_what_is_no_longer_in_the_knowledge_base_is_passed_over(base: KnowledgeBase) -> None:
    talk = Talk(base, target_groups=("bestaat-niet",), themes=("ook-niet",))
    assert "Zo te zien" not in talk.do(smalltalk, ask("greet"))
    assert "Bereiken" in talk.buttons


def test_a_thank_you_does_not_greet(talk: Talk) -> None:
    talk.do(smalltalk, ask("greet", groups=("statushouders",)))
    assert "Zo te zien" not in talk.do(smalltalk, ask("thank"))
