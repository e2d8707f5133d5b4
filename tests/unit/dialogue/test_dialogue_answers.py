from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bouwstenen.dialogue import answer, explain, follow_up, reflection, repair, requests
from bouwstenen.dialogue import talk as small
from bouwstenen.dialogue.compose import BLOCKS, example_name, join
from bouwstenen.dialogue.select import repeats
from bouwstenen.dialogue.state import Request, State
from bouwstenen.dialogue.texts import texts
from bouwstenen.knowledge import KnowledgeBase
from bouwstenen.language.context import Context
from tests.unit.dialogue.conftest import Handler, Talk, ask


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("groups", [(), ("ouderen",), ("statushouders", "laaggeletterden")])
def test_an_answer_has_a_few_sentences_three_points_and_one_example(talk: Talk, block: str, groups: tuple[str, ...]) -> None:
    text = talk.do(answer.how_to, ask(f"ask_{block}", groups=groups))
    types = [item.type for item in talk.reply.items]
    assert (types.count("checklist_point"), types.count("example")) == (3, 1)
    assert len(re.findall(r"[.!?](?=\s|$)", text.split("Let op deze punten")[0])) <= 5
    assert talk.reply.building_block == block
    assert talk.reply.target_groups == list(groups)


def test_the_role_changes_the_advice(base: KnowledgeBase) -> None:
    said = {role: Talk(base, role=role).do(answer.how_to, ask("ask_betrekken")) for role in ("gemeente", "onderzoek", "zorg")}
    assert len(set(said.values())) == 3


def test_a_fact_that_scores_low_is_not_claimed_to_be_known(talk: Talk, base: KnowledgeBase) -> None:
    ref = next(base.of_type("fact").__iter__()).ref
    assert answer.fact(base, State(), Request(candidates={"fact": [(ref, 0.2)]})) is None
    assert answer.fact(base, State(), Request(candidates={"fact": [(ref, 0.8)]})) is not None


def test_a_publication_leads_only_when_nothing_says_it_itself(base: KnowledgeBase) -> None:
    fact, publication = (next(iter(base.of_type(kind))).ref for kind in ("fact", "publication"))
    near = answer.fact(base, State(), Request(candidates={"fact": [(fact, 0.56)], "publication": [(publication, 0.6)]}))
    far = answer.fact(base, State(), Request(candidates={"fact": [(fact, 0.3)], "publication": [(publication, 0.6)]}))
    assert near is not None
    assert far is not None
    assert near.messages[-1].reply.items[0].type == "fact"
    assert far.messages[-1].reply.items[0].type == "publication"


@pytest.mark.parametrize(("fact_score", "point_score", "first"), [(0.5, 0.55, "fact"), (0.6, 0.6, "fact"), (0.45, 0.7, "checklist_point")])
def test_a_fact_goes_before_a_checklist_point_that_fits_about_as_well(
    base: KnowledgeBase, fact_score: float, point_score: float, first: str
) -> None:
    fact, point = (next(iter(base.of_type(kind))).ref for kind in ("fact", "checklist_point"))
    turn = answer.fact(base, State(), Request(candidates={"checklist_point": [(point, point_score)], "fact": [(fact, fact_score)]}))
    assert turn is not None
    assert turn.messages[-1].reply.items[0].type == first


def test_an_answer_led_by_a_data_source_is_about_exploring(talk: Talk, base: KnowledgeBase) -> None:
    source = next(iter(base.of_type("data_source")))
    candidates = {"data_source": [(source.ref, 0.7)]}
    talk.do(repair.fact, Request("waar vind ik cijfers", "ask_fact", ranking=(("ask_bereiken", 0.3),), candidates=candidates))
    assert talk.reply.building_block == talk.state.building_block == "verkennen"


def test_a_data_source_of_no_block_is_about_exploring_too(base: KnowledgeBase) -> None:
    loose = next(iter(base.data_sources.values())).copy(update={"building_blocks": []})
    talk = Talk(replace(base, data_sources={loose.id: loose}), building_block="bereiken")
    talk.do(repair.fact, Request("waar vind ik cijfers", "ask_fact", candidates={"data_source": [(f"data_source:{loose.id}", 0.7)]}))
    assert talk.reply.building_block == talk.state.building_block == "verkennen"


