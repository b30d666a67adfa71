"""Socket Mode: the app's websockets, each payload to one of them, acknowledgements back."""

import asyncio
import json
import secrets
import time
import uuid
from dataclasses import dataclass
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from bot.sandbox.wire.acks import FAILED, TIMEOUT, Ack
from bot.sandbox.workspace import Workspace

MOST_CONNECTIONS = 10
_ANSWERABLE = ("slash_commands", "interactive")


@dataclass(eq=False)
class Connection:
    """One websocket; a retiring one still acknowledges, but gets nothing new."""

    socket: web.WebSocketResponse
    request: web.Request
    retiring: bool = False


class Sockets:
    """The open connections of the app, asked in turn."""

    def __init__(self, ws: Workspace, ack_seconds: float) -> None:
        self.ack_seconds = ack_seconds
        self.connections: list[Connection] = []
        self._ws = ws
        self._turn = 0
        self._tickets: set[str] = set()
        self._waiting: dict[str, asyncio.Future[Ack]] = {}
        self._expected_until = 0.0
        self._farewells: set[asyncio.Task[None]] = set()

    def ticket(self) -> str:
        """The address that apps.connections.open answers with; good for one connection."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        address = self._ws.base_url.replace("http", "ws", 1)
        return f"{address}/link/?ticket={ticket}&app_id={self._ws.app.id}"

    @property
    def usable(self) -> list[Connection]:
        return [each for each in self.connections if not each.socket.closed and not each.retiring]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection from hello to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=30, timeout=0.5)
        await socket.prepare(request)
        if len(self.connections) >= MOST_CONNECTIONS:
            counted = {"num_connections": len(self.connections), **self._of_app()}
            await socket.send_json(self._farewell("too_many_websockets") | counted)
            await socket.close()
            return socket
        await self._listen(Connection(socket, request))
        return socket

    async def _listen(self, connection: Connection) -> None:
        self.connections.append(connection)
        try:
            await connection.socket.send_json(self._hello())
            self._ws.changed()
            async for message in connection.socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledged(message.data)
        finally:
            self.connections.remove(connection)
            self._ws.changed()

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {
                "host": "applink-sandbox",
                "build_number": 10,
                "approximate_connection_time": 18060,
            },
            **self._of_app(),
        }

    def _of_app(self) -> dict[str, Any]:
        return {"connection_info": {"app_id": self._ws.app.id}}

    def _acknowledged(self, text: str) -> None:
        try:
            answer = json.loads(text)
        except ValueError:
            return
        future = self._waiting.get(answer.get("envelope_id", ""))
        if future and not future.done():
            body = answer.get("payload")
            future.set_result(Ack(body if isinstance(body, dict) and body else None))

    async def send(self, kind: str, payload: dict[str, Any], retry: tuple[int, str] | None = None) -> Ack:
        """Sends to the next connection in turn and waits for the acknowledgement."""
        envelope = {"envelope_id": str(uuid.UUID(int=secrets.randbits(128), version=4)), "payload": payload}
        envelope |= {"type": kind, "accepts_response_payload": kind in _ANSWERABLE}
        if kind == "events_api":
            envelope |= {"retry_attempt": retry[0] if retry else 0, "retry_reason": retry[1] if retry else ""}
        try:
            async with asyncio.timeout(self.ack_seconds):
                return await self._exchange(envelope)
        except TimeoutError:
            return Ack(problem=TIMEOUT)
        except ConnectionError:
            return Ack(problem=FAILED)
        finally:
            self._waiting.pop(envelope["envelope_id"], None)

    async def _exchange(self, envelope: dict[str, Any]) -> Ack:
        connection = await self._next()
        if connection is None:
            return Ack(problem=FAILED)
        future: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = future
        await connection.socket.send_str(json.dumps(envelope))
        return await future

    async def _next(self) -> Connection | None:
        while not (usable := self.usable):
            if time.monotonic() > self._expected_until:
                return None
            await asyncio.sleep(0.01)
        self._turn += 1
        return usable[self._turn % len(usable)]

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Asks the app to connect anew: `refresh_requested` leaves time to change over."""
        for connection in list(self.connections):
            await connection.socket.send_json(self._farewell(reason))
            if reason == "refresh_requested":
                connection.retiring = True
                self._expected_until = time.monotonic() + self.ack_seconds
                self._close_later(connection)
            elif reason != "warning":
                await connection.socket.close(code=WSCloseCode.OK)

    def _close_later(self, connection: Connection) -> None:
        async def close() -> None:
            await asyncio.sleep(self.ack_seconds)
            await connection.socket.close(code=WSCloseCode.OK)

        task = asyncio.get_running_loop().create_task(close())
        self._farewells.add(task)
        task.add_done_callback(self._farewells.discard)

    def _farewell(self, reason: str) -> dict[str, Any]:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}}

    async def drop(self) -> None:
        """Cuts every connection without a word, as a broken network does."""
        for connection in list(self.connections):
            connection.retiring = True
            if connection.request.transport:
                connection.request.transport.abort()

    async def close(self) -> None:
        """Ends politely, when the workspace stops."""
        for task in list(self._farewells):
            task.cancel()
        for connection in list(self.connections):
            await connection.socket.close(code=WSCloseCode.GOING_AWAY)
