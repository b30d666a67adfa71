"""How a live meeting, its draft and its minutes look in Slack. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from handlers.blocks import (
    actions,
    button,
    channel_link,
    confirm,
    context,
    header,
    message,
    paragraphs,
    section,
    when,
)
from handlers.contract import Block, Message
from handlers.minutes.log import ACTION, Entry, Minutes, Section
from handlers.minutes.words import LABELS, About, attendance, due, owners, shares_line
from handlers.naming import Names
from handlers.paging import Page
from handlers.text import clip, counted, escape

SHOWN_TOPICS, SHOWN_ITEMS, SHOWN_NOTES = 12, 12, 3
SHOWN_QUEUE = 5
ITEM_LIMIT = 300
PAGE, NEWS_ITEMS = 30, 10

News = tuple[About, Names, str, Sequence[Entry]]
"""Of which meeting, who is who, its channel, and what concerned the reader."""


def live_card(
    minutes: Minutes, about: About, names: Names, *, scribe: str | None, first: str | None = None
) -> Message:
    """The one message of the bot's while a meeting runs, kept up to date; the topic that is `first` still waits."""
    title = f"*{escape(about.name)}* is live · {about.label}"
    how = (
        "Lines are taken for the minutes. Begin one with `TOPIC:`, `INFO:`, `IDEA:`, `AGREED:` or "
        "`ACTION: @who …` to have it noted, with `q+` to speak. "
        "Put `[off]` into a line that is to be kept out: it is never stored."
    )
    number = str(about.number)
    row = (
        button("I'm here", "meeting.here", number, style="primary"),
        button("Raise hand", "meeting.hand", number),
        button("Next speaker", "meeting.speaker", number),
        button("Next topic", "agenda.next", ""),
        button("End", "meeting.end", number, confirm=_sure()),
    )
    state = "\n".join(_state(minutes, about, names, scribe, first))
    return message(
        f"{escape(about.name)} is live",
        section(title),
        section(how),
        section(state),
        actions(*row),
    )


def _sure() -> Block:
    return confirm("End the meeting?", "The draft of the minutes goes to the chairs.", "End it")


def _state(
    minutes: Minutes, about: About, names: Names, scribe: str | None, first: str | None
) -> Iterable[str]:
    yield f"*Topic* {_now_on(minutes, first)}"
    yield f"*Present* {attendance(minutes, about)}"
    if minutes.speaking:
        yield f"*Speaking* {escape(names.called(minutes.speaking))}"
    if minutes.queue:
        waiting = [
            _hand(place, w.who, w.about, names) for place, w in enumerate(minutes.queue[:SHOWN_QUEUE], 1)
        ]
        more = len(minutes.queue) - SHOWN_QUEUE
        yield "*Queue* " + " · ".join([*waiting, *([f"{more} more"] if more > 0 else [])])
    if minutes.scribes:
        yield f"*Scribe* {escape(names.all_called(minutes.scribes))}"
    elif scribe:
        yield f"*Scribe* how about {escape(names.called(scribe))}? `scribe+` takes it"


def _now_on(minutes: Minutes, first: str | None) -> str:
    if minutes.topics:
        return escape(clip(minutes.topics[-1].text, ITEM_LIMIT))
    if first is None:
        return "none yet"
    return f"none yet; *Next topic* begins with the first on the agenda: {escape(clip(first, ITEM_LIMIT))}"


def _hand(place: int, who: str, about: str, names: Names) -> str:
    return f"{place}. {escape(names.called(who))}" + (f" ({escape(clip(about, 60))})" if about else "")


def ended_card(about: About, ended: datetime, said: str) -> Message:
    """What the live card turns into."""
    title = f"*{escape(about.name)}* · {about.label} ended {when(ended)}"
    return message(f"{escape(about.name)} has ended", section(title), context(said))


def summary(minutes: Minutes, about: About, names: Names) -> Message:
    """The minutes in short, within what a message can hold."""
    state = "Draft minutes" if about.is_draft else "Minutes"
    title = minutes.title or about.name
    blocks: list[Block] = [header(f"{state}: {title}"), context(*_facts(minutes, about, names))]
    if about.summary:
        blocks += paragraphs(escape(about.summary))[:3]
    blocks += _listed("Decisions", minutes.decisions, names)
    blocks += _listed("Actions", minutes.actions, names)
    for section_ in minutes.sections[:SHOWN_TOPICS]:
        blocks.append(section(_topic(section_, names)))
    hidden = len(minutes.sections) - SHOWN_TOPICS
    if hidden > 0:
        blocks.append(context(f"… and {counted(hidden, 'more topic')} in the file."))
    if not minutes.sections:
        blocks.append(section("Nothing was noted."))
    return message(f"{state} of {about.label}, {escape(title)}", *blocks)


