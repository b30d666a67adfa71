"""The agenda as a group fills it, walks through it and carries over what it did not reach."""

from __future__ import annotations

from typing import Any

import pytest

from tests.world import T, World, product_working_group


def agenda(world: World, who: str = "ana") -> str:
    return world.types(who, "/wg agenda").text


def filled(world: World, *topics: str) -> World:
    product_working_group(world)
    for topic in topics:
        world.types("ana", f"/wg agenda add {topic}")
    return world


def test_topics_are_added_ordered_supported_and_dropped(world: World) -> None:
    filled(world, "Rolling upgrades 15m", "Quotas", "Docs <for> & by operators")
    assert "On the agenda: *Rolling upgrades* (15 min), from Ana Operator" in world.texts(
        world.channel("product-wg")
    )
    world.types("dev", "/wg agenda move 3 1")
    seen = agenda(world)
    order = [seen.index(words) for words in ("*1.* Docs &lt;for&gt; &amp; by", "*2.* Rolling", "*3.* Quotas")]
    assert order == sorted(order)
    world.types("dev", "/wg agenda support 2")
    assert "support it already" in world.types("dev", "/wg agenda support 2").text
    world.types("dev", "/wg agenda drop 3")
    seen = agenda(world)
    assert "1 supporter" in seen and "15 min" in seen and "Quotas" not in seen


def announced(world: World, topic: str) -> Any:
    return next(m for m in world.channel("product-wg") if f"On the agenda: *{topic}" in world.text(m))


def test_a_reaction_to_the_announcement_supports_the_topic(world: World) -> None:
    filled(world, "Quotas", "Docs")
    message = announced(world, "Quotas")
    world.does("reacts", "dev", message, "+1")
    world.does("reacts", "dev", message, "heart")
    world.does("reacts", "lea", message, "tada")
    world.does("reacts", "pam", message, "-1")
    world.clicks("olga", message, "Support")
    assert "3 supporters" in agenda(world) and "3 supporters" in world.text(announced(world, "Quotas"))
    world.does("reacts", "dev", message, "heart")
    assert "3 supporters" in agenda(world), "the other reaction is still there"
    world.does("reacts", "dev", message, "+1")
    world.does("reacts", "lea", message, "tada")
    assert "1 supporter" in agenda(world) and "supporters" not in agenda(world)


def test_the_announcement_follows_what_becomes_of_the_topic(world: World) -> None:
    filled(world, "Quotas", "Docs")
    world.types("ana", "/wg agenda drop 2")
    assert "Taken off the agenda: *Docs*" in world.texts(world.channel("product-wg"))
    world.types("carl", "/wg meeting start")
    world.types("carl", "/wg agenda next")
    world.types("carl", "/wg agenda done")
    gone = next(m for m in world.channel("product-wg") if "Talked about in M-1: *Quotas*" in world.text(m))
    world.does("reacts", "dev", gone, "+1")
    assert "Nothing yet" in agenda(world)


def test_who_lacks_words_gets_the_form(world: World) -> None:
    product_working_group(world)
    assert world.types("ana", "/wg agenda add").form is not None
    world.submits("ana", text="Quotas", minutes="soon")
    assert "1 to 240 minutes" in str(world.hands.errors("ana"))
    world.submits("ana", text="Quotas", minutes="10")
    assert "*1.* Quotas" in agenda(world) and "10 min" in agenda(world)


def test_a_message_becomes_a_topic(world: World) -> None:
    product_working_group(world)
    said = world.says("olga", "should we drop the old API?")
    world.does("uses_shortcut", "ana", "agenda.message", said)
    world.submits("ana")
    assert "should we drop the old API?" in agenda(world)


