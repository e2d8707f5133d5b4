"""Typing errors in ordinary words are mended, and nothing else is."""

from __future__ import annotations

import pytest

from bouwstenen.language.phrases import Token
from bouwstenen.language.spelling import Spelling

COUNTS = {"bereiken": 9, "bekijken": 2, "voorbeeld": 5, "vertrouwen": 4, "brief": 3, "brieven": 2, "sleutelpersoon": 4, "gemeente": 6}


def mend(text: str, known: str = "") -> str:
    tokens, start = [], 0
    for word in text.split(" "):
        bare = word.rstrip("?.,")
        tokens.append(Token.of(bare, start=start))
        start += len(word) + 1
    return Spelling(COUNTS).mend(text, tokens, lambda token: token.folded in known.split())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("een voorbeed?", "een voorbeeld?"),
        ("vertrouwne winnen, een breif", "vertrouwen winnen, een brief"),
        ("hoe kan ik ze berijken", "hoe kan ik ze bereiken"),
        ("Gemeentte en sleutelpersooon", "gemeente en sleutelpersoon"),
    ],
)
def test_a_word_that_nobody_uses_becomes_the_one_that_is_meant(typed: str, meant: str) -> None:
    assert mend(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "bekijken en bereiken",
        "fiets en verkeer",  # other words of the dictionary
        "met Voorbeed samen",  # a name
        "qwxzvy",
        "",
    ],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert mend(text) == text


def test_a_word_that_is_known_otherwise_stays() -> None:
    assert mend("naar gemeentte", known="gemeentte") == "naar gemeentte"


def test_rare_words_that_no_dictionary_has_are_not_what_somebody_meant() -> None:
    spelling = Spelling({"blafmobiel": 1})
    assert spelling.mend("blafmobie", [Token.of("blafmobie")], lambda token: False) == "blafmobie"
    spelling = Spelling({"blafmobiel": 3})
    assert spelling.mend("blafmobie", [Token.of("blafmobie")], lambda token: False) == "blafmobiel"
