"""Days and hours in people's words."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.calendar import coming_day, day_of, hours_of, time_of, today, weekday_of
from handlers.contract import UserError

MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
REAL = Path(__file__).parents[2].parent / "shared" / "data" / "dates" / "later_days.jsonl"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", MONDAY),
        ("Tomorrow", date(2026, 3, 3)),
        ("the day after tomorrow", date(2026, 3, 4)),
        ("fri", date(2026, 3, 6)),
        ("by Friday.", date(2026, 3, 6)),
        ("monday", date(2026, 3, 9)),
        ("this thu", date(2026, 3, 5)),
        ("next fri", date(2026, 3, 13)),
        ("next monday", date(2026, 3, 9)),
        ("wednesday of next week", date(2026, 3, 11)),
        ("in 2 weeks", date(2026, 3, 16)),
        ("in a fortnight", date(2026, 3, 16)),
        ("3d", date(2026, 3, 5)),
        ("ten days from now", date(2026, 3, 12)),
        ("in 1 month", date(2026, 4, 2)),
        ("next week", date(2026, 3, 9)),
        ("next month", date(2026, 4, 1)),
        ("end of the week", date(2026, 3, 6)),
        ("end of next month", date(2026, 4, 30)),
        ("eom", date(2026, 3, 31)),
        ("2026-12-03", date(2026, 12, 3)),
        ("Dec 3", date(2026, 12, 3)),
        ("3 Dec", date(2026, 12, 3)),
        ("December 3rd, 2027", date(2027, 12, 3)),
        ("the 3rd of december", date(2026, 12, 3)),
        ("1 March", date(2027, 3, 1)),
        ("29 feb", date(2028, 2, 29)),
        ("Thu 3 Dec 2026", date(2026, 12, 3)),
        ("Fri 3 Dec 2026", None),
        ("3.12.", date(2026, 12, 3)),
        ("03.12.26", date(2026, 12, 3)),
        ("25/12", date(2026, 12, 25)),
        ("12/25/2026", date(2026, 12, 25)),
        ("3/4", None),
        ("31 feb", None),
        ("2026-13-01", None),
        ("sometime", None),
        ("", None),
        ("in 999 years", date(3025, 3, 2)),
        ("x" * 40_000, None),
    ],
)
def test_a_day_in_words(said: str, day: date | None) -> None:
    assert day_of(said, MONDAY) == day


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("whenever", "I cannot read “whenever” as a day"),
        ("2026-03-01", "is Sun 1 Mar 2026, which is over"),
        ("in 99 years", "more than five years away"),
        ("<!channel>", "“&lt;!channel&gt;”"),
    ],
)
def test_what_cannot_be_a_coming_day_is_said(said: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        coming_day(said, NOW, "UTC", "away")
    assert sentence in str(refused.value) and refused.value.field == "away"


def test_today_is_the_readers_own() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert today(late, "Asia/Tokyo") == date(2026, 3, 3) and today(late, "America/New_York") == MONDAY
    assert coming_day("tomorrow", late, "Asia/Tokyo") == date(2026, 3, 4)


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


@settings(deadline=None)
@given(st.text(max_size=60), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_nothing_typed_raises(said: str, present: date) -> None:
    found = day_of(said, present)
    assert found is None or isinstance(found, date)
    time_of(said), hours_of(said), weekday_of(said)


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)))
def test_what_is_echoed_can_be_typed(day: date) -> None:
    assert day_of(f"{day:%a} {day.day} {day:%b %Y}", MONDAY) == day


@pytest.mark.skipif(not REAL.exists(), reason="the real data are not here (../shared/data)")
def test_real_phrases_are_read_right_or_not_at_all() -> None:
    cases = [json.loads(line) for line in REAL.read_text("utf-8").splitlines()]
    read = [(day_of(c["phrase"], date.fromisoformat(c["base"][:10])), c["expected_date"]) for c in cases]
    wrong = [(found, expected) for found, expected in read if found and found.isoformat() != expected]
    assert wrong == [] and sum(found is not None for found, _ in read) >= 99
