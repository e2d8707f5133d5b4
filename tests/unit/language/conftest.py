"""What the tests of the language rooms share: the own spaCy pipeline and the recognisers, each loaded once."""

from __future__ import annotations

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from bouwstenen.knowledge.base import KnowledgeBase
from bouwstenen.knowledge.load import load_knowledge
from bouwstenen.language.context import Context, ContextRecognizer
from bouwstenen.language.groups import GroupMentions, GroupRecognizer
from bouwstenen.language.phrases import Token
from bouwstenen.language.pipeline import OWN, OWN_PATH, build_own_pipeline, load_pipeline, place_spans, tokens_of
from bouwstenen.language.places import PlaceRecognizer
from bouwstenen.language.roles import RoleRecognizer
from bouwstenen.language.text import clean

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    """The real knowledge base: an editor's change must not break the recognition either."""
    return load_knowledge()


@pytest.fixture(scope="session")
def nlp(knowledge: KnowledgeBase) -> Language:
    """The own spaCy pipeline, built when set-up did not build it."""
    if not OWN_PATH.exists():
        build_own_pipeline(place.name for place in knowledge.places.values() if not place.ambiguous)
    return load_pipeline(OWN)


@pytest.fixture(scope="session")
def tokens(nlp: Language) -> Callable[[str], list[Token]]:
    """Make tokens of a message, as the assistant does: cleaned first."""
    return lambda text: tokens_of(nlp(clean(text)))


@pytest.fixture(scope="session")
def recognizer(knowledge: KnowledgeBase) -> ContextRecognizer:
    """All recognisers together."""
    return ContextRecognizer(knowledge)


@pytest.fixture(scope="session")
def context(nlp: Language, recognizer: ContextRecognizer) -> Callable[[str], Context]:
    """Recognise one message."""

    def recognize(text: str) -> Context:
        doc = nlp(clean(text))
        return recognizer.recognize(tokens_of(doc), place_spans(doc))

    return recognize


@pytest.fixture(scope="session")
def groups(knowledge: KnowledgeBase, tokens: Callable[[str], list[Token]]) -> Callable[[str], GroupMentions]:
    """Recognise the target groups of one message."""
    recognizer = GroupRecognizer(knowledge.target_groups.values())
    return lambda text: recognizer.recognize(tokens(text))


@pytest.fixture(scope="session")
def role(knowledge: KnowledgeBase, tokens: Callable[[str], list[Token]]) -> Callable[[str], str | None]:
    """Recognise the role that one message claims."""
    recognizer = RoleRecognizer(knowledge.roles.values())
    return lambda text: recognizer.recognize(tokens(text))


@pytest.fixture(scope="session")
def place(knowledge: KnowledgeBase, nlp: Language) -> Callable[[str], str | None]:
    """Recognise the place of one message, as it is shown."""
    recognizer = PlaceRecognizer(knowledge.places.values())

    def recognize(text: str) -> str | None:
        doc = nlp(clean(text))
        return recognizer.recognize(tokens_of(doc), place_spans(doc))[0]

    return recognize
