"""Hybrid ranking of knowledge items for a question: meaning (dense) and words (lexical)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from bouwstenen.knowledge import Entry, KnowledgeBase
from bouwstenen.knowledge.models import Example
from bouwstenen.language.phrases import Token
from bouwstenen.language.text import FUNCTION_WORDS
from bouwstenen.retrieval.encoder import CachedEncoder, Vectors

Tokenize = Callable[[Sequence[str]], Iterable[Sequence[Token]]]
#: Shares of meaning, words and parts of words in the hybrid score; see docs/nlu.md.
DENSE_WEIGHT, WORD_WEIGHT, PART_WEIGHT = 0.6, 0.2, 0.2
#: Lengths of the parts of words: compounds ("taalcursus") and typing errors share some.
_PARTS = (3, 4, 5)
#: Items of each type that go along with a message.
PER_TYPE = 10


@dataclass(frozen=True)
class Candidate:
    """A knowledge item that may answer a message, with its scores between 0 and 1."""

    ref: str
    score: float
    dense: float = 0.0
    #: Likeness of words and parts of words together.
    lexical: float = 0.0


def search_terms(tokens: Iterable[Token]) -> list[str]:
    """Return the lemmas of a text that carry meaning."""
    return [
        token.lemma
        for token in tokens
        if token.folded not in FUNCTION_WORDS and token.lemma not in FUNCTION_WORDS and any(c.isalnum() for c in token.folded)
    ]


def closeness(similarity: Vectors, floor: float) -> Vectors:
    """Return cosine similarities as 0 (nothing in common: the encoder's ``floor``) to 1 (the same text)."""
    close: Vectors = np.clip((similarity - floor) / (1.0 - floor), 0.0, 1.0)
    return close


def _as_is(terms: list[str]) -> list[str]:
    return terms


def _parts(terms: list[str]) -> list[str]:
    words = [f" {term} " for term in terms]
    return [word[at : at + size] for word in words for size in _PARTS for at in range(len(word) - size + 1)]


def _variants(entry: Entry) -> list[str]:
    """Return the texts by which an item can be found: its own, its title and its questions."""
    item = entry.item
    title = getattr(item, "title", None) or getattr(item, "name", None)
    # A project is also asked for by its name and nothing else. Terms and groups are recognised by theirs; the
    # title of a publication says so little of its own that it would draw questions to it.
    named = [title] if isinstance(item, Example) else []
    return [str(text) for text in (item.text, *item.questions, *([f"{title}. {item.text}"] if title else []), *named)]


def remember_vectors(base: KnowledgeBase, encoder: CachedEncoder) -> None:
    """Compute the vectors of all items once, so that a start has only to read them."""
    encoder.encode_known([text for entry in base.entries.values() for text in _variants(entry)])


class _Lexicon:
    """Items by weighed terms (tf-idf).

    Args:
        analyzer: what counts as a term, from the lemmas of a text.
        documents: the lemmas of each item.
    """

    def __init__(self, analyzer: Callable[[list[str]], list[str]], documents: list[list[str]]) -> None:
        self._vectorizer = TfidfVectorizer(analyzer=analyzer, sublinear_tf=True, dtype=np.float32)
        self._matrix = self._vectorizer.fit_transform(documents)

    def likeness(self, terms: list[str]) -> Vectors:
        """Return an array of shape (number of items,), each between 0 and 1."""
        query = self._vectorizer.transform([terms])
        return np.asarray((self._matrix @ query.T).todense(), dtype=np.float32).ravel()


class KnowledgeIndex:
    """The items of a knowledge base, ready to be ranked.

    Args:
        base: the knowledge base.
        encoder: gives the vectors of the items; those of messages must come from the same one.
        tokenize: gives the tokens of many texts (spaCy).
    """

    def __init__(self, base: KnowledgeBase, encoder: CachedEncoder, tokenize: Tokenize) -> None:
        self._floor = encoder.floor
        self._entries: list[Entry] = list(base.entries.values())
        variants = [_variants(entry) for entry in self._entries]
        self._vectors: Vectors = encoder.encode_known([text for texts in variants for text in texts])
        self._owners = np.repeat(np.arange(len(variants)), [len(texts) for texts in variants])
        documents = [search_terms(tokens) for tokens in tokenize([entry.search_text for entry in self._entries])]
        self._words = _Lexicon(_as_is, documents)
        self._word_parts = _Lexicon(_parts, documents)
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
        terms = search_terms(tokens)
        lexical = (WORD_WEIGHT * self._words.likeness(terms) + PART_WEIGHT * self._word_parts.likeness(terms)) / (WORD_WEIGHT + PART_WEIGHT)
        scores = DENSE_WEIGHT * closeness(dense, self._floor) + (1 - DENSE_WEIGHT) * lexical
        ranked: dict[str, list[Candidate]] = {}
        for number in np.argsort(-scores):
            best = ranked.setdefault(str(self._types[number]), [])
            if len(best) < per_type:
                best.append(Candidate(self._entries[number].ref, float(scores[number]), float(dense[number]), float(lexical[number])))
        return ranked
