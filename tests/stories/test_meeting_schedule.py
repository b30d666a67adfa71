"""Meetings from a chair's words to the reminder: previewed, created, moved, cancelled, answered."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.world import World, product_working_group

WEEKLY = '/wg meeting schedule "Weekly sync" every tue 16:00 Europe/Paris 45m link https://call.example/wg'


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def group(world: World) -> World:
    return product_working_group(world)


def scheduled(world: World, words: str = WEEKLY) -> None:
    preview = world.types("carl", words)
    world.clicks("carl", preview.messages[-1], "Create")


def plainly(text: str) -> str:
    return text.replace("*", "").replace("`", "")


def channel_text(world: World) -> str:
    return plainly(world.texts(world.channel("product-wg")))


def inbox_text(world: World, who: str) -> str:
    return plainly(world.texts(world.inbox(who)))


def answer(world: World, who: str, text: str) -> str:
    return plainly(world.types(who, text).text)


def test_a_series_is_previewed_then_created(group: World) -> None:
    preview = group.types("carl", WEEKLY)
    assert "Every week on Tuesday at 16:00 (Europe/Paris)" in plainly(preview.text)
    assert "45 minutes" in plainly(preview.text)
    # Carl's group has Ada's zone: London, an hour behind; both change on 29 March.
    for date in ("Tue 3 Mar 2026 15:00", "Tue 10 Mar 2026 15:00", "Tue 31 Mar 2026 15:00"):
        assert date in plainly(preview.text)
    assert "Weekly sync" not in channel_text(group)
    group.clicks("carl", preview.messages[-1], "Create")
    assert "Carl Chair scheduled Weekly sync: Every week on Tuesday" in channel_text(group)
    assert "M-1 Weekly sync" in answer(group, "ana", "/wg meeting")


def test_the_form_leads_to_the_same_preview(group: World) -> None:
    group.types("carl", '/wg meeting schedule "Two regions"')
    said = {"rhythm": "every 2 weeks", "weekdays": ["1", "3"], "at": "16:00", "zone": "PT"}
    group.submits("carl", **said, start="2026-03-10")
    preview = group.hands.shown("carl", "product-wg")[-1]
    sentence = "Every 2 weeks on Tuesday and Thursday at 16:00 (America/Los_Angeles), from Tue 10 Mar 2026"
    assert sentence in group.text(preview)
    group.clicks("carl", preview, "Edit…")
    assert "every 2 weeks tuesday and every 2 weeks thursday 16:00 PT" in str(group.form("carl"))
    group.submits("carl", words="every other tue 16:00 PT from 2026-03-10")
    again = group.hands.shown("carl", "product-wg")[-1]
    group.clicks("carl", again, "Create")
    assert "M-1 Two regions" in answer(group, "ana", "/wg meeting list")


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("Weekly sync every tue 16:00", "Weekly sync · Product"),
        ("Monthly first thu 9:00", "Monthly · Product"),
        ("Sync every tue 16:00 huddle", "Sync · Product"),
    ],
)
def test_a_name_needs_no_quotes(group: World, words: str, heading: str) -> None:
    assert heading in answer(group, "carl", f"/wg meeting schedule {words}")


@pytest.mark.parametrize("words", ["every tue 16:00", "odd weeks wed 15:00 UTC", "2026-12-03 14:00"])
def test_a_schedule_without_a_name_opens_the_form_filled_in(group: World, words: str) -> None:
    group.types("carl", f"/wg meeting schedule {words}")
    preview = group.submits("carl", name="Sync")
    shown = group.hands.shown("carl", "product-wg")[-1]
    assert "Sync" in group.text(shown), preview


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"weekdays": ["1"], "at": "25:00"}, "at"),
        ({"weekdays": ["1"], "at": "16:00", "zone": "IST"}, "zone"),
        ({"weekdays": ["1"], "at": "16:00", "rhythm": "every 2 weeks"}, "start"),
        ({"weekdays": ["1"], "at": "16:00", "until": "2026-01-01"}, "until"),
        ({"at": "16:00"}, "weekdays"),
        ({"words": "every tue 25:00"}, "words"),
    ],
)
def test_a_form_shows_a_mistake_where_it_was_made(group: World, said: dict[str, str], field: str) -> None:
    group.types("carl", '/wg meeting schedule "Sync"')
    group.submits("carl", **said)
    assert set(group.hands.errors("carl")) == {field}


def test_a_long_year_is_told(group: World) -> None:
    seen = answer(group, "carl", '/wg meeting schedule "Odd" odd weeks thu 9:00 UTC from 2026-12-01')
    assert "from Thu 31 Dec 2026 to the next one, Thu 7 Jan 2027, it is only a week" in seen


def test_only_chairs_schedule(group: World) -> None:
    assert "Only the chairs" in answer(group, "ana", WEEKLY)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("every other week on tue 16:00", "Add from 2026-03-03 or from 2026-03-10"),
        ("every tue 25:00", "no time of day"),
        ("2026-02-31 14:00", "no day of the calendar"),
        ("2026-01-05 14:00", "That is over"),
        ("every tue 16:00 Mars/Phobos", "I know no time zone"),
        ("every tue 16:00 CST", "America/Chicago or Asia/Shanghai"),
        ("tue 17:00-16:00", "not after the start"),
    ],
)
def test_what_cannot_be_is_said(group: World, words: str, sentence: str) -> None:
    seen = group.types("carl", f'/wg meeting schedule "Sync" {words}')
    assert sentence in plainly(seen.text)
    assert "You typed" in plainly(seen.text)


def test_collisions_are_told_before_creating(group: World) -> None:
    scheduled(group)
    seen = group.types("carl", '/wg meeting schedule "Triage" every 2 weeks on tue 15:30 UTC from 2026-03-10')
    assert "Collides with Weekly sync (the same group), first on Tue 10 Mar 2026 15:30" in plainly(seen.text)
    late = group.types("carl", '/wg meeting schedule "Triage" every tue 15:30 UTC from 2027-12-01')
    assert "first on Tue 7 Dec 2027 15:30" in plainly(late.text)
    apart = group.types("carl", '/wg meeting schedule "Triage" every wed 15:30 UTC')
    assert "Collides" not in plainly(apart.text)


def test_a_shared_lead_collides_across_groups(group: World) -> None:
    scheduled(group)
    group.types("ada", '/wg group create nova-wg "Nova WG"', channel="general")
    group.types("ada", "/wg group chair add @lea", channel="general")
    seen = group.types("lea", '/wg meeting schedule "Nova" every tue 15:00 UTC', channel="general")
    assert "Collides with Weekly sync (Lea Lead is needed in both)" in plainly(seen.text)


def test_holidays_and_odd_clocks_are_told(group: World) -> None:
    group.types("carl", "/wg meeting settings")
    group.submits("carl", countries="fr")
    seen = group.types("carl", '/wg meeting schedule "Night" every sun 02:30 Europe/Paris')
    assert "there is no 02:30 in Europe/Paris: it starts at 03:30" in plainly(seen.text)
    assert "comes twice" in plainly(seen.text)
    friday = group.types("carl", '/wg meeting schedule "Fridays" every fri 10:00 Europe/Paris')
    assert "Fri 1 May 2026 (FR: Labor Day)" in plainly(friday.text)


def test_reminders_once_each_over_a_restart(group: World) -> None:
    scheduled(group)
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
    scheduled(group)
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
    scheduled(group)
    group.at(at(3, 14, 51))
    [reminder] = [m for m in group.channel("product-wg") if "sync starts" in plainly(group.text(m))]
    group.clicks("carl", reminder, "Start")
    assert "on now" in answer(group, "ana", "/wg meeting")


def test_a_late_reminder_is_dropped_when_the_meeting_has_begun(group: World) -> None:
    scheduled(group)
    before = len(group.channel("product-wg"))
    group.at(at(10, 15, 5))
    assert len(group.channel("product-wg")) == before


def test_reminders_can_be_switched_off(group: World) -> None:
    scheduled(group)
    group.types("carl", "/wg meeting settings")
    group.submits("carl", day_before="off", soon="off")
    before = len(group.channel("product-wg"))
    group.at(at(10, 14, 58))
    assert len(group.channel("product-wg")) == before


def test_who_comes_is_told_of_a_move_and_of_a_cancellation(group: World) -> None:
    scheduled(group)
    group.types("ana", "/wg meeting coming")
    group.types("olga", "/wg meeting regrets it is night here")
    assert "Coming" in answer(group, "carl", "/wg meeting")
    group.types("carl", "/wg meeting move next to thu 17:00")
    assert "M-1 Weekly sync is moved from" in inbox_text(group, "ana")
    assert "M-1 Weekly sync is moved from" in inbox_text(group, "olga"), "another day may suit her"
    assert "M-1 Weekly sync is moved from" in channel_text(group)
    assert "at that time already" in answer(group, "carl", "/wg meeting move M-1 to thu 17:00")
    group.types("carl", "/wg meeting move M-1 to fri 18:00 UTC")
    assert "Fri 6 Mar 2026 18:00" in answer(group, "ana", "/wg meeting show M-1")
    group.types("carl", "/wg meeting cancel M-1 nobody can come")
    assert "is cancelled by Carl Chair: nobody can come" in inbox_text(group, "ana")
    assert "cancelled already" in answer(group, "carl", "/wg meeting cancel M-1")
    assert "M-2" in answer(group, "ana", "/wg meeting")


def test_a_chair_moves_and_cancels_by_button(group: World) -> None:
    scheduled(group)
    assert "Move…" not in answer(group, "ana", "/wg meeting")
    card = group.types("carl", "/wg meeting").messages[-1]
    group.clicks("carl", card, "Move…")
    group.submits("carl", words="thu 25:00")
    assert "no time of day" in group.hands.errors("carl")["words"]
    group.submits("carl", words="thu 17:00")
    assert "Thu 5 Mar 2026 16:00" in answer(group, "ana", "/wg meeting")
    group.types("carl", "/wg meeting cancel")
    group.submits("carl", why="Nobody can come.")
    assert "is cancelled by Carl Chair: Nobody can come." in channel_text(group)


def test_a_day_far_ahead_is_cancelled(group: World) -> None:
    scheduled(group)
    seen = group.types("carl", "/wg meeting cancel 2026-12-22 holidays")
    assert "is cancelled" in plainly(seen.text)
    assert "no meeting ahead on Wed 23 Dec 2026" in answer(group, "carl", "/wg meeting cancel 2026-12-23")
    group.at(at(18, 12, 0, month=12))
    listed = answer(group, "ana", "/wg meeting list")
    assert "22 Dec" not in listed
    assert "29 Dec" in listed


def test_a_moved_meeting_is_reminded_of_at_its_new_time(group: World) -> None:
    scheduled(group)
    group.types("carl", "/wg meeting move next to wed 12:00 UTC")
    before = len(group.channel("product-wg"))
    group.at(at(3, 14, 55))
    assert sum("sync starts" in plainly(group.text(m)) for m in group.channel("product-wg")[before:]) == 1
    group.at(at(4, 11, 51))
    assert sum("sync starts" in plainly(group.text(m)) for m in group.channel("product-wg")[before:]) == 2


def test_regrets_by_button_with_a_note(group: World) -> None:
    scheduled(group)
    group.at(at(3, 14, 51))
    [reminder] = [m for m in group.channel("product-wg") if "sync starts" in plainly(group.text(m))]
    group.clicks("olga", reminder, "Regrets")
    group.submits("olga", note="It is night here.")
    group.clicks("ana", reminder, "Coming")
    text = answer(group, "carl", "/wg meeting show M-1")
    assert "Regrets: " in text
    assert "Coming: " in text


def test_whoever_comes_is_reminded_by_message_even_in_quiet_hours(group: World) -> None:
    scheduled(group)
    group.types("ana", "/wg settings quiet 00:00-23:59")
    group.types("ana", "/wg meeting coming")
    group.at(at(3, 14, 51))
    assert "M-1 Weekly sync starts" in inbox_text(group, "ana")


def test_a_series_changes_from_now_on(group: World) -> None:
    scheduled(group)
    group.types("olga", "/wg meeting coming M-1")
    group.at(at(4, 9))
    group.types("ana", "/wg meeting coming M-2")
    preview = group.types("carl", "/wg meeting change weekly-sync every wed 17:00 Europe/Paris")
    group.clicks("carl", preview.messages[-1], "Change it")
    text = channel_text(group)
    assert "changed Weekly sync from now on: Every week on Wednesday at 17:00 (Europe/Paris)" in text
    assert "It was: Every week on Tuesday at 16:00 (Europe/Paris)" in text
    assert "M-2 Weekly sync is moved" in inbox_text(group, "ana")
    assert "moved" not in inbox_text(group, "olga")
    assert "Tue 3 Mar 2026 15:00" in answer(group, "ana", "/wg meeting show M-1")
    assert "Wed 4 Mar 2026 16:00" in answer(group, "ana", "/wg meeting show M-2")


def test_a_series_ends(group: World) -> None:
    scheduled(group)
    group.types("ana", "/wg meeting coming")
    asked = group.types("carl", "/wg meeting stop weekly-sync")
    group.clicks("carl", asked.messages[-1], "End the series")
    assert "is cancelled by Carl Chair: the series has ended" in inbox_text(group, "ana")
    assert "No meeting is planned" in answer(group, "ana", "/wg meeting list")


def test_where_none_is_planned_a_chair_gets_the_button_and_others_a_word(group: World) -> None:
    seen = group.types("carl", "/wg meeting")
    group.clicks("carl", seen.messages[-1], "Plan meetings…")
    form = group.hands.form("carl")
    assert form is not None and form["title"]["text"] == "Schedule meetings"
    assert answer(group, "ana", "/wg meeting") == "No meeting is planned. A chair can plan one."


def test_what_is_no_time_for_a_move_is_said_with_an_example_of_one(group: World) -> None:
    scheduled(group)
    seen = group.types("carl", "/wg meeting move next to yesterday")
    assert "I cannot read “yesterday” as a day and a time. Try thu 17:00" in plainly(seen.text)
