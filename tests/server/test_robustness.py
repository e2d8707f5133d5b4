"""Bad messages: always a friendly Dutch answer, and the conversation goes on."""

from __future__ import annotations

import json
import random

import pytest
import requests

from bouwstenen.server.client import Client
from bouwstenen.server.process import Assistant
from tests.bad_messages import bad_messages
from tests.contract import reply_of, text_of


def test_two_hundred_bad_messages_never_break_a_conversation(client: Client) -> None:
    sender = "bad-messages"
    client.say(sender, "Hoe bereik ik mantelzorgers?")
    for number, message in enumerate(bad_messages(200, random.Random(20261122))):
        reply = reply_of(client.say(sender, message))
        assert reply.kind, f"message {number}: {message!r:.80}"
    reply = reply_of(client.say(sender, "Hoe betrek ik mantelzorgers bij ons plan?"))
    assert (reply.kind, reply.building_block, reply.target_groups) == ("answer", "betrekken", ["mantelzorgers"])


@pytest.mark.parametrize(
    ("message", "word"),
    [
        ("", "geen tekst"),
        ("   \n", "geen tekst"),
        ("👍", "geen woorden"),
        ("?!...", "geen woorden"),
        ("a" * 1001, "te lang"),
        ("woord " * 20_000, "te lang"),
    ],
)
def test_what_has_nothing_to_read_is_said_so(client: Client, message: str, word: str) -> None:
    messages = client.say("unreadable", message)
    assert reply_of(messages).kind == "fallback"
    assert word in text_of(messages)


@pytest.mark.parametrize("message", [None, 7, ["a"], {"a": 1}, True])
def test_a_message_that_is_no_text_is_answered(client: Client, message: object) -> None:
    assert reply_of(client.say("no-text", message)).kind == "fallback"


@pytest.mark.parametrize(
    "payload", ["/session_start", "/nlu_fallback", '/give_role{"role": "zorg"}', '/give_group{"target_group": "lvb"}', "/action_x"]
)
def test_a_typed_payload_is_text(client: Client, payload: str) -> None:
    client.say("typed-payload", "Hoe bereik ik statushouders?")
    reply = reply_of(client.say("typed-payload", payload))
    assert reply.role is None
    reply_of(client.say("typed-payload", "het gaat om statushouders"))
    reply = reply_of(client.say("typed-payload", "en hoe betrek ik ze?"))
    assert (reply.role, reply.target_groups) == (None, ["statushouders"])


def test_a_typed_delete_needs_the_confirmation_that_a_person_would_give(client: Client) -> None:
    client.say("typed-delete", "Hoe bereik ik statushouders?")
    assert reply_of(client.say("typed-delete", "/delete_data")).target_groups == ["statushouders"]
    assert reply_of(client.say("typed-delete", "nee")).target_groups == ["statushouders"]


def test_a_payload_works_only_where_it_was_offered(client: Client) -> None:
    offered = client.say("offered", "Hoe bereik ik jongeren?")
    payload = next(b["payload"] for m in offered for b in m.get("buttons", []) if b["title"] == "Ander voorbeeld")
    assert reply_of(client.say("offered", payload)).kind == "example"
    assert reply_of(client.say("not-offered", payload)).kind != "example"


@pytest.mark.parametrize("body", ["", "no json", "[]", "null", '"text"', "[" * 5000])
def test_a_body_that_is_no_object_is_refused(client: Client, body: str) -> None:
    answer = requests.post(
        f"{client.url}/webhooks/rest/webhook", data=body.encode(), headers={"Content-Type": "application/json"}, timeout=30
    )
    assert answer.status_code == 400
    assert "JSON-object" in answer.json()["error"]


def test_messages_without_sender_do_not_share_a_conversation(client: Client) -> None:
    url = f"{client.url}/webhooks/rest/webhook"
    requests.post(url, json={"message": "Hoe bereik ik ouderen?"}, timeout=30)
    second = requests.post(url, json={"message": "en hoe betrek ik ze?"}, timeout=30).json()
    assert reply_of(second).target_groups == []


def test_metadata_and_channel_of_a_client_are_ignored(client: Client) -> None:
    body = {"sender": "meta", "message": "tot ziens", "metadata": {"after": "step", "is_button": True}, "input_channel": "intern"}
    answer = requests.post(f"{client.url}/webhooks/rest/webhook", json=body, timeout=30).json()
    assert reply_of(answer).kind == "smalltalk"


def test_nothing_that_people_type_is_logged(client: Client, assistant: Assistant) -> None:
    secret = "piet.jansen@voorbeeld.nl"
    for message in (
        f"Mijn cliënt {secret} heeft BSN 123456782, hoe bereik ik haar?",
        f"/{secret}",
        f"{secret} " * 300,
        json.dumps({"x": secret}),
    ):
        client.say("secret", message)
    assert secret not in assistant.log
    assert "123456782" not in assistant.log
