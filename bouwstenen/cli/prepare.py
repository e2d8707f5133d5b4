"""Make what training and running need besides packages: the own spaCy pipeline."""

from __future__ import annotations

import argparse

from bouwstenen.knowledge import KnowledgeError, load_knowledge
from bouwstenen.language.pipeline import OWN_PATH, STATISTICAL, available_pipeline, build_own_pipeline


def main(arguments: argparse.Namespace) -> int:
    """Build the own pipeline when the statistical one is not installed and it is not there yet."""
    if available_pipeline() == STATISTICAL or (OWN_PATH / "meta.json").exists():
        return 0
    try:
        base = load_knowledge()
    except KnowledgeError as error:
        print(error)
        return 1
    print("Ik bouw de kleine Nederlandse spaCy-pijplijn.", flush=True)
    build_own_pipeline(place.name for place in base.places.values() if not place.ambiguous)
    return 0
