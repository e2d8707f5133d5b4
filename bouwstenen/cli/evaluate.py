"""``make evaluate``: score the assistant on the sets in ``tests/eval``, over REST."""

from __future__ import annotations

import argparse
import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bouwstenen.paths import ROOT
from bouwstenen.server import model
from bouwstenen.server.client import Client
from bouwstenen.server.process import running_assistant
from bouwstenen.server.settings import Settings

EVAL = ROOT / "tests" / "eval"


@dataclass
class Score:
    """Right and wrong of one set, with what was wrong."""

    total: int = 0
    right: int = 0
    by_tag: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    failures: list[str] = field(default_factory=list)

    def add(self, name: str, problems: list[str], tags: list[str]) -> None:
        """Count one question or dialogue."""
        self.total += 1
        self.right += not problems
        for tag in tags:
            self.by_tag[tag][not problems] += 1
        if problems:
            self.failures.append(f"{name}: {'; '.join(problems)}")

    @property
    def share(self) -> float:
        """Share that is right, between 0 and 1."""
        return self.right / self.total if self.total else 0.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which files, and whether details are wanted."""
    parser.add_argument("files", nargs="*", help="bestanden in tests/eval, zonder .jsonl; standaard de dev-sets en de held-out-sets")
    parser.add_argument("--url", help="adres van een assistent die al draait; standaard die van make run, en anders start er een")
    parser.add_argument("--tags", action="store_true", help="score per soort vraag")


def main(arguments: argparse.Namespace) -> int:
    """Print the score per file and the failures."""
    names = arguments.files or [f"{who}-{what}" for who in ("dev", "heldout") for what in ("turns", "facts", "dialogues")]
    settings = Settings.from_environment()
    url: str | None = arguments.url or f"http://{settings.host}:{settings.port}"
    if not Client(str(url)).is_ready():
        if arguments.url:
            print(f"Er draait geen assistent op {url}.")
            return 1
        state = model.state()
        if not state.usable:
            print(f"Ik train eerst een model: {state.reason}.", flush=True)
            model.train()
        print("Ik start een assistent om te meten.", flush=True)
        url = None
    with running_assistant(url) as client:
        for name in names:
            score = evaluate(client, EVAL / f"{name}.jsonl")
            print(f"\n{name}: {score.right}/{score.total} goed ({score.share:.1%})")
            for failure in score.failures:
                print(f"  {failure}")
            if arguments.tags:
                for tag, counts in sorted(score.by_tag.items()):
                    print(f"  [{tag}] {counts[True]}/{sum(counts.values())}")
    return 0


def evaluate(client: Client, path: Path) -> Score:
    """Score one file of turns, facts or dialogues."""
    score = Score()
    extra = read_extra(path)
    for case in read(path):
        sender = uuid.uuid4().hex
        turns = case.get("turns") or [{**case, "say": case["text"]}]
        problems = []
        for number, turn in enumerate(turns, 1):
            more = extra.get(case["id"] if "text" in case else f"{case['id']}#{number}", {})
            found = check({**turn, **more}, client.say(sender, turn["say"]))
            where = f"beurt {number} " if len(turns) > 1 else ""
            problems += [f"{where}({turn['say'][:70]!r}) {problem}" for problem in found]
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


def check(expected: dict[str, Any], messages: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong with an answer."""
    replies = [message["custom"]["reply"] for message in messages if message.get("custom", {}).get("reply")]
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