def test_the_block_that_a_tip_or_checklist_hints_at_is_taken(talk: Talk) -> None:
    for intent, handler in (("ask_tip", requests.tip), ("ask_checklist", requests.checklist), ("ask_example", requests.example)):
        talk.do(handler, Request("iets om aan te haken", intent, ranking=((intent, 0.6), ("ask_aansluiten", 0.2), ("ask_bereiken", 0.03))))
        assert talk.reply.building_block == talk.state.building_block == "aansluiten"


def test_examples_do_not_come_back_before_the_others_were_shown(base: KnowledgeBase) -> None:
    talk = Talk(base)
    seen: list[str] = []
    for _ in range(len(list(base.of_type("example")))):
        assert "alle voorbeelden gezien" not in talk.do(requests.example, ask("ask_example"))
        seen.append(talk.reply.items[0].id)
    assert len(set(seen)) == len(seen)
    assert "alle voorbeelden gezien" in talk.do(requests.example, ask("ask_example"))
    assert talk.reply.items[0].id == seen[0]
    talk.do(requests.example, ask("ask_example"))
    assert talk.reply.items[0].id == seen[1]


def test_all_tips_for_a_group_come_by_and_then_it_says_so(base: KnowledgeBase) -> None:
    talk = Talk(base, target_groups=("ouderen",))
    seen: list[str] = []
    while "alle tips gezien" not in talk.do(requests.tip, ask("ask_tip")):
        seen.append(talk.reply.items[0].id)
        assert len(seen) < 300
    allowed = {"ouderen"} | base.broader(("ouderen",))
    assert len(seen) == len(set(seen)) > 20
    assert all(not base.entries[f"tip:{tip}"].groups or set(base.entries[f"tip:{tip}"].groups) & allowed for tip in seen)
    # First those about the group itself.
    assert "ouderen" in base.entries[f"tip:{seen[0]}"].groups


def test_an_example_has_a_block_that_it_belongs_to(base: KnowledgeBase) -> None:
    for block in BLOCKS:
        talk = Talk(base, building_block=block)
        talk.do(requests.example, ask("ask_example"))
        assert talk.reply.building_block in (None, *base.entries[f"example:{talk.reply.items[0].id}"].blocks)


def test_one_more_after_an_answer_is_an_example_and_more_is_points(base: KnowledgeBase) -> None:
    talk = Talk(base)
    talk.do(answer.how_to, ask("ask_bereiken"))
    again = Talk(base, **talk.state.__dict__)
    talk.do(requests.more, ask("ask_more", "nog een"))
    assert talk.reply.kind == "example"
    again.do(requests.more, ask("ask_more", "meer graag"))
    assert again.reply.kind == "checklist"


def test_with_two_groups_examples_change_turns(base: KnowledgeBase) -> None:
    talk = Talk(base, target_groups=("ouderen", "jongeren"))
    about = []
    for _ in range(2):
        talk.do(requests.example, ask("ask_example"))
        about.append(set(base.entries[f"example:{talk.reply.items[0].id}"].groups) & {"ouderen", "jongeren"})
    assert about[0] != about[1]


def test_a_question_back_comes_now_and_then_and_never_twice(base: KnowledgeBase) -> None:
    state, asked = State(), []
    for _ in range(40):
        state, question = reflection.reflect(state, "bereiken", Request())
        asked.append(question)
    questions = [question for question in asked if question]
    assert len(questions) == len(set(questions)) == len(texts("reflection.bereiken"))
    assert asked[0] == ""


def test_no_question_back_when_switched_off_in_a_hurry_or_in_a_flow(base: KnowledgeBase) -> None:
    off = reflection.switch_off(base, State(), Request()).state
    assert all(not reflection.reflect(off, "bereiken", Request())[1] for _ in range(5))
    ready = State(reflection={"count": 1, "asked": []})
    assert reflection.reflect(ready, "bereiken", Request())[1]
    assert not reflection.reflect(ready, "bereiken", Request(text="heel kort graag"))[1]
    assert not reflection.reflect(ready.but(active_flow="walk"), "bereiken", Request())[1]
    assert reflection.reflect(
        reflection.switch_on(base, off.but(reflection={"off": True, "count": 1}), Request()).state, "bereiken", Request()
    )[1]


RANKING = (("nlu_fallback", 0.4), ("ask_tip", 0.1), ("ask_example", 0.09), ("ask_help", 0.08), ("ask_sources", 0.07), ("ask_contact", 0.01))


