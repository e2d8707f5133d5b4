"""``make chat``: talk with the running assistant in the terminal."""

from __future__ import annotations

import argparse
import uuid
from typing import Any

import requests

from bouwstenen.server.client import Client
from bouwstenen.server.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the option for another address."""
    parser.add_argument("--url", help="adres van de assistent; anders dat van de instellingen")


def main(arguments: argparse.Namespace) -> int:
    """Read questions and print answers until an empty line or Ctrl-D."""
    url = arguments.url or _own_url()
    client = Client(url)
    if not client.is_ready():
        print(f"Er draait geen assistent op {url}. Start hem in een andere terminal met: make run")
        return 1
    sender = uuid.uuid4().hex
    print("Stel je vraag. Een nummer kiest een knop; een lege regel stopt.")
    buttons: list[dict[str, Any]] = []
    while True:
        try:
            said = input("\n> ").strip()
        except EOFError:
            said = ""
        if not said:
            print("Tot ziens!")
            return 0
        if said.isdigit() and 1 <= int(said) <= len(buttons):
            said = buttons[int(said) - 1]["payload"]
        try:
            answer = client.say(sender, said)
        except requests.HTTPError as error:
            if error.response is not None and error.response.status_code == 404:
                print(f"Het REST-kanaal van deze assistent is uit. Open hem in je browser: {client.url}/")
                return 1
            print(f"De assistent gaf een fout ({error.response.status_code if error.response is not None else '?'}). Probeer het nog eens.")
            continue
        except requests.RequestException as error:
            print(f"De assistent is niet te bereiken ({type(error).__name__}). Draait hij nog?")
            continue
        buttons = [button for message in answer for button in message.get("buttons", [])]
        for message in answer:
            if message.get("text"):
                print(f"\n{message['text']}")
        if buttons:
            print("\n" + "  ".join(f"[{number}] {button['title']}" for number, button in enumerate(buttons, 1)))


def _own_url() -> str:
    settings = Settings.from_environment()
    return f"http://{settings.host}:{settings.port}"
