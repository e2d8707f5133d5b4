"""Conversations on the website: each message becomes one turn, saved before anybody sees it."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from datetime import timedelta
from typing import Any, Awaitable, Callable, Dict, List, Optional, Tuple
from weakref import WeakValueDictionary

from rasa.core.channels.channel import OutputChannel, UserMessage

from bouwstenen.channels.guard import KnownMessage, apology, offer_book
from bouwstenen.channels.inbox import Incoming, Offers
from bouwstenen.channels.website.envelope import Opinion, RefusedError, Sent, as_text, kept, payload_of
from bouwstenen.channels.website.limits import Buckets
from bouwstenen.channels.website.turns import OPENING, Turn
from bouwstenen.feedback import FeedbackStore, Judgement
from bouwstenen.server.tracker_store import ConversationStore

CHANNEL = "website"
_MAX_SETTLED = 5_000


class _Collector(OutputChannel):
    """Keeps the messages of a turn whole: text, buttons and reply together."""

    def __init__(self) -> None:
        self.messages: List[Dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Return the name of the channel."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Keep a message."""
        self.messages.append(kept(message))


class Conversations:
    """What can be done with a conversation; whoever does it holds its lock.

    Args:
        key: the server's key.
        handle: the way to the guard and the assistant.
        store: where the conversations are.
        lifetime: how long a conversation can be resumed.
    """

    def __init__(
        self, key: bytes, handle: Callable[[UserMessage], Awaitable[Any]], store: Callable[[], ConversationStore], lifetime: timedelta
    ) -> None:
        self._key = key
        self._handle = handle
        self._store = store
        self._lifetime = lifetime
        #: Conversations of which every turn in the tracker is known to be stored.
        self._settled: OrderedDict[str, None] = OrderedDict()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._messages = Buckets(burst=20, interval=2.0)
        self._opinions = Buckets(burst=20, interval=2.0)
        #: One office may have one address, so this is only against floods.
        self._addresses = Buckets(burst=200, interval=0.1)

    def lock(self, sender: str) -> asyncio.Lock:
        """Return the lock of a conversation."""
        lock = self._locks.get(sender)
        if lock is None:
            lock = self._locks[sender] = asyncio.Lock()
        return lock

    def may_open(self, address: str) -> bool:
        """Tell whether one more conversation may begin from this address, and count it."""
        return not self._addresses.take(address, time.monotonic())

    def exists(self, sender: str) -> bool:
        """Tell whether anything of a conversation is kept."""
        return bool(self._store().turns.last_seq(sender) or self._store().recorded_turn(sender))

    async def resume(self, sender: str, seen: int) -> Tuple[int, List[Turn]]:
        """Return the number of the last turn, 0 for an unknown conversation, and the turns after one."""
        self._settle(sender)
        turns = self._store().turns
        return turns.last_seq(sender), turns.since(sender, seen)

    async def open(self, sender: str, entities: Tuple[Tuple[str, str], ...]) -> Turn:
        """Have the assistant say who it is, with what the page is about."""
        return await self._take_turn(
            sender,
            None,
            KnownMessage(
                Incoming("", "greet", entities),
                output_channel=_Collector(),
                sender_id=sender,
                input_channel=CHANNEL,
                message_id=OPENING,
            ),
        )

    async def say(self, sender: str, address: str, sent: Sent, taken_on: Callable[[], Awaitable[None]]) -> Tuple[Turn, bool]:
        """Return the turn of a message, and whether it was made now.

        Raises:
            RefusedError: ``rate`` or ``unknown_button``.
        """
        turns = self._store().turns
        self._settle(sender)
        turn = turns.find(sender, sent.id)
        if turn:
            return turn, False
        said, text = self._read(sender, sent, self._offers(sender))
        self._allow(self._messages, sender, address)
        await taken_on()
        message = UserMessage(text, _Collector(), sender, input_channel=CHANNEL, message_id=sent.id)
        return await self._take_turn(sender, said, message), True

    async def forget(self, sender: str, address: str) -> None:
        """Delete a conversation.

        Raises:
            RefusedError: ``rate``.
        """
        self._allow(self._addresses, address)
        await self._store().delete_conversation(sender)

    async def judge(self, sender: str, address: str, opinion: Opinion) -> None:
        """Keep a judgement of an answer of this conversation.

        Raises:
            RefusedError: ``rate`` or ``unknown_answer``.
        """
        self._allow(self._opinions, sender, address)
        for turn in self._store().turns.since(sender, 0):
            for message in turn.messages:
                reply = (message.get("custom") or {}).get("reply") or {}
                if reply.get("turn_id") == opinion.turn_id:
                    record = self._store().recorded_turn(sender, turn.message_id)
                    judgement = Judgement(
                        opinion.turn_id, reply["kind"], record.intent if record else "", opinion.judgement, opinion.remark
                    )
                    # The file is shared with the action server, so writing may have to wait.
                    await asyncio.get_running_loop().run_in_executor(None, FeedbackStore().add, judgement)
                    return
        raise RefusedError("unknown_answer")

    def _allow(self, buckets: Buckets, name: str, address: Optional[str] = None) -> None:
        now = time.monotonic()
        wait = buckets.take(name, now) or (self._addresses.take(address, now) if address else 0.0)
        if wait:
            raise RefusedError("rate", retry_after=int(wait) + 1)

    async def _take_turn(self, sender: str, said: Optional[str], message: UserMessage) -> Turn:
        collector: _Collector = message.output_channel
        # From here until the turn is stored, the tracker may know more than the turns do.
        self._settled.pop(sender, None)
        await self._handle(message)
        turns = self._store().turns
        turn = turns.add(sender, message.message_id, said, collector.messages)
        self._mark_settled(sender)
        if turn.forgotten:
            turns.forget_numbers(self._lifetime)
        return turn

    def _settle(self, sender: str) -> None:
        """Store the last turn if a crash came between the tracker and the turn."""
        if sender in self._settled:
            return
        record = self._store().recorded_turn(sender)
        if record and record.message_id and not self._store().turns.find(sender, record.message_id):
            said = self._offers(sender).payloads.get(record.text, "") if record.is_button else record.text
            messages = [kept(message) for message in record.messages] or [kept(apology())]
            self._store().turns.add(sender, record.message_id, None if record.message_id == OPENING else said, messages)
            # What it offered must be known as well.
            offer_book.forget(sender)
        self._mark_settled(sender)

    def _mark_settled(self, sender: str) -> None:
        self._settled[sender] = None
        while len(self._settled) > _MAX_SETTLED:
            self._settled.popitem(last=False)

    def _read(self, sender: str, sent: Sent, offers: Offers) -> Tuple[str, str]:
        """Return what to show as said and what to give to the guard."""
        if sent.button is None:
            return sent.text, as_text(sent.text)
        payload = payload_of(self._key, sender, sent.button, offers.payloads)
        if payload is None:
            raise RefusedError("unknown_button")
        return offers.payloads[payload], payload

    def _offers(self, sender: str) -> Offers:
        """Return what a conversation was offered; after a restart from its turns, of which none is ever folded."""
        if sender in offer_book:
            return offer_book.of(sender)
        offers = offer_book.of(sender)
        for turn in self._store().turns.since(sender, 0):
            for message in turn.messages:
                offers.add(message.get("buttons"), (message.get("custom") or {}).get("reply"))
        return offers
