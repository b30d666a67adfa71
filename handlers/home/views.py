"""The frame of the home tab with its four tabs, the card behind a bare command, and the list of somebody's groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers import blocks as b
from handlers.contract import Block, Form, Message
from handlers.home import answering, joining, mine, settling
from handlers.home.answering import Waiting
from handlers.home.joining import Groups, group_row, none_yet
from handlers.home.mine import Mine, action_row, meeting_row
from handlers.home.settling import Myself
from handlers.text import counted, escape

TABS = {"mine": "Mine", "answer": "To answer", "groups": "Groups", "settings": "Settings"}
Content = Mine | Waiting | Groups | Myself


@dataclass(frozen=True, slots=True)
class Frame:
    """What is around a tab's content; `said` answers what was clicked last."""

    tab: str
    waiting: int
    command: str
    said: str = ""
    is_first_visit: bool = False


def home(frame: Frame, content: Content) -> tuple[Block, ...]:
    drawn = [*(_welcome(frame.command) if frame.is_first_visit else []), _tabs(frame)]
    drawn += [b.context(frame.said)] if frame.said else []
    return (
        *drawn,
        b.divider(),
        *_content(content),
        b.context(f"`{frame.command} help` lists all that I do."),
    )


def _content(content: Content) -> list[Block]:
    match content:
        case Mine():
            return mine.draw(content)
        case Waiting():
            return answering.draw(content)
        case Groups():
            return joining.draw(content)
        case Myself():
            return settling.draw(content)


def _welcome(command: str) -> list[Block]:
    lines = (
        "Welcome! I help working groups meet and keep their promises.",
        "Say what works and what hurts: it reaches a person, and you hear what became of it.",
        f"Use the buttons here, or type `{command}` in any channel.",
    )
    return [b.section("\n".join(lines))]


def _tabs(frame: Frame) -> Block:
    def label(tab: str) -> str:
        many = f" ({frame.waiting})" if tab == "answer" and frame.waiting else ""
        return f"{TABS[tab]}{many}"

    return b.actions(
        *(
            b.button(label(tab), f"home.tab:{tab}", tab, style="primary" if tab == frame.tab else None)
            for tab in TABS
        )
    )


@dataclass(frozen=True, slots=True)
class Stand:
    """Where somebody stands, for the card: their next meeting, what they promised, what waits for them."""

    mine: Mine
    waiting: int
    overdue: int
    groups: int


def card(stand: Stand, here: str | None, command: str) -> Message:
    """`here` is the name of the group that meets in this channel."""
    where = f"This is the home of *{escape(here)}*." if here else "What can I do for you?"
    drawn = [b.section(f"{where}\n{_sums(stand)}"), *_next(stand.mine), *_promised(stand.mine)]
    row = b.actions(
        b.button("Give feedback", "feedback.open", "", style="primary"),
        b.button("My working groups", "home.groups", ""),
        b.button("Search", "search.open", ""),
        b.button("Settings", "settings.open", ""),
    )
    return b.message(where, *drawn, b.divider(), row, b.context(f"`{command} help` lists all I do."))


def _sums(stand: Stand) -> str:
    actions, given = stand.mine.actions.total, stand.mine.given.total
    over = f", {stand.overdue} overdue" if stand.overdue else ""
    sentences = [
        f"You take part in {counted(stand.groups, 'group') if stand.groups else 'no group yet'}.",
        f"You have {counted(actions, 'open action item')}{over}." if actions else "",
        f"You gave {counted(given, 'piece')} of feedback." if given else "",
        f"*{counted(stand.waiting, 'thing waits', 'things wait')} for your answer*: see my home tab."
        if stand.waiting
        else "",
    ]
    return " ".join(filter(None, sentences))


def _next(mine: Mine) -> list[Block]:
    return [block for meeting in mine.meetings[:1] for block in meeting_row(meeting, mine)]


def _promised(mine: Mine) -> list[Block]:
    rows = (action_row(action, mine) for action in mine.actions.items)
    drawn = [block for row in rows for block in row]
    more = mine.actions.total - len(mine.actions.items)
    return [
        *drawn,
        *([b.actions(b.button(f"{more} more", "command.run", "action list mine"))] if more else []),
    ]


def groups_form(groups: Groups, command: str) -> Form:
    """One page of each, as turning pages would pile up forms; the rest is a command away."""
    drawn = [b.section("*Your groups*")]
    drawn += _rows(groups, is_mine=True) or [b.section(none_yet(groups))]
    if groups.others.total:
        drawn += [b.section("*More groups*"), *_rows(groups, is_mine=False)]
    if groups.mine.pages > 1 or groups.others.pages > 1:
        drawn.append(b.context(f"There are more: `{command} group list` shows all."))
    return Form("home.groups", "My working groups", tuple(drawn), submit=None)


def _rows(groups: Groups, *, is_mine: bool) -> Sequence[Block]:
    listed = groups.mine.items if is_mine else groups.others.items
    return [block for group in listed for block in group_row(group, groups.next_at, is_mine=is_mine)]
