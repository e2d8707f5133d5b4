"""Dutch inflection and compounds, and words that only look alike."""

from __future__ import annotations

import pytest

from bouwstenen.language.inflection import in_compound, inflections, is_known_word, lemma


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("statushouder", "statushouders"),
        ("vluchteling", "vluchtelingen"),
        ("gezin", "gezinnen"),
        ("gezinnen", "gezin"),
        ("dakloos", "dakloze"),
        ("dakloos", "daklozen"),
        ("dakloze", "dakloos"),
        ("brief", "brieven"),
        ("analfabeet", "analfabeten"),
        ("analfabeten", "analfabeet"),
        ("baby", "baby's"),
        ("laaggeletterd", "laaggeletterde"),
        ("laaggeletterden", "laaggeletterd"),
        ("migranten", "migrant"),
        ("ouderen", "oudere"),
        ("ouders", "ouder"),
        ("wijk", "wijken"),
    ],
)
def test_regular_forms_are_made(word: str, form: str) -> None:
    assert form in inflections(word)


@pytest.mark.parametrize(
    ("word", "other"),
    [("ouderen", "ouder"), ("ouderen", "ouders"), ("jongeren", "jong"), ("jongeren", "jonge"), ("gezin", "zin"), ("zin", "gezin")],
)
def test_other_words_are_no_forms(word: str, other: str) -> None:
    assert other not in inflections(word)


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("ouderenwerk", "ouderen"),
        ("nieuwkomerskinderen", "nieuwkomer"),
        ("migrantenjongeren", "jongeren"),
        ("migrantenjongeren", "migranten"),
        ("seniorenwelzijn", "senioren"),
        ("mantelzorgbeleid", "mantelzorg"),
        ("hangjongeren", "jongeren"),
        ("armoedebeleid", "armoede"),
        ("roma-jongeren", "jongeren"),
        ("gezinscoach", "gezin"),
    ],
)
def test_parts_are_found_in_compounds(word: str, part: str) -> None:
    assert in_compound(word, part)


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("gesproken", "roken"),
        ("aangesproken", "roken"),
        ("besproken", "roken"),
        ("gebroken", "roken"),
        ("ouderwets", "ouder"),
        ("gezin", "zin"),
        ("ouderen", "ouder"),
        ("veranderen", "ander"),
        ("ouderen", "ouderen"),
        ("jonge", "jongeren"),
    ],
)
def test_a_word_that_only_ends_alike_is_no_compound(word: str, part: str) -> None:
    assert not in_compound(word, part)


def test_dictionary() -> None:
    assert is_known_word("gemeente")
    assert not is_known_word("statushuoders")
    assert lemma("gezinnen") == "gezin"
