"""Numbers and ranks in a short message."""

from __future__ import annotations

import pytest

from bouwstenen.language.numbers import choice_in, number_in


@pytest.mark.parametrize(
    ("message", "number"),
    [
        ("punt 3", 3),
        ("3.", 3),
        ("de tweede", 2),
        ("optie vier", 4),
        ("nummer een graag", 1),
        ("punt één", 1),
        ("één", 1),
        ("de 2e", 2),
        ("het 3de punt", 3),
        ("Twaalfde", 12),
        ("ik kies voor de eerste", 1),
        ("een tip graag", None),
        ("geef me er een", None),
        ("2500 mensen", None),
        ("tweedehands kleding", None),
        ("1,5 meter", None),
        ("ouderen", None),
        ("", None),
    ],
)
def test_number_in(message: str, number: int | None) -> None:
    assert number_in(message) == number


@pytest.mark.parametrize(
    ("message", "choice"),
    [
        ("2", 2),
        ("2.", 2),
        ("een", 1),
        ("één", 1),
        ("de derde", 3),
        ("optie vier", 4),
        ("doe maar nummer 2", 2),
        ("ik kies de eerste graag", 1),
        ("ik kies voor 2", 2),
        ("de 2e", 2),
        ("1e", 1),
        ("3 ouderen", None),
        ("de eerste stap is moeilijk", None),
        ("ouderen", None),
        ("graag", None),
        ("2 of 3", None),
        ("", None),
    ],
)
def test_choice_in(message: str, choice: int | None) -> None:
    assert choice_in(message) == choice
