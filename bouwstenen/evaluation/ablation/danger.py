"""Which emergencies are missed and what is taken for one, by cross-validation of the training data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bouwstenen.evaluation.ablation.data import Example
from bouwstenen.knowledge import load_knowledge
from bouwstenen.language.context import ContextRecognizer
from bouwstenen.language.danger import names_danger
from bouwstenen.language.pipeline import load_pipeline, place_spans, tokens_of
from bouwstenen.nlu.resolve import EMERGENCY, Reading, is_emergency
from bouwstenen.nlu.resolver import CALM_THEMES


def report(examples: Sequence[Example], rankings: Sequence[Sequence[tuple[str, float]]]) -> str:
    """Return how many emergencies are missed and how many other examples are taken for one, and which.

    What the knowledge base has to say about a question does not take part.

    Args:
        examples: the training examples.
        rankings: what the classifier made of each when it was not learned from.
    """
    believed = list(_believed([example.text for example in examples], rankings))
    missed = [example for example, danger in zip(examples, believed) if example.intent == EMERGENCY and not danger]
    alarms = [example for example, danger in zip(examples, believed) if example.intent != EMERGENCY and danger]
    emergencies = sum(example.intent == EMERGENCY for example in examples)
    return "\n".join(
        [
            f"{len(missed)} of {emergencies} emergencies are missed:",
            *(f"  {example.text}" for example in missed),
            f"{len(alarms)} of {len(examples) - emergencies} other examples are taken for one:",
            *(f"  {example.intent}: {example.text}" for example in alarms),
        ]
    )


def _believed(texts: Sequence[str], rankings: Sequence[Sequence[tuple[str, float]]]) -> Iterator[bool]:
    recognizer = ContextRecognizer(load_knowledge())
    for doc, ranking in zip(load_pipeline().pipe(texts), rankings):
        tokens = tokens_of(doc)
        themes = recognizer.recognize(tokens, place_spans(doc)).themes
        reading = Reading(ranking=ranking, danger=names_danger(tokens), calm_theme=not CALM_THEMES.isdisjoint(themes))
        yield is_emergency(reading, *ranking[0], score=0.0)
