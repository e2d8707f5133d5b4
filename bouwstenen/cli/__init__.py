"""The commands behind ``make``."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

#: Command, module and one line of help; each module has ``main(arguments)``.
COMMANDS = {
    "prepare": ("prepare", "maak wat nodig is om te kunnen trainen (spaCy-pijplijn)"),
    "index": ("index", "reken de vectoren van de kennisbank uit"),
    "run": ("run", "start de assistent; train eerst als dat nodig is"),
    "train": ("train", "train een model voor de huidige bestanden"),
    "chat": ("chat", "praat in de terminal met de assistent die draait"),
    "check-knowledge": ("check_knowledge", "kijk de kennisbank na"),
    "preview": ("preview", "laat zien hoe de assistent een item zegt"),
    "bench": ("bench", "meet de snelheid op deze machine"),
    "evaluate": ("evaluate", "meet de kwaliteit op tests/eval"),
    "ablation": ("ablation", "vergelijk kenmerken en classifiers voor het herkennen van intents"),
}


def main() -> None:
    """Run the command that is named on the command line."""
    # spaCy imports TensorFlow when it is there, which then tells about the hardware at length.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    parser = argparse.ArgumentParser(prog="python -m bouwstenen", description="Bouwstenen-assistent")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (module, line) in COMMANDS.items():
        command = commands.add_parser(name, help=line)
        # Importing all of them takes longer than what some of them do.
        if name in sys.argv[1:2]:
            getattr(import_module(f"bouwstenen.cli.{module}"), "add_arguments", lambda _: None)(command)
    arguments = parser.parse_args()
    run = import_module(f"bouwstenen.cli.{COMMANDS[arguments.command][0]}").main
    try:
        sys.exit(run(arguments))
    except KeyboardInterrupt:
        sys.exit(130)
