"""Delivery: in order, exactly once, paced, and given up in words; against a workspace that misbehaves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from handlers.contract import Message, Picture
from storage import outbox
from tests.world import T0, World, product_working_group


def post(world: World, to: str, said: str | Mapping[str, Any], **more: str) -> None:
    place = world.workspace.channel(to).id if to in CHANNELS else world.id(to)

    def put(db: Connection) -> None:
        body = Message(said).body if isinstance(said, str) else said
        outbox.post(db, world.app.workspace, place, body, T0, **more)

    world.run(world.app.work.write(put))
    world.app.delivery.wake()


CHANNELS = ("general", "nova-leads", "product-wg")


def said(world: World, channel: str) -> list[str]:
    return [world.text(m) for m in world.channel(channel) if m.get("bot_id")]


def test_a_channel_gets_its_messages_in_order(world: World) -> None:
    for number in range(10):
        post(world, "general", f"number {number}")
    world.settle()
    assert said(world, "general") == [f"number {n}" for n in range(10)]


def test_a_key_is_one_living_message(world: World) -> None:
    post(world, "general", "first", key="card")
    world.settle()
    calls = world.sandbox.web_api.calls["chat.update"]
    world.sandbox.faults.latency = 0.1
    for text in ("second", "third", "fourth", "last"):
        post(world, "general", text, key="card")
    world.settle()
    world.sandbox.faults.latency = 0
    assert said(world, "general") == ["last"]
    assert world.sandbox.web_api.calls["chat.update"] - calls <= 2, (
        "older versions that were not sent are dropped"
    )


def test_a_reply_stands_under_its_message_and_a_withdrawn_one_is_gone(world: World) -> None:
    post(world, "general", "root", key="root")
    post(world, "general", "reply", key="reply", thread="root")
    world.settle()
    [root] = [m for m in world.channel("general") if world.text(m) == "root"]
    assert [world.text(m) for m in world.thread(root)] == ["root", "reply"]
    place = world.workspace.channel("general").id
    gone = {"kind": "delete", "key": "reply"}
    world.run(world.app.work.write(lambda db: outbox.post(db, world.app.workspace, place, {}, T0, **gone)))
    world.settle()
    assert [world.text(m) for m in world.thread(root)] == ["root"]


def test_a_deleted_living_message_comes_anew(world: World) -> None:
    post(world, "general", "before", key="card")
    world.settle()
    [card] = [m for m in world.channel("general") if m.get("bot_id")]

    async def an_admin_deletes_it() -> None:
        world.workspace.delete(world.workspace.channel("general"), card["ts"])

    world.run(an_admin_deletes_it())
    post(world, "general", "after", key="card")
    world.settle()
    assert said(world, "general") == ["after"]


def test_slack_asks_for_a_pause_and_gets_it(world: World) -> None:
    world.sandbox.faults.rate_limit("chat.postMessage", seconds=1, times=1)
    began = world.app.clock.real()
    post(world, "general", "one")
    post(world, "general", "two")
    world.settle()
    assert said(world, "general") == ["one", "two"]
    assert world.app.clock.real() - began >= timedelta(seconds=1)


@pytest.mark.parametrize("fault", ["lose_answer", "fail"])
def test_what_slack_may_have_is_looked_for_before_it_is_sent_again(world: World, fault: str) -> None:
    getattr(world.sandbox.faults, fault)("chat.postMessage", times=1)
    post(world, "general", "just once")
    post(world, "general", "afterwards")
    world.settle()
    assert said(world, "general") == ["just once", "afterwards"]


def test_a_message_in_hand_when_the_process_died_is_found_again(world: World) -> None:
    post(world, "general", "sent but never recorded")
    world.settle()
    claimed = {"state": "claimed", "claimed_at": T0, "sent_at": None}
    world.run(world.app.work.write(lambda db: db.execute(outbox.outbox.update().values(**claimed)) and None))
    world.restart()
    world.settle()
    assert said(world, "general") == ["sent but never recorded"]


def test_the_bot_joins_a_public_channel_that_it_must_post_to(world: World) -> None:
    world.does("kicks_bot", "ada", "general")
    post(world, "general", "back again")
    world.settle()
    assert "back again" in said(world, "general")


def test_what_cannot_be_sent_is_told_to_the_chairs_once(world: World) -> None:
    product_working_group(world)
    world.does("archives", "lea", "nova-leads")
    world.types("ana", "/wg feedback one ##nova")
    world.types("ana", "/wg feedback two ##nova ##blocking")
    told = [m for m in world.inbox("carl") if "could not post" in world.text(m)]
    assert len(told) == 1
    assert "archived" in world.text(told[0])


LOOP = {
    "kind": "bars",
    "title": "Came in",
    "labels": ["2 Mar"],
    "series": [{"name": "came in", "values": [3]}],
}
PICTURE = Picture("loop.png", "The loop", "3 came in", {"title": "The loop", "panels": [LOOP]})


@pytest.mark.parametrize("to", ["ana", "general"])
@pytest.mark.parametrize("fault", [None, "lose_answer", "fail"])
def test_a_picture_is_drawn_when_it_is_sent_and_sent_once(world: World, to: str, fault: str | None) -> None:
    if fault:
        getattr(world.sandbox.faults, fault)("files.completeUploadExternal", times=1)
    post(world, to, PICTURE.body, kind="file")
    post(world, to, "afterwards")
    world.settle()
    found = world.inbox("ana") if to == "ana" else [m for m in world.channel(to) if m.get("bot_id")]
    assert [[f["title"] for f in m.get("files", ())] or world.text(m) for m in found] == [
        ["The loop"],
        "afterwards",
    ]
    [file] = found[0]["files"]
    assert (file["mimetype"], file["alt_txt"], file["original_w"]) == ("image/png", "3 came in", 960)


def test_the_bot_joins_a_public_channel_to_show_a_picture(world: World) -> None:
    world.does("kicks_bot", "ada", "general")
    post(world, "general", PICTURE.body, kind="file")
    world.settle()
    assert [m["files"][0]["name"] for m in world.channel("general") if m.get("files")] == ["loop.png"]


def test_a_direct_message_and_a_home_tab(world: World) -> None:
    post(world, "ana", "for you")
    world.settle()
    assert [world.text(m) for m in world.inbox("ana")] == ["for you"]
    home = world.does("opens_home", "ana")
    assert home is None or home["type"] == "home"
    assert world.hands.home("ana")["type"] == "home"


def test_budgets_are_kept_without_one_refusal(tmp_path: Path) -> None:
    paced = World(tmp_path, delivery={"channel_seconds": 0.2, "posts_per_minute": 3000})
    paced.sandbox.limits.lifted = False
    began = paced.app.clock.real()
    for number in range(6):
        post(paced, "general", f"number {number}")
    paced.settle()
    took = paced.app.clock.real() - began
    assert said(paced, "general") == [f"number {n}" for n in range(6)]
    assert took >= timedelta(seconds=1)
    paced.close()
