"""The knowledge base of the NLU process, read once for all components."""

from __future__ import annotations

from functools import lru_cache

from bouwstenen.knowledge import KnowledgeBase, load_knowledge
from bouwstenen.language.context import ContextRecognizer
from bouwstenen.language.phrases import Token
from bouwstenen.language.text import words


@lru_cache(maxsize=1)
def knowledge() -> KnowledgeBase:
    """Return the knowledge base of this process."""
    return load_knowledge()


@lru_cache(maxsize=1)
def recognizer() -> ContextRecognizer:
    """Return the recogniser of this process: extractor and resolver read with the same one."""
    return ContextRecognizer(knowledge())


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    return frozenset(word for place in knowledge().places.values() for word in words(place.name))


def is_name(token: Token) -> bool:
    """Tell whether a word is a name that the knowledge base has: of a group, block, theme, term or place, however it is spelled."""
    return token.folded in _places() or recognizer().knows(token.folded)
