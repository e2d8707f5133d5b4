from __future__ import annotations

import json
from typing import Any

import pytest

from bouwstenen.channels.inbox import Offers, receive
from bouwstenen.channels.website.envelope import (
    RefusedError,
    as_text,
    button_id,
    envelope,
    payload_of,
    printable,
    read_context,
    read_message,
    read_opinion,
    read_seen,
)
from bouwstenen.channels.website.turns import OPENING, Turn

KEY = b"k" * 32
REPLY = {"version": 1, "kind": "answer", "turn_id": "abcdefghijkl"}
MESSAGES = [
    {"text": "Kies.", "buttons": [{"title": "Bereiken", "payload": '/ask_bereiken{"target_group": "lvb"}'}], "custom": {"reply": REPLY}},
    {"text": "Los."},
]


def code(call: Any, *data: Any) -> str:
    with pytest.raises(RefusedError) as refused:
        call(*data)
    return str(refused.value.code)


def test_an_envelope_has_what_the_contract_says_and_no_payload() -> None:
    sent = envelope(KEY, "website-a", Turn(6, "m1", "2026-11-22T15:04:05Z", "Hoe?", MESSAGES))
    assert set(sent) == {"version", "seq", "id", "at", "said", "forgotten", "messages"}
    assert (sent["version"], sent["seq"], sent["id"], sent["said"], sent["forgotten"]) == (1, 6, "m1", "Hoe?", False)
    assert [set(message) for message in sent["messages"]] == [{"text", "buttons", "reply"}] * 2
    first, second = sent["messages"]
    assert first["reply"] == REPLY
    assert [set(button) for button in first["buttons"]] == [{"id", "title"}]
    assert second == {"text": "Los.", "buttons": [], "reply": None}
    assert "ask_bereiken" not in json.dumps(sent)


def test_the_opening_has_no_id() -> None:
    assert envelope(KEY, "a", Turn(1, OPENING, "2026-11-22T15:04:05Z", None, MESSAGES))["id"] is None


def test_who_missed_the_end_of_a_deleted_conversation_gets_a_goodbye_without_content() -> None:
    sent = envelope(KEY, "a", Turn(3, "m", "2026-11-22T15:04:05Z", None, (), forgotten=True))
    assert sent["forgotten"] is True
    assert "verwijderd" in sent["messages"][0]["text"]
    assert sent["messages"][0]["reply"]["kind"] == "privacy"


def test_a_button_is_known_by_another_id_in_every_conversation() -> None:
    payload = "/ask_example"
    mine = button_id(KEY, "a", payload)
    assert mine != button_id(KEY, "b", payload)
    assert mine != button_id(b"x" * 32, "a", payload)
    assert payload_of(KEY, "a", mine, ["/ask_tip", payload]) == payload
    assert payload_of(KEY, "a", mine, ["/ask_tip"]) is None
    assert payload_of(KEY, "b", mine, ["/ask_tip", payload]) is None


@pytest.mark.parametrize(
    "data",
    [
        None,
        1,
        "x",
        [],
        {},
        {"id": "a"},
        {"text": "x"},
        {"id": 1, "text": "x"},
        {"id": "", "text": "x"},
        {"id": "a" * 37, "text": "x"},
        {"id": ":opening", "text": "x"},
        {"id": "a b", "text": "x"},
        {"id": "a\n", "text": "x"},
        {"id": "é", "text": "x"},
        {"id": "a", "text": 1},
        {"id": "a", "text": ["x"]},
        {"id": "a", "text": "x", "button": "y"},
        {"id": "a", "button": 1},
        {"id": "a", "button": ""},
        {"id": "a", "button": "/ask_example"},
        {"id": "a", "button": "x" * 100},
    ],
)
def test_a_message_of_another_shape_is_invalid(data: object) -> None:
    assert code(read_message, data) == "invalid"


@pytest.mark.parametrize(
    ("text", "fits"), [("a" * 1000, True), ("a" * 1001, False), (" " * 2000 + "a", True), (" " * 4001, False), ("x" * 30_000, False)]
)
def test_a_text_has_a_longest_length(text: str, fits: bool) -> None:
    if fits:
        assert read_message({"id": "a", "text": text}).text == text
    else:
        assert code(read_message, {"id": "a", "text": text}) == "too_long"


