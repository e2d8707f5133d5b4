"""Pydantic models of the reply contract, version 1."""

from __future__ import annotations

import json
import secrets
from typing import Any, Literal, Optional

from pydantic import BaseModel, Extra, Field, validator

from bouwstenen.knowledge.models import BlockId, RoleId

Kind = Literal[
    "smalltalk",
    "help",
    "explanation",
    "answer",
    "step",
    "checklist",
    "self_check",
    "example",
    "tip",
    "source",
    "contact",
    "action_plan",
    "clarification",
    "fallback",
    "out_of_scope",
    "emergency",
    "privacy",
    "feedback",
    "workshop",
]
ItemType = Literal["checklist_point", "example", "tip", "fact", "term", "target_group", "data_source", "publication", "contact"]
#: At most this many items go with one reply.
MAX_ITEMS = 12
#: Longest title of a button, in characters.
MAX_TITLE_LENGTH = 60


def new_turn_id() -> str:
    """Return an unguessable id for one answer."""
    return secrets.token_urlsafe(12)


class _Model(BaseModel):
    class Config:
        extra = Extra.forbid
        use_enum_values = True


class ReplyItem(_Model):
    """Something that was looked up in the knowledge base."""

    id: str
    type: ItemType
    title: str
    text: str
    sources: list[str]


class ReplySource(_Model):
    """A source behind the items."""

    id: str
    title: str
    publisher: str
    year: Optional[int]
    url: Optional[str]


class Progress(_Model):
    """How far a guided flow is."""

    done: int = Field(..., ge=0)
    total: int = Field(..., ge=0)
    label: str


class Reply(_Model):
    """``custom.reply`` of an answer."""

    version: Literal[1] = 1
    kind: Kind
    building_block: Optional[BlockId] = None
    target_groups: list[str] = []
    general: bool = False
    role: Optional[RoleId] = None
    place: Optional[str] = None
    items: list[ReplyItem] = Field([], max_items=MAX_ITEMS)
    sources: list[ReplySource] = []
    progress: Optional[Progress] = None
    turn_id: str = Field(default_factory=new_turn_id, min_length=12)

    @validator("sources", always=True)
    def _sources_of_items(cls, sources: list[ReplySource], values: dict[str, Any]) -> list[ReplySource]:
        """Every source of an item must be described."""
        known = {source.id for source in sources}
        missing = {source for item in values.get("items", []) for source in item.sources} - known
        if missing:
            raise ValueError(f"sources of items not described: {sorted(missing)}")
        return sources

    def as_json(self) -> dict[str, Any]:
        """Return the reply as it goes over the wire, with every field."""
        return dict(json.loads(self.json()))


class Button(_Model):
    """A choice that is offered; the payload names an intent and, if needed, its entities."""

    title: str = Field(..., min_length=1, max_length=MAX_TITLE_LENGTH)
    payload: str = Field(..., regex=r"^/[a-z_]+(\{.*\})?\Z")

    @validator("payload")
    def _entities(cls, payload: str) -> str:
        """Refuse what is no JSON object after the intent: the button would break when it is chosen."""
        _, brace, rest = payload.partition("{")
        json.loads(brace + rest or "{}")
        return payload

    @classmethod
    def to(cls, title: str, intent: str, **entities: str) -> Button:
        """Make a button that does as if the person had said the intent."""
        return cls(title=title, payload=f"/{intent}{json.dumps(entities, ensure_ascii=False) if entities else ''}")


class Message(_Model):
    """One message of the assistant: text that stands on its own, buttons and the reply."""

    text: str = Field(..., min_length=1)
    buttons: list[Button] = []
    reply: Reply
