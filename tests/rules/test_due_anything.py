"""Whatever is typed as a day: no word is lost, what is echoed can be typed, real phrases are mostly read."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.day_words import day_of
from handlers.due_words import (
    AfterMeeting,
    Due,
    Unsure,
    due_in,
    leading_day,
    read_due,
    told_day,
)

MONDAY = date(2026, 3, 2)
REAL = Path(__file__).parents[2].parent / "shared" / "data" / "dates" / "later_days.jsonl"
PIECES = st.sampled_from(
    [
        *(
            "by",
            "due:",
            "on",
            "the",
            "of",
            "in",
            "a",
            "next",
            "last",
            "this",
            "after",
            "before",
            "from",
            "end",
        ),
        *(
            "mon",
            "Friday",
            "may",
            "March",
            "week",
            "month",
            "days",
            "2",
            "31",
            "first",
            "q3",
            "99",
            "2026",
            "1.5",
        ),
        *(
            "3/4",
            "3.12.",
            "2026-02-30",
            "9999-12-31",
            "5pm",
            "at",
            "noon",
            "EOD",
            "xmas",
            "tomorrow",
            "and",
            "half",
        ),
        *("couple", "upcoming", "meeting", "`", "(", ",", "–", "'26", "w53", "review", "\n"),
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join))
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@given(TEXTS, DAYS, st.none() | st.booleans(), st.none() | st.times())
def test_whatever_is_typed_is_a_day_a_question_or_nothing(
    text: str, present: date, day_first: bool | None, now_at: time | None
) -> None:
    read = read_due(text, present, day_first=day_first, now_at=now_at)
    assert isinstance(read, Due | Unsure | AfterMeeting | None)
    if isinstance(read, Unsure):
        assert len(set(read.choices)) == len(read.choices) > 1
    assert day_of(text, present) is None or isinstance(day_of(text, present), date)


@given(TEXTS, DAYS)
def test_no_word_is_lost(text: str, present: date) -> None:
    left, read, phrase = due_in(text, present)
    assert words(text) in (words(left) + words(phrase), words(phrase) + words(left))
    assert (read is None) == (phrase == "")
    day, rest = leading_day(text, present)
    assert words(text)[len(words(text)) - len(words(rest)) :] == words(rest) and (day or rest == text)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.dates(date(2000, 1, 1), date(2099, 1, 1)))
def test_what_is_echoed_can_be_typed(day: date, present: date) -> None:
    assert read_due(told_day(day), present) == read_due(day.isoformat(), present) == Due(day)
    assert due_in(f"draft it by {told_day(day)}", present) == ("draft it", Due(day), f"by {told_day(day)}")
    assert day_of(told_day(day), present) == day


@pytest.mark.skipif(not REAL.exists(), reason="the real data are not here (../shared/data)")
def test_the_phrases_of_four_projects_are_mostly_read_and_hardly_ever_wrong() -> None:
    cases = [json.loads(line) for line in REAL.read_text("utf-8").splitlines()]
    right = wrong = 0
    for case in cases:
        base = datetime.fromisoformat(case["base"])
        read = read_due(case["phrase"], base.date(), now_at=base.time())
        is_right = isinstance(read, Due) and read.day.isoformat() == case["expected_date"]
        right += is_right
        wrong += isinstance(read, Due) and not is_right
    assert right >= 0.85 * len(cases) and wrong <= 0.05 * len(cases)
