"""The other way to the app: signed requests to its URL."""

import asyncio
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.sandbox.wire.acks import FAILED, TIMEOUT, Ack
from bot.sandbox.workspace import Workspace

_FORM = "application/x-www-form-urlencoded"


class SignedHttp:
    """POSTs commands, interactions and events to the request URL, signed with the app's secret."""

    def __init__(self, ws: Workspace, ack_seconds: float) -> None:
        self.request_url: str | None = None
        self.ack_seconds = ack_seconds
        self._ws = ws
        self._session: aiohttp.ClientSession | None = None

    async def send(self, kind: str, payload: dict[str, Any], retry: tuple[int, str] | None = None) -> Ack:
        """Sends and waits for the answer, no longer than Slack does."""
        content_type, body = _encoded(kind, payload)
        headers = self._headers(content_type, body)
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        try:
            async with asyncio.timeout(self.ack_seconds):
                return await self._post(body, headers)
        except TimeoutError:
            return Ack(problem=TIMEOUT)
        except aiohttp.ClientError:
            return Ack(problem=FAILED)

    async def _post(self, body: bytes, headers: dict[str, str]) -> Ack:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        async with self._session.post(self.request_url or "", data=body, headers=headers) as response:
            content = await response.read()
            if response.status != 200:
                return Ack(problem=FAILED)
            return Ack(_answer(content, response.content_type))

    def _headers(self, content_type: str, body: bytes) -> dict[str, str]:
        stamp = str(int(time.time()))
        base = b"v0:" + stamp.encode() + b":" + body
        digest = hmac.new(self._ws.app.signing_secret.encode(), base, hashlib.sha256).hexdigest()
        return {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={digest}",
        }

    async def verify(self) -> bool:
        """The handshake that Slack does when a request URL is entered: url_verification."""
        asked = {"token": self._ws.app.verification_token, "challenge": self._ws.ids.next("ch")}
        ack = await self.send("events_api", asked | {"type": "url_verification"})
        answer = (ack.body or {}).get("challenge") or (ack.body or {}).get("text")
        return ack.ok and answer == asked["challenge"]

    async def close(self) -> None:
        if self._session:
            await self._session.close()


def _encoded(kind: str, payload: dict[str, Any]) -> tuple[str, bytes]:
    if kind == "slash_commands":
        return _FORM, urlencode(payload).encode()
    if kind == "interactive":
        return _FORM, urlencode({"payload": json.dumps(payload)}).encode()
    return "application/json", json.dumps(payload).encode()


def _answer(content: bytes, content_type: str) -> dict[str, Any] | None:
    text = content.decode(errors="replace")
    if content_type == "application/json" and text.strip():
        try:
            body = json.loads(text)
        except ValueError:
            return None
        return body if isinstance(body, dict) and body else None
    return {"text": text} if text.strip() else None
