"""Knowledge items that may answer a message, ranked here because the vector is here."""

from __future__ import annotations

from typing import Any, Dict

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bouwstenen.language.pipeline import load_pipeline, tokens_of
from bouwstenen.nlu.component import MessageComponent
from bouwstenen.nlu.featurizer import SENTENCE_VECTOR
from bouwstenen.nlu.knowledge import knowledge
from bouwstenen.nlu.tokenizer import SPACY_DOC
from bouwstenen.retrieval.encoder import shared_encoder
from bouwstenen.retrieval.index import PER_TYPE, KnowledgeIndex

#: Key in the parse data; the action reads it from ``tracker.latest_message``.
CANDIDATES = "knowledge_candidates"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class KnowledgeRanker(MessageComponent):
    """Adds the best items of each type, as ``{type: [[ref, score], ...]}``.

    Config:
        encoders: the same as the featurizer's.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return both encoders."""
        return {"encoders": ["use", "e5"], "per_type": PER_TYPE}

    def __init__(self, config: Dict[str, Any]) -> None:
        super().__init__(config)
        nlp = load_pipeline()
        encoder = shared_encoder(tuple(config["encoders"]))
        self._index = KnowledgeIndex(knowledge(), encoder, lambda texts: (tokens_of(doc) for doc in nlp.pipe(texts)))

    def process_message(self, message: Message) -> None:
        """Rank the items for one message."""
        vector, doc = message.get(SENTENCE_VECTOR), message.get(SPACY_DOC)
        if vector is None or doc is None:
            return
        ranked = self._index.rank(tokens_of(doc), vector, self.config["per_type"])
        message.set(
            CANDIDATES,
            {kind: [[candidate.ref, round(candidate.score, 3)] for candidate in best] for kind, best in ranked.items()},
            add_to_output=True,
        )
