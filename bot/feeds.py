"""Calendar feeds over HTTP: /calendar/<address>.ics, answered with 304 while nothing has changed."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.work import Work
from handlers import feeds
from handlers.feeds import Feed

HEADERS = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}


def feed_routes(work: Work) -> list[web.RouteDef]:
    async def feed(request: web.Request) -> web.Response:
        token = request.match_info["token"]
        found = await work.read(lambda db: feeds.feed(db, token, work.clock.now()))
        return await _served(request, found)

    return [web.get(r"/calendar/{token:[A-Za-z0-9_-]{20,64}}.ics", feed)]


async def _served(request: web.Request, found: Feed | None) -> web.Response:
    if found is None:
        return web.Response(status=404, text="There is no such calendar. Ask for its address again in Slack.")
    headers = {**HEADERS, "ETag": f'"{found.tag}"'}
    known = {each.value for each in request.if_none_match or ()}
    if found.tag in known or "*" in known:
        return web.Response(status=304, headers=headers)
    # A large one takes a while to draw: nobody who waits for an answer in Slack waits for that.
    body = await asyncio.to_thread(found.drawn)
    return web.Response(body=body, headers={**headers, "Content-Type": "text/calendar; charset=utf-8"})
