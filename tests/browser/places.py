"""Other people's websites, and an assistant that says what a test tells it to say."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import socketio
from aiohttp import web

from bouwstenen.paths import ROOT
from bouwstenen.server.process import free_port

WIDGET = ROOT / "widget"
DIST = WIDGET / "dist"
Answer = Callable[[dict[str, Any]], list[dict[str, Any]]]


class Website:
    """A website of an organisation, on a port of its own; it serves what it is given and the examples of the widget."""

    def __init__(self) -> None:
        self._pages: dict[str, tuple[str, str | None]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self._pages))
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def page(self, body: str, head: str = "", policy: str | None = None) -> str:
        """Publish a page and return its address.

        Args:
            body: its content.
            head: what goes in its head besides the title.
            policy: its Content-Security-Policy.
        """
        return self.publish(f"<!doctype html><html lang='nl'><head><title>Gemeente</title>{head}</head><body>{body}</body></html>", policy)

    def publish(self, html: str, policy: str | None = None) -> str:
        """Publish a whole page and return its address."""
        path = f"/pagina-{len(self._pages)}"
        self._pages[path] = (html, policy)
        return self.origin + path

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, pages: dict[str, tuple[str, str | None]], *args: Any, **kwargs: Any) -> None:
        self._pages = pages
        super().__init__(*args, directory=str(WIDGET / "examples"), **kwargs)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
            return
        if path not in self._pages:
            super().do_GET()
            return
        html, policy = self._pages[path]
        content = html.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        pass


def envelope(seq: int, messages: list[dict[str, Any]], said: str | None = None, number: str | None = None) -> dict[str, Any]:
    """Return a turn as the server sends it."""
    return {"version": 1, "seq": seq, "id": number, "at": "2026-11-22T15:04:05Z", "said": said, "forgotten": False, "messages": messages}


class Stub:
    """The server's side of ``docs/website-channel.md`` without an assistant: one conversation, said by a test.

    Args:
        opening: the messages of the opening turn.
        answer: gives the messages that follow on what the person sends.
        port: where it listens; a free port when not given.
        refusal: what every connection is refused with.
    """

    def __init__(
        self,
        opening: list[dict[str, Any]] | None = None,
        answer: Answer | None = None,
        port: int | None = None,
        refusal: dict[str, Any] | None = None,
    ) -> None:
        self.port = port or free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.turns = [envelope(1, opening or [{"text": "Ik ben een automatische assistent.", "buttons": [], "reply": None}])]
        self.received: list[dict[str, Any]] = []
        #: Seconds to think before an answer.
        self.delay = 0.0
        #: What a message is acknowledged with instead of being answered.
        self.acknowledgement: dict[str, Any] | None = None
        self._answer = answer or (lambda message: [{"text": "Dit is een antwoord.", "buttons": [], "reply": None}])
        self._refusal = refusal
        self._loop = asyncio.new_event_loop()
        self._runner: web.AppRunner | None = None
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def start(self) -> Stub:
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        return self

    def stop(self) -> None:
        """Stop as a server that is gone: every connection is cut."""
        if self._runner:
            asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(20)
            self._runner = None

    def push(self, messages: list[dict[str, Any]], said: str | None = None) -> None:
        """Send a turn that nobody asked for in this tab, as from another one."""
        turn = envelope(len(self.turns) + 1, messages, said)
        self.turns.append(turn)
        asyncio.run_coroutine_threadsafe(self._io.emit("turn", turn), self._loop).result(10)

    def __enter__(self) -> Stub:
        return self.start()

    def __exit__(self, *error: object) -> None:
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _start(self) -> None:
        self._io = socketio.AsyncServer(async_mode="aiohttp", cors_allowed_origins="*", logger=False)
        self._io.on("connect", self._connect)
        self._io.on("message", self._message)
        self._io.on("feedback", self._feedback)
        self._io.on("forget", self._forget)
        app = web.Application()
        self._io.attach(app, socketio_path="website/socket.io")
        app.router.add_get("/", self._page)
        app.router.add_get("/favicon.ico", lambda request: web.Response(status=204))
        app.router.add_get("/widget/{name}", self._file)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def _page(self, request: web.Request) -> web.Response:
        # No Content-Security-Policy on purpose: the widget has to be safe without one.
        html = (
            "<!doctype html><html lang='nl'><head><meta charset='utf-8'><meta name='viewport' content='width=device-width, initial-scale=1'>"
            "<title>Proef</title><script src='/widget/bouwstenen-chat.js' async></script></head>"
            "<body><main><h1>Een pagina</h1></main><bouwstenen-chat></bouwstenen-chat></body></html>"
        )
        return web.Response(text=html, content_type="text/html")

    async def _file(self, request: web.Request) -> web.Response:
        path = DIST / request.match_info["name"]
        headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "max-age=300"}
        return web.Response(body=path.read_bytes(), content_type="text/javascript", charset="utf-8", headers=headers)

    async def _connect(self, sid: str, environ: dict[str, Any], auth: dict[str, Any]) -> None:
        if self._refusal:
            raise socketio.exceptions.ConnectionRefusedError(self._refusal["text"], self._refusal)
        self._io.start_background_task(self._welcome, sid, auth)

    async def _welcome(self, sid: str, auth: dict[str, Any]) -> None:
        resumed = auth.get("token") == "stub"
        session = {
            "version": 1,
            "token": "stub",
            "expires": "2030-01-01T00:00:00Z",
            "resumed": resumed,
            "seq": len(self.turns),
            "max_length": 1000,
        }
        await self._io.emit("session", session, to=sid)
        for turn in self.turns[auth["seen"] if resumed else 0 :]:
            await self._io.emit("turn", turn, to=sid)

    async def _message(self, sid: str, data: dict[str, Any]) -> dict[str, Any]:
        again = next((turn for turn in self.turns if turn["id"] == data["id"]), None)
        if again is None:
            if self.acknowledgement:
                return self.acknowledgement
            self.received.append(data)
            await self._io.emit("typing", {"id": data["id"]})
            await asyncio.sleep(self.delay)
            again = envelope(len(self.turns) + 1, self._answer(data), data.get("text") or "Gekozen", data["id"])
            self.turns.append(again)
        await self._io.emit("turn", again)
        return {"ok": True, "seq": again["seq"]}

    async def _feedback(self, sid: str, data: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True}

    async def _forget(self, sid: str, data: dict[str, Any]) -> dict[str, Any]:
        del self.turns[1:]
        self._io.start_background_task(self._io.emit, "turn", self.turns[0], to=sid)
        return {"ok": True, "token": "stub", "expires": "2030-01-01T00:00:00Z"}
