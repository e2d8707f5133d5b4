"""Entities by content: target groups, building block, role, place and theme.

They come from ``knowledge/``, not from training examples, so that an editor can add a synonym
without training a model.
"""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bouwstenen.language.pipeline import place_spans, tokens_of
from bouwstenen.nlu.component import MessageComponent
from bouwstenen.nlu.knowledge import recognizer
from bouwstenen.nlu.tokenizer import SPACY_DOC


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ContextExtractor(MessageComponent, EntityExtractorMixin):
    """Adds what a message says about who, what, where and by whom."""

    def __init__(self, config: Dict[str, Any]) -> None:
        super().__init__(config)
        self._recognizer = recognizer()

    def process_message(self, message: Message) -> None:
        """Add the entities of one message."""
        doc = message.get(SPACY_DOC)
        if doc is None:
            return
        context = self._recognizer.recognize(tokens_of(doc), place_spans(doc))
        found: List[Dict[str, Any]] = [
            {"entity": entity, "value": value, "start": 0, "end": len(message.get(TEXT, ""))} for entity, value in context.pairs()
        ]
        entities = message.get(ENTITIES, []) + self.add_extractor_name(found)
        message.set(ENTITIES, entities, add_to_output=True)
