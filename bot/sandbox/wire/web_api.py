"""The Web API over HTTP: POST /api/<method>, form-encoded or JSON."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.sandbox.faults import Fault, Faults
from bot.sandbox.limits import Limits
from bot.sandbox.methods.args import Args
from bot.sandbox.methods.table import ALL_SCOPES, METHODS
from bot.sandbox.state.refusals import Refused
from bot.sandbox.workspace import Workspace

CONNECT = "apps.connections.open"


class WebApi:
    """Checks a call as Slack does, in its order: budget, token, method, scope, arguments."""

    def __init__(self, ws: Workspace, limits: Limits, faults: Faults, ticket: Callable[[], str]) -> None:
        self.calls: Counter[str] = Counter()
        self._ws = ws
        self._limits = limits
        self._faults = faults
        self._ticket = ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One call, with whatever was ordered to go wrong."""
        method = request.match_info["method"]
        args = await _args_of(request)
        self.calls[method] += 1
        if self._faults.latency:
            await asyncio.sleep(self._faults.latency)
        fault = self._faults.next(method)
        if fault is None:
            return self._answered(request, method, args)
        return await self._faulty(fault, request, method, args)

    async def _faulty(
        self, fault: Fault, request: web.Request, method: str, args: Args
    ) -> web.StreamResponse:
        if fault.kind == "ratelimited":
            return _too_many(fault.seconds)
        if fault.kind == "status":
            return web.Response(status=fault.status, text="An error was ordered.")
        response = self._answered(request, method, args)
        if fault.kind == "hang":
            await asyncio.sleep(fault.seconds)
        elif request.transport:
            request.transport.abort()
        return response

    def _answered(self, request: web.Request, method: str, args: Args) -> web.Response:
        if wait := self._limits.retry_after(method, self._spot(args.text("channel"))):
            return _too_many(wait)
        try:
            self._authenticate(request, method, args)
            answer = {"ok": True} | self._does(method, args)
        except Refused as refused:
            self._ws.refusals.append((method, refused.error, refused.faults))
            answer = {"ok": False, "error": refused.error} | refused.extra
        return _json(answer, headers={"x-oauth-scopes": self._granted()})

    def _spot(self, ref: str) -> str:
        """The channel whose budget a call uses up, by whatever name it was called."""
        person = self._ws.people.get(ref)
        if person:
            return ref if person.is_bot else self._ws.bot_dm(ref).id
        named = self._ws.find_channel(ref[1:]) if ref.startswith("#") else None
        return named.id if named else ref

    def _authenticate(self, request: web.Request, method: str, args: Args) -> None:
        app = self._ws.app
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or args.pop("token", "")
        args.pop("token", None)
        if not token:
            if method == "api.test":
                return
            raise Refused("not_authed")
        if token not in (app.bot_token, app.app_token):
            raise Refused("invalid_auth")
        if (token == app.app_token) != (method == CONNECT) and method != "api.test":
            raise Refused("not_allowed_token_type")

    def _does(self, name: str, args: Args) -> dict[str, Any]:
        if name == CONNECT:
            return {"url": self._ticket()}
        method = METHODS.get(name)
        if method is None:
            raise Refused("unknown_method", req_method=name)
        scopes = self._ws.app.scopes
        if scopes is not None and method.scopes and not scopes.intersection(method.scopes):
            raise Refused("missing_scope", needed=",".join(method.scopes), provided=self._granted())
        return method.does(self._ws, args)

    def _granted(self) -> str:
        scopes = self._ws.app.scopes
        return ",".join(sorted(ALL_SCOPES if scopes is None else scopes))


async def _args_of(request: web.Request) -> Args:
    args = Args(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read() or b"{}")
        except ValueError:
            return args
        args.update(body if isinstance(body, dict) else {})
    elif request.can_read_body:
        args.update({name: value for name, value in (await request.post()).items() if isinstance(value, str)})
    return args


def _too_many(seconds: float) -> web.Response:
    headers = {"Retry-After": f"{seconds:g}"}
    return _json({"ok": False, "error": "ratelimited"}, status=429, headers=headers)


def _json(answer: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    body = json.dumps(answer).encode()
    return web.Response(
        status=status, body=body, content_type="application/json", charset="utf-8", headers=headers
    )
