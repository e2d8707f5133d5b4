"""What a message is before it is understood: text, a button that was offered, or nothing readable."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bouwstenen.channels.inbox import FALLBACK, Incoming, OfferBook, Offers, receive

BUTTONS = [
    {"title": "Bereiken", "payload": '/ask_bereiken{"from": "menu"}'},
    {"title": "Nog een voorbeeld", "payload": "/ask_example"},
    {"title": "Wie ben jij?", "payload": "/ask_help"},
]


def offered(kind: str | None = "answer", buttons: list[dict[str, str]] | None = None) -> Offers:
    offers = Offers()
    offers.add(BUTTONS if buttons is None else buttons, {"kind": kind})
    return offers


def reason(incoming: Incoming) -> str | None:
    """Return why a message is unreadable, or ``None`` when it is readable."""
    assert not incoming.is_button
    return dict(incoming.entities).get("reason") if incoming.intent == FALLBACK else None


@pytest.mark.parametrize("raw", [None, 5, 1.5, True, [], ["hoi"], {}, {"text": "hoi"}, b"hoi", object()])
def test_what_is_no_text_is_empty(raw: object) -> None:
    assert receive(raw, Offers()) == Incoming("", FALLBACK, (("reason", "empty"),))


@pytest.mark.parametrize("raw", ["", " ", "   \n\t \n"])
def test_white_space_is_empty(raw: str) -> None:
    assert reason(receive(raw, Offers())) == "empty"


@pytest.mark.parametrize("raw", ["\u00a0\u2003", "\r\n", "\u200b", "\u202e\u202c", "\ufeff", "\u200d"])
def test_invisible_characters_are_nothing_readable(raw: str) -> None:
    assert reason(receive(raw, Offers())) in ("empty", "symbols")


@pytest.mark.parametrize(
    "raw", ["👍", "👨‍👩‍👧‍👦 🎉", "❤️", "🇳🇱", "?", "...", "!!! ???", "—", ":-)", "**", "\x00\x07\x1b", "\ud83d", "\ue000", "/ ? /"]
)
def test_without_a_letter_or_digit_it_is_symbols(raw: str) -> None:
    assert reason(receive(raw, Offers())) == "symbols"


@pytest.mark.parametrize(("length", "expected"), [(999, None), (1000, None), (1001, "too_long"), (4001, "too_long"), (100_000, "too_long")])
def test_a_thousand_characters_are_read_and_more_are_not(length: int, expected: str | None) -> None:
    incoming = receive("a" * length, Offers())
    assert reason(incoming) == expected
    assert len(incoming.text) == (length if expected is None else 0)


def test_length_counts_after_cleaning() -> None:
    assert receive("  " + "a" * 1000 + " \n ", Offers()).text == "a" * 1000
    assert receive("a" + " " * 1500 + "b", Offers()).text == "a b"
    assert reason(receive(" " * 100_000, Offers())) == "too_long"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("hoi", "hoi"),
        ("  hoi  ", "hoi"),
        ("ho\x00i\x1b", "hoi"),
        ("hoi\ud800", "hoi"),
        ("cafe\u0301", "caf\u00e9"),
        ("\u202ehoi\u202c", "hoi"),
        ("👍 goed", "👍 goed"),
        ("5", "5"),
        ('{"intent": "restart", "sender": 1}', '{"intent": "restart", "sender": 1}'),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<b>hoi</b> & [link](http://x.nl)", "<b>hoi</b> & [link](http://x.nl)"),
        ("{% raw %}{{ slots }}", "{% raw %}{{ slots }}"),
    ],
)
def test_text_is_cleaned_and_otherwise_left_alone(raw: str, text: str) -> None:
    assert receive(raw, Offers()) == Incoming(text)


@pytest.mark.parametrize(
    "raw",
    ["/restart", "/session_start", "/back", "/ask_bereiken", '/ask_bereiken{"group": "ouderen"}', '/nlu_fallback{"reason": "x"}', "//restart", "/ /restart", "\n/restart", "\u200b/restart", " /restart"],
)  # fmt: skip
def test_typed_payload_without_offer_is_text(raw: str) -> None:
    incoming = receive(raw, Offers())
    assert (incoming.intent, incoming.is_button, incoming.entities) == (None, False, ())
    assert not incoming.text.lstrip().startswith("/")
    assert incoming.text


def test_offered_payload_is_that_button() -> None:
    incoming = receive('/ask_bereiken{"from": "menu"}', offered())
    assert incoming == Incoming('/ask_bereiken{"from": "menu"}', "ask_bereiken", (("from", "menu"),), True)
    assert receive("  /ask_example\n", offered()) == Incoming("/ask_example", "ask_example", (), True)


@pytest.mark.parametrize("raw", ["/ask_bereiken", '/ask_bereiken{"from": "elders"}', "/ask_example{}", "/ask_examples"])
def test_payload_that_differs_from_the_offer_is_text(raw: str) -> None:
    assert not receive(raw, offered()).is_button


def test_payload_of_another_conversation_is_text() -> None:
    book = OfferBook()
    book.of("anna").add(BUTTONS, {"kind": "help"})
    assert receive("/ask_example", book.of("anna")).is_button
    assert receive("/ask_example", book.of("bram")) == Incoming("ask_example")


def test_button_of_an_earlier_answer_still_works() -> None:
    offers = offered()
    offers.add([{"title": "Ja", "payload": "/affirm"}], {"kind": "step"})
    assert receive("/ask_example", offers).is_button


@pytest.mark.parametrize("raw", ["Bereiken", "bereiken", "BEREIKEN!", " bereiken. ", "Beréiken?"])
def test_title_typed_by_hand_is_that_button(raw: str) -> None:
    assert receive(raw, offered()).intent == "ask_bereiken"


def test_question_mark_of_a_title_may_be_left_out() -> None:
    assert receive("wie ben jij", offered()).intent == "ask_help"


@pytest.mark.parametrize("raw", ["bereiken van ouderen", "nog een", "voorbeeld"])
def test_part_of_a_title_or_more_is_text(raw: str) -> None:
    assert receive(raw, offered()) == Incoming(raw)


def test_title_of_an_earlier_answer_is_text() -> None:
    offers = offered()
    offers.add([{"title": "Ja", "payload": "/affirm"}], {"kind": "step"})
    assert receive("Bereiken", offers) == Incoming("Bereiken")
    assert receive("ja", offers).intent == "affirm"


def test_answer_without_buttons_takes_the_titles_away() -> None:
    offers = offered()
    offers.add(None, {"kind": "tip"})
    assert receive("Bereiken", offers) == Incoming("Bereiken")
    assert offers.kind == "tip"


def test_side_remark_without_reply_keeps_the_titles() -> None:
    offers = offered()
    offers.add(None, None)
    assert receive("Bereiken", offers).is_button
    assert offers.kind == "answer"


@pytest.mark.parametrize("kind", ["clarification", "help", "self_check"])
@pytest.mark.parametrize(
    ("raw", "intent"), [("1", "ask_bereiken"), ("de tweede", "ask_example"), ("optie drie", "ask_help"), ("nummer 2 graag", "ask_example")]
)
def test_number_is_a_choice_where_the_buttons_are_a_list_of_choices(kind: str, raw: str, intent: str) -> None:
    assert receive(raw, offered(kind)).intent == intent


@pytest.mark.parametrize("kind", ["answer", "checklist", "step", "tip", None])
def test_number_is_no_choice_after_anything_else(kind: str | None) -> None:
    assert receive("2", offered(kind)) == Incoming("2")


@pytest.mark.parametrize("raw", ["0", "4", "999", "2 jongeren", "de tweede wijk"])
def test_number_that_is_no_choice_is_text(raw: str) -> None:
    assert receive(raw, offered("clarification")) == Incoming(raw)


def test_old_payloads_are_forgotten_after_many() -> None:
    offers = offered()
    for number in range(0, 300, 3):
        offers.add([{"title": "x", "payload": f'/ask_tip{{"n": "{n}"}}'} for n in range(number, number + 3)], {"kind": "tip"})
    assert len(offers.payloads) == 300
    assert not receive("/ask_example", offers).is_button
    assert receive('/ask_tip{"n": "0"}', offers).is_button


def test_book_forgets_a_conversation() -> None:
    book = OfferBook()
    book.of("anna").add(BUTTONS, {"kind": "help"})
    assert "anna" in book
    book.forget("anna")
    book.forget("niemand")
    assert "anna" not in book
    assert not receive("/ask_example", book.of("anna")).is_button


def test_book_keeps_the_most_recent_conversations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bouwstenen.channels.inbox._MAX_CONVERSATIONS", 2)
    book = OfferBook()
    for sender in ("anna", "bram", "anna", "cees"):
        book.of(sender)
    assert [sender in book for sender in ("anna", "bram", "cees")] == [True, False, True]


@pytest.mark.parametrize("entities", [{"a": "1"}, {"a": "x", "b": "é"}])
def test_entities_of_a_button_come_along(entities: dict[str, Any]) -> None:
    payload = "/ask_tip" + json.dumps(entities, ensure_ascii=False)
    incoming = receive(payload, offered(buttons=[{"title": "Tip", "payload": payload}]))
    assert dict(incoming.entities) == entities


@pytest.mark.parametrize(("thumb", "intent"), [("👍", "feedback_positive"), ("👎🏽", "feedback_negative")])
def test_a_thumb_after_an_answer_judges_it(thumb: str, intent: str) -> None:
    offers = Offers()
    assert receive(thumb, offers).entities == (("reason", "symbols"),)
    offers.add([], {"kind": "answer"})
    assert receive(thumb, offers).intent == intent
