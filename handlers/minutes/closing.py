"""A meeting ends: who was there is kept, the draft goes to the chairs; later it is published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handlers.contract import Context
from handlers.lines import AGREED
from handlers.minutes import drawing, rules, views
from handlers.minutes.log import ACTION, Entry
from handlers.minutes.taken import Taken, taken
from handlers.tokens import numbers_in
from storage import feedback, links, meetings, minutes


def close(ctx: Context, at: Taken) -> None:
    number, meeting = at.about.number, at.meeting
    meetings.change_meeting(ctx.db, meeting.id, state="ended", ended_at=ctx.now)
    for user in at.minutes.present:
        if user in at.names.people:
            meetings.present(ctx.db, meeting, user, ctx.now)
    scribe = next((who for who in at.minutes.scribes if who in at.names.people), None)
    drafted = {"drafted_at": ctx.now, "ask_at": ctx.now + rules.ASK_AFTER, "scribe": scribe}
    minutes.change(
        ctx.db, ctx.workspace, number, state=minutes.DRAFT, live_in=None, is_stale=False, **drafted
    )
    said = "The chairs have the draft of the minutes."
    ctx.post(at.record.channel, views.ended_card(at.about, ctx.now, said), key=drawing.live_key(number))
    _link_what_was_named(ctx, at)
    ctx.emit("meeting.ended", meeting=meeting)
    drawing.show_draft(ctx, taken(ctx, number))


def _link_what_was_named(ctx: Context, at: Taken) -> None:
    """Feedback that was a topic, or named in a line, can be followed to this meeting."""
    said = "\n".join(entry.text for entry in (*at.minutes.topics, *at.minutes.entries))
    for item in feedback.several(ctx.db, ctx.workspace, numbers_in(said, "F")):
        links.link(ctx.db, ctx.workspace, f"F-{item.number}", at.about.label, ctx.now)


def publish(ctx: Context, at: Taken, by: str | None) -> None:
    """`by` a chair; by nobody it goes out as the draft that it is."""
    number = at.about.number
    is_first = at.record.state != minutes.PUBLISHED
    done = {"published_at": ctx.now, "published_by": by, "ask_at": None}
    minutes.change(ctx.db, ctx.workspace, number, state=minutes.PUBLISHED, **done)
    at = taken(ctx, number)
    drawing.show_minutes(ctx, at, with_files=True)
    drawing.settle_drafts(ctx, at)
    if is_first:
        _hand_on(ctx, at)


def _hand_on(ctx: Context, at: Taken) -> None:
    """What others make of it: actions and decisions with a life of their own, news for those who were not there."""
    for entry, said in _said(at, ACTION):
        ctx.emit("minutes.action", **said, owners=entry.owners, due=entry.due)
    for entry, said in _said(at, AGREED):
        ctx.emit("minutes.decision", **said, present=at.minutes.present, kind=entry.kind)
    ctx.emit("minutes.published", number=at.about.number)


def _said(at: Taken, kind: str) -> Iterator[tuple[Entry, dict[str, Any]]]:
    """The entries of a kind, with what is told of each."""
    for noted in at.minutes.sections:
        for entry in (entry for entry in noted.entries if entry.kind == kind):
            yield (
                entry,
                {
                    "number": at.about.number,
                    "group_id": at.group.id,
                    "entry": entry.id,
                    "text": entry.text,
                    "topic": noted.topic.text if noted.topic else "",
                    "by": entry.by,
                },
            )
