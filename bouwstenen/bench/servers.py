"""The two assistants that are compared, and the action server that both call."""

from __future__ import annotations

import os
import secrets
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from bouwstenen.paths import ROOT
from bouwstenen.server.client import Client
from bouwstenen.server.process import end, free_port, listens
from bouwstenen.server.settings import Settings, action_command, assistant_command

_PATIENCE = 180.0
_PAUSE = 0.05
#: Actions of Rasa itself: they say nothing of the action server.
_BUILT_IN = {"action_listen", "action_session_start", "action_default_fallback", "action_unlikely_intent", "action_extract_slots"}


class NotStartedError(Exception):
    """A server did not come up or did not answer; the text says which and why."""


@dataclass
class Server:
    """One process, started and stopped here."""

    name: str
    command: list[str]
    folder: Path
    environment: dict[str, str]
    log: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start it, without waiting for it."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.folder, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def stop(self) -> None:
        """Stop it, when it runs."""
        end(self.process)

    def fail(self) -> NotStartedError:
        """Return the error to raise when it does not do what it should."""
        return NotStartedError(f"{self.name}:\n{self.log.read_text(encoding='utf-8', errors='replace')[-3000:]}")

    @property
    def megabytes(self) -> int:
        """Resident memory; Linux only, elsewhere 0."""
        assert self.process is not None
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return 0
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024


@dataclass
class Contestant(Server):
    """An assistant, with the database of its conversations."""

    database: Path

    @property
    def client(self) -> Client:
        """A new client, with a connection of its own."""
        return Client(f"http://127.0.0.1:{self.port}")

    def seconds_to_first_answer(self, question: str) -> float:
        """Start it and return the seconds until it answered its first question.

        Raises:
            NotStartedError: there was no answer in time.
        """
        start = time.perf_counter()
        self.start()
        assert self.process is not None
        client = self.client
        while not client.is_ready():
            if self.process.poll() is not None or time.perf_counter() - start > _PATIENCE:
                raise self.fail()
            time.sleep(_PAUSE)
        if not client.say("first", question):
            raise self.fail()
        return time.perf_counter() - start

    def turns(self) -> tuple[int, int]:
        """Return how many turns its database holds, and how many of them ran a custom action."""
        with sqlite3.connect(self.database) as database:
            rows = database.execute("select type_name, action_name from events order by sender_id, id").fetchall()
        acted: list[bool] = []
        for kind, action in rows:
            if kind == "user":
                acted.append(False)
            elif kind == "action" and acted and str(action).startswith("action_") and action not in _BUILT_IN:
                acted[-1] = True
        return len(acted), sum(acted)


def action_server(folder: Path) -> Server:
    """Start the action server that both assistants call.

    Raises:
        NotStartedError: it does not listen in time.
    """
    settings = _settings(folder, "actions", action_port=free_port())
    log = folder / "actions.log"
    server = Server("action server", action_command(settings), ROOT, settings.environment(), log, settings.action_port)
    server.start()
    if not listens(server.port):
        server.stop()
        raise server.fail()
    return server


def ours(folder: Path, model: Path, action_port: int) -> Contestant:
    """Return our assistant, as ``make run`` starts it."""
    settings = _settings(folder, "ours", action_port)
    command = assistant_command(settings, str(model))
    return Contestant("ours", command, ROOT, settings.environment(), folder / "ours.log", settings.port, Path(settings.database))


def default(folder: Path, model: Path, action_port: int) -> Contestant:
    """Return Rasa's default as people start it, with telemetry off and on this machine only.

    Args:
        folder: where conversations and logs go.
        model: in its project (:mod:`bouwstenen.bench.default_project`).
        action_port: where the action server listens.
    """
    settings = _settings(folder, "default", action_port)
    command = [sys.executable, "-m", "rasa", "run", "--interface", "127.0.0.1", "--port", str(settings.port), "--model", model.name]
    environment = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "BOUWSTENEN_ACTION_PORT": str(action_port),
        "BOUWSTENEN_DATABASE": settings.database,
    }
    return Contestant("default", command, model.parent, environment, folder / "default.log", settings.port, Path(settings.database))


def _settings(folder: Path, name: str, action_port: int) -> Settings:
    return replace(
        Settings.from_environment(),
        host="127.0.0.1",
        port=free_port(),
        action_port=action_port,
        database=str(folder / f"{name}.db"),
        feedback=str(folder / "feedback.db"),
        secret=secrets.token_urlsafe(),
    )
