"""The intent classifier: logistic regression on scaled character n-grams and a sentence vector."""

from __future__ import annotations

from typing import Any, Dict, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ScaledLogisticRegressionClassifier(LogisticRegressionClassifier):
    """Rasa's classifier with the n-gram counts scaled (tf-idf) and the regularisation settable.

    Raw counts drown the sentence vector and differ with the length of the message; see the
    table in docs/nlu.md.

    Config:
        C: inverse strength of the regularisation.
        ngram_weight: factor on the scaled n-grams, against the weight of the featurizer.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return Rasa's settings with ours."""
        return {**LogisticRegressionClassifier.get_default_config(), "C": 10.0, "ngram_weight": 3.0, "max_iter": 150}

    def __init__(self, config: Dict[Text, Any], name: Text, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, name, model_storage, resource)
        self._regression = LogisticRegression(
            C=self.config["C"],
            solver=self.config["solver"],
            max_iter=self.config["max_iter"],
            tol=self.config["tol"],
            class_weight="balanced",
            random_state=self.config["random_state"],
        )

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the scaling and the regression on the examples."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        counts = examples[0].get_sparse_features(attribute=TEXT)[1]
        columns = counts.features.shape[1]
        vector = examples[0].get_dense_features(attribute=TEXT)[1]
        width = columns + vector.features.shape[-1]
        scaling = ColumnTransformer(
            [
                ("ngrams", TfidfTransformer(sublinear_tf=True), list(range(columns))),
                ("sentence", "passthrough", list(range(columns, width))),
            ],
            transformer_weights={"ngrams": self.config["ngram_weight"], "sentence": 1.0},
            sparse_threshold=1.0,
        )
        self.clf = Pipeline([("scaling", scaling), ("regression", self._regression)])
        return super().train(training_data)
