"""From the classifier's first guess to the intent, with what else is known about the message.

The classifier always answers, also to what it has never seen. These rules say when to believe
it; each is a sentence of its own, and the thresholds were set on the development set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FALLBACK = "nlu_fallback"
EMERGENCY = "emergency"

#: Below this the classifier is guessing.
MIN_CONFIDENCE = 0.16
#: An emergency must not be missed: believed also when it is not certain.
MIN_EMERGENCY = 0.25
#: From this score an item of the knowledge base is what was asked for.
SURE_MATCH = 0.72
#: From this score an item is a better guess than a doubtful intent.
FAIR_MATCH = 0.58
#: Intents that a sure match may correct, when the classifier doubts.
_CORRECTABLE = ("oos_", "greet", "goodbye", "bot_challenge", "how_are_you", "describe_situation", "go_to_block", "give_", "nav_", "answer_")
_CERTAIN = 0.8


@dataclass(frozen=True)
class Reading:
    """What is known about one message."""

    ranking: Sequence[tuple[str, float]]
    #: The only thing it names: ``group``, ``block``, ``term`` or ``None``.
    bare: str | None = None
    other_language: bool = False
    gibberish: bool = False
    #: Type and score of the best knowledge items, best first.
    matches: Sequence[tuple[str, float]] = ()
    is_question: bool = False


def resolve(reading: Reading) -> tuple[str, float]:
    """Return the intent of a message and how sure that is."""
    intent, confidence = reading.ranking[0] if reading.ranking else (FALLBACK, 0.0)
    likelihood: Mapping[str, float] = dict(reading.ranking)
    if reading.bare is None and likelihood.get(EMERGENCY, 0.0) >= MIN_EMERGENCY and not reading.other_language:
        return EMERGENCY, likelihood[EMERGENCY]
    if reading.other_language:
        return FALLBACK, 1.0
    if reading.bare == "block":
        return "go_to_block", 1.0
    if reading.bare == "group":
        return "give_group", 1.0
    if reading.bare == "term":
        return "ask_explanation", 1.0
    if reading.gibberish:
        return FALLBACK, 1.0
    kind, score = reading.matches[0] if reading.matches else ("", 0.0)
    if score >= SURE_MATCH and confidence < _CERTAIN and (intent.startswith(_CORRECTABLE) or confidence < MIN_CONFIDENCE):
        return ("ask_explanation" if kind in ("term", "building_block") else "ask_fact"), score
    if intent == EMERGENCY or confidence < MIN_CONFIDENCE:
        if score >= FAIR_MATCH and reading.is_question:
            return "ask_fact", score
        return FALLBACK, confidence
    return intent, confidence
