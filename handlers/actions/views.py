"""The living card of an action item, the morning's message, and the short notes beside them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.actions import rules, sponsor_cards
from handlers.actions.sponsor_cards import Sponsored
from handlers.blocks import (
    actions,
    button,
    context,
    day,
    divider,
    link,
    message,
    note,
    paragraphs,
    section,
    when,
)
from handlers.contract import Block, Message
from handlers.text import clip, counted, escape, one_line, quote
from storage.actions import BLOCKED, DONE, DROPPED, IN_PROGRESS, OPEN, Action
from storage.groups import Group
from storage.items import Event

CARD_TEXT = 1200
ROW_TEXT = 280
MOST_NAMES = 8
MOST_REMINDED = 15
STATES = {
    OPEN: "Open",
    IN_PROGRESS: "In progress",
    BLOCKED: "Blocked",
    DONE: ":white_check_mark: Done",
    DROPPED: "Dropped",
}
NEEDS_OWNER = "needs an owner"


@dataclass(frozen=True, slots=True)
class Shown:
    """An action item with all that its drawings need; names stand for people."""

    action: Action
    group: Group
    owners: tuple[tuple[str, str], ...]
    creator: str
    causes: tuple[str, ...]
    last: tuple[Event, str] | None
    command: str
    sponsored: Sponsored | None = None


def names_of(owners: Sequence[str]) -> str:
    """ "Ana, Bo and 3 more", or that nobody has it."""
    if not owners:
        return f"*{NEEDS_OWNER}*"
    more = len(owners) - MOST_NAMES
    said = [escape(name) for name in owners[:MOST_NAMES]] + ([f"{more} more"] if more > 0 else [])
    return " and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))


def card(shown: Shown, heading: str = "") -> Message:
    """What everybody in the channel, and each owner by direct message, sees of it; always today's state."""
    action = shown.action
    head = f"{heading}\n" if heading else ""
    blocks = [
        section(f"{head}*{action.id}* {escape(clip(action.text, CARD_TEXT))}"),
        context(_who_when(shown)),
        context(_where_from(shown)),
    ]
    if action.note and action.state in rules.NOTED:
        blocks.append(context(_note(action)))
    blocks.append(actions(*card_buttons(shown)))
    text = f"{action.id} ({STATES[action.state].split(' ')[-1].lower()}): {one_line(action.text, 140)}"
    return message(text, *blocks)


def _who_when(shown: Shown) -> str:
    action = shown.action
    facts = [names_of([name for _, name in shown.owners])]
    if action.is_alive:
        facts.append(f"due *{rules.due_words(action)}*")
    facts.append(STATES[action.state] + _by(shown))
    if shown.sponsored and action.is_alive:
        facts.append(sponsor_cards.standing(shown.sponsored))
    return " · ".join(facts)


def _by(shown: Shown) -> str:
    if shown.last is None or shown.action.state == OPEN:
        return ""
    event, name = shown.last
    is_why = event.what == shown.action.state or event.what == "started"
    return f" by {escape(name)}, {when(event.at, '{date_short_pretty}')}" if is_why and name else ""


def _where_from(shown: Shown) -> str:
    action = shown.action
    facts = [escape(shown.group.name)]
    if shown.causes:
        facts.append("from " + ", ".join(shown.causes[:5]))
    if action.source:
        facts.append(link(action.source, "the message"))
    if shown.creator:
        facts.append(f"noted by {escape(shown.creator)}")
    return " · ".join(facts)


def _note(action: Action, most: int = 600) -> str:
    before = f"{rules.NOTED[action.state]} " if rules.NOTED.get(action.state) else ""
    return f"{before}{escape(clip(action.note, most))}"


def card_buttons(shown: Shown) -> list[Block]:
    action, value = shown.action, shown.action.id
    if not action.is_alive:
        return [button("Reopen", "action.reopen", value)]
    found = [button("Done", "action.done", value, style="primary" if shown.owners else None)]
    if not shown.owners:
        found.insert(0, button("Take it", "action.take", value, style="primary"))
    if action.state != IN_PROGRESS:
        found.append(button("Start", "action.start", value))
    return [
        *found,
        button("Blocked…", "action.block", value),
        button("Date…", "action.due", value),
        button("Hand over…", "action.hand", value),
        button("Drop…", "action.drop", value),
    ]


def whole(shown: Shown) -> Message:
    """The full text, however long."""
    action = shown.action
    blocks = [section(f"*{action.id}* · {_who_when(shown)}"), *paragraphs(escape(action.text), 20)]
    if action.note:
        blocks += paragraphs(_note(action, len(action.note)), 15)
    blocks += [context(_where_from(shown)), actions(*card_buttons(shown))]
    return message(f"{action.id}: {one_line(action.text, 140)}", *blocks)


def given(shown: Shown, by: str) -> Message:
    """The card of a new owner, who did not take it themselves."""
    return card(shown, f":inbox_tray: {escape(by)} gave you this:" if by else "*This one is yours:*")


def given_in_meeting(meeting: str, found: Sequence[Action]) -> Message:
    """All that a meeting gave to one person."""
    title = f"*{counted(len(found), 'action item')} of yours* from {meeting}"
    return message(title, section(title), *_rows(found, {}, None))


