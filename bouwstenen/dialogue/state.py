"""What is remembered within a conversation, and what a message asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from bouwstenen.language.context import Context
from bouwstenen.replies import Message

#: Items shown before, at most; older ones may come back.
MAX_SHOWN = 120


@dataclass(frozen=True)
class Last:
    """The last answer on content: what follow-up questions are about."""

    intent: str = ""
    kind: str = ""
    refs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    turn_id: str = ""


@dataclass(frozen=True)
class State:
    """The memory of one conversation; every field is a slot of the same name in ``domain.yml``.

    ``walk``, ``self_check`` and ``plan`` hold the versioned state of their flow; the modules of
    those flows read them.
    """

    target_groups: tuple[str, ...] = ()
    building_block: str | None = None
    role: str | None = None
    place: str | None = None
    region: str | None = None
    themes: tuple[str, ...] = ()
    last: Last | None = None
    shown: tuple[str, ...] = ()
    #: The intent of a request that waits for an answer to a question of the assistant.
    pending: str | None = None
    misses: int = 0
    active_flow: str | None = None
    walk: dict[str, Any] | None = None
    self_check: dict[str, Any] | None = None
    plan: dict[str, Any] | None = None
    reflection: dict[str, Any] | None = None
    unclear: str | None = None
    forget_conversation: bool | None = None

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> State:
        """Read the state from slots; a slot that is not ours, or empty, keeps its default."""
        values: dict[str, Any] = {}
        for item in fields(cls):
            value = slots.get(item.name)
            if value is None:
                continue
            if isinstance(value, list):
                value = tuple(value)
            if item.name == "last":
                known = {f.name for f in fields(Last)}
                value = Last(**{k: tuple(v) if isinstance(v, list) else v for k, v in dict(value).items() if k in known})
            if item.name == "misses":
                value = int(value)
            values[item.name] = value
        return cls(**values)

    def changed_slots(self, before: State) -> dict[str, Any]:
        """Return the slots that differ from ``before``, as plain JSON values."""
        changed = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if value != getattr(before, item.name):
                changed[item.name] = _plain(value)
        return changed

    def but(self, **changes: Any) -> State:
        """Return the state with some fields changed."""
        return replace(self, **changes)

    def with_shown(self, *refs: str) -> State:
        """Return the state in which these items have been shown."""
        shown = tuple(ref for ref in self.shown if ref not in refs) + refs
        return self.but(shown=shown[-MAX_SHOWN:])


def _plain(value: Any) -> Any:
    if isinstance(value, Last):
        return {key: _plain(item) for key, item in asdict(value).items()}
    return list(value) if isinstance(value, tuple) else value


@dataclass(frozen=True)
class Request:
    """One message of the user, as understood."""

    text: str = ""
    intent: str = ""
    confidence: float = 1.0
    #: Other readings: intent and confidence, likeliest first.
    ranking: tuple[tuple[str, float], ...] = ()
    context: Context = field(default_factory=Context)
    #: Entities that only a button sends, such as ``about``.
    parameters: Mapping[str, str] = field(default_factory=dict)
    #: Best knowledge items by type: ref and score between 0 and 1.
    candidates: Mapping[str, list[tuple[str, float]]] = field(default_factory=dict)
    #: A button was pressed: there is no text to look at.
    is_button: bool = False

    def score(self, ref: str) -> float:
        """Return how well an item fits the words of the message; 0 when it is not among the best."""
        kind = ref.partition(":")[0]
        return next((score for candidate, score in self.candidates.get(kind, ()) if candidate == ref), 0.0)


@dataclass(frozen=True)
class Turn:
    """What one turn brings: the messages to send and the new memory."""

    messages: tuple[Message, ...]
    state: State
