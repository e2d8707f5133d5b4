"""``make evaluate``: score the assistant on the sets in ``tests/eval``, over REST."""

from __future__ import annotations

import argparse
from functools import partial

from bouwstenen.evaluation import retrieval
from bouwstenen.evaluation.sets import EVAL, Score, evaluate
from bouwstenen.evaluation.typos import with_typo
from bouwstenen.server import model
from bouwstenen.server.client import Client
from bouwstenen.server.process import running_assistant
from bouwstenen.server.settings import Settings

#: Share that must be right of the development set, on which we tune.
BARS = {"dev-turns": 0.95, "dev-facts": 0.93, "dev-dialogues": 1.0}
#: Points that one typing error in every message may cost at most.
TYPO_COST = 0.04
_SETS = ("turns", "facts", "dialogues")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which files, and whether details are wanted."""
    parser.add_argument("files", nargs="*", help="bestanden in tests/eval, zonder .jsonl; standaard alle sets")
    parser.add_argument("--url", help="adres van een assistent die al draait; standaard die van make run, en anders start er een")
    parser.add_argument("--tags", action="store_true", help="score per soort vraag")
    parser.add_argument("--no-typos", action="store_true", help="niet nog eens met een typefout in elk bericht")


def main(arguments: argparse.Namespace) -> int:
    """Print scores and failures; 1 when the development set does not reach its bars."""
    names = arguments.files or set_names()
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
    unmet: list[str] = []
    with running_assistant(url) as client:
        for name in names:
            if name == retrieval.NAME:
                continue
            path = EVAL / f"{name}.jsonl"
            plain = evaluate(client, path)
            _print(name, plain, arguments.tags)
            unmet += _below_bar(name, plain)
            if not arguments.no_typos:
                typed = evaluate(client, path, partial(with_typo, seed=1))
                _print(f"{name}, een typefout per bericht", typed, arguments.tags)
                unmet += _too_costly(name, plain, typed)
    if not arguments.files or retrieval.NAME in arguments.files:
        print(f"\n{retrieval.NAME}: zoeken in de kennisbank, los van het gesprek")
        print(retrieval.report(retrieval.measure()))
    for line in unmet:
        print(f"\nNIET GEHAALD: {line}")
    return 1 if unmet else 0


def set_names() -> list[str]:
    """Return the names of the sets in ``tests/eval``, those on which we tune first."""
    found = [path.stem for what in _SETS for path in EVAL.glob(f"*-{what}.jsonl")]
    return sorted(found, key=lambda name: (name not in BARS, name.rpartition("-")[0], _SETS.index(name.rpartition("-")[2])))


def _print(name: str, score: Score, tags: bool) -> None:
    print(f"\n{name}: {score.right}/{score.total} goed ({score.share:.1%})")
    for failure in score.failures:
        print(f"  {failure}")
    for line in score.missed_emergencies:
        print(f"  nood gemist: {line}")
    for line in score.false_alarms:
        print(f"  vals alarm: {line}")
    if tags:
        for tag, counts in sorted(score.by_tag.items()):
            print(f"  [{tag}] {counts[True]}/{sum(counts.values())}")


def _below_bar(name: str, score: Score) -> list[str]:
    if name not in BARS:
        return []
    unmet = [f"{name} moet {BARS[name]:.0%} goed hebben"] if score.share < BARS[name] else []
    if score.missed_emergencies or score.false_alarms:
        unmet.append(f"{name}: elke nood herkend, en geen vals alarm")
    return unmet


def _too_costly(name: str, plain: Score, typed: Score) -> list[str]:
    cost = plain.share - typed.share
    if name not in BARS or cost <= TYPO_COST:
        return []
    return [f"{name}: een typefout mag {TYPO_COST:.0%} kosten en kost {cost:.1%}"]
