"""The classifier: what it says is what scikit-learn says, also after it was written and read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, FEATURE_TYPE_SEQUENCE, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack, random
from sklearn.linear_model import LogisticRegression

from bouwstenen.nlu.classifier import ReducedLogisticRegression, ScaledLogisticRegressionClassifier

_SIZE = 12


def message(number: int, intent: str | None = None) -> Message:
    """Return a message with n-grams of two featurizers and a sentence vector, the same for the same number."""
    chance = np.random.default_rng(number)
    made = Message({TEXT: f"tekst {number}", **({INTENT: intent} if intent else {})})
    for origin in ("characters", "words"):
        counts = csr_matrix(chance.poisson(0.5, (1, _SIZE)) + np.eye(1, _SIZE, number % _SIZE))
        made.add_features(Features(counts, FEATURE_TYPE_SEQUENCE, TEXT, origin))
        made.add_features(Features(counts, FEATURE_TYPE_SENTENCE, TEXT, origin))
    made.add_features(Features(chance.normal(size=(1, 4)).astype(np.float32), FEATURE_TYPE_SENTENCE, TEXT, "encoder"))
    return made


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage.create(tmp_path)


@pytest.fixture
def context() -> ExecutionContext:
    return ExecutionContext(GraphSchema({}), node_name="classifier")


def test_it_gives_the_likelihoods_of_the_regression_before_and_after_writing(storage: LocalModelStorage, context: ExecutionContext) -> None:
    config = {**ScaledLogisticRegressionClassifier.get_default_config()}
    trained = ScaledLogisticRegressionClassifier.create(config, storage, Resource("classifier"), context)
    trained.train(TrainingData([message(number, ("greet", "thank", "ask_tip")[number % 3]) for number in range(60)]))
    read = ScaledLogisticRegressionClassifier.load(config, storage, Resource("classifier"), context)
    for number in range(100, 120):
        likelihood = trained.clf.predict_proba(trained._create_X([message(number)]))[0]
        expected = dict(zip(trained.clf.classes_, likelihood))
        for classifier in (trained, read):
            asked = message(number)
            classifier.process([asked])
            ranking = asked.get(INTENT_RANKING_KEY)
            assert {reading["name"]: reading["confidence"] for reading in ranking} == pytest.approx(expected)
            assert [reading["confidence"] for reading in ranking] == sorted((r["confidence"] for r in ranking), reverse=True)
            assert asked.get(INTENT) == ranking[0]
            assert isinstance(ranking[0]["name"], str)


def test_the_reduced_regression_is_the_same_regression() -> None:
    numbers = np.random.default_rng(1)
    counts = random(60, 400, density=0.05, random_state=1)
    examples = hstack([counts, numbers.normal(size=(60, 8))]).tocsr()
    examples = csr_matrix(np.vstack([examples.toarray(), examples.toarray()[:3]]))
    intents = numbers.choice(["a", "b", "c", "d"], 63)
    settings = {"C": 10.0, "class_weight": "balanced", "max_iter": 500, "tol": 1e-8}
    plain = LogisticRegression(**settings).fit(examples, intents)
    reduced = ReducedLogisticRegression(**settings).fit(examples, intents)
    assert reduced.coef_.shape == plain.coef_.shape
    unseen = hstack([random(20, 400, density=0.05, random_state=2), numbers.normal(size=(20, 8))]).tocsr()
    assert np.allclose(reduced.predict_proba(unseen), plain.predict_proba(unseen), atol=1e-3)
    few = ReducedLogisticRegression(**settings).fit(examples[:, -8:], intents)
    assert np.allclose(
        few.predict_proba(unseen[:, -8:]),
        LogisticRegression(**settings).fit(examples[:, -8:], intents).predict_proba(unseen[:, -8:]),
        atol=1e-3,
    )
