"""Items that no question reaches are named, with what keeps them out of reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from bouwstenen.editing.reach import names_not_recognised, not_found, own_question, shadowed, unknown_kinds
from bouwstenen.editing.reading import Reading
from bouwstenen.knowledge import Problem
from bouwstenen.language.context import ContextRecognizer
from bouwstenen.language.pipeline import load_pipeline, tokens_of
from tests.unit.editing.conftest import Add, WordEncoder, example, tip, tokenize


def group(slug: str, name: str, synonyms: str, more: str = "") -> str:
    return f"- id: {slug}\n  name: {name}\n  text: Dit zijn mensen.\n  synonyms: [{synonyms}]\n{more}  sources: [andere-site]\n  origin: bron\n"


def unrecognised(reading: Reading) -> list[Problem]:
    return list(names_not_recognised(reading, ContextRecognizer(reading.base), tokenize))


def test_names_that_are_recognised_are_not_named(folder: Path) -> None:
    assert unrecognised(Reading.of(folder)) == []


def test_what_is_heard_instead_of_a_synonym_is_named(add: Add) -> None:
    young = group("jonge-ouders", "jonge ouders", "tienermoeder, tienervader, jonge vader", "  not_synonyms: [jonge vader]\n")
    (found,) = unrecognised(add("target_groups", young, group("vaders", "vaders", "vader, papa, opvoeder")))
    assert (found.file, found.line, found.field) == ("target_groups.yml", 20, "synonyms")
    assert "'jonge vader'" in found.message
    assert "denkt aan 'vaders'" in found.message


def test_a_name_that_its_own_not_synonyms_block_is_named(add: Add) -> None:
    (found,) = unrecognised(add("target_groups", group("zangers", "zangers", "zangeres, koor, muzikant", "  not_synonyms: [koor]\n")))
    assert (found.line, found.field) == (20, "synonyms")
    assert "'koor'" in found.message
    assert found.remedy


def test_the_name_of_a_term_must_be_recognised_without_its_explanation(add: Add) -> None:
    term = "- id: term-ros\n  title: ROS (Regionale Ondersteuningsstructuur)\n{}  text: Iets.\n  sources: [andere-site]\n  origin: bron\n"
    (found,) = unrecognised(add("terms", term.format("")))
    assert (found.field, "'ROS'" in found.message, "synoniem" in found.remedy) == ("title", True, True)
    (found,) = unrecognised(add("terms", term.replace("-ros", "-ros-twee").format("  synonyms: [ROS]\n")))
    assert "denkt aan 'term-ros-twee'" in found.message


def test_every_name_in_the_knowledge_base_is_recognised() -> None:
    nlp = load_pipeline()
    reading = Reading.of()
    found = names_not_recognised(reading, ContextRecognizer(reading.base), lambda texts: [tokens_of(doc) for doc in nlp.pipe(texts)])
    assert [str(problem) for problem in found] == []


def test_an_item_is_found_by_its_name_alone(add: Add, encoder: WordEncoder) -> None:
    reading = add("examples", example("aysma", "Aysma", "Vrouwen drinken koffie en bewegen daarna."))
    assert [problem for problem in not_found(reading, encoder, tokenize) if problem.file == "examples.yml"] == []


def test_an_item_that_others_keep_out_of_the_first_five_is_named_with_those(add: Add, encoder: WordEncoder) -> None:
    more = '  questions: ["Samen eten in de wijk"]\n'
    others = [example(f"eten-{number}", f"Samen eten in de wijk {number}", "Samen eten in de wijk.", more) for number in range(6)]
    reading = add(
        "examples",
        *others,
        example("laatste", "Samen eten in de wijk", "Bewoners kookten elke week voor alle buren in een grote zaal met veel licht."),
    )
    found = {problem.line: problem for problem in not_found(reading, encoder, tokenize) if problem.file == "examples.yml"}
    assert found
    assert all(problem.field == "text" for problem in found.values())
    assert any("'eten-" in problem.message for problem in found.values())


def test_a_fact_is_asked_by_its_first_sentence(add: Add) -> None:
    reading = add("facts", "- id: twee\n  text: Eerst dit. Dan dat.\n  sources: [andere-site]\n  origin: bron\n")
    assert own_question(reading.base.entries["fact:twee"]) == "Eerst dit."
    assert own_question(reading.base.entries["example:koffie-in-zeist"]) == "Koffie in Zeist"


def test_items_with_the_same_name_or_question_are_named(add: Add) -> None:
    asked = '  questions: ["Waar begin ik?"]\n'
    add("examples", example("koffie-twee", "Koffie in zeist!", "Iets anders."))
    found = list(shadowed(add("tips", tip("een", "Begin klein.", asked), tip("twee", "Begin thuis.", asked.replace("?", "")))))
    assert [(problem.file, problem.field) for problem in found] == [("examples.yml", "title"), ("tips.yml", "questions")]
    assert "'koffie-in-zeist' (examples.yml, regel 4)" in found[0].message
    assert "'een' (tips.yml, regel 10)" in found[1].message


def test_the_same_question_in_two_kinds_is_fine(add: Add) -> None:
    add("tips", tip("een", "Begin klein.", '  questions: ["Waar begin ik?"]\n'))
    reading = add("facts", '- id: twee\n  text: Begin thuis.\n  questions: ["Waar begin ik?"]\n  sources: [andere-site]\n  origin: bron\n')
    assert list(shadowed(reading)) == []


def test_nothing_in_the_knowledge_base_is_shadowed() -> None:
    assert [str(found) for found in shadowed(Reading.of())] == []


@pytest.mark.parametrize(("kind", "count"), [("oos_medical", 0), ("emergency_flood", 0), ("oos_weather", 1), ("medical", 1)])
def test_a_referral_for_an_unknown_kind_of_question_is_named(add: Add, kind: str, count: int) -> None:
    referral = f"- id: loket\n  title: Loket\n  kinds: [{kind}]\n  text: Bel het loket.\n  sources: [andere-site]\n  origin: bron\n"
    found = list(unknown_kinds(add("referrals", referral)))
    assert len(found) == count
    assert all((problem.file, problem.line, problem.field) == ("referrals.yml", 9, "kinds") for problem in found)
