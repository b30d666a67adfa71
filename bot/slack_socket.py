"""The websocket to Slack, watched: one that closed or went deaf is replaced by a new one."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Any

from aiohttp import WSMessage
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
CONNECT_WITHIN = 30.0
# Slack greets on every new session; one that is not greeted hears nothing at all.
GREETED_WITHIN = 20.0
# Some sessions go deaf while pings are answered. A quiet workspace gets a new one now and then.
QUIET_SECONDS = 15 * 60.0
FINISH_WITHIN = 10.0


class Line(AsyncSocketModeHandler):
    """One client of Slack's SDK, which keeps a session open; `is_deaf` when that cannot be believed."""

    def __init__(self, app: AsyncApp, token: str, web: AsyncWebClient) -> None:
        super().__init__(app, token, web_client=web, ping_interval=5)
        self.client.on_message_listeners.append(self._listen)
        self._loop = asyncio.get_running_loop()
        self._session: Any = None
        self._since = self._loop.time()
        self._greeted = False
        self._in_hand = 0
        self._is_closing = False

    async def open(self) -> None:
        """Raises SlackApiError when the token is wrong: the SDK would try for ever."""
        self.client.wss_uri = await self.client.issue_new_wss_url()
        await asyncio.wait_for(self.client.connect(), CONNECT_WITHIN)

    async def _listen(self, _: WSMessage) -> None:
        self._notice_session()
        self._greeted, self._since = True, self._loop.time()

    def _notice_session(self) -> None:
        """The SDK changes sessions by itself when Slack asks it to."""
        if self._session is not self.client.current_session:
            self._session, self._since = self.client.current_session, self._loop.time()
            self._greeted = False

    def is_deaf(self) -> bool:
        self._notice_session()
        patience = QUIET_SECONDS if self._greeted else GREETED_WITHIN
        return self._loop.time() - self._since > patience

    async def is_alive(self) -> bool:
        return await self.client.is_connected() and self._greeted

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        if self._is_closing:
            return  # not acknowledged: Slack sends it to the next one
        self._in_hand += 1
        try:
            await super().handle(client, req)  # type: ignore[arg-type]
        finally:
            self._in_hand -= 1

    async def close(self, within: float) -> None:
        """Take no more, answer what is in hand, hang up."""
        self._is_closing = True
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while self._in_hand:
                    await asyncio.sleep(0.01)
        await self.close_async()


class Socket:
    """Keeps a line to Slack open."""

    def __init__(self, app: AsyncApp, token: str, web: AsyncWebClient) -> None:
        self._app, self._token, self._web = app, token, web
        self._line: Line | None = None
        self._watching: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self._line = await self._new_line()
        self._watching = asyncio.create_task(self._watch(self._line), name="socket")

    async def _new_line(self) -> Line:
        line = Line(self._app, self._token, self._web)
        try:
            await line.open()
        except BaseException:
            await line.close_async()
            raise
        return line

    async def is_alive(self) -> bool:
        is_watched = self._watching is not None and not self._watching.done()
        return is_watched and self._line is not None and await self._line.is_alive()

    async def _watch(self, line: Line) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if not line.is_deaf() and await line.client.is_connected():
                continue
            log.warning("the socket to Slack is closed or deaf; opening another")
            try:
                self._line = await self._new_line()
            except Exception as fault:
                log.warning("no socket to Slack: %s; trying again", fault)
                await asyncio.sleep(LOOK_SECONDS * 4)
            else:
                await line.close(FINISH_WITHIN)
                line = self._line

    async def close(self, within: float) -> None:
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait([self._watching])
        if self._line is not None:
            await self._line.close(within)
