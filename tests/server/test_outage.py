"""When a part is away: an apology and a way on, and nothing that was said is lost."""

from __future__ import annotations

import json
import sqlite3

from bouwstenen.server.process import Assistant
from tests.contract import reply_of, text_of


def test_without_action_server_there_is_an_apology_and_afterwards_it_works_again(fragile: Assistant) -> None:
    client = fragile.client
    assert reply_of(client.say("outage", "Hoe bereik ik laaggeletterden?")).building_block == "bereiken"
    fragile.kill_actions()
    messages = client.say("outage", "En hoe betrek ik ze? Mijn mail is jan@voorbeeld.nl")
    assert reply_of(messages).kind == "fallback"
    assert "ging iets mis" in text_of(messages)
    assert [button["title"] for message in messages for button in message.get("buttons", [])]
    fragile.start_actions()
    reply = reply_of(client.say("outage", "En hoe betrek ik ze?"))
    assert (reply.kind, reply.building_block, reply.target_groups) == ("answer", "betrekken", ["laaggeletterden"])
    assert "jan@voorbeeld.nl" not in fragile.log


def test_a_conversation_that_begins_during_an_outage_goes_on_after_it(fragile: Assistant) -> None:
    client = fragile.client
    fragile.kill_actions()
    assert reply_of(client.say("early", "Hoe bereik ik ouderen?")).kind == "fallback"
    assert reply_of(client.say("early", "hallo")).kind == "fallback"
    fragile.start_actions()
    assert reply_of(client.say("early", "Hoe bereik ik ouderen?")).target_groups == ["ouderen"]


def test_after_a_crash_of_rasa_the_conversation_and_its_buttons_are_still_there(fragile: Assistant) -> None:
    client = fragile.client
    first = client.say("crash", "Hoe sluit ik aan bij mensen met een lvb?")
    payload = next(b["payload"] for m in first for b in m.get("buttons", []) if b["title"] == "Ander voorbeeld")
    fragile.kill_assistant()
    fragile.start_assistant()
    reply = reply_of(client.say("crash", payload))
    assert (reply.kind, reply.target_groups) == ("example", ["lvb"])


def test_a_deleted_conversation_is_gone_from_the_database(fragile: Assistant) -> None:
    client = fragile.client

    def rows(sender: str) -> int:
        with sqlite3.connect(fragile.settings.database) as database:
            return int(database.execute("select count(*) from events where sender_id = ?", (sender,)).fetchone()[0])

    client.say("gone", "Hoe bereik ik ouderen?")
    client.say("stays", "Hoe bereik ik ouderen?")
    assert reply_of(client.say("gone", "Verwijder al mijn gegevens")).kind == "privacy"
    assert rows("gone") > 0
    assert reply_of(client.say("gone", "ja")).kind == "privacy"
    assert rows("gone") == 0
    assert rows("stays") > 0
    assert reply_of(client.say("gone", "en hoe betrek ik ze?")).target_groups == []


def test_after_a_day_group_and_role_and_the_walk_are_kept_and_the_rest_is_forgotten(fragile: Assistant) -> None:
    client = fragile.client
    client.say("tomorrow", "Ik ben wijkverpleegkundige in Zeist")
    client.say("tomorrow", "Hoe bereik ik mantelzorgers?")
    client.say("tomorrow", "Start de rondgang")
    before = reply_of(client.say("tomorrow", "volgende"))
    assert (before.kind, before.place, before.role) == ("step", "Zeist", "zorg")
    fragile.kill_assistant()
    let_a_day_pass(fragile, "tomorrow")
    fragile.start_assistant()
    reply = reply_of(client.say("tomorrow", "hallo"))
    assert (reply.target_groups, reply.role, reply.place, reply.building_block) == (["mantelzorgers"], "zorg", None, None)
    after = reply_of(client.say("tomorrow", "verder met de rondgang"))
    assert (after.kind, after.building_block, after.progress) == ("step", before.building_block, before.progress)


def let_a_day_pass(assistant: Assistant, sender: str) -> None:
    with sqlite3.connect(assistant.settings.database) as database:
        for number, data in database.execute("select id, data from events where sender_id = ?", (sender,)).fetchall():
            event = json.loads(data)
            event["timestamp"] -= 86_400
            database.execute("update events set timestamp = ?, data = ? where id = ?", (event["timestamp"], json.dumps(event), number))
