"""``make check-knowledge``: every mistake in the knowledge base with file, line and remedy, and remarks."""

from __future__ import annotations

import argparse
from collections import Counter

from bouwstenen.editing.reading import Reading
from bouwstenen.knowledge import Problem
from bouwstenen.knowledge.check import check, in_order
from bouwstenen.language.pipeline import load_pipeline, split_sentences, tokens_of


def main(arguments: argparse.Namespace) -> int:
    """Print mistakes and return 1; or print what there is, with remarks, and return 0."""
    reading = Reading.of()
    if print_problems(reading):
        return 1
    found = _remarks(reading)
    for remark in found:
        print(f"Let op: {remark}")
    if found:
        print(f"\n{len(found)} keer 'let op'. Dat hoeft geen fout te zijn; de assistent werkt ermee. Kijk of het beter kan.")
    counts = Counter(entry.type for entry in reading.base.entries.values())
    print("De kennisbank klopt: " + ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items())) + ".")
    return 0


def print_problems(reading: Reading) -> bool:
    """Print every mistake; tell whether there was any."""
    problems = sorted([*reading.problems, *check(reading.located, reading.base, split_sentences)], key=in_order)
    for problem in problems:
        print(problem)
    if problems:
        print(f"\n{len(problems)} {'fout' if len(problems) == 1 else 'fouten'} in de kennisbank.")
    return bool(problems)


def _remarks(reading: Reading) -> list[Problem]:
    # Imported here, since a knowledge base with mistakes needs neither search nor encoder.
    from bouwstenen.editing.remarks import remarks
    from bouwstenen.retrieval.encoder import configured_encoders, shared_encoder

    nlp = load_pipeline()
    return remarks(reading, shared_encoder(configured_encoders()), lambda texts: (tokens_of(doc) for doc in nlp.pipe(texts)))
