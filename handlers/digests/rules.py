"""When a digest is due: a pure question of wishes, zone and now; each ISO week of a person's own has one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from dateutil import tz

from handlers.calendar import WEEKDAYS
from handlers.quiet import zone_of
from storage.digests import AT_ONCE, DAILY, OFF, GroupDigest
from storage.people import Person

MONDAY, NINE = 0, time(9)
WORKDAYS = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Hour:
    """The days of the week, Monday being 0, and the time of day at which a digest falls due."""

    days: tuple[int, ...] = (MONDAY,)
    at: time = NINE


def of_chair(person: Person, wishes: Iterable[GroupDigest]) -> Hour | None:
    """Their own wish, else the earliest of their groups' (one message for all of them); None: never."""
    if person.digest_off:
        return None
    if person.digest_day is not None:
        return Hour((person.digest_day,), person.digest_at or NINE)
    hours = [hour for wish in wishes if (hour := of_group(wish)) is not None]
    return min(hours, key=lambda hour: (hour.days, hour.at), default=Hour())


def of_group(wish: GroupDigest) -> Hour | None:
    return None if wish.off else Hour((MONDAY if wish.day is None else wish.day,), wish.at or NINE)


def of_lead(person: Person, pace: str) -> Hour:
    """Weekly at the hour of their digest, or so on every working day."""
    at = person.digest_at or NINE
    return Hour(WORKDAYS if pace == DAILY else (person.digest_day or MONDAY,), at)


def is_due(hour: Hour, zone: str, now: datetime, since: datetime) -> bool:
    """Whether it fell due after `since`; however late, and however often meanwhile, once."""
    return _around(hour, zone, now)[0] > since


def following(hour: Hour, zone: str, now: datetime) -> datetime:
    """When it falls due next."""
    return _around(hour, zone, now)[1]


def _around(hour: Hour, zone: str, now: datetime) -> tuple[datetime, datetime]:
    """The last time at or before now, and the first one after it."""
    place = zone_of(zone)
    today = now.astimezone(place).date()
    days = [today + timedelta(days=away) for away in range(-8, 9)]
    moments = [
        tz.resolve_imaginary(datetime.combine(day, hour.at, place)).astimezone(UTC)
        for day in days
        if day.weekday() in hour.days
    ]
    return max(at for at in moments if at <= now), min(at for at in moments if at > now)


def week(now: datetime, zone: str) -> str:
    """The ISO week of a person's own calendar: "2026-W48"."""
    year, number, _ = now.astimezone(zone_of(zone)).isocalendar()
    return f"{year}-W{number:02}"


def day(now: datetime, zone: str) -> str:
    return now.astimezone(zone_of(zone)).date().isoformat()


def told(hour: Hour | None) -> str:
    if hour is None:
        return "off"
    days = "on working days" if len(hour.days) > 1 else f"every {WEEKDAYS[hour.days[0]]}"
    return f"{days} at {hour.at:%H:%M}"


def comes_to_lead(person: Person, pace: str) -> str:
    """As a sentence goes on after "This comes"."""
    if pace == AT_ONCE:
        return "as soon as something new waits, once an hour at most"
    return f"{told(of_lead(person, pace))}, your time" if pace != OFF else "only when you ask for it"
