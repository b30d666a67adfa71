"""`convener sandbox` and a `convener run` beside it, in either mode, from the lines that it prints."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from bot.stage import free_port

ROOT = Path(__file__).parent.parent


async def begun(*words: str, **environment: str) -> asyncio.subprocess.Process:
    known = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **environment}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, env=known, stdout=asyncio.subprocess.PIPE
    )


async def ended(process: asyncio.subprocess.Process) -> int:
    process.send_signal(signal.SIGTERM)
    await asyncio.wait_for(process.communicate(), 60)
    return process.returncode or 0


async def printed(sandbox: asyncio.subprocess.Process) -> str:
    assert sandbox.stdout
    return (await asyncio.wait_for(sandbox.stdout.readuntil(b"Ctrl-C"), 120)).decode()


async def help_is_answered(page: str) -> bool:
    """Type /wg help as the first person, and look for what comes."""
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{page}/page/state") as answer:
            state = await answer.json()
        user, place = state["user"]["id"], state["channels"][0]["id"]
        deed = {"user": user, "deed": "command", "place": place, "text": "/wg help"}
        await session.post(f"{page}/page/do", json=deed)
        async with session.get(f"{page}/page/state", params={"user": user, "place": place}) as answer:
            messages = (await answer.json())["place"]["messages"]
    return "understands" in messages[-1].get("text", "")


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_the_printed_lines_work_as_they_stand(mode: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def story() -> None:
        port = str(free_port())
        events = f"http://127.0.0.1:{port}/slack/events"
        sandbox = await begun("sandbox", "--port", "0", "--request-url", events)
        said = await printed(sandbox)
        lines = [line.split() for line in said.splitlines() if line.endswith(" convener run")]
        line = next(line for line in lines if ("CONVENER_SLACK__MODE=http" in line) == (mode == "http"))
        given = dict(word.split("=", 1) for word in line if "=" in word)
        bot = await begun("run", CONVENER_HTTP__PORT=port, **given)
        page = re.search(r"workspace is at (\S+)", said)[1]  # type: ignore[index]
        try:
            async with asyncio.timeout(120):
                while not await help_is_answered(page):
                    await asyncio.sleep(0.1)
        finally:
            assert (await ended(bot), await ended(sandbox)) == (0, 0)

    asyncio.run(story())
