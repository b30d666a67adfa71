"""The tab *Groups*: those somebody takes part in, and the others, what each is for and when it meets. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers import blocks as b
from handlers.contract import Block
from handlers.home.rows import listed
from handlers.paging import Page
from handlers.text import escape, one_line
from storage.groups import Group

MISSION = 200


@dataclass(frozen=True, slots=True)
class Groups:
    """`next_at` says when a group meets next, by id; `words` is what was looked for."""

    mine: Page[Group]
    others: Page[Group]
    next_at: Mapping[int, datetime]
    words: str = ""


def draw(groups: Groups) -> list[Block]:
    found = [*_mine(groups), *_others(groups)]
    if not found and groups.words:
        found = [b.section(f"No group has “{escape(groups.words)}” in its name or in what it is for.")]
    return [*_search(groups.words), *found]


def _search(words: str) -> list[Block]:
    field = b.text_input("home.find", "Find a group", value=words, most=100, placeholder="storage")
    every = [b.actions(b.button("Show all groups", "home.find:all", ""))] if words else []
    # Slack keeps what stands in a field of the same name: with other words it is another one.
    return [{**field, "block_id": f"home.find {words}", "dispatch_action": True}, *every]


def _mine(groups: Groups) -> list[Block]:
    if groups.mine.total:
        rows = [group_row(group, groups.next_at, is_mine=True) for group in groups.mine.items]
        return listed("mine", "Your groups", groups.mine, rows)
    return [] if groups.words else [b.header("Your groups"), b.section(none_yet(groups))]


def none_yet(groups: Groups) -> str:
    return "None yet. Join one below." if groups.others.total else "None yet."


def _others(groups: Groups) -> list[Block]:
    if not groups.others.total:
        return []
    rows = [group_row(group, groups.next_at, is_mine=False) for group in groups.others.items]
    return listed("others", "More groups", groups.others, rows)


def group_row(group: Group, next_at: Mapping[int, datetime], *, is_mine: bool) -> list[Block]:
    lock = "🔒 " if group.is_private else ""
    where = f" · {b.channel_link(group.channel)}" if group.channel else ""
    at = next_at.get(group.id)
    lines = [
        f"{lock}*{escape(group.name)}* (`{group.slug}`){where}",
        one_line(group.mission, MISSION),
        f"Next meeting: {b.when(at)}" if at else "",
    ]
    click, label = ("group.show", "Show") if is_mine else ("group.join", "Join")
    return [b.section("\n".join(filter(None, lines)), b.button(label, click, group.slug))]
