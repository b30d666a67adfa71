"""The forms of meetings; an input's name is the handler's parameter."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import blocks as b
from handlers.calendar import WEEKDAYS
from handlers.contract import Block, Form
from handlers.meetings.rules import NAME_LIMIT, RHYTHMS, WORDS_LIMIT
from handlers.text import escape
from storage.groups import Group
from storage.habits import Habits
from storage.meetings import Meeting

_LENGTHS = [(str(n), f"{n} minutes") for n in (15, 25, 30, 45, 50, 60, 90, 120, 180)]
_DAY_BEFORE = [
    ("1440", "A day before"),
    ("2880", "Two days before"),
    ("720", "12 hours before"),
    ("off", "Off"),
]
_SOON = [("10", "10 minutes before"), ("5", "5 minutes before"), ("30", "30 minutes before"), ("off", "Off")]


def schedule(
    group: Group, name: str = "", words: str = "", *, series: str | None = None, link: str = ""
) -> Form:
    """`words` come first when they are filled in; the fields below say the same step by step."""
    days = [(str(n), day) for n, day in enumerate(WEEKDAYS)]
    inputs = (
        b.section(f"Of *{escape(group.name)}* (`{group.slug}`)"),
        b.text_input("name", "Name", value=name, most=NAME_LIMIT, placeholder="Weekly sync"),
        b.text_input(
            "words",
            "When, in words",
            value=words,
            most=WORDS_LIMIT,
            optional=True,
            hint="Or leave this empty and fill in the fields below",
            placeholder="every 2 weeks on tue 16:00 Europe/Paris from 2026-12-01",
        ),
        b.choice_input("rhythm", "How often", list(RHYTHMS.items()), chosen="weekly", optional=True),
        b.checkboxes_input("weekdays", "On", days),
        b.text_input("at", "Starts at", most=20, optional=True, placeholder="16:00"),
        b.text_input("zone", "Time zone", value=group.zone, most=64, optional=True, hint="Such as PT"),
        b.choice_input("minutes", "Lasts", _LENGTHS, chosen="60", optional=True),
        b.date_input("start", "First day", optional=True, hint="What every second week is counted from"),
        b.date_input("until", "Last day", optional=True),
        b.text_input("link", "Call", value=link, most=500, optional=True, hint="An address, or: huddle"),
    )
    known = {"group": group.slug, **({"series": series} if series else {})}
    title = "Change a series" if series else "Schedule meetings"
    return Form("meeting.schedule", title, inputs, submit="Preview", known=known)


def regrets(meeting: Meeting) -> Form:
    return Form(
        "meeting.regrets",
        "You cannot come",
        (
            b.section(f"M-{meeting.number} {escape(meeting.name)}"),
            b.text_input("note", "What should the others know?", long=True, most=500, optional=True),
        ),
        submit="Send regrets",
        known={"number": meeting.number},
    )


def move(meeting: Meeting, words: str = "") -> Form:
    when = b.text_input(
        "words",
        "To when?",
        value=words,
        most=WORDS_LIMIT,
        hint="A day, a time, or both; what you leave out stays as it is",
        placeholder="thu 17:00",
    )
    return Form("meeting.move", "Move a meeting", (_which(meeting), when), "Move it", _known(meeting))


def cancel(meeting: Meeting) -> Form:
    why = b.text_input("why", "Why?", long=True, most=500, optional=True, hint="The group will read it")
    return Form("meeting.cancel", "Cancel a meeting", (_which(meeting), why), "Cancel it", _known(meeting))


def _which(meeting: Meeting) -> Block:
    return b.section(f"*M-{meeting.number} {escape(meeting.name)}*, {b.when(meeting.starts_at)}")


def _known(meeting: Meeting) -> dict[str, int]:
    return {"number": meeting.number}


def habits(group: Group, found: Habits) -> Form:
    chosen = [("off" if n is None else str(n)) for n in (found.day_before, found.soon)]
    return Form(
        "meeting.habits",
        "Meeting settings",
        (
            b.section(f"Of *{escape(group.name)}* (`{group.slug}`)"),
            b.choice_input(
                "day_before", "Reminder with the agenda", _with(_DAY_BEFORE, chosen[0]), chosen=chosen[0]
            ),
            b.choice_input("soon", "Reminder with the link", _with(_SOON, chosen[1]), chosen=chosen[1]),
            b.text_input(
                "countries",
                "Countries whose holidays count",
                value=found.countries.replace(",", ", "),
                most=150,
                optional=True,
                hint="Codes such as FR, US, JP",
            ),
        ),
        known={"group": group.slug},
    )


def _with(options: Sequence[tuple[str, str]], chosen: str) -> list[tuple[str, str]]:
    """A value set in words has its line too."""
    known = list(options)
    return known if chosen in dict(known) else [*known, (chosen, f"{chosen} minutes before")]
