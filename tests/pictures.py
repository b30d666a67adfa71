"""Takes the README's pictures: the demo's community at work, seen in Chromium. `uv run python -m tests.pictures`"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, async_playwright

from bot import community
from bot.demo import hurried_stage
from bot.stage import Stage

FOLDER = Path(__file__).parent / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


async def take(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as kept:
        async with hurried_stage(Path(kept) / "demo.db") as stage, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
            await community.set_up(stage)
            await _talk(stage)
            for name, (who, place, thread, scheme) in (await _scenes(stage)).items():
                await _picture(browser, stage, folder / f"{name}.png", who, place, thread, scheme)
            await browser.close()


async def _talk(stage: Stage) -> None:
    """The feedback that the pictures show."""
    hands = stage.hands
    await stage.settle()
    await hands.types(
        "ana", "product-wg", "/wg feedback live migration of large instances times out ##painpoint ##compute"
    )
    await hands.types("ravi", "product-wg", "/wg feedback endorse F-1")
    await stage.settle()
    card = _card(stage)
    await hands.clicks("lena", card, "Ask…")
    await stage.settle()
    await hands.submits("lena", hands.form("lena"), {"words": "How much memory have these instances?"})
    await stage.settle()
    question = hands.inbox("ana")[-1]
    await hands.says("ana", "dm", "512 GB. Smaller ones are fine.", thread_ts=question["thread_ts"])
    await stage.settle()
    await hands.clicks("lena", card, "Accept")
    await stage.settle()


def _card(stage: Stage) -> dict[str, Any]:
    return next(m for m in stage.hands.channel("compute-leads") if "F-1" in stage.hands.text_of(m))


async def _scenes(stage: Stage) -> dict[str, tuple[str, str, str, str]]:
    """name -> (who looks, where, which thread, light or dark)."""
    ids = {who: stage.workspace.person(who).id for who in ("ana", "lena")}
    channel = stage.workspace.channel("compute-leads").id
    card = _card(stage)
    dm = stage.workspace.bot_dm(ids["ana"]).id
    mine = next(m for m in stage.hands.inbox("ana") if m.get("reply_count"))
    return {
        "loop": (ids["lena"], channel, card["ts"], "light"),
        "author": (ids["ana"], dm, mine["ts"], "light"),
        "dark": (ids["lena"], channel, card["ts"], "dark"),
    }


async def _picture(
    browser: Browser, stage: Stage, file: Path, who: str, place: str, thread: str, scheme: str
) -> None:
    page = await browser.new_page(viewport={"width": 1280, "height": 760}, color_scheme=scheme)
    await page.goto(f"{stage.sandbox.url}/#{who}/{place}/{thread}")
    await page.wait_for_timeout(700)
    await page.screenshot(path=file)
    await page.close()


def _chromium() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit("The pictures need Chromium: install your system's package.")
    return found


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    asyncio.run(take(FOLDER))
