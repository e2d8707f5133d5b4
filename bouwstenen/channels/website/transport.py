"""Socket.IO as the widget uses it: python-socketio's server, with everything left out that others could misuse.

A client may send what it likes. What is not a text packet of the widget is passed over here,
before python-engineio or python-socketio reads it: both trust their clients, and write what they
can't read in the log.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Any, Awaitable, Callable, Dict, FrozenSet, List, Mapping, Optional, Set

from engineio.async_drivers import sanic as driver
from engineio.exceptions import EngineIOError
from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.server.websockets import impl
from socketio import AsyncServer
from socketio import packet as packets

from bouwstenen.channels.website.limits import Connections

#: Longest packet, in characters.
MAX_PACKET = 32_000
#: Packets in one request of a client that polls.
_MAX_PACKETS = 16
#: Events of one connection that are handled at the same time; reading waits when there are more.
_MAX_EVENTS = 32
#: Seconds that a connection may last without a conversation: time to say why it is refused.
_PATIENCE = 10.0
#: Seconds in which a client may answer that its WebSocket is closed.
_GRACE = 2.0
#: Frames of Engine.IO that a client sends: that it leaves, and that it is still there.
_CLOSE, _PONG = "1", "3"
_FRAMES = frozenset({_CLOSE, _PONG})
#: Packets of Socket.IO within a frame of the kind "message": connect, disconnect, event.
_MESSAGE = "4"
_PACKETS = frozenset("012")

#: The libraries log packets that they can't handle, with what people typed in them.
_silent = logging.Logger("silent", logging.CRITICAL + 1)


class _Assembler(impl.WebsocketFrameAssembler):
    """Puts messages together from frames, as Sanic's does, and lets go of them in the end."""

    chunks: List[Any]
    paused: bool

    def __init__(self, protocol: Any) -> None:
        super().__init__(protocol)
        self._left = False
        self._reader: Optional[asyncio.Task[Any]] = None

    async def get(self, timeout: Optional[float] = None) -> Any:
        """Return the next message."""
        self._reader = asyncio.current_task()
        return await super().get(timeout)

    async def put(self, frame: Any) -> None:
        """Add a frame; a message that is no UTF-8 is dropped, where Sanic writes it in the log."""
        if self._left:
            return
        try:
            await super().put(frame)
        except UnicodeDecodeError:
            self.chunks = []
            self.decoder = None

    def leave(self) -> None:
        """Let go of who waits: nobody reads messages any more, and Sanic would wait for that for ever."""
        self._left = True
        self.message_fetched.set()
        if self._reader is not None:
            self._reader.cancel()
        if self.paused:
            self.paused = False
            self.protocol.resume_frames()


impl.WebsocketFrameAssembler = _Assembler


class _WebSocket(driver.WebSocket):
    """A WebSocket that gives readable frames only, and ends quietly."""

    async def __call__(self, environ: Dict[str, Any]) -> Any:
        """Serve one connection until it ends; return nothing, since Sanic has no response to send."""
        try:
            await super().__call__(environ)
        finally:
            if self._sock is not None:
                self._sock.assembler.leave()

    async def close(self) -> None:
        """Close, also when the other side goes on talking."""
        await super().close()
        asyncio.get_running_loop().call_later(_GRACE, self._sock.assembler.leave)

    async def wait(self) -> str:
        """Return the next frame that can be read.

        Raises:
            OSError: there will be none.
        """
        patience = self.server.ping_interval + self.server.ping_timeout
        while True:
            try:
                frame = await self._sock.recv(patience)
            except (asyncio.CancelledError, Exception) as error:
                raise OSError("the connection has ended") from error
            if frame is None or frame == _CLOSE:
                raise OSError("the client has left")
            if isinstance(frame, str) and (len(frame) > MAX_PACKET or _is_frame(frame)):
                return frame


