"""The tab *To answer*: what waits for somebody as author, sponsor, lead and chair, each with its buttons. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handlers import blocks as b
from handlers.contract import Block
from handlers.home.rows import action_line, listed, name_of, row, verdicts
from handlers.paging import Page
from handlers.text import clip, counted, escape, one_line, quote
from storage.actions import Action
from storage.decisions import Decision
from storage.direction import Statement
from storage.feedback import Feedback
from storage.groups import Group
from storage.waiting import Draft

MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Waiting:
    """Pages by the name of their list; `areas` and `owners` are escaped names by id and number.

    `questions` is what was asked about a piece of feedback.
    """

    pages: Mapping[str, Page[Any]]
    groups: Mapping[int, Group]
    areas: Mapping[int, str]
    owners: Mapping[int, Sequence[str]]
    questions: Mapping[int, str]
    now: datetime
    today: date


def draw(waiting: Waiting) -> list[Block]:
    drawn = list(_lists(waiting))
    return drawn or [b.section("*Nothing waits for you.* :sunny:")]


def _lists(waiting: Waiting) -> Iterator[Block]:
    for part, (heading, line) in PARTS.items():
        page = waiting.pages.get(part)
        if page is not None and page.total:
            yield from listed(part, heading, page, [line(waiting, item) for item in page.items])


def _asked(waiting: Waiting, item: Feedback) -> list[Block]:
    label = f"F-{item.number}"
    asked = waiting.questions.get(item.number, "")
    said = f"\n{quote(escape(clip(asked, 500)))}" if asked else ""
    text = f"*{label}* {one_line(item.text)}{said}\nAnswer in the thread of its card, under *Messages*."
    return [b.section(text, b.button("Show", "feedback.show", label))]


def _judged(waiting: Waiting, item: Feedback) -> list[Block]:
    label = f"F-{item.number}"
    said = f"\n{quote(escape(clip(item.answer, 500)))}" if item.answer else ""
    buttons = [*verdicts(label, "feedback.verdict"), b.button("Show", "feedback.show", label)]
    return row(f"*{label}* {one_line(item.text)}{said}", *buttons)


def _stated(waiting: Waiting, said: Statement) -> list[Block]:
    label = f"S-{said.number}"
    group = name_of(waiting.groups, said.group_id)
    text = f"*{label}* {' · '.join(filter(None, [group, b.when(said.created_at, '{date_short_pretty}')]))}"
    return row(f"{text}\n{quote(escape(clip(said.text, 500)))}", *verdicts(label, "direction.verdict"))


def _promised(waiting: Waiting, action: Action) -> list[Block]:
    names = waiting.owners.get(action.number, ())
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    who = f" · promised by {', '.join(names[:MOST_NAMES])}{more}" if names else ""
    return row(
        action_line(action, name_of(waiting.groups, action.group_id), waiting.today) + who,
        b.button("Confirm", "commit.confirm", action.id, style="primary"),
        b.button("Change…", "commit.change", action.id),
        b.button("Can't…", "commit.cannot", action.id),
    )


def _unheard(waiting: Waiting, item: Feedback) -> list[Block]:
    label, days = f"F-{item.number}", (waiting.now - item.created_at).days
    place = waiting.areas.get(item.area_id or 0) or name_of(waiting.groups, item.group_id) or "no group"
    facts = [
        place,
        f"has waited {counted(days, 'day')}" if days else "new today",
        f":rotating_light: {item.severity}" if item.severity == "blocking" else item.severity or "",
        "open again" if item.state == "reopened" else "",
    ]
    return row(
        f"*{label}* {one_line(item.text)}\n{' · '.join(filter(None, facts))}",
        b.button("Acknowledge", "feedback.acknowledge", label, style="primary"),
        b.button("Accept", "feedback.accept", label),
        b.button("Ask…", "feedback.ask", label),
        b.button("Decline…", "feedback.decline", label),
        b.button("Show", "feedback.show", label),
    )


def _draft(waiting: Waiting, draft: Draft) -> list[Block]:
    number = str(draft.number)
    facts = [
        name_of(waiting.groups, draft.group_id),
        b.when(draft.starts_at, "{date_short_pretty}"),
        "out as a draft" if draft.is_out else "",
    ]
    return row(
        f"*M-{number} {escape(draft.name)}*\n{' · '.join(filter(None, facts))}",
        b.button(
            "Publish as final" if draft.is_out else "Publish", "minutes.publish", number, style="primary"
        ),
        b.button("Edit…", "minutes.edit", number),
        b.button("Read", "minutes.read", number),
    )


def _ownerless(waiting: Waiting, action: Action) -> list[Block]:
    return row(
        action_line(action, name_of(waiting.groups, action.group_id), waiting.today),
        b.button("Give to…", "action.hand", action.id, style="primary"),
        b.button("Take it", "action.take", action.id),
        b.button("Drop…", "action.drop", action.id),
    )


def _review(waiting: Waiting, decision: Decision) -> list[Block]:
    label = f"D-{decision.number}"
    since = f"to be looked at since {b.day(decision.review_on)}" if decision.review_on else ""
    facts = [name_of(waiting.groups, decision.group_id), since]
    return row(
        f"*{label}* {one_line(decision.text)}\n{' · '.join(filter(None, facts))}",
        b.button("Still holds…", "decision.review", label, style="primary"),
        b.button("Amend…", "decision.amend", label),
        b.button("Show", "decision.show", label),
    )


# Where somebody else is kept waiting by one click comes first.
PARTS: dict[str, tuple[str, Callable[[Waiting, Any], list[Block]]]] = {
    "asked": ("You are asked about your feedback", _asked),
    "judged": ("Does this answer you?", _judged),
    "stated": ("Where things are headed: does this answer you?", _stated),
    "promised": ("Do you stand by it, as the sponsor?", _promised),
    "unheard": ("Feedback that waits for a first word", _unheard),
    "drafts": ("Minutes to publish", _draft),
    "ownerless": ("Action items without an owner", _ownerless),
    "review": ("Decisions to look at again", _review),
}
