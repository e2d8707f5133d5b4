from __future__ import annotations

import pytest

from bouwstenen.dialogue import answer, plan, requests, self_check, walk
from bouwstenen.dialogue.plan_change import MAX_ITEMS, Item, Plan, changed
from bouwstenen.knowledge import KnowledgeBase
from tests.unit.dialogue.conftest import Talk, ask

PLAN = Plan((Item("A.", "tip:a"), Item("B.", "tip:b"), Item("C.", "tip:c")))


def _texts(changed_plan: Plan) -> list[str]:
    return [item.text for item in changed_plan.items]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("haal punt 3 weg", ["A.", "B."]),
        ("schrap het tweede punt", ["A.", "C."]),
        ("punt 2 mag eraf", ["A.", "C."]),
        ("verwijder de laatste", ["A.", "B."]),
        ("haal punt 1 en 3 weg", ["B."]),
        ("haal 2 weg", ["A.", "C."]),
        ("punt twee hoeft niet", ["A.", "C."]),
        ("zet punt 3 bovenaan", ["C.", "A.", "B."]),
        ("punt 2 moet eerst", ["B.", "A.", "C."]),
        ("zet punt 1 onderaan", ["B.", "C.", "A."]),
        ("verander punt 2 in: koffie drinken in de wijk", ["A.", "Koffie drinken in de wijk.", "C."]),
        ("maak van punt 1: bel de GGD", ["Bel de GGD.", "B.", "C."]),
        ("vervang punt 3 door een bezoek aan het buurthuis", ["A.", "B.", "Een bezoek aan het buurthuis."]),
        ("punt 2 wordt: samen koken", ["A.", "Samen koken.", "C."]),
        ("zet bij punt 2 dat we een tolk vragen", ["A.", "B. Zorg dat we een tolk vragen.", "C."]),
    ],
)
def test_points_are_removed_moved_and_changed(said: str, left: list[str]) -> None:
    assert _texts(changed(PLAN, said)[0]) == left


@pytest.mark.parametrize(
    ("said", "added"),
    [
        ("zet erbij dat de wijkagent meedoet", "Zorg dat de wijkagent meedoet."),
        ("Voeg toe: 30 vragenlijsten uitdelen", "30 vragenlijsten uitdelen."),
        ("zet erbij dat we eerst met 2 ouders praten", "Zorg dat we eerst met 2 ouders praten."),
        ("kun je ook toevoegen dat we de school bellen?", "Zorg dat we de school bellen."),
        ("neem ook op dat we in juni evalueren", "Zorg dat we in juni evalueren."),
        ("noteer: flyers in eenvoudige taal", "Flyers in eenvoudige taal."),
        ("Zet in het plan dat de GGD de cijfers levert", "Zorg dat de GGD de cijfers levert."),
        ("zet de bibliotheek erbij", "De bibliotheek."),
    ],
)
def test_own_points_are_added(said: str, added: str) -> None:
    assert _texts(changed(PLAN, said)[0]) == ["A.", "B.", "C.", added]


@pytest.mark.parametrize(
    ("said", "number", "who"),
    [
        ("de huisarts doet punt 2", 2, "de huisarts"),
        ("punt 1 is voor de GGD", 1, "de GGD"),
        ("laat de bibliotheek punt 3 doen", 3, "de bibliotheek"),
        ("Huisarts pakt punt 1 op", 1, "Huisarts"),
    ],
)
def test_a_role_or_organisation_does_a_point(said: str, number: int, who: str) -> None:
    assert changed(PLAN, said)[0].items[number - 1].who == who


@pytest.mark.parametrize(
    "said",
    [
        "Fatima doet punt 1",
        "laat mevrouw Jansen punt 2 doen",
        "zet erbij dat Fatima meedoet",
        "verander punt 2 in: bel Jan de Vries",
        "Jan de Vries regelt punt 2",
    ],
)
def test_a_name_of_a_person_is_refused(said: str) -> None:
    same, answered = changed(PLAN, said)
    assert same == PLAN
    assert "geen naam van een persoon" in answered


@pytest.mark.parametrize("said", ["punt 9 weg", "haal punt 30 weg"])
def test_a_point_that_is_not_there(said: str) -> None:
    same, answered = changed(PLAN, said)
    assert same == PLAN
    assert "is er niet" in answered


