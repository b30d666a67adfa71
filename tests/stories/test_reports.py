"""Reports about a group: how its loop does, whose voices are heard; numbers, never people."""

from __future__ import annotations

import pytest

from tests.cards import lead_card, whispered
from tests.world import Message, T, World, product_working_group


def closed_loops(world: World) -> World:
    """Three come in; one is answered and confirmed, one declined, one waits."""
    product_working_group(world)
    for who in ("ana", "olga", "pam"):
        world.types(who, f"/wg feedback {who} has a slow disk ##nova ##blocking")
    world.at(T(hours=5))
    world.clicks("lea", lead_card(world, 1), "Acknowledge")
    world.at(T(days=3))
    world.clicks("lea", lead_card(world, 1), "Accept")
    world.types("lea", "/wg feedback decline F-2 no", channel="nova-leads")
    world.submits("lea", words="It is by design.")
    world.types("lea", "/wg feedback resolve F-1", channel="nova-leads")
    world.submits("lea", words="It is faster now.")
    world.clicks("ana", world.inbox("ana")[-1], "Yes")
    return world


def pictures(messages: list[Message]) -> list[str]:
    return [f["alt_txt"] for m in messages for f in m.get("files", ()) if f["mimetype"] == "image/png"]


def test_the_loop_in_numbers_and_in_a_picture(world: World) -> None:
    closed_loops(world)
    seen = world.types("carl", "/wg report loop").text
    for words in (
        "*The loop of Product Working Group*, since 9 Feb",
        "*3* came in",
        "*38 hours* median time to a first word from a lead (to 2)",
        "*3 days* median time to a decision (on 2)",
        "*100 %* of their authors told (2)",
        "*100 %* confirmed: 1 of 1 resolved got a *Yes*",
        "9 Feb: 0 · 16 Feb: 0 · 23 Feb: 0 · 2 Mar: 3",
        "The picture is in our direct messages.",
    ):
        assert words in seen
    [alt] = pictures(world.inbox("carl"))
    assert "Came in: 0, 0, 0, 3." in alt and "to a decision: none, none, none, 3." in alt
    [file] = world.inbox("carl")[-1]["files"]
    assert file["name"] == "loop-product-2026-03-05-1000.png"


