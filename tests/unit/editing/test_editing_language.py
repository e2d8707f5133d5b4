"""Remarks on language: hard texts, and abbreviations that nothing explains."""

from __future__ import annotations

import pytest

from bouwstenen.editing.language import hard_texts, said, unexplained_abbreviations
from bouwstenen.editing.reading import Reading
from tests.unit.editing.conftest import Add, tip
from tests.unit.knowledge.test_readability import DIFFICULT, EASY


def test_a_hard_text_is_named_with_its_score_and_an_easy_one_is_not(add: Add) -> None:
    reading = add("tips", tip("lastig", DIFFICULT), tip("makkelijk", EASY))
    (found,) = hard_texts(reading)
    assert (found.file, found.line, found.field) == ("tips.yml", 8, "text")
    assert "Flesch-Douma" in found.message
    assert "minstens 40" in found.remedy


def test_all_that_is_said_of_an_item_counts_together(add: Add) -> None:
    reading = add("tips")
    assert said(reading.base.checklist["check-plekken"]) == "Weet je waar je doelgroep komt? Daar is al vertrouwen."
    assert "ouderen in Zeist" not in said(reading.base.examples["koffie-in-zeist"])
    assert "Niet iedere oudere is eenzaam." in said(reading.base.target_groups["ouderen"])
    assert said(reading.base.sources["pharos-site"]) == ""


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Vraag het aan de XYZ in je wijk.", ["XYZ"]),
        ("Vraag het aan de QRS-XYZ en de XYZ.", ["QRS-XYZ", "XYZ"]),
        ("Vraag het aan stichting XYZ.", []),
        ("Vraag het aan belangenvereniging XYZ.", []),
        ("Je hebt XYZ (een pas van de buurt) nodig.", []),
        ("Je hebt de buurtpas (XYZ) nodig.", []),
        ("Een kwart heeft geen werk (XYZ, 2022).", ["XYZ"]),
        ("Je hebt dit in NL nodig.", []),
        ("OpenEmbassy en VluchtelingenWerk kennen hen.", []),
        ("Met de U-pas doe je mee.", []),
    ],
)
def test_an_abbreviation_without_explanation_is_named(add: Add, text: str, named: list[str]) -> None:
    found = list(unexplained_abbreviations(add("tips", tip("afkorting", text))))
    assert [problem.message.split("'")[1] for problem in found] == named


def test_an_abbreviation_is_named_once_with_the_first_place(add: Add) -> None:
    (found,) = unexplained_abbreviations(
        add("tips", tip("een", "Bel de XYZ."), tip("twee", "Mail de XYZ."), tip("drie", "Ga naar de XYZ."))
    )
    assert (found.file, found.line) == ("tips.yml", 8)
    assert "bij 2 andere" in found.message


@pytest.mark.parametrize(
    ("file", "entry"),
    [
        ("terms", "- id: term-x\n  title: XYZ (de pas)\n  text: Een pas.\n  sources: [andere-site]\n  origin: bron\n"),
        ("terms", "- id: term-x\n  title: De pas\n  synonyms: [XYZ]\n  text: Een pas.\n  sources: [andere-site]\n  origin: bron\n"),
        ("sources", "- {id: xyz-site, title: Site, publisher: XYZ Nederland, date_text: geen datum}\n"),
    ],
)
def test_an_abbreviation_that_is_a_term_or_a_publisher_is_fine(add: Add, file: str, entry: str) -> None:
    add("tips", tip("afkorting", "Vraag het aan de XYZ."))
    assert list(unexplained_abbreviations(add(file, entry))) == []


def test_the_knowledge_base_explains_its_abbreviations() -> None:
    assert [str(found) for found in unexplained_abbreviations(Reading.of())] == []


def test_few_texts_of_the_knowledge_base_are_hard() -> None:
    """What is left names things that have no shorter name, such as the five levels of participation."""
    assert len(list(hard_texts(Reading.of()))) <= 5
