"""People's words for a schedule: what is understood, what is asked, and what is refused with a way out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.contract import UserError
from handlers.schedule_told import told
from handlers.schedule_words import NoAnchor, wanted

TODAY = date(2026, 3, 2)
OTEL = Path(__file__).parents[3] / "shared/data/schedules/opentelemetry-meetings.jsonl"


def said(text: str) -> str:
    return told(wanted(text, TODAY, "Europe/Paris").schedule)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "every 2 weeks on tue 16:00 Europe/Paris from 2026-12-01",
            "Every 2 weeks on Tuesday at 16:00 (Europe/Paris), from Tue 1 Dec 2026",
        ),
        ("weekly mon 21:00 UTC", "Every week on Monday at 21:00 (UTC)"),
        ("every Tuesday at noon Paris time", "Every week on Tuesday at 12:00 (Europe/Paris)"),
        ("tuesdays 4 pm PT", "Every week on Tuesday at 16:00 (America/Los_Angeles)"),
        ("Mondays 9:00 Pacific Time", "Every week on Monday at 09:00 (America/Los_Angeles)"),
        ("every fri 1030 CET", "Every week on Friday at 10:30 (Europe/Berlin)"),
        ("thu 9:00 UTC+8", "Every week on Thursday at 09:00 (UTC+8)"),
        ("thu 9:00 +02:00", "Every week on Thursday at 09:00 (UTC+2)"),
        ("every tue 16h30 Pacific Standard Time", "Every week on Tuesday at 16:30 (America/Los_Angeles)"),
        ("mon/wed/fri 9:00 CET/CEST", "Every week on Monday, Wednesday and Friday at 09:00 (Europe/Berlin)"),
        ("tue 9:00 India", "Every week on Tuesday at 09:00 (Asia/Kolkata)"),
        (
            "every 2nd week tue 9:00 UTC from 2026-03-03",
            "Every 2 weeks on Tuesday at 09:00 (UTC), from Tue 3 Mar 2026",
        ),
        ("daily 9:00 UTC", "Every day at 09:00 (UTC)"),
        ("biweekly tue 9:00 UTC odd weeks", "In odd ISO weeks on Tuesday at 09:00 (UTC)"),
        (
            "the 1st and 15th of each month 9:00 UTC",
            "On the 1st of every month at 09:00 (UTC); and on the 15th of every month at 09:00 (UTC)",
        ),
        (
            "every tue 9:00 PT, every other tue 9:00 UTC+8 from 2026-03-10; every mon 9:00 PT",
            "Every week on Tuesday at 09:00 (America/Los_Angeles); "
            "and every 2 weeks on Tuesday at 09:00 (UTC+8), from Tue 10 Mar 2026; "
            "and every week on Monday at 09:00 (America/Los_Angeles)",
        ),
        ("odd weeks wed 15:00 UTC", "In odd ISO weeks on Wednesday at 15:00 (UTC)"),
        ("biweekly-even Thursday 0730 UTC", "In even ISO weeks on Thursday at 07:30 (UTC)"),
        (
            "monthly first thu 09:00 America/Los_Angeles",
            "On the first Thursday of every month at 09:00 (America/Los_Angeles)",
        ),
        ("last friday of the month 9:00", "On the last Friday of every month at 09:00 (Europe/Paris)"),
        (
            "third Wednesday of each month 8:00",
            "On the third Wednesday of every month at 08:00 (Europe/Paris)",
        ),
        (
            "every 2 months last fri 9:00 from 2026-03-27",
            "On the last Friday of every 2 months at 09:00 (Europe/Paris), from Fri 27 Mar 2026",
        ),
        ("monthly 15 09:00 UTC", "On the 15th of every month at 09:00 (UTC)"),
        ("on the 31st of every month at 9am UTC", "On the 31st of every month at 09:00 (UTC)"),
        ("last day of the month 9:00 UTC", "On the last day of every month at 09:00 (UTC)"),
        ("2026-12-03 14:00", "Once, on Thu 3 Dec 2026 at 14:00 (Europe/Paris)"),
        ("Thu 3 Dec 2026 14:00 UTC", "Once, on Thu 3 Dec 2026 at 14:00 (UTC)"),
        ("tomorrow 14:00", "Once, on Tue 3 Mar 2026 at 14:00 (Europe/Paris)"),
        ("mon and wed 16:00 UTC", "Every week on Monday and Wednesday at 16:00 (UTC)"),
        (
            "every weekday 9:00 UTC until 2026-06-30 huddle",
            "Every weekday at 09:00 (UTC), until Tue 30 Jun 2026",
        ),
        (
            "first and third thu 9:00 UTC",
            "On the first Thursday of every month at 09:00 (UTC); "
            "and on the third Thursday of every month at 09:00 (UTC)",
        ),
        (
            "weekly tue 16:00 Europe/Paris alternating with wed 22:00 UTC from 2026-12-01",
            "In turns: every 2 weeks on Tuesday at 16:00 (Europe/Paris), from Tue 1 Dec 2026; "
            "then every 2 weeks on Wednesday at 22:00 (UTC), from Wed 9 Dec 2026",
        ),
        (
            "even weeks tue 9:00 alternating with odd weeks wed 9:00 UTC",
            "In even ISO weeks on Tuesday at 09:00 (UTC); and in odd ISO weeks on Wednesday at 09:00 (UTC)",
        ),
        (
            "every 2 weeks on mon and wed 9:00 UTC from 2026-03-04",
            "Every 2 weeks on Monday and Wednesday at 09:00 (UTC), from Wed 4 Mar 2026",
        ),
        (
            "bi-weekly Tuesday 13:00 PT starting Tuesday April 16, 2024",
            "Every 2 weeks on Tuesday at 13:00 (America/Los_Angeles), from Tue 16 Apr 2024",
        ),
    ],
)
def test_understood(words: str, sentence: str) -> None:
    assert said(words) == sentence
    if not sentence.startswith("In turns"):
        assert said(sentence) == sentence, "what is told can be typed"


@pytest.mark.parametrize(
    ("words", "minutes", "link"),
    [
        ("tue 16:00-17:30 UTC", 90, None),
        ("from 9:00 to 10:00 every tue", 60, None),
        ("tue 23:30-00:15 UTC", 45, None),
        ("tue 16:00 60m link https://call.example/A?b=1", 60, "https://call.example/A?b=1"),
        ("tue 16:00 for 2 hours link huddle", 120, "huddle"),
        ("tue 16:00 1h30", 90, None),
        ("tue 16:00 1 hour 30 minutes", 90, None),
        ("tue 16:00 half an hour huddle", 30, "huddle"),
        ("tue 11-1pm ET", 120, None),
        ("tue 16:00", None, None),
    ],
)
def test_length_and_link(words: str, minutes: int | None, link: str | None) -> None:
    found = wanted(words, TODAY, "UTC")
    assert (found.minutes, found.link) == (minutes, link)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("every other week on tue 16:00", "Add `from 2026-03-03` or `from 2026-03-10`"),
        ("every 3 weeks mon 16:00", "`from 2026-03-02` or `from 2026-03-09` or `from 2026-03-16`"),
        ("tue 16:00 alternating with wed 22:00 UTC", "Which comes first, and when?"),
        ("every tue 16:00 CST", "America/Chicago or Asia/Shanghai"),
        ("every tue 16:00 BST", "Europe/London"),
        ("every tue 16:00 IST", "Asia/Kolkata"),
        ("every third wed 13:00 JST", "monthly third wed"),
        ("every second tuesday 9:00", "every 2 weeks on tuesday from"),
        ("bimonthly first mon 9:00", "twice a month or every 2 months"),
        ("monthly thu 9:00", "Which one of the month?"),
        ("tue", "At what time"),
        ("tue at 9", "Write 9:00, or with am or pm"),
        ("16:00", "On which day"),
        ("", "When does it take place?"),
    ],
)
def test_asked_never_guessed(words: str, asked: str) -> None:
    with pytest.raises(UserError) as refusal:
        wanted(words, TODAY, "UTC")
    assert asked in str(refusal.value)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("every tue 25:00", "“25:00” is no time of day"),
        ("2026-02-31 14:00", "no day of the calendar"),
        ("30 feb 14:00", "no day of the calendar"),
        ("every tue 16:00 Europe/Pariss", "Did you mean Europe/Paris?"),
        ("every tue 16:00 UTC+5:30", "such as Asia/Kolkata"),
        ("every -2 weeks tue 9:00", "I do not understand “-2”"),
        ("tue 17:00-16:00", "is not after the start"),
        ("every tue 16:00 until 2026-02-01", "lies before the start"),
        ("every 12 months 30 9:00 from 2026-02-01", "That never happens"),
        ("every tue 16:00 from 2036-01-01", "five years"),
        ("every 0 weeks on tue 9:00", "1 to 52"),
        ("every tue 16:00 800m", "12 hours"),
        ("monthly 32 9:00", "No month has a day 32"),
        ("every tue 16:00 in the big room downstairs", "big room downstairs"),
        ("tue 9:00 30m and wed 9:00 60m", "two lengths"),
        ("monthly first thu 9:00 alternating with tue 9:00 odd weeks from 2026-03-02", "one rhythm"),
    ],
)
def test_refused_with_a_way_out(words: str, sentence: str) -> None:
    with pytest.raises(UserError) as refusal:
        wanted(words, TODAY, "UTC")
    assert sentence in str(refusal.value)


PIECES = "every tue 16:00 9am UTC PT CST 60m from until 2026-12-01 and alternating with monthly first 31 link , ; odd"


@given(st.lists(st.sampled_from(PIECES.split()) | st.text(max_size=6), max_size=9).map(" ".join))
def test_whatever_is_typed_is_read_or_refused_in_words(text: str) -> None:
    try:
        assert told(wanted(text, TODAY, "UTC").schedule)
    except UserError as refusal:
        assert str(refusal).strip()


@pytest.mark.skipif(not OTEL.exists(), reason="the folder of real data is absent")
def test_the_schedules_that_open_telemetry_wrote() -> None:
    """17 of 20 are read (8 of them are asked from when), one is asked about, two say no time."""
    read, open_question = [], []
    for line in OTEL.read_text("utf-8").splitlines():
        entry = json.loads(line)
        try:
            read.append(said(entry["schedule"]))
        except NoAnchor as question:
            assert question.slots
            read.append(str(question))
        except UserError as refusal:
            open_question.append(str(refusal))
    assert (len(read), len(open_question)) == (17, 3)