def _facts(minutes: Minutes, about: About, names: Names) -> list[str]:
    facts = [
        f"{about.label} · {escape(about.group)} · {when(about.began)}",
        f"*Present* {attendance(minutes, about)}",
    ]
    if minutes.present:
        facts.append(escape(clip(names.all_called(minutes.present), 1500)))
    for label, who in (("Regrets", minutes.regrets), ("Scribe", minutes.scribes)):
        if who:
            facts.append(f"*{label}* {escape(clip(names.all_called(who), 500))}")
    if talk := shares_line(minutes, about):
        facts.append(f"*Who talked* {escape(talk)}")
    return facts


def _listed(title: str, entries: Sequence[Entry], names: Names) -> list[Block]:
    if not entries:
        return []
    lines = [f"• {_item(entry, names)}" for entry in entries[:SHOWN_ITEMS]]
    if len(entries) > SHOWN_ITEMS:
        lines.append(f"… and {len(entries) - SHOWN_ITEMS} more in the file.")
    return paragraphs(f"*{title}*\n" + "\n".join(lines))


def _topic(noted: Section, names: Names) -> str:
    title = f"*{escape(clip(noted.topic.text, ITEM_LIMIT))}*" if noted.topic else "*Before the first topic*"
    # Decisions and actions stand above already.
    notes = [e for e in noted.entries if LABELS[e.kind] not in ("Agreed", "Rejected", "Action")]
    lines = [f"• {_item(entry, names)}" for entry in notes[:SHOWN_NOTES]]
    if len(notes) > SHOWN_NOTES:
        lines.append(f"… {counted(len(notes) - SHOWN_NOTES, 'more note')}")
    return "\n".join([title, *lines])


def _item(entry: Entry, names: Names) -> str:
    text = escape(clip(entry.text, ITEM_LIMIT))
    if entry.kind == ACTION:
        who = escape(clip(owners(entry, names), 100)) or "_nobody yet_"
        return f"{text} · {who}" + (f" · due {escape(due(entry))}" if entry.due else "")
    label = LABELS.get(entry.kind, "Topic")
    return f"{label}: {text}" if label else text


def published(minutes: Minutes, about: About, names: Names) -> Message:
    """In the channel; the files hang in its thread."""
    shown = summary(minutes, about, names)
    return message(
        shown.text,
        *shown.blocks,
        context(":thread: All of it, as Markdown and as a page, is in the thread."),
    )


def whole_lines(minutes: Minutes, names: Names) -> Iterator[str]:
    """Every topic and item, one by one."""
    for noted in minutes.sections:
        yield f"*{escape(clip(noted.topic.text, ITEM_LIMIT))}*" if noted.topic else "*Before the first topic*"
        yield from (f"• {_item(entry, names)}" for entry in noted.entries)


def whole(page: Page[str], about: About) -> Message:
    title = f"*{about.label}* {escape(about.name)}"
    if page.pages > 1:
        title += f" · page {page.number} of {page.pages}"
    text = "\n".join(page.items) or "Nothing was noted."
    turns = page.turns("minutes.whole", f"{about.number} ")
    return message(f"Minutes of {about.label}", section(title), *paragraphs(text), *turns)


def absent(parts: Sequence[News]) -> Message:
    """What a lead missed: a few items, whatever the number of meetings, with the way to all of it."""
    blocks: list[Block] = [section("*You were not in the room.* This concerned your area:")]
    left = NEWS_ITEMS
    for about, names, channel, entries in parts[:10]:
        lines = [f"• {_item(entry, names)}" for entry in entries[:left]]
        if len(entries) > left:
            lines.append(f"… {len(entries) - left} more" if left else f"{counted(len(entries), 'item')}")
        left = max(left - len(entries), 0)
        title = f"*{escape(about.name)}* ({about.label}) in {channel_link(channel)}"
        read = button("Read the minutes", f"minutes.read:{about.number}", str(about.number))
        blocks += [*paragraphs("\n".join([title, *lines])), actions(read)]
    return message("What concerned your area in meetings you were not in", *blocks)
