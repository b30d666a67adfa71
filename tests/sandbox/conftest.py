"""A small workspace with an app of Bolt's on it, in either mode, for every test of the sandbox."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.limits import Limits
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace

BUTTON = {
    "type": "button",
    "text": {"type": "plain_text", "text": "Accept"},
    "action_id": "accept",
    "value": "F-1",
}
ANYTHING = re.compile(".*")
CARD = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "F-1 is new"}},
    {"type": "actions", "elements": [BUTTON]},
]


async def nothing() -> None:
    """The last listener, so that every event is acknowledged."""


async def acknowledged(ack: Callable[[], Awaitable[Any]]) -> None:
    """The last listener to a click."""
    await ack()


def modal(**changes: Any) -> dict[str, Any]:
    """A form with one required field."""
    element = {"type": "plain_text_input", "action_id": "words"}
    field = {"type": "input", "block_id": "text", "label": plain("Text"), "element": element}
    view = {"type": "modal", "callback_id": "form", "title": plain("Feedback"), "submit": plain("Send")}
    return view | {"blocks": [field]} | changes


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


class Stage:
    """One sandbox with three people, three channels, and a client of slack_sdk's."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.ws = sandbox.workspace
        self.hands = sandbox.hands
        self.bot = self.ws.app.user_id
        self.ana = self.ws.add_person("ana", "Ana Diaz", tz="Europe/Madrid")
        self.bo = self.ws.add_person("bo", "Bo Lind", is_admin=True)
        self.cy = self.ws.add_person("cy", "Cy Wu")
        self.general = self.ws.add_channel("general", ["ana", "bo", self.bot])
        self.secret = self.ws.add_channel("secret", ["bo"], is_private=True)
        self.outside = self.ws.add_channel("outside", ["ana"])
        self.heard: list[dict[str, Any]] = []
        self._ends: list[Callable[[], Awaitable[Any]]] = []

    @property
    def client(self) -> AsyncWebClient:
        return AsyncWebClient(token=self.sandbox.bot_token, base_url=self.sandbox.api_url)

    def app(self) -> AsyncApp:
        """An app without listeners, except that it writes down each event."""
        app = AsyncApp(
            signing_secret=self.sandbox.signing_secret,
            client=self.client,
            ignoring_self_events_enabled=False,
        )

        async def note(body: dict[str, Any], next: Callable[[], Awaitable[Any]]) -> None:
            self.heard.append(body)
            await next()

        app.middleware(note)
        return app

    async def by_socket(self, app: AsyncApp) -> AsyncSocketModeHandler:
        app.event(ANYTHING)(nothing)
        app.action(ANYTHING)(acknowledged)
        handler = AsyncSocketModeHandler(app, self.sandbox.app_token, ping_interval=0.2)
        await handler.connect_async()
        self._ends.append(handler.close_async)
        await self.hands.until(lambda: self.sandbox.connected)
        return handler

    async def by_http(self, app: AsyncApp) -> None:
        app.event(ANYTHING)(nothing)

        async def receive(request: web.Request) -> web.Response:
            return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

        await self.serve(receive)

    async def serve(self, receive: Callable[[web.Request], Awaitable[web.Response]]) -> None:
        """Any request handler as the app's request URL."""
        http = web.Application()
        http.router.add_post("/slack/events", receive)
        runner = web.AppRunner(http, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self._ends.append(runner.cleanup)
        host, port = runner.addresses[0][:2]
        self.sandbox.request_url = f"http://{host}:{port}/slack/events"

    async def close(self) -> None:
        for end in reversed(self._ends):
            await end()


@asynccontextmanager
async def staged(options: dict[str, Any]) -> AsyncIterator[Stage]:
    workspace = Workspace(**options.pop("workspace", {}))
    options = {"limits": Limits(lifted=True), "retry_delays": (0.05, 0.1, 0.15)} | options
    async with Sandbox(workspace, **{"ack_seconds": 30.0, **options}) as sandbox:
        stage = Stage(sandbox)
        try:
            yield stage
        finally:
            await stage.close()


@pytest.fixture
def play() -> Callable[..., Any]:
    """Runs a story on a fresh stage: `play(story, ack_seconds=0.2)`."""

    def run(story: Callable[[Stage], Awaitable[Any]], **options: Any) -> Any:
        async def whole() -> Any:
            async with staged(options) as stage:
                return await story(stage)

        return asyncio.run(whole())

    return run


@pytest.fixture
def form() -> Callable[..., dict[str, Any]]:
    """Builds a modal; the arguments replace fields of it."""
    return modal


@pytest.fixture
def card() -> list[dict[str, Any]]:
    """The blocks of a message with one button, Accept."""
    return CARD
