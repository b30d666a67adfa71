"""How a lead's summary is drawn: ten items at most, each a line with its number and one button. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.blocks import actions, button, context, message, note, section
from handlers.contract import Block, Message
from handlers.digests.ranking import DECISION, FIRST_WORD, MOST_ITEMS, NEW, SORTS, sort_of
from handlers.text import clip, counted, escape, one_line
from storage.areas import Area
from storage.leading import Waiting
from storage.meetings import Meeting

LONGEST = 140
MOST_MEETINGS = 5
MOST_NAMED = 6
NOTHING = "Nothing waits for you as a lead. Enjoy the quiet."
TITLES = {
    NEW: "New since last time",
    FIRST_WORD: "Waiting for a first word",
    DECISION: "Decisions wanted",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """`items` are ranked, all of them; `for_lead` is an escaped name where somebody else gets it meanwhile."""

    areas: Sequence[Area]
    items: Sequence[Waiting]
    employers: Mapping[int, int]
    said_in: Sequence[Meeting]
    since: datetime | None
    now: datetime
    for_lead: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.items or self.said_in)

    @property
    def shown(self) -> Sequence[Waiting]:
        return self.items[:MOST_ITEMS]

    @property
    def news(self) -> list[Waiting]:
        return [item for item in self.items if sort_of(item, self.since) == NEW]


def summary(found: Summary, comes: str, command: str) -> Message:
    if found.is_empty:
        return note(NOTHING)
    title = f"What waits in {_areas(found)}"
    counts = Counter(sort_of(item, found.since) for item in found.items)
    told = ", ".join(f"{counts[sort]:,} {sort}" for sort in SORTS if counts[sort])
    more = len(found.items) - len(found.shown)
    beyond = f"; {more:,} more than shown" if more > 0 else ""
    head = f"*{title}*\n" + (f"{counted(len(found.items), 'item')}: {told}{beyond}" if told else "")
    away = [context(f"You get this while {found.for_lead} is away, and may answer for them.")]
    drawn = [section(head.strip()), *(away if found.for_lead else []), *_items(found), *_meetings(found)]
    return message(title, *drawn, *_footer(found, comes, command))


def _areas(found: Summary) -> str:
    names = [escape(clip(area.name, 60)) for area in found.areas]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _items(found: Summary) -> Iterator[Block]:
    """The weightiest of all, under what they wait for."""
    for sort in SORTS:
        items = [item for item in found.shown if sort_of(item, found.since) == sort]
        if items:
            yield section(f"*{TITLES[sort]}*")
        for item in items:
            yield section(_line(found, item), _button(item, sort))


def _button(item: Waiting, sort: str) -> Block:
    number = f"F-{item.number}"
    if sort == DECISION:
        return button("Decide…", "feedback.show", number)
    return button("Acknowledge", "feedback.acknowledge", number)


def _line(found: Summary, item: Waiting) -> str:
    area = next((area.name for area in found.areas if area.id == item.area_id), "")
    behind, days = found.employers.get(item.number, 0), (found.now - item.created_at).days
    facts = [
        ":rotating_light: blocking" if item.severity == "blocking" else item.severity,
        escape(clip(area, 60)) if len(found.areas) > 1 else None,
        f"{counted(days, 'day')} old" if days else "new today",
        counted(item.endorsements, "endorsement") if item.endorsements else None,
        counted(behind, "employer") if behind > 1 else None,
    ]
    return f"*F-{item.number}* {one_line(item.text, LONGEST)}\n{' · '.join(filter(None, facts))}"


def _meetings(found: Summary) -> Iterator[Block]:
    """Where their areas were talked about without them."""
    if not found.said_in:
        return
    more = len(found.said_in) - MOST_MEETINGS
    beyond = f"\n{counted(more, 'more meeting')} than shown" if more > 0 else ""
    yield section(f"*Meetings that spoke of your areas without you*{beyond}")
    for meeting in found.said_in[:MOST_MEETINGS]:
        read = button("Read the minutes", "minutes.read", str(meeting.number))
        yield section(f"{escape(meeting.name)} (M-{meeting.number})", read)


def _footer(found: Summary, comes: str, command: str) -> tuple[Block, Block]:
    if found.for_lead:
        show_all = button("Show all", "command.run", "feedback list")
        return (context(f"Your own settings: `{command} digest settings`."), actions(show_all))
    show_all = button("Show all", "digest.all", "")
    text = f"This comes {comes}. `{command} digest lead off` turns it off."
    row = (button("Turn this off", "digest.off", "lead"), button("Change…", "digest.settings", ""))
    return (context(text), actions(show_all, *row))


def all_done() -> Message:
    return note("All of this is answered, or somebody has taken it. Thank you!")
