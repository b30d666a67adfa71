"""What somebody said of themselves and wished of us, in words: as their own page and their home tab show it. Pure."""

from __future__ import annotations

from datetime import datetime

from handlers import blocks as b
from handlers.calendar import WEEKDAYS, today
from handlers.text import counted, escape
from storage.digests import AT_ONCE, DAILY, OFF, WEEKLY, LeadWishes
from storage.people import Person

PACES = {
    WEEKLY: "Weekly, with the hour of your digest",
    DAILY: "On every working day",
    AT_ONCE: "As soon as something new waits, once an hour at most",
    OFF: "Never",
}


def facts(person: Person, employer: str | None, sponsor: str, now: datetime) -> list[str]:
    """`sponsor` is an escaped name, or empty."""
    return [
        f"*Time zone*\n{escape(person.zone)} (from Slack)",
        f"*Voice*\n{person.voice or 'not said'}",
        f"*Employer*\n{escape(employer) if employer else 'not said'}",
        f"*Sponsor*\n{sponsor or 'not said'}",
        f"*Quiet hours*\n{quiet_told(person)}",
        f"*Away*\n{away_told(person, now)}",
        f"*Digest*\n{digest_told(person)}",
    ]


def digest_told(person: Person) -> str:
    if person.digest_off:
        return "off"
    if person.digest_day is None or person.digest_at is None:
        return "Monday 09:00, unless the group has another time"
    return f"every {WEEKDAYS[person.digest_day]} at {person.digest_at:%H:%M}"


def lead_facts(wishes: LeadWishes, delegate: str) -> list[str]:
    """`delegate` is an escaped name, or empty."""
    most = f"{counted(wishes.cap, 'time')} a week" if wishes.cap else "as often as that"
    away = f"{delegate} gets it, and may answer for you" if delegate else "it waits for you"
    return [f"*Summary*\n{PACES[wishes.pace]}", f"*At most*\n{most}", f"*While you are away*\n{away}"]


def quiet_told(person: Person) -> str:
    if person.quiet_from is None or person.quiet_to is None:
        return "none"
    return f"{person.quiet_from:%H:%M}-{person.quiet_to:%H:%M}"


def away_told(person: Person, now: datetime) -> str:
    back = back_at(person, now)
    return f"until {b.day(today(back, person.zone))}" if back else "no"


def back_at(person: Person, now: datetime) -> datetime | None:
    """None: they are here."""
    return person.away_until if person.away_until and person.away_until > now else None
