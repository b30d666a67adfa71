"""A browser on the page of a small workspace, with an app of a few lines to answer."""

import asyncio
import html
import re
import shutil
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.limits import Limits
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace

NAMES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for found in map(shutil.which, NAMES) if found), None)
QUIET = ["quic", "background-networking", "component-update", "sync", "extensions"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", *(f"--disable-{word}" for word in QUIET)]
T0 = 1793696400.0  # Tuesday 3 November 2026, 09:00 UTC
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def form() -> dict[str, Any]:
    """Words, a choice and a date: enough for every way to fill in a form."""
    words = {"type": "plain_text_input", "action_id": "words", "multiline": True}
    areas = [{"text": plain(name), "value": name} for name in ("Compute", "Storage")]
    area = {"type": "static_select", "action_id": "area", "options": areas}
    since = {"type": "datepicker", "action_id": "since"}
    return {
        "type": "modal",
        "callback_id": "feedback",
        "title": plain("Give feedback"),
        "submit": plain("Send"),
        "blocks": [
            {"type": "input", "block_id": "text", "label": plain("What hurts?"), "element": words},
            {"type": "input", "block_id": "area", "label": plain("Area"), "element": area, "optional": True},
            {
                "type": "input",
                "block_id": "since",
                "label": plain("Since"),
                "element": since,
                "optional": True,
            },
        ],
    }


def card(text: str, state: str) -> list[dict[str, Any]]:
    """An item with a button that wants to be confirmed."""
    sure = {
        "title": plain("Accept it?"),
        "text": plain("The author is told."),
        "confirm": plain("Yes, accept"),
    }
    accept = {"type": "button", "action_id": "accept", "text": plain("Accept"), "style": "primary"}
    accept["confirm"] = sure | {"deny": plain("Not yet")}
    said = {"type": "section", "block_id": "said", "text": {"type": "mrkdwn", "text": f"*F-1* {text}"}}
    buttons = {"type": "actions", "block_id": "buttons", "elements": [accept]}
    return [said, buttons] if state == "new" else [said, {"type": "context", "elements": [plain(state)]}]


def listen(app: AsyncApp, general: str, clicks: list[dict[str, Any]]) -> None:
    """What the app answers to commands, forms, clicks and shortcuts."""

    @app.command("/wg")
    async def command(ack: Any, command: dict[str, Any], client: AsyncWebClient) -> None:
        if command["text"] == "feedback":
            await client.views_open(trigger_id=command["trigger_id"], view=form())
        await ack() if command["text"] == "feedback" else await ack("You can type *help*.")

    @app.view("feedback")
    async def sent(ack: Any, view: dict[str, Any], client: AsyncWebClient) -> None:
        words = view["state"]["values"]["text"]["words"]["value"]
        if len(words) < 10:
            return await ack(response_action="errors", errors={"text": "Please say a little more."})
        await ack()
        words = html.escape(words, quote=False)
        await client.chat_postMessage(channel=general, text=words, blocks=card(words, "new"))

    @app.action("accept")
    async def accept(ack: Any, body: dict[str, Any], respond: Any) -> None:
        await ack()
        text = body["message"]["text"]
        await respond(
            text=text, blocks=card(text, f"Accepted by {body['user']['name']}"), replace_original=True
        )

    @app.action(re.compile("^any_"))
    async def clicked(ack: Any, action: dict[str, Any]) -> None:
        clicks.append(action)
        await ack()

    @app.shortcut("as_feedback")
    async def shortcut(ack: Any, shortcut: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.chat_postEphemeral(
            channel=general, user=shortcut["user"]["id"], text=f"Filed: {shortcut['message']['text']}"
        )

    @app.event("app_home_opened")
    async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
        hello = {"type": "header", "text": plain("Good morning")}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [hello]})


MANIFEST = {
    "features": {
        "slash_commands": [{"command": "/wg", "should_escape": True}],
        "shortcuts": [{"name": "Send as feedback", "type": "message", "callback_id": "as_feedback"}],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
}
HELP = [
    {"text": "/wg feedback ", "usage": "/wg feedback <text>", "help": "Tell a group what hurts."},
    {"text": "/wg help ", "usage": "/wg help [noun]", "help": "All that can be typed, as `/wg <noun>`."},
]


class Stage:
    """The workspace, running on a loop of its own in a thread of its own."""

    def __init__(self) -> None:
        self.ws = Workspace(clock=lambda: T0, command="/wg", manifest=MANIFEST)
        self.ana = self.ws.add_person("ana", "Ana Diaz", tz="Europe/Madrid")
        self.bo = self.ws.add_person("bo", "Bo Lind", tz="America/New_York")
        self.general = self.ws.add_channel("general", ["ana", "bo", self.ws.app.user_id])
        self.secret = self.ws.add_channel("secret", ["ana"], is_private=True)
        self._clicks: list[dict[str, Any]] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.start()

    def do(self, deed: Awaitable[Any]) -> Any:
        """Waits here for what is done over there."""
        return asyncio.run_coroutine_threadsafe(deed, self._loop).result(10)

    def posts(self, text: str, blocks: list[dict[str, Any]]) -> None:
        """The bot writes to the general channel."""
        client = AsyncWebClient(token=self.sandbox.bot_token, base_url=self.sandbox.api_url)
        self.do(client.chat_postMessage(channel=self.general.id, text=text, blocks=blocks))

    def heard_click(self, action_id: str) -> dict[str, Any]:
        """The next click that the app gets, which must be of this element."""
        self.do(self.sandbox.hands.until(lambda: self._clicks, what="a click"))
        click = self._clicks.pop(0)
        assert click["action_id"] == action_id
        return click

    def no_form(self, person: Any) -> None:
        """Waits until the workspace knows that the person closed the form."""
        open_forms = self.ws.forms.stacks
        self.do(self.sandbox.hands.until(lambda: not open_forms.get(person.id), what="no form"))

    def start(self, port: int = 0) -> None:
        self.do(self._start(port))

    async def _start(self, port: int) -> None:
        def complete(user: str, text: str) -> list[dict[str, str]]:
            return [each for each in HELP if each["text"].startswith(text)]

        self.ws.forms.trigger_seconds = PATIENCE / 1000
        self.sandbox = Sandbox(
            self.ws, port=port, limits=Limits(lifted=True), ack_seconds=PATIENCE / 1000, complete=complete
        )
        await self.sandbox.start()
        client = AsyncWebClient(token=self.sandbox.bot_token, base_url=self.sandbox.api_url)
        app = AsyncApp(token=self.sandbox.bot_token, client=client)
        listen(app, self.general.id, self._clicks)
        self._socket = AsyncSocketModeHandler(app, self.sandbox.app_token)
        await self._socket.connect_async()

    def stop(self) -> None:
        self.do(self._stop())

    async def _stop(self) -> None:
        await self._socket.close_async()
        await self.sandbox.stop()

    def end(self) -> None:
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("There is no Chromium on this machine.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.end()


@pytest.fixture
def look(chromium: Browser, stage: Stage) -> Iterator[Callable[..., Page]]:
    """Opens the page as somebody; whatever the console complains of fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_as(person: Any, place: str = stage.general.id, width: int = 1280) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: said.type in ("error", "warning") and complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{stage.sandbox.url}/#{person.id}/{place}")
        page.locator("#sidebar .row").first.wait_for(state="attached")
        return page

    open_as.complaints = complaints
    yield open_as
    for context in contexts:
        context.close()
    assert complaints == []
