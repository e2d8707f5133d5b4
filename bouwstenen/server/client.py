"""A small client of the REST channel: for the terminal, the measurements and the tests."""

from __future__ import annotations

import socket
import time
from typing import Any

import requests


class Client:
    """Talks with a running assistant over REST.

    Args:
        url: base address, for instance ``http://127.0.0.1:5005``.
        timeout: seconds to wait for one answer.
    """

    def __init__(self, url: str, timeout: float = 60.0) -> None:
        self.url = url.rstrip("/")
        self._timeout = timeout
        self._session = requests.Session()

    def say(self, sender: str, message: Any) -> list[dict[str, Any]]:
        """Send one message and return the messages that come back.

        Raises:
            requests.RequestException: the assistant can't be reached, or answers with an error.
        """
        answer = self._session.post(f"{self.url}/webhooks/rest/webhook", json={"sender": sender, "message": message}, timeout=self._timeout)
        answer.raise_for_status()
        return list(answer.json())

    def is_ready(self) -> bool:
        """Tell whether the assistant answers and has its model."""
        try:
            return self._session.get(f"{self.url}/", timeout=2).status_code == 200
        except requests.RequestException:
            return False

    def wait_until_ready(self, seconds: float) -> bool:
        """Wait until the assistant answers, at most so many seconds; tell whether it does."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.is_ready():
                return True
            time.sleep(0.2)
        return False


def is_port_free(host: str, port: int) -> bool:
    """Tell whether nothing listens on a port yet."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
