"""Leads' channels: the first item at once, the rest of the hour under one heading, blocking never waits."""

from __future__ import annotations

from tests.cards import gives, lead_card, pings, replies
from tests.world import Message, T, World, product_working_group


def heads(world: World, channel: str = "nova-leads") -> list[Message]:
    """What stands in the channel itself, not in a thread."""
    return [m for m in world.channel(channel) if m.get("thread_ts", m["ts"]) == m["ts"] and m.get("bot_id")]


def test_an_hour_is_gathered_under_one_heading(world: World) -> None:
    product_working_group(world)
    before = len(heads(world))
    assert "within the hour" not in world.types("ana", "/wg feedback ##nova one").text
    assert len(heads(world)) == before + 1
    assert "within the hour, together with others" in world.types("olga", "/wg feedback ##nova two").text
    world.types("ana", "/wg feedback ##nova three <!channel>")
    world.types("ana", "/wg feedback ##nova four is withdrawn again")
    world.types("ana", "/wg feedback withdraw F-4")
    assert "*Your feedback F-3*" in world.texts(world.inbox("ana")), "their author has the card at once"
    assert len(heads(world)) == before + 1
    world.types("dev", "/wg feedback ##nova five ##blocking")
    assert len(heads(world)) == before + 2 and "F-5" in world.text(heads(world)[-1])
    world.at(T(59))
    assert len(heads(world)) == before + 2
    world.at(T(60))
    assert len(heads(world)) == before + 3
    heading = heads(world)[-1]
    assert "*2 more pieces of feedback* came in" in world.text(heading)
    assert "• *F-2* ##nova two" in world.text(heading) and "• *F-3* ##nova three" in world.text(heading)
    assert [m["thread_ts"] for m in (lead_card(world, 2), lead_card(world, 3))] == [heading["ts"]] * 2
    assert "F-4" not in world.texts(world.channel("nova-leads"))
    assert not pings(world)

    # the hour goes on from there, and ends when nothing comes
    world.types("ana", "/wg feedback ##nova six")
    assert len(heads(world)) == before + 3
    world.at(T(121))
    assert len(heads(world)) == before + 4
    assert "F-6*" in world.text(heads(world)[-1]), "one alone needs no heading"
    world.at(T(hours=5))
    world.types("ana", "/wg feedback ##nova seven")
    assert "F-7*" in world.text(heads(world)[-1]), "after a quiet hour the next goes out at once"


def test_a_gathered_card_lives_in_its_thread(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova one")
    world.types("ana", "/wg feedback ##nova two")
    world.types("olga", "/wg feedback ##nova three")
    world.at(T(60))
    world.clicks("lea", lead_card(world, 3), "Accept")
    assert "*Accepted* by Lea Lead" in world.text(lead_card(world, 3))
    world.clicks("lea", lead_card(world, 3), "Ask…")
    world.submits("lea", words="Since when?")
    talk = heads(world)[-1]
    assert "*The conversation about F-3* with its author runs in this thread" in world.text(talk)
    assert "asked the author:\n>Since when?" in replies(world, talk)
    question = world.inbox("olga")[-1]
    world.says("olga", "Since Monday.", "dm", question)
    assert "*Olga Operator:* Since Monday." in replies(world, talk)
    world.says("lea", "And before?", "nova-leads", talk)
    assert "*Lea Lead:* And before?" in world.text(world.inbox("olga")[-1])
    assert "Since Monday" not in replies(world, heads(world)[-2]), "the heading's own thread stays free of it"


def test_what_becomes_blocking_no_longer_waits(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova one")
    world.types("ana", "/wg feedback ##nova two")
    assert "F-2" not in world.texts(world.channel("nova-leads"))
    world.types("ana", "/wg feedback edit F-2 ##nova two, and now nothing starts any more ##blocking")
    assert ":rotating_light: blocking" in world.text(lead_card(world, 2))
    world.at(T(60))
    assert len([m for m in heads(world) if "*F-2* ·" in world.text(m)]) == 1


def test_many_more_than_a_heading_shows(world: World) -> None:
    product_working_group(world)
    gives(world, "ana", *(f"##nova number {number} " + "x" * 300 for number in range(14)))
    world.at(T(60))
    heading = heads(world)[-1]
    assert "*13 more pieces of feedback*" in world.text(heading)
    assert world.text(heading).count("•") == 10 and "… and 3 more" in world.text(heading)
    assert len(world.thread(heading)) == 14
