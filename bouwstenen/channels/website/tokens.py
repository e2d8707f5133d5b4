"""Session tokens: which conversation a client may go on with, where and until when."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import jwt

from bouwstenen.channels.website.keys import derive

_ALGORITHM = "HS256"
#: Longer than any token of ours, in characters.
_MAX_LENGTH = 2_000


@dataclass(frozen=True)
class Token:
    """A token as the client gets it."""

    text: str
    expires: datetime


def new_number() -> str:
    """Return the random number of a new conversation."""
    return secrets.token_urlsafe(18)


def issue(key: bytes, number: str, origin: str, lifetime: timedelta, now: datetime | None = None) -> Token:
    """Return a token for a conversation, which works on one origin only.

    Args:
        key: the server's key.
        number: of the conversation.
        origin: where the client is, as :func:`bouwstenen.channels.website.origins.accepted` gives it.
        lifetime: how long the token works.
        now: moment from which it does; the present when not given.
    """
    expires = ((now or datetime.now(timezone.utc)) + lifetime).replace(microsecond=0)
    return Token(jwt.encode({"sub": number, "aud": origin, "exp": expires}, key, algorithm=_ALGORITHM), expires)


def read(key: bytes, token: object, origin: str) -> str | None:
    """Return the number of the conversation, or ``None`` for what is no token of ours for this origin and moment."""
    if not isinstance(token, str) or not token.isascii() or len(token) > _MAX_LENGTH:
        return None
    try:
        claims = jwt.decode(token, key, algorithms=[_ALGORITHM], audience=origin, options={"require": ["sub", "aud", "exp"]})
    except jwt.InvalidTokenError:
        return None
    return str(claims["sub"])


def sender_id(key: bytes, number: str) -> str:
    """Return the id of the conversation within Rasa; it can't be found from the token without the key."""
    return f"website-{derive(key, 'sender', number)}"
