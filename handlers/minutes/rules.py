"""What holds while a meeting is live: who may end it, who scribes next, how a line is acknowledged. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from handlers import lines
from handlers.contract import UserError
from storage.meetings import Meeting

LENGTH = timedelta(hours=1)
EARLY = timedelta(minutes=30)
OVERRUN = timedelta(hours=1)
IDLE = timedelta(minutes=60)
ASK_AFTER = timedelta(days=1)
GIVE_UP_AFTER = timedelta(days=3)

NOTED, HANDS, WAVES, UNDONE, KEPT_OUT = (
    "memo",
    "raised_hand",
    "wave",
    "leftwards_arrow_with_hook",
    "see_no_evil",
)


def acknowledgement(text: str) -> str | None:
    """The reaction to a line; None when nothing of it was noted."""
    for said in lines.read(text):
        match said:
            case lines.Off():
                return KEPT_OUT
            case lines.Roll():
                return WAVES
            case lines.Queue():
                return HANDS
            case lines.Undo():
                return UNDONE
            case lines.Talk() if not lines.areas_in(said.text):
                continue
            case lines.End() | lines.Correction():
                continue
        return NOTED
    return None


def is_near(meeting: Meeting, now: datetime) -> bool:
    """Whether it is this meeting that somebody starts now, rather than one on the spot."""
    return meeting.state == "planned" and meeting.starts_at - EARLY <= now < meeting.ends_at


def is_overdue(meeting: Meeting, now: datetime) -> bool:
    """An hour over its length: anybody may end it."""
    return now >= meeting.ends_at + OVERRUN


def must_be_live(meeting: Meeting | None, command: str) -> Meeting:
    if meeting is None:
        raise UserError(f"No meeting is live in this channel. `{command} meeting start` opens one.")
    return meeting


def next_scribe(
    willing: Iterable[str], chairs: Iterable[str], scribed: Mapping[str, tuple[int, int]]
) -> str | None:
    """Who did it the least often, and longest ago; a chair only when there is nobody else."""
    busy = set(chairs)
    candidates = sorted(set(willing), key=lambda user: (user in busy, *scribed.get(user, (0, 0)), user))
    return candidates[0] if candidates else None
