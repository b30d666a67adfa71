"""What people type into a command or a form, made fit to keep; a refusal names the form's field."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from handlers.contract import UserError
from handlers.text import clip, escape, is_blank

VOICES = ("operator", "user", "product manager", "developer", "business")
NAME_LIMIT = 80
SLUG_LIMIT = 50
PROSE_LIMIT = 2500
DAYS_LIMIT = 90

_SLUG = re.compile(rf"[a-z0-9][a-z0-9._-]{{0,{SLUG_LIMIT - 1}}}")
_EMOJI_CODE = re.compile(r":[a-z0-9_+'-]+:", re.IGNORECASE)


def a_name(text: str, field: str = "name") -> str:
    name = " ".join(text.split())
    if is_blank(name) or not any(c.isalnum() for c in _EMOJI_CODE.sub("", name)):
        raise UserError("A name needs at least one letter or digit.", field)
    if len(name) > NAME_LIMIT:
        raise UserError(f"That name is {len(name):,} characters long; {NAME_LIMIT} are the most.", field)
    return name


def a_slug(text: str, field: str = "slug") -> str:
    slug = text.strip().lower().removeprefix("##").removeprefix("#")
    if _SLUG.fullmatch(slug):
        return slug
    better = slug_of(text)
    hint = f" How about “{better}”?" if better else ""
    raise UserError(
        f"A short name is made of a-z, 0-9, dots and dashes, at most {SLUG_LIMIT} long.{hint}", field
    )


def slug_of(text: str) -> str:
    """The nearest short name; empty when no letter of it can be kept."""
    return re.sub(r"[^a-z0-9.]+", "-", text.casefold()).strip("-.")[:SLUG_LIMIT].strip("-.")


def a_zone(text: str, field: str = "zone") -> str:
    wanted = "_".join(text.casefold().split())
    zones = _zones()
    if wanted in zones:
        return zones[wanted]
    near = get_close_matches(wanted[:64], list(zones), n=1)
    hint = f"Did you mean {zones[near[0]]}?" if near else "Write it like Europe/Paris or UTC."
    raise UserError(f"I know no time zone “{escape(clip(text.strip(), 60))}”. {hint}", field)


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones())}


def days(text: str, field: str = "days") -> int:
    digits = text.strip()
    if not digits.isdecimal() or not 1 <= int(digits[:6]) <= DAYS_LIMIT:
        raise UserError(f"A number of days from 1 to {DAYS_LIMIT}, please.", field)
    return int(digits)


def prose(text: str, limit: int, field: str) -> str:
    if len(text) > limit:
        raise UserError(f"That is {len(text):,} characters long; {limit:,} are the most.", field)
    return "" if is_blank(text) else text.strip()
