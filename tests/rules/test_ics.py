"""The calendar says the same instants as the bot, as an independent expander reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import recurring_ical_events
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from handlers import ics
from handlers import recurrence as r
from handlers.ics import Told
from handlers.recurrence import Rule, Schedule, occurrences
from handlers.series import happening
from storage.meetings import CANCELLED, PLANNED, Meeting
from storage.rhythms import Series, Version

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
UNTIL = NOW + timedelta(days=730)
ZONES = ("UTC", "Europe/Paris", "America/Los_Angeles", "Asia/Tokyo", "Australia/Sydney", "Africa/Cairo")
SERIES = Series(1, "T1", 1, "weekly", "Weekly", 2, None, NOW, None)

HOURS = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
RULES = st.builds(
    Rule,
    kind=st.sampled_from([r.WEEKLY, r.ODD_WEEKS, r.EVEN_WEEKS, r.MONTHLY_NTH, r.MONTHLY_DAY, r.ONCE]),
    at=HOURS | st.sampled_from([time(1, 30), time(2, 30), time(0, 0), time(0, 30)]),
    zone=st.sampled_from(ZONES),
    start=st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    every=st.integers(1, 4),
    weekday=st.integers(0, 6),
    nth=st.sampled_from([1, 2, 3, 4, 5, -1]),
    until=st.none() | st.dates(date(2026, 6, 1), date(2029, 1, 1)),
)
SCHEDULES = st.lists(RULES, min_size=1, max_size=2).map(lambda rules: Schedule(tuple(rules)))


def version(number: int, schedule: Schedule, since: datetime, until: datetime | None = None) -> Version:
    return Version(number, 1, since, until, r.to_json(schedule), 45, "https://call.example")


def changed(number: int, at: datetime, to: datetime | None) -> Meeting:
    starts_at = to or at
    state = PLANNED if to else CANCELLED
    ends_at = starts_at + timedelta(minutes=45)
    times = (at, starts_at, ends_at, None, "holiday", 1, None, None, None, None)
    return Meeting(number, "T1", number, 1, 1, "Weekly", state, None, *times)


def read_back(versions: list[Version], meetings: list[Meeting]) -> list[datetime]:
    feed = Calendar.from_ical(ics.calendar("Feed", [Told(SERIES, "Group", versions, meetings)], NOW))
    # The expander looks at wall times: a day more on each side, then exactly.
    day = timedelta(days=2)
    found = recurring_ical_events.of(feed).between(NOW - day, UNTIL + day)
    at = [e["dtstart"].dt.astimezone(UTC) for e in found if e.get("status") != "CANCELLED"]
    return sorted(x for x in at if NOW <= x < UNTIL)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(SCHEDULES, st.data())
def test_an_independent_reader_gets_the_same_instants_for_two_years(
    schedule: Schedule, data: st.DataObject
) -> None:
    planned = list(occurrences(schedule, NOW, until=UNTIL))
    picked = data.draw(st.lists(st.sampled_from(planned), max_size=3, unique=True)) if planned else []
    changes = {at: data.draw(st.sampled_from([None, at + timedelta(hours=3, minutes=7)])) for at in picked}
    meetings = [changed(n, at, to) for n, (at, to) in enumerate(changes.items(), 1)]
    expected = list(occurrences(schedule, NOW, until=UNTIL, changes=changes))
    assert read_back([version(1, schedule, NOW)], meetings) == expected


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(SCHEDULES, SCHEDULES, st.integers(1, 600))
def test_a_change_of_the_series_leaves_the_past_alone(before: Schedule, after: Schedule, days: int) -> None:
    turn = NOW + timedelta(days=days, minutes=13)
    versions = [version(1, before, NOW, turn), version(2, after, turn)]
    expected = [at for at, _ in happening(versions, NOW, UNTIL)]
    assert read_back(versions, []) == expected


def text_of(schedule: Schedule, meetings: list[Meeting] | None = None) -> str:
    told = Told(SERIES, "Group", [version(1, schedule, NOW)], meetings or [])
    return ics.calendar("Feed", [told], NOW).decode().replace("\r\n ", "")


def tuesdays(**known: object) -> Rule:
    values = {
        "kind": r.WEEKLY,
        "at": time(16),
        "zone": "Europe/Paris",
        "start": date(2026, 3, 3),
        "weekday": 1,
    }
    return Rule(**{**values, **known})  # type: ignore[arg-type]


def test_how_it_is_written() -> None:
    at = datetime(2026, 3, 10, 15, tzinfo=UTC)
    text = text_of(
        Schedule((tuesdays(every=2),)),
        [changed(4, at + timedelta(days=7), at), changed(5, at - timedelta(days=7), None)],
    )
    for line in (
        "TZID:Europe/Paris",
        "UID:weekly-1@convener",
        "SEQUENCE:2",
        "DTSTART;TZID=Europe/Paris:20260303T160000",
        "RRULE:FREQ=WEEKLY;INTERVAL=2",
        "RECURRENCE-ID;TZID=Europe/Paris:20260317T160000",
        "RECURRENCE-ID;TZID=Europe/Paris:20260303T160000",
        "STATUS:CANCELLED",
        "URL:https://call.example",
    ):
        assert line in text, line


def test_odd_weeks_are_listed_since_no_rule_says_them() -> None:
    text = text_of(Schedule((tuesdays(kind=r.ODD_WEEKS),)))
    assert "RDATE" in text and "RRULE:FREQ" not in text.partition("BEGIN:VEVENT")[2]


def test_what_was_cancelled_long_ago_is_only_left_out() -> None:
    was = datetime(2025, 3, 4, 15, tzinfo=UTC)
    schedule = Schedule((tuesdays(start=date(2025, 3, 4)),))
    told = Told(SERIES, "Group", [version(1, schedule, was)], [changed(1, was, None)])
    text = ics.calendar("Feed", [told], NOW).decode()
    assert "EXDATE;TZID=Europe/Paris:20250304T160000" in text
    assert "STATUS:CANCELLED" not in text


def test_the_bytes_are_the_same_all_month() -> None:
    schedule = Schedule((tuesdays(kind=r.EVEN_WEEKS),))
    told = [Told(SERIES, "Group", [version(1, schedule, NOW)], [])]
    assert ics.calendar("F", told, NOW) == ics.calendar("F", told, NOW + timedelta(days=20))
    assert ZoneInfo("Europe/Paris").key in ics.calendar("F", told, NOW).decode()
