"""`convener demo`: workspace, bot and page in one process; with --story it plays the loop by itself."""

from __future__ import annotations

import asyncio
import signal
import tempfile
import threading
import webbrowser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import typer
from cryptography.fernet import Fernet

from bot import community
from bot.narrator import StoryBroken
from bot.sandbox.limits import Limits
from bot.stage import Stage
from bot.story import play

TICK_SECONDS = 0.5


def demo(port: int, open_browser: bool, data: Path | None) -> int:
    """Until Ctrl-C; the exit code."""
    with ExitStack() as kept:
        return asyncio.run(_demo(port, open_browser, _file(data, kept)))


def story() -> int:
    """Play the whole loop, printing each step; 0 only if it closed."""
    with ExitStack() as kept:
        return asyncio.run(_story(_file(None, kept)))


def _file(data: Path | None, kept: ExitStack) -> Path:
    """The file named, else one in a folder that goes away again."""
    if data is not None:
        data.parent.mkdir(parents=True, exist_ok=True)
        return data
    return Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="convener-"))) / "demo.db"


def _stage(file: Path, port: int) -> Stage:
    return Stage(community.workspace(), f"sqlite:///{file}", port=port, sections=_sections(file))


def hurried_stage(file: Path) -> Stage:
    """Without Slack's budgets, so that a story takes seconds, and on a slow machine as many as it needs.

    Time passes only when it is told to.
    """
    unpaced = {
        "channel_seconds": 0,
        "posts_per_minute": 100_000,
        "edits_per_minute": 100_000,
        "homes_per_minute": 100_000,
    }
    return Stage(
        community.workspace(),
        f"sqlite:///{file}",
        limits=Limits(lifted=True),
        drum=False,
        patience=30.0,
        sections={**_sections(file), "delivery": unpaced},
    )


def _sections(file: Path) -> dict[str, dict[str, Any]]:
    return {"clock": {"tick_seconds": TICK_SECONDS}, "privacy": {"relay_key": _relay_key(file)}}


def _relay_key(file: Path) -> str:
    """Kept beside the file: whoever reopens the demo can still answer its anonymous authors."""
    beside = file.with_suffix(".relay-key")
    if not beside.exists():
        beside.write_text(Fernet.generate_key().decode())
        beside.chmod(0o600)
    return beside.read_text()


async def _demo(port: int, open_browser: bool, file: Path) -> int:
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    typer.echo("Setting up a small community …")
    async with _stage(file, port) as stage:
        if await community.set_up(stage):
            await community.talk(stage)
        if not ended.is_set():  # nobody has given up on the setting up
            _show(_opening(stage), open_browser)
        await ended.wait()
    return 0


def _show(address: str, open_browser: bool) -> None:
    typer.echo(
        f"\nConvener is at work in a local workspace: {address}\n"
        "You are Ana, an operator. Type in #product-wg:  /wg feedback live migration is slow ##compute\n"
        "Then become Lena (top left) and answer it in #compute-leads. The clock at the top moves time.\n"
        "Ctrl-C ends it.\n"
    )
    if open_browser:
        # Beside the loop that serves the page, for some browsers return only when they are closed.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _opening(stage: Stage) -> str:
    """The page as Ana sees it, in the group's channel."""
    ana, channel = stage.workspace.person("ana"), stage.workspace.channel("product-wg")
    return f"{stage.sandbox.url}/#{ana.id}/{channel.id}/"


async def _story(file: Path) -> int:
    async with hurried_stage(file) as stage:
        await community.set_up(stage)
        await stage.settle()
        try:
            await play(stage, typer.echo)
        except StoryBroken as broken:
            typer.echo(f"\nThe loop did not close: {broken}", err=True)
            return 1
    typer.echo("\nThe loop closed.")
    return 0
