"""How the card behind a bare command, the App Home and the list of somebody's groups are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers import blocks as b
from handlers.contract import Block, Form, Message
from handlers.paging import Page
from handlers.text import clip, counted, escape
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


@dataclass(frozen=True, slots=True)
class Desk:
    """What concerns one person."""

    mine: Page[Group]
    others: Page[Group]
    given: Sequence[Feedback]
    given_in_all: int
    is_first_visit: bool = False


def home(desk: Desk, command: str) -> tuple[Block, ...]:
    drawn = [*(_welcome(command) if desk.is_first_visit else []), _buttons(), b.divider()]
    drawn += [*_feedback(desk), b.divider(), *_groups("Your groups", desk.mine, "home.mine", is_mine=True)]
    if desk.others.total:
        drawn += [b.divider(), *_groups("More groups", desk.others, "home.others", is_mine=False)]
    return (*drawn, b.context(f"`{command} help` lists all that I do."))


def _welcome(command: str) -> list[Block]:
    lines = (
        "Welcome! I help working groups meet and keep their promises.",
        "Say what works and what hurts: it reaches a person, and you hear what became of it.",
        f"Use the buttons here, or type `{command}` in any channel.",
    )
    return [b.section("\n".join(lines))]


def card(desk: Desk, here: str | None, command: str) -> Message:
    """`here` is the name of the group that meets in this channel."""
    where = f"This is the home of *{escape(here)}*." if here else "What can I do for you?"
    lines = [
        f"You take part in {counted(desk.mine.total, 'group')}.",
        f"You gave {counted(desk.given_in_all, 'piece')} of feedback." if desk.given_in_all else "",
    ]
    drawn = [
        b.section(f"{where}\n{' '.join(lines)}"),
        _buttons(),
        b.context(f"`{command} help` lists all I do."),
    ]
    return b.message(where, *drawn)


def _buttons() -> Block:
    return b.actions(
        b.button("Give feedback", "feedback.open", "", style="primary"),
        b.button("My working groups", "home.groups", ""),
        b.button("Search", "search.open", ""),
        b.button("Settings", "settings.open", ""),
    )


def _feedback(desk: Desk) -> list[Block]:
    if not desk.given:
        return [b.section("*Your feedback*\nNone yet.")]
    lines = [_item(item) for item in desk.given]
    more = desk.given_in_all - len(desk.given)
    drawn = [b.section("*Your feedback*"), *(b.section(line) for line in lines)]
    if more > 0:
        drawn.append(b.actions(b.button(f"All {desk.given_in_all}", "command.run", "feedback list mine")))
    return drawn


def _item(item: Feedback) -> str:
    words = escape(clip(" ".join(item.text.split()), 140))
    return f"*F-{item.number}* · {STANDS.get(item.state, escape(item.state))}\n{words}"


def _groups(heading: str, page: Page[Group], turn: str, *, is_mine: bool) -> list[Block]:
    if not page.total:
        return [b.section(f"*{heading}*\nNone yet. Open a channel's group with *Show*, or join one below.")]
    count = f" · page {page.number} of {page.pages}" if page.pages > 1 else ""
    rows = [_row(group, is_mine=is_mine) for group in page.items]
    return [b.section(f"*{heading}*{count}"), *rows, *page.turns(turn)]


def _row(group: Group, *, is_mine: bool) -> Block:
    lock = "🔒 " if group.is_private else ""
    where = f" · {b.channel_link(group.channel)}" if group.channel else ""
    button = (
        b.button("Show", "group.show", group.slug) if is_mine else b.button("Join", "group.join", group.slug)
    )
    return b.section(f"{lock}*{escape(group.name)}* (`{group.slug}`){where}", button)


def groups_form(mine: Page[Group], others: Page[Group], command: str) -> Form:
    """One page of each, as turning pages would pile up forms; the rest is a command away."""
    drawn = _groups("Your groups", replace(mine, pages=1), "", is_mine=True)
    if others.total:
        drawn += _groups("More groups", replace(others, pages=1), "", is_mine=False)
    if mine.pages > 1 or others.pages > 1:
        drawn.append(b.context(f"There are more: `{command} group list` shows all."))
    return Form("home.groups", "My working groups", tuple(drawn), submit=None)
