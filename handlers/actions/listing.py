"""How a list of action items looks, page by page, and what goes with one that is sent as a file. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from handlers.actions.views import STATES, names_of, standing_words
from handlers.blocks import actions, button, message, note, section
from handlers.contract import Block, Message
from handlers.text import counted, escape, one_line
from storage.actions import Action

PAGE = 10
COMMITMENTS = ("commitments", "unsponsored", "risky", "promised")
ORDERS = {"due": "By date", "owner": "By owner", "age": "By age"}


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list; `rows` carry an owner's name where it goes by owner, `marks` how sponsors stand."""

    title: str
    value: str
    order: str
    rows: Sequence[tuple[Action, str | None]]
    owners: Mapping[int, Sequence[str]]
    page: int
    total: int
    count: int
    today: date
    marks: Mapping[int, str] = field(default_factory=dict)


def listing(shown: Listed) -> Message:
    title = f"*{escape(shown.title)}*"
    if not shown.rows:
        text = f"{title}\nNothing here. :sparkles:"
        return message(f"{escape(shown.title)}: nothing", section(text), actions(_new(shown)))
    title += f" · {counted(shown.count, 'item')}"
    blocks: list[Block] = [section(title)]
    last: str | None = ""
    for action, owner in shown.rows:
        if shown.order == "owner" and owner != last:
            blocks.append(section(f"*{escape(owner)}*" if owner else "*Need an owner*"))
            last = owner
        blocks.append(section(_line(action, shown), _button(action, shown.owners)))
    return message(f"{escape(shown.title)}: {counted(shown.count, 'action item')}", *blocks, *_rows(shown))


def _line(action: Action, shown: Listed) -> str:
    facts = [names_of(shown.owners.get(action.number, ())), standing_words(action, shown.today)]
    if shown.order == "age":
        facts.append(f"{counted((shown.today - action.created_at.date()).days, 'day')} old")
    if action.state in ("in progress", "blocked"):
        facts.append(STATES[action.state].lower())
    if action.is_alive and action.number in shown.marks:
        facts.append(shown.marks[action.number])
    return f"*{action.id}* {one_line(action.text, 180)}\n{' · '.join(facts)}"


def _button(action: Action, owners: Mapping[int, Sequence[str]]) -> Block:
    if action.is_alive and not owners.get(action.number):
        return button("Take it", "action.take", action.id, style="primary")
    return button("Show", "action.show", action.id)


def _rows(shown: Listed) -> list[Block]:
    name, order, *rest = shown.value.split(" ")
    after = "".join(f" {word}" for word in rest)

    def turn(label: str, mark: str, by: str, page: int) -> Block:
        return button(label, f"action.page:{mark}", f"{name} {by} {page}{after}")

    turns = [turn("← Earlier", "earlier", order, shown.page - 1)] if shown.page > 1 else []
    if shown.page * PAGE < shown.total:
        turns.append(turn("More →", "more", order, shown.page + 1))
    orders = [turn(label, by, by, 1) for by, label in ORDERS.items() if by != order]
    files = [
        button("CSV file", "action.export:csv", f"csv {shown.value}"),
        button("Markdown file", "action.export:markdown", f"markdown {shown.value}"),
    ]
    return [*([actions(*turns)] if turns else []), actions(_new(shown), *orders, *files)]


def _new(shown: Listed) -> Block:
    if shown.value.split(" ")[0] in COMMITMENTS:
        return button("New commitment…", "commit.open", "")
    return button("New action item…", "action.open", "")


def file_note(title: str, count: int) -> Message:
    return note(f"*{escape(title)}*: {counted(count, 'action item')}, as a file in this thread.")
