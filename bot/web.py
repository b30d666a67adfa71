"""The HTTP side: Slack's calls, and for operators whether all parts are alive, with figures."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from time import perf_counter

from aiohttp import web
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

Handle = Callable[[web.Request], Awaitable[web.StreamResponse]]
Health = Callable[[], Awaitable[Mapping[str, bool]]]
Figures = Callable[[], Awaitable[Mapping[str, float]]]


def web_app(handle_slack: Handle, health: Health, figures: Figures) -> web.Application:
    """`figures` are gauges that only the caller can tell, by name, say how many messages wait."""
    app = web.Application()
    metrics = Metrics()

    async def slack(request: web.Request) -> web.StreamResponse:
        return await metrics.timed(handle_slack, request)

    async def healthz(_: web.Request) -> web.Response:
        parts = await health()
        return web.json_response(dict(parts), status=200 if all(parts.values()) else 503)

    async def measured(_: web.Request) -> web.Response:
        text = metrics.text(await health(), await figures())
        return web.Response(body=text, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    app.add_routes([web.post("/slack/events", slack), web.get("/healthz", healthz)])
    app.add_routes([web.get("/metrics", measured)])
    return app


class Metrics:
    """One registry a server, so that two bots in a process do not add up."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._up = Gauge("convener_up", "Whether a part is alive.", ["part"], registry=self._registry)
        self._calls = Counter(
            "convener_slack_requests", "Calls from Slack over HTTP.", ["status"], registry=self._registry
        )
        self._seconds = Histogram(
            "convener_slack_request_seconds", "How long their answers took.", registry=self._registry
        )
        self._figures: dict[str, Gauge] = {}
        ProcessCollector(registry=self._registry)

    async def timed(self, handle: Handle, request: web.Request) -> web.StreamResponse:
        began, status = perf_counter(), 500
        try:
            answer = await handle(request)
            status = answer.status
            return answer
        finally:
            self._calls.labels(str(status)).inc()
            self._seconds.observe(perf_counter() - began)

    def text(self, parts: Mapping[str, bool], figures: Mapping[str, float]) -> bytes:
        for part, is_alive in parts.items():
            self._up.labels(part).set(is_alive)
        for name, figure in figures.items():
            if name not in self._figures:
                self._figures[name] = Gauge(f"convener_{name}", name, registry=self._registry)
            self._figures[name].set(figure)
        return generate_latest(self._registry)
