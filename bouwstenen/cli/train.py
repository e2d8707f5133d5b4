"""``make train``: train a model for the present files."""

from __future__ import annotations

import argparse
import subprocess
import time

from bouwstenen.cli import check_knowledge
from bouwstenen.editing.reading import Reading
from bouwstenen.server import model


def main(arguments: argparse.Namespace) -> int:
    """Check the knowledge base, then train."""
    if check_knowledge.print_problems(Reading.of()):
        return 1
    start = time.monotonic()
    print("Het model wordt getraind; dat duurt een paar minuten.", flush=True)
    try:
        model.train()
    except subprocess.CalledProcessError as error:
        print(f"Trainen lukte niet (code {error.returncode}). Hierboven staat waarom.")
        return 1
    print(f"Het model is klaar ({time.monotonic() - start:.0f} seconden): {model.MODEL.name}.", flush=True)
    return 0
