"""Lists, and the single item in full: what can be read about feedback. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.blocks import actions, button, context, divider, message, paragraphs, section, when
from handlers.contract import Block, Message
from handlers.feedback.rules import is_open
from handlers.feedback.views import STATES, Shown, lead_buttons
from handlers.text import counted, escape, one_line
from storage.feedback import Feedback
from storage.groups import Group

PAGE = 8
TEXT_SECTIONS, ANSWER_SECTIONS = 26, 16  # of the fifty blocks that a message may have
TITLES = {
    "open": "Open feedback",
    "new": "Feedback that waits for a first word",
    "mine": "Your feedback",
    "stale": "Feedback that has waited too long",
    "top": "Most endorsed feedback",
    "answered": "Answered feedback",
}


def listing(
    name: str,
    items: Sequence[Feedback],
    endorsed: Mapping[int, int],
    *,
    group: Group | None,
    page: int,
    total: int,
    may_answer: bool = False,
) -> Message:
    """One page; what is counted is said, and how many there are beyond it."""
    where = f" of {escape(group.name)}" if group else ""
    title = f"*{TITLES[name]}*{where}"
    if not items:
        text = f"{title}\nNothing here. That may be good news."
        return message(text, section(text))
    title += f" · {counted(total, 'item')}"
    if total > PAGE:
        title += f" · page {page} of {-(-total // PAGE)}"
    blocks: list[Block] = [section(title)]
    for item in items:
        show = button("Show", "feedback.show", f"F-{item.number}")
        blocks.append(section(_line(item, endorsed.get(item.number, 0)), show))
    row = _turns(f"{name} {group.slug if group else ''}".strip(), page, total)
    if group and may_answer:
        row.append(button("Answer several…", "direction.open", group.slug))
    if row:
        blocks.append(actions(*row))
    return message(f"{TITLES[name]}: {counted(total, 'item')}", *blocks)


def _line(item: Feedback, endorsements: int) -> str:
    facts = [STATES[item.state], when(item.created_at, "{date_short_pretty}")]
    if item.kind:
        facts.insert(0, item.kind)
    if endorsements:
        facts.append(counted(endorsements, "endorsement"))
    return f"*F-{item.number}* {one_line(item.text, 180)}\n{' · '.join(facts)}"


def _turns(of: str, page: int, total: int) -> list[Block]:
    turns = []
    if page > 1:
        turns.append(button("← Earlier", "feedback.page:earlier", f"{page - 1} {of}"))
    if page * PAGE < total:
        turns.append(button("More →", "feedback.page:more", f"{page + 1} {of}"))
    return turns


def whole(shown: Shown, buttons: Sequence[Block]) -> Message:
    """The full text, however long, and what can be done with it."""
    item = shown.item
    head = f"*F-{item.number}* · {escape(shown.place or 'no group yet')} · {STATES[item.state]}"
    facts = [
        f"from {escape(shown.author)}" + (f" ({item.voice})" if item.voice else ""),
        when(item.created_at),
    ]
    facts += [fact for fact in (item.kind, item.axis, item.severity) if fact]
    if shown.endorsers:
        facts.append(counted(shown.endorsers, "endorsement"))
    blocks = [section(head), *paragraphs(escape(item.text), TEXT_SECTIONS), context(" · ".join(facts))]
    if item.answer:
        blocks += [divider(), section("*Answer*"), *paragraphs(escape(item.answer), ANSWER_SECTIONS)]
    if buttons:
        blocks.append(actions(*buttons))
    return message(f"F-{item.number}: {one_line(item.text, 140)}", *blocks)


def reader_buttons(item: Feedback, *, mine: bool, answers: bool = False) -> list[Block]:
    """`answers`: whoever reads it may answer it here."""
    found = [button("What happened so far", "trace.show", f"F-{item.number}")]
    if is_open(item) and not mine:
        style = None if answers else "primary"
        found.insert(0, button("Endorse", "feedback.endorse", f"F-{item.number}", style=style))
    return [*lead_buttons(item), *found] if answers and is_open(item) else found
