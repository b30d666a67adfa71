"""When a person may be written to: outside their quiet hours and absences, in their own zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import tz

from storage.people import Person


def zone_of(name: str) -> tzinfo:
    """The zone of that name; UTC when this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def open_hour(person: Person, now: datetime) -> datetime:
    """`now`, or the end of the absence or quiet hours that it falls into."""
    at = max(now, person.away_until) if person.away_until else now
    if person.quiet_from is None or person.quiet_to is None or person.quiet_from == person.quiet_to:
        return at
    local = at.astimezone(zone_of(person.zone))
    time = local.time().replace(tzinfo=None)
    over_night = person.quiet_from > person.quiet_to
    is_quiet = (
        time >= person.quiet_from or time < person.quiet_to
        if over_night
        else person.quiet_from <= time < person.quiet_to
    )
    if not is_quiet:
        return at
    ends_tomorrow = over_night and time >= person.quiet_from
    day = local.date() + timedelta(days=1 if ends_tomorrow else 0)
    return tz.resolve_imaginary(datetime.combine(day, person.quiet_to, local.tzinfo))
