"""Difficult words are explained at their first use, once, and not to who used them."""

from __future__ import annotations

import re

import pytest

from bouwstenen.dialogue import answer, explain, requests, self_check, walk
from bouwstenen.dialogue.compose import make_reply
from bouwstenen.dialogue.glossary import difficult_words, explains_itself, gloss
from bouwstenen.dialogue.state import State
from bouwstenen.knowledge import KnowledgeBase
from bouwstenen.knowledge.models import Term
from bouwstenen.language.text import first_sentence
from bouwstenen.replies.models import MAX_ITEMS
from tests.unit.dialogue.conftest import Handler, Talk, ask


def said(base: KnowledgeBase, text: str, state: State | None = None) -> list[str]:
    """Return the explanations that a text gets."""
    state = state or State()
    return gloss(base, state, [text], make_reply(base, state, "answer"))[1][1:]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Vraag het een sleutelpersoon.", ['Uitleg bij "sleutelpersoon": iemand met veel aanzien']),
        ("Sleutelfiguren helpen je.", ['Uitleg bij "Sleutelfiguren": iemand met veel aanzien']),
        ("Kijk bij de ROS.", ['Uitleg bij "ROS (Regionale Ondersteuningsstructuur)": een organisatie']),
        ("De ros draaft.", []),
        ("Ga eropaf.", []),
        ("Werk outreachend.", ['Uitleg bij "outreachend": zelf actief']),
        ("Ga zelf naar mensen toe (outreachend).", []),
        ("Vraag een sleutelpersoon (iemand uit de groep).", []),
        ("Sleutelpersonennetwerk.", []),
        ("Vraag het je buren.", []),
        (
            "Vraag sleutelpersonen gezondheid statushouders.",
            ['Uitleg bij "sleutelpersonen gezondheid statushouders": iemand die door Pharos'],
        ),
        ("Een sleutelpersoon kent meer sleutelpersonen.", ['Uitleg bij "sleutelpersoon"']),
    ],
)
def test_what_is_explained(base: KnowledgeBase, text: str, starts: list[str]) -> None:
    found = said(base, text)
    assert len(found) == len(starts)
    assert all(line.startswith(start) for line, start in zip(found, starts))


def test_two_words_at_most_and_the_others_the_next_time(base: KnowledgeBase) -> None:
    text = "De ROS, de respondent en de terugvraagmethode."
    reply = make_reply(base, State(), "answer")
    state, lines, reply = gloss(base, State(), [text], reply)
    assert state.explained == ("term-ros", "term-respondent")
    assert [item.id for item in reply.items] == ["term-ros", "term-respondent"]
    assert {source for item in reply.items for source in item.sources} == {source.id for source in reply.sources}
    assert len(lines) == 3
    assert [line.split('"')[1] for line in said(base, text, state)] == ["terugvraagmethode"]


def test_a_full_reply_gets_no_more_items(base: KnowledgeBase) -> None:
    points = list(base.of_type("checklist_point"))
    for room in (0, 1):
        reply = make_reply(base, State(), "checklist", points[: MAX_ITEMS - room])
        state, _, full = gloss(base, State(), ["De ROS en de respondent."], reply)
        assert len(full.items) == MAX_ITEMS
        assert len(state.explained) == room


def test_an_answer_about_the_term_does_not_explain_it_again(base: KnowledgeBase) -> None:
    entry = base.entries["term:term-ros"]
    assert gloss(base, State(), ["De ROS helpt."], make_reply(base, State(), "answer", [entry]))[1] == ["De ROS helpt."]


HANDLERS = [
    pytest.param(answer.how_to, ask("ask_bereiken"), id="how to"),
    pytest.param(requests.checklist, ask("ask_checklist", blocks=("betrekken",)), id="checklist"),
]


@pytest.mark.parametrize(("handler", "request_"), HANDLERS)
def test_a_word_is_explained_the_first_time_only(talk: Talk, handler: Handler, request_: object) -> None:
    first = talk.do(handler, request_)  # type: ignore[arg-type]
    (line,) = [line for line in first.split("\n") if line.startswith("Uitleg bij ")]
    assert talk.reply.items[-1].type == "term"
    assert first.split("\n").index(line) < len(first.split("\n")) - 1 or not talk.reply.sources
    assert line not in talk.do(handler, request_)  # type: ignore[arg-type]
    assert talk.reply.items[-1].type != "term"


