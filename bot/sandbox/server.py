"""The workspace over loopback on one port: Web API, Socket Mode, response_url, uploads, and the page."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.sandbox.driver import Hands
from bot.sandbox.faults import Faults
from bot.sandbox.limits import Limits
from bot.sandbox.methods.files import receive, type_of
from bot.sandbox.screen.deeds import PageDeeds
from bot.sandbox.screen.http import PageServer
from bot.sandbox.state.refusals import Refused
from bot.sandbox.wire.acks import Ack
from bot.sandbox.wire.interactions import Interactions
from bot.sandbox.wire.news import News
from bot.sandbox.wire.response_urls import ResponseUrls
from bot.sandbox.wire.signed import SignedHttp
from bot.sandbox.wire.sockets import Sockets
from bot.sandbox.wire.web_api import WebApi
from bot.sandbox.workspace import Workspace

Complete = Callable[[str, str], list[dict[str, str]]]
LARGEST_BODY = 20 * 1024 * 1024


class Sandbox:
    """Starts and stops the server; `hands` act for people, `faults` and `limits` make it hard for the app."""

    def __init__(
        self,
        workspace: Workspace,
        port: int = 0,
        host: str = "127.0.0.1",
        request_url: str | None = None,
        limits: Limits | None = None,
        ack_seconds: float = 3.0,
        retry_delays: tuple[float, ...] = (0.1, 60.0, 300.0),
        complete: Complete | None = None,
        move_clock: Callable[[float], Any] | None = None,
    ) -> None:
        self.workspace = workspace
        self.limits = limits or Limits()
        self.faults = Faults()
        self.sockets = Sockets(workspace, ack_seconds)
        self.http = SignedHttp(workspace, ack_seconds)
        self.http.request_url = request_url
        self.news = News(workspace, self.limits, self.faults, self.send, retry_delays)
        self.response_urls = ResponseUrls(workspace)
        self.web_api = WebApi(workspace, self.limits, self.faults, self.sockets.ticket)
        interactions = Interactions(workspace, self.response_urls, self.send)
        self.hands = Hands(workspace, interactions, self.news)
        deeds = PageDeeds(self.hands, move_clock)
        self.page = PageServer(self.hands, deeds, complete, lambda: self.connected)
        self._at = (host, port)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return self.workspace.base_url

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        return self.workspace.app.bot_token

    @property
    def app_token(self) -> str:
        return self.workspace.app.app_token

    @property
    def signing_secret(self) -> str:
        return self.workspace.app.signing_secret

    @property
    def request_url(self) -> str | None:
        """Set: payloads go there, signed. None: they go over the app's sockets."""
        return self.http.request_url

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        self.http.request_url = url
        self.workspace.changed()

    @property
    def connected(self) -> bool:
        """Whether there is any way to the app."""
        return bool(self.request_url or self.sockets.usable)

    async def send(self, kind: str, payload: dict[str, Any], retry: tuple[int, str] | None = None) -> Ack:
        """A payload to the app, whichever way it is connected."""
        way = self.http if self.request_url else self.sockets
        return await way.send(kind, payload, retry)

    async def start(self) -> None:
        """Listens; afterwards `url` is known."""
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, *self._at)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.workspace.base_url = f"http://{host}:{port}"
        self.news.open()

    async def stop(self) -> None:
        """Ends connections and whatever is still on its way."""
        await self.news.close()
        self.page.close()
        await self.sockets.close()
        await self.http.close()
        if self._runner:
            await self._runner.cleanup()

    async def __aenter__(self) -> "Sandbox":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_post("/api/{method}", self.web_api.serve)
        app.router.add_get("/api/{method}", self.web_api.serve)
        app.router.add_get("/link/", self.sockets.serve)
        app.router.add_post("/respond/{team}/{key}", self._respond)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_get("/files/{user}/{file}/{name}", self._download)
        self.page.add_routes(app.router)
        return app

    async def _respond(self, request: web.Request) -> web.Response:
        try:
            body = await request.json()
            self.response_urls.use(request.match_info["key"], body)
        except ValueError:
            return web.json_response({"ok": False, "error": "invalid_payload"}, status=400)
        except Refused as refused:
            self.workspace.refusals.append(("response_url", refused.error, refused.faults))
            status = 404 if refused.error.endswith("_url") else 400
            return web.json_response({"ok": False, "error": refused.error} | refused.extra, status=status)
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.Response:
        content = await _uploaded(request)
        known = receive(self.workspace, request.match_info["file"], content)
        return web.Response(text=f"OK - {len(content)}") if known else web.Response(status=404)

    async def _download(self, request: web.Request) -> web.Response:
        file = self.workspace.files.get(request.match_info["file"])
        if file is None or file["content"] is None:
            return web.Response(status=404)
        # Shown are pictures only: whatever else somebody uploads must not run in the page.
        kind = type_of(file)
        shown = kind if kind.startswith("image/") else "application/octet-stream"
        headers = {"X-Content-Type-Options": "nosniff"}
        return web.Response(body=file["content"], content_type=shown, headers=headers)


async def _uploaded(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    fields = await request.post()
    parts = [field.file.read() for field in fields.values() if isinstance(field, web.FileField)]
    return b"".join(parts)
