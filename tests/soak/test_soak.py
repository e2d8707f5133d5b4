"""What takes long: ``make soak``."""

from __future__ import annotations

import random
import threading
import time
import uuid
from pathlib import Path

import pytest

from bouwstenen.replies import Reply
from bouwstenen.server.client import Client
from bouwstenen.server.process import Assistant
from tests.bad_messages import bad_messages
from tests.contract import reply_of

pytestmark = pytest.mark.timeout(1800)
MINUTES = 5


def test_a_thousand_bad_messages_in_ten_conversations(client: Client) -> None:
    for number, message in enumerate(bad_messages(1000, random.Random(3))):
        reply_of(client.say(f"bad-{number % 10}", message))
    for number in range(10):
        assert reply_of(client.say(f"bad-{number}", "Hoe bereik ik ouderen?")).target_groups == ["ouderen"]


def test_fifty_conversations_at_once_without_an_error(client: Client, assistant: Assistant) -> None:
    questions = ("Hoe bereik ik statushouders?", "en hoe betrek ik ze?", "geef een voorbeeld", "nog een", "wat is een sleutelpersoon?")
    end = time.monotonic() + MINUTES * 60
    errors: list[str] = []
    memory = [memory_of(assistant)]

    def converse() -> None:
        mine = Client(client.url)
        sender = uuid.uuid4().hex
        number = 0
        while time.monotonic() < end and not errors:
            try:
                reply_of(mine.say(sender, questions[number % len(questions)]))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is what this test looks for
                errors.append(repr(error))
            number += 1

    threads = [threading.Thread(target=converse) for _ in range(50)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        time.sleep(20)
        memory.append(memory_of(assistant))
    assert not errors
    settled = memory[len(memory) // 3 :]
    assert max(settled) < 1.15 * min(settled), f"memory in MB: {memory}"


def memory_of(assistant: Assistant) -> int:
    assert assistant.assistant is not None
    status = Path(f"/proc/{assistant.assistant.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024


def test_fifteen_crashes_in_the_middle_of_a_walk_lose_nothing(fragile: Assistant, client: Client) -> None:
    """The same walk with an assistant that is killed after each turn, and with one that is not: both answer alike."""
    clients = (fragile.client, client)

    def say(text: str) -> Reply:
        crashed, whole = (reply_of(each.say("walker", text)) for each in clients)
        assert (crashed.kind, crashed.target_groups, crashed.progress) == (whole.kind, whole.target_groups, whole.progress)
        return crashed

    say("Start de rondgang voor mantelzorgers")
    chance = random.Random(11)
    for _ in range(15):
        say(chance.choice(["volgende", "vorige", "we kennen de huisarts al", "hoe ver ben ik?"]))
        fragile.kill_assistant()
        fragile.start_assistant()
        if say("waar waren we?").kind != "step":
            say("Start de rondgang voor mantelzorgers")
