from __future__ import annotations

import pytest

from bouwstenen.dialogue import answer, flows, self_check
from bouwstenen.dialogue.self_check import SelfCheck, in_words
from bouwstenen.knowledge import KnowledgeBase
from tests.unit.dialogue.conftest import Talk, ask


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("hebben we", "done"),
        ("ja dat doen we al jaren", "done"),
        ("is geregeld", "done"),
        ("half", "partly"),
        ("voor een deel", "partly"),
        ("daar zijn we mee bezig", "partly"),
        ("af en toe", "partly"),
        ("ja maar nog niet overal", "partly"),
        ("komt nog", "not_yet"),
        ("hebben we nog niet", "not_yet"),
        ("nee, nog nooit", "not_yet"),
        ("zeker niet", "not_yet"),
        ("n.v.t.", "not_applicable"),
        ("nee, dat speelt bij ons niet", "not_applicable"),
        ("geen idee", "skipped"),
        ("weet ik niet", "skipped"),
        ("wij zitten in het buurthuis", None),
        ("de schaap en de aflevering", None),
    ],
)
def test_free_words_are_read_as_an_answer(said: str, value: str | None) -> None:
    assert in_words(said) == value


def test_one_block_has_eight_points_and_all_have_sixteen(base: KnowledgeBase) -> None:
    for blocks, total in ((("bereiken",), 8), ((), 16), (("bereiken", "betrekken"), 8)):
        talk = Talk(base)
        talk.do(self_check.start, ask("start_self_check", blocks=blocks))
        assert talk.progress == (0, total)


def test_only_points_that_fit_group_and_role(base: KnowledgeBase) -> None:
    talk = Talk(base, role="zorg", target_groups=("ouderen",))
    talk.do(self_check.start, ask("start_self_check"))
    check = SelfCheck.from_slot(talk.state.self_check, base)
    assert check is not None
    allowed = {"ouderen"} | base.broader(("ouderen",))
    for point in check.points:
        entry = base.entries[f"checklist_point:{point}"]
        assert not entry.groups or set(entry.groups) & allowed
        assert not entry.roles or "zorg" in entry.roles


def test_it_says_which_points_are_pharos_own(base: KnowledgeBase) -> None:
    talk = Talk(base)
    said = talk.do(self_check.start, ask("start_self_check", blocks=("bereiken",)))
    check = SelfCheck.from_slot(talk.state.self_check, base)
    assert check is not None
    own = sum(base.checklist[point].origin == "pharos" for point in check.points)
    assert ("Eén punt komt uit" in said) == (own == 1)
    explained = talk.do(self_check.explain, ask("explain_point"))
    point = base.checklist[check.points[0]]
    assert point.why in explained
    assert ("komt uit de checklist van Pharos" in explained) == (point.origin == "pharos")


def _answer(talk: Talk, *intents: str) -> str:
    said = ""
    for intent in intents:
        said = talk.do(flows.check_answer, ask(intent))
    return said


def test_the_result_counts_per_block_and_says_where_to_begin_and_why(base: KnowledgeBase) -> None:
    talk = Talk(base)
    talk.do(self_check.start, ask("start_self_check", blocks=("bereiken", "betrekken")))
    said = _answer(
        talk,
        "answer_done",
        "answer_done",
        "answer_partly",
        "answer_not_applicable",
        "answer_not_yet",
        "answer_not_yet",
        "nav_skip",
        "answer_done",
    )
    assert "- Bereiken: 2 gedaan, 1 deels en 1 niet van toepassing." in said
    assert "- Betrekken: 1 gedaan, 2 nog niet en 1 overgeslagen." in said
    assert "Begin bij Betrekken, want daar staat het meeste open." in said
    assert (talk.progress, talk.state.active_flow, talk.state.offer) == ((8, 8), None, "make_plan")
    assert len(talk.reply.items) == 4
    first = talk.reply.items[0].id
    assert base.checklist[first].why in said


