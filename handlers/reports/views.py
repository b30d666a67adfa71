"""The reports as people read them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers import balance as voices
from handlers import loop
from handlers.balance import Balance, Month
from handlers.blocks import actions, button, context, message, section
from handlers.contract import Message
from handlers.loop import Span
from handlers.text import escape
from storage.groups import Group
from storage.reports import Measured

PICTURE = "The picture is in our direct messages."


def name_of(group: Group | None) -> str:
    return group.name if group else "all groups that you see"


def in_short(group: Group | None, items: Sequence[Measured], spans: Sequence[Span], command: str) -> Message:
    """The four weeks in a few lines, and where to go on."""
    numbers = loop.whole(items, spans)
    title = f"*The loop of {escape(name_of(group))}*, since {spans[0].label}"
    said = _nothing(command) if numbers.is_empty else " · ".join(loop.told(numbers))
    buttons = [] if numbers.is_empty else [button("Week by week", "report.loop", _value(group))]
    buttons.append(button("Balance of voices", "report.balance", _now(group)))
    return message(f"The loop of {escape(name_of(group))}", section(f"{title}\n{said}"), actions(*buttons))


def the_loop(
    group: Group | None, items: Sequence[Measured], spans: Sequence[Span], command: str, where: str
) -> Message:
    """Every number in words, with its trend; `where` says where the picture is."""
    numbers = loop.whole(items, spans)
    title = f"*The loop of {escape(name_of(group))}*, since {spans[0].label}"
    if numbers.is_empty:
        text = f"{title}\n{_nothing(command)}"
        return message(text, section(text))
    told = "\n".join(f"• {line}" for line in loop.told(numbers))
    trend = " · ".join(
        f"{span.label}: {loop.over(items, span.since, span.until).came_in:,}" for span in spans
    )
    return message(
        f"The loop of {escape(name_of(group))}: {numbers.came_in:,} came in",
        section(f"{title}\n{told}"),
        context(f"Came in by week: {trend}. {where}".strip()),
        actions(button("Balance of voices", "report.balance", _now(group))),
    )


LABELS = {
    voices.MEMBERS: "Members",
    voices.FEEDBACK: "Feedback given",
    voices.SPEAKING: "Lines in meetings",
    voices.DECISIONS: "Decisions made",
    voices.ANSWERED: "Feedback answered",
}


def balance(
    group: Group | None, found: Balance, when: Month, others: Sequence[str], command: str, where: str
) -> Message:
    """A line for each thing that is done, the voices that are missing, and the months beside."""
    title = f"*Balance of voices* in {escape(name_of(group))}, {when.label}"
    lines = [f"• *{label}:* {found.told(what)}" for what, label in LABELS.items()]
    blocks = [section("\n".join([title, *lines]))]
    if quiet := voices.quiet(found, f"in {when.label}"):
        blocks.append(section("\n".join(quiet)))
    blocks.append(
        context(
            "Told in aggregate only: voices of fewer than three people go together as others. Feedback keeps "
            f"the voice that it was given with. Yours: `{command} settings voice operator`. {where}".strip()
        )
    )
    buttons = [
        button(_month_name(key), f"report.balance:{key}", f"{key} {_value(group)}".strip()) for key in others
    ]
    blocks.append(actions(*buttons, button("The loop", "report.loop", _value(group))))
    return message(f"Balance of voices in {escape(name_of(group))}, {when.label}", *blocks)


def _month_name(key: str) -> str:
    return f"{date.fromisoformat(key + '-01'):%B %Y}"


def _nothing(command: str) -> str:
    return f"Nothing came in, and nothing was decided. `{command} feedback` says what works and what hurts."


def _now(group: Group | None) -> str:
    """The present month's, whenever it is clicked."""
    return f"now {_value(group)}".strip()


def _value(group: Group | None) -> str:
    return group.slug if group else ""
