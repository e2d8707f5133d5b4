from __future__ import annotations

from bouwstenen.dialogue import answer, flows, walk
from bouwstenen.dialogue.state import State
from bouwstenen.dialogue.walk import Walk
from bouwstenen.knowledge import KnowledgeBase
from tests.unit.dialogue.conftest import Talk, ask


def _at(talk: Talk) -> Walk:
    found = Walk.from_slot(talk.state.walk)
    assert found is not None
    return found


def test_next_counts_a_block_and_skip_does_not(talk: Talk) -> None:
    talk.do(walk.start, ask("start_walk", groups=("ouderen",)))
    assert (talk.reply.building_block, talk.progress) == ("verkennen", (0, 4))
    talk.do(flows.walk_next, ask("nav_next", "volgende"))
    assert (talk.reply.building_block, talk.progress) == ("bereiken", (1, 4))
    talk.do(walk.skip, ask("nav_skip", "sla over"))
    assert (talk.reply.building_block, talk.progress) == ("betrekken", (1, 4))
    talk.do(walk.back, ask("nav_back", "terug"))
    assert (talk.reply.building_block, talk.progress) == ("bereiken", (1, 4))


def test_the_walk_begins_at_the_block_that_was_named(talk: Talk) -> None:
    talk.do(walk.start, ask("start_walk", "begin bij betrekken", blocks=("betrekken",)))
    assert _at(talk).order == ("betrekken", "aansluiten", "verkennen", "bereiken")


def test_jumping_by_name_number_and_step(talk: Talk) -> None:
    talk.do(walk.start, ask("start_walk", blocks=("betrekken",)))
    talk.do(walk.jump, ask("go_to_block", "naar verkennen", blocks=("verkennen",)))
    assert talk.reply.building_block == "verkennen"
    talk.do(walk.jump, ask("go_to_block", "bouwsteen 2", blocks=("bereiken",)))
    assert talk.reply.building_block == "bereiken"
    talk.do(walk.jump, ask("go_to_block", "stap 2", blocks=("bereiken",)))
    assert talk.reply.building_block == "aansluiten"
    talk.do(walk.jump, ask("go_to_block", "de derde"))
    assert talk.reply.building_block == "betrekken"
    assert "Stap 9 is er niet" in talk.do(walk.jump, ask("go_to_block", "stap 9"))


def test_an_own_answer_is_kept_and_more_of_it_is_added(talk: Talk) -> None:
    talk.do(walk.start, ask("start_walk"))
    talk.do(walk.answer, ask("describe_situation", "we kennen de cijfers"))
    assert talk.progress == (1, 4)
    talk.do(walk.answer, ask("describe_situation", "en twee verhalen"))
    assert _at(talk).answers == {"verkennen": "we kennen de cijfers en twee verhalen"}
    talk.do(walk.ask_again, ask("correct", "nee, dat klopt niet"))
    assert _at(talk).answers == {}


def test_the_reaction_fits_the_answer(talk: Talk) -> None:
    talk.do(walk.start, ask("start_walk"))
    assert "nog iets te winnen" in talk.do(walk.answer, ask("answer_not_yet", "nog niets"))
    assert "Goed dat er al iets is" in talk.do(walk.answer, ask("answer_partly", "een beetje"))


def test_names_of_people_are_not_kept_but_places_are(talk: Talk) -> None:
    talk.do(walk.start, ask("start_walk"))
    assert "geen naam" in talk.do(walk.answer, ask("describe_situation", "vraag het aan Fatima van Dijk"))
    assert _at(talk).answers == {}
    talk.do(walk.answer, ask("describe_situation", "we werken in Den Haag", place="Den Haag"))
    assert _at(talk).answers == {"verkennen": "we werken in Den Haag"}


def test_a_detour_leaves_walk_and_groups_where_they_were(talk: Talk) -> None:
    talk.do(walk.start, ask("start_walk", groups=("ouderen",)))
    talk.do(flows.walk_next, ask("nav_next", "volgende"))
    talk.do(answer.how_to, ask("ask_betrekken", "hoe betrek ik jongeren?", groups=("jongeren",)))
    talk.do(flows.walk_next, ask("nav_next", "ga verder"))
    assert (talk.reply.building_block, talk.progress, talk.reply.target_groups) == ("bereiken", (1, 4), ["ouderen"])


