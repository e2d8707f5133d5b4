"""Other languages and strings of letters, told from Dutch."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bouwstenen.language.context import ContextRecognizer
from bouwstenen.language.identify import has_only_unknown_words, is_gibberish, is_other_language
from bouwstenen.language.phrases import Token


@pytest.mark.parametrize(
    "text",
    [
        "How do I reach refugees in my neighbourhood?",
        "Can you help me please",
        "what is the best way to engage young people",
        "hello how are you",
        "i don't speak dutch",
        "do you speak English?",
        "where can I find information about diabetes in Rotterdam?",
        "Wie erreiche ich ältere Menschen in meinem Viertel?",
        "Ich bin Sozialarbeiter in Utrecht",
        "Comment puis-je contacter les personnes âgées ?",
        "je ne comprends pas la question",
        "Je travaille comme infirmière à Utrecht",
        "¿Qué es una persona clave?",
        "Pode me dar um exemplo?",
        "¿Cómo puedo llegar a los ancianos?",
        "Come posso raggiungere gli anziani?",
        "Mahallemdeki yaşlılara nasıl ulaşabilirim?",
        "Jak mogę dotrzeć do starszych ludzi?",
        "Cum pot ajunge la vârstnici?",
        "كيف يمكنني الوصول إلى اللاجئين؟",
        "مرحبا",
        "Як мені знайти лікаря?",
        "ብዙሕ የቐንየለይ",
    ],
)
def test_another_language(text: str) -> None:
    assert is_other_language(text)


@pytest.mark.parametrize(
    "text",
    [
        "hoe werkt co-creatie met community builders",
        "Wat is citizen science en peer support?",
        "we willen een community health worker inzetten",
        "best practices voor statushouders",
        "ik zoek een good practice over healthy aging",
        "positieve gezondheid en shared decision making",
        "health literacy bij ouderen",
        "teach-back methode uitleg",
        "social media campagne jongeren",
        "storytelling workshop met jongeren",
        "een walk and talk organiseren",
        "hoe gaan we om met no-show",
        "pilot lifestyle coach wijk",
        "wil een buddy project voor statushouders",
        "statushouders bereiken Amersfoort",
        "checklist betrekken jongeren",
        "voeding, bewegen, roken",
        "dank je wel",
        "ik ben Fatima",
        "wat is 'informed consent'",
        "Stagiair social work.",
        "Meet the Parents",
        "brrt qqxz vvlk",
        "begin de ronfgang",
        "heb je een liibk",
        "hoe zeg ik 'how are you' in het Arabisch",
        "help",
        "tip",
        "ok",
        "menu",
        "",
        "👍",
    ],
)
def test_dutch_with_or_without_foreign_words(text: str) -> None:
    assert not is_other_language(text)


@pytest.mark.parametrize("text", ["asdf qwer", "hjkl zxcv", "sdkfjhsdf", "wlkejr qowiue", "ggg hhh jjj"])
def test_gibberish(tokens: Callable[[str], list[Token]], recognizer: ContextRecognizer, text: str) -> None:
    assert is_gibberish(tokens(text), recognizer.knows)


@pytest.mark.parametrize(
    "text",
    [
        "hoe bereik ik ouderen",
        "statushuoders berijken",
        "Zeist",
        "GGD GHOR",
        "wmo",
        "azc coa",
        "ok dankjewel",
        "thx",
        "lvb ggz",
        "12 34",
        "👍",
        "",
        "de het een",
        "laageletterden mantelzogers",
        "Tilburg Noord",
        "Kanaleneiland Overvecht",
        "oke thanks",
        "in de gemeent Hardenberg",
        "presentatiemodus worlshop",
        "jgz wlz",
        "Fatima Yilmaz",
    ],
)
def test_no_gibberish(tokens: Callable[[str], list[Token]], recognizer: ContextRecognizer, text: str) -> None:
    assert not is_gibberish(tokens(text), recognizer.knows)


def test_gibberish_asks_what_the_assistant_knows_otherwise() -> None:
    message = [Token.of("qwrt"), Token.of("zxcvb")]
    assert is_gibberish(message)
    assert not is_gibberish(message, lambda word: word == "qwrt")


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("blorp fnarg", True),
        ("flurp van de snork", True),
        ("Fatima Yilmaz", True),
        ("asdf qwer!", True),
        ("blorp fnarg moeder", False),
        ("een geüpdatet flurp", False),
        ("hoe bereik ik blorp", False),
        ("statushuoders mantelzogers", False),
        ("GGD GHOR", False),
        ("Zeist Zwolle", False),
        ("blorp", False),
        ("de blorp is van mij", False),
        ("de het een", False),
        ("blorp 12", False),
        ("👍 ?!", False),
        ("", False),
    ],
)
def test_two_or_more_words_of_which_none_exists(
    tokens: Callable[[str], list[Token]], recognizer: ContextRecognizer, text: str, unknown: bool
) -> None:
    assert has_only_unknown_words(tokens(text), recognizer.knows) is unknown


def test_words_that_the_assistant_knows_otherwise_exist_for_it() -> None:
    message = [Token.of("blorp"), Token.of("fnarg")]
    assert has_only_unknown_words(message)
    assert not has_only_unknown_words(message, lambda word: word == "fnarg")
