"""Going through the agenda while a meeting is live: next, done, skip; what is left waits for the next one."""

from __future__ import annotations

from contextlib import suppress
from html import escape as as_slack_sends

from handlers.agenda import drawing, rules, views
from handlers.blocks import note
from handlers.contract import Context, Reply, Say, UserError
from handlers.lines import topics_in
from handlers.places import standing
from handlers.router import Router
from handlers.text import escape, plain
from storage import agenda, groups, meetings
from storage.agenda import Item
from storage.meetings import Meeting

router = Router()


def _live(ctx: Context) -> tuple[Meeting, list[Item]]:
    meeting = meetings.live_in(ctx.db, ctx.workspace, ctx.channel or "")
    group = groups.group(ctx.db, meeting.group_id) if meeting else None
    if meeting is None or group is None:
        raise UserError(f"No meeting is live here. `{ctx.settings.command} meeting start` opens one.")
    standing(ctx, group).demand("fill the agenda")
    return meeting, agenda.alive(ctx.db, group.id)


@router.click("agenda.next")
@router.command("agenda next", help="In a meeting: this topic is done, on to the next one.")
def go_on(ctx: Context) -> Reply | None:
    meeting, items = _live(ctx)
    if now := rules.current(items):
        _finish(ctx, now, meeting)
    return _begin(ctx, meeting)


@router.click("agenda.over <item_id:int>")
def time_was_up(ctx: Context, item_id: int) -> Reply | None:
    """Under an older message: whoever went on before is not followed by a second step."""
    now = rules.current(_live(ctx)[1])
    return go_on(ctx) if now and now.id == item_id else None


@router.command("agenda done [<place:int>]", help="This topic, or that one, is done.")
def done(ctx: Context, place: int | None = None) -> Reply | None:
    meeting, items = _live(ctx)
    item = rules.at_place(items, place) if place is not None else rules.current(items)
    if item is None:
        raise UserError(f"No topic is open. `{ctx.settings.command} agenda next` begins the first one.")
    _finish(ctx, item, meeting)
    return Say(note(f"Done: {escape(item.text)}."), public=True)


@router.command("agenda skip", help="Leave this topic for later, on to the next one.")
def skip(ctx: Context) -> Reply | None:
    meeting, items = _live(ctx)
    now = rules.current(items)
    if now is None:
        raise UserError(f"No topic is open. `{ctx.settings.command} agenda next` begins the first one.")
    upcoming = rules.following(items)
    agenda.change(ctx.db, now.id, state=agenda.OPEN, begun_at=None, note_at=None)
    agenda.order(ctx.db, [*(item.id for item in items if item.id != now.id), now.id])
    if upcoming is None:
        return Say(note("That was the last topic; it waits for the next meeting."), public=True)
    return _begin(ctx, meeting)


def _finish(ctx: Context, item: Item, meeting: Meeting) -> None:
    agenda.change(ctx.db, item.id, state=agenda.DONE, note_at=None, done_in=meeting.number)
    drawing.redraw(ctx, item.id)


def _begin(ctx: Context, meeting: Meeting) -> Reply | None:
    item = rules.following(agenda.alive(ctx.db, meeting.group_id))
    if item is None:
        return Say(note("The agenda is done. :tada:"), public=True)
    note_at = rules.first_note_at(item, ctx.now)
    agenda.change(ctx.db, item.id, state=agenda.NOW, begun_at=ctx.now, note_at=note_at)
    ctx.emit("agenda.turned", number=meeting.number, text=as_slack_sends(item.text, quote=False))
    return Say(views.now_on(item), public=True)


@router.line()
def heard(ctx: Context, text: str, ts: str) -> None:
    """ "agenda+ …" in a live meeting."""
    wanted = topics_in(text)
    meeting = meetings.live_in(ctx.db, ctx.workspace, ctx.channel or "") if wanted else None
    for said in wanted if meeting is not None else ():
        with suppress(UserError):  # a line is never answered
            topic, minutes = rules.topic_of(plain(said)[: rules.LONGEST])
            agenda.add(ctx.db, ctx.workspace, meeting.group_id, topic, ctx.actor, ctx.now, minutes=minutes)


@router.on("meeting.ended")
def carry_over(ctx: Context, meeting: Meeting) -> None:
    if now := rules.current(agenda.alive(ctx.db, meeting.group_id)):
        _finish(ctx, now, meeting)
    agenda.carry(ctx.db, meeting.group_id)
