"""The intent classifier: logistic regression on scaled n-grams and a sentence vector."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.utils.tensorflow.constants import RANKING_LENGTH
from scipy.linalg import cholesky, solve_triangular
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression

_LEARNED = "regression.npz"
#: A column with a larger share of values than this counts as part of a sentence vector.
_DENSE = 0.25


class ReducedLogisticRegression(LogisticRegression):
    """The same regression, fitted on as many features as there are examples.

    Its weights are always a sum of examples, so an orthonormal basis of the examples holds the
    solution and every step on the way to it. In that basis the examples are the rows of the
    Cholesky factor of their products. A step takes a tenth of the time; with 8,000 examples it
    needs 1.5 GB while it is trained.
    """

    coef_: Any

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> ReducedLogisticRegression:  # noqa: N803
        """Fit on a sparse matrix of shape (examples, features); ``coef_`` is about those features."""
        count, features = X.shape
        if features <= count:
            super().fit(X.toarray(), y)
            return self
        filled = np.diff(X.tocsc().indptr) > _DENSE * count
        counts, vectors = X[:, ~filled], X[:, filled].toarray()
        products = (counts @ counts.T).toarray() + vectors @ vectors.T
        # Examples with the same features make it singular; this much of their length sets them apart.
        products[np.diag_indices(count)] += 1e-10 * np.trace(products) / count
        rows = cholesky(products, lower=True)
        super().fit(rows, y)
        self.coef_ = np.ascontiguousarray((X.T @ solve_triangular(rows, self.coef_.T, lower=True, trans="T")).T)
        self.n_features_in_ = features
        return self


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ScaledLogisticRegressionClassifier(LogisticRegressionClassifier):
    """Rasa's classifier with the n-gram counts scaled (tf-idf) and the regularisation settable.

    Raw counts drown the sentence vector and differ with the length of the message.

    Config:
        C: inverse strength of the regularisation.
        ngram_weight: factor on the scaled n-grams, against the weight of the featurizer.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return Rasa's settings with ours."""
        return {**LogisticRegressionClassifier.get_default_config(), "C": 10.0, "ngram_weight": 3.0, "max_iter": 100}

    def __init__(self, config: Dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf = ReducedLogisticRegression(
            C=self.config["C"],
            solver=self.config["solver"],
            max_iter=self.config["max_iter"],
            tol=self.config["tol"],
            class_weight="balanced",
            random_state=self.config["random_state"],
        )
        #: Inverse document frequency of each n-gram.
        self._idf: Optional[NDArray[np.float64]] = None
        #: Weights of the regression, one row a feature.
        self._weights: Optional[NDArray[np.float64]] = None

    def _create_X(self, messages: List[Message]) -> csr_matrix:
        """Return the features, one row a message: scaled n-grams, then the sentence vector."""
        rows = []
        for message in messages:
            counts = message.get_sparse_features(attribute=TEXT)[1]
            vector = message.get_dense_features(attribute=TEXT)[1]
            rows.append(hstack([self._scale(csr_matrix(counts.features, dtype=np.float64)), csr_matrix(vector.features)]))
        return vstack(rows).tocsr()

    def _scale(self, counts: csr_matrix) -> csr_matrix:
        return csr_matrix((self._scaled(counts.data, counts.indices), counts.indices, counts.indptr), shape=counts.shape)

    def _scaled(self, counts: NDArray[np.float64], ngrams: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the weights of the n-grams of one message, from how often each occurs in it."""
        if self._idf is None or not len(counts):
            return counts
        scaled = (1.0 + np.log(counts)) * self._idf[ngrams]
        weights: NDArray[np.float64] = scaled * (self.config["ngram_weight"] / float(np.sqrt(np.square(scaled).sum())))
        return weights

    def train(self, training_data: TrainingData) -> Resource:
        """Learn how rare each n-gram is, then fit the regression."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        counts = vstack([csr_matrix(example.get_sparse_features(attribute=TEXT)[1].features) for example in examples])
        self._idf = TfidfTransformer().fit(counts).idf_
        return super().train(training_data)

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the likeliest intent and the ranking.

        The product of features and weights is taken over the n-grams of the message only, and
        without putting them in one sparse matrix with the vector first: both libraries take
        milliseconds for what are a few hundred numbers.
        """
        if self._weights is None:
            self._weights = np.ascontiguousarray(self.clf.coef_.T)
        for message in messages:
            found, shares, vector = _features(message)
            scores = self._scaled(shares, found) @ self._weights[found] + vector @ self._weights[-len(vector) :] + self.clf.intercept_
            odds = np.exp(scores - scores.max())
            likelihood = odds / odds.sum()
            best = np.argsort(-likelihood)[: self.config[RANKING_LENGTH] or None]
            ranking = [{"name": str(self.clf.classes_[number]), "confidence": float(likelihood[number])} for number in best]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def persist(self) -> None:
        """Write what was learned as plain numbers.

        Rasa's way, with skops, imports most of scikit-learn at each start: a second, and 40 MB.
        """
        assert self._idf is not None
        with self._model_storage.write_to(self._resource) as folder:
            learned = {
                "weights": self.clf.coef_,
                "intercept": self.clf.intercept_,
                "intents": self.clf.classes_.astype(str),
                "idf": self._idf,
            }
            np.savez(folder / _LEARNED, **learned)

    @classmethod
    def load(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext, **kwargs: Any
    ) -> ScaledLogisticRegressionClassifier:
        """Read what :meth:`persist` wrote."""
        component = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as folder, np.load(folder / _LEARNED, allow_pickle=False) as learned:
            component.clf.coef_, component.clf.intercept_ = learned["weights"], learned["intercept"]
            component.clf.classes_, component._idf = learned["intents"], learned["idf"]
        return component


def _features(message: Message) -> Tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Return which n-grams a message has, how often, and its sentence vector: the columns of a training example, in their order."""
    ngrams: List[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    counts: List[NDArray[np.float64]] = [np.zeros(0)]
    vectors: List[NDArray[np.float64]] = [np.zeros(0)]
    columns = 0
    for features in message.features:
        if features.type != FEATURE_TYPE_SENTENCE or features.attribute != TEXT:
            continue
        if features.is_dense():
            vectors.append(features.features[0].astype(np.float64))
        else:
            row = features.features.tocsr()
            ngrams.append(row.indices + columns)
            counts.append(row.data.astype(np.float64))
            columns += row.shape[1]
    return np.concatenate(ngrams), np.concatenate(counts), np.concatenate(vectors)
