"""The knowledge base: its models, reading it from ``knowledge/``, and checking it."""

from bouwstenen.knowledge.base import Entry, KnowledgeBase
from bouwstenen.knowledge.load import KnowledgeError, Problem, load_knowledge

__all__ = ["Entry", "KnowledgeBase", "KnowledgeError", "Problem", "load_knowledge"]
