"""Turns over REST: one at a time, several at once, and one long conversation."""

from __future__ import annotations

import statistics
import threading
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from bouwstenen.bench.servers import Contestant
from bouwstenen.server.client import Client

#: Conversations as people hold them; each turn is answered by one custom action.
CONVERSATIONS = (
    (
        "Hoe bereik ik statushouders in mijn wijk?",
        "En hoe betrek ik ze daarna?",
        "Heb je daar een voorbeeld van?",
        "Wat is een sleutelpersoon?",
        "Hoeveel mantelzorgers zijn er in Nederland?",
        "Geef de checklist voor aansluiten",
    ),
    (
        "hallo",
        "ik werk als wijkverpleegkundige en wil eenzame ouderen leren kennen",
        "geef een tip",
        "nog een",
        "waar komt dat vandaan?",
        "dank je wel",
    ),
    (
        "Welke cijfers zijn er over laaggeletterdheid in onze gemeente?",
        "wat betekent gezondheidsvaardigheden",
        "hoe sluit ik aan bij mensen die moeite hebben met lezen?",
        "heb je een checklist",
        "wie kan mij hierbij helpen?",
        "wat kun je allemaal?",
    ),
    (
        "Hoe laat ik jongeren meedenken over een plan voor sport?",
        "en bij jongeren met een lvb?",
        "ander voorbeeld",
        "Wat doet Pharos?",
        "Welke vindplaatsen zijn er voor jongeren?",
        "tot ziens",
    ),
)
AT_ONCE = 8
#: Turns at the start and at the end of a long conversation that are compared.
_ENDS = 20


@dataclass
class Times:
    """Times of turns in milliseconds, and of the whole in seconds."""

    turns: list[float] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, other: Times) -> None:
        """Add another measurement to this one."""
        self.turns += other.turns
        self.seconds += other.seconds

    @property
    def p50(self) -> float:
        """Half of the turns took at most so many milliseconds."""
        return statistics.median(self.turns)

    @property
    def p95(self) -> float:
        """Nineteen of twenty turns took at most so many milliseconds."""
        return sorted(self.turns)[int(len(self.turns) * 0.95)]

    @property
    def per_second(self) -> float:
        """Turns a second."""
        return len(self.turns) / self.seconds


def one_at_a_time(contestants: Sequence[Contestant], rounds: int) -> dict[str, Times]:
    """Hold the same conversations with each assistant, taking turns by conversation.

    Args:
        contestants: who takes part; who goes first alternates.
        rounds: how often all conversations are held.
    """
    times = {contestant.name: Times() for contestant in contestants}
    clients = {contestant.name: contestant.client for contestant in contestants}
    order = list(contestants)
    for _ in range(rounds):
        for questions in CONVERSATIONS:
            for contestant in order:
                times[contestant.name].add(_converse(clients[contestant.name], questions))
            order.reverse()
    return times


def at_once(contestants: Sequence[Contestant], rounds: int) -> dict[str, Times]:
    """Hold :data:`AT_ONCE` conversations at the same time with one assistant, then with the other.

    Args:
        contestants: who takes part; who goes first alternates.
        rounds: how often; in a round each of the conversations goes past all questions.
    """
    times = {contestant.name: Times() for contestant in contestants}
    order = list(contestants)
    for _ in range(rounds):
        for contestant in order:
            times[contestant.name].add(_crowd(contestant))
        order.reverse()
    return times


def long_conversation(contestant: Contestant, turns: int, at_least: int, seconds: float) -> tuple[int, float, float]:
    """Hold one conversation; return its turns and the median time of the first and the last turns.

    Args:
        contestant: whom to talk with.
        turns: how many turns.
        at_least: how many turns also when it takes longer than ``seconds``.
        seconds: after which it may stop.
    """
    client, sender = contestant.client, uuid.uuid4().hex
    questions = [question for conversation in CONVERSATIONS for question in conversation]
    start = time.perf_counter()
    times: list[float] = []
    for number in range(turns):
        if number >= at_least and time.perf_counter() - start > seconds:
            break
        times.append(_turn(client, sender, questions[number % len(questions)]))
    return len(times), statistics.median(times[:_ENDS]), statistics.median(times[-_ENDS:])


def _converse(client: Client, questions: Sequence[str]) -> Times:
    sender = uuid.uuid4().hex
    start = time.perf_counter()
    turns = [_turn(client, sender, question) for question in questions]
    return Times(turns, time.perf_counter() - start)


def _crowd(contestant: Contestant) -> Times:
    """Let as many people at once talk, each beginning at another question."""
    found: list[Times] = []

    def talk(number: int) -> None:
        client = contestant.client
        for shift in range(len(CONVERSATIONS)):
            found.append(_converse(client, CONVERSATIONS[(number + shift) % len(CONVERSATIONS)]))

    threads = [threading.Thread(target=talk, args=(number,)) for number in range(AT_ONCE)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    if len(found) != AT_ONCE * len(CONVERSATIONS):
        raise contestant.fail()
    return Times([turn for times in found for turn in times.turns], seconds)


def _turn(client: Client, sender: str, question: str) -> float:
    start = time.perf_counter()
    client.say(sender, question)
    return (time.perf_counter() - start) * 1000
