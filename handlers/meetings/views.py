"""How meetings are drawn: the preview of a series, cards, lists and reminders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers import blocks as b
from handlers.contract import Block, Message
from handlers.text import clip, counted, escape, one_line
from handlers.zones import shown
from storage.agenda import Item
from storage.groups import Group
from storage.meetings import CANCELLED, COMING, LIVE, PLANNED, REGRETS, Answer, Meeting

NAMED = 12
TOPICS = 10


@dataclass(frozen=True, slots=True)
class Collision:
    """Another series that is on at the same time, why that matters, and the first such dates."""

    name: str
    why: str
    dates: Sequence[datetime]


@dataclass(frozen=True, slots=True)
class Preview:
    """A series as it would be; `value` is what *Create* carries."""

    group: Group
    name: str
    sentence: str
    minutes: int
    link: str | None
    times: Sequence[datetime]
    value: str
    collisions: Sequence[Collision] = ()
    holidays: Sequence[tuple[date, str]] = ()
    oddities: Sequence[str] = ()
    changes: str | None = None


def preview(found: Preview) -> Message:
    heading = f"*{escape(found.name)}* · {escape(found.group.name)}"
    facts = [found.sentence, f"{counted(found.minutes, 'minute')}{_where(found.link)}"]
    dates = [f"• {both_zones(at, found.group.zone)}" for at in found.times]
    blocks = [b.section("\n".join([heading, *map(escape, facts[:1]), *facts[1:]]))]
    blocks.append(b.section("*The next dates*, for you · for the group\n" + "\n".join(dates)))
    blocks += [b.section(f"⚠️ {line}") for line in _warnings(found)[:8]]
    click, label = ("meeting.change", "Change it") if found.changes else ("meeting.create", "Create")
    row = [b.button(label, click, found.value, style="primary")]
    row.append(b.button("Edit…", "meeting.rewrite", found.value))
    if found.changes:
        blocks.append(b.context("This changes the series from now on. What was, stays."))
    return b.message(f"{heading}: {escape(found.sentence)}", *blocks, b.actions(*row))


def _warnings(found: Preview) -> list[str]:
    zone = ZoneInfo(found.group.zone)
    lines = []
    for clash in found.collisions:
        dates = ", ".join(f"{at.astimezone(zone):%a} {day_and_time(at, zone)}" for at in clash.dates)
        lines.append(f"Collides with *{escape(clash.name)}* ({clash.why}), first on {dates}.")
    if found.holidays:
        named = ", ".join(f"{b.day(day)} ({escape(name)})" for day, name in found.holidays)
        lines.append(f"Public holidays: {named}.")
    return [*lines, *map(escape, found.oddities)]


def day_and_time(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local.day} {local:%b %Y %H:%M}"


def both_zones(at: datetime, zone: str) -> str:
    """For the reader, and as the group's clock shows it."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{b.when(at)} · {local:%a} {day_and_time(at, ZoneInfo(zone))} {escape(shown(zone))}"


def _where(link: str | None) -> str:
    if not link:
        return ""
    return f" · {b.link(link, 'call')}" if link.startswith(("https://", "http://")) else f" · {escape(link)}"


def title(meeting: Meeting) -> str:
    return f"*M-{meeting.number} {escape(meeting.name)}*"


def card(meeting: Meeting, group: Group, answers: Sequence[Answer], *, may_change: bool) -> Message:
    when = both_zones(meeting.starts_at, group.zone)
    length = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    state = {CANCELLED: " · cancelled", LIVE: " · on now"}.get(meeting.state, "")
    lines = [f"{title(meeting)} · {escape(group.name)}{state}", when]
    lines.append(f"{counted(length, 'minute')}{_where(meeting.link)}")
    blocks = [b.section("\n".join(lines)), *_answers(answers)]
    if meeting.state != CANCELLED:
        number = str(meeting.number)
        change = [
            b.button("Move…", "meeting.move", number),
            b.button("Cancel it…", "meeting.cancel", number, style="danger"),
        ]
        blocks.append(buttons(meeting, *(change if may_change and meeting.state == PLANNED else ())))
    return b.message(f"{title(meeting)}: {b.when(meeting.starts_at)}", *blocks)


