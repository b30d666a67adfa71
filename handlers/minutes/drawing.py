"""Puts the living messages of a meeting where they belong: its card, the chairs' draft, the minutes."""

from __future__ import annotations

import hashlib
import json

from handlers.contract import Context
from handlers.minutes import chairs, views
from handlers.minutes.markdown import markdown
from handlers.minutes.page import page
from handlers.minutes.taken import Taken, taken
from handlers.places import chairs_or_admins
from storage import agenda, minutes, outbox, published


def live_key(number: int) -> str:
    return f"meeting/{number}/live"


def minutes_key(number: int) -> str:
    return f"minutes/{number}"


def draft_key(number: int, chair: str) -> str:
    return f"minutes/{number}/draft/{chair}"


def redraw_live(ctx: Context, at: Taken) -> None:
    """The card in the channel, when it would look different."""
    record = at.record
    first = next((item.text for item in agenda.alive(ctx.db, at.group.id)), None)
    card = views.live_card(at.minutes, at.about, at.names, scribe=record.proposed_scribe, first=first)
    drawn = hashlib.sha256(json.dumps(card.body, sort_keys=True).encode()).hexdigest()
    if drawn != record.drawn:
        ctx.post(record.channel, card, key=live_key(record.number))
    minutes.change(ctx.db, ctx.workspace, record.number, is_stale=False, drawn=drawn)


def show_draft(ctx: Context, at: Taken) -> None:
    """To each chair, and again when it changes."""
    drawn = chairs.draft(at.minutes, at.about, at.names)
    for chair in chairs_or_admins(ctx, at.group.id):
        ctx.tell(chair, drawn, key=draft_key(at.about.number, chair))


def settle_drafts(ctx: Context, at: Taken) -> None:
    """They need no click any more."""
    for chair in chairs_or_admins(ctx, at.group.id):
        key = draft_key(at.about.number, chair)
        if outbox.is_known(ctx.db, ctx.workspace, key):
            ctx.tell(chair, chairs.settled(at.minutes, at.about, at.names), key=key, urgent=True)


def show_minutes(ctx: Context, at: Taken, *, with_files: bool) -> None:
    """In the channel; the files in the thread stay as they were when it was published."""
    _keep_words(ctx, at)
    key, channel = minutes_key(at.about.number), at.record.channel
    ctx.post(channel, views.published(at.minutes, at.about, at.names), key=key)
    if with_files:
        ctx.attach(channel, f"{at.about.label}.md", markdown(at.minutes, at.about, at.names), thread=key)
        ctx.attach(
            channel, f"{at.about.label}.html", page(at.minutes, at.about, at.names, at.log), thread=key
        )


def _keep_words(ctx: Context, at: Taken) -> None:
    """As they stand published, to be found again."""
    entries = [*at.minutes.topics, *at.minutes.entries]
    said = {entry.id: (entry.by, entry.text) for entry in entries}
    if at.about.summary:
        said["summary"] = (at.record.published_by or "", at.about.summary)
    known = {"group_id": at.group.id, "at": at.record.published_at or ctx.now}
    published.keep(ctx.db, ctx.workspace, at.about.number, said, **known)


def show_again(ctx: Context, number: int) -> None:
    """A line was changed afterwards: wherever the minutes stand, they follow."""
    at = taken(ctx, number)
    if at.record.state == minutes.TAKING:
        minutes.change(ctx.db, ctx.workspace, number, is_stale=True)
    elif at.record.state == minutes.DRAFT:
        show_draft(ctx, at)
    else:
        show_minutes(ctx, at, with_files=False)
