"""Somebody new in a group's channel hears, alone and once, when it meets and how to be heard."""

from __future__ import annotations

from tests.planned import planned
from tests.world import World, product_working_group


def welcomes(world: World, who: str) -> list[str]:
    return [world.text(m) for m in world.inbox(who) if "Welcome to" in world.text(m)]


def test_a_newcomer_is_welcomed_once(world: World) -> None:
    product_working_group(world)
    planned(world, '"Weekly" every tue 16:00 Europe/Paris')
    before = len(world.channel("product-wg"))
    world.does("arrives", "nora", "Nora Newcomer", "Asia/Tokyo")
    world.does("joins", "nora", "product-wg")
    (told,) = welcomes(world, "nora")
    assert "Welcome to *Product Working Group*" in told and "*Weekly* (M-1)" in told and "feedback" in told
    assert len([m for m in world.channel("product-wg")[before:] if m.get("bot_id")]) == 0, (
        "the channel is spared"
    )
    world.does("leaves", "nora", "product-wg")
    world.does("joins", "nora", "product-wg")
    assert len(welcomes(world, "nora")) == 1


def test_its_buttons_lead_on(world: World) -> None:
    product_working_group(world)
    planned(world, '"Weekly" every tue 16:00 Europe/Paris')
    world.does("joins", "gus", "product-wg")
    (message,) = [m for m in world.inbox("gus") if "Welcome to" in world.text(m)]
    world.clicks("gus", message, "Give feedback")
    assert world.form("gus") is not None
    world.clicks("gus", message, "I'm coming")
    assert "you come to" in world.text(world.hands.shown("gus", "dm")[-1])


def test_a_group_without_meetings_and_a_channel_without_group(world: World) -> None:
    product_working_group(world)
    world.does("joins", "gus", "product-wg")
    assert "No meeting is planned yet" in welcomes(world, "gus")[0]
    world.does("arrives", "nora", "Nora Newcomer", "UTC")
    world.does("joins", "nora", "general")
    assert welcomes(world, "nora") == []


def test_it_waits_for_no_quiet_hours_and_says_that_a_meeting_is_on(world: World) -> None:
    """They have just joined: they are there."""
    product_working_group(world)
    world.types("carl", "/wg meeting start")
    world.types("gus", "/wg quiet 00:00-23:59", channel="general")
    world.does("joins", "gus", "product-wg")
    assert "is on right now" in welcomes(world, "gus")[0]


def test_who_joined_while_the_bot_was_down_is_welcomed_when_it_is_back(world: World) -> None:
    product_working_group(world)
    world.run(world.stage.close())
    world.run(world.hands.joins("gus", "product-wg"))
    world.run(world.stage.open())
    world.settle()
    assert len(welcomes(world, "gus")) == 1
    assert not [who for who in ("ana", "carl", "dev") if welcomes(world, who)], "they were there before"
