"""When an owner hears of an action item, and what a command says of one: tables and properties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handlers.actions import rules, said
from handlers.contract import UserError
from handlers.naming import Names
from storage.actions import Action

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)  # a Monday
ZONES = ("UTC", "Asia/Tokyo", "America/Los_Angeles", "Europe/Paris", "Pacific/Apia", "America/Sao_Paulo")
NAMES = Names({"U1": "Ana Operator", "U2": "Bo Builder", "U3": "Ana Lead"})
WHOLE_LIFE = {
    "start": {"open", "blocked"},
    "block": {"open", "in progress", "blocked"},
    "done": {"open", "in progress", "blocked"},
    "drop": {"open", "in progress", "blocked"},
    "reopen": {"done", "dropped"},
    "take": {"open", "in progress", "blocked"},
    "hand over": {"open", "in progress", "blocked"},
    "date": {"open", "in progress", "blocked"},
    "snooze": {"open", "in progress", "blocked"},
    "split": {"open", "in progress", "blocked"},
}


def action(due: date, **known: object) -> Action:
    return replace(Action("T", 1, 1, "do it", "open", due, NOW), **known)


def mornings(due: date, zone: str, now: datetime, count: int) -> list[str]:
    found = []
    for _ in range(count):
        now = rules.next_reminder(action(due), zone, now) or now
        found.append(f"{now.astimezone(ZoneInfo(zone)):%a %d %b %H:%M}")
    return found


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 3, 5), ["Wed 04 Mar 09:00", "Thu 05 Mar 09:00", "Thu 12 Mar 09:00", "Thu 19 Mar 09:00"]),
        (date(2026, 3, 9), ["Fri 06 Mar 09:00", "Mon 09 Mar 09:00", "Mon 16 Mar 09:00", "Mon 23 Mar 09:00"]),
        (date(2026, 3, 7), ["Fri 06 Mar 09:00", "Mon 16 Mar 09:00", "Mon 23 Mar 09:00", "Mon 30 Mar 09:00"]),
        (date(2026, 3, 2), ["Mon 09 Mar 09:00", "Mon 16 Mar 09:00", "Mon 23 Mar 09:00", "Mon 30 Mar 09:00"]),
        (date(2025, 3, 4), ["Tue 03 Mar 09:00", "Tue 10 Mar 09:00", "Tue 17 Mar 09:00", "Tue 24 Mar 09:00"]),
    ],
)
def test_the_day_before_on_the_day_then_weekly(due: date, expected: list[str]) -> None:
    assert mornings(due, "Europe/Paris", NOW, 4) == expected


@given(
    some.dates(date(2020, 1, 1), date(2030, 1, 1)),
    some.integers(-3_000_000, 2_000_000).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    some.sampled_from(ZONES),
)
def test_always_ahead_in_a_morning_of_a_workday_and_no_more_than_two_weeks_off(
    due: date, now: datetime, zone: str
) -> None:
    at = rules.next_reminder(action(due), zone, now)
    assert at is not None and at > now
    local = at.astimezone(ZoneInfo(zone))
    assert local.weekday() < 5 and local.time() >= time(9)
    if now.date() > due:
        assert at - now < timedelta(days=15)


def test_what_is_closed_is_not_reminded_of() -> None:
    for state in ("done", "dropped"):
        assert rules.next_reminder(action(date(2026, 3, 5), state=state), "UTC", NOW) is None


def test_what_is_snoozed_waits_for_its_day() -> None:
    later = action(date(2026, 3, 3), snoozed_until=date(2026, 3, 14))
    at = rules.next_reminder(later, "UTC", NOW)
    assert at == datetime(2026, 3, 16, 9, tzinfo=UTC), "a Saturday's on Monday"
    assert rules.next_reminder(later, "UTC", at) == datetime(2026, 3, 17, 9, tzinfo=UTC), "then as ever"


@pytest.mark.parametrize("deed", rules.DEEDS)
def test_which_state_follows(deed: str) -> None:
    for state in ("open", "in progress", "blocked", "done", "dropped"):
        item = action(date(2026, 3, 5), state=state)
        if state in WHOLE_LIFE[deed]:
            assert rules.next_state(item, deed) == (rules.DEEDS[deed][1] or state)
        else:
            with pytest.raises(UserError, match=rf"A-1 is {state}"):
                rules.next_state(item, deed)


def read(raw: str) -> said.Said:
    def today(owners: Sequence[str]) -> date:
        return date(2026, 3, 2)

    return said.read(raw, NAMES, "U9", today)


@pytest.mark.parametrize(
    ("raw", "text", "owners"),
    [
        ("<@U1|ana> and <@U2>: draft it", "draft it", ("U1", "U2")),
        ("<@U1>, <@U2> draft it", "draft it", ("U1", "U2")),
        ("draft it <@U1> &amp; <@U2>", "draft it", ("U1", "U2")),
        ("draft it (<@U1>)", "draft it", ("U1",)),
        ("Bo to draft it", "draft it", ("U2",)),
        ("bo builder will draft it", "draft it", ("U2",)),
        ("me: draft it", "draft it", ("U9",)),
        ("Bo, me - draft it", "draft it", ("U2", "U9")),
        ("tell <@U1> about it", "tell @Ana Operator about it", ()),
        ("draft: the charter", "draft: the charter", ()),
        ("the team to draft it", "the team to draft it", ()),
        ("`<@U1>` draft it", "`@Ana Operator` draft it", ()),
    ],
)
def test_who_is_named(raw: str, text: str, owners: tuple[str, ...]) -> None:
    found = read(raw)
    assert (found.text, found.owners, found.unsure) == (text, owners, ())


def test_what_is_not_certain_is_asked_and_kept() -> None:
    assert read("Ana to draft it").unsure == (("Ana", ("U1", "U3")),)
    assert read("Ana and Bo: draft it").owners == ("U2",)
    zed = read("Zed will draft it by tomorrow")
    assert (zed.text, zed.unsure) == ("Zed will draft it", (("Zed", ()),))


@given(some.text(max_size=200))
def test_any_text_is_read_and_nothing_is_lost(raw: str) -> None:
    found = read(raw)
    if not found.owners and not found.phrase:
        assert found.text == NAMES.spoken(raw.strip()).strip(" ,;")
