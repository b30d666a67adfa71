"""The recurrence engine against a walk over every single day, and against known hard times."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import recurrence as r
from handlers.recurrence import Rule, Schedule, occurrences
from handlers.schedule_told import told

ZONES = ("UTC", "Europe/Paris", "America/Los_Angeles", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Cairo")


def rules() -> st.SearchStrategy[Rule]:
    return st.builds(
        Rule,
        kind=st.sampled_from([r.WEEKLY, r.ODD_WEEKS, r.EVEN_WEEKS, r.MONTHLY_NTH, r.MONTHLY_DAY, r.ONCE]),
        at=st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0)),
        zone=st.sampled_from(ZONES),
        start=st.dates(date(2019, 1, 1), date(2027, 12, 31)),
        every=st.integers(1, 5),
        weekday=st.integers(0, 6),
        nth=st.sampled_from([1, 2, 3, 4, 5, -1]),
        until=st.none() | st.dates(date(2019, 1, 1), date(2029, 1, 1)),
    )


def takes_place(rule: Rule, day: date) -> bool:
    """Said again in the plainest way: does it fall on this day?"""
    if day < rule.start or (rule.until and day > rule.until):
        return False
    if rule.kind == r.ONCE:
        return day == rule.start
    months = (day.year - rule.start.year) * 12 + day.month - rule.start.month
    last = monthrange(day.year, day.month)[1]
    if rule.kind == r.MONTHLY_DAY:
        return months % rule.every == 0 and day.day == (last if rule.nth == -1 else rule.nth)
    if day.weekday() != rule.weekday:
        return False
    if rule.kind == r.MONTHLY_NTH:
        of_month = day.day > last - 7 if rule.nth == -1 else (day.day - 1) // 7 + 1 == rule.nth
        return months % rule.every == 0 and of_month
    if rule.kind == r.WEEKLY:
        return (day - rule.start).days // 7 % rule.every == 0
    return day.isocalendar().week % 2 == (rule.kind == r.ODD_WEEKS)


def walked(schedule: Schedule, after: datetime, until: datetime) -> list[datetime]:
    found = set()
    for rule in schedule.rules:
        day = after.date() - timedelta(days=3)
        while day <= until.date() + timedelta(days=3):
            if takes_place(rule, day):
                # Before a gap's offset, both directions through UTC: exactly what "moves forward" means.
                found.add(datetime.combine(day, rule.at, ZoneInfo(rule.zone)).astimezone(UTC))
            day += timedelta(days=1)
    return sorted(at for at in found if after <= at < until)


@given(st.lists(rules(), min_size=1, max_size=3), st.dates(date(2019, 1, 1), date(2028, 1, 1)))
def test_the_engine_agrees_with_a_walk_over_every_day(given_rules: list[Rule], since: date) -> None:
    schedule = Schedule(tuple(given_rules))
    after = datetime.combine(since, time(7, 13), UTC)
    until = after + timedelta(days=500)
    assert list(occurrences(schedule, after, until=until)) == walked(schedule, after, until)


@given(st.lists(rules(), min_size=1, max_size=3), st.booleans())
def test_what_is_stored_comes_back(given_rules: list[Rule], in_turns: bool) -> None:
    schedule = Schedule(tuple(given_rules), in_turns)
    assert r.from_json(r.to_json(schedule)) == schedule
    assert told(schedule)


def weekly(**known: object) -> Rule:
    values = {
        "kind": r.WEEKLY,
        "at": time(16),
        "zone": "Europe/Paris",
        "start": date(2026, 3, 3),
        "weekday": 1,
    }
    return Rule(**{**values, **known})  # type: ignore[arg-type]


def first(rule: Rule | Schedule, count: int, after: datetime | None = None) -> list[str]:
    schedule = rule if isinstance(rule, Schedule) else Schedule((rule,))
    found = occurrences(schedule, after or datetime(2005, 1, 1, tzinfo=UTC), count=count)
    return [f"{at:%Y-%m-%d %H:%M}" for at in found]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param(
            weekly(start=date(2026, 3, 24)),
            ["2026-03-24 15:00", "2026-03-31 14:00"],
            id="keeps its wall time",
        ),
        pytest.param(
            weekly(zone="America/New_York", start=date(2026, 3, 3), at=time(12)),
            ["2026-03-03 17:00", "2026-03-10 16:00"],
            id="America changes weeks before Europe",
        ),
        pytest.param(
            weekly(weekday=6, at=time(2, 30), start=date(2026, 3, 22)),
            ["2026-03-22 01:30", "2026-03-29 01:30"],
            id="02:30 does not exist on 29 March, so it is 03:30",
        ),
        pytest.param(
            weekly(weekday=6, at=time(2, 30), start=date(2026, 10, 25)),
            ["2026-10-25 00:30", "2026-11-01 01:30"],
            id="02:30 happens twice on 25 October: the first",
        ),
        pytest.param(
            weekly(zone="Pacific/Apia", weekday=4, at=time(9), start=date(2011, 12, 23)),
            ["2011-12-23 19:00", "2011-12-30 19:00", "2012-01-05 19:00"],
            id="Samoa left out a day",
        ),
        pytest.param(
            weekly(zone="UTC", every=2, start=date(2020, 12, 22)),
            ["2020-12-22 16:00", "2021-01-05 16:00", "2021-01-19 16:00"],
            id="every two weeks counts over a week 53",
        ),
        pytest.param(
            weekly(zone="UTC", kind=r.ODD_WEEKS, start=date(2020, 12, 22)),
            ["2020-12-29 16:00", "2021-01-05 16:00", "2021-01-19 16:00"],
            id="odd weeks: 53 and 1 are both odd",
        ),
        pytest.param(
            weekly(zone="UTC", kind=r.MONTHLY_DAY, nth=31, start=date(2026, 1, 1)),
            ["2026-01-31 16:00", "2026-03-31 16:00", "2026-05-31 16:00"],
            id="short months are skipped",
        ),
        pytest.param(
            weekly(zone="UTC", kind=r.MONTHLY_DAY, nth=29, every=12, start=date(2097, 2, 1)),
            ["2104-02-29 16:00", "2108-02-29 16:00"],
            id="2100 is no leap year",
        ),
        pytest.param(
            weekly(zone="UTC", kind=r.MONTHLY_DAY, nth=30, every=12, start=date(2026, 2, 1)), [], id="never"
        ),
        pytest.param(
            weekly(zone="UTC", kind=r.MONTHLY_NTH, nth=5, start=date(2026, 1, 1)),
            ["2026-03-31 16:00", "2026-06-30 16:00"],
            id="months without a fifth Tuesday are skipped",
        ),
    ],
)
def test_hard_times(rule: Rule, expected: list[str]) -> None:
    assert first(rule, len(expected) or 1) == expected


def test_rules_that_take_turns() -> None:
    americas = weekly(zone="UTC", start=date(2026, 3, 4), weekday=3)
    asia = weekly(zone="UTC", start=date(2026, 3, 4), weekday=1, at=time(8))
    turns = r.taking_turns((americas, asia))
    assert first(turns, 4) == ["2026-03-05 16:00", "2026-03-10 08:00", "2026-03-19 16:00", "2026-03-24 08:00"]
    assert told(turns).startswith("In turns: every 2 weeks on Thursday at 16:00 (UTC)")


def test_cancelled_and_moved_ones() -> None:
    schedule = Schedule((weekly(zone="UTC"),))
    third, tenth = (datetime(2026, 3, day, 16, tzinfo=UTC) for day in (3, 10))
    changes = {third: None, tenth: datetime(2026, 3, 12, 9, tzinfo=UTC)}
    found = list(occurrences(schedule, third, count=2, changes=changes))
    assert [f"{at:%d %H}" for at in found] == ["12 09", "17 16"]


def test_a_moved_one_counts_only_while_the_rule_still_has_it() -> None:
    was = datetime(2026, 3, 4, 16, tzinfo=UTC)
    changes = {was: was + timedelta(hours=1)}
    assert first(Schedule((weekly(zone="UTC"),)), 1) == ["2026-03-03 16:00"]
    found = list(occurrences(Schedule((weekly(zone="UTC"),)), was, count=1, changes=changes))
    assert found == [datetime(2026, 3, 10, 16, tzinfo=UTC)]


def test_long_ago_costs_nothing() -> None:
    """A rule from 1990 is asked for 2060 without walking there."""
    late = datetime(2060, 1, 1, tzinfo=UTC)
    assert first(weekly(zone="UTC", every=2, start=date(1990, 1, 2)), 1, late) == ["2060-01-13 16:00"]
