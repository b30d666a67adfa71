"""Draws every case of the catalogue in the local workspace's page, to be looked at. `python -m tests.gallery [folder]`

Light and dark, wide and narrow, as sheets named after the feature; names of features behind the folder draw those only.
"""

from __future__ import annotations

import asyncio
import io
import json
import re
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from PIL import Image, ImageChops
from playwright.async_api import Browser, Locator, Page, async_playwright

from bot.sandbox.limits import Limits
from bot.sandbox.methods.chat import checked_blocks
from bot.sandbox.server import Sandbox
from bot.sandbox.state.channels import Channel
from bot.sandbox.workspace import Workspace
from bot.slack_payloads import view_of
from bot.work import Incoming
from handlers.contract import Form, Message
from tests.pictures import FLAGS, chromium
from tests.views.catalogue.case import Case
from tests.views.catalogue.every import FEATURES
from tests.views.rows import CHANNELS, NAMES, NOW

Part = TypeVar("Part")
FOLDER = Path("gallery")
TALL, GAP = 1500, 12
WIDEST = 1700
STYLE = """
  .dialog { height: fit-content !important; max-height: none !important }
  .beginning, .day-line { display: none !important }
  .case { align-self: start; margin: 14px 8px 2px; padding: 2px 8px; background: #0a7; color: #fff; font-size: 12px }
"""
REDRAW = "import('/page/store.js').then(({ refresh }) => refresh())"
LABEL = """(names) => document.querySelectorAll("#messages .message").forEach((message, nth) => {
  const label = document.createElement("div");
  label.className = "case";
  label.textContent = names[nth];
  message.before(label);
})"""
EDGES = """(inside) => {
  const top = inside.getBoundingClientRect().top - inside.scrollTop;
  const parts = inside.querySelectorAll(inside.id === "home" ? ".block" : ".case");
  const last = [...inside.querySelectorAll(".block, .message")].pop();
  const ends = [last.getBoundingClientRect().bottom - top + 6];
  return [...parts].map((part) => part.getBoundingClientRect().top - top - 6).concat(ends);
}"""


class Look(NamedTuple):
    """How the page is looked at."""

    width: int
    scheme: Literal["light", "dark"]

    @property
    def name(self) -> str:
        return f"{'wide' if self.width > 600 else 'narrow'}-{self.scheme}"


LOOKS = [Look(width, scheme) for scheme in ("light", "dark") for width in (1280, 390)]


class Gallery:
    """A workspace with the people of the catalogue; Ana looks at it."""

    def __init__(self) -> None:
        self.ws = Workspace(name="Gallery", clock=NOW.timestamp)
        zones = {"UANA": "Europe/Madrid"}
        people = {
            known: self.ws.add_person(name.split()[0].lower(), name, tz=zones.get(known, "UTC")).id
            for known, name in NAMES.items()
        }
        self.me = people["UANA"]
        channels = {known: self._channel(name).id for known, name in CHANNELS.items()}
        self._ids = people | channels
        self._known = re.compile("|".join(self._ids))

    def _channel(self, name: str) -> Channel:
        return self.ws.add_channel(name, [self.me, self.ws.app.user_id])

    def _here(self, drawn: Any) -> Any:
        """With the ids that people and channels have in this workspace."""
        return json.loads(self._known.sub(lambda found: self._ids[found[0]], json.dumps(drawn)))

    def hang(self, feature: str, cases: Iterable[Case]) -> Channel:
        """All messages of a feature in a channel of its own."""
        channel = self._channel(feature)
        for case in cases:
            body = self._here(case.drawn.body)
            blocks = checked_blocks(self.ws, body.get("blocks"))
            self.ws.post(channel, self.ws.app.user_id, body["text"], blocks)
        return channel

    @contextmanager
    def opened(self, form: Form) -> Iterator[None]:
        view = self.ws.forms.open(self.me, self._here(view_of(form, Incoming("T1", self.me))))
        yield
        self.ws.forms.close(self.ws.forms.find(view["id"]))

    def show_home(self, blocks: tuple[Any, ...]) -> None:
        self.ws.forms.publish(self.me, {"type": "home", "blocks": self._here(list(blocks))}, None)


async def draw(folder: Path, features: list[str]) -> None:
    gallery = Gallery()
    sandbox = Sandbox(gallery.ws, limits=Limits(lifted=True))
    await sandbox.start()
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            for feature in features:
                cases = list(FEATURES[feature]())
                said = [case for case in cases if isinstance(case.drawn, Message)]
                channel = gallery.hang(feature, said) if said else None
                for look in LOOKS:
                    page = await _page(browser, look, sandbox.url)
                    parts = [part async for part in _parts(gallery, page, cases, channel)]
                    _save(folder, f"{feature}-{look.name}", parts)
                    await page.close()
            await browser.close()
    finally:
        await sandbox.stop()


