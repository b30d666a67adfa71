"""How decisions look: the living card, one in full, the list, and the forms. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.blocks import (
    Option,
    actions,
    button,
    choice_input,
    context,
    date_input,
    day,
    link,
    message,
    paragraphs,
    section,
    text_input,
    when,
)
from handlers.contract import Block, Form, Message
from handlers.paging import Page
from handlers.text import clip, counted, escape, one_line, quote
from storage.areas import Area
from storage.decisions import Decision
from storage.groups import Group

CARD_TEXT, CARD_WHY = 1200, 400
FORM_TEXT = 3000
NAMED = 12
PAGE = 8
_TITLES = {"amend": "Amend", "supersede": "Supersede"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A decision with all that its drawings need; names stand for people."""

    decision: Decision
    group: Group
    area: Area | None
    by: str
    present: tuple[str, ...]
    amended_by: tuple[int, ...]
    answers: tuple[int, ...]

    @property
    def label(self) -> str:
        return f"D-{self.decision.number}"


def card(shown: Shown) -> Message:
    """In the group's channel; always today's state."""
    decision = shown.decision
    blocks = [section(f"{_head(shown)}\n{quote(escape(clip(decision.text, CARD_TEXT)))}")]
    if decision.why:
        blocks.append(section(f"*Context*\n{quote(escape(clip(decision.why, CARD_WHY)))}"))
    blocks += [context(line) for line in (_facts(shown), *_more(shown))]
    return message(_told(shown), *blocks, actions(*_buttons(shown, whole=True)))


def _told(shown: Shown) -> str:
    return f"{shown.label}: {one_line(shown.decision.text, 140)}"


def _head(shown: Shown) -> str:
    place = f" · {escape(shown.area.name)}" if shown.area else ""
    return f"*{shown.label}* · {escape(shown.group.name)}{place}{_state(shown)}"


def _state(shown: Shown) -> str:
    decision = shown.decision
    if decision.superseded_by is not None:
        return f" · *superseded by D-{decision.superseded_by}*"
    if shown.amended_by:
        return f" · *amended by {_items('D', shown.amended_by)}*"
    return ""


def _items(letter: str, numbers: Sequence[int]) -> str:
    more = f" and {len(numbers) - NAMED} more" if len(numbers) > NAMED else ""
    return ", ".join(f"{letter}-{number}" for number in numbers[:NAMED]) + more


def _facts(shown: Shown) -> str:
    decision = shown.decision
    facts = [f"decided by {escape(shown.by)}", when(decision.decided_at, "{date_short_pretty}")]
    if decision.meeting is not None:
        facts.append(f"in M-{decision.meeting}")
    if decision.supersedes is not None:
        facts.append(f"supersedes D-{decision.supersedes}")
    if decision.amends is not None:
        facts.append(f"amends D-{decision.amends}")
    if shown.answers:
        facts.append(f"for {_items('F', shown.answers)}")
    if decision.review_on and decision.superseded_by is None:
        facts.append(f"review by {day(decision.review_on)}")
    return " · ".join(facts)


def _more(shown: Shown) -> list[str]:
    lines = []
    if shown.present:
        more = f" and {len(shown.present) - NAMED} more" if len(shown.present) > NAMED else ""
        lines.append(f"Present: {escape(clip(', '.join(shown.present[:NAMED]), 900))}{more}")
    if shown.decision.urls:
        lines.append(" · ".join(link(url, clip(url, 80)) for url in shown.decision.urls if len(url) < 1500))
    return [line for line in lines if line]


def _buttons(shown: Shown, *, whole: bool) -> list[Block]:
    """`whole`: with the way to all of it, where not all is shown."""
    decision, value = shown.decision, shown.label
    found = []
    if decision.superseded_by is None:
        found = [
            button("Amend…", "decision.amend", value),
            button("Supersede…", "decision.supersede", value),
        ]
        if decision.review_on:
            found.append(button("Still holds…", "decision.review", value))
    if whole and (len(decision.text) > CARD_TEXT or len(decision.why) > CARD_WHY):
        found.append(button("Read it all", "decision.show", value))
    return [*found, button("What happened so far", "trace.show", value)]


