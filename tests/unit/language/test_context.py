"""Everything a message says, together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bouwstenen.language.context import Context, ContextRecognizer
from bouwstenen.language.phrases import Token

Recognize = Callable[[str], Context]
Tokens = Callable[[str], list[Token]]


def test_a_full_message(context: Recognize) -> None:
    found = context("Ik ben wijkverpleegkundige in Best. Hoe bereik ik eenzame ouderen, niet de mantelzorgers?")
    assert found == Context(
        groups=("ouderen",),
        excluded_groups=("mantelzorgers",),
        blocks=("bereiken",),
        themes=("eenzaamheid",),
        terms=found.terms,
        role="zorg",
        place="Best",
        region="GGD Brabant-Zuidoost",
    )


def test_pairs_are_what_rasa_gets(context: Recognize) -> None:
    found = Context(
        groups=("ouderen",),
        excluded_groups=("jongeren",),
        blocks=("bereiken",),
        themes=("roken",),
        terms=("t",),
        role="zorg",
        place="Best",
        region="R",
    )
    assert dict(found.pairs()) == {
        "target_group": "ouderen",
        "excluded_target_group": "jongeren",
        "building_block": "bereiken",
        "theme": "roken",
        "term": "t",
        "role": "zorg",
        "place": "Best",
        "region": "R",
    }
    assert list(context("hallo").pairs()) == []


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("stoppen met roken", "roken"),
        ("een rookvrije school", "roken"),
        ("mensen leren lezen en schrijven", "taal"),
        ("ouderen die vallen: valpreventie", "valpreventie"),
        ("obesitas bij kinderen", "overgewicht"),
        ("schulden en armoede", "geldzorgen"),
        ("diabetes bij Hindostanen", "diabetes"),
        ("vaccinatiegraad verhogen", "vaccinatie"),
        ("eenzaamheidsproject", "eenzaamheid"),
    ],
)
def test_themes(context: Recognize, text: str, theme: str) -> None:
    assert theme in context(text).themes


@pytest.mark.parametrize(
    "text",
    [
        "we hebben gesproken",
        "zij zijn aangesproken op straat",
        "schuldgevoel",
        "Druten",
        "Someren",
        "taalarmoede",
        "ik snap er niks van",
        "er ligt zwerfafval in de wijk",
    ],
)
def test_words_that_only_look_like_a_theme(context: Recognize, text: str) -> None:
    assert set(context(text).themes) <= {"taal"}


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("bereiken", ("bereiken",)),
        ("stap 2", ("bereiken",)),
        ("de derde bouwsteen", ("betrekken",)),
        ("hoe sluit ik aan: aansluiten", ("aansluiten",)),
        ("verkenning van de wijk", ("verkennen",)),
        ("eerst bereiken en dan betrekken", ("bereiken", "betrekken")),
        ("hoe gaat het", ()),
    ],
)
def test_blocks(context: Recognize, text: str, blocks: tuple[str, ...]) -> None:
    assert context(text).blocks == blocks


def test_the_longest_term_comes_first(context: Recognize) -> None:
    assert context("wat is een sleutelpersoon gezondheid statushouders").terms[0] == "term-sleutelpersoon-gezondheid"
    assert context("wat betekent outreachend werken").terms[:1] == ("term-outreachend",)


def test_a_profession_is_no_target_group_beside_another(context: Recognize) -> None:
    assert context("Ik ben jongerenwerker, hoe bereik ik statushouders?").groups == ("statushouders",)
    assert context("Ik ben student verpleegkunde").groups == ()
    assert context("Ik ben jongerenwerker, hoe bereik ik jongeren?").groups == ("jongeren",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("statushouders", "group"),
        ("ouderen en jongeren", "group"),
        ("ouderen met een migratieachtergrond", "group"),
        ("voor ouderen", "group"),
        ("bereiken", "block"),
        ("participatieladder", "term"),
        ("co-creatie", "term"),
        ("hoe bereik ik ouderen", None),
        ("ouderen in Utrecht", None),
        ("fiets", None),
        ("de het een", None),
        ("👍", None),
        ("", None),
    ],
)
def test_covers_tells_what_a_bare_message_names(recognizer: ContextRecognizer, tokens: Tokens, text: str, kind: str | None) -> None:
    assert recognizer.covers(tokens(text)) == kind


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("statushouders", True),
        ("roken", True),
        ("participatieladder", True),
        ("bereiken", True),
        ("zeist", True),
        ("fiets", False),
        ("xqzw", False),
    ],
)
def test_knows_the_editors_words(recognizer: ContextRecognizer, word: str, known: bool) -> None:
    assert recognizer.knows(word) is known