def test_who_used_the_word_gets_no_explanation(base: KnowledgeBase) -> None:
    text = Talk(base).do(answer.how_to, ask("ask_bereiken", terms=("term-sleutelpersoon",)))
    assert "sleutelfiguren" in text
    assert "Uitleg bij" not in text


def test_who_asked_what_it_means_gets_no_explanation_later(talk: Talk) -> None:
    talk.do(lambda *a: explain.explain(*a), ask("ask_explanation", terms=("term-sleutelpersoon",)))  # type: ignore[arg-type, return-value]
    assert "Uitleg bij" not in talk.do(answer.how_to, ask("ask_bereiken"))


def test_a_new_conversation_explains_it_again(base: KnowledgeBase) -> None:
    assert all("Uitleg bij" in Talk(base).do(answer.how_to, ask("ask_bereiken")) for _ in range(2))


def test_points_of_the_self_check_are_explained(base: KnowledgeBase) -> None:
    check = self_check.SelfCheck(points=("check-sleutelpersonen-bekend",), blocks=("bereiken",))
    talk = Talk(base, self_check=check.to_slot(), active_flow="self_check")
    assert 'Uitleg bij "sleutelpersonen": ' in talk.do(self_check.resume, ask("resume_self_check"))
    assert "Uitleg bij" not in talk.do(self_check.resume, ask("resume_self_check"))


def test_an_example_a_tip_a_fact_and_a_group_are_explained(base: KnowledgeBase) -> None:
    handlers: list[tuple[Handler, str, dict[str, object]]] = [
        (requests.example, "example", {}),
        (requests.tip, "tip", {}),
        (answer.fact, "fact", {}),  # type: ignore[list-item]
    ]
    for handler, kind, state in handlers:
        entry = next(entry for entry in base.of_type(kind) if not entry.roles and said(base, entry.item.text))
        asked = ask("ask_fact")
        talk = Talk(base, **state)
        text = talk.do(handler, type(asked)(candidates={kind: [(entry.ref, 1.0)]}))
        assert "Uitleg bij" in text, kind
    group = Talk(base, target_groups=("statushouders",)).do(answer.about_group, ask("give_group"))
    assert 'Uitleg bij "Statushouders": iemand met een verblijfsvergunning asiel.' in group


def test_steps_of_the_walk_are_explained(base: KnowledgeBase) -> None:
    talk = Talk(base)
    texts = [talk.do(walk.start, ask("start_walk")), *(talk.do(walk.next_, ask("nav_next")) for _ in range(3))]
    words = [word for text in texts for word, _ in difficult_words(base, text) if not text.startswith("Uitleg bij")]
    explained = [line for text in texts for line in text.split("\n") if line.startswith("Uitleg bij")]
    assert bool(words) == bool(explained)


def test_every_difficult_term_has_a_short_first_sentence_that_does_not_use_the_word(base: KnowledgeBase) -> None:
    difficult = [term for term in base.terms.values() if term.difficult]
    assert len(difficult) > 30
    for term in difficult:
        first = first_sentence(term.text)
        assert len(first.split()) <= 20
        assert first.endswith(".")
        own = {word for name, slug in base.difficult_words.items() if slug == term.id for word in [name.lower()]}
        assert not own & set(re.findall(r"\w+", first.lower())), term.id


def test_only_synonyms_that_look_like_the_title_are_difficult_words() -> None:
    term = Term(
        id="t",
        title="Outreachend werken",
        synonyms=["outreachend", "eropaf gaan"],
        text="Zo.",
        difficult=True,
        sources=["s"],
        origin="bron",
    )
    plain = Term(id="p", title="Jargon", text="Zo.", sources=["s"], origin="bron")
    assert KnowledgeBase(terms={"t": term, "p": plain}).difficult_words == {"Outreachend werken": "t", "outreachend": "t"}


def test_without_difficult_terms_nothing_is_explained() -> None:
    assert list(difficult_words(KnowledgeBase(), "Vraag een sleutelpersoon.")) == []


@pytest.mark.parametrize(
    ("text", "does"), [("BRP (een lijst)", True), ("een lijst (BRP)", True), ("BRP en (iets)", False), ("(zie BRP)", False)]
)
def test_what_a_text_explains_itself(text: str, does: bool) -> None:
    assert explains_itself(text, "BRP") is does
