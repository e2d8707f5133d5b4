"""What all tests share: one trained model and one running assistant for those that need it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ["RASA_TELEMETRY_ENABLED"] = "false"

from bouwstenen.knowledge import KnowledgeBase, load_knowledge
from bouwstenen.server.client import Client
from bouwstenen.server.process import Assistant


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    """The real knowledge base."""
    return load_knowledge()


@pytest.fixture(scope="session")
def trained_model() -> Path:
    """A model for the present files; trained here when there is none."""
    from bouwstenen.server import model

    if not model.state().usable:
        model.train()
    return model.MODEL


@pytest.fixture(scope="session")
def assistant(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """A running assistant that tests may talk with, but not stop."""
    with Assistant(tmp_path_factory.mktemp("assistant")) as running:
        yield running


@pytest.fixture(scope="session")
def client(assistant: Assistant) -> Client:
    """A client of the shared assistant."""
    return assistant.client


@pytest.fixture
def own_assistant(trained_model: Path, tmp_path: Path) -> Iterator[Assistant]:
    """An assistant for one test that kills or restarts it."""
    with Assistant(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def fragile(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant for the tests of one module, which kill it in parts and start it again."""
    with Assistant(tmp_path_factory.mktemp("fragile")) as running:
        yield running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what is fast first: unit tests, then what needs a model, then what needs a running assistant or a browser."""
    order = ("unit", "test_documentation", "nlu", "spacy_pipelines", "conversation", "server", "browser", "soak")

    def rank(item: pytest.Item) -> int:
        parts = {*item.path.parts, item.path.stem}
        return next((number for number, name in enumerate(order) if name in parts), len(order))

    items.sort(key=rank)
