"""Rasa's REST channel for local use, with a body that is read with care."""

from __future__ import annotations

import uuid
from typing import Any, Awaitable, Callable

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput as RasaRestInput
from sanic import Blueprint, response
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse

from bouwstenen.server import adapt

# Rasa registers the channels after it has imported them: from here on every channel is guarded,
# also when Rasa is started by hand.
adapt.install()


class RestInput(RasaRestInput):
    """``POST /webhooks/rest/webhook`` with ``{"sender": ..., "message": ...}``.

    The same as Rasa's, but for: no streaming, no metadata or channel name from the client, an
    own conversation for each message without sender, and 400 for a body that is no JSON object.
    """

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes."""
        webhook = Blueprint("rest_webhook")

        @webhook.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            try:
                body = request.json
            except (InvalidUsage, RecursionError, UnicodeError):
                body = None
            if not isinstance(body, dict):
                return response.json({"error": "Stuur een JSON-object met 'sender' en 'message'."}, status=400)
            sender = body.get("sender")
            sender_id = str(sender)[:255] if isinstance(sender, (str, int)) and str(sender).strip() else uuid.uuid4().hex
            collector = CollectingOutputChannel()
            text = body.get("message")
            await on_new_message(
                UserMessage(text if isinstance(text, str) else None, collector, _storable(sender_id), input_channel=self.name())
            )
            return response.json(collector.messages)

        return webhook


def _storable(sender_id: str) -> str:
    """Return the id without lone surrogates and NUL, which no database takes."""
    return sender_id.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
