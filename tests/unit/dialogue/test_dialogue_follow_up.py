"""Questions that lean on the answer before: why its points matter, what came of its example."""

from __future__ import annotations

import pytest

from bouwstenen.dialogue import answer, explain, repair, requests
from bouwstenen.dialogue.compose import example_name
from bouwstenen.dialogue.state import Request, State
from bouwstenen.knowledge import Entry, KnowledgeBase
from tests.unit.dialogue.conftest import Handler, Talk, ask

WHY = "Hierom zijn deze punten belangrijk:"


def points(base: KnowledgeBase, talk: Talk) -> list[Entry]:
    """Return the checklist points of the last answer."""
    return [base.entries[f"checklist_point:{item.id}"] for item in talk.reply.items if item.type == "checklist_point"]


@pytest.mark.parametrize(("handler", "intent"), [(answer.how_to, "ask_bereiken"), (requests.checklist, "ask_checklist")])
def test_why_after_an_answer_tells_why_its_points_matter(base: KnowledgeBase, talk: Talk, handler: Handler, intent: str) -> None:
    talk.do(handler, ask(intent, blocks=("bereiken",)))
    given = points(base, talk)
    said = talk.do(explain.explain, ask("explain_point", "waarom is dat belangrijk?"))  # type: ignore[arg-type]
    assert said.startswith(WHY)
    assert talk.reply.kind == "explanation"
    assert [item.id for item in talk.reply.items] == [point.item.id for point in given[:3]]
    assert [point.item.why in said for point in given] == [True] * 3 + [False] * (len(given) - 3)


def test_after_the_reasons_somebody_can_still_ask_for_the_second_point(base: KnowledgeBase, talk: Talk) -> None:
    talk.do(answer.how_to, ask("ask_bereiken"))
    second = points(base, talk)[1]
    last = talk.state.last
    talk.do(explain.explain, ask("explain_point", "waarom?"))  # type: ignore[arg-type]
    assert talk.state.last == last
    talk.do(explain.explain, ask("explain_point", "en de tweede?"))  # type: ignore[arg-type]
    assert [item.id for item in talk.reply.items] == [second.item.id]


def test_without_points_or_about_a_group_there_is_another_answer_to_why(base: KnowledgeBase, talk: Talk) -> None:
    why = ask("explain_point", "waarom is dat belangrijk?")
    assert explain.explain(base, State(), why) is None
    talk.do(requests.tip, ask("ask_tip"))
    assert explain.explain(base, talk.state, why) is None
    talk.do(answer.how_to, ask("ask_bereiken"))
    assert explain.explain(base, talk.state, ask("explain_point", "waarom is dat voor jongeren zo?", groups=("jongeren",))) is None
    assert explain.explain(base, talk.state, ask("ask_explanation", "waarom is dat belangrijk?")) is None


@pytest.mark.parametrize(
    "text",
    ["wat is daarvan de les?", "Wat werkte hiervan?", "wat kwam eruit", "hoeveel mensen deden mee aan dat project", "werkt die aanpak?"],
)
def test_a_question_about_an_example_tells_of_that_example_again(base: KnowledgeBase, talk: Talk, text: str) -> None:
    talk.do(requests.example, ask("ask_example"))
    shown = base.entries[f"example:{talk.reply.items[0].id}"]
    said = talk.do(repair.fact, ask("ask_fact", text))
    assert said.startswith(f"Over het voorbeeld '{example_name(shown)}'.")
    assert shown.item.worked in said
    assert (talk.reply.kind, [item.id for item in talk.reply.items]) == ("example", [shown.item.id])
    talk.do(requests.more, ask("ask_more", "nog een"))
    assert talk.reply.kind == "example"
    assert talk.reply.items[0].id != shown.item.id


def test_the_example_in_an_answer_can_be_asked_about_too(talk: Talk) -> None:
    talk.do(answer.how_to, ask("ask_bereiken"))
    shown = [item.id for item in talk.reply.items if item.type == "example"]
    talk.do(repair.fact, ask("ask_fact", "wat is de les van dat voorbeeld?"))
    assert [item.id for item in talk.reply.items] == shown


@pytest.mark.parametrize(
    "question",
    [
        ask("ask_fact", "hoeveel jongeren weten daarvan?", groups=("jongeren",)),
        ask("ask_fact", "wat heeft een sleutelpersoon daarvan?", terms=("term-sleutelpersoon",)),
        ask("ask_fact", "hoeveel inwoners heeft Zeist?"),
    ],
)
def test_a_question_about_something_else_is_not_about_the_example(base: KnowledgeBase, talk: Talk, question: Request) -> None:
    talk.do(requests.example, ask("ask_example"))
    assert answer.about_last_example(base, talk.state, question) is None
    talk.do(repair.fact, question)
    assert talk.reply.kind == "clarification"


def test_without_an_example_there_is_nothing_to_tell_of(base: KnowledgeBase, talk: Talk) -> None:
    question = ask("ask_fact", "wat is daarvan de les?")
    assert answer.about_last_example(base, State(), question) is None
    talk.do(requests.tip, ask("ask_tip"))
    assert answer.about_last_example(base, talk.state, question) is None


def test_a_fact_that_answers_the_question_goes_before_the_example(base: KnowledgeBase, talk: Talk) -> None:
    talk.do(requests.example, ask("ask_example"))
    fact = next(iter(base.of_type("fact")))
    talk.do(repair.fact, Request("hoeveel daarvan zijn laaggeletterd?", "ask_fact", candidates={"fact": [(fact.ref, 0.7)]}))
    assert [item.id for item in talk.reply.items] == [fact.item.id]
