"""Reminders of meetings: once each, with the agenda, at the hour that holds."""

from __future__ import annotations

import pytest

from tests.planned import WEEKLY, answer, at, channel_text, inbox_text, plainly, planned
from tests.world import Message, World, product_working_group


@pytest.fixture
def group(world: World) -> World:
    return product_working_group(world)


def test_reminders_once_each_over_a_restart(group: World) -> None:
    planned(group, WEEKLY)
    group.at(at(3, 14, 51))
    text = channel_text(group)
    assert "M-1 Weekly sync starts" in text
    before = len(group.channel("product-wg"))
    group.restart()
    group.at(at(3, 14, 55))
    assert len(group.channel("product-wg")) == before
    group.at(at(9, 15, 0))
    group.at(at(10, 14, 50))
    assert sum("M-2 Weekly sync starts" in plainly(group.text(m)) for m in group.channel("product-wg")) == 2


def test_the_day_before_comes_the_agenda_and_a_call_for_topics(group: World) -> None:
    planned(group, WEEKLY)
    group.types("ana", "/wg agenda add quotas of volumes 15m")
    group.at(at(9, 15, 1))
    [reminder] = [
        m for m in group.channel("product-wg") if "M-2 Weekly sync starts" in plainly(group.text(m))
    ]
    text = plainly(group.text(reminder))
    assert "Agenda\n1. quotas of volumes · 15 min" in text
    assert "What should be talked about?" in text
    group.clicks("olga", reminder, "Add a topic")
    group.submits("olga", text="a longer release cycle")
    assert "a longer release cycle" in answer(group, "ana", "/wg agenda")


def test_the_meeting_is_started_from_its_reminder(group: World) -> None:
    planned(group, WEEKLY)
    group.at(at(3, 14, 51))
    [reminder] = [m for m in group.channel("product-wg") if "sync starts" in plainly(group.text(m))]
    group.clicks("carl", reminder, "Start")
    assert "on now" in answer(group, "ana", "/wg meeting")


def test_a_late_reminder_is_dropped_when_the_meeting_has_begun(group: World) -> None:
    planned(group, WEEKLY)
    before = len(group.channel("product-wg"))
    group.at(at(10, 15, 5))
    assert len(group.channel("product-wg")) == before


def test_reminders_can_be_switched_off(group: World) -> None:
    planned(group, WEEKLY)
    group.types("carl", "/wg meeting settings")
    group.submits("carl", day_before="off", soon="off")
    before = len(group.channel("product-wg"))
    group.at(at(10, 14, 58))
    assert len(group.channel("product-wg")) == before


def test_a_moved_meeting_is_reminded_of_at_its_new_time(group: World) -> None:
    planned(group, WEEKLY)
    group.types("carl", "/wg meeting move next to wed 12:00 UTC")
    before = len(group.channel("product-wg"))
    group.at(at(3, 14, 55))
    assert sum("sync starts" in plainly(group.text(m)) for m in group.channel("product-wg")[before:]) == 1
    group.at(at(4, 11, 51))
    assert sum("sync starts" in plainly(group.text(m)) for m in group.channel("product-wg")[before:]) == 2


def test_regrets_by_button_with_a_note(group: World) -> None:
    planned(group, WEEKLY)
    group.at(at(3, 14, 51))
    [reminder] = [m for m in group.channel("product-wg") if "sync starts" in plainly(group.text(m))]
    group.clicks("olga", reminder, "Regrets")
    group.submits("olga", note="It is night here.")
    group.clicks("ana", reminder, "Coming")
    text = answer(group, "carl", "/wg meeting show M-1")
    assert "Regrets: " in text
    assert "Coming: " in text


def test_whoever_comes_is_reminded_by_message_even_in_quiet_hours(group: World) -> None:
    planned(group, WEEKLY)
    group.types("ana", "/wg settings quiet 00:00-23:59")
    group.types("ana", "/wg meeting coming")
    group.at(at(3, 14, 51))
    assert "M-1 Weekly sync starts" in inbox_text(group, "ana")


def remind_twice(world: World) -> list[Message]:
    """The reminders of M-2, the day before and soon."""
    planned(world, WEEKLY)
    world.at(at(9, 15, 1))
    world.at(at(10, 14, 51))
    found = [m for m in world.channel("product-wg") if "M-2 Weekly sync starts" in plainly(world.text(m))]
    assert len(found) == 2
    return found


def now_say(world: World, reminders: list[Message]) -> set[str]:
    """Buttons are of it: a reminder without any says nothing but this."""
    sent = {m["ts"] for m in reminders}
    return {plainly(world.text(m)) for m in world.channel("product-wg") if m["ts"] in sent}


def test_when_nobody_started_it_its_reminders_say_that_it_is_over(group: World) -> None:
    reminders = remind_twice(group)
    group.at(at(10, 15, 44))
    assert all("Coming" in said for said in now_say(group, reminders))
    group.at(at(10, 15, 46))
    (said,) = now_say(group, reminders)
    assert said.startswith("M-2 Weekly sync is over. It was planned for ") and "Coming" not in said


def test_when_it_has_ended_its_reminders_invite_to_nothing(group: World) -> None:
    reminders = remind_twice(group)
    group.clicks("carl", reminders[1], "Start")
    group.types("carl", "/wg meeting end")
    (said,) = now_say(group, reminders)
    assert "M-2 Weekly sync is over" in said


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/wg meeting cancel M-2 nobody is here", "is cancelled by Carl Chair: nobody is here"),
        ("/wg meeting move M-2 to thu 17:00", "M-2 Weekly sync is moved from"),
    ],
)
def test_a_change_is_what_its_reminders_say(group: World, typed: str, told: str) -> None:
    reminders = remind_twice(group)
    group.types("carl", typed)
    (said,) = now_say(group, reminders)
    assert told in said and "Coming" not in said


def test_the_end_of_a_series_is_what_its_reminders_say(group: World) -> None:
    reminders = remind_twice(group)
    asked = group.types("carl", "/wg meeting stop weekly-sync")
    group.clicks("carl", asked.messages[-1], "End the series")
    (said,) = now_say(group, reminders)
    assert "is cancelled by Carl Chair: the series has ended" in said and "Coming" not in said
