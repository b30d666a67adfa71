"""What is said of a commitment's sponsor: to all in a few words, to the sponsor in their one message. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.actions import rules
from handlers.blocks import Block, actions, button, context, message, note, section
from handlers.contract import Message
from handlers.sponsor_marks import MARKS
from handlers.text import clip, counted, escape, one_line, quote
from storage.actions import Action
from storage.feedback import Feedback
from storage.groups import Group
from storage.sponsorships import ASKED, CONFIRMED, UNSPONSORED, Sponsorship

SHOWN_FEEDBACK = 5


@dataclass(frozen=True, slots=True)
class Sponsored:
    """A sponsorship and its sponsor's name; the name is empty for whoever is not in the item's group."""

    sponsorship: Sponsorship
    name: str


def standing(sponsored: Sponsored) -> str:
    """ "sponsored by Mia", "*unsponsored*: Mia can't: the budget went elsewhere"."""
    found, name = sponsored.sponsorship, escape(sponsored.name)
    if not name:
        return MARKS[found.state]
    if found.state == CONFIRMED:
        return f"sponsored by {name}"
    if found.state == ASKED:
        return f"waits for its sponsor, {name}"
    if found.why:
        return f"*unsponsored*: {name} can't: {escape(clip(found.why, 300))}"
    return f"*unsponsored*: no word from {name}"


def asked(action: Action, group: Group, owners: str, causes: Sequence[str], found: Sponsorship) -> Message:
    """The sponsor's one message, always as things are now; `owners` is escaped."""
    begun = {
        ASKED: f":handshake: *{owners}* promised something, and you set the priorities. Do you stand by it?",
        CONFIRMED: f"You sponsor what *{owners}* promised.",
        UNSPONSORED: f"What *{owners}* promised goes on without a sponsor.",
    }[found.state]
    if not action.is_alive:
        begun = f"You were the sponsor of this. It is {action.state} now."
    blocks = [
        section(begun),
        section(f"*{action.id}* {escape(clip(action.text, 1200))}"),
        context(_facts(action, group, causes)),
    ]
    if action.is_alive:
        blocks.append(actions(*_buttons(action, found.state)))
    return message(f"{action.id}: {one_line(action.text, 140)}", *blocks)


def _facts(action: Action, group: Group, causes: Sequence[str]) -> str:
    facts = [f"due *{rules.due_words(action)}*", escape(group.name)]
    if causes:
        facts.append("for " + ", ".join(causes[:5]))
    return " · ".join(facts)


def _buttons(action: Action, state: str) -> list[Block]:
    row = [button("Confirm", "commit.confirm", action.id, style="primary")] if state != CONFIRMED else []
    row.append(button("Change…", "commit.change", action.id))
    if state != UNSPONSORED:
        row.append(button("Can't…" if state == ASKED else "Withdraw…", "commit.cannot", action.id))
    return row


def asked_again(action: Action, because: str) -> Message:
    """Under their message, which as an edit would notify nobody."""
    text = f"*{action.id}*: {because} Do you stand by it?\n{quote(escape(clip(action.text, 300)))}"
    return message(text, section(text), actions(*_buttons(action, ASKED)))


def lost(
    action: Action, group: Group, who: str, why: str, hanging: Sequence[Feedback], *, left: bool = False
) -> Message:
    """To the chairs and owners, at once: priorities have changed while something can still be done."""
    begun = f"{who}, who sponsored {action.id}, has left" if left else f"{who} can't stand by {action.id}"
    lines = [
        f":warning: *{begun}* ({escape(group.name)}, due {rules.due_words(action)}):",
        quote(escape(clip(action.text, 600))),
    ]
    if why:
        lines.append(f"Why: {escape(clip(why, 600))}")
    if hanging:
        lines.append(f"What hangs on it ({counted(len(hanging), 'piece')} of feedback):")
        lines += [f"• *F-{f.number}* {one_line(f.text, 150)}" for f in hanging[:SHOWN_FEEDBACK]]
        more = len(hanging) - SHOWN_FEEDBACK
        lines += [f"… and {more} more"] if more > 0 else []
    text = "\n".join(lines)
    return message(note(text).text, section(text), actions(button("Show", "action.show", action.id)))
