"""How a person's own page is drawn: what is known of them, their settings, what an export says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handlers import blocks as b
from handlers.calendar import WEEKDAYS
from handlers.contract import Form, Message
from handlers.fields import VOICES
from handlers.profile.rules import EMPLOYER_LIMIT
from handlers.quiet import zone_of
from handlers.text import clip, counted, escape
from handlers.wishes import away_told, back_at, digest_told, facts, quiet_told
from storage.people import Person

MOST_ROLES = 30
CHUNK = 2800
CHUNKS_A_MESSAGE = 12


@dataclass(frozen=True, slots=True)
class Office:
    """A role somebody holds: "lead of Compute (`nova`)"."""

    role: str
    where: str
    since: datetime


def whoami(
    person: Person,
    employer: str | None,
    sponsor: str,
    offices: Sequence[Office],
    items: int,
    now: datetime,
) -> Message:
    """`sponsor` is an escaped name, or empty."""
    told = [
        *facts(person, employer, sponsor, now),
        f"*Feedback*\n{counted(items, 'piece')} under your name",
    ]
    held = [f"• {o.role} of {o.where}, since {b.day(o.since.date())}" for o in offices[:MOST_ROLES]]
    if len(offices) > MOST_ROLES:
        held.append(f"and {len(offices) - MOST_ROLES} more")
    roles = "\n".join(held) or "none yet"
    row = b.actions(
        b.button("Settings…", "settings.open", ""),
        b.button("Send me everything", "profile.export", ""),
        b.button("Erase…", "profile.ask_erase", ""),
    )
    title = f"*{escape(person.name) or 'You'}*, as I know you"
    return b.message(title, b.section(title), b.fields(*told), *b.paragraphs(f"*Roles*\n{roles}"), row)


def _local_day(person: Person, at: datetime) -> date:
    return at.astimezone(zone_of(person.zone)).date()


def erase_question(said: Sequence[str]) -> Message:
    what = ", ".join(said) or "nothing so far"
    text = (
        f"Erase what you said of yourself ({what})? Your roles and your feedback stay: "
        "leave a group or withdraw a piece of feedback where it stands."
    )
    row = b.actions(
        b.button("Erase it", "profile.erase", "", style="danger"), b.button("Keep it", "profile.keep", "")
    )
    return b.message(text, b.section(text), row)


def export(sections: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Message]:
    """Everything that is stored about somebody, as JSON under headings, over several messages if need be."""
    drawn = []
    for name, rows in sections.items():
        text = json.dumps(list(rows), indent=1, ensure_ascii=False, default=str)
        head = f"*{escape(name)}* · {len(rows)}"
        for start in range(0, len(text), CHUNK // 2):
            piece = escape(text[start : start + CHUNK // 2]).replace("```", "'''")
            drawn.append(b.section(f"{head if start == 0 else ''}\n```{piece}```"))
    parts = [drawn[at : at + CHUNKS_A_MESSAGE] for at in range(0, len(drawn), CHUNKS_A_MESSAGE)]
    return [
        b.message(f"Everything I keep about you ({n} of {len(parts)})", *part)
        for n, part in enumerate(parts, 1)
    ]


def settings_form(person: Person, employer: str | None, now: datetime) -> Form:
    away = back_at(person, now)
    quiet = "" if person.quiet_from is None else quiet_told(person)
    return Form(
        "settings",
        "Settings",
        (
            b.context(f"Your time zone is {escape(person.zone)}. It is Slack's: change it there."),
            b.choice_input(
                "voice",
                "You speak as",
                [(v, v.capitalize()) for v in VOICES],
                chosen=person.voice,
                optional=True,
            ),
            b.person_input(
                "sponsor",
                "Who sets your priorities?",
                chosen=person.sponsor,
                optional=True,
                hint="They are asked to stand by what you promise; nobody outside the group sees who it is",
            ),
            b.text_input("employer", "Employer", value=employer or "", most=EMPLOYER_LIMIT, optional=True),
            b.text_input(
                "quiet",
                "Quiet hours",
                value=quiet,
                most=40,
                optional=True,
                placeholder="19:00-08:00",
                hint="What can wait does not reach you then",
            ),
            b.date_input(
                "away",
                "Away until",
                chosen=_local_day(person, away) if away else None,
                optional=True,
                hint="The day you are back",
            ),
            *_digest_inputs(person),
        ),
    )


def _digest_inputs(person: Person) -> tuple[dict[str, Any], dict[str, Any]]:
    day_options = [*((str(n), f"every {name}") for n, name in enumerate(WEEKDAYS)), ("off", "never")]
    chosen = "off" if person.digest_off else None if person.digest_day is None else str(person.digest_day)
    at = f"{person.digest_at:%H:%M}" if person.digest_at else None
    # A time that was typed to the minute stands among the whole hours, so that saving keeps it.
    hours = sorted({*(f"{hour:02}:00" for hour in range(24)), *([at] if at else [])})
    return (
        b.choice_input(
            "digest_day",
            "Digest",
            day_options,
            chosen=chosen,
            optional=True,
            hint="Empty: Monday, or when the group's comes",
        ),
        b.choice_input("digest_at", "At", [(hour, hour) for hour in hours], chosen=at, optional=True),
    )


def saved(person: Person, employer: str | None, now: datetime) -> Message:
    told = [
        f"voice {person.voice or 'not said'}",
        f"employer {escape(clip(employer, 60)) if employer else 'not said'}",
        f"quiet hours {quiet_told(person)}",
        f"away {away_told(person, now)}",
        f"digest {digest_told(person)}",
    ]
    return b.note("Saved. " + " · ".join(told) + ".")
