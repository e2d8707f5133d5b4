"""Compute the vectors of the knowledge base that are not known yet."""

from __future__ import annotations

import argparse
import logging

import yaml

from bouwstenen.knowledge import load_knowledge
from bouwstenen.paths import ROOT
from bouwstenen.retrieval.encoder import shared_encoder
from bouwstenen.retrieval.index import remember_vectors


def main(arguments: argparse.Namespace) -> int:
    """Encode every item with the encoders of ``config.yml``."""
    logging.basicConfig(format="%(message)s")
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    ranker = next(part for part in config["pipeline"] if part["name"].endswith("KnowledgeRanker"))
    remember_vectors(load_knowledge(), shared_encoder(tuple(ranker["encoders"])))
    return 0
