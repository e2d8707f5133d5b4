"""The channel: Socket.IO on one side, Rasa on the other. ``docs/website-channel.md`` is its contract."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, AsyncIterator, Awaitable, Callable, Dict, Optional, Tuple

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from socketio.exceptions import ConnectionRefusedError as Refusal

from bouwstenen.channels.guard import log_failure
from bouwstenen.channels.website import tokens
from bouwstenen.channels.website.conversations import CHANNEL, Conversations
from bouwstenen.channels.website.envelope import VERSION, RefusedError, envelope, read_context, read_message, read_opinion, read_seen
from bouwstenen.channels.website.keys import load_key
from bouwstenen.channels.website.limits import Connections
from bouwstenen.channels.website.origins import accepted, read_origins
from bouwstenen.channels.website.pages import Pages
from bouwstenen.channels.website.transport import Transport
from bouwstenen.channels.website.turns import Turn
from bouwstenen.knowledge import KnowledgeBase
from bouwstenen.language.page import page_entities
from bouwstenen.language.text import MAX_MESSAGE_LENGTH
from bouwstenen.nlu.knowledge import knowledge
from bouwstenen.paths import VAR
from bouwstenen.server import adapt
from bouwstenen.server.settings import Settings
from bouwstenen.server.tracker_store import ConversationStore, store_of

adapt.install()

PATH = "/website/socket.io/"
#: Connections for one address and altogether; a few more may be open while they are told that it is full.
_EACH, _TOTAL, _SPARE = 50, 1_000, 10
#: Largest body of any request, in bytes.
_MAX_BODY = 1_000_000
_PATIENCE = 30.0


@dataclass
class _Client:
    """One connection: a tab in which the chat is open."""

    origin: str
    address: str
    seen: int
    entities: Tuple[Tuple[str, str], ...]
    #: Conversation number, ``None`` until it has one.
    number: Optional[str] = None
    #: The conversation within Rasa.
    sender: str = ""
    #: Set while the conversation can be spoken in: after its opening.
    ready: asyncio.Event = field(default_factory=asyncio.Event)


class Website:
    """The events of the channel."""

    def __init__(self, settings: Settings, key: bytes, base: KnowledgeBase, conversations: Conversations) -> None:
        self._closed = settings.website == "off"
        self._origins = read_origins(settings.origins)
        self._lifetime = timedelta(hours=settings.session_hours)
        self._key = key
        self._base = base
        self._conversations = conversations
        self._clients: Dict[str, _Client] = {}
        self._seats = Connections(_EACH, _TOTAL)
        self.transport = Transport(
            self._connect,
            self._disconnect,
            {
                "message": self._acknowledge(self._message),
                "feedback": self._acknowledge(self._feedback),
                "forget": self._acknowledge(self._forget),
            },
            Connections(_EACH + _SPARE, _TOTAL + _SPARE),
            _address,
            self._joined,
        )

    async def _connect(self, sid: str, environ: Dict[str, Any], auth: Any = None) -> None:
        try:
            self._clients[sid] = self._admit(sid, environ["sanic.request"], auth if isinstance(auth, dict) else {})
        except RefusedError as refused:
            self._seats.leave(sid)
            data = refused.as_json()
            raise Refusal(data["text"], data) from None
        except Exception as error:  # noqa: BLE001
            self._seats.leave(sid)
            log_failure("Een verbinding mislukte", error)
            raise Refusal("failed", RefusedError("failed").as_json()) from None

    def _admit(self, sid: str, request: Request, auth: Dict[str, Any]) -> _Client:
        if self._closed:
            raise RefusedError("closed")
        named = request.headers.getall("origin", [])
        origin = accepted(named[0] if named else None, request.headers.get("host"), self._origins)
        if origin is None or len(named) > 1:
            raise RefusedError("origin")
        if auth.get("version") != VERSION:
            raise RefusedError("version")
        address = _address(request)
        if not self._seats.enter(sid, address):
            raise RefusedError("full")
        client = _Client(origin, address, read_seen(auth), page_entities(self._base, read_context(auth)))
        number = tokens.read(self._key, auth.get("token"), origin)
        if number and self._conversations.exists(tokens.sender_id(self._key, number)):
            client.number = number
        elif not self._conversations.may_open(address):
            raise RefusedError("full")
        return client

    async def _disconnect(self, sid: str, reason: Any = None) -> None:
        self._seats.leave(sid)
        self._clients.pop(sid, None)

    async def _joined(self, sid: str) -> None:
        client = self._clients.get(sid)
        if client is None:
            return
        try:
            if client.number is None or not await self._resume(sid, client):
                await self._begin({sid: client}, tokens.new_number())
        except Exception as error:  # noqa: BLE001
            log_failure("Een gesprek kon niet beginnen", error)
            # Closed below Socket.IO, so that the client tries again by itself.
            await self.transport.close(sid)

    async def _resume(self, sid: str, client: _Client) -> bool:
        """Give a client what it missed; return ``False`` when there is nothing to resume."""
        assert client.number
        sender = tokens.sender_id(self._key, client.number)
        async with self._conversations.lock(sender):
            seq, missed = await self._conversations.resume(sender, client.seen)
            if not seq:
                return False
            # Under the lock no turn can come between what was missed and what comes from now on.
            await self._enter(sid, client, client.number)
            await self._emit("session", self._session(client, resumed=True, seq=seq), sid)
            for turn in missed:
                await self._emit("turn", envelope(self._key, sender, turn), sid)
            client.ready.set()
        return True

    async def _begin(self, clients: Dict[str, _Client], number: str, asked: Optional[str] = None) -> None:
        """Begin a new conversation for these connections, with its opening; who asked for it has its token already."""
        sender = tokens.sender_id(self._key, number)
        async with self._conversations.lock(sender):
            for sid, client in clients.items():
                await self._enter(sid, client, number)
                if sid != asked:
                    await self._emit("session", self._session(client, resumed=False, seq=0), sid)
            opening = await self._conversations.open(sender, next(iter(clients.values())).entities)
            await self._show(sender, opening)
            for client in clients.values():
                client.ready.set()

    async def _enter(self, sid: str, client: _Client, number: str) -> None:
        if client.sender:
            await self.transport.leave_room(sid, client.sender)
        client.number, client.sender = number, tokens.sender_id(self._key, number)
        if sid in self._clients:
            await self.transport.enter_room(sid, client.sender)

    def _session(self, client: _Client, *, resumed: bool, seq: int) -> Dict[str, Any]:
        return {"version": VERSION, **self._token(client), "resumed": resumed, "seq": seq, "max_length": MAX_MESSAGE_LENGTH}

    def _token(self, client: _Client) -> Dict[str, str]:
        assert client.number
        token = tokens.issue(self._key, client.number, client.origin, self._lifetime)
        return {"token": token.text, "expires": token.expires.strftime("%Y-%m-%dT%H:%M:%SZ")}

    async def _message(self, sid: str, client: _Client, data: Any) -> Dict[str, Any]:
        sent = read_message(data)
        async with self._in_conversation(client) as sender:

            async def taken_on() -> None:
                await self._emit("typing", {"id": sent.id}, sender)

            turn, new = await self._conversations.say(sender, client.address, sent, taken_on)
            await self._show(sender, turn, None if new else sid)
            return {"seq": turn.seq}

    async def _feedback(self, sid: str, client: _Client, data: Any) -> Dict[str, Any]:
        opinion = read_opinion(data)
        async with self._in_conversation(client) as sender:
            await self._conversations.judge(sender, client.address, opinion)
        return {}

    async def _forget(self, sid: str, client: _Client, data: Any) -> Dict[str, Any]:
        async with self._in_conversation(client) as sender:
            await self._conversations.forget(sender, client.address)
            number = tokens.new_number()
            moved = {other: tab for other, tab in self._clients.items() if tab.sender == sender}
            for tab in moved.values():
                tab.ready.clear()
                tab.number = number
        # The one who asks first: its page is the one that the opening is about.
        self.transport.start_background_task(self._begin_again, {sid: client, **moved}, number, sid)
        return self._token(client)

    async def _begin_again(self, clients: Dict[str, _Client], number: str, asked: str) -> None:
        try:
            await self._begin(clients, number, asked)
        except Exception as error:  # noqa: BLE001
            log_failure("Een gesprek kon niet opnieuw beginnen", error)
        finally:
            for client in clients.values():
                client.ready.set()

    @asynccontextmanager
    async def _in_conversation(self, client: _Client) -> AsyncIterator[str]:
        """Hold the conversation that a connection is in, also when it just got another one."""
        while True:
            await asyncio.wait_for(client.ready.wait(), _PATIENCE)
            sender = client.sender
            async with self._conversations.lock(sender):
                if client.ready.is_set() and client.sender == sender:
                    yield sender
                    return

    async def _show(self, sender: str, turn: Turn, sid: Optional[str] = None) -> None:
        await self._emit("turn", envelope(self._key, sender, turn), sid or sender)

    async def _emit(self, event: str, data: Dict[str, Any], to: str) -> None:
        await self.transport.emit(event, data, to=to)

    def _acknowledge(self, handler: Callable[[str, _Client, Any], Awaitable[Dict[str, Any]]]) -> Callable[[str, Any], Awaitable[Any]]:
        async def acknowledged(sid: str, data: Any) -> Dict[str, Any]:
            client = self._clients.get(sid)
            try:
                if client is None:
                    raise RefusedError("failed")
                return {"ok": True, **await handler(sid, client, data)}
            except RefusedError as refused:
                return {"ok": False, **refused.as_json()}
            except Exception as error:  # noqa: BLE001
                log_failure("Een bericht van een website mislukte", error)
                return {"ok": False, **RefusedError("failed").as_json()}

        return acknowledged


class _WebsiteBlueprint(Blueprint):
    """Registers addresses at the root too: Rasa puts what a channel registers below ``/webhooks``."""

    def __init__(self, website: Website, pages: Pages, proxies: int) -> None:
        super().__init__("website_webhook")
        self.ctx.website = website
        self.ctx.pages = pages
        self.ctx.proxies = proxies

    def register(self, app: Sanic, options: Dict[str, Any]) -> None:
        """Register the page, the files of the widget and Socket.IO."""
        pages: Pages = self.ctx.pages
        self.ctx.app = app
        app.config.REQUEST_MAX_SIZE = _MAX_BODY
        app.config.WEBSOCKET_MAX_SIZE = _MAX_BODY
        app.config.PROXIES_COUNT = self.ctx.proxies or None

        async def home(request: Request) -> Optional[HTTPResponse]:
            # Rasa has a route of its own here, so only a middleware can answer.
            return pages.page("index", request) if request.path == "/" and request.method in ("GET", "HEAD") else None

        async def chat(request: Request) -> HTTPResponse:
            return pages.page("chat", request)

        async def file(request: Request, name: str) -> HTTPResponse:
            return pages.file(name, request)

        async def stop(_app: Sanic, _loop: Any) -> None:
            await self.ctx.website.transport.stop()

        app.register_middleware(home, "request")
        app.add_route(chat, "/chat", methods=["GET", "HEAD"])
        app.add_route(file, "/widget/<name:path>", methods=["GET", "HEAD"])
        app.add_route(self.ctx.website.transport.serve, PATH, methods=["GET", "POST", "OPTIONS"])
        app.enable_websocket()
        app.register_listener(stop, "before_server_stop")
        super().register(app, options)


class WebsiteInput(InputChannel):
    """The assistant on web pages, with pages of its own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @classmethod
    def name(cls) -> str:
        """Return the name of the channel."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Any) -> WebsiteInput:
        """Make the channel; it has environment variables instead of credentials."""
        return cls(Settings.from_environment())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes."""
        settings = self._settings
        key = load_key(settings.secret, VAR / "secret")

        def store() -> ConversationStore:
            return store_of(webhook.ctx.app.ctx.agent)

        conversations = Conversations(key, on_new_message, store, timedelta(hours=settings.session_hours))
        webhook = _WebsiteBlueprint(Website(settings, key, knowledge(), conversations), Pages(), settings.proxies)

        @webhook.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        return webhook


def _address(request: Request) -> str:
    return request.remote_addr or request.ip
