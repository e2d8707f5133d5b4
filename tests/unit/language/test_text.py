"""Cleaning of what people type."""

from __future__ import annotations

import unicodedata

import pytest

from bouwstenen.language.text import MAX_ENCODER_LENGTH, clean, fold, for_encoder, has_words, words


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("hoe bereik\x00 ik\x07 ouderen\x1b", "hoe bereik ik ouderen"),
        ("status\u00adhouders", "statushouders"),
        ("\ufeffhallo", "hallo"),
        ("ouderen \ud800 en jongeren", "ouderen en jongeren"),
        ("\udc00\udfff", ""),
        ("\u202eouderen\u202c \u200fbereiken\u200e", "ouderen bereiken"),
        ("\u2066ouderen\u2069", "ouderen"),
        ("privé \ue000gebruik", "privé gebruik"),
        ("a\tb\u00a0c\u2003d\u3000e", "a b c d e"),
        ("  twee   spaties  ", "twee spaties"),
        ("regel 1\r\n\r\n\r\nregel 2\rregel 3", "regel 1\nregel 2\nregel 3"),
        ("regel 1\u2028regel 2\u2029regel 3", "regel 1 regel 2 regel 3"),
        ("regel 1\x85regel 2", "regel 1\nregel 2"),
        ("een\x1ftwee", "een twee"),
        ("ouderen/jongeren", "ouderen / jongeren"),
        ("wijk/buurt/gemeente", "wijk / buurt / gemeente"),
        ("1/2 van de ouderen", "1/2 van de ouderen"),
        ("24/7", "24/7"),
        ("/start", "/start"),
        ("zo’n “goede” foto–plek…", 'zo\'n "goede" foto-plek...'),
        ("", ""),
        (" \n\t ", ""),
    ],
)
def test_clean_keeps_what_a_person_meant(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


def test_clean_composes_letters() -> None:
    decomposed = unicodedata.normalize("NFD", "Oekraïne, coördinator, één")
    assert clean(decomposed) == "Oekraïne, coördinator, één"
    assert unicodedata.is_normalized("NFC", clean(decomposed))


def test_clean_keeps_emoji_whole() -> None:
    family = "👨\u200d👩\u200d👧"
    assert clean(f"gezin {family} 👍🏽") == f"gezin {family} 👍🏽"


def test_clean_joins_surrogate_pairs() -> None:
    assert clean("\ud83d\udc4d") == "👍"


@pytest.mark.parametrize("typed", ["ouderen/jongeren", "a\x00b\u202e\ud800", "één  twee\n\n\ndrie", "1/2 a/b/c", "“x”"])
def test_clean_twice_changes_nothing_more(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)


def test_encoder_gets_one_capped_line_without_a_payload() -> None:
    assert for_encoder("  /greet{}\nnog   iets ") == "greet{} nog iets"
    assert for_encoder("// ouderen") == "ouderen"
    assert len(for_encoder("woord " * 20_000)) == MAX_ENCODER_LENGTH
    assert for_encoder("\ud800") == ""


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("Oekraïne", "oekraine"), ("COÖRDINATOR", "coordinator"), ("één", "een"), ("café", "cafe"), ("Ouderen", "ouderen"), ("ﬁets", "fiets")],
)
def test_fold_drops_case_and_accents(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_words_are_folded_and_without_punctuation() -> None:
    assert words("Hé, zo'n Oekraïense dame: 2.500 euro (65-plus)!") == ["he", "zo'n", "oekraiense", "dame", "2.500", "euro", "65", "plus"]
    assert words("lage-ses-wijk") == ["lage-ses-wijk"]
    assert words("👍 ... !") == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("a", True), ("2", True), ("ouderen 👍", True), ("لاجئ", True), ("👍🏽", False), ("?!...", False), ("", False), ("\u200d", False)],
)
def test_has_words_needs_a_letter_or_digit(typed: str, expected: bool) -> None:
    assert has_words(typed) is expected
