"""When a part is away: an apology and a way on, and nothing that was said is lost."""

from __future__ import annotations

import sqlite3

from bouwstenen.server.process import Assistant
from tests.contract import reply_of, text_of


def test_without_action_server_there_is_an_apology_and_afterwards_it_works_again(own_assistant: Assistant) -> None:
    client = own_assistant.client
    assert reply_of(client.say("outage", "Hoe bereik ik laaggeletterden?")).building_block == "bereiken"
    own_assistant.kill_actions()
    messages = client.say("outage", "En hoe betrek ik ze? Mijn mail is jan@voorbeeld.nl")
    assert reply_of(messages).kind == "fallback"
    assert "ging iets mis" in text_of(messages)
    assert [button["title"] for message in messages for button in message.get("buttons", [])]
    own_assistant.start_actions()
    reply = reply_of(client.say("outage", "En hoe betrek ik ze?"))
    assert (reply.kind, reply.building_block, reply.target_groups) == ("answer", "betrekken", ["laaggeletterden"])
    assert "jan@voorbeeld.nl" not in own_assistant.log


def test_a_conversation_that_begins_during_an_outage_goes_on_after_it(own_assistant: Assistant) -> None:
    client = own_assistant.client
    own_assistant.kill_actions()
    assert reply_of(client.say("early", "Hoe bereik ik ouderen?")).kind == "fallback"
    assert reply_of(client.say("early", "hallo")).kind == "fallback"
    own_assistant.start_actions()
    assert reply_of(client.say("early", "Hoe bereik ik ouderen?")).target_groups == ["ouderen"]


def test_after_a_crash_of_rasa_the_conversation_and_its_buttons_are_still_there(own_assistant: Assistant) -> None:
    client = own_assistant.client
    first = client.say("crash", "Hoe sluit ik aan bij mensen met een lvb?")
    payload = next(b["payload"] for m in first for b in m.get("buttons", []) if b["title"] == "Ander voorbeeld")
    own_assistant.kill_assistant()
    own_assistant.start_assistant()
    reply = reply_of(client.say("crash", payload))
    assert (reply.kind, reply.target_groups) == ("example", ["lvb"])


def test_a_deleted_conversation_is_gone_from_the_database(own_assistant: Assistant) -> None:
    client = own_assistant.client

    def rows(sender: str) -> int:
        with sqlite3.connect(own_assistant.settings.database) as database:
            return int(database.execute("select count(*) from events where sender_id = ?", (sender,)).fetchone()[0])

    client.say("gone", "Hoe bereik ik ouderen?")
    client.say("stays", "Hoe bereik ik ouderen?")
    assert reply_of(client.say("gone", "Verwijder al mijn gegevens")).kind == "privacy"
    assert rows("gone") > 0
    assert reply_of(client.say("gone", "ja")).kind == "privacy"
    assert rows("gone") == 0
    assert rows("stays") > 0
    assert reply_of(client.say("gone", "en hoe betrek ik ze?")).target_groups == []