def test_a_message_may_hold_anything_that_can_be_typed() -> None:
    sent = read_message(
        {"id": "0b6a-_Z", "text": "regel\n\ttwee \ud83d\udc4d \ud800 \x00\x1b[31m <b>é</b>", "sender": "x", "metadata": {"a": 1}}
    )
    assert sent.text == "regel\n\ttwee \N{THUMBS UP SIGN}  [31m <b>é</b>"
    assert sent.button is None
    sent.text.encode()


@pytest.mark.parametrize(
    "typed", ["/ask_example", " /ask_example", "\n/ask_example ", "//ask_example", "/ /ask_example", "\u00a0/ask_example"]
)
def test_a_typed_payload_is_text_even_where_it_was_offered(typed: str) -> None:
    offers = Offers()
    offers.add([{"title": "Nog een", "payload": "/ask_example"}], {"kind": "answer"})
    assert receive(typed.strip(), offers).is_button or typed.strip() != "/ask_example", "the guard alone would take it"
    assert not receive(as_text(typed), offers).is_button
    assert "ask_example" in receive(as_text(typed), offers).text


def test_control_characters_and_halves_of_characters_are_not_shown() -> None:
    assert printable("a\x00b\x85c\ud83dd\n\te\u202e") == "abcd\n\te\u202e"


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"turn_id": "x"},
        {"turn_id": "x", "judgement": "fine"},
        {"turn_id": "x", "judgement": ["good"]},
        {"turn_id": 1, "judgement": "good"},
        {"turn_id": "", "judgement": "good"},
        {"turn_id": "x" * 65, "judgement": "good"},
        {"turn_id": "x", "judgement": "good", "remark": 1},
    ],
)
def test_a_judgement_of_another_shape_is_invalid(data: object) -> None:
    assert code(read_opinion, data) == "invalid"


@pytest.mark.parametrize(("remark", "kept"), [(None, None), ("", None), (" \x00 ", None), (" goed\x00 ", "goed"), ("a" * 300, "a" * 300)])
def test_a_remark_is_kept_when_there_is_one(remark: str | None, kept: str | None) -> None:
    assert read_opinion({"turn_id": "x", "judgement": "bad", "remark": remark}).remark == kept


def test_a_remark_has_a_longest_length() -> None:
    assert code(read_opinion, {"turn_id": "x", "judgement": "bad", "remark": "a" * 301}) == "remark_too_long"


@pytest.mark.parametrize(
    ("context", "kept"),
    [
        (None, {}),
        ([], {}),
        ("roken", {}),
        ({"topic": "roken", "target_group": "lvb", "role": "zorg", "url": "https://x", "sender": "y"}, {"topic": "roken", "target_group": "lvb", "role": "zorg"}),
        ({"topic": 1, "target_group": ["lvb"], "role": ""}, {}),
        ({"topic": "a" * 60, "role": "a" * 61}, {"topic": "a" * 60}),
    ],
)  # fmt: skip
def test_of_a_page_only_three_short_texts_are_read(context: object, kept: dict[str, str]) -> None:
    assert read_context({"context": context}) == kept


@pytest.mark.parametrize(("seen", "read"), [(4, 4), (0, 0), (None, 0), ("4", 0), (-1, 0), (True, 0), (1.5, 0), (10**30, 0), ([], 0)])
def test_what_was_seen_is_a_number_or_nothing(seen: object, read: int) -> None:
    assert read_seen({"seen": seen}) == read


@pytest.mark.parametrize(
    "name",
    ["origin", "version", "full", "closed", "invalid", "too_long", "remark_too_long", "unknown_button", "unknown_answer", "failed"],
)
def test_every_refusal_has_a_dutch_sentence(name: str) -> None:
    refusal = RefusedError(name).as_json()
    assert refusal["code"] == name
    assert refusal["text"].endswith(".")


def test_a_refusal_for_haste_says_how_long_to_wait() -> None:
    refusal = RefusedError("rate", retry_after=3).as_json()
    assert refusal["retry_after"] == 3
    assert "3 seconden" in refusal["text"]
