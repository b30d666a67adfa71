"""Takes the README's pictures: the demo's community at work, seen in Chromium. `uv run python -m tests.pictures`"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, NamedTuple

from playwright.async_api import Browser, async_playwright

from bot import community
from bot.demo import hurried_stage
from bot.stage import Stage

FOLDER = Path(__file__).parent / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
HERE = "product-wg"
LINES = (
    ("ana", "INFO: above 256 GB it times out, whatever the network"),
    ("ravi", "we see the same since the last upgrade"),
    ("lena", "IDEA: let the time-out grow with the memory"),
    ("sofia", "q+ to ask when it could be released"),
    ("maya", "AGREED: the time-out grows with the memory from the next release on"),
    ("jonas", "ACTION: @lena to write the change by friday"),
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


class Scene(NamedTuple):
    """Who looks, where, at which thread, in which light, through how wide a window."""

    who: str
    place: str
    thread: str
    scheme: Literal["light", "dark"] = "light"
    width: int = 1280


async def take(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as kept:
        async with hurried_stage(Path(kept) / "demo.db") as stage, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            await community.set_up(stage)
            for act in (_feedback, _meeting, _minutes, _home, _answer, _trace):
                for name, scene in (await act(stage)).items():
                    await _picture(browser, stage, folder / f"{name}.png", scene)
            await browser.close()


async def _feedback(stage: Stage) -> dict[str, Scene]:
    """A lead has asked back and taken it on."""
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
    return {"loop": Scene("lena", "compute-leads", _card(stage)["ts"])}


def _card(stage: Stage) -> dict[str, Any]:
    return next(m for m in stage.hands.channel("compute-leads") if "F-1" in stage.hands.text_of(m))


async def _meeting(stage: Stage) -> dict[str, Scene]:
    """In the middle of it: the card follows, a reaction says that a line was noted."""
    hands = stage.hands
    for who in ("maya", "jonas", "ana", "ravi", "sofia", "lena", "tom"):
        await hands.types(who, HERE, "/wg group join")
    await hands.types("ana", HERE, "/wg agenda add Live migration of large instances ##compute 20m")
    await hands.types("ravi", HERE, "/wg agenda add Upgrades without downtime 10m")
    await hands.types("maya", HERE, "/wg meeting start")
    await stage.settle()
    await hands.types("maya", HERE, "/wg agenda next")
    for who, line in LINES:
        await hands.says(who, HERE, line)
        await stage.settle()
    card = next(m for m in hands.channel(HERE) if "is live" in hands.text_of(m))
    return {"meeting": Scene("maya", HERE, card["ts"])}


async def _minutes(stage: Stage) -> dict[str, Scene]:
    """Published by the chair, with the files in the thread."""
    hands = stage.hands
    await hands.types("maya", HERE, "/wg meeting end")
    await stage.settle()
    draft = next(m for m in reversed(hands.inbox("maya")) if "Draft minutes" in hands.text_of(m))
    await hands.clicks("maya", draft, "Publish")
    await stage.settle()
    out = next(m for m in reversed(hands.channel(HERE)) if hands.text_of(m).startswith("Minutes"))
    return {"minutes": Scene("ana", HERE, out["ts"], "dark")}


async def _home(stage: Stage) -> dict[str, Scene]:
    """An operator's: what she comes to, what she promised, and where her feedback stands."""
    hands = stage.hands
    shown = await hands.types("maya", HERE, '/wg meeting schedule "Product sync" weekly mon 21:00 UTC')
    await hands.clicks("maya", shown.messages[-1], "Create")
    await hands.types("maya", HERE, "/wg action @ana: collect the time-outs of the last month by next fri")
    await hands.types("ana", HERE, "/wg feedback volumes can't be resized while attached ##gap ##storage")
    await stage.settle()
    await hands.types("tom", HERE, "/wg feedback ask F-2 Which volume type, and how large?")
    await hands.opens_home("ana")
    await stage.settle()
    await hands.clicks("ana", hands.home("ana"), "Coming", value="2")
    await stage.settle()
    return {"home": Scene("ana", "home", "")}


async def _answer(stage: Stage) -> dict[str, Scene]:
    """The outcome, a day later, on the author's telephone."""
    hands = stage.hands
    await stage.move(timedelta(days=1))
    await hands.clicks("lena", _card(stage), "Resolve…")
    await stage.settle()
    words = "The time-out now grows with the memory; it is in this month's release."
    await hands.submits("lena", hands.form("lena"), {"words": words})
    await stage.settle()
    return {"answer": Scene("ana", "dm", _asked(stage)["thread_ts"], "dark", 390)}


def _asked(stage: Stage) -> dict[str, Any]:
    asked = (m for m in stage.hands.inbox("ana") if "F-1 is resolved" in stage.hands.text_of(m))
    return next(asked)


async def _trace(stage: Stage) -> dict[str, Scene]:
    """How it went, from the first word to the last."""
    await stage.hands.clicks("ana", _asked(stage), "Yes")
    await stage.settle()
    await stage.hands.types("maya", HERE, "/wg trace F-1")
    return {"trace": Scene("maya", HERE, "")}


async def _picture(browser: Browser, stage: Stage, file: Path, scene: Scene) -> None:
    person = stage.workspace.person(scene.who)
    if scene.place == "home":
        place = "home"
    else:
        dm = scene.place == "dm"
        place = (stage.workspace.bot_dm(person.id) if dm else stage.workspace.channel(scene.place)).id
    page = await browser.new_page(viewport={"width": scene.width, "height": 760}, color_scheme=scene.scheme)
    await page.goto(f"{stage.sandbox.url}/#{person.id}/{place}/{scene.thread}")
    await page.wait_for_timeout(700)
    if not await page.evaluate("import('/page/emoji.js').then(({ glyph }) => Boolean(glyph('tada')))"):
        sys.exit("The pictures need an emoji font, such as Debian's package fonts-noto-color-emoji.")
    await page.screenshot(path=file)
    await page.close()


def chromium() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit("The pictures need Chromium: install your system's package.")
    return found


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    asyncio.run(take(FOLDER))
