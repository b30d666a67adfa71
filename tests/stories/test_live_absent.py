"""What concerned an area reaches its lead who was not in the room: once a day, and not at all without news."""

from __future__ import annotations

from tests.world import T, World, product_working_group


def held(world: World, *lines: tuple[str, str]) -> None:
    world.types("carl", "/wg meeting start")
    for who, line in lines:
        world.says(who, line)
    world.types("carl", "/wg meeting end")
    draft = next(m for m in reversed(world.inbox("carl")) if "Draft minutes" in world.text(m))
    world.clicks("carl", draft, "Publish")


def news(world: World, who: str) -> list[str]:
    return [world.text(m) for m in world.inbox(who) if "not in the room" in world.text(m)]


def test_one_message_a_day_with_what_concerned_the_area(world: World) -> None:
    product_working_group(world)
    held(
        world,
        ("carl", "TOPIC: Live migration ##compute"),
        ("ana", "AGREED: raise the limit"),
        ("carl", "TOPIC: Anything else"),
        ("ana", "INFO: the picnic is on Friday"),
        ("olga", "we also hit this in ##nova cells"),
    )
    held(world, ("ana", "ACTION: Ana Operator to measure ##nova by fri"))
    assert news(world, "lea") == []
    world.at(T(hours=7))
    (told,) = news(world, "lea")
    assert all(
        words in told for words in ("Live migration", "raise the limit", "cells", "measure", "M-1", "M-2")
    )
    assert "picnic" not in told
    world.at(T(days=2))
    assert len(news(world, "lea")) == 1
    assert news(world, "dev") == []


def test_who_was_there_is_told_nothing(world: World) -> None:
    product_working_group(world)
    held(world, ("lea", "present+"), ("ana", "AGREED: raise the ##nova limit"))
    world.at(T(days=2))
    assert news(world, "lea") == []


def test_it_leads_to_the_minutes(world: World) -> None:
    product_working_group(world)
    held(world, ("ana", "AGREED: raise the ##nova limit"))
    world.at(T(hours=7))
    (message,) = [m for m in world.inbox("lea") if "not in the room" in world.text(m)]
    world.clicks("lea", message, "Read the minutes")
    assert "Decisions" in world.text(world.hands.shown("lea", "dm")[-1])


def test_feedback_that_was_talked_about_concerns_its_area(world: World) -> None:
    """Nobody wrote a tag: the topic is a piece of feedback that was routed there."""
    product_working_group(world)
    world.types("olga", "/wg feedback volumes cannot be resized ##cinder")
    card = world.types("ana", "/wg agenda").messages[-1]
    world.clicks("ana", card, "Put on the agenda")
    world.types("carl", "/wg meeting start")
    world.types("carl", "/wg agenda next")
    world.says("ana", "AGREED: it goes into the next release")
    world.types("carl", "/wg meeting end")
    draft = next(m for m in reversed(world.inbox("carl")) if "Draft minutes" in world.text(m))
    world.clicks("carl", draft, "Publish")
    world.at(T(hours=8))
    (told,) = news(world, "dev")
    assert "F-1: volumes" in told and "next release" in told
    assert news(world, "lea") == []


def test_a_summary_stays_short(world: World) -> None:
    product_working_group(world)
    held(world, *(("ana", f"INFO: ##nova fact {number} of many") for number in range(14)))
    world.at(T(hours=7))
    (told,) = news(world, "lea")
    assert told.count("of many") == 10 and "4 more" in told
