"""A tab in which the chat is open: a real Socket.IO client that keeps what it gets."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import Any

import socketio
from socketio.exceptions import ConnectionError as NotConnected

PATH = "website/socket.io"


class Tab:
    """Connects at once, by WebSocket unless told otherwise.

    Args:
        url: base address of the assistant.
        token: of the conversation to go on with.
        seen: the last turn that it shows.
        context: what the page is about.
        origin: where the page is; the assistant's own when not given.
        transport: ``websocket`` or ``polling``.
        auth: takes the place of everything that the widget would send.
    """

    def __init__(
        self,
        url: str,
        token: str | None = None,
        seen: int = 0,
        context: dict[str, Any] | None = None,
        origin: str | None = None,
        transport: str = "websocket",
        auth: Any = None,
    ) -> None:
        self.events: list[tuple[str, Any]] = []
        self.refused: dict[str, Any] | None = None
        self._io = socketio.Client(
            reconnection=False,
            logger=False,
            websocket_extra_options={"origin": origin} if origin else {"suppress_origin": True},
        )
        for event in ("session", "turn", "typing"):
            self._io.on(event, self._keep(event))
        self._io.on("connect_error", self._refuse)
        auth = {"version": 1, "token": token, "seen": seen, "context": context} if auth is None else auth
        headers = {"Origin": origin} if origin and transport == "polling" else {}
        try:
            self._io.connect(url, headers=headers, auth=auth, transports=[transport], socketio_path=PATH, wait_timeout=20)
        except NotConnected:
            return
        self.wait(lambda: self.sessions)
        if not self.session["resumed"]:
            self.wait(lambda: self.turns)

    def _keep(self, event: str) -> Callable[[Any], None]:
        return lambda data: self.events.append((event, data))

    def _refuse(self, data: Any) -> None:
        self.refused = data["data"] if isinstance(data, dict) and "data" in data else {"code": "unreachable"}

    def _all(self, event: str) -> list[Any]:
        return [data for name, data in self.events if name == event]

    @property
    def sessions(self) -> list[dict[str, Any]]:
        return self._all("session")

    @property
    def session(self) -> dict[str, Any]:
        return dict(self.sessions[-1])

    @property
    def token(self) -> str:
        return str(self.session["token"])

    @property
    def turns(self) -> list[dict[str, Any]]:
        return self._all("turn")

    @property
    def numbers(self) -> list[int]:
        return [turn["seq"] for turn in self.turns]

    @property
    def is_connected(self) -> bool:
        return bool(self._io.connected)

    def wait(self, until: Callable[[], Any], seconds: float = 20.0) -> None:
        deadline = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < deadline, f"nothing came: {[name for name, _ in self.events]}"
            time.sleep(0.01)

    def send(self, event: str, data: Any) -> dict[str, Any]:
        return dict(self._io.call(event, data, timeout=30))

    def emit(self, event: str, data: Any) -> None:
        """Send without waiting for an acknowledgement."""
        self._io.emit(event, data)

    def say(self, text: str, number: str | None = None) -> dict[str, Any]:
        """Type something and return its turn."""
        return self._turn({"id": number or str(uuid.uuid4()), "text": text})

    def choose(self, title: str) -> dict[str, Any]:
        """Choose the newest button with this title and return its turn."""
        return self._turn({"id": str(uuid.uuid4()), "button": self.button(title)})

    def button(self, title: str) -> str:
        """Return the id of the newest button with this title."""
        return str(next(b["id"] for turn in reversed(self.turns) for m in turn["messages"] for b in m["buttons"] if b["title"] == title))

    def _turn(self, message: dict[str, Any]) -> dict[str, Any]:
        answer = self.send("message", message)
        assert answer["ok"], answer
        self.wait(lambda: any(turn["seq"] == answer["seq"] for turn in self.turns))
        return dict(next(turn for turn in reversed(self.turns) if turn["seq"] == answer["seq"]))

    def close(self) -> None:
        self._io.disconnect()

    def __enter__(self) -> Tab:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def text_of(turn: dict[str, Any]) -> str:
    """Return all text of a turn."""
    return "\n".join(message["text"] for message in turn["messages"])


def kind_of(turn: dict[str, Any]) -> str:
    """Return the kind of the last reply of a turn."""
    return str(turn["messages"][-1]["reply"]["kind"])


def titles_of(turn: dict[str, Any]) -> list[str]:
    """Return the titles of all buttons of a turn."""
    return [button["title"] for message in turn["messages"] for button in message["buttons"]]
