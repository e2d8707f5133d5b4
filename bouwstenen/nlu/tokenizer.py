"""Tokens and lemmas from spaCy."""

from __future__ import annotations

import json
import logging
from collections import Counter
from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bouwstenen.language.identify import is_other_language
from bouwstenen.language.pipeline import describe, load_pipeline, tokens_of
from bouwstenen.language.spelling import Spelling
from bouwstenen.language.text import words
from bouwstenen.nlu.knowledge import is_name, knowledge

logger = logging.getLogger(__name__)
#: Where the spaCy document stays on the message, for the components after this one.
SPACY_DOC = "spacy_doc"
#: The text without its typing errors, on a message that has some.
MENDED = "mended_text"
RECORD = "spacy.json"
#: How often each word occurs in the training data.
WORDS = "words.json"


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
        #: ``None`` while training: the examples have typing errors on purpose.
        self._spelling: Optional[Spelling] = None

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
            counts = Counter(json.loads((folder / WORDS).read_text(encoding="utf-8")))
        component._spelling = Spelling(
            counts + Counter(word for entry in knowledge().entries.values() for word in words(entry.search_text))
        )
        if trained_with != describe(component._nlp):
            logger.warning(
                "Het model is getraind met spaCy-pijplijn %s; nu draait %s. Start met 'make run' of train opnieuw met 'make train'.",
                trained_with,
                describe(component._nlp),
            )
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Record the pipeline, and which words people use."""
        with self._storage.write_to(self._resource) as folder:
            counts = Counter(word for example in training_data.intent_examples for word in words(str(example.get(TEXT) or "")))
            (folder / WORDS).write_text(json.dumps(counts, ensure_ascii=False), encoding="utf-8")
            (folder / RECORD).write_text(json.dumps({"pipeline": describe(self._nlp)}), encoding="utf-8")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Mend typing errors, and set the tokens."""
        for message in messages:
            text = str(message.get(TEXT) or "")
            # What looks like a typing error in Dutch is a word in another language.
            if self._spelling is not None and text and not is_other_language(text):
                mended = self._spelling.mend(text, tokens_of(self._nlp(text)), is_name)
                if mended != text:
                    message.set(MENDED, mended)
        return list(super().process(messages))

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """Return the tokens of a text, with their lemmas."""
        text = message.get(MENDED) if attribute == TEXT else None
        doc = self._nlp(str(text or message.get(attribute)))
        if attribute == TEXT:
            message.set(SPACY_DOC, doc)
        return [Token(token.text, token.idx, lemma=token.lemma_.lower()) for token in doc if not token.is_space]
