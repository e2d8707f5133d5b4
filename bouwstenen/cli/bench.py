"""``make bench``: speed of the assistant, measured over REST on this machine."""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
import uuid
from collections.abc import Sequence
from pathlib import Path

from bouwstenen.server.client import Client
from bouwstenen.server.process import Assistant

_QUESTIONS = (
    "Hoe bereik ik statushouders in mijn wijk?",
    "En hoe betrek ik ze daarna?",
    "Heb je daar een voorbeeld van?",
    "Wat is een sleutelpersoon?",
    "Hoeveel mantelzorgers zijn er in Nederland?",
    "Geef de checklist voor aansluiten",
)
_WARM_UP = 12
_TURNS = 120
_LONG = 300


def main(arguments: argparse.Namespace) -> int:
    """Print start-up, memory, the time of a turn, and the time of the turns of one long conversation."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, Assistant(Path(folder)) as assistant:
        print(f"start-up until the first answer is possible: {time.perf_counter() - start:.1f} s")
        client = assistant.client
        _turns(client, _WARM_UP)
        print("turns over REST, each with one custom action: " + _summary(_turns(client, _TURNS)))
        sender = uuid.uuid4().hex
        long = [_turn(client, sender, number) for number in range(_LONG)]
        first, last = statistics.median(long[:20]), statistics.median(long[-20:])
        print(f"one conversation of {_LONG} turns: first 20 {first:.1f} ms, last 20 {last:.1f} ms (x{last / first:.2f})")
        print(f"memory: Rasa {_megabytes(assistant.assistant)} MB, action server {_megabytes(assistant.actions)} MB")
    return 0


def _turn(client: Client, sender: str, number: int) -> float:
    start = time.perf_counter()
    client.say(sender, _QUESTIONS[number % len(_QUESTIONS)])
    return (time.perf_counter() - start) * 1000


def _turns(client: Client, count: int) -> list[float]:
    times = []
    for number in range(count):
        if number % len(_QUESTIONS) == 0:
            sender = uuid.uuid4().hex
        times.append(_turn(client, sender, number))
    return times


def _summary(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"p50 {statistics.median(ordered):.1f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.1f} ms ({len(ordered)} turns)"


def _megabytes(process: object) -> int:
    """Return the resident memory of a process; Linux only, elsewhere 0."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text()  # type: ignore[attr-defined]
    except OSError:
        return 0
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024