def test_a_miss_brings_three_suggestions_and_something_else(talk: Talk) -> None:
    talk.do(repair.not_understood, Request(text="hoe dan", intent="nlu_fallback", ranking=RANKING))
    assert talk.reply.kind == "clarification"
    assert talk.buttons == ["Een tip", "Een goed voorbeeld", "Wat ik kan", "Iets anders"]


def test_one_lonely_guess_is_no_suggestion(talk: Talk) -> None:
    talk.do(repair.not_understood, Request(text="hoe dan", intent="nlu_fallback", ranking=(("ask_tip", 0.1),)))
    assert talk.reply.kind == "fallback"


def test_a_second_miss_in_a_row_brings_a_human_with_the_question_to_copy(talk: Talk) -> None:
    talk.do(repair.not_understood, Request(text="eerste vraag", intent="nlu_fallback", ranking=RANKING))
    talk.do(follow_up.correct, ask("correct", "iets anders"))
    said = talk.do(repair.not_understood, Request(text="tweede vraag", intent="nlu_fallback", ranking=RANKING))
    assert talk.reply.kind == "contact"
    assert '"tweede vraag"' in said
    assert talk.state.misses == 0


def test_an_answer_in_between_makes_the_count_start_again(talk: Talk) -> None:
    talk.do(repair.not_understood, ask("nlu_fallback", "x"))
    talk.do(answer.how_to, ask("ask_bereiken"))
    talk.do(repair.not_understood, ask("nlu_fallback", "y"))
    assert talk.reply.kind == "fallback"


@pytest.mark.parametrize("reason", ["empty", "symbols", "not_dutch", "too_long"])
def test_an_unreadable_message_keeps_what_was_remembered(base: KnowledgeBase, reason: str) -> None:
    talk = Talk(base, target_groups=("ouderen",), misses=1)
    talk.do(repair.not_understood, ask("nlu_fallback", reason=reason))
    assert talk.reply.kind == "fallback"
    assert talk.state.target_groups == ("ouderen",)


def test_a_judgement_is_about_the_last_answer(base: KnowledgeBase) -> None:
    talk = Talk(base)
    assert small.judgement(talk.state, ask("feedback_positive")) is None
    talk.do(answer.how_to, ask("ask_bereiken"))
    turn_id = talk.reply.turn_id
    talk.do(small.feedback, ask("feedback_negative"))
    judgement = small.judgement(talk.state, ask("feedback_negative"))
    assert judgement is not None
    assert (judgement.turn_id, judgement.kind, judgement.intent, judgement.judgement) == (turn_id, "answer", "ask_bereiken", "bad")


def test_the_sources_of_the_last_answer_are_told(talk: Talk) -> None:
    talk.do(answer.how_to, ask("ask_bereiken", groups=("ouderen",)))
    of_answer = {source.id for source in talk.reply.sources}
    talk.do(small.sources, ask("ask_sources"))
    assert {source.id for source in talk.reply.sources} == of_answer


def test_names_are_joined_as_in_a_sentence(base: KnowledgeBase) -> None:
    assert [join([]), join(["a"]), join(["a", "b"]), join(["a", "b", "c"])] == ["", "a", "a en b", "a, b en c"]
    entry = next(
        entry for entry in base.of_type("example") if entry.item.place and not any(m in entry.title for m in entry.item.municipalities)
    )
    assert example_name(entry) == f"{entry.title}, {entry.item.place}"


def test_every_emergency_number_is_there_without_buttons(talk: Talk) -> None:
    said = talk.do(small.emergency, Request(intent="emergency", context=Context(groups=("jongeren",))))
    assert all(number in said for number in ("112", "113"))
    assert talk.buttons == []
    assert talk.reply.target_groups == []


CALL = "Is er nu gevaar? Bel direct 112."
DANGER = [
    (small.out_of_scope, "oos_medical", ()),
    (small.out_of_scope, "oos_general", ()),
    (repair.not_understood, "nlu_fallback", ()),
    (repair.not_understood, "nlu_fallback", RANKING[1:]),
]


