"""Due dates in words: what is read, what is asked, and what cannot be a coming day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from handlers.contract import UserError
from handlers.due_words import (
    AfterMeeting,
    Due,
    Unsure,
    coming_day,
    due_in,
    must_lie_ahead,
    read_due,
)

MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def told(read: Due | Unsure | AfterMeeting | None) -> str:
    if isinstance(read, Due):
        return f"{read.day}" + (f" {read.at:%H:%M}" if read.at else "")
    return " or ".join(map(str, read.choices)) if isinstance(read, Unsure) else type(read).__name__


@pytest.mark.parametrize(
    ("day", "phrases"),
    [
        ("2026-03-02", "today; tonight; by EOD; COB; end of day; this afternoon; later today; this monday"),
        ("2026-03-03", "tomorrow; tmrw; tommorow; Tomorrow!; first thing tomorrow; end of the day tomorrow"),
        ("2026-03-03", "tuseday; tues; tue.; in the morning; within a day; next business day; 1d"),
        ("2026-03-04", "day after tomorrow; the day after tomorrow; in a couple of days; midweek; wendesday"),
        ("2026-03-05", "EOD Thursday; thu; thurs; thrusday; this thu; 3d; Thursday morning; in a few days"),
        ("2026-03-05", "in 3 business days; 3 working days from now; thu eod; close of business thursday"),
        (
            "2026-03-06",
            "Friday; by fri.; (friday); “friday”; firday; EOW; end of week; by the end of the week",
        ),
        ("2026-03-06", "no later than friday; friday at the latest; on or before fri, please; this week"),
        ("2026-03-07", "the weekend; this weekend; sat"),
        (
            "2026-03-09",
            "monday; next monday; next week; 7 days; in a week; a week from today; sometime next week",
        ),
        (
            "2026-03-09",
            "the week of march 9; week 11; 2026-W11; early next week; monday first thing; today week",
        ),
        (
            "2026-03-10",
            "next tuesday; a week tomorrow; next week tuesday; tuesday of next week; tue next week",
        ),
        ("2026-03-11", "next week Wednesday; wed of next week; mid next week"),
        (
            "2026-03-12",
            "a week from Thursday; thursday week; the 12th; thu 12/3; ten days from now; thursday the 12th",
        ),
        (
            "2026-03-13",
            "two Fridays from now; in 2 fridays; end of next week; in 1.5 weeks; the friday after the 9th",
        ),
        ("2026-03-15", "mid March; mid-month; the middle of the month; 15th; by the 15th"),
        (
            "2026-03-16",
            "in 2 weeks; 2w; in a fortnight; fortnight; two weeks' time; in a couple of weeks; monday week",
        ),
        ("2026-03-16", "the week after next; in the next two weeks; a fortnight from today; 14 days hence"),
        ("2026-03-20", "friday in two weeks; in two weeks on friday; two weeks on friday"),
        ("2026-03-27", "last Friday of the month; the last fri of march"),
        (
            "2026-03-31",
            "end of month; by the end of the month; EOM; eom march; month end; end of Q1; EOQ; this month; in March",
        ),
        (
            "2026-03-31",
            "last day of march; the last working day of the month; end of this quarter; late march",
        ),
        (
            "2026-04-01",
            "beginning of next month; next month; April; by april; first of april; Q2; the 1st; next quarter",
        ),
        ("2026-04-14", "2nd tuesday of april; the second Tuesday in April"),
        ("2026-04-20", "20th of next month; next month 20th; apr 20; 20 Apr; the twentieth of april"),
        ("2026-04-30", "end of next month; late april; end april; april 30th"),
        ("2026-05-29", "the last working day of may; last friday of may"),
        ("2026-07-01", "Q3; third quarter; start of q3; H2; second half of 2026; july"),
        ("2026-09-02", "in half a year; in 6 months; 6mo"),
        ("2026-03-08", "a week from yesterday"),
        ("2026-03-15", "a week from sunday; week from sunday"),
        ("2026-03-06", "week's end; end of the working week; fri pm; fri 6"),
        ("2026-04-02", "after 1 month; in a month; a month from today"),
        ("2026-05-25", "memorial day; 25-May-26; last week of may"),
        ("2026-09-30", "end of Q3; by Q3 end; end of the third quarter"),
        (
            "2026-12-03",
            "Dec 3; 3 Dec; 3rd of December; the 3rd of december; 2026-12-03; December 3rd, 2026; 3.12.",
        ),
        (
            "2026-12-03",
            "Thu 3 Dec 2026; 03.12.26; 2026/12/03; dec. 3; Decmber 3; 3-Dec-2026; 3 Dec '26; the third of dec",
        ),
        ("2026-12-23", "2 days before christmas; two days before xmas"),
        ("2026-12-25", "xmas; Christmas; before christmas; 25/12; 12/25/2026; 25 December"),
        ("2026-12-31", "end of year; EOY; year-end; new year's eve; this year; end of 2026"),
        ("2027-01-01", "new year; by the new year; next year; 2027; in 2027; Q1 2027; jan '27"),
        ("2027-03-01", "1 March"),
        ("2027-06-01", "june next year; June 2027"),
        ("2027-07-01", "mid-2027; the middle of 2027"),
        ("2028-02-29", "29 feb"),
        ("2026-04-05", "easter; easter sunday"),
        ("2026-04-06", "the Monday after Easter; easter monday; the day after easter; first week of april"),
        ("2026-11-26", "thanksgiving"),
        ("2027-05-02", "in 1 year 2 months; a year and 2 months from now"),
        ("2026-02-27", "3 days ago; last friday"),
        ("2026-03-01", "yesterday"),
        ("9999-12-31", "9999-12-31"),
        ("9999-01-01", "year 9999"),
        (
            "2026-03-06 17:00",
            "fri 17:00; friday 5pm; friday at 5; 5 p.m. on Friday; fri @ 17h; friday afternoon at 5",
        ),
        ("2026-03-03 09:00", "9 tomorrow morning; tomorrow 9:00; 9am tomorrow; tomorrow at 9 o'clock"),
        ("2026-12-03 17:00", "2026-12-03 17:00; 2026-12-03T17:00; Dec 3 at 5pm; 17:00 3 Dec"),
        ("2026-03-02 12:00", "noon; by noon; 12:00; today at noon"),
        ("2026-03-03", "tomorrow 15:00 CET; tomorrow midnight"),
        ("2026-03-13 or 2026-03-06", "next Fri; by next friday; Next FRIDAY!; next frday"),
        ("2026-03-13 or 2026-03-20", "friday after next"),
        ("2026-03-14 or 2026-03-07", "next weekend"),
        ("2026-03-15 or 2026-03-08", "2 days after next Friday"),
        ("2026-03-12 or 2026-12-03", "12/3; 12/3/2026; 3/12; 12-3"),
        ("2026-03-02 or 2026-03-03", "midnight; in an hour"),
        ("2026-06-01 or 2027-06-01", "next june"),
        ("2026-12-03 or 2026-12-04", "Fri 3 Dec 2026; 3 Dec fri"),
        ("2026-05-02 or 2026-05-01", "the upcoming two months"),
        (
            "AfterMeeting",
            "after the next meeting; by the next meeting; before our next call; at the next sync",
        ),
        ("AfterMeeting", "next meeting; by the next board meeting; next time"),
        (
            "NoneType",
            "; x; 5; by 5; asap; soon; whenever; every friday; fri or sat; monday's; mondays; we; 1.2.3.4",
        ),
        (
            "NoneType",
            "31 feb; 2026-02-30; 2026-13-01; 13/13/2026; 32nd; this morning at 12; by `friday`; in 0; null",
        ),
        (
            "NoneType",
            "the ides; march on; between monday and friday; 25:00; in 99999 years; sundaes; every other friday",
        ),
    ],
)
def test_what_people_type(day: str, phrases: str) -> None:
    assert {phrase: told(read_due(phrase, MONDAY)) for phrase in phrases.split("; ")} == {
        phrase: day for phrase in phrases.split("; ")
    }
    if day != "NoneType":
        assert all(due_in(f"draft it by {phrase}", MONDAY)[1] for phrase in phrases.split("; "))


def test_what_hangs_on_the_hour_and_the_habit() -> None:
    assert read_due("9:00", MONDAY, now_at=time(8)) == Due(MONDAY, time(9))
    assert read_due("9:00", MONDAY, now_at=time(9)) == Due(date(2026, 3, 3), time(9))
    assert read_due("in 15 hours", MONDAY, now_at=time(8)) == Due(MONDAY)
    assert read_due("in 15 hours", MONDAY, now_at=time(18)) == Due(date(2026, 3, 3))
    assert read_due("12/3", MONDAY, day_first=True) == Due(date(2026, 3, 12))
    assert read_due("12/3", MONDAY, day_first=False) == Due(date(2026, 12, 3))


@pytest.mark.parametrize(
    ("said", "present", "day"),
    [
        ("friday", "2026-03-06", "2026-03-13"),  # said on it
        ("this friday", "2026-03-06", "2026-03-06"),
        ("next friday", "2026-03-05", "2026-03-13"),  # nobody says it of tomorrow
        ("next friday", "2026-03-07", "2026-03-13"),
        ("weekend", "2026-03-07", "2026-03-07"),
        ("EOW", "2026-03-06", "2026-03-06"),
        ("EOW", "2026-03-07", "2026-03-13"),
        ("this week", "2026-03-08", "2026-03-13"),
        ("EOM", "2026-03-31", "2026-03-31"),
        ("the 31st", "2026-04-01", "2026-05-31"),
        ("dec 3", "2026-12-03", "2026-12-03"),
        ("dec 3", "2026-12-04", "2027-12-03"),
        ("mid march", "2026-03-16", "2027-03-15"),
        ("in 1 month", "2026-01-31", "2026-02-28"),
        ("xmas", "2026-12-26", "2027-12-25"),
        ("first monday of the month", "2026-03-03", "2026-04-06"),
        ("Q1", "2026-04-01", "2027-01-01"),
        ("week 1", "2026-12-01", "2027-01-04"),
    ],
)
def test_days_near_the_edge(said: str, present: str, day: str) -> None:
    assert told(read_due(said, date.fromisoformat(present))) == day


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("whenever", "I cannot read “whenever” as a day"),
        ("after the next meeting", "I cannot read “after the next meeting” as a day"),
        ("3/4", "“3/4” could be Wed 4 Mar 2026 or Fri 3 Apr 2026. Say 2026-03-04"),
        ("yesterday", "“yesterday” is Sun 1 Mar 2026, which is over"),
        ("2026-03-01", "is Sun 1 Mar 2026, which is over"),
        ("in 99 years", "more than five years away"),
        ("9999-12-31", "more than five years away"),
        ("<!channel>", "“&lt;!channel&gt;”"),
    ],
)
def test_what_cannot_be_a_coming_day_is_said(said: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        coming_day(said, NOW, "UTC", "away")
    assert sentence in str(refused.value) and refused.value.field == "away"


def test_a_coming_day_is_the_readers_own() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert coming_day("tomorrow", late, "Asia/Tokyo") == date(2026, 3, 4)
    assert coming_day("next fri", NOW, "UTC") == date(2026, 3, 13)
    must_lie_ahead(MONDAY, MONDAY, "today")
