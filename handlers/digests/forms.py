"""The forms about digests: how a group wants its own, and a lead their summary."""

from __future__ import annotations

from datetime import time

from handlers import blocks as b
from handlers.calendar import WEEKDAYS
from handlers.contract import Block, Form
from handlers.text import escape
from handlers.wishes import PACES
from storage.digests import GroupDigest, LeadWishes
from storage.groups import Group


def of_group(group: Group, wish: GroupDigest) -> Form:
    days = [*((str(n), f"every {name}") for n, name in enumerate(WEEKDAYS)), ("off", "never")]
    chosen = "off" if wish.off else str(wish.day or 0)
    where = (("dm", "Direct messages to its chairs"), ("channel", "A channel"))
    return Form(
        "digest.group",
        "The group's digest",
        (
            b.section(f"Of *{escape(group.name)}*. What a chair has set for themselves goes before it."),
            b.choice_input("day", "Day", days, chosen=chosen),
            _hours(wish.at or time(9)),
            b.choice_input("where", "Where", where, chosen="channel" if wish.channel else "dm"),
            b.channel_input(
                "channel", "Channel", chosen=wish.channel, optional=True, hint="Empty: the group's own"
            ),
        ),
        known={"group": group.slug},
    )


def _hours(at: time) -> Block:
    """A time that was typed to the minute stands among the whole hours, so that saving keeps it."""
    hours = sorted({*(f"{hour:02}:00" for hour in range(24)), f"{at:%H:%M}"})
    hint = "In the time zone of whoever gets it"
    return b.choice_input("at", "At", [(hour, hour) for hour in hours], chosen=f"{at:%H:%M}", hint=hint)


def of_lead(wishes: LeadWishes) -> Form:
    most = [(str(count), str(count)) for count in (1, 2, 3, 5, 10)]
    chosen = str(wishes.cap) if wishes.cap else None
    return Form(
        "digest.settings",
        "Your summary as a lead",
        (
            b.section("What waits in your areas: ten items at most, the weightiest first."),
            b.choice_input("pace", "How often", tuple(PACES.items()), chosen=wishes.pace),
            b.choice_input("cap", "At most so many a week", most, chosen=chosen, optional=True),
            b.person_input(
                "delegate",
                "While you are away it goes to",
                chosen=wishes.delegate,
                optional=True,
                hint="They may answer for you in that time",
            ),
        ),
    )
