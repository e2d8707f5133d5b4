"""Make what training and running need besides packages: the files of the sentence encoder, and the own spaCy pipeline."""

from __future__ import annotations

import argparse

from bouwstenen.knowledge import KnowledgeError, load_knowledge
from bouwstenen.language.pipeline import OWN_PATH, STATISTICAL, available_pipeline, build_own_pipeline
from bouwstenen.retrieval.e5.encoder import FOLDER, prepare
from bouwstenen.retrieval.e5.weights import ModelFileError, Weights, model_file


def main(arguments: argparse.Namespace) -> int:
    """Make the encoder's files, and the own pipeline when the statistical one is not installed; only what is not there yet."""
    try:
        prepare(Weights(model_file()), FOLDER)
    except ModelFileError as error:
        print(error)
        return 1
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
