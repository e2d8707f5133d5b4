"""Conversations in a SQL database: quick to read, kept small, and gone when somebody asks for it."""

from __future__ import annotations

import itertools
import json
from collections import OrderedDict
from typing import Any, Dict, Iterator, List, Optional

import sqlalchemy
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
#: Conversations whose tracker is kept in memory between two turns.
MAX_LIVE = 200


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL store with three additions.

    - An action can't delete its own conversation, because Rasa saves the tracker after it. It
      sets the slot ``forget_conversation``; the rows go when the turn is saved.
    - A long session is folded: a new session starts in the store with the same slots and the
      last turn. Rasa reads only the last session, so turn 300 is as fast as turn 20.
    - The tracker of a turn that was saved is kept for the next one. A turn that fails leaves
      nothing behind: its tracker was taken out, and the next turn reads the database.
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
            await self.delete_conversation(tracker.sender_id)
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

    async def delete_conversation(self, sender_id: str) -> None:
        """Delete every row of a conversation, and what is in memory of it."""
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id).delete()
            session.commit()
            if self.engine.dialect.name == "sqlite":
                # What was deleted is in the log of changes too, until that goes into the database.
                session.execute(sqlalchemy.text("PRAGMA wal_checkpoint(TRUNCATE)"))
        self._live.pop(sender_id, None)
        self._stored.pop(sender_id, None)
        offer_book.forget(sender_id)

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
