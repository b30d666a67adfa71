"""One meeting is moved or cancelled, by words or by button, and whoever comes is told."""

from __future__ import annotations

import pytest

from tests.planned import WEEKLY, answer, at, channel_text, inbox_text, plainly, planned
from tests.world import World, product_working_group


@pytest.fixture
def group(world: World) -> World:
    return product_working_group(world)


def test_who_comes_is_told_of_a_move_and_of_a_cancellation(group: World) -> None:
    planned(group, WEEKLY)
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
    planned(group, WEEKLY)
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
    planned(group, WEEKLY)
    seen = group.types("carl", "/wg meeting cancel 2026-12-22 holidays")
    assert "is cancelled" in plainly(seen.text)
    assert "no meeting ahead on Wed 23 Dec 2026" in answer(group, "carl", "/wg meeting cancel 2026-12-23")
    group.at(at(18, 12, 0, month=12))
    listed = answer(group, "ana", "/wg meeting list")
    assert "22 Dec" not in listed
    assert "29 Dec" in listed


def test_what_is_no_time_for_a_move_is_said_with_an_example_of_one(group: World) -> None:
    planned(group, WEEKLY)
    seen = group.types("carl", "/wg meeting move next to yesterday")
    assert "I cannot read “yesterday” as a day and a time. Try thu 17:00" in plainly(seen.text)