@pytest.mark.parametrize("said", ["maak het korter", "ik wil punt 2 aanpassen", "het plan is niet goed"])
def test_what_is_unclear_is_asked(said: str) -> None:
    same, answered = changed(PLAN, said)
    assert same == PLAN
    assert "Wat wil je veranderen" in answered


def test_the_plan_holds_so_many_points_and_none_twice() -> None:
    full = Plan(tuple(Item(f"{number}.") for number in range(MAX_ITEMS)))
    assert "hooguit" in changed(full, "zet erbij dat we bellen")[1]
    once = changed(PLAN, "noteer: bellen")[0]
    assert changed(once, "noteer: bellen") == (once, "Dit punt stond er al: Bellen.")


def test_the_plan_goes_through_its_slot() -> None:
    told = changed(changed(PLAN, "de huisarts doet punt 2")[0], "haal punt 1 weg")[0]
    assert told.removed == ("tip:a",)
    assert Plan.from_slot(told.to_slot()) == told
    assert Plan.from_slot({"version": 99}) is None
    assert Plan.from_slot(None) is None


def test_the_plan_is_built_from_what_was_said(base: KnowledgeBase) -> None:
    talk = Talk(base, role="gemeente")
    talk.do(walk.start, ask("start_walk", groups=("ouderen",), place="Sneek", region="Fryslân"))
    talk.do(walk.answer, ask("describe_situation", "we kennen alleen de cijfers"))
    talk.do(self_check.start, ask("start_self_check", blocks=("bereiken",)))
    talk.do(self_check.answer, ask("answer_partly"))
    talk.do(self_check.answer, ask("answer_not_yet"))
    points = [point for point, value in self_check.all_answers(base, talk.state).items() if value == "not_yet"]
    talk.do(requests.example, ask("ask_example"))
    example = talk.reply.items[0]
    said = talk.do(plan.make, ask("make_plan"))
    for part in ("Voor: ouderen.", "Waar: Sneek.", "Je rol", "- Verkennen: we kennen alleen de cijfers", example.title):
        assert part in said
    # What is not done at all comes before what is half done.
    assert f"1. {base.checklist[points[0]].text}" in said
    assert set(example.sources) <= {source.id for source in talk.reply.sources}
    assert "Verder met de zelfcheck" in talk.buttons


def test_a_plan_out_of_nothing_is_general_advice(base: KnowledgeBase) -> None:
    talk = Talk(base, target_groups=("jongeren",))
    assert all(f"{number}. " in talk.do(plan.make, ask("make_plan")) for number in (1, 2, 3, 4))


def test_what_was_taken_out_stays_out_and_what_is_done_goes(base: KnowledgeBase) -> None:
    talk = Talk(base)
    talk.do(self_check.start, ask("start_self_check", blocks=("bereiken",)))
    for _ in range(3):
        talk.do(self_check.answer, ask("answer_not_yet"))
    talk.do(plan.make, ask("make_plan"))
    first, second = (item.text for item in Plan.from_slot(talk.state.plan).items[:2])  # type: ignore[union-attr]
    talk.do(plan.change, ask("change_plan", "haal punt 1 weg"))
    assert f". {first}" not in talk.do(plan.make, ask("make_plan"))
    talk.do(self_check.back, ask("nav_back"))
    talk.do(self_check.back, ask("nav_back"))
    talk.do(self_check.answer, ask("answer_done"))
    assert f". {second}" not in talk.do(plan.make, ask("make_plan"))


def test_a_chosen_example_tip_or_point_goes_into_the_plan(base: KnowledgeBase) -> None:
    talk = Talk(base)
    talk.do(requests.tip, ask("ask_tip"))
    tip = talk.reply.items[0].id
    assert f". {base.entries[f'tip:{tip}'].item.text}" in talk.do(plan.change, ask("change_plan", "zet die tip erbij in het plan"))
    talk.do(requests.checklist, ask("ask_checklist", blocks=("bereiken",)))
    second = talk.reply.items[1].id
    assert f". {base.checklist[second].text}" in talk.do(plan.change, ask("change_plan", "zet het tweede punt in mijn plan"))
    talk.do(requests.example, ask("ask_example"))
    assert "Bekijk het voorbeeld" in talk.do(plan.make, ask("make_plan", "zet dit voorbeeld in mijn plan"))


def test_the_export_is_text_to_copy(talk: Talk) -> None:
    talk.do(answer.how_to, ask("ask_bereiken"))
    assert "kopiëren" in talk.do(plan.export, ask("export_plan"))
    assert talk.reply.kind == "action_plan"
