"""The page's HTTP: its files, its state, live updates, completion, and the deeds of people."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

from bot.sandbox.driver import Hands
from bot.sandbox.screen.deeds import PageDeeds
from bot.sandbox.screen.state import draw

FILES = Path(__file__).parent.parent / "page"
KEEP_ALIVE = 15.0
_NO_CACHE = {"Cache-Control": "no-store"}


class PageServer:
    """Everything under / and /page."""

    def __init__(
        self,
        hands: Hands,
        deeds: PageDeeds,
        complete: Callable[[str, str], list[dict[str, str]]] | None,
        connected: Callable[[], bool],
    ) -> None:
        self._hands = hands
        self._deeds = deeds
        self._complete = complete
        self._connected = connected
        self._lookers: set[asyncio.Event] = set()
        self._closing = False
        hands.ws.on_change.append(self._wake)

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """The fixed words come before the files, so that no file can hide them."""
        router.add_get("/", self._index)
        router.add_get("/archives/{channel}/{ts}", self._index)
        router.add_get("/page/state", self._state)
        router.add_get("/page/live", self._live)
        router.add_get("/page/complete", self._completions)
        router.add_get("/page/options", self._options)
        router.add_post("/page/do", self._do)
        router.add_get("/page/{name:.+}", self._file)

    async def _index(self, request: web.Request) -> web.StreamResponse:
        return self._send_file("index.html")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return self._send_file(request.match_info["name"])

    def _send_file(self, name: str) -> web.StreamResponse:
        path = (FILES / name).resolve()
        if not path.is_relative_to(FILES.resolve()) or not path.is_file():
            return web.Response(status=404, text="There is no such file.")
        return web.FileResponse(path, headers=_NO_CACHE)

    async def _state(self, request: web.Request) -> web.Response:
        asked = request.query
        user, place, thread = asked.get("user", ""), asked.get("place", ""), asked.get("thread", "")
        return web.json_response(draw(self._hands, self._connected(), user, place, thread), headers=_NO_CACHE)

    async def _do(self, request: web.Request) -> web.Response:
        try:
            body = await request.json()
        except ValueError:
            body = None
        if not isinstance(body, dict):
            return web.json_response({"ok": False, "error": "That was not a JSON object."}, status=400)
        return web.json_response(await self._deeds.do(body))

    async def _completions(self, request: web.Request) -> web.Response:
        asked = request.query
        found = self._complete(asked.get("user", ""), asked.get("text", "")) if self._complete else []
        return web.json_response({"suggestions": found})

    async def _options(self, request: web.Request) -> web.Response:
        """The options of an external select, asked of the app."""
        return web.json_response(await self._deeds.options(dict(request.query)))

    # Live updates

    def _wake(self) -> None:
        for looker in self._lookers:
            looker.set()

    async def _live(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", **_NO_CACHE})
        await response.prepare(request)
        looker = asyncio.Event()
        self._lookers.add(looker)
        try:
            await self._stream(response, looker)
        except ConnectionError:
            pass  # the browser has gone
        finally:
            self._lookers.discard(looker)
        return response

    async def _stream(self, response: web.StreamResponse, looker: asyncio.Event) -> None:
        while not self._closing:
            data = json.dumps({"version": self._hands.ws.version})
            await response.write(f"data: {data}\n\n".encode())
            try:
                async with asyncio.timeout(KEEP_ALIVE):
                    await looker.wait()
            except TimeoutError:
                await response.write(b": still here\n\n")
            looker.clear()

    def close(self) -> None:
        """Lets the live streams end."""
        self._closing = True
        self._wake()
