"""Compute the vectors of the knowledge base that are not known yet."""

from __future__ import annotations

import argparse
import logging

from bouwstenen.knowledge import load_knowledge
from bouwstenen.retrieval.encoder import configured_encoders, shared_encoder
from bouwstenen.retrieval.index import remember_vectors


def main(arguments: argparse.Namespace) -> int:
    """Encode every item with the encoders of ``config.yml``."""
    logging.basicConfig(format="%(message)s")
    remember_vectors(load_knowledge(), shared_encoder(configured_encoders()))
    return 0
