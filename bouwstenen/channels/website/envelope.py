"""What goes over the wire, and what is accepted from it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bouwstenen.channels.website.keys import derive
from bouwstenen.channels.website.turns import OPENING, Turn
from bouwstenen.dialogue.texts import text as fixed_text
from bouwstenen.language.text import MAX_MESSAGE_LENGTH, clean
from bouwstenen.replies import Reply

VERSION = 1
#: What a page may say about itself.
CONTEXT_KEYS = ("topic", "target_group", "role")
MAX_REMARK_LENGTH = 300
_MAX_CONTEXT_LENGTH = 60
_MAX_TURN_ID_LENGTH = 64
#: Turns of one conversation stay far below it, and databases can hold it.
_MAX_SEQ = 2**31 - 1
_ID = re.compile(r"[A-Za-z0-9_-]{1,36}")
_LEADING = re.compile(r"^[\s/]+")
_LINE_END = re.compile(r"\r\n?")


class RefusedError(Exception):
    """Something that is not done, with the reason.

    Args:
        code: one of the codes of the contract.
        extra: what goes along with it, such as ``retry_after``; also filled in in the sentence.
    """

    def __init__(self, code: str, **extra: object) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra

    def as_json(self) -> dict[str, Any]:
        """Return the code, a Dutch sentence and the rest."""
        return {"code": self.code, "text": fixed_text(f"website.{self.code}", **self.extra), **self.extra}


@dataclass(frozen=True)
class Sent:
    """A message of a client: a text or a button."""

    id: str
    text: str = ""
    button: str | None = None


@dataclass(frozen=True)
class Opinion:
    """What a client says about an answer."""

    turn_id: str
    #: ``good`` or ``bad``.
    judgement: str
    remark: str | None = None


def read_message(data: object) -> Sent:
    """Return a message.

    Raises:
        RefusedError: ``invalid`` or ``too_long``.
    """
    if not isinstance(data, dict) or not _is_id(data.get("id")) or ("text" in data) == ("button" in data):
        raise RefusedError("invalid")
    if "button" in data:
        if not _is_id(data["button"]):
            raise RefusedError("invalid")
        return Sent(data["id"], button=data["button"])
    text = data["text"]
    if not isinstance(text, str):
        raise RefusedError("invalid")
    if len(text) > MAX_MESSAGE_LENGTH * 4 or len(as_text(clean(text))) > MAX_MESSAGE_LENGTH:
        raise RefusedError("too_long")
    return Sent(data["id"], printable(text))


def read_opinion(data: object) -> Opinion:
    """Return a judgement.

    Raises:
        RefusedError: ``invalid`` or ``remark_too_long``.
    """
    if not isinstance(data, dict):
        raise RefusedError("invalid")
    turn_id, judgement, remark = data.get("turn_id"), data.get("judgement"), data.get("remark")
    if not isinstance(turn_id, str) or not 0 < len(turn_id) <= _MAX_TURN_ID_LENGTH or judgement not in ("good", "bad"):
        raise RefusedError("invalid")
    if remark is not None and not isinstance(remark, str):
        raise RefusedError("invalid")
    remark = printable(remark or "").strip()
    if len(remark) > MAX_REMARK_LENGTH:
        raise RefusedError("remark_too_long")
    return Opinion(turn_id, str(judgement), remark or None)


def read_context(auth: Mapping[str, Any]) -> dict[str, str]:
    """Return what the page says about itself; what is not allowed or too long is left out."""
    context = auth.get("context")
    if not isinstance(context, dict):
        return {}
    values = {name: context.get(name) for name in CONTEXT_KEYS}
    return {name: value for name, value in values.items() if isinstance(value, str) and 0 < len(value) <= _MAX_CONTEXT_LENGTH}


def read_seen(auth: Mapping[str, Any]) -> int:
    """Return the number of the last turn that a client shows, 0 when it says nothing sensible."""
    seen = auth.get("seen")
    return seen if isinstance(seen, int) and not isinstance(seen, bool) and 0 < seen <= _MAX_SEQ else 0


def envelope(key: bytes, conversation: str, turn: Turn) -> dict[str, Any]:
    """Return a turn as a client gets it: without payloads, with ids of buttons in their place."""
    messages = turn.messages or ([goodbye()] if turn.forgotten else [])
    return {
        "version": VERSION,
        "seq": turn.seq,
        "id": None if turn.message_id == OPENING else turn.message_id,
        "at": turn.at,
        "said": turn.said,
        "forgotten": turn.forgotten,
        "messages": [
            {
                "text": message.get("text") or "",
                "buttons": [
                    {"id": button_id(key, conversation, button["payload"]), "title": button["title"]}
                    for button in message.get("buttons") or ()
                ],
                "reply": (message.get("custom") or {}).get("reply"),
            }
            for message in messages
        ],
    }


def kept(message: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is stored of a message of the assistant."""
    found: dict[str, Any] = {"text": message.get("text") or ""}
    if message.get("buttons"):
        found["buttons"] = [{"title": str(button["title"]), "payload": str(button["payload"])} for button in message["buttons"]]
    reply = (message.get("custom") or {}).get("reply")
    if reply:
        found["custom"] = {"reply": reply}
    return found


def goodbye() -> dict[str, Any]:
    """Return what somebody gets who missed the answer with which a conversation was deleted."""
    return {"text": fixed_text("privacy.deleted"), "custom": {"reply": Reply(kind="privacy").as_json()}}


def button_id(key: bytes, conversation: str, payload: str) -> str:
    """Return the id by which a client knows a button; it means nothing in another conversation."""
    return derive(key, "button", conversation, payload)


def payload_of(key: bytes, conversation: str, button: str, payloads: Iterable[str]) -> str | None:
    """Return the payload of a button among those that the conversation was offered, or ``None``."""
    return next((payload for payload in payloads if button_id(key, conversation, payload) == button), None)


def as_text(text: str) -> str:
    """Return a typed text so that nothing in it counts as a payload: without leading slashes."""
    return _LEADING.sub("", text)


def printable(text: str) -> str:
    """Return a text without control characters and halves of characters; new lines and tabs stay."""
    whole = _LINE_END.sub("\n", text).encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return "".join(character for character in whole if character in "\n\t" or unicodedata.category(character) != "Cc")


def _is_id(value: object) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None
