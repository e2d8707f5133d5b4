"""The reply contract, held against what an assistant sends."""

from __future__ import annotations

import json
from typing import Any

from bouwstenen.replies import Button, Reply


def reply_of(messages: list[dict[str, Any]]) -> Reply:
    """Return the reply of one turn after checking the whole turn against the contract."""
    replies = [Reply(**message["custom"]["reply"]) for message in messages if "custom" in message]
    assert 1 <= len(replies) <= 2, f"{len(replies)} replies in one turn: {messages}"
    texts = [message["text"] for message in messages if "text" in message]
    assert texts, "a turn needs text that stands on its own"
    assert all(text.strip() for text in texts)
    for message in messages:
        for button in message.get("buttons", []):
            Button(**button)
        assert "Traceback" not in json.dumps(message)
        sent = message.get("custom", {}).get("reply")
        assert sent is None or set(sent) == set(Reply.__fields__), "every field is sent"
    if replies[-1].kind == "emergency":
        assert not any(message.get("buttons") for message in messages)
    return replies[-1]


def text_of(messages: list[dict[str, Any]]) -> str:
    """Return all text of one turn."""
    return "\n".join(message.get("text") or "" for message in messages)
