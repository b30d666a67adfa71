"""How an agenda looks, and what is said in the channel when it changes. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.blocks import (
    actions,
    button,
    choice_input,
    context,
    day,
    link,
    message,
    note,
    section,
    text_input,
)
from handlers.contract import Block, Form, Message
from handlers.text import counted, escape, one_line
from storage.actions import Action
from storage.agenda import DONE, DROPPED, NOW, Item
from storage.decisions import Decision
from storage.feedback import Feedback
from storage.groups import Group

SHOWN = 20
MOST_TO_REVIEW = 3
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Business:
    """Something that is alive beside the topics: a heading, and lines, some with a button."""

    heading: str
    lines: Sequence[tuple[str, Block | None]]


def agenda(
    group: Group,
    items: Sequence[Item],
    supported: Mapping[int, int],
    business: Sequence[Business],
    names: Mapping[str, str],
) -> Message:
    """In its order, with what else is alive in the group and is not on it yet."""
    blocks: list[Block] = [section(f"*Agenda of {escape(group.name)}*{_length(items)}")]
    for place, item in enumerate(items[:SHOWN], 1):
        support = button("Support", f"agenda.support:{item.id}", str(item.id))
        blocks.append(section(_line(place, item, supported.get(item.id, 0), names), support))
    if len(items) > SHOWN:
        blocks.append(context(f"… and {counted(len(items) - SHOWN, 'more topic')}"))
    if not items:
        blocks.append(section("Nothing yet. What should the group talk about?"))
    blocks += [block for kind in business for block in _alive(kind)]
    blocks.append(actions(button("Add a topic", "agenda.open", group.slug, style="primary")))
    return message(f"Agenda of {escape(group.name)}: {counted(len(items), 'topic')}", *blocks)


def _length(items: Sequence[Item]) -> str:
    total = sum(item.minutes or 0 for item in items)
    return f" · {total} min planned" if total else ""


def _line(place: int, item: Item, supporters: int, names: Mapping[str, str]) -> str:
    mark = " :arrow_left: now" if item.state == NOW else ""
    facts = [f"from {escape(names.get(item.by) or 'somebody')}"]
    if item.minutes:
        facts.insert(0, f"{item.minutes} min")
    if supporters:
        facts.append(counted(supporters, "supporter"))
    if item.carried:
        facts.append("carried over" if item.carried == 1 else f"carried over {item.carried} times")
    if item.link:
        facts.append(link(item.link, "message"))
    return f"*{place}.* {escape(item.text)}{mark}\n{' · '.join(facts)}"


def _alive(kind: Business) -> Iterator[Block]:
    yield section(f"*{kind.heading}*")
    yield from (section(text, click) for text, click in kind.lines)


def to_review(due: Sequence[Decision]) -> Business:
    lines: list[tuple[str, Block | None]] = [_review(decision) for decision in due[:MOST_TO_REVIEW]]
    if len(due) > MOST_TO_REVIEW:
        lines.append((f"… and {counted(len(due) - MOST_TO_REVIEW, 'more decision')}", None))
    return Business("Decisions to look at again", lines)


def _review(decision: Decision) -> tuple[str, Block]:
    since = f"\nto look at since {day(decision.review_on)}" if decision.review_on else ""
    holds = button("Still holds…", f"decision.review:{decision.number}", f"D-{decision.number}")
    return f"*D-{decision.number}* {one_line(decision.text, 150)}{since}", holds


def waiting(found: Sequence[Feedback]) -> Business:
    return Business("Feedback that waits for this group", [_piece(item) for item in found])


def overdue(
    found: Sequence[Action],
    names: Mapping[int, Sequence[str]],
    today: date,
    marks: Mapping[int, str],
    *,
    has_more: bool,
) -> Business:
    """`marks` say of commitments whether somebody stands by them."""
    lines: list[tuple[str, Block | None]] = [
        (
            _late(action, names.get(action.number, ()), today, marks.get(action.number)),
            button("Done", f"action.done:{action.number}", action.id),
        )
        for action in found
    ]
    if has_more:
        lines.append(("There are more.", button("Show all", "command.run", "action list overdue")))
    return Business("Overdue action items", lines)


def _late(action: Action, names: Sequence[str], today: date, mark: str | None) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    who = ", ".join(map(escape, names[:MOST_NAMED])) + more or "*needs an owner*"
    late = counted((today - action.due).days, "day")
    facts = [who, f"{late} overdue", *([mark] if mark else [])]
    return f"*{action.id}* {one_line(action.text, 150)}\n{' · '.join(facts)}"


def _piece(item: Feedback) -> tuple[str, Block]:
    add = button("Put on the agenda", f"agenda.feedback:{item.number}", f"F-{item.number}")
    return f"*F-{item.number}* {one_line(item.text, 150)}", add


def add_form(groups: Sequence[Group], chosen: str | None, text: str, link: str = "") -> Form:
    options = [(group.slug, group.name) for group in groups]
    known = {"link": link} if link else {}
    blocks: list[Block] = [
        text_input("text", "What should be talked about?", value=text, most=300),
        text_input("minutes", "For how many minutes?", optional=True, most=4, placeholder="15"),
    ]
    if len(options) > 1 or chosen is None:
        blocks.append(choice_input("slug", "In which group?", options, chosen=chosen))
    else:
        known["slug"] = chosen
    return Form("agenda.add", "Add to the agenda", tuple(blocks), submit="Add", known=known)


def announced(item: Item, who: str, supporters: int) -> Message:
    """Kept up to date: whoever reacts to it supports the topic."""
    box = f" ({item.minutes} min)" if item.minutes else ""
    topic = f"*{escape(item.text)}*{box}, from {escape(who)}"
    if item.state == DROPPED:
        return note(f"Taken off the agenda: {topic}.")
    if item.state == DONE:
        return note(f"Talked about in M-{item.done_in}: {topic}.")
    count = f" · {counted(supporters, 'supporter')}" if supporters else "."
    text = f":memo: On the agenda: {topic}{count}"
    return message(text, section(text, button("Support", f"agenda.support:{item.id}", str(item.id))))


def now_on(item: Item) -> Message:
    box = f" · {item.minutes} min" if item.minutes else ""
    return note(f"Now: *{escape(item.text)}*{box}")


def nearly(item: Item, left: int) -> Message:
    return note(f":hourglass_flowing_sand: {counted(left, 'minute')} left for *{escape(item.text)}*.")


def time_is_up(item: Item) -> Message:
    text = f":hourglass: Time for *{escape(item.text)}* is up."
    return message(text, section(text, button("Next topic", "agenda.over", str(item.id))))
