"""A crash between any two steps of a turn: nothing is done twice, and nothing that was shown is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered

from bouwstenen.channels.guard import offer_book
from bouwstenen.channels.website.conversations import Conversations
from bouwstenen.channels.website.envelope import RefusedError, Sent, button_id, envelope
from bouwstenen.channels.website.turns import OPENING, Turn
from bouwstenen.feedback import FeedbackStore, Judgement
from bouwstenen.paths import ROOT
from bouwstenen.server.tracker_store import ConversationStore

KEY = b"k" * 32
SENDER = "website-test"
BUTTONS = [{"title": "Nog een", "payload": '/ask_more{"about": "tip"}'}]


class Crash(BaseException):
    """What a kill would do: nothing after it happens."""


class Machine:
    """A server that can crash at a named step and start again on the same files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.handled: list[str] = []
        self.crash_at = ""
        self.silent = False
        self.start()

    def start(self) -> None:
        """Begin with empty memory, as a new process does."""
        offer_book.forget(SENDER)
        self.crash_at = ""
        self.store = ConversationStore(domain=Domain.load(str(ROOT / "domain.yml")), db=str(self._folder / "conversations.db"))
        self.conversations = Conversations(KEY, self._handle, lambda: self.store, timedelta(hours=12))
        add = self.store.turns.add

        def add_unless_crashed(*arguments: Any) -> Turn:
            if self.crash_at == "before the turn":
                raise Crash
            turn = add(*arguments)
            if self.crash_at == "after the turn":
                raise Crash
            return turn

        self.store.turns.add = add_unless_crashed  # type: ignore[method-assign]

    async def _handle(self, message: UserMessage) -> None:
        """Do what Rasa does with a message, and no more."""
        self.handled.append(message.message_id)
        if self.crash_at == "before the tracker":
            raise Crash
        tracker = await self.store.get_or_create_tracker(SENDER)
        if not tracker.events:
            tracker.update(SessionStarted(), self.store.domain)
        is_button = message.text.startswith("/")
        parsed = {"intent": {"name": "ask_tip"}, "entities": [], "metadata": {"is_button": is_button}}
        tracker.update(UserUttered(message.text, parse_data=parsed, message_id=message.message_id), self.store.domain)
        if "verwijder" in message.text:
            tracker.update(SlotSet("forget_conversation", True), self.store.domain)
        reply = {"kind": "tip", "turn_id": f"turn-{message.message_id}"}
        answer = {"text": f"Antwoord op {message.text}", "buttons": BUTTONS, "custom": {"reply": reply}}
        if not self.silent:
            tracker.update(BotUttered(answer["text"], {"buttons": BUTTONS, "custom": {"reply": reply}}), self.store.domain)
        tracker.update(ActionExecuted("action_listen"), self.store.domain)
        await self.store.save(tracker)
        if not self.silent:
            await message.output_channel.send_response(SENDER, answer)

    def say(self, number: str, text: str = "", button: str | None = None) -> tuple[Turn, bool]:
        async def taken_on() -> None:
            pass

        return asyncio.run(self._held(self.conversations.say(SENDER, "1.2.3.4", Sent(number, text, button), taken_on)))

    def open(self) -> Turn:
        return asyncio.run(self._held(self.conversations.open(SENDER, ())))

    def resume(self, seen: int) -> tuple[int, list[Turn]]:
        return asyncio.run(self._held(self.conversations.resume(SENDER, seen)))

    def judge(self, opinion: Any) -> None:
        asyncio.run(self._held(self.conversations.judge(SENDER, "1.2.3.4", opinion)))

    def crash(self, step: str, number: str, text: str = "", button: str | None = None) -> None:
        """Crash at a step of a message, and start again."""
        self.crash_at = step
        with pytest.raises(Crash):
            self.say(number, text, button)
        self.start()

    async def _held(self, work: Coroutine[Any, Any, Any]) -> Any:
        async with self.conversations.lock(SENDER):
            return await work


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setenv("BOUWSTENEN_FEEDBACK", str(tmp_path / "feedback.db"))
    return Machine(tmp_path)


def texts(turn: Turn) -> list[str]:
    return [message["text"] for message in turn.messages]


def test_before_the_tracker_the_message_was_never_there(machine: Machine) -> None:
    machine.open()
    machine.crash("before the tracker", "m1", "vraag")
    assert machine.resume(0)[0] == 1
    turn, new = machine.say("m1", "vraag")
    assert (turn.seq, new, texts(turn)) == (2, True, ["Antwoord op vraag"])
    assert machine.handled == [OPENING, "m1", "m1"]


def test_between_tracker_and_turn_the_turn_is_made_from_the_tracker(machine: Machine) -> None:
    machine.open()
    machine.crash("before the turn", "m1", "vraag")
    turn, new = machine.say("m1", "vraag")
    assert (turn.seq, new, turn.said, texts(turn)) == (2, False, "vraag", ["Antwoord op vraag"])
    assert turn.messages[0]["buttons"] == BUTTONS
    assert turn.messages[0]["custom"]["reply"]["turn_id"] == "turn-m1"
    assert machine.handled == [OPENING, "m1"], "the dialogue saw it once"


