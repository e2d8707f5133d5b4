"""What to do with a message before it is understood; knows nothing of Rasa."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bouwstenen.language.numbers import choice_in
from bouwstenen.language.text import MAX_MESSAGE_LENGTH, clean, fold, has_words

FALLBACK = "nlu_fallback"
_PAYLOAD = re.compile(r"^/(?P<intent>[a-z_]+)(?P<entities>\{.*\})?$", re.DOTALL)
#: Conversations whose offers are kept in memory; of others they are read from the store.
_MAX_CONVERSATIONS = 5_000
_MAX_OFFERS = 300


#: Replies whose buttons are a list of choices, which may be chosen by number.
_NUMBERED = ("clarification", "help", "self_check")


#: A thumb right after an answer is a judgement of it.
_THUMBS = {"👍": "feedback_positive", "👎": "feedback_negative"}
_SKIN_TONES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]")
_JUDGED = ("answer", "example", "tip", "checklist", "explanation", "step", "self_check", "action_plan", "source", "contact")


@dataclass
class Offers:
    """The buttons that a conversation was offered."""

    #: Every payload offered so far, with its title.
    payloads: OrderedDict[str, str] = field(default_factory=OrderedDict)
    #: Title and payload of the last buttons, in order.
    latest: list[tuple[str, str]] = field(default_factory=list)
    #: Kind of the last reply.
    kind: str | None = None

    def add(self, buttons: Sequence[Any] | None, reply: Any) -> None:
        """Remember what one message of the assistant offered."""
        if buttons:
            self.latest = [(str(button.get("title")), str(button.get("payload"))) for button in buttons]
            for title, payload in self.latest:
                self.payloads[payload] = title
                self.payloads.move_to_end(payload)
            while len(self.payloads) > _MAX_OFFERS:
                self.payloads.popitem(last=False)
        elif isinstance(reply, dict):
            self.latest = []
        if isinstance(reply, dict):
            self.kind = reply.get("kind")


class OfferBook:
    """The offers of the most recent conversations."""

    def __init__(self) -> None:
        self._conversations: OrderedDict[str, Offers] = OrderedDict()

    def __contains__(self, sender_id: object) -> bool:
        return sender_id in self._conversations

    def of(self, sender_id: str) -> Offers:
        """Return the offers of a conversation, none when it is new."""
        offers = self._conversations.setdefault(sender_id, Offers())
        self._conversations.move_to_end(sender_id)
        while len(self._conversations) > _MAX_CONVERSATIONS:
            self._conversations.popitem(last=False)
        return offers

    def forget(self, sender_id: str) -> None:
        """Forget a conversation."""
        self._conversations.pop(sender_id, None)


@dataclass(frozen=True)
class Incoming:
    """A message as it goes to the assistant."""

    text: str
    #: Set when no understanding is needed: a button, or nothing to understand.
    intent: str | None = None
    entities: tuple[tuple[str, str], ...] = ()
    is_button: bool = False


def receive(raw: object, offers: Offers) -> Incoming:
    """Return what a message is: text, a button that was offered, or nothing readable.

    A typed ``/payload`` is text, unless it is one that this conversation was offered. The title
    of a button typed by hand, or its number, is that button.
    """
    if not isinstance(raw, str):
        return _unreadable("empty")
    if raw.strip() in offers.payloads:
        return _button(raw.strip())
    if len(raw) > MAX_MESSAGE_LENGTH * 4:
        return _unreadable("too_long")
    text = clean(raw).lstrip("/ ").strip()
    if len(text) > MAX_MESSAGE_LENGTH:
        return _unreadable("too_long")
    if not text:
        return _unreadable("empty" if not raw.strip("/ \t\n") else "symbols")
    if not has_words(text):
        thumb = _THUMBS.get(_SKIN_TONES.sub("", text))
        return Incoming("", thumb) if thumb and offers.kind in _JUDGED else _unreadable("symbols")
    payload = _chosen(text, offers)
    return _button(payload) if payload else Incoming(text)


def _chosen(text: str, offers: Offers) -> str | None:
    wanted = fold(text).strip(" .!?")
    for title, payload in offers.latest:
        if fold(title).strip(" .!?") == wanted:
            return payload
    number = choice_in(text) if offers.kind in _NUMBERED else None
    if number is not None and 1 <= number <= len(offers.latest):
        return offers.latest[number - 1][1]
    return None


def _button(payload: str) -> Incoming:
    match = _PAYLOAD.match(payload)
    assert match, payload
    values = json.loads(match["entities"] or "{}")
    return Incoming(payload, match["intent"], tuple((str(name), str(value)) for name, value in values.items()), True)


def _unreadable(reason: str) -> Incoming:
    return Incoming("", FALLBACK, (("reason", reason),))
