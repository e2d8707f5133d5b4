"""What the tests of the dialogue share: requests as the recognisers would make them, and the real knowledge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.knowledge import KnowledgeBase, load_knowledge
from bouwstenen.language.context import Context


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    return load_knowledge()


def ask(intent: str, text: str = "", **context: Any) -> Request:
    """Make a request; ``groups``, ``blocks`` and the like say what was recognised in it."""
    parameters = {name: context.pop(name) for name in ("about", "reason") if name in context}
    return Request(text=text, intent=intent, context=Context(**context), parameters=parameters)


Handler = Callable[[KnowledgeBase, State, Request], Turn]


class Talk:
    """A conversation with the pure functions: every answer is remembered as the actions do."""

    def __init__(self, base: KnowledgeBase, **state: Any) -> None:
        self.base = base
        self.state = State(**state)
        self.turn: Turn | None = None

    def do(self, handler: Handler, request: Request) -> str:
        """Answer one message, keep the new state, and return the text."""
        from bouwstenen.dialogue.context import reread, update

        request = reread(self.state, request)
        self.turn = handler(self.base, update(self.state, request), request)
        self.state = self.turn.state.after(self.turn.messages, request.intent)
        # What is remembered goes through slots, as plain JSON values.
        self.state = State.from_slots(self.state.changed_slots(State()))
        return self.turn.messages[-1].text

    @property
    def reply(self) -> Any:
        assert self.turn is not None
        return self.turn.messages[-1].reply

    @property
    def progress(self) -> tuple[int, int]:
        return (self.reply.progress.done, self.reply.progress.total)

    @property
    def buttons(self) -> list[str]:
        assert self.turn is not None
        return [button.title for button in self.turn.messages[-1].buttons]


@pytest.fixture
def talk(base: KnowledgeBase) -> Talk:
    return Talk(base)
