"""Conversations in a SQL database: quick to read, kept small, and gone when somebody asks for it."""

from __future__ import annotations

import itertools
import json
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Dict, Iterator, List, Optional

import sqlalchemy
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bouwstenen.channels.guard import offer_book
from bouwstenen.channels.website.turns import TurnStore, turn_ids
from bouwstenen.feedback import FeedbackStore

#: Slot by which an action asks to delete the conversation.
FORGET_SLOT = "forget_conversation"
#: Events after which a session is folded: Rasa replays them all in every turn.
MAX_EVENTS = 150
#: Conversations whose tracker is kept in memory between two turns.
MAX_LIVE = 200


@dataclass(frozen=True)
class RecordedTurn:
    """What the events of a conversation say about one message."""

    #: Id that the channel gave the message.
    message_id: Optional[str]
    #: What went to the assistant: cleaned text, or the payload of a button.
    text: str
    intent: str
    is_button: bool
    #: What was answered, as Rasa sends it to a channel.
    messages: List[Dict[str, Any]] = field(default_factory=list)


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL store with four additions.

    - An action can't delete its own conversation, because Rasa saves the tracker after it. It
      sets the slot ``forget_conversation``; the rows go when the turn is saved.
    - A long session is folded: a new session starts in the store with the same slots and the
      last turn. Rasa reads only the last session, so turn 300 is as fast as turn 20.
    - The tracker of a turn that was saved is kept for the next one. A turn that fails leaves
      nothing behind: its tracker was taken out, and the next turn reads the database.
    - The turns of conversations on websites are in the same database, and are deleted with them.
    """

    engine: Any

    def __init__(self, domain: Optional[Domain] = None, event_broker: Any = None, **kwargs: Any) -> None:
        super().__init__(domain=domain, event_broker=event_broker, **kwargs)
        if self.engine.dialect.name == "sqlite":
            # Rasa's engine opens the file anew for each turn.
            engine = sqlalchemy.create_engine(self.engine.url, poolclass=sqlalchemy.pool.SingletonThreadPool)
            sqlalchemy.event.listen(engine, "connect", _configure)
            self.engine.dispose()
            self.engine = engine
            self.sessionmaker.configure(bind=engine)
        #: Turns of conversations on websites, as they were sent.
        self.turns = TurnStore(self.engine)
        #: Trackers as they are in the database, with how many of their events are stored.
        self._live: OrderedDict[str, tuple[DialogueStateTracker, int]] = OrderedDict()
        #: How many events of a tracker that was handed out are stored.
        self._stored: Dict[str, int] = {}

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """Return the tracker of the last session, or ``None`` for an unknown conversation."""
        live = self._live.pop(sender_id, None)
        if live is not None:
            tracker, self._stored[sender_id] = live
            return tracker
        self._stored.pop(sender_id, None)
        return await super().retrieve(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save the new events; delete or fold the conversation when that is due."""
        if tracker.get_slot(FORGET_SLOT):
            asked = tracker.latest_message
            await self.delete_conversation(tracker.sender_id, asked.message_id if asked else None)
            return
        await self.stream_events(tracker)
        with self.session_scope() as session:
            self._add(session, tracker.sender_id, [event.as_dict() for event in self._additional_events(session, tracker)])
            session.commit()
        self._stored.pop(tracker.sender_id, None)
        if len(tracker.events) > MAX_EVENTS:
            self._fold(tracker)
            return
        self._live[tracker.sender_id] = (tracker, len(tracker.events))
        while len(self._live) > MAX_LIVE:
            self._live.popitem(last=False)

    def _additional_events(self, session: Any, tracker: DialogueStateTracker) -> Iterator[Event]:
        stored = self._stored.get(tracker.sender_id)
        if stored is None:
            return iter(super()._additional_events(session, tracker))
        return itertools.islice(tracker.events, stored, len(tracker.events))

    async def delete_conversation(self, sender_id: str, message_id: Optional[str] = None) -> None:
        """Delete every row of a conversation, the remarks on its answers, and what is in memory of it.

        Args:
            sender_id: the conversation.
            message_id: message that asked for it, when the conversation goes on after it.
        """
        FeedbackStore().forget_remarks(turn_ids(self.turns.since(sender_id, 0)))
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id).delete()
            self.turns.delete(session.connection(), sender_id, message_id)
            session.commit()
            if self.engine.dialect.name == "sqlite":
                # What was deleted is in the log of changes too, until that goes into the database.
                session.execute(sqlalchemy.text("PRAGMA wal_checkpoint(TRUNCATE)"))
        self._live.pop(sender_id, None)
        self._stored.pop(sender_id, None)
        offer_book.forget(sender_id)

    def recorded_turn(self, sender_id: str, message_id: Optional[str] = None) -> Optional[RecordedTurn]:
        """Return what the events say about a message, by default the last one; ``None`` when it is not there."""
        table = self.SQLEvent
        with self.session_scope() as session:
            events = session.query(table).filter(table.sender_id == sender_id)
            asked = events.filter(table.type_name == UserUttered.type_name)
            if message_id is not None:
                asked = asked.filter(table.data.contains(f'"message_id": {json.dumps(message_id)}', autoescape=True))
            row = asked.order_by(table.id.desc()).first()
            if row is None:
                return None
            said = json.loads(row.data)
            following = events.filter(table.type_name.in_([UserUttered.type_name, BotUttered.type_name]), table.id > row.id)
            answers = itertools.takewhile(lambda event: event.type_name == BotUttered.type_name, following.order_by(table.id))
            messages = [_as_sent(json.loads(event.data)) for event in answers]
        parsed = said.get("parse_data") or {}
        return RecordedTurn(
            said.get("message_id"),
            said.get("text") or "",
            str((parsed.get("intent") or {}).get("name") or ""),
            bool((parsed.get("metadata") or {}).get("is_button")),
            messages,
        )

    def _fold(self, tracker: DialogueStateTracker) -> None:
        kept: List[Event] = [SessionStarted()]
        kept += [SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.value is not None]
        kept += [ActionExecuted(ACTION_LISTEN_NAME), *_last_turn(tracker)]
        moment = max((event.timestamp or 0.0) for event in tracker.events)
        # The store finds the last session by time: these must come after all others.
        with self.session_scope() as session:
            events = [{**event.as_dict(), "timestamp": moment + 0.001 + number * 1e-6} for number, event in enumerate(kept)]
            self._add(session, tracker.sender_id, events)
            session.commit()

    def _add(self, session: Any, sender_id: str, events: List[Dict[str, Any]]) -> None:
        """Add events as Rasa does, but all in one statement."""
        rows = [
            {
                "sender_id": sender_id,
                "type_name": event["event"],
                "timestamp": event.get("timestamp"),
                "intent_name": ((event.get("parse_data") or {}).get("intent") or {}).get("name"),
                "action_name": event.get("name"),
                "data": json.dumps(event),
            }
            for event in events
        ]
        if rows:
            session.execute(self.SQLEvent.__table__.insert(), rows)