def morning(
    found: Sequence[Action],
    today: date,
    others: Mapping[int, Sequence[str]],
    handed: Collection[int] = (),
    marks: Mapping[int, str] | None = None,
) -> Message:
    """All that one person is reminded of on a day; what was answered since stays, without its buttons."""
    waiting = sum(not _is_answered(action, today, handed) for action in found)
    title = (
        f":sunny: *{counted(waiting, 'action item')} of yours*" if waiting else "*All answered. Thank you!*"
    )
    text = f"{counted(waiting, 'action item')} of yours: " + "; ".join(
        f"{action.id} {one_line(action.text, 60)}" for action in found[:5]
    )
    return message(text, section(title), *_rows(found, others, today, handed, marks))


def _is_answered(action: Action, today: date | None, handed: Collection[int]) -> bool:
    is_snoozed = action.snoozed_until is not None and today is not None and action.snoozed_until > today
    return not action.is_alive or is_snoozed or action.number in handed


def _rows(
    found: Sequence[Action],
    others: Mapping[int, Sequence[str]],
    today: date | None,
    handed: Collection[int] = (),
    marks: Mapping[int, str] | None = None,
) -> list[Block]:
    blocks: list[Block] = []
    for action in found[:MOST_REMINDED]:
        with_whom = others.get(action.number, [])
        if action.number in handed:
            now = f"handed over to {names_of(with_whom)}" if with_whom else "yours no more"
            blocks.append(section(f"*{action.id}* {one_line(action.text, ROW_TEXT)}\n{now}"))
            continue
        blocks.append(section(_row(action, today, with_whom, (marks or {}).get(action.number))))
        if not _is_answered(action, today, handed):
            blocks.append(_row_buttons(action))
    if len(found) > MOST_REMINDED:
        blocks.append(context(f"… and {len(found) - MOST_REMINDED} more."))
    return [*blocks, divider(), actions(button("All of mine", "action.page", "mine due 1"))]


def _row(action: Action, today: date | None, others: Sequence[str], mark: str | None) -> str:
    facts = [standing_words(action, today), *([mark] if mark and action.is_alive else [])]
    if others:
        facts.append(f"with {names_of(others)}")
    if action.state == BLOCKED:
        facts.append(_note(action))
    return f"*{action.id}* {one_line(action.text, ROW_TEXT)}\n{' · '.join(facts)}"


def standing_words(action: Action, today: date | None) -> str:
    """ "due today", "3 days overdue", "done"."""
    if not action.is_alive:
        return STATES[action.state]
    if action.snoozed_until and (today is None or action.snoozed_until > today):
        return f"due {rules.due_words(action)} · I'll ask again on {day(action.snoozed_until)}"
    left = (action.due - today).days if today else None
    if left is not None and left < 0:
        return f"*{counted(-left, 'day')} overdue*, since {day(action.due)}"
    near = {0: "*due today*, ", 1: "*due tomorrow*, "}.get(left if left is not None else 9, "due ")
    return f"{near}{rules.due_words(action)}"


def _row_buttons(action: Action) -> Block:
    value = action.id
    return actions(
        button("Done", "action.done", value, style="primary"),
        button("Later", "action.later", value),
        button("Hand over…", "action.hand", value),
    )


def asks(shown: Shown, questions: Sequence[Block], said: str = "") -> Message:
    """What was left open, asked of who made it."""
    text = said or f"*{shown.action.id}* is noted: {one_line(shown.action.text, 300)}"
    return message(text, section(text), *questions)


def who_is_it(action: Action, name: str, users: Sequence[tuple[str, str]]) -> list[Block]:
    """A name that means two people, or nobody here."""
    value = action.id
    if not users:
        words = f"Nobody here is called “{escape(clip(name, 60))}”. Who does it?"
        choose = [button("Choose…", "action.hand", value), button("I do", "action.take", value)]
        return [section(words), actions(*choose)]
    buttons = [
        button(label, f"action.owner:{user}", f"{value} <@{user}>") for user, label in users[:MOST_NAMES]
    ]
    return [
        section(f"Which “{escape(clip(name, 60))}” does it?"),
        actions(*buttons, button("Somebody else…", "action.hand", value)),
    ]


def which_day(action: Action, phrase: str, choices: Sequence[date]) -> list[Block]:
    buttons = [
        button(day(on), f"action.on:{on:%Y%m%d}", f"{action.id} {on.isoformat()}") for on in choices[:5]
    ]
    words = (
        f"“{escape(clip(phrase, 60))}” can be two days. Which one? Until you say, it is {day(action.due)}."
    )
    return [section(words), actions(*buttons)]


def told(action: Action, who: str, what: str) -> Message:
    """To who noted it, when somebody else moves it on."""
    said = f"\n{quote(escape(clip(action.note, 1500)))}" if action.note else ""
    return note(f"{escape(who)} says that *{action.id}* {what}: {one_line(action.text, 200)}{said}")


def ownerless(who: str, found: Sequence[Action]) -> Message:
    """To the chairs, when somebody left."""
    lines = [f"• *{a.id}* {one_line(a.text, 150)}, due {day(a.due)}" for a in found[:MOST_REMINDED]]
    more = [f"… and {len(found) - MOST_REMINDED} more"] if len(found) > MOST_REMINDED else []
    have = "needs a new owner" if len(found) == 1 else "need a new owner"
    title = f"{escape(who)} has left, and {counted(len(found), 'action item')} {have}:"
    return note("\n".join([title, *lines, *more]))
