"""Names of people, which a plan should not hold."""

from __future__ import annotations

import pytest

from bouwstenen.language.persons import names_person


@pytest.mark.parametrize(
    "text",
    [
        "mevrouw Jansen belt de deelnemers",
        "Dhr. de Vries regelt de zaal",
        "we vragen dr. Bakker",
        "dit doet Fatima Yilmaz",
        "Jan van der Berg pakt dit op",
        "ik spreek dit af met Karin",
        "vraag het aan Ahmed el Idrissi",
        "dat Mohammed dit oppakt",
    ],
)
def test_a_person_is_noticed(text: str) -> None:
    assert names_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "het wijkteam belt de deelnemers",
        "De wijkverpleegkundige regelt de zaal",
        "we werken met Turkse vrouwen",
        "samen met Oekraïners koken",
        "dit doet het Rode Kruis",
        "het Leger des Heils regelt soep",
        "met Pharos en de GGD",
        "door VluchtelingenWerk en Stichting MEE",
        "in de buurt van Den Haag",
        "de bibliotheek in Den Bosch",
        "wijk Amsterdam Noord",
        "in Utrecht Overvecht",
        "met Movisie",
        "Eerst bellen. Daarna gaan we langs.",
        "De gemeente vraagt Syrische ouders",
        "",
    ],
)
def test_no_person(text: str) -> None:
    assert not names_person(text)
