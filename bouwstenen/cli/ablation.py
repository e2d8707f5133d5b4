"""``make ablation``: which features and which classifier recognise intents best; prints the Markdown of ``docs/nlu.md``."""

from __future__ import annotations

import argparse
import os
from datetime import date

#: One core for each process, so that times of a busy machine and of an idle one can be compared;
#: read by the libraries when they are loaded.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which sets, and what to measure besides or instead."""
    parser.add_argument(
        "sets", nargs="*", default=["dev-turns"], help="sets met losse berichten in tests/eval, zonder .jsonl; standaard dev-turns"
    )
    parser.add_argument("--full", action="store_true", help="train ook met Rasa zelf, DIET erbij; dat duurt uren")
    parser.add_argument(
        "--folds", type=int, choices=range(6), default=5, help="op hoeveel van de vijf delen gekruist wordt gevalideerd; standaard alle"
    )
    parser.add_argument("--chosen", action="store_true", help="alleen de gekozen regel, naast Rasa's standaard")
    parser.add_argument("--danger", action="store_true", help="noem alleen wat voor nood wordt gehouden en de nood die wordt gemist")
    parser.add_argument("--confusion", action="store_true", help="noem alleen de intents die de gekozen classifier verwart")


def main(arguments: argparse.Namespace) -> int:
    """Print the tables, or the pairs of intents that are mixed up."""
    os.environ.update(_ENVIRONMENT)
    from bouwstenen.evaluation.ablation import danger, measure, report
    from bouwstenen.evaluation.ablation.choices import CHOICES, CHOSEN
    from bouwstenen.evaluation.ablation.data import FOLDS, read_examples, read_turns

    examples = read_examples()
    sets = {name: read_turns(name) for name in arguments.sets}
    intents = len({example.intent for example in examples})
    print(f"Seen on {date.today():%-d %B %Y}, with {len(examples)} examples of {intents} intents.", flush=True)
    print(f"Cross-validation on {arguments.folds} of {FOLDS} folds.", flush=True)
    if arguments.confusion:
        print(report.confusion(examples, [ranking[0] for ranking in measure.read_unlearned(examples)]))
        return 0
    if arguments.danger:
        print(danger.report(examples, measure.read_unlearned(examples)))
        return 0
    for name, turns in sets.items():
        print(f"{name} has {len(turns)} turns; {sum(bool(turn.blocks) for turn in turns)} of them are answered about a block.")
    print("\n" + report.table(measure.compare(examples, sets, arguments.folds, (CHOSEN,) if arguments.chosen else CHOICES)), flush=True)
    default = measure.read_default(sets)
    print(
        report.line(default) if default else "\nRasa's default is not in the table: make bench has not trained it on this data yet.",
        flush=True,
    )
    if arguments.full:
        print("\nThe same data, trained by Rasa itself:\n")
        print("\n".join(report.heads(list(sets))), flush=True)
        for row in measure.compare_pipelines(examples, sets, arguments.folds):
            print(report.line(row), flush=True)
    return 0
