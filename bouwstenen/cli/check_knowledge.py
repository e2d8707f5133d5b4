"""``make check-knowledge``: every mistake in the knowledge base with file, line and remedy."""

from __future__ import annotations

import argparse
from collections import Counter

from bouwstenen.knowledge.check import check_folder
from bouwstenen.language.pipeline import split_sentences


def main(arguments: argparse.Namespace) -> int:
    """Print the problems, or what there is; return 1 when something is wrong."""
    base, problems = check_folder(split_sentences=split_sentences)
    for problem in problems:
        print(problem)
    if problems:
        print(f"\n{len(problems)} {'fout' if len(problems) == 1 else 'fouten'} in de kennisbank.")
        return 1
    counts = Counter(entry.type for entry in base.entries.values())
    print("De kennisbank klopt: " + ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items())) + ".")
    return 0
