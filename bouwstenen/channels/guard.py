"""One guard around every channel: before Rasa sees a message, and after the turn."""

from __future__ import annotations

import logging
import traceback
from typing import Any, Dict, List, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.events import BotUttered

from bouwstenen.channels.inbox import Incoming, OfferBook, Offers, receive
from bouwstenen.dialogue.texts import text
from bouwstenen.replies import Button, Message, Reply

logger = logging.getLogger(__name__)
offer_book = OfferBook()


class KnownMessage(UserMessage):
    """A message of which the meaning is known: nobody typed it.

    Args:
        incoming: what it means.
        kwargs: those of Rasa's message.
    """

    def __init__(self, incoming: Incoming, **kwargs: Any) -> None:
        super().__init__(incoming.text, **kwargs)
        self.incoming = incoming


class WatchedChannel(OutputChannel):
    """An output channel that passes everything on and remembers what was sent."""

    def __init__(self, inner: OutputChannel, offers: Offers) -> None:
        self._inner = inner
        self._offers = offers
        self.sent = 0

    def name(self) -> str:  # type: ignore[override]
        """Return the name of the channel behind this one."""
        return self._inner.name()

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Pass a message on."""
        self._offers.add(message.get("buttons"), (message.get("custom") or {}).get("reply"))
        await self._inner.send_response(recipient_id, message)
        self.sent += 1

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Pass a text on."""
        await self.send_response(recipient_id, {"text": text})


async def guard(agent: Agent, message: UserMessage) -> None:
    """Handle one message; whatever happens, something friendly comes back and no text is logged."""
    offers = await _offers(agent, message.sender_id)
    incoming = message.incoming if isinstance(message, KnownMessage) else receive(message.text, offers)
    channel = WatchedChannel(message.output_channel or OutputChannel(), offers)
    guarded = UserMessage(
        incoming.text,
        channel,
        message.sender_id,
        parse_data=_parse_data(incoming),
        input_channel=message.input_channel,
        message_id=message.message_id,
        # What a client sends along is not trusted; this is ours.
        metadata={"after": offers.kind} if offers.kind else None,
    )
    try:
        await agent.handle_message(guarded)
    except Exception as error:  # noqa: BLE001
        log_failure("Een beurt mislukte", error)
    if not channel.sent:
        await channel.send_response(message.sender_id, apology())


def log_failure(what: str, error: BaseException) -> None:
    """Log that something failed: the kind of error and its place in the code, and no text."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    logger.error("%s: %s in %s, regel %s", what, " <- ".join(_causes(error)), where.filename, where.lineno)


async def _offers(agent: Agent, sender_id: str) -> Offers:
    if sender_id in offer_book:
        return offer_book.of(sender_id)
    offers = offer_book.of(sender_id)
    tracker = await agent.tracker_store.retrieve(sender_id)
    for event in tracker.events if tracker else ():
        if isinstance(event, BotUttered):
            offers.add(event.data.get("buttons"), (event.data.get("custom") or {}).get("reply"))
    return offers


def _parse_data(incoming: Incoming) -> Optional[Any]:
    if incoming.intent is None:
        return None
    entities: List[Dict[str, Any]] = [
        {"entity": name, "value": value, "start": 0, "end": 0, "extractor": "guard"} for name, value in incoming.entities
    ]
    return {
        "text": incoming.text,
        "intent": {"name": incoming.intent, "confidence": 1.0},
        "entities": entities,
        "intent_ranking": [{"name": incoming.intent, "confidence": 1.0}],
        "metadata": {"is_button": incoming.is_button},
    }


def apology() -> Dict[str, Any]:
    """Return the answer for when nothing came: an action failed, or its server is away."""
    message = Message(
        text=text("repair.down"),
        buttons=[Button.to(text("button.menu"), "ask_help"), Button.to(text("button.contact"), "ask_contact")],
        reply=Reply(kind="fallback"),
    )
    return {"text": message.text, "buttons": [button.dict() for button in message.buttons], "custom": {"reply": message.reply.as_json()}}


def _causes(error: Optional[BaseException]) -> List[str]:
    """Return the kinds of an error and its causes; not their texts, which may hold what people typed."""
    names: List[str] = []
    while error is not None and len(names) < 5:
        names.append(type(error).__name__)
        error = error.__cause__
    return names
