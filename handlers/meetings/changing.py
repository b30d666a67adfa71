"""One meeting of a series is moved or cancelled; whoever said whether they come is told."""

from __future__ import annotations

from handlers import blocks as b
from handlers import places, series
from handlers.choosing import name_of
from handlers.contract import Context, Message, Open, Reply, Say
from handlers.meetings import forms, reading, reminders, rules, views
from handlers.router import Router
from handlers.text import clip
from storage import habits, items, meetings
from storage.meetings import Meeting

REASON_LIMIT = 500

router = Router()


def move_form(ctx: Context, which: str = "next", words: str = "") -> Reply:
    return ask_when(ctx, reading.the_one(ctx, which)[0].number, words)


@router.click("meeting.move <number:int>")
def ask_when(ctx: Context, number: int, words: str = "") -> Reply:
    return Open(forms.move(_to_change(ctx, reading.numbered(ctx, number), "moved"), words))


@router.command(
    "meeting move <which...> to <words...>", help="One meeting: next to thu 17:00.", form=move_form
)
def move(ctx: Context, which: str, words: str) -> Reply:
    return _move(ctx, reading.the_one(ctx, which)[0], words)


@router.submit("meeting.move")
def move_it(ctx: Context, number: int, words: str) -> Reply:
    return _move(ctx, reading.numbered(ctx, number), words)


def _move(ctx: Context, meeting: Meeting, words: str) -> Reply:
    _to_change(ctx, meeting, "moved")
    group = reading.group_of(ctx, meeting)
    starts_at, ends_at = rules.moved_to(meeting, words, ctx.now, reading.zone_of(ctx, meeting))
    wishes = habits.of_group(ctx.db, group.id)
    series.reschedule(ctx.db, meeting, starts_at, ends_at, wishes, ctx.now)
    _record(ctx, meeting, "moved", was=meeting.starts_at.isoformat(), to=starts_at.isoformat())
    now = meetings.meeting_by_id(ctx.db, meeting.id) or meeting
    ctx.emit("meeting.moved", meeting=now)
    told = views.moved(now, meeting.starts_at, name_of(ctx, ctx.actor))
    reminders.retire(ctx, meeting, told)
    _announce(ctx, now, told)
    return Say(b.note(f"{views.title(now)} is now on {views.both_zones(now.starts_at, group.zone)}."))


def cancel_form(ctx: Context, which: str = "next") -> Reply:
    return ask_why(ctx, reading.the_one(ctx, which)[0].number)


@router.click("meeting.cancel <number:int>")
def ask_why(ctx: Context, number: int) -> Reply:
    return Open(forms.cancel(_to_change(ctx, reading.numbered(ctx, number), "cancelled")))


@router.command("meeting cancel <which...>", help="One meeting: 2026-12-24 and why.", form=cancel_form)
def cancel(ctx: Context, which: str) -> Reply:
    return _cancel(ctx, *reading.the_one(ctx, which))


@router.submit("meeting.cancel")
def cancel_it(ctx: Context, number: int, why: str | None = None) -> Reply:
    return _cancel(ctx, reading.numbered(ctx, number), why or "")


def _cancel(ctx: Context, meeting: Meeting, why: str) -> Reply:
    _to_change(ctx, meeting, "cancelled")
    why = clip(why.strip(), REASON_LIMIT)
    series.call_off(ctx.db, meeting, why)
    _record(ctx, meeting, "cancelled", why=why)
    ctx.emit("meeting.cancelled", meeting=meetings.meeting_by_id(ctx.db, meeting.id) or meeting)
    told = views.cancelled(meeting, why, name_of(ctx, ctx.actor))
    reminders.retire(ctx, meeting, told)
    _announce(ctx, meeting, told)
    return Say(b.note(f"{views.title(meeting)} on {b.when(meeting.starts_at)} is cancelled."))


def _to_change(ctx: Context, meeting: Meeting, deed: str) -> Meeting:
    places.standing(ctx, reading.group_of(ctx, meeting)).demand("schedule meetings")
    rules.must_be_planned(meeting, ctx.now, deed)
    return meeting


def _record(ctx: Context, meeting: Meeting, what: str, why: str = "", **data: str) -> None:
    item = f"M-{meeting.number}"
    items.record(ctx.db, ctx.workspace, item, what, ctx.now, actor=ctx.actor, why=why, **data)


def _announce(ctx: Context, meeting: Meeting, message: Message) -> None:
    group = reading.group_of(ctx, meeting)
    if group.channel:
        ctx.post(group.channel, message)
    for person in reading.those_who_answered(ctx, meeting):
        if person != ctx.actor:
            ctx.tell(person, message)