def buttons(meeting: Meeting, *more: Block) -> Block:
    number = str(meeting.number)
    coming = b.button("Coming", "meeting.coming", number)
    return b.actions(coming, b.button("Regrets", "meeting.regrets", number), *more)


def _answers(answers: Sequence[Answer]) -> list[Block]:
    lines = []
    for said, label in ((COMING, "Coming"), (REGRETS, "Regrets")):
        who = [b.mention(a.user) for a in answers if a.answer == said]
        more = f" and {len(who) - NAMED} more" if len(who) > NAMED else ""
        lines += [f"{label}: {', '.join(who[:NAMED])}{more}"] if who else []
    return [b.context(*lines)] if lines else []


def listing(found: Sequence[tuple[Meeting, Group]], may_plan: bool) -> Message:
    if not found:
        return nothing_planned(may_plan)
    blocks = []
    for meeting, group in found:
        live = " · on now" if meeting.state == LIVE else ""
        blocks.append(
            b.section(
                f"{title(meeting)} · {escape(group.name)}{live}\n{both_zones(meeting.starts_at, group.zone)}"
                f"{_where(meeting.link)}"
            )
        )
    return b.message(f"The next {counted(len(found), 'meeting')}", *blocks)


def nothing_planned(may_plan: bool) -> Message:
    if not may_plan:
        return b.note("No meeting is planned. A chair can plan one.")
    plan = b.button("Plan meetings…", "meeting.plan", "", style="primary")
    return b.message("No meeting is planned.", b.section("No meeting is planned."), b.actions(plan))


def scheduled(name: str, sentence: str, first: Meeting, who: str) -> Message:
    text = f"{who} scheduled *{escape(name)}*: {escape(sentence)}. First: {b.when(first.starts_at)}."
    return b.message(text, b.section(text), buttons(first))


def reminder_before(
    meeting: Meeting, group: Group, answers: Sequence[Answer], topics: Sequence[Item]
) -> Message:
    """With the agenda as it stands, and a call for topics."""
    text = f"{title(meeting)} starts {b.when(meeting.starts_at)}{_where(meeting.link)}"
    listed = [f"{n}. {_topic(item)}" for n, item in enumerate(topics[:TOPICS], 1)]
    if len(topics) > TOPICS:
        listed.append(f"… and {counted(len(topics) - TOPICS, 'more topic')}")
    heading = "*Agenda*" if listed else "Nothing is on the agenda yet."
    call = b.context("What should be talked about? Add it, so that everyone can think about it before.")
    add = b.button("Add a topic", "agenda.open", group.slug)
    agenda = b.section("\n".join([heading, *listed]))
    return b.message(text, b.section(text), agenda, call, *_count(answers), buttons(meeting, add))


def _topic(item: Item) -> str:
    return f"{one_line(item.text, 150)}{f' · {item.minutes} min' if item.minutes else ''}"


def reminder_soon(meeting: Meeting, answers: Sequence[Answer]) -> Message:
    text = f"{title(meeting)} starts at {b.when(meeting.starts_at, '{time}')}{_where(meeting.link)}"
    start = b.button("Start", "meeting.start", str(meeting.number))
    return b.message(text, b.section(text), *_count(answers), buttons(meeting, start))


def over(meeting: Meeting) -> Message:
    return b.note(f"{title(meeting)} is over. It was planned for {b.when(meeting.starts_at)}.")


def _count(answers: Sequence[Answer]) -> list[Block]:
    said = {answer: sum(a.answer == answer for a in answers) for answer in (COMING, REGRETS)}
    if not any(said.values()):
        return []
    return [b.context(f"{said[COMING]} coming · {said[REGRETS]} cannot come")]


def reminded_personally(meeting: Meeting) -> Message:
    return b.note(f"{title(meeting)} starts at {b.when(meeting.starts_at, '{time}')}{_where(meeting.link)}")


def moved(meeting: Meeting, was: datetime, who: str) -> Message:
    text = f"{title(meeting)} is moved from {b.when(was)} to {b.when(meeting.starts_at)}, by {who}."
    return b.message(text, b.section(text), buttons(meeting))


def cancelled(meeting: Meeting, why: str, who: str) -> Message:
    reason = f": {escape(clip(why, 500))}" if why else "."
    return b.note(f"{title(meeting)}, {b.when(meeting.starts_at)}, is cancelled by {who}{reason}")
