"""Calendar feeds: who asks with an unguessable address gets what its owner may see, and no more."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection

from handlers import ics
from handlers.ics import Told
from storage import addresses
from storage.addresses import ALL, GROUP, Line


def new_token() -> str:
    return secrets.token_urlsafe(24)


@dataclass(frozen=True, slots=True)
class Feed:
    """What one question has found; it is drawn only for who does not have it yet."""

    lines: Sequence[Line]
    now: datetime

    @property
    def tag(self) -> str:
        """Another one whenever the calendar would read otherwise, and each month."""
        return sha256(repr((f"{self.now:%Y-%m}", self.lines)).encode()).hexdigest()[:32]

    def drawn(self) -> bytes:
        scope = self.lines[0].address.scope
        named = self.lines[0].group if scope == GROUP else "Meetings" if scope == ALL else "My meetings"
        return ics.calendar(named or "Meetings", _told(self.lines), self.now)


def feed(db: Connection, token: str, now: datetime) -> Feed | None:
    """None when nobody has this address (any more)."""
    lines = addresses.feed(db, token)
    return Feed(lines, now) if lines else None


def _told(lines: Sequence[Line]) -> list[Told]:
    """A series' versions and changed meetings come crossed with each other."""
    found: dict[int, tuple[Line, dict[int, object], dict[int, object]]] = {}
    for line in lines:
        if line.series is None or line.version is None:
            continue
        _, versions, changed = found.setdefault(line.series.id, (line, {}, {}))
        versions[line.version.id] = line.version
        if line.meeting is not None:
            changed[line.meeting.id] = line.meeting
    return [
        Told(line.series, line.group or "", list(versions.values()), list(changed.values()))  # type: ignore[arg-type]
        for line, versions, changed in found.values()
    ]
