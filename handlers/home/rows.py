"""How one line of the home tab is drawn, and a list of them under its heading. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from handlers import blocks as b
from handlers.contract import Block
from handlers.paging import Page
from handlers.text import counted, escape, one_line
from storage.actions import Action
from storage.feedback import Feedback
from storage.groups import Group

STANDS = {
    "new": "on its way",
    "routed": "with its lead",
    "acknowledged": "seen by its lead",
    "accepted": "accepted",
    "declined": "declined",
    "deferred": "put off",
    "needs info": "waits for your answer",
    "duplicate": "merged",
    "resolved": "resolved",
    "confirmed": "resolved, you said so",
    "reopened": "open again",
    "withdrawn": "withdrawn",
}


def name_of(groups: Mapping[int, Group], group_id: int | None) -> str:
    """Escaped; empty for one that is not there to be shown."""
    found = groups.get(group_id) if group_id is not None else None
    return escape(found.name) if found else ""


def row(text: str, *buttons: Block) -> list[Block]:
    return [b.section(text), b.actions(*buttons)]


def listed(part: str, heading: str, page: Page[object], rows: Iterable[Sequence[Block]]) -> list[Block]:
    """`part` is the list's name, by which its pages are turned."""
    many = f" ({page.total})" if page.total > 1 else ""
    where = f" · page {page.number} of {page.pages}" if page.pages > 1 else ""
    drawn = [block for blocks in rows for block in blocks]
    return [b.header(f"{heading}{many}{where}"), *drawn, *page.turns("home.page", f"{part} ")]


def stands(item: Feedback) -> str:
    """Where it is, as its author would say it."""
    said = STANDS.get(item.state, escape(item.state))
    if item.state == "duplicate" and item.merged_into:
        return f"{said} into F-{item.merged_into}"
    if item.state == "deferred" and item.returns_at:
        return f"{said} until {b.when(item.returns_at, '{date_short_pretty}')}"
    return said


def due(action: Action, today: date) -> str:
    late = (today - action.due).days
    at = f", {action.due_at:%H:%M}" if action.due_at else ""
    on = f"{b.day(action.due)}{at}"
    return f"due {on} · *{counted(late, 'day')} overdue*" if late > 0 else f"due *{on}*"


def action_line(action: Action, group: str, today: date) -> str:
    """`group` is an escaped name, or empty."""
    facts = [group, due(action, today), action.state if action.state != "open" else ""]
    if action.snoozed_until and action.snoozed_until > today:
        facts.append(f"asked again on {b.day(action.snoozed_until)}")
    return f"*{action.id}* {one_line(action.text)}\n{' · '.join(filter(None, facts))}"


def verdicts(label: str, click: str) -> list[Block]:
    return [
        b.button("Yes", f"{click}:yes", f"{label} yes", style="primary"),
        b.button("Partly", f"{click}:partly", f"{label} partly"),
        b.button("No", f"{click}:no", f"{label} no"),
    ]
