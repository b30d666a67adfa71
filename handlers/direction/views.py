"""How a statement of direction looks in its group's channel, to who asked for it, and as a form. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.blocks import (
    Option,
    actions,
    button,
    checkboxes_input,
    context,
    message,
    paragraphs,
    section,
    text_input,
)
from handlers.contract import Block, Form, Message
from handlers.direction.rules import LONGEST, VERDICTS
from handlers.text import clip, counted, escape, one_line, quote
from storage.direction import Statement
from storage.feedback import Feedback
from storage.groups import Group

SHOWN = 12
TICKED = 10
LABELS = {"yes": "Yes", "partly": "Partly", "no": "No"}


@dataclass(frozen=True, slots=True)
class Answered:
    """A statement with what it answers; `by` is its author's name."""

    statement: Statement
    group: Group
    by: str
    items: Sequence[Feedback]

    @property
    def label(self) -> str:
        return f"S-{self.statement.number}"

    @property
    def heading(self) -> str:
        return f"*Where {escape(self.group.name)} is headed*, says {escape(self.by)}"


def card(answered: Answered, told: int, verdicts: Mapping[str, int]) -> Message:
    """In the group's channel, counting what the readers say."""
    said = " · ".join(f"{LABELS[v]} {verdicts[v]}" for v in VERDICTS if verdicts.get(v))
    state = f"{answered.label} · told to {counted(told, 'person', 'people')} who asked for it"
    text = f"{answered.heading}: {one_line(answered.statement.text, 200)}"
    return message(
        text,
        section(answered.heading),
        *paragraphs(quote(escape(answered.statement.text))),
        section(_what_it_answers(answered.items)),
        context(state + (f" · does it answer them? {said}" if said else "")),
    )


def _what_it_answers(items: Sequence[Feedback]) -> str:
    lines = [f"• *F-{item.number}* {one_line(item.text, 120)}" for item in items[:SHOWN]]
    more = len(items) - SHOWN
    return "\n".join(["It answers", *lines, *([f"… and {more} more"] if more > 0 else [])])


def told(answered: Answered, mine: Sequence[Feedback], verdict: str | None) -> Message:
    """To who gave or endorsed some of it; `verdict` is what they said so far."""
    text = f"{answered.heading}: {one_line(answered.statement.text, 200)}"
    asked = "*Does this answer you?*" if verdict is None else f"*You said: {LABELS[verdict]}.* Thank you!"
    return message(
        text,
        section(answered.heading),
        *paragraphs(quote(escape(answered.statement.text))),
        section(_what_it_answers(mine)),
        section(asked),
        actions(*_buttons(answered.label, verdict)),
    )


def _buttons(label: str, verdict: str | None) -> list[Block]:
    row = [
        button(
            LABELS[v],
            f"direction.verdict:{v}",
            f"{label} {v}",
            style="primary" if v == "yes" and verdict is None else None,
        )
        for v in VERDICTS
        if v != verdict
    ]
    if verdict in ("partly", "no"):
        row.insert(0, button("Say what is missing…", "feedback.open:direction", "direction", style="primary"))
    return row


def form(group: Group, open_items: Sequence[Feedback], statement: str = "", others: str = "") -> Form:
    """Several pieces of feedback answered at once; the first ones are to be ticked, others typed."""
    ticked: list[Option] = [
        (str(item.number), clip(f"F-{item.number} {' '.join(item.text.split())}", 75))
        for item in open_items[:TICKED]
    ]
    blocks = [
        section(f"Posted in the channel of *{escape(group.name)}*, and told to everybody who asked for it."),
        text_input("statement", "Where is it headed, and why?", value=statement, long=True, most=LONGEST),
        *([checkboxes_input("ticked", "Which feedback does it answer?", ticked)] if ticked else []),
        text_input(
            "others",
            "Others, by number" if ticked else "Which feedback does it answer?",
            value=others,
            optional=bool(ticked),
            placeholder="F-3, F-9",
        ),
    ]
    return Form("direction.say", "Say the direction", tuple(blocks), "Tell them", {"slug": group.slug})