@pytest.mark.parametrize(("handler", "intent", "others"), DANGER)
@pytest.mark.parametrize(("likelihood", "called"), [(0.3, True), (0.1, True), (0.09, False), (0.0, False)])
def test_where_a_message_may_tell_of_danger_the_answer_opens_with_the_number_to_call(
    talk: Talk, handler: Handler, intent: str, others: tuple[tuple[str, float], ...], likelihood: float, called: bool
) -> None:
    request = Request("hij doet raar", intent, 0.4, ((intent, 0.4), ("emergency", likelihood), *others))
    said = talk.do(handler, request)
    assert said.startswith(f"{CALL}\n") is called
    assert (CALL in said) is called
    assert talk.reply.kind != "emergency"


def test_the_number_to_call_also_comes_with_the_way_to_a_human(base: KnowledgeBase) -> None:
    talk = Talk(base, misses=1)
    said = talk.do(repair.not_understood, Request("hij doet raar", "nlu_fallback", ranking=(("emergency", 0.2),)))
    assert talk.reply.kind == "contact"
    assert said.startswith(CALL)


def test_every_remark_on_a_group_gets_its_turn(base: KnowledgeBase) -> None:
    """Only the first of each list was ever said, so that two in three could not be reached."""
    for group in base.target_groups.values():
        texts = []
        for block in BLOCKS:
            talk = Talk(base, target_groups=(group.id,))
            texts += [talk.do(answer.how_to, ask(f"ask_{block}")) for _ in range(20)]
        said = "\n".join(texts)
        notes = (*group.meeting_places, *group.key_persons, *group.notes)
        assert [note.text for note in notes if note.text not in said and not repeats(note.text, said)] == []


def test_a_remark_does_not_say_again_what_the_answer_begins_with(base: KnowledgeBase) -> None:
    for group in base.target_groups.values():
        talk = Talk(base, target_groups=(group.id,))
        for _ in range(8):
            talk.do(answer.how_to, ask("ask_bereiken"))
            lead = [item.text for item in talk.reply.items if item.type == "tip"]
            notes = [note.text for note in (*group.meeting_places, *group.key_persons)]
            opening = talk.turn.messages[0].text.split("\n")[0] if talk.turn else ""
            assert not [note for note in notes if note in opening and any(repeats(note, text) for text in lead)]


def test_the_remark_that_fits_the_question_comes_first(base: KnowledgeBase) -> None:
    plain = Talk(base).do(answer.how_to, ask("ask_verkennen", groups=("statushouders",)))
    asked = Talk(base).do(answer.how_to, ask("ask_verkennen", "wat weet ik over de mensen uit Eritrea", groups=("statushouders",)))
    assert "Eritrea" not in plain.split("\n")[0]
    assert "Eritre" in asked.split("\n")[0]


def test_saying_it_again_says_the_same_remark(base: KnowledgeBase) -> None:
    talk = Talk(base, target_groups=("statushouders",))
    first = talk.do(answer.how_to, ask("ask_verkennen")).split("\n")[0]
    assert talk.do(follow_up.repeat, ask("nav_repeat")).split("\n")[0] == first
    assert talk.do(answer.how_to, ask("ask_verkennen")).split("\n")[0] != first


def test_sources_of_the_remark_that_is_said_are_named(base: KnowledgeBase) -> None:
    talk = Talk(base, target_groups=("ouderen",))
    for _ in range(4):
        opening = talk.do(answer.how_to, ask("ask_bereiken")).split("\n")[0]
        group = base.target_groups["ouderen"]
        for note in (*group.meeting_places, *group.key_persons):
            if note.text in opening:
                assert set(note.sources) <= {source.id for source in talk.reply.sources}


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("mijn client krijgt geen kinderbijslag meer", "Sociale Verzekeringsbank (SVB)"),
        ("waar vraagt iemand zorgtoeslag aan", "Belastingdienst (toeslagen)"),
        ("recht op WW na ontslag?", "UWV"),
        ("wat doe ik met een uitkeringsvraag", "De eigen gemeente"),
    ],
)
def test_the_referral_that_fits_the_question_comes_first(talk: Talk, question: str, title: str) -> None:
    """Only the first two of a kind were ever shown."""
    said = talk.do(small.out_of_scope, ask("oos_benefits", question))
    assert said.split("\n")[1].startswith(f"- {title}")


def test_the_four_building_blocks_are_all_named_also_when_two_are_in_the_question(base: KnowledgeBase) -> None:
    turn = explain.explain(base, State(), ask("ask_explanation", blocks=("bereiken", "betrekken"), terms=("term-vier-bouwstenen",)))
    assert turn is not None
    assert all(block in turn.messages[-1].text.lower() for block in BLOCKS)
