"""What is missing for a target group is named."""

from __future__ import annotations

from bouwstenen.editing.gaps import gaps
from bouwstenen.editing.reading import Reading
from tests.unit.editing.conftest import Add, example, tip

EVERYTHING = (
    "- id: alles\n  building_blocks: [verkennen, bereiken, betrekken, aansluiten]\n  target_groups: [ouderen, oudere-migranten]\n"
    "  text: Vraag het hun zelf.\n  sources: [andere-site]\n  origin: bron\n"
)


def test_missing_blocks_and_examples_are_named_at_their_group(add: Add) -> None:
    reading = add("tips", tip("een", "Ga langs.", "  target_groups: [ouderen]\n"))
    found = list(gaps(reading))
    assert [(problem.file, problem.line) for problem in found] == [
        ("target_groups.yml", 1),
        ("target_groups.yml", 10),
        ("target_groups.yml", 10),
    ]
    assert "verkennen, betrekken, aansluiten" in found[0].message
    assert "verkennen, bereiken, betrekken, aansluiten" in found[1].message
    assert "geen voorbeeld" in found[2].message


def test_a_group_with_everything_is_not_named(add: Add) -> None:
    add("tips", EVERYTHING)
    assert list(gaps(add("examples", example("samen-eten", "Samen eten", "Zij kookten.", "  target_groups: [oudere-migranten]\n")))) == []


def test_what_is_for_a_wider_group_is_not_their_own(add: Add) -> None:
    add("tips", EVERYTHING.replace("[ouderen, oudere-migranten]", "[ouderen]"))
    assert all("'oudere-migranten'" in problem.message for problem in gaps(add("examples")))


def test_the_knowledge_base_has_no_gaps() -> None:
    assert list(gaps(Reading.of())) == []