def test_told_means_that_the_message_has_left(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg settings quiet 10:30-23:00")
    world.types("ana", "/wg feedback slow disk ##nova")
    world.at(T(hours=2))
    world.clicks("lea", lead_card(world, 1), "Accept")
    assert "*0 %* of their authors told" in world.types("carl", "/wg report loop").text
    world.at(T(days=1, hours=-2))
    assert "*100 %* of their authors told" in world.types("carl", "/wg report loop").text
    world.at(T(days=20))
    assert "*100 %* of their authors told" in world.types("carl", "/wg report loop").text, "and is remembered"


def test_a_direct_resolution_counts_as_a_decision_and_no_reopens_it(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback slow disk ##nova")
    world.types("lea", "/wg feedback resolve F-1", channel="nova-leads")
    world.submits("lea", words="Buy a faster one.")
    world.clicks("ana", world.inbox("ana")[-1], "No")
    world.submits("ana", words="I have the fastest.")
    seen = world.types("carl", "/wg report loop").text
    assert "to a decision (on 1)" in seen and "*1* reopened" in seen
    assert "*0 %* confirmed: 0 of 1 resolved got a *Yes*" in seen


def test_nothing_yet_is_said_without_a_picture(world: World) -> None:
    product_working_group(world)
    for words in ("report", "report loop"):
        assert "Nothing came in" in world.types("carl", f"/wg {words}").text
    assert "nothing yet" in world.types("carl", "/wg report balance").text
    assert not pictures(world.inbox("carl"))


def test_the_short_report_leads_on(world: World) -> None:
    closed_loops(world)
    short = world.types("carl", "/wg report")
    assert "*3* came in · " in short.text and not pictures(world.inbox("carl"))
    world.clicks("carl", short.messages[0], "Week by week")
    assert "2 Mar: 3" in whispered(world, "carl")
    world.clicks("carl", short.messages[0], "Balance of voices")
    assert "Lines in meetings" in whispered(world, "carl")


def test_what_is_shared_comes_with_its_picture_beside_it(world: World) -> None:
    closed_loops(world)
    world.types("carl", "/wg report loop share")
    said = world.channel("product-wg")
    assert "*3* came in" in world.texts(said) and len(pictures(said)) == 1
    assert not pictures(world.inbox("carl"))


def test_a_private_group_shows_in_no_sum_of_strangers_and_guests_see_none(world: World) -> None:
    closed_loops(world)
    world.does("invites", "carl", "secret-wg", "ada")
    world.types("ada", '/wg group create secret "Secret Group"', "secret-wg")
    world.types("lea", "/wg feedback the budget is cut in:secret", "secret-wg")
    assert "I know no group `secret`" in world.types("ana", "/wg report loop in:secret").text
    assert "*1* came in" in world.types("lea", "/wg report loop", "secret-wg").text
    for who, came_in in (("ana", 3), ("lea", 4)):
        assert f"*{came_in}* came in" in world.types(who, "/wg report loop all", "general").text
    world.types("lea", "/wg report loop all share", "general")
    assert "*3* came in" in world.text(world.channel("general")[-2]), "others read along"
    assert "guests see their own" in world.types("gus", "/wg report loop", "general").text
    assert not pictures(world.inbox("gus"))


VOICES = {"carl": "developer", "lea": "developer", "dev": "developer", "ana": "operator", "olga": "operator"}


def talk(world: World, lines: dict[str, int]) -> None:
    world.types("carl", "/wg meeting start")
    for who, count in lines.items():
        for place in range(count):
            world.says(who, f"word {place}")
    world.types("carl", "/wg meeting end")


def with_voices(world: World) -> World:
    product_working_group(world)
    for who, voice in VOICES.items():
        world.types(who, f"/wg settings voice {voice}")
    return world


def test_voices_are_told_in_aggregate_beside_the_members(world: World) -> None:
    with_voices(world)
    world.types("pam", "/wg settings voice operator")
    talk(world, {"carl": 2, "lea": 1, "dev": 1, "ana": 1, "olga": 2, "pam": 3})
    for who in ("ana", "olga", "pam"):
        world.types(who, f"/wg feedback {who} has a slow disk ##nova as:user")
    world.types("carl", "/wg decide We go on")
    seen = world.types("carl", "/wg report balance").text
    for words in (
        "in Product Working Group, March 2026",
        "*Lines in meetings:* operators 60 %, developers 40 %",
        "*Feedback given:* users 100 %",
        "*Decisions made:* too few people to tell",
        "*Feedback answered:* nothing yet",
        "No product or business voice and no user spoke in the last meeting.",
        "No developer and no operator and no product or business voice gave feedback in March 2026.",
    ):
        assert words in seen, seen
    [alt] = pictures(world.inbox("carl"))
    assert "Speaking: operators 60 %, developers 40 %." in alt


def test_nobody_is_told_apart_not_even_by_silence(world: World) -> None:
    with_voices(world)
    talk(world, {"carl": 2, "lea": 1, "dev": 1, "pam": 1})
    seen = world.types("carl", "/wg report balance").text
    assert "*Lines in meetings:* too few people to tell" in seen
    assert "operator" not in seen.partition("Told in aggregate")[0].partition("Lines in meetings")[2], (
        "two operators were silent: that is about two people"
    )


def test_a_report_turns_to_other_months(world: World) -> None:
    with_voices(world)
    talk(world, {"carl": 2, "lea": 1, "dev": 1})
    world.at(T(days=35))
    now = world.types("carl", "/wg report balance")
    assert "April 2026" in now.text and "nothing yet" in now.text
    world.clicks("carl", now.messages[0], "March 2026")
    march = [m for m in world.hands.shown("carl", "product-wg") if m.get("ephemeral")][-1]
    assert "*Lines in meetings:* developers 100 %" in world.text(march)
    world.clicks("carl", march, "April 2026")
    assert "nothing yet" in whispered(world, "carl")


@pytest.mark.parametrize("words", ["report", "report loop", "report balance"])
def test_reports_work_in_direct_messages(world: World, words: str) -> None:
    closed_loops(world)
    seen = world.says("carl", words, channel="dm")
    assert seen
    assert "all groups that you see" in world.texts(world.inbox("carl"))