def test_next_after_a_detour_is_the_next_step(talk: Talk) -> None:
    talk.do(walk.start, ask("start_walk"))
    talk.do(answer.how_to, ask("ask_betrekken"))
    talk.do(flows.walk_next, ask("nav_next", "volgende"))
    assert talk.reply.building_block == "bereiken"


def test_stop_and_go_on_also_in_a_new_session(base: KnowledgeBase) -> None:
    talk = Talk(base, target_groups=("ouderen",))
    talk.do(walk.start, ask("start_walk"))
    talk.do(flows.walk_next, ask("nav_next", "volgende"))
    talk.do(walk.stop, ask("nav_stop"))
    assert talk.state.active_flow is None
    tomorrow = Talk(base, walk=talk.state.walk, target_groups=talk.state.target_groups)
    tomorrow.do(flows.go_on, ask("nav_resume", "waar waren we?"))
    assert (tomorrow.reply.building_block, tomorrow.progress) == ("bereiken", (1, 4))
    assert tomorrow.state.active_flow == "walk"


def test_passed_by_blocks_come_back_but_skipped_ones_do_not(talk: Talk) -> None:
    talk.do(walk.start, ask("start_walk"))
    talk.do(walk.jump, ask("go_to_block", blocks=("aansluiten",)))
    talk.do(walk.next_, ask("nav_next"))
    assert talk.reply.building_block == "verkennen"
    talk.do(walk.skip, ask("nav_skip"))
    talk.do(walk.next_, ask("nav_next"))
    said = talk.do(walk.next_, ask("nav_next"))
    assert "Dit sloeg je over: Verkennen" in said
    assert (talk.progress, talk.state.active_flow, talk.state.offer) == ((3, 4), None, "make_plan")
    talk.do(flows.yes, ask("affirm", "ja"))
    assert talk.reply.kind == "action_plan"


def test_a_begun_walk_is_not_lost_by_starting_again(talk: Talk) -> None:
    talk.do(walk.start, ask("start_walk"))
    talk.do(walk.answer, ask("describe_situation", "we weten weinig"))
    assert "al bezig" in talk.do(walk.start, ask("start_walk"))
    talk.do(walk.start, ask("start_walk", about="anew"))
    assert talk.progress == (0, 4)
    assert _at(talk).answers == {"verkennen": "we weten weinig"}


def test_a_walk_of_an_unknown_version_starts_again_and_says_so(base: KnowledgeBase) -> None:
    assert "kan ik niet meer openen" in Talk(base, walk={"version": 99}).do(walk.resume, ask("resume_walk"))


def test_every_flow_function_starts_the_walk_when_there_is_none(base: KnowledgeBase) -> None:
    for handler in (
        walk.next_,
        walk.skip,
        walk.back,
        walk.jump,
        walk.answer,
        walk.stay,
        walk.explain,
        walk.ask_again,
        walk.repeat,
        walk.progress,
    ):
        talk = Talk(base)
        talk.do(handler, ask("nav_next"))
        assert (talk.reply.kind, talk.progress) == ("step", (0, 4))


def test_a_no_skips_a_waiting_step_and_stays_at_an_answered_one(talk: Talk) -> None:
    talk.do(walk.start, ask("start_walk"))
    talk.do(flows.walk_no, ask("deny", "nee"))
    assert talk.reply.building_block == "bereiken"
    talk.do(walk.answer, ask("describe_situation", "de buurtsportcoach kent hen"))
    talk.do(flows.walk_no, ask("deny", "nee"))
    assert talk.reply.building_block == "bereiken"


def test_where_we_were_offers_the_walk_that_was_left(base: KnowledgeBase) -> None:
    talk = Talk(base)
    talk.do(walk.start, ask("start_walk"))
    talk.do(walk.stop, ask("nav_stop"))
    talk.do(answer.how_to, ask("ask_bereiken"))
    assert "rondgang staat ook nog open" in talk.do(flows.go_on, ask("nav_resume", "waar waren we"))
    talk.do(flows.yes, ask("affirm", "ja"))
    assert talk.reply.kind == "step"


def test_the_offer_is_valid_only_in_the_next_turn(base: KnowledgeBase) -> None:
    talk = Talk(base, offer="make_plan")
    talk.do(answer.how_to, ask("ask_bereiken"))
    assert talk.state.offer is None
    assert State().offer is None
