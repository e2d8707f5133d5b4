"""Finding an editor's words and phrases, with an index of the test's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bouwstenen.language.phrases import Match, PhraseIndex, Token

Tokens = Callable[[str], list[Token]]


def labels(index: PhraseIndex, tokens: list[Token]) -> list[str]:
    """Labels in the order of the message."""
    return [match.label for match in index.find(tokens)]


def test_a_token_is_folded_and_knows_its_place() -> None:
    token = Token.of("Oekraïners", "Oekraïner", 4)
    assert (token.folded, token.lemma, token.start, token.end) == ("oekrainers", "oekrainer", 4, 14)
    assert Token.of("Ouderen").lemma == "ouderen"


def test_a_match_knows_where_it_begins_and_ends() -> None:
    match = Match("x", (2, 3, 6), 1.0)
    assert (match.first, match.last) == (2, 6)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("moeite met lezen", True),
        ("moeite hebben met het lezen", True),
        ("lezen kost moeite", False),
        ("moeite met vandaag een lezen", True),
        ("moeite met lopen, fietsen en lezen", False),
        ("moeite gedaan. Lezen is leuk", False),
        ("moeite met de krant rustig thuis alleen goed hardop lezen", False),
        ("moeite", False),
        ("lezen", False),
    ],
)
def test_words_of_a_phrase_stand_in_order_with_small_gaps(tokens: Tokens, text: str, found: bool) -> None:
    assert labels(PhraseIndex({"x": ["moeite lezen"]}), tokens(text)) == (["x"] if found else [])


@pytest.mark.parametrize("joint", ["en", "of", ",", "/", ".", ":", ";"])
def test_a_phrase_breaks_at_a_coordination(tokens: Tokens, joint: str) -> None:
    index = PhraseIndex({"oud": ["ouderen"], "migrant": ["migranten"], "oude migrant": ["ouderen migranten"]})
    assert labels(index, tokens(f"ouderen {joint} migranten")) == ["oud", "migrant"]


@pytest.mark.parametrize(
    "text",
    ["lezen en schrijven", "lezen of schrijven", "lezen/schrijven", "lezen & schrijven", "lezen schrijven", "lezen en ook schrijven"],
)
def test_a_phrase_with_en_goes_across_a_coordination(tokens: Tokens, text: str) -> None:
    assert labels(PhraseIndex({"taal": ["lezen en schrijven"]}), tokens(text)) == ["taal"]


def test_only_the_joint_that_the_editor_wrote_may_be_crossed(tokens: Tokens) -> None:
    index = PhraseIndex({"x": ["moeite lezen en schrijven"]})
    assert labels(index, tokens("moeite met lezen en schrijven")) == ["x"]
    assert labels(index, tokens("moeite of lezen en schrijven")) == []


def test_a_phrase_with_en_does_not_go_across_the_end_of_a_sentence(tokens: Tokens) -> None:
    assert labels(PhraseIndex({"taal": ["lezen en schrijven"]}), tokens("Kan ik het lezen? Schrijven jullie vaker?")) == []


@pytest.mark.parametrize("text", ["niet goed lezen", "moeilijk kunnen schrijven", "niet schrijven"])
def test_alternatives_stand_on_one_place(tokens: Tokens, text: str) -> None:
    assert labels(PhraseIndex({"x": ["niet|moeilijk lezen|schrijven"]}), tokens(text)) == ["x"]


def test_the_longest_phrase_wins(tokens: Tokens) -> None:
    index = PhraseIndex({"vrouwen": ["zwangere vrouwen"], "zwanger": ["zwanger"], "straat": ["vrouwen straat"]})
    assert labels(index, tokens("zwangere vrouwen")) == ["vrouwen"]


def test_two_labels_of_one_word_are_both_kept(tokens: Tokens) -> None:
    index = PhraseIndex({"jongeren": ["zwerfjongeren"], "dakloos": ["zwerfjongeren"]})
    assert sorted(labels(index, tokens("zwerfjongeren"))) == ["dakloos", "jongeren"]


def test_two_labels_of_two_words_are_both_kept(tokens: Tokens) -> None:
    index = PhraseIndex({"jongeren": ["jongeren"], "migratie": ["migranten"]})
    assert labels(index, tokens("migranten en jongeren")) == ["migratie", "jongeren"]
    assert sorted(labels(index, tokens("migrantenjongeren"))) == ["jongeren", "migratie"]


def test_the_same_label_counts_once_per_place(tokens: Tokens) -> None:
    index = PhraseIndex({"x": ["dakloze mensen", "dakloos", "mensen straat"]})
    assert [match.tokens for match in index.find(tokens("dakloze mensen"))] == [(0, 1)]


@pytest.mark.parametrize(
    ("text", "found"),
    [("illegaal vuurwerk", False), ("illegaal in Nederland", True), ("vuurwerk is illegaal", False), ("illegale migranten", True)],
)
def test_blocked_words_do_not_count(tokens: Tokens, text: str, found: bool) -> None:
    index = PhraseIndex({"x": ["illegaal"]}, {"x": ["illegaal vuurwerk", "is illegaal"]})
    assert labels(index, tokens(text)) == (["x"] if found else [])


def test_a_blocked_compound_does_not_count(tokens: Tokens) -> None:
    plain, blocked = PhraseIndex({"x": ["jeugd"]}), PhraseIndex({"x": ["jeugd"]}, {"x": ["jeugdzorg"]})
    assert labels(plain, tokens("jeugdzorg")) == ["x"]
    assert labels(blocked, tokens("jeugdzorg")) == []
    assert labels(blocked, tokens("jeugdbeleid")) == ["x"]


@pytest.mark.parametrize("text", ["statushuoders", "statushoders", "statushouderss", "stattushouders", "statsuhouders"])
def test_typing_errors_are_forgiven(tokens: Tokens, text: str) -> None:
    matches = PhraseIndex({"x": ["statushouder"]}).find(tokens(text))
    assert [(match.label, match.confidence < 1) for match in matches] == [("x", True)]


@pytest.mark.parametrize(
    ("synonym", "text"),
    [
        ("roken", "roots"),
        ("roken", "koken"),
        ("drugs", "Druten"),
        ("gezin", "geziene"),
        ("gids", "Gilze"),
        ("buurtbaner", "buurtkamer"),
        ("zin", "gezin"),
        ("senior", "menor"),
        ("ouderen", "anderen"),
    ],
)
def test_another_word_is_no_typing_error(tokens: Tokens, synonym: str, text: str) -> None:
    assert labels(PhraseIndex({"x": [synonym]}), tokens(text)) == []


@pytest.mark.parametrize(
    ("synonym", "text", "found"),
    [
        ("puber", "pubers", True),
        ("scholier", "scholieren", True),
        ("werkloos", "werklozen", True),
        ("gezin", "gezinnen", True),
        ("ouderen", "oudere", True),
        ("ouders", "ouder", False),
        ("ouderen", "ouders", False),
        ("ouders", "ouderen", False),
        ("ouder", "ouderen", False),
        ("ouder", "oudere", False),
        ("ouder", "oude", False),
        ("jonge", "jongeren", False),
        ("jongeren", "jonge", False),
        ("jongeren", "jong", False),
        ("ouders", "ouderwets", False),
        ("roken", "gesproken", False),
        ("zin", "gezin", False),
        ("gezin", "zin", False),
    ],
)
def test_forms_of_a_word_and_words_that_look_alike(tokens: Tokens, synonym: str, text: str, found: bool) -> None:
    assert labels(PhraseIndex({"x": [synonym]}), tokens(text)) == (["x"] if found else [])


def test_every_match_points_at_its_words(tokens: Tokens) -> None:
    found = PhraseIndex({"x": ["moeite lezen"]}).find(tokens("mensen die moeite hebben met lezen"))
    assert [match.tokens for match in found] == [(2, 5)]


def test_nothing_is_found_in_nothing(tokens: Tokens) -> None:
    assert PhraseIndex({"x": ["ouderen"]}).find([]) == []
    assert labels(PhraseIndex({}), tokens("ouderen")) == []
    assert labels(PhraseIndex({"x": ["ouderen"]}), tokens("👍 ... ?!")) == []


def test_a_hyphen_sets_the_parts_of_a_compound_apart() -> None:
    index = PhraseIndex({"roma-en-sinti": ["Roma"], "jongeren": ["jongeren"]})
    assert {match.label for match in index.find([Token.of("Roma-jongeren")])} == {"roma-en-sinti", "jongeren"}
    assert index.find([Token.of("aroma-kaars")]) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("checklist voor arbeidsmigr.", ["x"]),
        ("arbeidsmigr. in de kas", ["x"]),
        ("arbeidsmigr...", ["x"]),
        ("arbeidsmigr", []),
        ("arbeidsmigr .", []),
        ("arbeidsmigr, en verder", []),
        ("iets over arbeid.", []),
        ("iets over arbei.", []),
        ("arbeidsmarkt.", []),
        ("kaartenb.", []),
    ],
)
def test_a_word_cut_off_with_a_point_is_the_whole_word(tokens: Tokens, text: str, found: list[str]) -> None:
    assert labels(PhraseIndex({"x": ["arbeidsmigranten"]}), tokens(text)) == found


def test_a_word_that_was_cut_off_is_the_shortest_it_can_be_and_not_for_certain(tokens: Tokens) -> None:
    index = PhraseIndex({"lang": ["laaggeletterdheid"], "kort": ["laaggeletterd"]})
    matches = index.find(tokens("tips over laagge. graag"))
    assert [(match.label, match.tokens, match.confidence < 1) for match in matches] == [("kort", (2,), True)]


def test_a_word_that_was_cut_off_counts_in_a_phrase_of_several(tokens: Tokens) -> None:
    index = PhraseIndex({"x": ["beperkte gezondheidsvaardigheden"]})
    assert labels(index, tokens("mensen met beperkte gezondheidsvaard. in de wijk")) == ["x"]


def test_the_parts_of_a_compound_with_a_hyphen_count_in_the_plural_too() -> None:
    index = PhraseIndex({"oud": ["gastarbeider"]})
    for text in ("oud-gastarbeiders", "oud-gastarbeider", "ex-gastarbeiders"):
        assert [match.label for match in index.find([Token.of(text)])] == ["oud"]
    assert index.find([Token.of("oud-arbeiders")]) == []