class Transport(AsyncServer):
    """A Socket.IO server that knows one namespace, a few events and no binary data.

    Args:
        connect: called with the id of a connection, its environment and what the client sent along.
        disconnect: called with the id of a connection and the reason.
        events: name of each event and what is called with the id of a connection and one value;
            what it returns is the acknowledgement.
        connections: how many may be open.
        address_of: gives the address that a request comes from.
        joined: called once a client knows that it is connected.
    """

    def __init__(
        self,
        connect: Callable[..., Awaitable[Any]],
        disconnect: Callable[..., Awaitable[Any]],
        events: Mapping[str, Callable[[str, Any], Awaitable[Any]]],
        connections: Connections,
        address_of: Callable[[Request], str],
        joined: Callable[[str], Awaitable[None]],
    ) -> None:
        super().__init__(
            async_mode="sanic",
            logger=_silent,
            engineio_logger=_silent,
            # Whether a page may talk is decided where the client can be told so.
            cors_allowed_origins="*",
            cors_credentials=False,
            max_http_buffer_size=MAX_PACKET,
            allow_upgrades=False,
        )
        self._connections = connections
        self._address_of = address_of
        self._joined = joined
        self._events: FrozenSet[str] = frozenset(events)
        self._tasks: Set[asyncio.Future[Any]] = set()
        self._room: Dict[str, asyncio.Semaphore] = {}
        self.on("connect", connect)
        self.on("disconnect", disconnect)
        for name, handler in events.items():
            self.on(name, handler)
        self.eio.start_background_task = self._start
        self.eio._async = {**self.eio._async, "websocket": _WebSocket}

    async def serve(self, request: Request) -> Optional[HTTPResponse]:
        """Answer one request; a WebSocket is served until it ends."""
        upgrades = request.headers.get("upgrade", "").lower() == "websocket"
        if (
            ("j" in request.args)
            or (request.method == "POST" and not _readable(request.body))
            or (upgrades and not _is_handshake(request))
            or (upgrades and "sid" in request.args)
        ):
            return response.text("", status=400)
        try:
            answer: Optional[HTTPResponse] = await self.eio.handle_request(request)
        except Exception:  # noqa: BLE001
            return None if upgrades else response.text("", status=400)
        return answer

    # Sanic sends no response of its own after a handler that has this.
    serve.is_websocket = True  # type: ignore[attr-defined]

    async def close(self, sid: str) -> None:
        """Close a connection below Socket.IO, so that the client tries again by itself."""
        eio_sid = self.manager.eio_sid_from_sid(sid, "/")
        if eio_sid is not None:
            await self._drop(eio_sid)

    async def stop(self) -> None:
        """Close every connection and end what runs in the background."""
        await self.eio.shutdown()
        for eio_sid in list(self.eio.sockets):
            await self._drop(eio_sid)
        # One round of the loop lets each connection say that it closes.
        await asyncio.sleep(0.1)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, target: Callable[..., Awaitable[Any]], *arguments: Any, **named: Any) -> Any:
        """Run something in the background and hold on to it; the loop itself does not."""
        task = asyncio.ensure_future(target(*arguments, **named))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _handle_eio_connect(self, eio_sid: str, environ: Dict[str, Any]) -> Any:
        if not self._connections.enter(eio_sid, self._address_of(environ["sanic.request"])):
            return False
        self._room[eio_sid] = asyncio.Semaphore(_MAX_EVENTS)
        self._start(self._close_unless_joined, eio_sid)
        return await super()._handle_eio_connect(eio_sid, environ)

    async def _handle_eio_disconnect(self, eio_sid: str, reason: Any) -> None:
        self._connections.leave(eio_sid)
        self._room.pop(eio_sid, None)
        socket = self.eio.sockets.get(eio_sid)
        if socket is not None:
            # After the packet that says so: the end of what is sent, which closes a WebSocket.
            asyncio.get_running_loop().call_soon(socket.queue.put_nowait, None)
        await super()._handle_eio_disconnect(eio_sid, reason)

    async def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        if not isinstance(data, str):
            return
        try:
            packet = self.packet_class(encoded_packet=data)
        except (ValueError, RecursionError):
            return
        if packet.namespace not in (None, "/"):
            return
        if packet.packet_type == packets.CONNECT:
            await self._handle_connect(eio_sid, None, packet.data)
        elif packet.packet_type == packets.DISCONNECT:
            await self._handle_disconnect(eio_sid, None)
            self._start(self._drop, eio_sid)
        elif packet.packet_type == packets.EVENT:
            await self._handle_event(eio_sid, None, packet.id, packet.data)

    async def _handle_connect(self, eio_sid: str, namespace: Any, data: Any) -> None:
        if self.manager.sid_from_eio_sid(eio_sid, "/") is not None or eio_sid not in self.environ:
            return
        await super()._handle_connect(eio_sid, namespace, data)
        sid = self.manager.sid_from_eio_sid(eio_sid, "/")
        if self.manager.is_connected(sid, "/"):
            self._start(self._joined, sid)

    async def _handle_event(self, eio_sid: str, namespace: Any, id: Any, data: Any) -> None:
        room = self._room.get(eio_sid)
        if room is None or not isinstance(data, list) or not data or not isinstance(data[0], str) or data[0] not in self._events:
            return
        await room.acquire()
        sid = self.manager.sid_from_eio_sid(eio_sid, "/")
        if not self.manager.is_connected(sid, "/"):
            room.release()
            return
        value = data[1] if len(data) > 1 else None
        task = self._start(self._handle_event_internal, self, sid, eio_sid, [data[0], value], "/", id)
        task.add_done_callback(lambda _: room.release())

    async def _send_packet(self, eio_sid: str, packet: Any) -> None:
        with suppress(EngineIOError):  # who has just left
            await super()._send_packet(eio_sid, packet)

    async def _send_eio_packet(self, eio_sid: str, packet: Any) -> None:
        with suppress(EngineIOError):
            await super()._send_eio_packet(eio_sid, packet)

    async def _close_unless_joined(self, eio_sid: str) -> None:
        await asyncio.sleep(_PATIENCE)
        if not self.manager.is_connected(self.manager.sid_from_eio_sid(eio_sid, "/"), "/"):
            await self._drop(eio_sid)

    async def _drop(self, eio_sid: str) -> None:
        socket = self.eio.sockets.get(eio_sid)
        if socket is not None:
            await socket.close(wait=False)
            self.eio.sockets.pop(eio_sid, None)


def _is_handshake(request: Request) -> bool:
    """Tell whether a request can become a WebSocket; Sanic answers 500, in the log, when it can't."""
    headers = request.headers
    return (
        request.method == "GET"
        and "upgrade" in [part.strip() for part in headers.get("connection", "").lower().split(",")]
        and headers.get("sec-websocket-version") == "13"
        and len(headers.get("sec-websocket-key", "")) == 24
    )


def _is_frame(frame: str) -> bool:
    """Tell whether a frame is one that the widget sends."""
    return frame in _FRAMES or (frame[:1] == _MESSAGE and frame[1:2] in _PACKETS and len(frame) > 1)


def _readable(body: bytes) -> bool:
    """Tell whether the body of a client that polls holds only frames that the widget sends."""
    if not 0 < len(body) <= MAX_PACKET:
        return False
    try:
        frames = body.decode("utf-8").split("\x1e")
    except UnicodeDecodeError:
        return False
    return len(frames) <= _MAX_PACKETS and all(_is_frame(frame) for frame in frames)
