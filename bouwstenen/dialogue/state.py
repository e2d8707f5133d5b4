"""What is remembered within a conversation, and what a message asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from bouwstenen.language.context import Context
from bouwstenen.replies import Message

#: Items shown before, at most: more than there are to show, so that none comes back too early.
MAX_SHOWN = 500


@dataclass(frozen=True)
class Last:
    """The last answer on content: what follow-up questions are about."""

    intent: str = ""
    kind: str = ""
    refs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    turn_id: str = ""
    #: The question back that came with it, if any.
    question: str = ""


@dataclass(frozen=True)
class Said:
    """The last reply of any kind: what a judgement, a yes or "go on" is about."""

    kind: str = ""
    turn_id: str = ""
    intent: str = ""


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
    #: Terms that were explained, or that the person used: these need no explanation any more.
    explained: tuple[str, ...] = ()
    #: The intent of a request that waits for an answer to a question of the assistant.
    pending: str | None = None
    #: The intent that a yes would start, only in the turn after the offer.
    offer: str | None = None
    said: Said | None = None
    misses: int = 0
    active_flow: str | None = None
    #: The flow that goes on when the question whether to delete everything was answered with no.
    return_to: str | None = None
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
            if item.name in _NESTED:
                kind = _NESTED[item.name]
                known = {f.name for f in fields(kind)}
                value = kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in dict(value).items() if k in known})
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

    def with_explained(self, *terms: str) -> State:
        """Return the state in which these terms, by id, need no explanation any more."""
        fresh = tuple(term for term in dict.fromkeys(terms) if term not in self.explained)
        return self.but(explained=self.explained + fresh) if fresh else self

    def after(self, messages: Sequence[Message], intent: str) -> State:
        """Return the state after these messages were sent; a thank-you for a judgement is nothing to judge."""
        reply = messages[-1].reply
        if reply.kind == "feedback" or self.forget_conversation:
            return self
        return self.but(said=Said(reply.kind, reply.turn_id, intent))

    def back_to(self, groups: tuple[str, ...], request: Request) -> State:
        """Return the state with the groups of a flow, when it goes on after a detour about others."""
        named = request.context.groups or request.context.excluded_groups
        return self.but(target_groups=groups) if groups and self.digressed() and not named else self

    def digressed(self) -> bool:
        """Tell whether something else was talked about since the last question of the flow."""
        return self.said is not None and self.said.kind not in ("step", "self_check", "smalltalk")


_NESTED: dict[str, type[Any]] = {"last": Last, "said": Said}


def unfinished(flow: Mapping[str, Any] | None) -> bool:
    """Tell whether a walk or self-check was begun and not brought to its end."""
    return bool(flow) and not (flow or {}).get("finished")


def _plain(value: Any) -> Any:
    if isinstance(value, (Last, Said)):
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
