"""Many people at the same moment: on either database nothing is lost, and nothing happens twice."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import endorsements, items, minutes
from tests.world import PEOPLE, World, product_working_group


@pytest.fixture
def anywhere(tmp_path: Path, tables_url: str) -> Iterator[World]:
    made = World(tmp_path, url=tables_url)
    yield made
    made.close()


def test_deeds_that_meet(anywhere: World) -> None:
    world = product_working_group(anywhere)

    async def all_at_once(*deeds: tuple[str, str]) -> None:
        await asyncio.gather(*(world.hands.types(who, "product-wg", text) for who, text in deeds))

    everybody = [who for who in PEOPLE if who != "gus"]
    world.run(
        all_at_once(
            *((who, f"/wg feedback {who} waits for ##nova {n}") for n in range(4) for who in everybody)
        )
    )
    world.settle()
    told = world.run(world.app.work.read(lambda db: items.history(db, world.app.workspace, "F-28")))
    assert [event.what for event in told] == ["given"]

    world.run(all_at_once(*((who, "/wg feedback endorse F-1") for who in everybody for _ in range(3))))
    world.settle()
    count = world.run(world.app.work.read(lambda db: endorsements.counts(db, world.app.workspace, [1])))
    assert count == {1: len(everybody) - 1}

    world.run(all_at_once(("lea", "/wg feedback accept F-1"), ("carl", "/wg feedback accept F-1")))
    world.settle()
    told = world.run(world.app.work.read(lambda db: items.history(db, world.app.workspace, "F-1")))
    assert [event.what for event in told].count("accepted") == 1
    assert "went wrong" not in world.texts(world.hands.shown("carl", "product-wg"))


def test_a_meeting_that_many_start_and_talk_in(anywhere: World) -> None:
    world = product_working_group(anywhere)
    everybody = [who for who in PEOPLE if who != "gus"]

    async def start() -> None:
        await asyncio.gather(
            *(world.hands.types(who, "product-wg", "/wg meeting start") for who in everybody)
        )

    async def talk() -> None:
        said = ((who, f"INFO: {who} {n}") for n in range(10) for who in everybody)
        await asyncio.gather(*(world.hands.says(who, "product-wg", text) for who, text in said))

    world.run(start())
    world.run(talk())
    world.settle()
    kept = world.run(world.app.work.read(lambda db: minutes.log(db, world.app.workspace, 1)))
    assert len([line for line in kept if line.text.startswith("INFO")]) == 10 * len(everybody)
    opened = [m for m in world.channel("product-wg") if "is live" in m.get("text", "")]
    assert len(opened) == 1
