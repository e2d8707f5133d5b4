"""The start of a session: what is kept from an earlier one, and what is forgotten on purpose."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, EventType, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

#: Who asks for whom stays, and what was begun can be resumed; the subject of the talk does not.
KEPT = ("target_groups", "role", "walk", "self_check", "plan", "reflection")


class ActionSessionStart(Action):
    """Starts a session with group, role and unfinished flows of the one before."""

    def name(self) -> str:
        """Return the name of the action that it takes the place of."""
        return "action_session_start"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Return the events of a new session."""
        kept = [SlotSet(name, tracker.slots.get(name)) for name in KEPT if tracker.slots.get(name) is not None]
        return [SessionStarted(), *kept, ActionExecuted("action_listen")]
