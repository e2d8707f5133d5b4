"""The saved turns: numbered without holes, each once, and really gone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bouwstenen.channels.website.turns import OPENING, TurnStore, turn_ids

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.RemovedIn20Warning")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Any]:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'turns.db'}", poolclass=sa.pool.NullPool)
    yield engine
    engine.dispose()


@pytest.fixture
def turns(engine: Any) -> TurnStore:
    return TurnStore(engine)


def said(turns: TurnStore, conversation: str, *ids: str) -> None:
    for number in ids:
        turns.add(
            conversation, number, f"vraag {number}", [{"text": f"antwoord {number}", "custom": {"reply": {"turn_id": f"turn-{number}"}}}]
        )


def test_turns_are_numbered_within_their_conversation(turns: TurnStore) -> None:
    said(turns, "a", OPENING, "m1")
    said(turns, "b", OPENING)
    said(turns, "a", "m2")
    assert [(turn.seq, turn.message_id) for turn in turns.since("a", 0)] == [(1, OPENING), (2, "m1"), (3, "m2")]
    assert [turn.said for turn in turns.since("a", 2)] == ["vraag m2"]
    assert (turns.last_seq("a"), turns.last_seq("b"), turns.last_seq("c")) == (3, 1, 0)


def test_a_turn_comes_back_as_it_was(turns: TurnStore) -> None:
    messages = [{"text": "Ja \u2028 é 👍", "buttons": [{"title": "t", "payload": "/p"}], "custom": {"reply": {"items": [1, None]}}}]
    made = turns.add("a", "m", "typte \n dit", messages)
    assert made == turns.find("a", "m") == turns.since("a", 0)[0]
    assert (made.said, list(made.messages), made.forgotten) == ("typte \n dit", messages, False)
    assert made.at.endswith("Z")


def test_a_turn_that_is_not_there_is_not_found(turns: TurnStore) -> None:
    said(turns, "a", "m")
    assert turns.find("a", "x") is None
    assert turns.find("b", "m") is None


@pytest.mark.parametrize("values", ["'a', 'm', 9", "'a', 'x', 1"])
def test_a_message_has_one_turn_and_a_number_is_given_once(turns: TurnStore, engine: Any, values: str) -> None:
    said(turns, "a", "m")
    with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
        connection.execute(
            sa.text(f"insert into website_turns (conversation, message_id, seq, at, messages, forgotten) values ({values}, '', '', 0)")
        )
    said(turns, "b", "m")


def test_deleting_takes_one_conversation_whole(turns: TurnStore, engine: Any) -> None:
    said(turns, "a", "m1", "m2")
    said(turns, "b", "m1")
    with engine.begin() as connection:
        turns.delete(connection, "a")
    assert (turns.since("a", 0), turns.last_seq("a")) == ([], 0)
    assert turns.last_seq("b") == 1


def test_after_deleting_on_request_the_numbers_go_on_and_nothing_else_is_left(turns: TurnStore, engine: Any, tmp_path: Path) -> None:
    said(turns, "a", "m1", "m2")
    with engine.begin() as connection:
        turns.delete(connection, "a", "m3")
    goodbye = turns.add("a", "m3", "ja, verwijder", [{"text": "Tot ziens."}])
    assert (goodbye.seq, goodbye.forgotten, goodbye.said, list(goodbye.messages)) == (3, True, "ja, verwijder", [{"text": "Tot ziens."}])
    stored = turns.since("a", 0)
    assert [(turn.seq, turn.forgotten, turn.said, list(turn.messages)) for turn in stored] == [(3, True, None, [])]
    said(turns, "a", "m4")
    assert turns.last_seq("a") == 4
    with sqlite3.connect(tmp_path / "turns.db") as database:
        assert database.execute("select count(*) from website_turns where said like '%verwijder%'").fetchone() == (0,)


def test_a_conversation_without_turns_leaves_no_number(turns: TurnStore, engine: Any) -> None:
    with engine.begin() as connection:
        turns.delete(connection, "rest-conversation", "m")
    assert turns.since("rest-conversation", 0) == []


def test_numbers_of_deleted_conversations_go_when_nobody_can_go_on_with_them(turns: TurnStore, engine: Any) -> None:
    said(turns, "old", "m1")
    said(turns, "kept", "m1")
    with engine.begin() as connection:
        turns.delete(connection, "old", "m2")
    turns.forget_numbers(timedelta(hours=1))
    assert turns.last_seq("old") == 2
    turns.forget_numbers(timedelta(hours=-1))
    assert turns.last_seq("old") == 0
    assert turns.last_seq("kept") == 1


def test_the_ids_of_all_answers_are_found(turns: TurnStore) -> None:
    said(turns, "a", "m1", "m2")
    turns.add("a", "m3", None, [{"text": "los"}, {"text": "x", "custom": {}}])
    assert turn_ids(turns.since("a", 0)) == ["turn-m1", "turn-m2"]
