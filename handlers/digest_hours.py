"""How people say when a digest should come: in words, and by a form's two menus. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from handlers.calendar import time_of, weekday_of
from handlers.contract import UserError
from handlers.text import one_line

NEVER = ("off", "none", "no", "never", "-")


@dataclass(frozen=True, slots=True)
class Wish:
    """When it comes, and whether; `day` None leaves it at what holds otherwise."""

    day: int | None = None
    at: time | None = None
    off: bool = False

    @property
    def columns(self) -> dict[str, object]:
        return {"digest_day": self.day, "digest_at": self.at, "digest_off": self.off}


def wish_in(text: str) -> Wish:
    """ "weekly mon 09:00", "fri 4pm", "off"."""
    words = text.strip().lower().split()
    if words and words[0] in NEVER:
        return Wish(off=True)
    words = [word for word in words if word not in ("weekly", "every", "on", "at")]
    day = weekday_of(words[0]) if words else None
    at = time_of(" ".join(words[1:]) or "09:00")
    if day is None or at is None:
        said = one_line(text, 60)
        raise UserError(f"I cannot read “{said}”. Try weekly mon 09:00, or off.", "digest_day")
    return Wish(day, at)


def chosen_wish(day: str | None, at: str | None) -> Wish:
    """As the form's two menus say it."""
    if day == "off":
        return Wish(off=True)
    return Wish(int(day), time_of(at or "") or time(9)) if day and day.isdecimal() else Wish()
