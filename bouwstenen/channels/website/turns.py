"""The turns of conversations on websites, stored beside Rasa's own events."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa

#: Message id of the turn that the assistant begins with; no client can send it.
OPENING = ":opening"

_metadata = sa.MetaData()
_turns = sa.Table(
    "website_turns",
    _metadata,
    sa.Column("conversation", sa.String(255), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("message_id", sa.String(64), nullable=False),
    sa.Column("at", sa.String(20), nullable=False),
    sa.Column("said", sa.Text),
    sa.Column("messages", sa.Text, nullable=False),
    sa.Column("forgotten", sa.Boolean, nullable=False),
    sa.UniqueConstraint("conversation", "message_id"),
)


@dataclass(frozen=True)
class Turn:
    """One message of a person, with everything that comes back."""

    #: Number within the conversation, from 1.
    seq: int
    #: The id that the client gave the message, or ``OPENING``.
    message_id: str
    #: When it was stored: ISO 8601, UTC, to the second.
    at: str
    #: What was typed, or the title of the button; ``None`` for the opening.
    said: str | None
    #: Messages as :func:`bouwstenen.channels.website.envelope.kept` makes them.
    messages: Sequence[dict[str, Any]]
    #: Whether the conversation was deleted in this turn.
    forgotten: bool = False


class TurnStore:
    """The table of turns.

    Args:
        engine: SQLAlchemy engine of the database; the table is made when it is not there.
    """

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        _metadata.create_all(engine)

    def add(self, conversation: str, message_id: str, said: str | None, messages: Sequence[dict[str, Any]]) -> Turn:
        """Store a turn under the next number, and return it.

        When the conversation was deleted in this turn, its number was given then; nothing that
        was said is stored, only returned.
        """
        with self._engine.begin() as connection:
            row = connection.execute(sa.select(_turns).where(_is(conversation, message_id))).first()
            if row is not None:
                stored = _turn(row)
                return replace(stored, said=said, messages=messages) if stored.forgotten else stored
            turn = Turn(_last_seq(connection, conversation) + 1, message_id, _now(), said, messages)
            connection.execute(
                _turns.insert().values(
                    conversation=conversation,
                    seq=turn.seq,
                    message_id=message_id,
                    at=turn.at,
                    said=said,
                    messages=json.dumps(messages, ensure_ascii=False),
                    forgotten=False,
                )
            )
        return turn

    def find(self, conversation: str, message_id: str) -> Turn | None:
        """Return the turn of a message, or ``None`` when it has none."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(_turns).where(_is(conversation, message_id))).first()
        return _turn(row) if row is not None else None

    def since(self, conversation: str, seq: int) -> list[Turn]:
        """Return the turns after a number, in order."""
        query = sa.select(_turns).where(_is(conversation), _turns.c.seq > seq).order_by(_turns.c.seq)
        with self._engine.connect() as connection:
            return [_turn(row) for row in connection.execute(query)]

    def last_seq(self, conversation: str) -> int:
        """Return the number of the last turn, 0 when there is none."""
        with self._engine.connect() as connection:
            return _last_seq(connection, conversation)

    def delete(self, connection: Any, conversation: str, message_id: str | None = None) -> None:
        """Delete the turns of a conversation, within the transaction of the connection.

        Args:
            connection: SQLAlchemy connection.
            conversation: whose turns.
            message_id: message that asked for it, when the conversation goes on after it: its
                number is kept, since clients pass over numbers that they have seen.
        """
        last = _last_seq(connection, conversation)
        connection.execute(_turns.delete().where(_is(conversation)))
        if message_id is not None and last:
            connection.execute(
                _turns.insert().values(
                    conversation=conversation, seq=last + 1, message_id=message_id, at=_now(), said=None, messages="[]", forgotten=True
                )
            )

    def forget_numbers(self, older_than: timedelta) -> None:
        """Delete what deleted conversations left behind, when that is longer ago."""
        before = _stamp(datetime.now(timezone.utc) - older_than)
        with self._engine.begin() as connection:
            connection.execute(_turns.delete().where(_turns.c.forgotten.is_(True), _turns.c.at < before))


def turn_ids(turns: Sequence[Turn]) -> list[str]:
    """Return the ids of all answers in the turns."""
    replies = [(message.get("custom") or {}).get("reply") or {} for turn in turns for message in turn.messages]
    return [str(reply["turn_id"]) for reply in replies if "turn_id" in reply]


def _is(conversation: str, *message_id: str) -> Any:
    this = _turns.c.conversation == conversation
    return sa.and_(this, _turns.c.message_id == message_id[0]) if message_id else this


def _last_seq(connection: Any, conversation: str) -> int:
    return int(connection.execute(sa.select(sa.func.max(_turns.c.seq)).where(_is(conversation))).scalar() or 0)


def _turn(row: Any) -> Turn:
    return Turn(row.seq, row.message_id, row.at, row.said, json.loads(row.messages), bool(row.forgotten))


def _now() -> str:
    return _stamp(datetime.now(timezone.utc))


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
