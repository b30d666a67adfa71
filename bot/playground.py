"""`convener sandbox`: the local workspace alone, for a bot in another process to be tried against."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import Any

import typer

from bot import community
from bot.sandbox.server import Sandbox
from bot.sandbox.wire.acks import Ack
from handlers.helping import completions
from handlers.routes import routes


class EitherWay(Sandbox):
    """A bot that holds a socket gets everything by it; without one, signed calls go to the request URL."""

    async def send(self, kind: str, payload: dict[str, Any], retry: tuple[int, str] | None = None) -> Ack:
        way = self.sockets if self.sockets.usable else self.http
        return await way.send(kind, payload, retry)


async def serve(port: int, request_url: str) -> int:
    """Until Ctrl-C; the exit code."""
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    place = community.workspace()
    async with EitherWay(place, port=port, request_url=request_url, complete=_complete) as sandbox:
        typer.echo(how_to_try(sandbox))
        await ended.wait()
    return 0


def _complete(_user: str, typed: str) -> list[dict[str, str]]:
    return completions(routes, typed, "/wg")


def how_to_try(sandbox: Sandbox) -> str:
    """The lines to type beside it, in either mode."""
    here = f"CONVENER_SLACK__API_URL={sandbox.api_url} SLACK_BOT_TOKEN={sandbox.bot_token}"
    run = "uv run convener run" if "UV" in os.environ else "convener run"
    return f"""\
The workspace is at {sandbox.url}

  bot token       {sandbox.bot_token}
  app token       {sandbox.app_token}
  signing secret  {sandbox.signing_secret}
  Web API         {sandbox.api_url}

Run the bot against it in another terminal, by socket:
  {here} SLACK_APP_TOKEN={sandbox.app_token} {run}
or by HTTP, where it is called at {sandbox.request_url}:
  {here} SLACK_SIGNING_SECRET={sandbox.signing_secret} CONVENER_SLACK__MODE=http {run}

Ctrl-C ends it."""
