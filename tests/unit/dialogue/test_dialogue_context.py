from __future__ import annotations

import pytest

from bouwstenen.dialogue.context import asked_block, reread, update
from bouwstenen.dialogue.state import Said, State
from tests.unit.dialogue.conftest import ask


def test_a_new_group_takes_the_place_of_the_former() -> None:
    assert update(State(target_groups=("ouderen",)), ask("give_group", "en jongeren?", groups=("jongeren",))).target_groups == ("jongeren",)


@pytest.mark.parametrize("text", ["en ook voor jongeren", "jongeren erbij", "daarnaast jongeren"])
def test_a_group_comes_besides_when_somebody_says_so(text: str) -> None:
    assert update(State(target_groups=("ouderen",)), ask("give_group", text, groups=("jongeren",))).target_groups == ("ouderen", "jongeren")


@pytest.mark.parametrize("text", ["laat de jongeren maar weg", "haal jongeren eruit", "zonder jongeren"])
def test_one_of_two_groups_is_dropped(text: str) -> None:
    state = State(target_groups=("ouderen", "jongeren"))
    assert update(state, ask("correct", text, groups=("jongeren",))).target_groups == ("ouderen",)
    assert update(state, ask("correct", text, excluded_groups=("jongeren",))).target_groups == ("ouderen",)


def test_leaving_one_of_the_groups_aside_insults_nobody() -> None:
    state = State(target_groups=("ouderen", "jongeren"))
    assert reread(state, ask("oos_exclusion", "laat de jongeren maar weg", groups=("jongeren",))).intent == "correct"
    assert reread(state, ask("oos_exclusion", "laat Roma buiten ons plan weg", groups=("roma-en-sinti",))).intent == "oos_exclusion"
    assert (
        reread(State(target_groups=("jongeren",)), ask("oos_exclusion", "laat de jongeren weg", groups=("jongeren",))).intent
        == "oos_exclusion"
    )


def test_what_a_message_does_not_mention_stays() -> None:
    state = State(target_groups=("ouderen",), role="zorg", place="Delft", region="Haaglanden", themes=("taal",))
    assert update(state, ask("ask_tip")) == state


def test_another_place_brings_its_region() -> None:
    state = update(State(place="Delft", region="Haaglanden"), ask("give_place", place="Zwolle", region="IJsselland"))
    assert (state.place, state.region) == ("Zwolle", "IJsselland")


def test_out_of_scope_and_emergencies_change_no_subject() -> None:
    state = State(target_groups=("ouderen",))
    for intent in ("oos_medical", "emergency", "ask_privacy"):
        assert update(state, ask(intent, groups=("jongeren",))) == state


def test_an_own_answer_in_a_flow_changes_no_group_or_role_that_is_known() -> None:
    state = State(target_groups=("ouderen",), active_flow="walk", said=Said("step"))
    request = ask("describe_situation", "de jongeren helpen hun opa's", groups=("jongeren",), role="zorg")
    assert update(state, request).target_groups == ("ouderen",)
    assert update(state.but(target_groups=()), request).target_groups == ("jongeren",)
    assert update(state.but(role="gemeente"), request).role == "gemeente"


def test_anything_but_an_answer_takes_the_question_to_delete_away() -> None:
    state = State(active_flow="delete", return_to="walk")
    assert update(state, ask("ask_bereiken")).active_flow == "walk"
    assert update(state, ask("oos_politics")).active_flow == "walk"
    for intent in ("affirm", "deny", "nav_stop", "delete_data"):
        assert update(state, ask(intent)).active_flow == "delete"


def test_a_block_is_asked_by_its_name_or_by_the_intent() -> None:
    assert asked_block(ask("ask_bereiken")) == "bereiken"
    assert asked_block(ask("ask_example", blocks=("betrekken",))) == "betrekken"
    assert asked_block(ask("ask_tip")) is None
