"""The knowledge base of the NLU process, read once for all components."""

from __future__ import annotations

from functools import lru_cache

from bouwstenen.knowledge import KnowledgeBase, load_knowledge
from bouwstenen.language.context import ContextRecognizer


@lru_cache(maxsize=1)
def knowledge() -> KnowledgeBase:
    """Return the knowledge base of this process."""
    return load_knowledge()


@lru_cache(maxsize=1)
def recognizer() -> ContextRecognizer:
    """Return the recogniser of this process: extractor and resolver read with the same one."""
    return ContextRecognizer(knowledge())
