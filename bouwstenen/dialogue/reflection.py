"""Now and then one question back that makes people think."""

from __future__ import annotations

import re

from bouwstenen.dialogue.compose import block_buttons, simple_turn
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.dialogue.texts import text, texts
from bouwstenen.knowledge import KnowledgeBase

#: A question comes with every so many answers; not with the first, which is about finding the way.
_EVERY = 3
_HURRY = re.compile(r"\b(?:kort|korte|snel|snelle|even|haast|tip|tips)\b", re.IGNORECASE)


def reflect(state: State, block: str, request: Request) -> tuple[State, str]:
    """Return the state and a question on the block, or an empty text.

    No question comes twice, none when the person has switched them off or is in a hurry, and
    none in the middle of a walk or self-check, which asks enough itself.
    """
    memory = dict(state.reflection or {})
    if memory.get("off") or state.active_flow or _HURRY.search(request.text):
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
    return simple_turn(base, state, "smalltalk", [text("reflection.off")], block_buttons(base))


def switch_on(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Ask questions back again."""
    state = state.but(reflection={**(state.reflection or {}), "off": False})
    return simple_turn(base, state, "smalltalk", [text("reflection.on")], block_buttons(base))
