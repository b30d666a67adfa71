"""Weekdays and hours in people's words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.calendar import hours_of, time_of, today, weekday_of

MONDAY = date(2026, 3, 2)


def test_today_is_the_readers_own() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert today(late, "Asia/Tokyo") == date(2026, 3, 3) and today(late, "America/New_York") == MONDAY


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("9", time(9)),
        ("09:30", time(9, 30)),
        ("9 am", time(9)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("9:15pm", time(21, 15)),
        ("noon", time(12)),
        ("midnight", time(0)),
        ("24:00", None),
        ("13 pm", None),
        ("9:60", None),
        ("soon", None),
        ("", None),
    ],
)
def test_an_hour_in_words(said: str, hour: time | None) -> None:
    assert time_of(said) == hour


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("19:00-08:00", (time(19), time(8))),
        ("7pm – 8am", (time(19), time(8))),
        ("22 to 6", (time(22), time(6))),
        ("19:00", None),
        ("1-2-3", None),
    ],
)
def test_hours_in_words(said: str, hours: tuple[time, time] | None) -> None:
    assert hours_of(said) == hours


@pytest.mark.parametrize(
    ("word", "day"), [("mon", 0), ("Thursdays", 3), ("sun.", 6), ("moon", None), ("", None)]
)
def test_a_weekday(word: str, day: int | None) -> None:
    assert weekday_of(word) == day


@given(st.text(max_size=60))
def test_nothing_typed_raises(said: str) -> None:
    time_of(said), hours_of(said), weekday_of(said)
