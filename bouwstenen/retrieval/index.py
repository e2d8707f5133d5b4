"""Hybrid ranking of knowledge items for a question: meaning (dense) and words (lexical)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from bouwstenen.knowledge import Entry, KnowledgeBase
from bouwstenen.language.phrases import Token
from bouwstenen.language.text import FUNCTION_WORDS
from bouwstenen.retrieval.encoder import CachedEncoder, Vectors

_Tokenize = Callable[[Sequence[str]], Iterable[Sequence[Token]]]
#: Share of the dense score in the hybrid one; see docs/nlu.md.
DENSE_WEIGHT = 0.6
#: Items of each type that go along with a message.
PER_TYPE = 10


@dataclass(frozen=True)
class Candidate:
    """A knowledge item that may answer a message, with its scores between 0 and 1."""

    ref: str
    score: float
    dense: float = 0.0
    lexical: float = 0.0


def search_terms(tokens: Iterable[Token]) -> list[str]:
    """Return the lemmas of a text that carry meaning."""
    return [
        token.lemma
        for token in tokens
        if token.folded not in FUNCTION_WORDS and token.lemma not in FUNCTION_WORDS and any(c.isalnum() for c in token.folded)
    ]


def _as_is(terms: list[str]) -> list[str]:
    return terms


def _variants(entry: Entry) -> list[str]:
    """Return the texts by which an item can be found: its own, its title and its questions."""
    item = entry.item
    title = getattr(item, "title", None) or getattr(item, "name", None)
    return [item.text, *item.questions, *([f"{title}. {item.text}"] if title else [])]


def remember_vectors(base: KnowledgeBase, encoder: CachedEncoder) -> None:
    """Compute the vectors of all items once, so that a start has only to read them."""
    encoder.encode_known([text for entry in base.entries.values() for text in _variants(entry)])


class KnowledgeIndex:
    """The items of a knowledge base, ready to be ranked.

    Args:
        base: the knowledge base.
        encoder: gives the vectors of the items; those of messages must come from the same one.
        tokenize: gives the tokens of many texts (spaCy).
    """

    def __init__(self, base: KnowledgeBase, encoder: CachedEncoder, tokenize: _Tokenize) -> None:
        self._floor = encoder.floor
        self._entries: list[Entry] = list(base.entries.values())
        variants = [_variants(entry) for entry in self._entries]
        self._vectors: Vectors = encoder.encode_known([text for texts in variants for text in texts])
        self._owners = np.repeat(np.arange(len(variants)), [len(texts) for texts in variants])
        self._vectorizer = TfidfVectorizer(analyzer=_as_is, sublinear_tf=True)
        documents = [search_terms(tokens) for tokens in tokenize([entry.search_text for entry in self._entries])]
        self._matrix = self._vectorizer.fit_transform(documents)
        self._types = np.array([entry.type for entry in self._entries])

    def __len__(self) -> int:
        return len(self._entries)

    def rank(self, tokens: Sequence[Token], vector: Vectors, per_type: int = PER_TYPE) -> dict[str, list[Candidate]]:
        """Return the best items of each type, best first.

        Args:
            tokens: the message.
            vector: its vector, of the index's encoder; shape (size,).
            per_type: how many of each type.
        """
        similarity = self._vectors @ vector
        dense = np.full(len(self._entries), -1.0, dtype=np.float32)
        np.maximum.at(dense, self._owners, similarity)
        query = self._vectorizer.transform([search_terms(tokens)])
        lexical = np.asarray((self._matrix @ query.T).todense()).ravel()
        meaning = np.clip((dense - self._floor) / (1.0 - self._floor), 0.0, 1.0)
        scores = DENSE_WEIGHT * meaning + (1 - DENSE_WEIGHT) * lexical
        ranked: dict[str, list[Candidate]] = {}
        for number in np.argsort(-scores):
            best = ranked.setdefault(str(self._types[number]), [])
            if len(best) < per_type:
                best.append(Candidate(self._entries[number].ref, float(scores[number]), float(dense[number]), float(lexical[number])))
        return ranked
