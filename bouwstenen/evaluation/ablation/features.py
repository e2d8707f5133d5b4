"""The features that are compared, computed as the pipeline does, with what each costs."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bouwstenen.language.pipeline import load_pipeline
from bouwstenen.retrieval.encoder import shared_encoder

#: What ``CountVectorsFeaturizer`` is told in ``config.yml``, as scikit-learn calls it.
_CHARACTERS = {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 2, "strip_accents": "unicode"}
_WORDS = {"analyzer": "word", "ngram_range": (1, 2), "token_pattern": r"(?u)\b\w+\b", "strip_accents": "unicode"}
#: N-grams by name: whether they are taken from the lemmas, and of what.
NGRAMS: dict[str, tuple[bool, dict[str, Any]]] = {
    "characters": (False, _CHARACTERS),
    "words": (False, _WORDS),
    "lemma characters": (True, _CHARACTERS),
    "lemmas": (True, _WORDS),
}
#: Encoders by name, as ``config.yml`` calls them.
ENCODERS = {"USE": "use", "e5": "e5"}
#: Factor on the sentence vector, as in ``config.yml``.
WEIGHT = 4.0
_NUMBER = re.compile(r"\b[0-9]+\b")
#: Messages whose time is taken.
_TIMED = 60


@dataclass(frozen=True)
class Texts:
    """Texts as the features need them, read once for all rows of the table."""

    texts: tuple[str, ...]
    #: The tokens with spaces in between, as ``CountVectorsFeaturizer`` joins them.
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    #: By encoder, an array of shape (texts, size of the vector) with rows of length 1.
    vectors: dict[str, NDArray[np.float32]]

    def __len__(self) -> int:
        return len(self.texts)

    def take(self, positions: Sequence[int] | NDArray[np.int64]) -> Texts:
        """Return the texts at these positions."""
        return Texts(
            tuple(self.texts[at] for at in positions),
            tuple(self.words[at] for at in positions),
            tuple(self.lemmas[at] for at in positions),
            {name: vectors[positions] for name, vectors in self.vectors.items()},
        )

    def of(self, ngrams: str) -> tuple[str, ...]:
        """Return the texts that n-grams of this name are taken from."""
        return self.lemmas if NGRAMS[ngrams][0] else self.words

    def dense(self, features: Sequence[str]) -> NDArray[np.float32]:
        """Return the sentence vectors of these features, each weighing the same; one zero where there is none."""
        parts = [self.vectors[name] for name in features if name in ENCODERS]
        if not parts:
            # Rasa's classifiers take a dense part for granted; a constant zero changes nothing.
            return np.zeros((len(self), 1), np.float32)
        joined: NDArray[np.float32] = (np.hstack(parts) * (WEIGHT / np.sqrt(len(parts)))).astype(np.float32)
        return joined


def read_texts(texts: Sequence[str]) -> Texts:
    """Return the texts with tokens, lemmas and vectors; the vectors are remembered on disk."""
    docs = [[token for token in doc if not token.is_space] for doc in load_pipeline().pipe(texts)]
    return Texts(
        tuple(texts),
        tuple(" ".join(_counted(token.text) for token in doc) for doc in docs),
        tuple(" ".join(_counted(token.lemma_) for token in doc) for doc in docs),
        {name: shared_encoder((encoder,)).encode_known(texts) for name, encoder in ENCODERS.items()},
    )


def _counted(word: str) -> str:
    """Return a word as ``CountVectorsFeaturizer`` counts it: numbers are all alike."""
    return _NUMBER.sub("__NUMBER__", word).lower()


class NgramCounter:
    """Counts of n-grams, those of several names side by side."""

    def __init__(self, features: Sequence[str], texts: Texts) -> None:
        from sklearn.feature_extraction.text import CountVectorizer

        self._counters = {name: CountVectorizer(**NGRAMS[name][1]).fit(texts.of(name)) for name in features if name in NGRAMS}

    def count(self, texts: Texts) -> Any:
        """Return a sparse matrix of shape (texts, n-grams); one zero for each text where there are no n-grams."""
        from scipy.sparse import csr_matrix, hstack

        if not self._counters:
            return csr_matrix((len(texts), 1))
        return hstack([counter.transform(texts.of(name)) for name, counter in self._counters.items()]).tocsr()


def reading_times(texts: Sequence[str]) -> dict[str, float]:
    """Return what one message costs before any classifier, in milliseconds of one core: by encoder, and for the tokens of n-grams."""
    nlp = load_pipeline()
    encoders = {name: shared_encoder((encoder,)) for name, encoder in ENCODERS.items()}
    times = {name: _median_ms(lambda text: encoders[name].encode([text]), texts) for name in ENCODERS}  # noqa: B023
    return {**times, **dict.fromkeys(NGRAMS, _median_ms(nlp, texts))}


def reading_time(features: Sequence[str], times: dict[str, float]) -> float:
    """Return the milliseconds for a message; the tokens are made once for all n-grams."""
    ngrams = [times[name] for name in features if name in NGRAMS]
    return sum(times[name] for name in features if name in ENCODERS) + max(ngrams, default=0.0)


def _median_ms(read: Callable[[str], object], texts: Sequence[str]) -> float:
    read(texts[0])
    taken = []
    for text in texts[:_TIMED]:
        start = time.process_time()
        read(text)
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)