def test_who_comes_back_gets_that_turn_without_sending_anything(machine: Machine) -> None:
    machine.open()
    machine.crash("before the turn", "m1", "vraag")
    last, missed = machine.resume(1)
    assert (last, [(turn.seq, turn.message_id, texts(turn)) for turn in missed]) == (2, [(2, "m1", ["Antwoord op vraag"])])
    assert machine.say("m1", "vraag") == (missed[0], False)


def test_another_message_after_it_does_not_hide_it(machine: Machine) -> None:
    machine.open()
    machine.crash("before the turn", "m1", "eerste")
    assert machine.say("m2", "tweede")[0].seq == 3
    assert machine.say("m1", "eerste")[1] is False
    assert [turn.message_id for turn in machine.resume(0)[1]] == [OPENING, "m1", "m2"]
    assert machine.handled == [OPENING, "m1", "m2"]


def test_after_the_turn_was_stored_it_is_only_sent_again(machine: Machine) -> None:
    machine.open()
    machine.crash("after the turn", "m1", "vraag")
    turn, new = machine.say("m1", "vraag")
    assert (turn.seq, new) == (2, False)
    assert machine.handled == [OPENING, "m1"]


def test_a_chosen_button_is_said_by_its_title_after_a_crash_as_well(machine: Machine) -> None:
    machine.open()
    button = button_id(KEY, SENDER, BUTTONS[0]["payload"])
    machine.crash("before the turn", "m1", button=button)
    assert machine.resume(1)[1][0].said == "Nog een"
    assert machine.say("m2", button=button)[0].said == "Nog een"


def test_an_opening_that_was_not_stored_is_found_again(machine: Machine) -> None:
    machine.crash_at = "before the turn"
    with pytest.raises(Crash):
        machine.open()
    machine.start()
    assert machine.conversations.exists(SENDER)
    last, turns = machine.resume(0)
    assert (last, turns[0].said) == (1, None)
    assert envelope(KEY, SENDER, turns[0])["id"] is None


def test_an_answer_that_never_came_is_an_apology(machine: Machine) -> None:
    machine.open()
    machine.silent = True
    machine.crash("before the turn", "m1", "vraag")
    assert "ging iets mis" in texts(machine.resume(1)[1][0])[0]


@pytest.mark.parametrize("step", ["before the turn", "after the turn"])
def test_deleting_is_done_once_and_said_again(machine: Machine, step: str) -> None:
    machine.open()
    machine.say("m1", "vraag")
    machine.crash(step, "m2", "verwijder alles")
    turn, new = machine.say("m2", "verwijder alles")
    assert (turn.seq, turn.forgotten, new) == (3, True, False)
    sent = envelope(KEY, SENDER, turn)
    assert "verwijderd" in sent["messages"][0]["text"]
    assert machine.handled.count("m2") == 1
    assert machine.say("m3", "verder")[0].seq == 4
    assert [turn.seq for turn in machine.resume(0)[1]] == [3, 4]


def test_the_goodbye_is_whole_for_who_is_there(machine: Machine) -> None:
    machine.open()
    turn, new = machine.say("m1", "verwijder alles")
    assert (turn.seq, turn.forgotten, turn.said, new) == (2, True, "verwijder alles", True)
    assert texts(turn) == ["Antwoord op verwijder alles"]


def test_nothing_of_a_deleted_conversation_is_left_in_the_files(machine: Machine, tmp_path: Path) -> None:
    machine.open()
    machine.say("m1", "mijn geheime vraag")
    FeedbackStore().add(Judgement("turn-m1", "tip", "ask_tip", "bad", "een persoonlijke opmerking"))
    stored = lambda: b"".join(path.read_bytes() for path in tmp_path.iterdir())  # noqa: E731 - the log of changes too
    assert b"geheime" in stored()
    assert b"persoonlijke" in stored()
    machine.say("m2", "verwijder mijn geheime vraag")
    assert {path.name.split("-")[0] for path in tmp_path.iterdir()} == {"conversations.db", "feedback.db"}
    assert b"geheime" not in stored()
    assert b"persoonlijke" not in stored()
    assert [judgement.judgement for _, judgement in FeedbackStore().all()] == ["bad"]


def test_all_buttons_of_a_long_conversation_work_after_a_restart(machine: Machine) -> None:
    machine.open()
    for number in range(40):
        machine.say(f"m{number}", f"vraag {number}")
        if number % 15 == 0:
            machine.start()
    machine.start()
    machine.say("typed", "eerst iets anders")
    assert machine.say("b", button=button_id(KEY, SENDER, BUTTONS[0]["payload"]))[0].said == "Nog een"
    with pytest.raises(RefusedError, match="unknown_button"):
        machine.say("c", button=button_id(KEY, "website-other", BUTTONS[0]["payload"]))


def test_too_many_messages_are_refused_and_nothing_is_handled(machine: Machine) -> None:
    machine.open()
    for number in range(20):
        machine.say(f"m{number}", "vraag")
    with pytest.raises(RefusedError, match="rate") as refused:
        machine.say("m20", "vraag")
    assert 1 <= refused.value.extra["retry_after"] <= 2
    assert machine.say("m19", "vraag")[1] is False, "what was handled is given again, whatever the haste"
    assert machine.handled[-1] == "m19"
