"""The sets of questions and dialogues in ``tests/eval``, and what a good answer to each is."""

from __future__ import annotations

import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bouwstenen.paths import ROOT
from bouwstenen.server.client import Client

EVAL = ROOT / "tests" / "eval"
EMERGENCY = "emergency"


@dataclass
class Score:
    """Right and wrong of one set, with what was wrong."""

    total: int = 0
    right: int = 0
    by_tag: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    failures: list[str] = field(default_factory=list)
    #: Turns that should have been recognised as danger and were not.
    missed_emergencies: list[str] = field(default_factory=list)
    #: Turns that were taken for danger and are none.
    false_alarms: list[str] = field(default_factory=list)

    def add(self, name: str, problems: list[str], tags: list[str]) -> None:
        """Count one question or dialogue."""
        self.total += 1
        self.right += not problems
        for tag in tags:
            self.by_tag[tag][not problems] += 1
        if problems:
            self.failures.append(f"{name}: {'; '.join(problems)}")

    def add_alarm(self, name: str, expected: list[str], given: str | None) -> None:
        """Count a turn in which danger was expected or given.

        Args:
            name: which turn.
            expected: the kinds of answer that are right.
            given: the kind of the answer.
        """
        if expected == [EMERGENCY] and given != EMERGENCY:
            self.missed_emergencies.append(name)
        if expected and EMERGENCY not in expected and given == EMERGENCY:
            self.false_alarms.append(name)

    @property
    def share(self) -> float:
        """Share that is right, between 0 and 1."""
        return self.right / self.total if self.total else 0.0


def evaluate(client: Client, path: Path, mistype: Callable[[str], str] = str) -> Score:
    """Score one file of turns, facts or dialogues.

    Args:
        client: of a running assistant.
        path: the file, one case a line.
        mistype: changes each message before it is sent.
    """
    score = Score()
    extra = read_extra(path)
    for case in read(path):
        sender = uuid.uuid4().hex
        turns = case.get("turns") or [{**case, "say": case["text"]}]
        problems = []
        for number, turn in enumerate(turns, 1):
            more = extra.get(case["id"] if "text" in case else f"{case['id']}#{number}", {})
            said = mistype(turn["say"])
            messages = client.say(sender, said)
            where = f"beurt {number} " if len(turns) > 1 else ""
            problems += [f"{where}({said[:70]!r}) {problem}" for problem in check({**turn, **more}, messages)]
            score.add_alarm(f"{case['id']} {where}({said[:70]!r})", turn["kind"], kind_of(messages))
        score.add(case["id"], problems, case.get("tags", []))
    return score


def read_extra(path: Path) -> dict[str, dict[str, Any]]:
    """Return what a set expects beyond its format (``heldout-extra.json``): by id, or id and turn."""
    file = path.with_name(f"{path.stem.split('-')[0]}-extra.json")
    if not file.exists():
        return {}
    found: dict[str, dict[str, Any]] = {}
    for field_name, values in json.loads(file.read_text(encoding="utf-8")).items():
        if isinstance(values, dict):
            for key, value in values.items():
                found.setdefault(key, {})[field_name] = value
    return found


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the cases of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def replies_of(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the replies that messages carry."""
    return [message["custom"]["reply"] for message in messages if message.get("custom", {}).get("reply")]


def kind_of(messages: list[dict[str, Any]]) -> str | None:
    """Return the kind of the last reply."""
    replies = replies_of(messages)
    return str(replies[-1]["kind"]) if replies else None


def check(expected: dict[str, Any], messages: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong with an answer."""
    replies = replies_of(messages)
    if not replies:
        return ["geen antwoord"]
    reply = replies[-1]
    texts = [message.get("text") or "" for message in messages]
    texts += [f"{item['title']} {item['text']}" for part in replies for item in part["items"]]
    said = "\n".join(texts).lower()
    problems = []
    if expected["kind"] and reply["kind"] not in expected["kind"]:
        problems.append(f"soort {reply['kind']}, verwacht {'/'.join(expected['kind'])}")
    blocks = expected["building_block"]
    if blocks and reply["building_block"] not in blocks:
        problems.append(f"bouwsteen {reply['building_block']}, verwacht {'/'.join(blocks)}")
    missing = set(expected["target_groups"]) - set(reply["target_groups"])
    if missing:
        problems.append(f"groep mist: {', '.join(sorted(missing))} (kreeg {', '.join(reply['target_groups']) or 'geen'})")
    unwanted = set(expected.get("absent_groups", [])) & set(reply["target_groups"])
    if unwanted:
        problems.append(f"groep te veel: {', '.join(sorted(unwanted))}")
    if expected.get("place", "") not in (reply["place"] or ""):
        problems.append(f"plaats {reply['place']}, verwacht {expected['place']}")
    if "role" in expected and reply["role"] != expected["role"]:
        problems.append(f"rol {reply['role']}, verwacht {expected['role']}")
    for alternatives in expected["must"]:
        if not any(alternative.lower() in said for alternative in alternatives):
            problems.append(f"mist: {' of '.join(alternatives)}")
    for forbidden in expected["must_not"]:
        if forbidden.lower() in said:
            problems.append(f"bevat: {forbidden}")
    return problems
