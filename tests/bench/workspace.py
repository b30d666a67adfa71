"""A local workspace in a process of its own: answers the bot's calls, and questions about them on its pipe."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from bot.sandbox.limits import Limits
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace

PEOPLE = 16


def community(channels: int, many: int = PEOPLE) -> Workspace:
    """An admin, a lead, people who give feedback, a group's channel, a leads' channel, and more channels."""
    workspace = Workspace(name="Bench", app_name="Convener", command="/wg")
    workspace.add_person("ada", "Ada Admin", is_admin=True)
    workspace.add_person("lea", "Lea Lead")
    people = ["ada", "lea"]
    for number in range(many):
        workspace.add_person(f"p{number}", f"Person {number}")
        people.append(f"p{number}")
    for name in ("product", "nova-leads", *(f"more-{number}" for number in range(channels))):
        workspace.add_channel(name, [*people, workspace.app.user_id])
    return workspace


class Answers:
    """What the benchmark may ask."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    def known(self) -> dict[str, Any]:
        sandbox = self.sandbox
        return {
            "tokens": {
                name: getattr(sandbox, name)
                for name in ("api_url", "bot_token", "app_token", "signing_secret")
            },
            "team": sandbox.workspace.id,
            "people": {p.name: p.id for p in sandbox.workspace.people.values()},
            "channels": {c.name: c.id for c in sandbox.workspace.channels.values()},
        }

    def counts(self) -> dict[str, Any]:
        return {"calls": self.sandbox.web_api.calls, "refused": self.sandbox.limits.refused}

    def letters(self) -> dict[str, Any]:
        """Of each person what the bot told them alone, by the number of its files."""
        bot = self.sandbox.workspace.app.user_id
        found: dict[str, list[int]] = {}
        for channel in self.sandbox.workspace.channels.values():
            said = [len(m.get("files") or ()) for m in channel.messages.values() if m.get("user") == bot]
            if channel.is_direct and said:
                found[next(user for user in channel.members if user != bot)] = said
        return found

    def posts(self) -> dict[str, Any]:
        """Of each channel the bot's messages: (ts, text)."""
        bot = self.sandbox.workspace.app.bot_id
        return {
            channel.id: [(m["ts"], m["text"]) for m in channel.messages.values() if m.get("bot_id") == bot]
            for channel in self.sandbox.workspace.channels.values()
        }

    def set(self, **wanted: Any) -> dict[str, Any]:
        if "latency" in wanted:
            self.sandbox.faults.latency = wanted["latency"]
        if "lifted" in wanted:
            self.sandbox.limits.lifted = wanted["lifted"]
        if "rate_limit" in wanted:
            self.sandbox.faults.rate_limit(**wanted["rate_limit"])
        if "request_url" in wanted:
            self.sandbox.request_url = wanted["request_url"]
        return {}


async def serve(*size: int) -> None:
    async with Sandbox(community(*size), limits=Limits(lifted=True)) as sandbox:
        answers = Answers(sandbox)
        _say(answers.known())
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            asked = json.loads(line)
            _say(getattr(answers, asked.pop("ask"))(**asked))


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(serve(*map(int, sys.argv[1:])))
