"""``make bench``: the speed of the assistant beside that of Rasa's default, in one run on this machine."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bouwstenen.bench import report, training
from bouwstenen.bench.comparison import compare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add whether both models are trained again."""
    parser.add_argument("--retrain", action="store_true", help="train beide modellen opnieuw, ook als ze er al zijn")


def main(arguments: argparse.Namespace) -> int:
    """Print the figures of both and the bars; return 1 when a bar is not met."""
    ours, default = training.ours(arguments.retrain), training.default(arguments.retrain)
    with tempfile.TemporaryDirectory() as folder:
        measured = compare(ours, default, Path(folder))
    print("\n".join(report.table(measured)))
    bars = report.bars(measured)
    for bar, met in bars.items():
        print(f"{'met    ' if met else 'NOT MET'}  {bar}")
    return 0 if all(bars.values()) else 1
