"""What an operator's tools ask of the bot: is it alive, and the figures."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.web import web_app

Story = Callable[[TestClient], Awaitable[None]]


def served(story: Story, parts: dict[str, bool]) -> None:
    async def slack(request: web.Request) -> web.Response:
        return web.Response(text=await request.text())

    async def health() -> dict[str, bool]:
        return parts

    async def figures() -> dict[str, float]:
        return {"outbox_waiting": 3}

    async def run() -> None:
        async with TestClient(TestServer(web_app(slack, health, figures))) as client:
            await story(client)

    asyncio.run(run())


def test_it_is_healthy_only_when_every_part_is_alive() -> None:
    parts = {"database": True, "clock": True}

    async def story(client: TestClient) -> None:
        well = await client.get("/healthz")
        assert (well.status, await well.json()) == (200, parts)
        parts["clock"] = False
        ill = await client.get("/healthz")
        assert (ill.status, await ill.json()) == (503, {"database": True, "clock": False})

    served(story, parts)


def test_slacks_calls_are_handed_on_and_counted() -> None:
    async def story(client: TestClient) -> None:
        answer = await client.post("/slack/events", data="hello")
        assert (answer.status, await answer.text()) == (200, "hello")
        assert (await client.get("/slack/events")).status == 405
        told = await (await client.get("/metrics")).text()
        assert 'convener_slack_requests_total{status="200"} 1.0' in told
        assert "convener_slack_request_seconds_count 1.0" in told

    served(story, {})


def test_the_figures_tell_parts_and_what_waits() -> None:
    async def story(client: TestClient) -> None:
        for _ in range(2):
            answer = await client.get("/metrics")
            told = await answer.text()
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        assert 'convener_up{part="clock"} 0.0' in told and 'convener_up{part="database"} 1.0' in told
        assert "convener_outbox_waiting 3.0" in told and "process_resident_memory_bytes" in told

    served(story, {"clock": False, "database": True})
