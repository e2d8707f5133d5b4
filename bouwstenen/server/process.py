"""Starting and stopping a whole assistant from Python: for measurements and tests."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Optional

from bouwstenen.paths import ROOT
from bouwstenen.server import model
from bouwstenen.server.client import Client
from bouwstenen.server.settings import Settings, action_command, assistant_command

_PATIENCE = 120.0


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Assistant:
    """Assistant and action server on free ports, each in a process of its own.

    Args:
        folder: where conversations and logs go.
    """

    folder: Path
    settings: Settings = field(init=False)
    assistant: Optional[subprocess.Popen[bytes]] = None
    actions: Optional[subprocess.Popen[bytes]] = None

    def __post_init__(self) -> None:
        self.settings = replace(
            Settings.from_environment(),
            host="127.0.0.1",
            port=free_port(),
            action_port=free_port(),
            database=str(self.folder / "conversations.db"),
            feedback=str(self.folder / "feedback.db"),
            secret=secrets.token_urlsafe(),
        )

    @property
    def client(self) -> Client:
        """A client of this assistant."""
        return Client(f"http://127.0.0.1:{self.settings.port}")

    @property
    def log(self) -> str:
        """Everything both processes wrote so far."""
        return "".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted(self.folder.glob("*.log")))

    def start_actions(self) -> None:
        """Start the action server and wait until it listens.

        Raises:
            RuntimeError: it did not come up in time; the log says why.
        """
        self.actions = self._start("actions", action_command(self.settings))
        if not listens(self.settings.action_port):
            raise RuntimeError(f"De action server start niet:\n{self.log[-3000:]}")

    def start_assistant(self) -> None:
        """Start Rasa and wait until it answers.

        Raises:
            RuntimeError: it did not come up in time; the log says why.
        """
        self.assistant = self._start("assistant", assistant_command(self.settings, str(model.MODEL)))
        if not self.client.wait_until_ready(_PATIENCE):
            raise RuntimeError(f"De assistent start niet:\n{self.log[-3000:]}")

    def start(self) -> None:
        """Start both."""
        self.start_actions()
        self.start_assistant()

    def __enter__(self) -> Assistant:
        """Start both; when that fails, leave nothing running."""
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        """Stop both."""
        self.stop()

    def kill_actions(self) -> None:
        """Kill the action server, as a crash would."""
        end(self.actions, signal.SIGKILL)

    def kill_assistant(self) -> None:
        """Kill Rasa, as a crash would."""
        end(self.assistant, signal.SIGKILL)

    def stop(self) -> None:
        """Stop both."""
        end(self.assistant)
        end(self.actions)

    def _start(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=self.settings.environment(), stdout=log, stderr=log, start_new_session=True)


def listens(port: int) -> bool:
    """Wait until something listens on a port, and tell whether it does."""
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False


def end(process: Optional[subprocess.Popen[bytes]], how: int = signal.SIGTERM) -> None:
    """End a process and what it started; with force when it does not listen."""
    if process is None or process.poll() is not None:
        return
    os.killpg(process.pid, how)
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def running_assistant(url: Optional[str] = None) -> Iterator[Client]:
    """Give a client of the assistant at that address, or of one that runs only for now."""
    if url:
        yield Client(url)
        return
    with tempfile.TemporaryDirectory() as folder, Assistant(Path(folder)) as assistant:
        yield assistant.client