def store_of(agent: Any) -> ConversationStore:
    """Return our store of an agent; Rasa wraps it.

    Raises:
        TypeError: the agent keeps its conversations elsewhere.
    """
    store = agent.tracker_store
    while not isinstance(store, ConversationStore):
        store = getattr(store, "_tracker_store", None)
        if store is None:
            raise TypeError("endpoints.yml noemt een andere tracker store dan ConversationStore.")
    return store


def _as_sent(event: Dict[str, Any]) -> Dict[str, Any]:
    """Return a stored answer as a channel gets it."""
    data = event.get("data") or {}
    return {"text": event.get("text"), "buttons": data.get("buttons"), "custom": data.get("custom")}


def _configure(connection: Any, record: Any) -> None:
    """Set up a connection to SQLite.

    With a log of changes a turn does not wait for the disk. A crash of the assistant loses
    nothing; when the computer itself fails, the last turns may be missing.
    """
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    # SQLite leaves the bytes of deleted rows in the file unless it is told to wipe them.
    connection.execute("PRAGMA secure_delete = ON")


def _last_turn(tracker: DialogueStateTracker) -> List[Event]:
    events = list(tracker.events)
    starts = [number for number, event in enumerate(events) if isinstance(event, UserUttered)]
    return events[starts[-1] :] if starts else []
