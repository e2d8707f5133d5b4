"""Hybrid ranking of knowledge items for a question: meaning (dense) and words (lexical)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
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
#: How many of its texts must be like the question for an item to be quite like it: one may be so by chance.
_ALIKE = 3
#: From this similarity on a question is one of the texts itself, but for a comma.
_LITERAL = 0.97
#: Items of each type that go along with a message.
PER_TYPE = 10


class Candidate(NamedTuple):
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
        self._analyzer = analyzer
        vectorizer = TfidfVectorizer(analyzer=analyzer, sublinear_tf=True, dtype=np.float32)
        self._by_term = vectorizer.fit_transform(documents).tocsc()
        self._terms: dict[str, int] = vectorizer.vocabulary_
        self._rarity = vectorizer.idf_

    def likeness(self, terms: list[str]) -> Vectors:
        """Return the cosine similarity with each item, of shape (number of items,), each between 0 and 1.

        Adds up the columns of the few terms that the message has; the vectorizer and a product of
        sparse matrices take ten times as long for one message.
        """
        found: Vectors = np.zeros(self._by_term.shape[0], np.float32)
        counts = Counter(self._terms[term] for term in self._analyzer(terms) if term in self._terms)
        weights = {column: (1.0 + math.log(count)) * float(self._rarity[column]) for column, count in counts.items()}
        length = math.hypot(*weights.values())
        start, items, values = self._by_term.indptr, self._by_term.indices, self._by_term.data
        for column, weight in weights.items():
            here = slice(start[column], start[column + 1])
            found[items[here]] += values[here] * (weight / length)
        return found


class KnowledgeIndex:
    """The items of a knowledge base, ready to be ranked.

    Args:
        base: the knowledge base.
        encoder: gives the vectors of the items; those of messages must come from the same one.
        tokenize: gives the tokens of many texts (spaCy).
    """

    def __init__(self, base: KnowledgeBase, encoder: CachedEncoder, tokenize: Tokenize) -> None:
        self._floor = encoder.floor
        entries: list[Entry] = list(base.entries.values())
        self._refs = [entry.ref for entry in entries]
        variants = [_variants(entry) for entry in entries]
        self._vectors: Vectors = encoder.encode_known([text for texts in variants for text in texts])
        self._rows = _table([len(texts) for texts in variants])
        documents = [search_terms(tokens) for tokens in tokenize([entry.search_text for entry in entries])]
        self._words = _Lexicon(_as_is, documents)
        self._word_parts = _Lexicon(_parts, documents)
        types = np.array([entry.type for entry in entries])
        self._of_type = {str(kind): np.flatnonzero(types == kind) for kind in np.unique(types)}

    def __len__(self) -> int:
        return len(self._refs)

    def rank(self, tokens: Sequence[Token], vector: Vectors, per_type: int = PER_TYPE) -> dict[str, list[Candidate]]:
        """Return the best items of each type, best first.

        Args:
            tokens: the message.
            vector: its vector, of the index's encoder; shape (size,).
            per_type: how many of each type.
        """
        dense = self._likeness(vector)
        terms = search_terms(tokens)
        lexical = (WORD_WEIGHT * self._words.likeness(terms) + PART_WEIGHT * self._word_parts.likeness(terms)) / (WORD_WEIGHT + PART_WEIGHT)
        scores = DENSE_WEIGHT * closeness(dense, self._floor) + (1 - DENSE_WEIGHT) * lexical
        return {
            kind: [
                Candidate(self._refs[at], float(scores[at]), float(dense[at]), float(lexical[at]))
                for at in _highest(scores, where, per_type)
            ]
            for kind, where in self._of_type.items()
        }

    def _likeness(self, vector: Vectors) -> Vectors:
        """Return how much each item means the same: its best text and its few best ones weigh the same, unless it is asked literally."""
        similar = np.append(self._vectors @ vector, np.float32(-1.0))[self._rows]  # -1: no text at all
        few = np.partition(similar, -_ALIKE, axis=1)[:, -_ALIKE:]
        best = few.max(axis=1)
        likeness: Vectors = np.where(best >= _LITERAL, best, (best + few.mean(axis=1)) / 2)
        return likeness


def _table(lengths: Sequence[int]) -> NDArray[np.int64]:
    """Return the rows of the texts of each item, of shape (items, texts).

    Where an item has fewer texts stands the row after the last, up to :data:`_ALIKE` its first text.

    Args:
        lengths: number of texts of each item; their rows follow each other.
    """
    width = max(*lengths, _ALIKE)
    rows = np.full((len(lengths), width), sum(lengths))
    start = 0
    for item, length in enumerate(lengths):
        rows[item, :_ALIKE] = start
        rows[item, :length] = range(start, start + length)
        start += length
    return rows


def _highest(scores: Vectors, where: NDArray[np.int64], count: int) -> list[int]:
    """Return at most so many of these positions, those with the highest scores, highest first."""
    own = scores[where]
    if count < len(own):
        kept = np.argpartition(-own, count)[:count]
        own, where = own[kept], where[kept]
    return [int(at) for at in where[np.argsort(-own, kind="stable")]]
