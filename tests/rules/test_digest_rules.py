"""When a digest is due, and what a lead sees first: tables of cases; once a week at the wall clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.digests import ranking, rules
from handlers.digests.ranking import Shared
from handlers.digests.rules import WORKDAYS, Hour
from storage.digests import GroupDigest
from storage.leading import Waiting
from storage.people import Person

PARIS, YORK, TOKYO = "Europe/Paris", "America/New_York", "Asia/Tokyo"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def person(**wishes: object) -> Person:
    known = dict.fromkeys(Person.__slots__) | {"zone": PARIS, "digest_off": False} | wishes
    return Person(**known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("zone", "since", "now", "due"),
    [
        (PARIS, "2026-03-03T12:00Z", "2026-03-09T07:59Z", False),
        (PARIS, "2026-03-03T12:00Z", "2026-03-09T08:00Z", True),
        (PARIS, "2026-03-09T08:00Z", "2026-03-15T22:00Z", False),
        (PARIS, "2026-03-03T12:00Z", "2026-03-13T12:00Z", True),  # late
        (PARIS, "2025-03-03T12:00Z", "2026-03-13T12:00Z", True),  # very late
        (PARIS, "2026-03-09T08:01Z", "2026-03-13T12:00Z", False),  # named chair just after it
        (PARIS, "2026-03-23T08:00Z", "2026-03-30T06:59Z", False),  # the clocks have changed
        (PARIS, "2026-03-23T08:00Z", "2026-03-30T07:00Z", True),
        (YORK, "2026-03-02T14:00Z", "2026-03-09T12:59Z", False),
        (YORK, "2026-03-02T14:00Z", "2026-03-09T13:00Z", True),
        (TOKYO, "2026-03-02T00:00Z", "2026-03-09T00:00Z", True),  # Sunday evening elsewhere
    ],
)
def test_monday_at_nine(zone: str, since: str, now: str, due: bool) -> None:
    assert rules.is_due(Hour(), zone, at(now), at(since)) == due


@pytest.mark.parametrize(
    ("hour", "now", "following"),
    [
        (Hour(), "2026-03-09T08:00Z", "2026-03-16T08:00Z"),
        (Hour(), "2026-03-09T07:59Z", "2026-03-09T08:00Z"),
        (Hour((6,), time(2, 30)), "2026-03-25T12:00Z", "2026-03-29T01:30Z"),  # 02:30 does not exist that day
        (Hour((6,), time(2, 30)), "2026-10-20T12:00Z", "2026-10-25T00:30Z"),  # and there it comes twice
        (Hour(WORKDAYS), "2026-03-13T08:00Z", "2026-03-16T08:00Z"),
        (Hour(WORKDAYS), "2026-03-12T08:00Z", "2026-03-13T08:00Z"),
    ],
)
def test_the_next_one(hour: Hour, now: str, following: str) -> None:
    assert rules.following(hour, PARIS, at(now)) == at(following)


@pytest.mark.parametrize(
    ("now", "zone", "week"),
    [
        ("2026-12-31T12:00Z", PARIS, "2026-W53"),
        ("2027-01-03T22:30Z", PARIS, "2026-W53"),
        ("2027-01-03T23:30Z", PARIS, "2027-W01"),
        ("2027-01-03T23:30Z", YORK, "2026-W53"),
        ("2025-12-29T12:00Z", PARIS, "2026-W01"),
    ],
)
def test_the_iso_week_is_that_of_their_own_calendar(now: str, zone: str, week: str) -> None:
    assert rules.week(at(now), zone) == week


FRIDAY = GroupDigest(1, 4, time(16))


@pytest.mark.parametrize(
    ("who", "groups", "hour"),
    [
        (person(), [GroupDigest(1)], Hour()),
        (person(), [FRIDAY], Hour((4,), time(16))),
        (person(), [FRIDAY, GroupDigest(2)], Hour()),
        (person(), [GroupDigest(1, off=True), FRIDAY], Hour((4,), time(16))),
        (person(digest_day=2), [FRIDAY], Hour((2,))),
        (person(digest_day=2, digest_at=time(7)), [GroupDigest(1, off=True)], Hour((2,), time(7))),
        (person(digest_off=True), [FRIDAY], None),
    ],
)
def test_a_person_s_wish_goes_before_the_group_s(
    who: Person, groups: list[GroupDigest], hour: Hour | None
) -> None:
    assert rules.of_chair(who, groups) == hour


ZONES = st.sampled_from(
    [PARIS, YORK, TOKYO, "UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"]
)
HOURS = st.builds(Hour, st.tuples(st.integers(0, 6)), st.times(timezones=st.none()))
NOW = st.integers(0, 5 * 366 * 24 * 60).map(lambda n: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=n))


@given(HOURS, ZONES, NOW)
def test_it_falls_due_once_a_week_at_the_wall_clock(hour: Hour, zone: str, now: datetime) -> None:
    after = rules.following(hour, zone, now)
    assert now < after <= now + timedelta(days=7, hours=2)
    assert not rules.is_due(hour, zone, after - timedelta(microseconds=1), now)
    assert rules.is_due(hour, zone, after, now)
    assert rules.following(hour, zone, after) - after >= timedelta(days=6, hours=22)


def item(number: int, **known: object) -> Waiting:
    row = Waiting(number, 1, "routed", "It hurts", None, NINE_WEEKS, 0)
    return replace(row, **known)  # type: ignore[arg-type]


MARCH = at("2026-03-09T09:00Z")
NINE_WEEKS = MARCH - timedelta(weeks=9)
FRESH = MARCH - timedelta(hours=1)


@pytest.mark.parametrize(
    ("first", "then", "employers"),
    [
        (item(2, endorsements=3), item(1, endorsements=2), {}),
        (item(2, severity="blocking"), item(1, endorsements=4), {}),
        (item(2, severity="major"), item(1, severity="minor"), {}),
        (item(2), item(1, created_at=FRESH), {}),
        (item(2), item(1, endorsements=3), {2: 2}),
        (item(1), item(2), {1: 1, 2: 1}),
    ],
)
def test_what_a_lead_sees_first(first: Waiting, then: Waiting, employers: dict[int, int]) -> None:
    assert ranking.ranked([then, first], employers, MARCH) == [first, then]


@pytest.mark.parametrize(
    ("of", "since", "sort"),
    [
        (item(1), None, ranking.NEW),
        (item(1, created_at=FRESH), FRESH - timedelta(days=1), ranking.NEW),
        (item(1), FRESH, ranking.FIRST_WORD),
        (item(1, state="reopened"), FRESH, ranking.FIRST_WORD),
        (item(1, state="acknowledged"), None, ranking.DECISION),
    ],
)
def test_what_it_waits_for(of: Waiting, since: datetime | None, sort: str) -> None:
    assert ranking.sort_of(of, since) == sort


@pytest.mark.parametrize(
    ("state", "taker", "lea_sees"),
    [
        ("routed", None, True),
        ("acknowledged", "LEA", True),
        ("acknowledged", "OLGA", False),
        ("acknowledged", "CARL", True),  # a chair takes it from no lead
        ("reopened", "OLGA", True),
    ],
)
def test_who_took_it(state: str, taker: str | None, lea_sees: bool) -> None:
    shared = Shared({1: {"LEA", "OLGA"}}, {1: taker} if taker else {})
    assert shared.is_theirs(item(1, state=state), "LEA") == lea_sees
