"""The load generator, in a process of its own: signed slash commands, so many at a time, over kept connections.

It writes HTTP itself: a client library would cost as much as what it measures.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import sys
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode


@dataclass
class Caller:
    """Sends one command after another on one connection."""

    port: int
    secret: bytes
    payload: dict[str, str]
    texts: list[str]
    expects: bytes
    numbers: itertools.count[int]
    took: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    async def call(self, until: float) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        while time.perf_counter() < until:
            request = self._request(next(self.numbers))
            began = time.perf_counter()
            writer.write(request)
            status, body = await _answer(reader)
            self.took.append(time.perf_counter() - began)
            if status != 200 or self.expects not in body:
                self.wrong.append(f"{status} {body[:200]!r}")
        writer.close()

    def _request(self, number: int) -> bytes:
        text = self.texts[number % len(self.texts)]
        said = {**self.payload, "text": text, "trigger_id": f"t{number}"}
        body = urlencode(said).encode()
        stamp = str(int(time.time()))
        digest = hmac.new(self.secret, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        head = (
            f"POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
            f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={digest}\r\n\r\n"
        )
        return head.encode() + body


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    length = next(
        (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
    )
    return status, await reader.readexactly(length) if length else b""


async def run(asked: dict[str, Any], numbers: itertools.count[int]) -> dict[str, Any]:
    """Calls for so many seconds; every answer's time in milliseconds."""
    secret = asked["secret"].encode()
    people = asked["people"]
    callers = [
        Caller(
            asked["port"],
            secret,
            {**asked["payload"], "user_id": people[n % len(people)]},
            asked["texts"],
            asked["expects"].encode(),
            numbers,
        )
        for n in range(asked["concurrent"])
    ]
    began = time.perf_counter()
    await asyncio.gather(*(caller.call(began + asked["seconds"]) for caller in callers))
    seconds = time.perf_counter() - began
    took = sorted(1000 * t for caller in callers for t in caller.took)
    return {"seconds": seconds, "took": took, "wrong": [w for caller in callers for w in caller.wrong][:5]}


def main() -> None:
    # Numbers never repeat, also not between two runs against the same database.
    numbers = itertools.count(time.time_ns() // 1000)
    _say({"ready": True})
    for line in sys.stdin:
        _say(asyncio.run(run(json.loads(line), numbers)))


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
