"""Words of danger, and messages that only look like it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bouwstenen.language.danger import names_danger
from bouwstenen.language.phrases import Token

Tokens = Callable[[str], list[Token]]


@pytest.mark.parametrize(
    "text",
    [
        "ik wil niet meer leven",
        "een cliënt zegt dat hij er een eind aan wil maken",
        "ze wil van een brug springen",
        "zij snijdt zichzelf",
        "hij wil zichzelf iets aandoen",
        "ze heeft alle pillen geslikt",
        "mijn buurvrouw ademt niet",
        "hij ligt bewusteloos op de vloer",
        "mijn moeder heeft pijn op de borst",
        "mijn man slaat mij",
        "een jongen is neergestoken",
        "Mijn zoontje is kwijt!",
        "er is brand in de flat",
        "ik ruik gas in de gang",
        "BEL 112",
    ],
)
def test_danger_is_heard(tokens: Tokens, text: str) -> None:
    assert names_danger(tokens(text))


@pytest.mark.parametrize("text", ["hij is bewustloos", "ze wil zelfmoort plegen", "bel een ambulanse", "we worden bedregid door een man"])
def test_danger_is_heard_through_a_typing_error(tokens: Tokens, text: str) -> None:
    assert names_danger(tokens(text))


@pytest.mark.parametrize(
    "text",
    [
        "hoe bereik ik ouderen in mijn wijk",
        "Heb je een voorbeeld voor jongeren?",
        "tips om statushouders te betrekken",
        "een rookvrije school",
        "mijn collega is ziek",
        "alles is mislukt",
        "mensen die niet meer komen",
        "de telefoon staat uit",
        "wie hebben invloed op het leven in de wijk",
        "we hebben veel medicijnen in de kast",
        "112345",
        "dank je wel",
        "👍",
        "",
    ],
)
def test_no_danger_where_nothing_tells_of_it(tokens: Tokens, text: str) -> None:
    assert not names_danger(tokens(text))
