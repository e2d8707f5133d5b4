"""The classifiers that are compared: Rasa's component, ours, and ours with a linear SVM in it."""

from __future__ import annotations

import statistics
import tempfile
import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.calibration import CalibratedClassifierCV
from sklearn.exceptions import ConvergenceWarning
from sklearn.svm import LinearSVC

from bouwstenen.evaluation.ablation.data import SEED
from bouwstenen.evaluation.ablation.features import NgramCounter, Texts
from bouwstenen.nlu.classifier import ReducedLogisticRegression, ScaledLogisticRegressionClassifier


class CalibratedSvm(CalibratedClassifierCV):  # type: ignore[misc]
    """A linear SVM with likelihoods."""

    def __init__(self) -> None:
        super().__init__(LinearSVC(C=0.3, class_weight="balanced", random_state=SEED), cv=3, ensemble=False)

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> CalibratedSvm:  # noqa: N803
        """Fit on a matrix of shape (examples, features) and a list of intents, which the library takes only as an array."""
        super().fit(X, np.asarray(y))
        return self


class RasaClassifier(LogisticRegressionClassifier):  # type: ignore[misc]
    """Rasa's own: raw counts, its own settings."""

    clf: Any

    def __init__(self, config: dict[str, Any], name: str, model_storage: Any, resource: Any) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf = ReducedLogisticRegression(**self.clf.get_params())


class SvmClassifier(ScaledLogisticRegressionClassifier):
    """A linear SVM on the scaled features, calibrated: what comes after it works with likelihoods."""

    def __init__(self, config: dict[str, Any], name: str, model_storage: Any, resource: Any) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf = CalibratedSvm()

    def persist(self) -> None:
        """Write nothing: it is used where it was trained, and what ours writes are the weights of a regression."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the likeliest intent, by the library's own prediction: there are no weights of a regression."""
        found: list[Message] = LogisticRegressionClassifier.process(self, messages)
        return found


OURS = "ours (logistic regression)"
CLASSIFIERS: dict[str, Any] = {
    OURS: ScaledLogisticRegressionClassifier,
    "Rasa's LogisticRegressionClassifier": RasaClassifier,
    "linear SVM": SvmClassifier,
}


@dataclass(frozen=True)
class Choice:
    """A row of the table: which features, and which classifier on them."""

    features: tuple[str, ...]
    classifier: str = OURS

    @property
    def title(self) -> str:
        """Return the features as the table names them."""
        return " + ".join(self.features)


@dataclass(frozen=True)
class Outcome:
    """What a classifier made of texts that it had not seen."""

    #: Intent and confidence for each text.
    readings: tuple[tuple[str, float], ...]
    #: Seconds of one core to count n-grams and to fit, with tokens and vectors known.
    training: float
    #: Median milliseconds of one core for a message, with tokens and vector known.
    message: float
    #: The likeliest intents of each text with their likelihood, best first.
    rankings: tuple[tuple[tuple[str, float], ...], ...] = ()

    @property
    def intents(self) -> list[str]:
        """Return the intents alone."""
        return [intent for intent, _ in self.readings]


def train_and_read(choice: Choice, examples: Texts, intents: Sequence[str], others: Texts) -> Outcome:
    """Train on the examples and read the other texts, one by one.

    Args:
        choice: the features and the classifier.
        examples: what to learn from.
        intents: their intents.
        others: what to read then.
    """
    kind = CLASSIFIERS[choice.classifier]
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        # The number of steps is the one that the assistant is trained with.
        warnings.simplefilter("ignore", ConvergenceWarning)
        classifier = kind(kind.get_default_config(), "ablation", LocalModelStorage(Path(folder)), Resource("ablation"))
        start = time.process_time()
        counter = NgramCounter(choice.features, examples)
        messages = _messages(choice, counter, examples)
        for message, intent in zip(messages, intents):
            message.set(INTENT, intent)
        classifier.train(TrainingData(messages))
        training = time.process_time() - start
    readings, taken, rankings = [], [], []
    for number in range(len(others)):
        start = time.process_time()
        message = classifier.process(_messages(choice, counter, others.take([number])))[0]
        taken.append((time.process_time() - start) * 1000)
        readings.append((str(message.get(INTENT)["name"]), float(message.get(INTENT)["confidence"])))
        rankings.append(tuple((str(one["name"]), float(one["confidence"])) for one in message.get(INTENT_RANKING_KEY)))
    return Outcome(tuple(readings), training, statistics.median(taken), tuple(rankings))


def _messages(choice: Choice, counter: NgramCounter, texts: Texts) -> list[Message]:
    counts, vectors = counter.count(texts), texts.dense(choice.features)
    messages = []
    for number, text in enumerate(texts.texts):
        message = Message({TEXT: text})
        for features, origin in ((counts[number], "counts"), (vectors[number : number + 1], "vectors")):
            message.add_features(Features(features, FEATURE_TYPE_SENTENCE, TEXT, origin))
        messages.append(message)
    return messages
