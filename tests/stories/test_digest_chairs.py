"""The chair's weekly digest: one message, with what waits in all of their groups and the buttons to go on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.cards import lead_card
from tests.planned import planned
from tests.world import Message, T, World, product_working_group

MONDAY = datetime.fromisoformat("2026-03-09T09:00-04:00")  # carl's, in New York, after its clocks changed
WEEK = timedelta(weeks=1)


def digests(world: World, who: str) -> list[Message]:
    return [m for m in world.inbox(who) if world.text(m).startswith("*Digest of")]


def since_tuesday(world: World) -> World:
    world.at(T(days=1))
    return product_working_group(world)


def busy_group(world: World) -> World:
    since_tuesday(world)
    planned(world, '"Weekly sync" every tue 16:00 Europe/Paris 30m')
    world.types("carl", "/wg action @ana: draft the charter by 2026-03-04")
    world.types("carl", "/wg action @ana: write the survey by 2026-03-06")
    world.types("carl", "/wg action find a room by 2026-03-05")
    world.types("pam", "/wg feedback live migration stalls ##nova")
    return world


def test_on_monday_morning_everything_is_in_one_message(world: World) -> None:
    busy_group(world)
    world.at(MONDAY - timedelta(minutes=1))
    assert not digests(world, "carl")
    world.at(MONDAY)
    [digest] = digests(world, "carl")
    said = world.text(digest)
    for words in (
        "*Digest of Product Working Group*",
        "1 meeting in the next eight days",
        "Nothing is on its agenda yet.",
        "3 items past due",
        "*Ana Operator*: *A-1* draft the charter, 5 days late\nAlso A-2 (3 days late)",
        "*The loop in four weeks*\n*1* came in\nCame in by week: 9 Feb: 0, 16 Feb: 0, 23 Feb: 0, 2 Mar: 1",
        "This comes every Monday at 09:00, your time.",
        "`/wg settings digest off` turns it off.",
    ):
        assert words in said, said
    assert "Feedback that nobody" not in said, "it has not waited for seven days"
    [picture] = world.thread(digest)[1:]
    assert "Came in: 0, 0, 0, 1." in picture["files"][0]["alt_txt"]


def test_the_agenda_is_that_of_the_next_meeting_alone(world: World) -> None:
    busy_group(world)
    planned(world, '"Office hours" every thu 10:00 UTC 30m')
    world.types("ana", "/wg agenda add Rolling upgrades 10m")
    world.types("ana", "/wg agenda add Quotas")
    world.at(MONDAY)
    said = world.text(digests(world, "carl")[0])
    assert "2 meetings in the next eight days" in said
    sync, hours = said.index("*Weekly sync*"), said.index("*Office hours*")
    assert sync < said.index("2 topics on the agenda, 1 without a time.") < hours
    assert said.count("on the agenda") == 1 and "Nothing is on" not in said


def test_the_next_week_tells_of_feedback_that_waited_too_long(world: World) -> None:
    busy_group(world)
    for week in range(2):
        world.at(MONDAY + week * WEEK)
    assert len(digests(world, "carl")) == 2
    said = world.text(digests(world, "carl")[-1])
    assert "1 piece past the group's limit" in said and "has waited 13 days" in said


def test_buttons_do_the_next_thing_in_place(world: World) -> None:
    busy_group(world)
    world.at(MONDAY)
    world.at(MONDAY + WEEK)
    digest = digests(world, "carl")[-1]
    world.clicks("carl", digest, "Nudge the lead")
    assert "Carl Chair asks you for a first word on F-1; it has waited 13 days" in world.text(
        world.inbox("lea")[-1]
    )
    world.clicks("carl", digest, "Nudge the lead")
    assert world.texts(world.inbox("lea")).count("asks you for a first word") == 1, "once a day"
    world.clicks("carl", digest, "Put on the agenda")
    assert "F-1: live migration stalls" in world.types("carl", "/wg agenda").text
    world.clicks("carl", digest, "Reassign A-1…")
    world.submits("carl", owners=[world.id("olga")])
    assert "draft the charter" in world.texts(world.inbox("olga"))
    world.clicks("carl", digest, "Add a topic…")
    world.submits("carl", text="The survey")
    assert "The survey" in world.types("carl", "/wg agenda").text


def test_only_chairs_nudge(world: World) -> None:
    busy_group(world)
    assert "Only the chairs of Product Working Group" in world.types("ana", "/wg feedback nudge F-1").text
    assert "Asked about F-1: Lea Lead." in world.types("carl", "/wg feedback nudge F-1").text
    world.clicks("lea", lead_card(world, 1), "Acknowledge")
    assert "nobody need be nudged" in world.types("carl", "/wg feedback nudge F-1").text


def test_nothing_to_say_is_not_said(world: World) -> None:
    since_tuesday(world)
    world.at(MONDAY + 3 * WEEK)
    assert not digests(world, "carl")
    world.at(MONDAY + 4 * WEEK)
    [digest] = digests(world, "carl")
    assert "Product Working Group: has not met for 34 days." in world.text(digest)


def test_one_message_for_several_groups(world: World) -> None:
    busy_group(world)
    world.types("ada", '/wg group create api "API Group"', "general")
    world.types("ada", "/wg group chair add @carl in:api", "general")
    world.types("carl", "/wg action @olga: plan the API by 2026-03-05 in:api", "general")
    world.at(MONDAY)
    [digest] = digests(world, "carl")
    said = world.text(digest)
    assert "*Digest of API Group, Product Working Group*" in said
    assert "*A-4* plan the API · API Group, 4 days late" in said
    assert "4 items past" in said


def test_a_click_turns_it_off_and_words_bring_it_back(world: World) -> None:
    busy_group(world)
    world.at(MONDAY)
    world.clicks("carl", digests(world, "carl")[0], "Turn this off")
    world.at(MONDAY + 2 * WEEK)
    assert len(digests(world, "carl")) == 1
    world.types("carl", "/wg settings digest weekly wed 10:00")
    world.settle()
    assert len(digests(world, "carl")) == 1, "what fell due before the wish does not count"
    world.at(MONDAY + 2 * WEEK + timedelta(days=2, hours=1))
    assert len(digests(world, "carl")) == 2


def test_a_group_says_when_and_a_person_says_it_better(world: World) -> None:
    busy_group(world)
    assert "every Friday at 16:00" in world.types("carl", "/wg digest group fri 4pm").text
    assert "Only the chairs" in world.types("ana", "/wg digest group off").text
    friday = MONDAY - timedelta(days=3) + timedelta(hours=8)  # still winter time: 16:00 there
    world.at(friday - timedelta(hours=1))
    assert not digests(world, "carl")
    world.at(friday)
    assert len(digests(world, "carl")) == 1
    world.types("carl", "/wg settings digest weekly tue 09:00")
    world.at(MONDAY + timedelta(days=1))
    assert len(digests(world, "carl")) == 2


def test_a_group_may_have_it_in_its_channel(world: World) -> None:
    busy_group(world)
    world.types("carl", "/wg digest group")
    world.submits("carl", day="0", at="09:00", where="channel")
    world.at(MONDAY)
    assert not digests(world, "carl")
    [digest] = [m for m in world.channel("product-wg") if world.text(m).startswith("*Digest of")]
    assert "`/wg digest group off`" in world.text(digest)
    assert len(world.thread(digest)) == 2, "with its picture"
    world.types("carl", "/wg digest group off")
    world.at(MONDAY + WEEK)
    assert len([m for m in world.channel("product-wg") if world.text(m).startswith("*Digest of")]) == 1
    assert not digests(world, "carl")


def test_a_private_group_keeps_its_digest_at_home(world: World) -> None:
    world.does("invites", "carl", "secret-wg", "ada")
    world.types("ada", '/wg group create secret "Secret Group"', "secret-wg")
    world.types("ada", "/wg group chair add @carl", "secret-wg")
    world.types("carl", "/wg digest group", "secret-wg")
    general = world.workspace.channel("general").id
    world.submits("carl", day="0", at="09:00", where="channel", channel=general)
    assert "its own channel only" in str(world.hands.errors("carl"))


def test_whoever_asks_reads_it_at_once(world: World) -> None:
    busy_group(world)
    world.at(T(days=3))
    assert "*A-1* draft the charter, 1 day late" in world.types("carl", "/wg digest").text
    assert "You chair no group" in world.types("ana", "/wg digest").text
    world.at(MONDAY)
    assert len(digests(world, "carl")) == 1, "that was not the week's"


@pytest.mark.parametrize("late", [timedelta(hours=5), timedelta(days=2), timedelta(days=6, hours=14)])
def test_late_it_comes_once(world: World, late: timedelta) -> None:
    """The bot was down, or its machine asleep."""
    busy_group(world)
    world.at(MONDAY + late)
    world.restart()
    world.settle()
    assert len(digests(world, "carl")) == 1
    world.at(MONDAY + WEEK)
    assert len(digests(world, "carl")) == 2


def test_weeks_that_were_missed_are_not_made_up_for(world: World) -> None:
    busy_group(world)
    world.at(MONDAY + 5 * WEEK + timedelta(days=1))
    assert len(digests(world, "carl")) == 1


def test_quiet_hours_hold_it_back_for_good_weeks_of_its_own(world: World) -> None:
    """Due on Sunday evening in quiet hours: it comes on Monday morning, once every week."""
    busy_group(world)
    world.types("carl", "/wg settings quiet 19:00-08:00")
    world.types("carl", "/wg settings digest weekly sun 23:00")
    for week in range(3):
        world.at(MONDAY - timedelta(hours=2) + week * WEEK)
        assert len(digests(world, "carl")) == week
        world.at(MONDAY - timedelta(hours=1) + week * WEEK)
        assert len(digests(world, "carl")) == week + 1


def test_who_is_away_gets_one_on_their_return(world: World) -> None:
    busy_group(world)
    world.types("carl", "/wg settings away until 2026-03-25")
    world.at(MONDAY + 2 * WEEK)
    assert not digests(world, "carl")
    world.at(datetime.fromisoformat("2026-03-25T00:00-04:00"))
    [digest] = digests(world, "carl")
    assert "draft the charter, 21 days late" in world.text(digest), "as it is now"
    world.at(MONDAY + 3 * WEEK)
    assert len(digests(world, "carl")) == 2


def test_somebody_who_travels_has_one_in_each_week_of_their_own(world: World) -> None:
    busy_group(world)
    world.at(MONDAY)
    assert len(digests(world, "carl")) == 1

    world.does("changes_person", "carl", tz="Pacific/Honolulu")
    world.at(MONDAY + timedelta(hours=12))
    assert len(digests(world, "carl")) == 1, "the same Monday once more"
    world.does("changes_person", "carl", tz="Asia/Tokyo")
    world.at(MONDAY + timedelta(days=6, hours=12))
    assert len(digests(world, "carl")) == 2, "Monday morning in Tokyo is Sunday evening in New York"
    world.does("changes_person", "carl", tz="America/New_York")
    world.at(MONDAY + WEEK + timedelta(days=3))
    assert len(digests(world, "carl")) == 2


def test_admins_hear_of_groups_without_a_chair(world: World) -> None:
    since_tuesday(world)
    world.types("carl", "/wg group leave")
    world.at(T(days=8))
    [digest] = digests(world, "ada")
    assert "Product Working Group: has no chair." in world.text(digest)
    world.clicks("ada", digest, "Name a chair…")
    world.submits("ada", who=world.id("olga"), office="chair")
    world.at(T(days=15))
    assert len(digests(world, "ada")) == 1
