"""Pure readings of what a person may say of themselves: voice, quiet hours, digest, away."""

from __future__ import annotations

from datetime import date, datetime, time

from dateutil import tz

from handlers.calendar import hours_of
from handlers.contract import UserError
from handlers.due_words import coming_day
from handlers.fields import VOICES
from handlers.quiet import zone_of
from handlers.text import is_blank, one_line

EMPLOYER_LIMIT = 100
NEVER = ("off", "none", "no", "never", "-")

_VOICE_WORDS = {"pm": "product manager", "product": "product manager", "dev": "developer", "ops": "operator"}


def voice(text: str) -> str | None:
    """None takes it back."""
    said = " ".join(text.lower().replace("-", " ").split())
    if said in NEVER:
        return None
    found = _VOICE_WORDS.get(said) or next((v for v in VOICES if v == said.removesuffix("s")), None)
    if found is None:
        raise UserError(f"A voice is one of {', '.join(VOICES)}, or off.", "voice")
    return found


def employer(text: str) -> str | None:
    said = " ".join(text.split())
    if said.lower() in NEVER:
        return None
    if is_blank(said) or not any(c.isalnum() for c in said) or len(said) > EMPLOYER_LIMIT:
        raise UserError(
            f"An employer's name has letters, and {EMPLOYER_LIMIT} characters at most.", "employer"
        )
    return said


def quiet(text: str) -> tuple[time | None, time | None]:
    if text.strip().lower() in NEVER:
        return None, None
    hours = hours_of(text)
    if hours is None or hours[0] == hours[1]:
        raise UserError(f"I cannot read “{_said(text)}” as hours. Try 19:00-08:00, or off.", "quiet")
    return hours


def away(text: str, now: datetime, zone: str) -> date | None:
    """The day on which they are back."""
    if text.strip().lower() in (*NEVER, "back"):
        return None
    return back_on(coming_day(text, now, zone, "away"), now, zone)


def back_on(day: date, now: datetime, zone: str) -> date:
    if day <= now.astimezone(zone_of(zone)).date():
        raise UserError("You can be away until tomorrow at the earliest.", "away")
    return day


def start_of(day: date, zone: str) -> datetime:
    return tz.resolve_imaginary(datetime.combine(day, time(0), zone_of(zone)))


def _said(text: str) -> str:
    return one_line(text, 60)
