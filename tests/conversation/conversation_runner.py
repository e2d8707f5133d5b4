"""Conversations as data: YAML files of what a person says and what must come back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bouwstenen.replies import Button, Reply
from bouwstenen.server.client import Client

HERE = Path(__file__).parent
#: What a turn may expect; a spelling mistake in a case must not make it pass.
_EXPECTATIONS = frozenset(
    "kind block groups general role place progress text not_text buttons no_buttons items new_items".split(),
)
_ACTS = frozenset({"say", "press", "restart"})
#: The text of an answer stays within this, in characters; lists (help, plan, result of a check) may be longer.
_LONGEST = {"answer": 2000, "tip": 400, "step": 900, "example": 1100}


@dataclass(frozen=True)
class Case:
    """One conversation."""

    path: Path
    title: str
    turns: tuple[dict[str, Any], ...]
    #: Title of the story in data/stories.yml of which this is the twin.
    story: str | None = None

    @property
    def restarts(self) -> bool:
        """Whether Rasa is killed in the middle."""
        return any("restart" in turn for turn in self.turns)

    @property
    def id(self) -> str:
        """The name of the case in the list of tests."""
        return f"{self.path.parent.name}/{self.path.stem}: {self.title}"


def load_cases() -> list[Case]:
    """Read all cases.

    Raises:
        ValueError: a file is not as it should be.
    """
    cases = []
    for path in sorted(HERE.glob("*/*.yml")):
        for raw in yaml.safe_load(path.read_text(encoding="utf-8")):
            turns = tuple(raw["turns"])
            for turn in turns:
                unknown = set(turn) - _EXPECTATIONS - _ACTS
                if unknown or len(_ACTS & set(turn)) != 1:
                    raise ValueError(f"{path.name}, {raw['title']}: {sorted(unknown) or 'say, press of restart ontbreekt'} in {turn}")
            cases.append(Case(path, raw["title"], turns, raw.get("story")))
    return cases


@dataclass
class Answer:
    """What came back in one turn, checked against the contract."""

    text: str
    buttons: dict[str, str]
    reply: Reply

    @classmethod
    def of(cls, messages: list[dict[str, Any]]) -> Answer:
        """Read and check the messages of one turn."""
        replies = [Reply(**message["custom"]["reply"]) for message in messages if message.get("custom")]
        assert 1 <= len(replies) <= 2, f"{len(replies)} replies in één beurt"
        texts = [message["text"] for message in messages if message.get("text") is not None]
        assert texts, "geen tekst"
        assert all(text.strip() for text in texts), "een lege tekst"
        assert not any("{" in text or "None" in text for text in texts), texts
        buttons = [Button(**button) for message in messages for button in message.get("buttons") or []]
        titles = [button.title for button in buttons]
        assert len(titles) == len(set(titles)), f"twee knoppen met dezelfde titel: {titles}"
        text = "\n".join(texts)
        longest = _LONGEST.get(replies[-1].kind)
        assert longest is None or len(text) <= longest, f"antwoord van {len(text)} tekens: {text}"
        return cls(text, {button.title: button.payload for button in buttons}, replies[-1])


@dataclass
class Conversation:
    """A conversation that is being held."""

    sender: str
    seen: set[str] = field(default_factory=set)
    last: Answer | None = None

    def take(self, turn: dict[str, Any], client: Client) -> None:
        """Do what the person does in this turn, and check what comes back."""
        message = turn.get("say")
        if "press" in turn:
            assert self.last is not None
            assert turn["press"] in self.last.buttons, f"geen knop {turn['press']!r}; wel: {list(self.last.buttons)}"
            message = self.last.buttons[turn["press"]]
        answer = Answer.of(client.say(self.sender, message))
        problems = list(_problems(turn, answer, self.seen))
        if problems:
            raise AssertionError(
                f"Na {message!r}: {'; '.join(problems)}\nAntwoord ({answer.reply.kind}): {answer.text}\nKnoppen: {list(answer.buttons)}"
            )
        self.seen |= {item.id for item in answer.reply.items}
        self.last = answer


def _problems(turn: dict[str, Any], answer: Answer, seen: set[str]) -> list[str]:
    reply = answer.reply
    problems = []
    exact = {
        "kind": reply.kind,
        "block": reply.building_block,
        "groups": list(reply.target_groups),
        "general": reply.general,
        "role": reply.role,
        "place": reply.place,
        "progress": {"done": reply.progress.done, "total": reply.progress.total} if reply.progress else None,
    }
    problems += [f"{name} is {value!r}, verwacht {turn[name]!r}" for name, value in exact.items() if name in turn and value != turn[name]]
    problems += [f"tekst mist {part!r}" for part in turn.get("text", ()) if part.lower() not in answer.text.lower()]
    problems += [f"tekst bevat {part!r}" for part in turn.get("not_text", ()) if part.lower() in answer.text.lower()]
    problems += [f"knop mist {title!r}" for title in turn.get("buttons", ()) if title not in answer.buttons]
    problems += [f"knop te veel {title!r}" for title in turn.get("no_buttons", ()) if title in answer.buttons]
    names = {item.id for item in reply.items} | {str(item.type) for item in reply.items}
    problems += [f"item mist {name!r} (wel: {sorted(names)})" for name in turn.get("items", ()) if name not in names]
    if turn.get("new_items"):
        repeated = sorted(item.id for item in reply.items if item.id in seen)
        problems += [] if reply.items and not repeated else [f"items al eerder getoond of geen items: {repeated}"]
    return problems