def test_nothing_open_is_praised(base: KnowledgeBase) -> None:
    talk = Talk(base)
    talk.do(self_check.start, ask("start_self_check", blocks=("bereiken",)))
    said = _answer(talk, *["answer_done"] * 8)
    assert "niets meer open" in said
    assert talk.state.offer is None


def test_back_and_correct_change_an_answer(base: KnowledgeBase) -> None:
    talk = Talk(base)
    talk.do(self_check.start, ask("start_self_check", blocks=("bereiken",)))
    assert "eerste punt" in talk.do(self_check.back, ask("nav_back"))
    _answer(talk, "answer_done")
    talk.do(flows.check_correct, ask("correct", "nee, ik bedoelde deels"))
    check = SelfCheck.from_slot(talk.state.self_check, base)
    assert check is not None
    assert (list(check.answers.values()), check.at) == (["partly"], 1)
    talk.do(self_check.back, ask("nav_back"))
    _answer(talk, "answer_not_yet")
    check = SelfCheck.from_slot(talk.state.self_check, base)
    assert check is not None
    assert list(check.answers.values()) == ["not_yet"]


def test_a_yes_after_a_detour_is_no_answer(base: KnowledgeBase) -> None:
    talk = Talk(base)
    talk.do(self_check.start, ask("start_self_check", blocks=("bereiken",)))
    talk.do(answer.how_to, ask("ask_betrekken"))
    talk.do(flows.check_answer, ask("affirm", "ok"))
    assert (talk.reply.kind, talk.progress) == ("self_check", (0, 8))
    talk.do(flows.check_answer, ask("affirm", "ok"))
    assert talk.progress == (1, 8)


def test_a_statement_that_is_no_answer_is_asked_again(base: KnowledgeBase) -> None:
    talk = Talk(base)
    talk.do(self_check.start, ask("start_self_check"))
    assert "Dat kan ik niet als antwoord lezen" in talk.do(flows.check_answer, ask("describe_situation", "wij zitten in het buurthuis"))
    talk.do(flows.check_not_understood, ask("nlu_fallback", "komt nog"))
    assert talk.progress == (1, 16)


def test_another_group_takes_the_points_that_fit_it(base: KnowledgeBase) -> None:
    talk = Talk(base)
    talk.do(self_check.start, ask("start_self_check", groups=("ouderen",), blocks=("bereiken",)))
    _answer(talk, "answer_done")
    said = talk.do(flows.check_regroup, ask("give_group", "het gaat om jongeren", groups=("jongeren",)))
    assert "jongeren" in said
    check = SelfCheck.from_slot(talk.state.self_check, base)
    assert check is not None
    assert any("jongeren" in base.entries[f"checklist_point:{point}"].groups for point in check.points)


def test_answers_of_an_earlier_check_are_kept_for_the_plan(base: KnowledgeBase) -> None:
    talk = Talk(base)
    talk.do(self_check.start, ask("start_self_check", blocks=("bereiken",)))
    _answer(talk, *["answer_not_yet"] * 8)
    talk.do(self_check.start, ask("start_self_check", blocks=("aansluiten",)))
    _answer(talk, "answer_not_yet")
    assert list(self_check.all_answers(base, talk.state).values()).count("not_yet") >= 9


def test_points_that_are_gone_make_the_check_start_again(base: KnowledgeBase) -> None:
    gone = {"points": ["gone"], "blocks": ["bereiken"], "at": 0, "answers": {}, "version": 1}
    talk = Talk(base, self_check=gone, active_flow="self_check")
    assert "kan ik niet meer openen" in talk.do(self_check.resume, ask("resume_self_check"))


def test_going_on_and_next_mean_different_things(base: KnowledgeBase) -> None:
    talk = Talk(base)
    talk.do(self_check.start, ask("start_self_check"))
    talk.do(flows.check_next, ask("nav_next", "ga verder"))
    assert talk.progress == (0, 16)
    talk.do(flows.check_next, ask("nav_next", "volgende"))
    assert talk.progress == (1, 16)
