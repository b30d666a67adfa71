"""Reminders of a meeting: each once, in its group's channel, and without buttons once there is nothing to come to."""

from __future__ import annotations

from handlers import series
from handlers.blocks import note
from handlers.contract import Context, Message
from handlers.meetings import reading, views
from handlers.router import Router
from storage import agenda, items, meetings, outbox
from storage.groups import Group
from storage.meetings import Meeting

router = Router()


def _key(meeting: Meeting, which: str) -> str:
    """The meeting's and its time's: one that was moved is reminded of anew."""
    return f"M-{meeting.number}/{which}/{int(meeting.starts_at.timestamp())}"


def remind(ctx: Context, meeting: Meeting, group: Group, which: str) -> None:
    key = _key(meeting, which)
    if not items.first_time(ctx.db, ctx.workspace, f"reminder/{key}", ctx.now):
        return
    answers = meetings.answers(ctx.db, meeting.id)
    is_soon = which == series.SOON
    if group.channel:
        topics = agenda.alive(ctx.db, group.id)
        drawn = (
            views.reminder_soon(meeting, answers)
            if is_soon
            else views.reminder_before(meeting, group, answers, topics)
        )
        ctx.post(group.channel, drawn, key=key)
    if is_soon:
        for person in reading.those_coming(ctx, meeting):
            ctx.tell(person, views.reminded_personally(meeting), urgent=True)


@router.on("meeting.ended")
def ended(ctx: Context, meeting: Meeting) -> None:
    retire(ctx, meeting, views.over(meeting))


def retire(ctx: Context, meeting: Meeting, told: Message) -> None:
    """Its reminders, as it was until now, say from now on what became of it."""
    channel = reading.group_of(ctx, meeting).channel
    for key in (_key(meeting, which) for which in (series.DAY, series.SOON)):
        if channel and outbox.is_known(ctx.db, ctx.workspace, key):
            ctx.post(channel, note(told.text), key=key)
