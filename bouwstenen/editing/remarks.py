"""All remarks on a knowledge base: what is no mistake, but worth a look."""

from __future__ import annotations

from bouwstenen.editing.duplicates import near_duplicates
from bouwstenen.editing.gaps import gaps
from bouwstenen.editing.language import hard_texts, unexplained_abbreviations
from bouwstenen.editing.reach import names_not_recognised, not_found, shadowed, unknown_kinds
from bouwstenen.editing.reading import Reading
from bouwstenen.knowledge import Problem
from bouwstenen.knowledge.check import in_order
from bouwstenen.language.context import ContextRecognizer
from bouwstenen.retrieval.encoder import CachedEncoder
from bouwstenen.retrieval.index import Tokenize


def remarks(reading: Reading, encoder: CachedEncoder, tokenize: Tokenize) -> list[Problem]:
    """Return every remark, in the order of the files.

    Args:
        reading: a knowledge base without mistakes.
        encoder: the encoder of the search; it remembers the vectors of texts it has seen.
        tokenize: gives the tokens of many texts (spaCy).
    """
    found = [
        *hard_texts(reading),
        *unexplained_abbreviations(reading),
        *gaps(reading),
        *names_not_recognised(reading, ContextRecognizer(reading.base), tokenize),
        *shadowed(reading),
        *unknown_kinds(reading),
        *near_duplicates(reading, encoder, tokenize),
        *not_found(reading, encoder, tokenize),
    ]
    return sorted(found, key=in_order)