def test_feedback_that_waits_is_offered(world: World) -> None:
    product_working_group(world)
    world.types("olga", "/wg feedback volumes cannot be resized ##cinder")
    card = world.types("ana", "/wg agenda").messages[-1]
    assert "volumes cannot be resized" in world.text(card)
    world.clicks("ana", card, "Put on the agenda")
    assert "*1.* F-1: volumes cannot be resized" in agenda(world)
    assert "Feedback that waits" not in agenda(world)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("/wg agenda drop 2", "There is no number 2"),
        ("/wg agenda next", "No meeting is live here"),
        ("/wg agenda add Everything 999m", "1 to 240 minutes"),
    ],
)
def test_what_cannot_be_is_said(world: World, said: str, sentence: str) -> None:
    filled(world, "Quotas")
    assert sentence in world.types("ana", said).text


def test_who_types_no_command_walks_through_it_with_the_card_and_the_clock(world: World) -> None:
    filled(world, "Rolling upgrades 10m", "Quotas", "Docs")
    world.types("carl", "/wg meeting start")
    card = next(m for m in world.channel("product-wg") if "is live" in world.text(m))
    world.clicks("ana", card, "Next topic")
    assert "Now: *Rolling upgrades*" in world.texts(world.channel("product-wg"))
    world.at(T(10.5))
    over = next(m for m in world.channel("product-wg") if "is up" in world.text(m))
    world.clicks("carl", over, "Next topic")
    world.clicks("dev", over, "Next topic")
    said = world.texts(world.channel("product-wg"))
    assert "Now: *Quotas*" in said and "Now: *Docs*" not in said


def test_the_card_names_the_topic_that_waits(world: World) -> None:
    filled(world, "Rolling upgrades 10m", "Quotas")
    world.types("carl", "/wg meeting start")

    def topic() -> str:
        card = next(m for m in world.channel("product-wg") if "is live" in world.text(m))
        return next(line for line in world.text(card).splitlines() if line.startswith("*Topic*"))

    assert topic() == "*Topic* none yet; *Next topic* begins with the first on the agenda: Rolling upgrades"
    world.types("carl", "/wg agenda drop 1")
    assert topic().endswith("on the agenda: Quotas")
    world.types("carl", "/wg agenda drop 1")
    assert topic() == "*Topic* none yet"
    world.types("ana", "/wg agenda add Budget")
    card = next(m for m in world.channel("product-wg") if "is live" in world.text(m))
    world.clicks("ana", card, "Next topic")
    assert topic() == "*Topic* Budget"


def test_a_meeting_walks_through_it_and_carries_over_the_rest(world: World) -> None:
    filled(world, "Rolling upgrades 10m", "Quotas", "Docs")
    world.types("carl", "/wg meeting start")
    world.types("carl", "/wg agenda next")
    world.says("dev", "AGREED: every minor release")
    world.at(T(8.5))
    assert "2 minutes left" in world.texts(world.channel("product-wg"))
    world.at(T(10.5))
    assert "Time for *Rolling upgrades* is up" in world.texts(world.channel("product-wg"))
    world.types("carl", "/wg agenda next")
    world.says("ana", "agenda+ Budget 5m")
    world.types("carl", "/wg meeting end")
    seen = agenda(world)
    assert "Rolling" not in seen and "Quotas" not in seen
    assert "*1.* Docs" in seen and "carried over" in seen and "*2.* Budget" in seen
    minutes = world.types("ana", "/wg meeting minutes").text
    assert minutes.index("*Rolling upgrades*") < minutes.index("*Quotas*")


def test_a_skipped_topic_goes_to_the_end(world: World) -> None:
    filled(world, "Upgrades", "Quotas")
    world.types("carl", "/wg meeting start")
    world.types("carl", "/wg agenda next")
    assert "Now: *Quotas*" in world.types("carl", "/wg agenda skip").text
    assert "*2.* Upgrades" in agenda(world)


def test_nobody_outside_sees_a_private_groups_agenda(world: World) -> None:
    world.does("invites", "carl", "secret-wg", "ada")
    world.types("ada", "/wg group create secret Secret", channel="secret-wg")
    world.types("carl", "/wg agenda add Moonshot", channel="secret-wg")
    assert "know no group" in world.types("ana", "/wg agenda in:secret", channel="general").text
    assert "know no group" in world.types("ana", "/wg agenda add x in:secret", channel="general").text
