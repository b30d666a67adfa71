"""What the command path is measured against: Bolt on aiohttp with a handler that only acknowledges."""

from __future__ import annotations

import sys

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult


def bare_app(signing_secret: str, *, at_once: bool) -> AsyncApp:
    """As Bolt's documents make one; `at_once` without the 10 ms for which it then looks away."""
    known = AuthorizeResult(
        enterprise_id=None, team_id="T0BENCH", bot_token="xoxb-bare", bot_user_id="U0BARE"
    )

    async def authorize(**_: object) -> AuthorizeResult:
        return known

    app = AsyncApp(signing_secret=signing_secret, authorize=authorize, process_before_response=at_once)

    @app.command("/wg")
    async def acknowledge(ack) -> None:  # type: ignore[no-untyped-def]  # Bolt reads parameters by name
        await ack()

    return app


if __name__ == "__main__":
    port, secret, how = sys.argv[1:]
    app = bare_app(secret, at_once=how == "at_once")
    web.run_app(app.web_app(), host="127.0.0.1", port=int(port), print=None, access_log=None)
