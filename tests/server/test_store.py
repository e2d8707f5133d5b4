"""The tracker store: folding, deleting, and what is kept between turns."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bouwstenen.paths import ROOT
from bouwstenen.server.tracker_store import MAX_EVENTS, ConversationStore


@pytest.fixture
def store(tmp_path: Path) -> ConversationStore:
    return ConversationStore(domain=Domain.load(str(ROOT / "domain.yml")), db=str(tmp_path / "conversations.db"))


def turn(tracker: DialogueStateTracker, store: ConversationStore, number: int) -> None:
    for event in (
        UserUttered(f"vraag {number}", {"name": "ask_bereiken", "confidence": 1.0}),
        SlotSet("role", f"rol {number}"),
        ActionExecuted("action_answer_how_to"),
        BotUttered(f"antwoord {number}"),
        ActionExecuted("action_listen"),
    ):
        tracker.update(event, store.domain)


def converse(store: ConversationStore, turns: int, sender: str = "x") -> DialogueStateTracker:
    async def talk() -> DialogueStateTracker:
        for number in range(turns):
            tracker = await store.get_or_create_tracker(sender)
            if not number:
                tracker.update(SessionStarted(), store.domain)
                tracker.update(ActionExecuted("action_listen"), store.domain)
            turn(tracker, store, number)
            await store.save(tracker)
        found = await store.retrieve(sender)
        assert found is not None
        return found

    return asyncio.run(talk())


def test_a_long_conversation_is_folded_and_keeps_its_slots_and_last_turn(store: ConversationStore) -> None:
    tracker = converse(store, 100)
    assert len(tracker.events) <= MAX_EVENTS + 10
    assert tracker.get_slot("role") == "rol 99"
    assert tracker.latest_message is not None
    assert tracker.latest_message.text == "vraag 99"
    assert tracker.latest_action_name == "action_listen"


def test_nothing_is_stored_twice_and_nothing_is_lost(store: ConversationStore) -> None:
    converse(store, 10)
    store._live.clear()
    fresh = asyncio.run(store.retrieve("x"))
    assert fresh is not None
    assert [event.text for event in fresh.events if isinstance(event, UserUttered)] == [f"vraag {n}" for n in range(10)]


def test_rows_are_those_that_rasa_itself_writes(store: ConversationStore, tmp_path: Path) -> None:
    tracker = DialogueStateTracker("x", store.domain.slots)
    tracker.update(SessionStarted(), store.domain)
    turn(tracker, store, 1)
    asyncio.run(SQLTrackerStore(domain=store.domain, db=str(tmp_path / "rasa.db")).save(tracker))
    asyncio.run(store.save(tracker))

    def rows(name: str) -> list[object]:
        with sqlite3.connect(tmp_path / name) as database:
            return database.execute("select id, sender_id, type_name, timestamp, intent_name, action_name, data from events").fetchall()

    assert rows("conversations.db") == rows("rasa.db")
    assert len(rows("rasa.db")) == 6


def test_a_turn_that_fails_leaves_nothing_behind(store: ConversationStore) -> None:
    converse(store, 3)
    broken = asyncio.run(store.retrieve("x"))
    assert broken is not None
    broken.update(SlotSet("role", "halverwege"), store.domain)
    again = asyncio.run(store.retrieve("x"))
    assert again is not None
    assert again.get_slot("role") == "rol 2"


def test_deleting_removes_one_conversation_only(store: ConversationStore) -> None:
    converse(store, 2, "weg")
    converse(store, 2, "blijft")
    tracker = asyncio.run(store.retrieve("weg"))
    assert tracker is not None
    tracker.update(SlotSet("forget_conversation", True), store.domain)
    asyncio.run(store.save(tracker))
    assert asyncio.run(store.retrieve("weg")) is None
    assert asyncio.run(store.retrieve("blijft")) is not None


def test_the_text_of_a_deleted_conversation_is_wiped_from_the_files(store: ConversationStore, tmp_path: Path) -> None:
    def stored() -> bytes:
        """Return the database with its log of changes."""
        return b"".join(path.read_bytes() for path in tmp_path.glob("conversations.db*"))

    converse(store, 3)
    assert b"vraag 1" in stored()
    asyncio.run(store.delete_conversation("x"))
    assert b"vraag 1" not in stored()
    assert b"CREATE TABLE events" in stored()


def test_a_second_process_reads_what_was_saved_just_now(store: ConversationStore, tmp_path: Path) -> None:
    converse(store, 3)
    with sqlite3.connect(tmp_path / "conversations.db") as other:
        assert other.execute("select count(*) from events where type_name = 'user'").fetchone() == (3,)