async def _page(browser: Browser, look: Look, url: str) -> Page:
    size = {"width": look.width, "height": 2 * TALL}
    page = await browser.new_page(viewport=size, color_scheme=look.scheme)
    await page.goto(url)
    await page.add_style_tag(content=STYLE)
    return page


async def _parts(
    gallery: Gallery, page: Page, cases: list[Case], channel: Channel | None
) -> AsyncIterator[Image.Image]:
    """Pictures no taller than a sheet, messages first."""
    if channel:
        await _look_at(page, f"{gallery.me}/{channel.id}/")
        await page.evaluate(LABEL, [case.name for case in cases if isinstance(case.drawn, Message)])
        async for part in _scrolled(page, page.locator("#history")):
            yield part
    await _look_at(page, f"{gallery.me}/home/")
    for case in cases:
        if isinstance(case.drawn, Form):
            with gallery.opened(case.drawn):
                await page.evaluate(REDRAW)
                yield await _seen(page, await page.locator("dialog.modal").bounding_box())
        elif isinstance(case.drawn, tuple):
            gallery.show_home(case.drawn)
            await page.evaluate(REDRAW)
            async for part in _scrolled(page, page.locator("#home")):
                yield part


async def _look_at(page: Page, where: str) -> None:
    await page.evaluate("(where) => { location.hash = where }", where)
    await page.wait_for_function(
        "(where) => import('/page/store.js').then(({ here }) => where.startsWith(`${here.user}/${here.place}/`))",
        arg=where,
    )
    await page.evaluate(REDRAW)


async def _seen(page: Page, clip: Any) -> Image.Image:
    """Without the empty margin at its right."""
    image = Image.open(io.BytesIO(await page.screenshot(clip=clip))).convert("RGB")
    empty = Image.new("RGB", image.size, image.getpixel((image.width - 1, image.height - 1)))
    filled = ImageChops.difference(image, empty).getbbox() or (0, 0, *image.size)
    return image.crop((0, 0, min(filled[2] + GAP, image.width), image.height))


async def _scrolled(page: Page, inside: Locator) -> AsyncIterator[Image.Image]:
    """Cut where a part ends."""
    box = await inside.bounding_box()
    assert box is not None
    for top, bottom in _cuts(await inside.evaluate(EDGES), TALL - GAP):
        await inside.evaluate("(inside, top) => { inside.scrollTop = top }", top)
        at = await inside.evaluate("(inside) => inside.scrollTop")
        clip = {"x": box["x"], "y": box["y"] + top - at, "width": box["width"], "height": bottom - top}
        yield await _seen(page, clip)


def _cuts(edges: list[float], most: int) -> Iterator[tuple[int, int]]:
    """From where to where each picture goes; what is taller than a picture is cut anywhere."""
    ends = sorted(max(0, int(edge)) for edge in edges)
    top = ends[0]
    while top < ends[-1]:
        fitting = [end for end in ends if top < end <= top + most]
        bottom = fitting[-1] if fitting else top + most
        yield top, bottom
        top = bottom


def _save(folder: Path, name: str, parts: Iterable[Image.Image]) -> None:
    """In columns, as many beside each other as a sheet takes."""
    columns = _filled(parts, TALL, lambda part: part.height + GAP)
    for nth, sheet in enumerate(_filled(columns, WIDEST, _width), 1):
        drawn = Image.new("RGB", (sum(map(_width, sheet)), TALL), "#888")
        left = 0
        for column in sheet:
            top = 0
            for part in column:
                drawn.paste(part, (left, top))
                top += part.height + GAP
            left += _width(column)
        drawn.save(folder / f"{name}-{nth}.png")


def _width(column: list[Image.Image]) -> int:
    return max(part.width for part in column) + GAP


def _filled(parts: Iterable[Part], most: int, size: Callable[[Part], int]) -> Iterator[list[Part]]:
    """As many of them together as there is room for."""
    together: list[Part] = []
    for part in parts:
        if together and sum(map(size, together)) + size(part) > most:
            yield together
            together = []
        together.append(part)
    if together:
        yield together


if __name__ == "__main__":
    to, *wanted = sys.argv[1:] or [str(FOLDER)]
    Path(to).mkdir(parents=True, exist_ok=True)
    asyncio.run(draw(Path(to), wanted or list(FEATURES)))
