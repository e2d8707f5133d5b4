from __future__ import annotations

import pytest

from bouwstenen.dialogue.select import Wanted, best, choose, is_about, repeats, shared_words
from bouwstenen.dialogue.state import Request, State
from bouwstenen.knowledge import KnowledgeBase

NOTHING = Request()


@pytest.mark.parametrize("group", ["ouderen", "statushouders", "mantelzorgers", "dakloze-mensen"])
def test_items_for_other_groups_only_are_left_out(base: KnowledgeBase, group: str) -> None:
    chosen = choose(base, ("tip",), Wanted("bereiken", (group,)), NOTHING, 50)
    allowed = {group} | base.broader((group,))
    assert chosen
    assert all(not entry.groups or set(entry.groups) & allowed for entry in chosen)
    assert group in chosen[0].groups


def test_items_for_other_roles_only_are_left_out(base: KnowledgeBase) -> None:
    chosen = choose(base, ("tip", "checklist_point"), Wanted(role="onderzoek"), NOTHING, 500)
    assert all(not entry.roles or "onderzoek" in entry.roles for entry in chosen)
    assert "onderzoek" in chosen[0].roles


def test_two_groups_each_get_their_turn(base: KnowledgeBase) -> None:
    chosen = choose(base, ("checklist_point",), Wanted("bereiken", ("statushouders", "laaggeletterden")), NOTHING, 3)
    assert {"statushouders", "laaggeletterden"} <= {group for entry in chosen for group in entry.groups}


def test_an_example_from_the_own_municipality_comes_first_then_from_the_region(base: KnowledgeBase) -> None:
    example = next(item for item in base.examples.values() if len(item.municipalities) == 1)
    place = next(place for place in base.places.values() if place.name == example.municipalities[0])
    first = choose(base, ("example",), Wanted(place=f"Centrum, {place.name}", region=place.region), NOTHING, 1)[0]
    assert place.name in first.item.municipalities
    neighbour = next((p for p in base.places.values() if p.region == place.region and p.name != place.name), None)
    assert neighbour is not None
    near = choose(base, ("example",), Wanted(place=neighbour.name, region=neighbour.region), NOTHING, 1)[0]
    regions = {p.region for p in base.places.values() if p.name in near.item.municipalities}
    assert neighbour.region in regions


def test_the_words_of_the_question_decide_among_equals(base: KnowledgeBase) -> None:
    general = [entry for entry in base.of_type("tip") if not entry.groups and not entry.roles and "bereiken" in entry.blocks]
    wanted = general[-1]
    request = Request(candidates={"tip": [(wanted.ref, 0.9)]})
    assert choose(base, ("tip",), Wanted("bereiken"), request, 1) == [wanted]
    assert best(base, request, ("tip",)) == [(wanted, 0.9)]


def test_what_was_shown_is_skipped(base: KnowledgeBase) -> None:
    first = choose(base, ("tip",), Wanted("bereiken"), NOTHING, 1)[0]
    assert choose(base, ("tip",), Wanted("bereiken"), NOTHING, 1, skip=[first.ref]) != [first]


def test_wanted_takes_everything_but_the_block_from_memory() -> None:
    state = State(target_groups=("ouderen",), building_block="bereiken", role="zorg", place="Delft", region="Haaglanden", themes=("taal",))
    assert Wanted.of(state, "betrekken") == Wanted("betrekken", ("ouderen",), "zorg", ("taal",), "Delft", "Haaglanden")


def test_an_item_about_a_wider_group_is_about_the_group(base: KnowledgeBase) -> None:
    wider = next(iter(base.broader(("oudere-migranten",))))
    entry = next(entry for entry in base.of_type("tip") if wider in entry.groups)
    assert is_about(base, [entry], ("oudere-migranten",))
    assert not is_about(base, [], ("ouderen",))


@pytest.mark.parametrize(
    ("question", "other", "besides", "count"),
    [
        ("Eritreeërs in mijn wijk", "Het leven in Eritrea lijkt anders.", "", 1),
        ("hoe bereik ik de ouderen", "Ouders van de school", "", 0),
        ("krijgt zij kinderbijslag", "Dat is kinderopvangtoeslag.", "", 0),
        ("krijgt zij kinderbijslag", "Dat is kinderbijslag, kinderbijslag.", "", 1),
        ("statushouders uit Syrië", "Vraag statushouders uit Syrië.", "statushouders", 1),
        ("de het een", "de het een", "", 0),
        ("", "Iets", "", 0),
    ],
)
def test_shared_words_are_those_with_a_meaning(question: str, other: str, besides: str, count: int) -> None:
    assert shared_words(question, other, besides) == count


@pytest.mark.parametrize(
    ("one", "other", "does"),
    [
        ("Je bereikt hen via werkgevers in de bouw en de keuken.", "Vraag werkgevers om hulp, in bouw en keuken.", True),
        ("Je ontmoet hen in de moskee of het buurthuis.", "Vraag werkgevers om hulp, in bouw en keuken.", False),
    ],
)
def test_a_text_repeats_another_when_half_of_its_words_are_there(one: str, other: str, does: bool) -> None:
    assert repeats(one, other) is does
