"""Conversations in a SQL database: kept small, and gone when somebody asks for it."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bouwstenen.channels.guard import offer_book

#: Slot by which an action asks to delete the conversation.
FORGET_SLOT = "forget_conversation"
#: Events after which a session is folded: Rasa replays them all in every turn.
MAX_EVENTS = 150


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL store with two additions.

    - An action can't delete its own conversation, because Rasa saves the tracker after it. It
      sets the slot ``forget_conversation``; the rows go when the turn is saved.
    - A long session is folded: a new session starts in the store with the same slots and the
      last turn. Rasa reads only the last session, so turn 300 is as fast as turn 20.
    """

    def __init__(self, domain: Optional[Domain] = None, event_broker: Any = None, **kwargs: Any) -> None:
        super().__init__(domain=domain, event_broker=event_broker, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save the new events; delete or fold the conversation when that is due."""
        if tracker.get_slot(FORGET_SLOT):
            await self.delete_conversation(tracker.sender_id)
            return
        await super().save(tracker)
        if len(tracker.events) > MAX_EVENTS:
            self._fold(tracker)

    async def delete_conversation(self, sender_id: str) -> None:
        """Delete every row of a conversation."""
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id).delete()
            session.commit()
        offer_book.forget(sender_id)

    def _fold(self, tracker: DialogueStateTracker) -> None:
        last = [*tracker.events][_start_of_last_turn(tracker) :]
        kept: List[Event] = [SessionStarted()]
        kept += [SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.value is not None]
        kept += [ActionExecuted(ACTION_LISTEN_NAME), *last]
        moment = max((event.timestamp or 0.0) for event in tracker.events)
        with self.session_scope() as session:
            for number, event in enumerate(kept):
                data: Dict[str, Any] = event.as_dict()
                # The store finds the last session by time: these must come after all others.
                data["timestamp"] = moment + 0.001 + number * 1e-6
                session.add(
                    self.SQLEvent(
                        sender_id=tracker.sender_id,
                        type_name=event.type_name,
                        timestamp=data["timestamp"],
                        intent_name=(data.get("parse_data") or {}).get("intent", {}).get("name"),
                        action_name=data.get("name") if isinstance(event, ActionExecuted) else None,
                        data=json.dumps(data),
                    )
                )
            session.commit()



def _start_of_last_turn(tracker: DialogueStateTracker) -> int:
    events = [*tracker.events]
    for number in range(len(events) - 1, -1, -1):
        if isinstance(events[number], UserUttered):
            return number
    return len(events)
