"""Which words of a sentence are a day: at its end, at its beginning, or none of them."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.day_words import day_of
from handlers.due_words import (
    Due,
    due_in,
    impossible_in,
    leading_day,
    no_such_day,
    read_due,
)

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "left", "phrase"),
    [
        ("draft the charter by next fri", "draft the charter", "by next fri"),
        ("draft the charter (due friday).", "draft the charter", "(due friday)."),
        ("draft the charter, due:2026-12-03", "draft the charter", "due:2026-12-03"),
        ("draft the charter – by EOW", "draft the charter", "– by EOW"),
        ("draft the charter EOD Thursday", "draft the charter", "EOD Thursday"),
        ("draft the charter tomorrow", "draft the charter", "tomorrow"),
        ("draft the charter next week", "draft the charter", "next week"),
        ("draft the charter in 2 weeks", "draft the charter", "in 2 weeks"),
        ("draft it no later than the last working day of the month", "draft it", None),
        ("draft the charter by 5pm friday please", "draft the charter", "by 5pm friday please"),
        ("draft the charter after the next meeting", "draft the charter", "after the next meeting"),
        ("raise it at the next call", "raise it", "at the next call"),
        ("this may need work by may", "this may need work", "by may"),
        ("ship it by 2020-01-01", "ship it", "by 2020-01-01"),
        ("review it by Wendesday", "review it", "by Wendesday"),
        ("by friday draft the charter", "draft the charter", "by friday"),
        ("Friday: send it", "send it", "Friday:"),
        ("on Monday, call bo", "call bo", "on Monday,"),
        ("Tomorrow – call bo", "call bo", "Tomorrow –"),
        ("line one\nline two by fri", "line one\nline two", "by fri"),
        ("due friday", "", "due friday"),
    ],
)
def test_a_due_phrase_is_found(text: str, left: str, phrase: str | None) -> None:
    rest, read, found = due_in(text, MONDAY)
    assert read is not None and (rest, found) == (left, phrase or text.removeprefix(left).strip())


@pytest.mark.parametrize(
    "text",
    [
        "review by Monday's team",
        "sun cluster",
        "rebuild the sun",
        "the second design",
        "review the second",
        "march on",
        "may need work",
        "May we ask them",
        "In March we said we would look",
        "wait 3 days",
        "ask june",
        "talk to Jan",
        "count to 10",
        "point 2 by 3",
        "upgrade to 3.12",
        "read 12/3",
        "prepare the agenda for Monday",
        "move the meeting to friday",
        "prepare the next meeting",
        "the best day of the week",
        "the photo of tomorrow",
        "fix what broke last friday",
        "fix what broke on 3 Feb 2020",
        "check every friday",
        "plan the weekend",
        "run `x by friday`",
        "run `x by friday",
        "mail bo@friday.com",
        "review sundae",
        "today page is broken",
        "",
        "by",
    ],
)
def test_innocent_words_stay(text: str) -> None:
    assert due_in(text, MONDAY) == (text, None, "")


def test_a_whole_sentence_is_read_at_its_end() -> None:
    assert read_due("let us say friday", MONDAY) == Due(date(2026, 3, 6))
    assert read_due("make it the 3rd of may", MONDAY) == Due(date(2026, 5, 3))
    assert read_due("March in a year", MONDAY) is None


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("next fri", date(2026, 3, 13)),
        ("Thu 3 Dec", date(2026, 12, 3)),
        ("3.12.", date(2026, 12, 3)),
        ("in 999 years", date(3025, 3, 2)),
        ("3/4", None),
        ("Fri 3 Dec 2026", None),
        ("may", None),
        ("second", None),
        ("2026", None),
        ("2026-12-03 16:00", None),
        ("x" * 40_000, None),
    ],
)
def test_among_other_words_only_a_day_is_a_day(said: str, day: date | None) -> None:
    assert day_of(said, MONDAY) == day


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("until next friday we wait for it", date(2026, 3, 13), "we wait for it"),
        ("next fri, then again", date(2026, 3, 13), "then again"),
        ("3 weeks for the kernel", date(2026, 3, 23), "for the kernel"),
        ("until may: no time", date(2026, 5, 1), "no time"),
        ("may be later", None, "may be later"),
        ("first we need a design", None, "first we need a design"),
        ("yesterday it was said", None, "yesterday it was said"),
        ("", None, ""),
    ],
)
def test_a_day_at_the_beginning(text: str, day: date | None, rest: str) -> None:
    assert leading_day(text, MONDAY) == (day, rest)


@pytest.mark.parametrize(
    ("text", "phrase", "instead"),
    [
        ("draft it by 31 february", "by 31 february", "`by 2027-02-28`"),
        ("draft it (due: Feb 30th).", "(due: Feb 30th).", "`by 2027-02-28`"),
        ("draft it by the 31st of April, please", "by the 31st of April, please", "`by 2026-04-30`"),
        ("draft it by 32 dec 2027", "by 32 dec 2027", "`by 2027-12-31`"),
        ("draft it by 31.06.2026", "by 31.06.2026", "`by 2026-06-30`"),
        ("draft it by 2026-13-01", "by 2026-13-01", "`by 3 Dec`"),
        ("draft it by 2020-02-31", "by 2020-02-31", "`by 3 Dec`"),
    ],
)
def test_a_day_that_there_is_not_is_seen_and_another_offered(text: str, phrase: str, instead: str) -> None:
    assert due_in(text, MONDAY)[1] is None and impossible_in(text) == phrase
    assert instead in str(no_such_day(phrase, MONDAY))


@pytest.mark.parametrize(
    "text",
    [
        "standby 31 feb",
        "run `by 31 feb",
        "upgrade by 31.2",
        "since 31 feb",
        "grow by 31",
        "by 31 feb it broke",
        "",
    ],
)
def test_other_words_name_no_such_day(text: str) -> None:
    assert impossible_in(text) == ""
