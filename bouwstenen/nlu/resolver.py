"""Settles the intent after classifier, entities and ranking (:mod:`bouwstenen.nlu.resolve`)."""

from __future__ import annotations

import re
from typing import Any, Dict, List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bouwstenen.language.danger import names_danger
from bouwstenen.language.identify import has_only_unknown_words, is_gibberish, is_other_language
from bouwstenen.language.phrases import PhraseIndex, Token
from bouwstenen.language.pipeline import tokens_of
from bouwstenen.nlu.component import MessageComponent
from bouwstenen.nlu.knowledge import recognizer
from bouwstenen.nlu.ranker import CANDIDATES
from bouwstenen.nlu.resolve import FALLBACK, Reading, resolve
from bouwstenen.nlu.tokenizer import SPACY_DOC

#: Requests that are named in the message itself, typing errors included.
_NAMED = PhraseIndex(
    {
        "ask_example": ("voorbeeld", "praktijkvoorbeeld", "goede praktijken", "vb", "vbtje"),
        "ask_checklist": ("checklist", "afvinklijst", "aandachtspuntenlijst"),
        "ask_tip": ("tip", "tipje"),
    },
    {"ask_example": ("bijvoorbeeld",)},
)
_MEANING = re.compile(
    # What somebody says while thinking of it: "oh ja, wat betekende ...".
    r"(?:(?:oh?|ah?|ja|nee|maar|en|even|wacht|trouwens|sorry|h[eè]|eh|nog iets)[ ,.!-]+)*"
    r"(?:wat (?:beteken(?:t|en|de|den)|is|zijn|was|waren|houdt|hield|bedoel\w*|versta\w*)|leg uit|betekenis|definitie)\b",
    re.IGNORECASE,
)
_FOLLOW_UP = re.compile(r"(?:en|of|maar|dan|nu|alleen|ook|voor)\b(?!.*\b(?:hoe|wat|wie|waar|waarom)\b)", re.IGNORECASE)
#: Tokens; a longer message says by itself what it wants.
_FOLLOW_UP_LENGTH = 7
#: Themes, by id, with which danger hardly ever goes; "mijn cliënt rookt veel" is told like an emergency.
CALM_THEMES = frozenset({"roken", "overgewicht", "vaccinatie", "taal", "digitale-vaardigheden"})
#: "Haal betrekken eruit", "zet er een tip bij", "laat punt 2 weg".
_CHANGE = re.compile(
    r"\b(?:haal|laat|gooi|neem|zet|voeg|doe|wil)\b.*\b(?:uit|eruit|weg|af|eraf|bij|erbij|toe|in|erin)\b|\b(?:schrap|verwijder|vervang)\b",
    re.IGNORECASE,
)
_QUESTION_WORDS = frozenset("wat wie waar waarom wanneer welke welk hoe hoeveel waarmee waaraan waarvoor".split())
_VERBS_FIRST = frozenset("mag kan moet is zijn heeft kun kunnen mogen moeten".split())


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class IntentResolver(MessageComponent):
    """Replaces the intent where other knowledge about the message says so."""

    def __init__(self, config: Dict[str, Any]) -> None:
        super().__init__(config)
        self._recognizer = recognizer()
        # The language models are read for the first message that looks foreign, which should not be somebody's question.
        is_other_language("Dieser Satz lädt die Sprachmodelle")

    def process_message(self, message: Message) -> None:
        """Settle the intent of one message."""
        doc = message.get(SPACY_DOC)
        ranking = message.get(INTENT_RANKING_KEY) or []
        if doc is None or not ranking:
            return
        tokens = tokens_of(doc)
        text = str(message.get(TEXT))
        candidates = message.get(CANDIDATES) or {}
        after = (message.get(METADATA) or {}).get("after")
        other_language = is_other_language(text)
        gibberish = is_gibberish(tokens, self._recognizer.knows)
        intent, confidence = resolve(
            Reading(
                ranking=[(reading["name"], float(reading["confidence"])) for reading in ranking],
                bare=self._recognizer.covers(tokens),
                other_language=other_language,
                gibberish=gibberish,
                # A group is like each question that names it.
                matches=sorted(
                    ((kind, best[0][1]) for kind, best in candidates.items() if best and kind != "target_group"),
                    key=lambda match: -match[1],
                ),
                is_question=_is_question(text, tokens),
                awaits_answer=after == "step",
                answers_point=after == "self_check",
                confirms=after == "privacy",
                changes_plan=after == "action_plan" and bool(_CHANGE.search(text)) and "?" not in text,
                length=len(text.split()),
                first_word=tokens[0].folded if tokens else "",
                blocks=_values(message, "building_block"),
                terms=_values(message, "term"),
                danger=names_danger(tokens),
                calm_theme=not CALM_THEMES.isdisjoint(_values(message, "theme")),
                group=bool(_values(message, "target_group")),
                unknown_words=has_only_unknown_words(tokens, self._recognizer.knows),
                follows_up=bool(_FOLLOW_UP.match(text)) and len(tokens) <= _FOLLOW_UP_LENGTH,
                asks_meaning=bool(_MEANING.match(text)),
                request=next((match.label for match in _NAMED.find(tokens)), None),
            )
        )
        if other_language and intent == FALLBACK:
            reason = {"entity": "reason", "value": "not_dutch", "start": 0, "end": len(text), "extractor": type(self).__name__}
            message.set(ENTITIES, [*message.get(ENTITIES, []), reason], add_to_output=True)
        message.set(INTENT, {"name": intent, "confidence": confidence}, add_to_output=True)
        # What no word was heard in has no other readings either.
        others = ranking[:10] if not (gibberish and intent == FALLBACK) else [{"name": intent, "confidence": confidence}]
        message.set(INTENT_RANKING_KEY, others, add_to_output=True)


def _is_question(text: str, tokens: List[Token]) -> bool:
    """Tell whether a message asks something, also without a question mark: "in welke gemeente ..."."""
    first, second = (tokens[number].folded if len(tokens) > number else "" for number in (0, 1))
    return "?" in text or first in _QUESTION_WORDS | _VERBS_FIRST or second in _QUESTION_WORDS


def _values(message: Message, entity: str) -> List[str]:
    return [str(found["value"]) for found in message.get(ENTITIES, []) if found["entity"] == entity]
