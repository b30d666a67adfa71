"""Lines of a live meeting are kept as they stand, followed when they change, acknowledged without a word."""

from __future__ import annotations

from handlers import lines
from handlers.contract import Context
from handlers.minutes import drawing, rules
from handlers.router import Router
from storage import meetings, minutes

router = Router()


@router.line()
def heard(ctx: Context, text: str, ts: str) -> None:
    channel = ctx.channel or ""
    meeting = meetings.live_in(ctx.db, ctx.workspace, channel)
    if meeting is None:
        return
    sign = rules.acknowledgement(text)
    if not lines.is_off(text):
        thread = ctx.thread if ctx.thread != ts else None
        if not minutes.add_line(ctx.db, ctx.workspace, meeting.number, ts, ctx.actor, text, thread):
            return
        minutes.change(ctx.db, ctx.workspace, meeting.number, heard_at=ctx.now, is_stale=True)
    if sign:
        ctx.react(channel, ts, sign)


@router.line(on="edited")
def mended(ctx: Context, text: str, ts: str) -> None:
    number = minutes.last_heard_in(ctx.db, ctx.workspace, ctx.channel or "", ts)
    if number is None:
        _no_longer_off(ctx, text, ts)
        return
    if lines.is_off(text):
        minutes.drop_line(ctx.db, ctx.workspace, number, ts)
    else:
        minutes.mend_line(ctx.db, ctx.workspace, number, ts, text)
        if sign := rules.acknowledgement(text):
            ctx.react(ctx.channel or "", ts, sign)
    drawing.show_again(ctx, number)


def _no_longer_off(ctx: Context, text: str, ts: str) -> None:
    """It was not kept when it was said; older messages are none of this meeting's business."""
    meeting = meetings.live_in(ctx.db, ctx.workspace, ctx.channel or "")
    if meeting and meeting.started_at and float(ts) >= meeting.started_at.timestamp():
        heard(ctx, text, ts)


@router.line(on="deleted")
def taken_back(ctx: Context, text: str, ts: str) -> None:
    number = minutes.last_heard_in(ctx.db, ctx.workspace, ctx.channel or "", ts)
    if number is not None and minutes.drop_line(ctx.db, ctx.workspace, number, ts):
        drawing.show_again(ctx, number)


@router.on("agenda.changed")
def changed(ctx: Context, group_id: int) -> None:
    """The card names the topic with which the meeting may begin."""
    record = minutes.last_of_group(ctx.db, group_id)
    if record is not None and record.state == minutes.TAKING:
        minutes.change(ctx.db, ctx.workspace, record.number, is_stale=True)


@router.on("agenda.turned")
def turned(ctx: Context, number: int, text: str) -> None:
    """The next item of the agenda begins: a topic, as if somebody had typed it."""
    minutes.add_deed(ctx.db, ctx.workspace, number, ctx.actor, f"TOPIC: {text}")
    minutes.change(ctx.db, ctx.workspace, number, is_stale=True, heard_at=ctx.now)
