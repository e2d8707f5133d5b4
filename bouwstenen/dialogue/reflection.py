"""Now and then one question back that makes people think."""

from __future__ import annotations

from bouwstenen.dialogue.compose import simple_turn
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.dialogue.texts import text, texts
from bouwstenen.knowledge import KnowledgeBase

#: A question comes with every so many answers; not with the first, which is about finding the way.
_EVERY = 3


def reflect(state: State, block: str) -> tuple[State, str]:
    """Return the state and a question on the block, or an empty text.

    No question comes twice, and none when the person has switched them off.
    """
    memory = dict(state.reflection or {})
    if memory.get("off"):
        return state, ""
    count = int(memory.get("count", 0)) + 1
    asked = list(memory.get("asked", []))
    question = ""
    if count % _EVERY == 2:
        for number, candidate in enumerate(texts(f"reflection.{block}")):
            if f"{block}-{number}" not in asked:
                asked.append(f"{block}-{number}")
                question = text("reflection.intro", vraag=candidate)
                break
    return state.but(reflection={"count": count, "asked": asked}), question


def switch_off(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Stop asking questions back."""
    state = state.but(reflection={**(state.reflection or {}), "off": True})
    return simple_turn(base, state, "smalltalk", [text("reflection.off")])


def switch_on(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Ask questions back again."""
    state = state.but(reflection={**(state.reflection or {}), "off": False})
    return simple_turn(base, state, "smalltalk", [text("reflection.on")])
