"""Calendar feeds over HTTP: /calendar/<address>.ics, answered with 304 while nothing has changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiohttp import web
from sqlalchemy import Connection

from bot.work import Work
from handlers import feeds
from handlers.feeds import Feed, Single

Read = Callable[[Connection], Feed | Single | None]
HEADERS = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}


def feed_routes(work: Work) -> list[web.RouteDef]:
    async def feed(request: web.Request) -> web.Response:
        token = request.match_info["token"]
        return await _answer(request, lambda db: feeds.feed(db, token, work.clock.now()))

    async def meeting(request: web.Request) -> web.Response:
        token, number = request.match_info["token"], int(request.match_info["number"])
        return await _answer(request, lambda db: feeds.one(db, token, number), f"M-{number}.ics")

    async def _answer(request: web.Request, read: Read, name: str | None = None) -> web.Response:
        return await _served(request, await work.read(read), name)

    return [
        web.get(r"/calendar/{token:[A-Za-z0-9_-]{20,64}}.ics", feed),
        web.get(r"/calendar/{token:[A-Za-z0-9_-]{20,64}}/M-{number:\d{1,9}}.ics", meeting),
    ]


async def _served(request: web.Request, found: Feed | Single | None, name: str | None) -> web.Response:
    if found is None:
        return web.Response(status=404, text="There is no such calendar. Ask for its address again in Slack.")
    headers = {**HEADERS, "ETag": f'"{found.tag}"'}
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    known = {each.value for each in request.if_none_match or ()}
    if found.tag in known or "*" in known:
        return web.Response(status=304, headers=headers)
    # A large one takes a while to draw: nobody who waits for an answer in Slack waits for that.
    body = await asyncio.to_thread(found.drawn)
    return web.Response(body=body, headers={**headers, "Content-Type": "text/calendar; charset=utf-8"})
