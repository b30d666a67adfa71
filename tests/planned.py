"""Meetings as a chair plans them, and what people then read, without its markup."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.world import World

WEEKLY = '"Weekly sync" every tue 16:00 Europe/Paris 45m link https://call.example/wg'


def planned(world: World, words: str) -> None:
    """The chair creates what the preview shows."""
    preview = world.types("carl", f"/wg meeting schedule {words}")
    world.clicks("carl", preview.messages[-1], "Create")


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def plainly(text: str) -> str:
    return text.replace("*", "").replace("`", "")


def channel_text(world: World) -> str:
    return plainly(world.texts(world.channel("product-wg")))


def inbox_text(world: World, who: str) -> str:
    return plainly(world.texts(world.inbox(who)))


def answer(world: World, who: str, text: str) -> str:
    return plainly(world.types(who, text).text)
