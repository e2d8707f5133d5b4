"""Tokens and lemmas from spaCy."""

from __future__ import annotations

import json
import logging
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bouwstenen.language.pipeline import describe, load_pipeline

logger = logging.getLogger(__name__)
#: Where the spaCy document stays on the message, for the components after this one.
SPACY_DOC = "spacy_doc"
RECORD = "spacy.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class SpacyDutchTokenizer(Tokenizer):
    """Tokenizer on the spaCy pipeline that is installed (:mod:`bouwstenen.language.pipeline`).

    Rasa's own ``SpacyNLP`` needs one fixed package; ours may be either of two. The trained model
    records which one it was, since other lemmas make other features.
    """

    @staticmethod
    def required_packages() -> List[str]:
        """Return the packages that must be installed."""
        return ["spacy"]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return Rasa's settings for tokenizers."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None, "prefix_separator_symbol": None}

    def __init__(self, config: Dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config)
        self._storage = storage
        self._resource = resource
        self._nlp = load_pipeline()

    @classmethod
    def create(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> SpacyDutchTokenizer:
        """Make the component for training."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext, **kwargs: Any
    ) -> SpacyDutchTokenizer:
        """Make the component for use; warn when the model was trained with another pipeline."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            trained_with = json.loads((folder / RECORD).read_text(encoding="utf-8"))["pipeline"]
        if trained_with != describe(component._nlp):
            logger.warning(
                "Het model is getraind met spaCy-pijplijn %s; nu draait %s. Start met 'make run' of train opnieuw met 'make train'.",
                trained_with,
                describe(component._nlp),
            )
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Record the pipeline; there is nothing to learn."""
        with self._storage.write_to(self._resource) as folder:
            (folder / RECORD).write_text(json.dumps({"pipeline": describe(self._nlp)}), encoding="utf-8")
        return self._resource

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """Return the tokens of a text, with their lemmas."""
        doc = self._nlp(str(message.get(attribute)))
        if attribute == TEXT:
            message.set(SPACY_DOC, doc)
        return [Token(token.text, token.idx, lemma=token.lemma_.lower()) for token in doc if not token.is_space]
