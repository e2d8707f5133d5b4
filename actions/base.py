"""What every action does: read the tracker, call one function of the package, send its messages."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from functools import lru_cache
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bouwstenen.dialogue.compose import block_buttons, simple_turn
from bouwstenen.dialogue.context import reread, update
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.dialogue.texts import text
from bouwstenen.knowledge import KnowledgeBase, load_knowledge
from bouwstenen.language.context import Context

logger = logging.getLogger(__name__)
Handler = Callable[[KnowledgeBase, State, Request], Turn]


@lru_cache(maxsize=1)
def knowledge() -> KnowledgeBase:
    """Return the knowledge base of the action server, read once."""
    return load_knowledge()


def read_request(message: dict[str, Any]) -> Request:
    """Return what the last message asks, from ``tracker.latest_message``."""
    intent = message.get("intent") or {}
    found: dict[str, list[str]] = {}
    for entity in message.get("entities") or []:
        found.setdefault(entity["entity"], []).append(str(entity["value"]))

    def first(name: str) -> str | None:
        return found.get(name, [None])[0]  # type: ignore[list-item]

    context = Context(
        groups=tuple(found.get("target_group", ())),
        excluded_groups=tuple(found.get("excluded_target_group", ())),
        blocks=tuple(found.get("building_block", ())),
        themes=tuple(found.get("theme", ())),
        terms=tuple(found.get("term", ())),
        role=first("role"),
        place=first("place"),
        region=first("region"),
    )
    candidates = message.get("knowledge_candidates") or {}
    is_button = bool((message.get("metadata") or {}).get("is_button"))
    return Request(
        text="" if is_button else str(message.get("text") or ""),
        intent=str(intent.get("name") or ""),
        confidence=float(intent.get("confidence") or 0.0),
        ranking=tuple((str(r["name"]), float(r["confidence"])) for r in message.get("intent_ranking") or []),
        context=context,
        parameters={name: values[0] for name, values in found.items() if name in ("about", "reason")},
        candidates={kind: [(str(ref), float(score)) for ref, score in best] for kind, best in candidates.items()},
        is_button=is_button,
    )


class DialogueAction:
    """An action that is one dialogue function; a mixin, since the SDK registers every ``Action``.

    A failure never reaches Rasa: the SDK would send back the whole conversation, and Rasa would
    write it in its log. The person gets an apology, the log the place in the code and no text.
    """

    action_name: ClassVar[str]
    handler: ClassVar[Handler]

    def name(self) -> str:
        """Return the name by which ``domain.yml`` knows the action."""
        return self.action_name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Answer one message."""
        before = State.from_slots(tracker.slots)
        try:
            request = reread(before, read_request(tracker.latest_message))
            turn = type(self).handler(knowledge(), update(before, request), request)
        except Exception as error:  # noqa: BLE001
            where = traceback.extract_tb(error.__traceback__)[-1]
            logger.error("%s in %s: %s, regel %s", self.action_name, type(error).__name__, where.filename, where.lineno)
            turn = _apology(before)
        for message in turn.messages:
            dispatcher.utter_message(
                text=message.text,
                buttons=[button.dict() for button in message.buttons],
                json_message={"reply": message.reply.as_json()},
            )
        state = turn.state.after(turn.messages, request.intent)
        return [SlotSet(name, value) for name, value in state.changed_slots(before).items()]


def _apology(state: State) -> Turn:
    base = knowledge()
    turn = simple_turn(base, state, "fallback", [text("repair.error")], block_buttons(base))
    return Turn(turn.messages, state)


def action(action_name: str, handler: Handler) -> type[Action]:
    """Return the action class of that name; ``action_walk_next`` becomes ``ActionWalkNext``."""
    class_name = "".join(part.capitalize() for part in action_name.split("_"))
    return type(
        class_name, (DialogueAction, Action), {"action_name": action_name, "handler": staticmethod(handler), "__doc__": handler.__doc__}
    )
