from __future__ import annotations

import pytest

from bouwstenen.dialogue.context import asked_block, reread, update
from bouwstenen.dialogue.state import Request, Said, State
from bouwstenen.language.context import Context
from tests.unit.dialogue.conftest import ask


def test_a_new_group_takes_the_place_of_the_former() -> None:
    assert update(State(target_groups=("ouderen",)), ask("give_group", "en jongeren?", groups=("jongeren",))).target_groups == ("jongeren",)


@pytest.mark.parametrize("text", ["en ook voor jongeren", "jongeren erbij", "daarnaast jongeren"])
def test_a_group_comes_besides_when_somebody_says_so(text: str) -> None:
    assert update(State(target_groups=("ouderen",)), ask("give_group", text, groups=("jongeren",))).target_groups == ("ouderen", "jongeren")


@pytest.mark.parametrize(
    "text",
    [
        "en als ze geen Nederlands spreken?",
        "Wat als zij geen Nederlands spreken",
        "maar wat als deze mensen geen Nederlands spreken?",
        "Als ze geen Nederlands spreken, wat dan?",
    ],
)
@pytest.mark.parametrize("intent", ["ask_bereiken", "give_group", "ask_fact"])
def test_a_group_of_the_people_we_talk_about_comes_besides(text: str, intent: str) -> None:
    request = ask(intent, text, groups=("migratieachtergrond",))
    assert update(State(target_groups=("ouderen",)), request).target_groups == ("ouderen", "migratieachtergrond")
    assert update(State(target_groups=("ouderen", "migratieachtergrond")), request).target_groups == ("ouderen", "migratieachtergrond")
    assert update(State(), request).target_groups == ("migratieachtergrond",)


@pytest.mark.parametrize(
    "text", ["hoe bereik ik jongeren als ze niet naar school gaan?", "maar die jongeren dan?", "en als die jongeren niet willen?"]
)
def test_a_group_that_is_named_itself_takes_the_place_of_the_former(text: str) -> None:
    assert update(State(target_groups=("ouderen",)), ask("ask_bereiken", text, groups=("jongeren",))).target_groups == ("jongeren",)


@pytest.mark.parametrize(
    "text", ["en als jongeren niet komen?", "hoe bereik ik jongeren", "wanneer komen jongeren", "zegt ze dat jongeren komen"]
)
def test_a_group_that_others_belong_to_takes_the_place_of_the_former(text: str) -> None:
    assert update(State(target_groups=("ouderen",)), ask("ask_bereiken", text, groups=("jongeren",))).target_groups == ("jongeren",)


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


def doubtful(intent: str, confidence: float, *ranking: tuple[str, float], blocks: tuple[str, ...] = ()) -> Request:
    return Request(intent=intent, confidence=confidence, ranking=((intent, confidence), *ranking), context=Context(blocks=blocks))


@pytest.mark.parametrize(
    ("request_", "block"),
    [
        (doubtful("ask_bereiken", 0.4, blocks=("betrekken",)), "betrekken"),
        (doubtful("ask_bereiken", 0.49, ("ask_betrekken", 0.01), blocks=("betrekken",)), "betrekken"),
        (doubtful("ask_bereiken", 0.7, ("ask_betrekken", 0.05), blocks=("betrekken",)), "betrekken"),
        (doubtful("ask_bereiken", 0.7, ("ask_betrekken", 0.04), blocks=("betrekken",)), "bereiken"),
        (doubtful("ask_bereiken", 0.5, blocks=("betrekken",)), "bereiken"),
        (doubtful("ask_bereiken", 0.4, blocks=("betrekken", "aansluiten")), "bereiken"),
        (doubtful("ask_bereiken", 0.4), "bereiken"),
    ],
)
def test_a_block_that_is_named_goes_before_a_doubtful_reading(request_: Request, block: str) -> None:
    assert asked_block(request_) == block


@pytest.mark.parametrize("intent", ["ask_checklist", "ask_tip", "ask_example"])
@pytest.mark.parametrize(
    ("ranking", "block"),
    [
        ([("ask_aansluiten", 0.2)], "aansluiten"),
        ([("ask_fact", 0.3), ("ask_aansluiten", 0.2), ("ask_bereiken", 0.05)], "aansluiten"),
        ([("ask_bereiken", 0.04), ("ask_aansluiten", 0.01)], "bereiken"),
        ([("ask_aansluiten", 0.2), ("ask_bereiken", 0.2)], None),
        ([("ask_aansluiten", 0.2), ("ask_bereiken", 0.06)], None),
        ([("ask_aansluiten", 0.02)], None),
        ([("ask_fact", 0.3)], None),
        ([], None),
    ],
)
def test_a_request_is_about_the_block_that_one_how_to_question_hints_at(
    intent: str, ranking: list[tuple[str, float]], block: str | None
) -> None:
    assert asked_block(doubtful(intent, 0.5, *ranking)) == block


def test_a_block_that_is_named_goes_before_a_hint_and_other_requests_have_no_hints() -> None:
    assert asked_block(doubtful("ask_tip", 0.5, ("ask_aansluiten", 0.3), blocks=("bereiken",))) == "bereiken"
    assert asked_block(doubtful("ask_contact", 0.5, ("ask_aansluiten", 0.3))) is None
