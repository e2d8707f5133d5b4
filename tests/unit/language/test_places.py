"""Municipalities and neighbourhoods, and the words that only look like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bouwstenen.knowledge.base import KnowledgeBase
from bouwstenen.language.context import Context

Place = Callable[[str], "str | None"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("statushouders in Best", "Best"),
        ("statushouders in best", "Best"),
        ("we wonen in best, bij Eindhoven", "Best"),
        ("gemeente Houten", "Houten"),
        ("in de gemeente houten", "Houten"),
        ("jongeren in Goes", "Goes"),
        ("ik woon in goes", "Goes"),
        ("Goes", "Goes"),
        ("In Huizen wonen veel ouderen", "Huizen"),
        ("ouderen in Leiden en omgeving", "Leiden"),
        ("mensen in leiden", "Leiden"),
        ("den bosch", "Den Bosch"),
        ("'s-Hertogenbosch", "Den Bosch"),
        ("ik werk in den haag met ouderen", "Den Haag"),
        ("in Alphen aan den Rijn", "Alphen aan den Rijn"),
        ("jongeren in bergen op zoom", "Bergen op Zoom"),
        ("tips voor utrecht", "Utrecht"),
        ("ouderen uit ZWOLLE", "Zwolle"),
        ("regio Assen", "Assen"),
        ("Utrecht", "Utrecht"),
        ("hoe bereik ik jongeren in Amsterdam-Noord", "Amsterdam"),
        ("in súdwest-fryslân", "Súdwest-Fryslân"),
        ("ouderen in de wijk Overvecht in Utrecht", "Overvecht, Utrecht"),
        ("ouderen in de wijk kanaleneiland in utrecht", "Kanaleneiland, Utrecht"),
        ("een wijk hier in utrecht", "Utrecht"),
        ("in de gemeente Zwolle, wijk Holtenbroek", "Holtenbroek, Zwolle"),
        ("de buurt Kanaleneiland", "Kanaleneiland"),
    ],
)
def test_a_place_is_recognised(place: Place, text: str, shown: str) -> None:
    assert place(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "dat is best wel lastig",
        "Best lastig om ouderen te bereiken",
        "Beste collega, hoe bereik ik ouderen?",
        "best",
        "een houten vloer",
        "we huizen in een oud gebouw",
        "jongeren in huizen van de woningcorporatie",
        "hoe leiden we vrijwilligers op",
        "wat heeft een groep te leiden in zo'n tijd",
        "buren van ouderen",
        "Buren helpen elkaar",
        "mensen uit de Hoorn van Afrika",
        "hoe bereik ik mensen in kampen voor asielzoekers",
        "ik ga naar de sluis",
        "in de wijk",
        "Ik ben Stein en werk bij de GGD",
        "de wijk in gaan",
        "een wijk met veel ouderen",
        "we putten uit onze ervaring",
        "de baby lag te soezen",
        "",
    ],
)
def test_a_word_is_no_place(place: Place, text: str) -> None:
    assert place(text) is None


def test_every_municipality_is_recognised_after_gemeente(knowledge: KnowledgeBase, place: Place) -> None:
    names = [item.name for item in knowledge.places.values()]
    assert [name for name in names if place(f"wij werken in de gemeente {name} met ouderen") != name] == []
    assert len(names) > 300


def test_the_region_comes_with_the_place(context: Callable[[str], Context]) -> None:
    found = context("ouderen in Best")
    assert (found.place, found.region) == ("Best", "GGD Brabant-Zuidoost")
    assert context("ouderen in de buurt Kanaleneiland").region is None
