"""The tab *Mine*: the meetings somebody comes to, what they promised, and where their feedback stands. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers import blocks as b
from handlers.contract import Block
from handlers.home.rows import action_line, listed, name_of, row, stands
from handlers.paging import Page
from handlers.text import escape, one_line
from storage.actions import Action
from storage.feedback import Feedback
from storage.groups import Group
from storage.meetings import COMING, LIVE, REGRETS, Meeting

CALL = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Mine:
    """`said` is what they answered to a meeting (by its id); `groups` are by id."""

    meetings: Sequence[Meeting]
    has_more: bool
    said: Mapping[int, str]
    actions: Page[Action]
    given: Page[Feedback]
    groups: Mapping[int, Group]
    today: date


def draw(mine: Mine) -> list[Block]:
    deeds = b.actions(b.button("Give feedback", "feedback.open", ""), b.button("Search", "search.open", ""))
    return [deeds, *_meetings(mine), *_actions(mine), *_given(mine)]


def _meetings(mine: Mine) -> list[Block]:
    if not mine.meetings:
        return [b.header("Your next meetings"), b.section("None is planned in your groups.")]
    rows = [block for meeting in mine.meetings for block in meeting_row(meeting, mine)]
    more = [b.actions(b.button("More of them", "command.run", "meeting list"))] if mine.has_more else []
    return [b.header("Your next meetings"), *rows, *more]


def meeting_row(meeting: Meeting, mine: Mine) -> list[Block]:
    answer, number = mine.said.get(meeting.id), str(meeting.number)
    told = {COMING: ":white_check_mark: you come", REGRETS: "you cannot come"}.get(answer or "", "")
    facts = [
        "on now" if meeting.state == LIVE else b.when(meeting.starts_at),
        name_of(mine.groups, meeting.group_id),
        b.link(meeting.link, "call") if meeting.link and meeting.link.startswith(CALL) else "",
        told,
    ]
    text = f"*M-{number} {escape(meeting.name)}*\n{' · '.join(filter(None, facts))}"
    buttons = [
        *([b.button("Coming", "meeting.coming", number)] if answer != COMING else []),
        *([b.button("Regrets…", "meeting.regrets", number)] if answer != REGRETS else []),
        *_agenda(meeting, mine),
    ]
    return row(text, *buttons)


def _agenda(meeting: Meeting, mine: Mine) -> list[Block]:
    """Of the group's next meeting: it has but one."""
    group = mine.groups.get(meeting.group_id)
    first = next(each for each in mine.meetings if each.group_id == meeting.group_id)
    return (
        [b.button("Agenda", "command.run", f"agenda in:{group.slug}")] if group and meeting is first else []
    )


def _actions(mine: Mine) -> list[Block]:
    if not mine.actions.total:
        return [b.header("Your action items"), b.section("None is open.")]
    rows = [action_row(action, mine) for action in mine.actions.items]
    return listed("actions", "Your action items", mine.actions, rows)


def action_row(action: Action, mine: Mine) -> list[Block]:
    return row(
        action_line(action, name_of(mine.groups, action.group_id), mine.today),
        b.button("Done", "action.done", action.id),
        b.button("Later", "action.later", action.id),
        b.button("Show", "action.show", action.id),
    )


def _given(mine: Mine) -> list[Block]:
    if not mine.given.total:
        return [b.header("Your feedback"), b.section("None yet. What works, and what hurts?")]
    return listed("given", "Your feedback", mine.given, [_item(item) for item in mine.given.items])


def _item(item: Feedback) -> list[Block]:
    label = f"F-{item.number}"
    return [
        b.section(
            f"*{label}* · {stands(item)}\n{one_line(item.text)}", b.button("Show", "feedback.show", label)
        )
    ]
