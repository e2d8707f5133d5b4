"""``make run``: check, train when needed, and run assistant and action server until Ctrl-C."""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import threading
import time
from pathlib import Path

from honcho.manager import Manager

from bouwstenen.channels.website.origins import read_origins
from bouwstenen.knowledge import KnowledgeError, load_knowledge
from bouwstenen.paths import ROOT
from bouwstenen.server import model
from bouwstenen.server.client import Client, is_port_free
from bouwstenen.server.settings import Settings, action_command, assistant_command

_PATIENCE = 180.0


def main(arguments: argparse.Namespace) -> int:
    """Run until the person stops it; return 1 when it can't start."""
    try:
        settings = Settings.from_environment()
        read_origins(settings.origins)
    except ValueError as error:
        print(f"Een instelling klopt niet: {error}")
        return 1
    try:
        load_knowledge()
    except KnowledgeError as error:
        print(f"De kennisbank kan zo niet gebruikt worden:\n{error}")
        return 1
    for host, port in ((settings.host, settings.port), ("127.0.0.1", settings.action_port)):
        if not is_port_free(host, port):
            name = "BOUWSTENEN_PORT" if port == settings.port else "BOUWSTENEN_ACTION_PORT"
            print(f"Poort {port} is al in gebruik. Stop het andere programma of kies een andere poort: {name}={port + 1} make run")
            return 1
    state = model.state()
    if not state.usable:
        print(f"Ik train een model: {state.reason}.", flush=True)
        if _step("train"):
            return 1
    if _step("index"):
        return 1
    Path(settings.database).parent.mkdir(parents=True, exist_ok=True)
    manager = Manager()
    environment = settings.environment()
    manager.add_process("acties", shlex.join(action_command(settings)), env=environment, cwd=str(ROOT))
    manager.add_process("assistent", shlex.join(assistant_command(settings, str(model.MODEL))), env=environment, cwd=str(ROOT))
    threading.Thread(target=_announce, args=(settings,), daemon=True).start()
    manager.loop()
    return 0 if manager.returncode in (0, -2, 130, None) else 1


def _step(command: str) -> int:
    """Run a command in a process of its own: what it needs in memory is not kept while running."""
    return subprocess.run([sys.executable, "-m", "bouwstenen", command], cwd=ROOT).returncode


def _announce(settings: Settings) -> None:
    start = time.monotonic()
    url = f"http://{'127.0.0.1' if settings.host == '0.0.0.0' else settings.host}:{settings.port}"
    print("De assistent start; dat duurt ongeveer 15 seconden.", flush=True)
    if Client(url).wait_until_ready(_PATIENCE):
        print(f"De assistent is klaar ({time.monotonic() - start:.0f} seconden). Open hem in je browser: {url}/", flush=True)
        if settings.rest == "on":
            print("Of praat ermee in een andere terminal: make chat", flush=True)
            print(
                f'Of over HTTP: POST {url}/webhooks/rest/webhook met {{"sender": "ik", "message": "hoe bereik ik statushouders"}}',
                flush=True,
            )
        print("Stoppen doe je met Ctrl-C.", flush=True)
    else:
        print(f"De assistent antwoordt niet binnen {_PATIENCE:.0f} seconden; kijk in de regels hierboven.", flush=True)