def full(shown: Shown) -> Message:
    """Every word of it, who was present, and what it came of."""
    decision = shown.decision
    blocks = [section(_head(shown)), *paragraphs(escape(decision.text), 22)]
    if decision.why:
        blocks += paragraphs(f"*Context*\n{escape(decision.why)}", 20)
    blocks += [context(line) for line in (_facts(shown), *_more(shown))]
    return message(_told(shown), *blocks, actions(*_buttons(shown, whole=False)))


def listing(page: Page[tuple[Decision, Group]], of: str, value: str) -> Message:
    """One page; `of` says what was looked for, `value` is what the buttons to other pages carry."""
    title = f"*Decisions*{f' {escape(of)}' if of else ''}"
    if not page.total:
        return _nothing(title, is_search=bool(of))
    title += f" · {counted(page.total, 'decision')}"
    blocks: list[Block] = [section(title)]
    for decision, group in page.items:
        blocks.append(
            section(_line(decision, group), button("Show", "decision.show", f"D-{decision.number}"))
        )
    return message(title, *blocks, *page.turns("decisions.page", value))


def _nothing(title: str, *, is_search: bool) -> Message:
    if is_search:
        return message(title, section(f"{title}\nNone. Try fewer or other words."))
    record = actions(button("Record a decision", "decision.open", ""))
    return message(title, section(f"{title}\nNone yet."), record)


def _line(decision: Decision, group: Group) -> str:
    facts = [escape(group.name), when(decision.decided_at, "{date_short_pretty}")]
    if decision.superseded_by is not None:
        facts.insert(0, f"superseded by D-{decision.superseded_by}")
    elif decision.review_on:
        facts.append(f"review by {day(decision.review_on)}")
    return f"*D-{decision.number}* {one_line(decision.text, 180)}\n{' · '.join(facts)}"


def decide_form(
    groups: Sequence[Option],
    areas: Sequence[Option],
    *,
    text: str = "",
    why: str = "",
    urls: str = "",
    answers: str = "",
    review: date | None = None,
    area: str | None = None,
    group: str | None = None,
) -> Form:
    """With a choice of the group only where there is one."""
    known: dict[str, str] = {}
    blocks = [text_input("text", "What was decided?", value=text, long=True, most=FORM_TEXT)]
    if len(groups) > 1:
        blocks.append(choice_input("group", "By which group?", groups, chosen=group))
    elif groups:
        known["group"] = groups[0][0]
    if areas:
        blocks.append(choice_input("area", "About which area?", areas, chosen=area, optional=True))
    return Form(
        "decision.decide",
        "Record a decision",
        (*blocks, *_beside(why, urls, answers, review)),
        "Record",
        known,
    )


def follow_form(old: Decision, how: str, text: str = "") -> Form:
    """A later decision in the place of one, or on top of it."""
    said = section(f"*D-{old.number}*\n{quote(escape(clip(old.text, 600)))}")
    label = "What is changed or added?" if how == "amend" else "What is decided now, in its place?"
    blocks = (said, text_input("text", label, value=text, long=True, most=FORM_TEXT), *_beside())
    title = f"{_TITLES[how]} D-{old.number}"
    return Form("decision.follow", title, blocks, _TITLES[how], {"number": old.number, "how": how})


def _beside(why: str = "", urls: str = "", answers: str = "", review: date | None = None) -> list[Block]:
    return [
        text_input(
            "why", "Context", value=why, long=True, optional=True, hint="Why, and what else was considered."
        ),
        text_input(
            "answers", "For which feedback?", value=answers, most=200, optional=True, placeholder="F-12"
        ),
        text_input("urls", "Links", value=urls, long=True, optional=True, hint="One a line."),
        date_input(
            "review",
            "Review by",
            chosen=review,
            optional=True,
            hint="From that day it stands on the agenda until somebody says that it still holds, or decides anew.",
        ),
    ]


def review_form(decision: Decision, next_on: date) -> Form:
    hint = "Leave it empty when it need not be looked at again."
    blocks = (
        section(f"*D-{decision.number}*\n{quote(escape(clip(decision.text, 600)))}"),
        date_input("review", "Look at it again by", chosen=next_on, optional=True, hint=hint),
    )
    title = f"D-{decision.number} still holds"
    return Form("decision.review", clip(title, 24), blocks, "It holds", {"number": decision.number})
