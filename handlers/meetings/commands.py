"""What people do with planned meetings: look at them, say whether they come, settle the reminders."""

from __future__ import annotations

from handlers import blocks as b
from handlers import places, series
from handlers.contract import Context, Open, Reply, Say, UserError
from handlers.history import group_changed
from handlers.holidays_of import countries_of
from handlers.meetings import calendars, changing, forms, jobs, reading, reminders, scheduling, views
from handlers.meetings.rules import target
from handlers.router import Router
from handlers.text import clip, escape, quote
from storage import groups, habits, meetings
from storage.groups import Group
from storage.meetings import COMING, PLANNED, REGRETS, Meeting

LISTED = 10

router = Router()


@router.command("meeting", help="The next meeting: when, where, who comes.", read=True)
@router.command("meeting next", read=True)
def following(ctx: Context) -> Reply:
    group = places.group_if_any(ctx)
    ids = [group.id] if group else reading.my_group_ids(ctx)
    found = next(iter(meetings.coming_up(ctx.db, ids, ctx.now, 1)), None)
    if found is None:
        return Say(views.nothing_planned(_may_plan(ctx, group)))
    return Say(_card(ctx, found))


@router.command("meeting show <number:M>", help="One meeting.", read=True)
@router.command("meeting <number:M>", read=True)
def show(ctx: Context, number: int) -> Reply:
    return Say(_card(ctx, reading.numbered(ctx, number)))


@router.command("meeting list", help="The next meetings here; in a direct message all of yours.", read=True)
def ahead(ctx: Context) -> Reply:
    group = places.group_if_any(ctx)
    ids = [group.id] if group else reading.my_group_ids(ctx)
    known: dict[int, Group] = {g.id: g for g in groups.groups_of_person(ctx.db, ctx.workspace, ctx.actor)}
    known |= {group.id: group} if group else {}
    found = [(m, known[m.group_id]) for m in meetings.coming_up(ctx.db, ids, ctx.now, LISTED)]
    return Say(views.listing(found, _may_plan(ctx, group)))


def _may_plan(ctx: Context, group: Group | None) -> bool:
    return group is not None and not ctx.is_shared and places.standing(ctx, group).may("schedule meetings")


def _card(ctx: Context, meeting: Meeting) -> b.Message:
    group = reading.group_of(ctx, meeting)
    may_change = not ctx.is_shared and places.standing(ctx, group).may("schedule meetings")
    return views.card(meeting, group, meetings.answers(ctx.db, meeting.id), may_change=may_change)


# Coming and regrets


@router.command("meeting coming [<number:M>]", help="You come to the next meeting, or to M-3.")
@router.click("meeting.coming <number:int>")
def coming(ctx: Context, number: int | None = None) -> Reply:
    meeting = reading.numbered(ctx, number) if number else reading.next_meeting(ctx)
    _answer(ctx, meeting, COMING, "")
    return Say(b.note(f"Noted: you come to {views.title(meeting)}, {b.when(meeting.starts_at)}."))


@router.click("meeting.regrets <number:int>")
def ask_for_a_note(ctx: Context, number: int) -> Reply:
    meeting = reading.numbered(ctx, number)
    _answer(ctx, meeting, REGRETS, _note(ctx, meeting))
    return Open(forms.regrets(meeting))


@router.command("meeting regrets [<note...>]", help="You cannot come to the next meeting, or to M-3.")
@router.submit("meeting.regrets")
def regrets(ctx: Context, note: str | None = None, number: int | None = None) -> Reply:
    said = note or ""
    if number is None and said.lower().lstrip("#").startswith("m-"):
        meant = target(said, ctx.now.date())
        number, said = meant.number, meant.rest
    meeting = reading.numbered(ctx, number) if number else reading.next_meeting(ctx)
    _answer(ctx, meeting, REGRETS, said)
    quoted = f"\n{quote(escape(clip(said, 500)))}" if said else ""
    return Say(b.note(f"Your regrets for {views.title(meeting)} are noted.{quoted}"))


def _note(ctx: Context, meeting: Meeting) -> str:
    """The button alone does not take back what was written before."""
    given = (a for a in meetings.answers(ctx.db, meeting.id) if a.user == ctx.actor)
    return next((a.note for a in given if a.answer == REGRETS), "")


def _answer(ctx: Context, meeting: Meeting, said: str, note: str) -> None:
    if meeting.state not in (PLANNED, meetings.LIVE) or meeting.ends_at <= ctx.now:
        what = "cancelled" if meeting.state == meetings.CANCELLED else "over"
        raise UserError(f"M-{meeting.number} is {what}.")
    meetings.answer(ctx.db, meeting, ctx.actor, said, clip(note.strip(), 500), ctx.now)
    ctx.emit("meeting.answered")


# How the group wants to be reminded


@router.command("meeting settings", help="Reminders on or off and when; countries whose holidays count.")
def habits_form(ctx: Context) -> Reply:
    group = places.group_meant(ctx)
    places.standing(ctx, group).demand("schedule meetings")
    return Open(forms.habits(group, habits.of_group(ctx.db, group.id)))


@router.submit("meeting.habits")
def settle_habits(
    ctx: Context, group: str, day_before: str = "1440", soon: str = "10", countries: str | None = None
) -> Reply:
    found = places.group_named(ctx, group)
    places.standing(ctx, found).demand("schedule meetings")
    wishes = {
        "day_before": None if day_before == "off" else int(day_before),
        "soon": None if soon == "off" else int(soon),
        "countries": countries_of(countries or ""),
    }
    habits.settle(ctx.db, found.id, **wishes)
    _plan_reminders(ctx, found)
    group_changed(ctx, found, "meeting settings", **wishes)
    return Say(b.note(f"Saved for {escape(found.name)}."))


def _plan_reminders(ctx: Context, group: Group) -> None:
    wishes = habits.of_group(ctx.db, group.id)
    for meeting in meetings.planned_in_groups(ctx.db, [group.id]):
        remind_at, which = series.next_reminder(wishes, meeting.starts_at, meeting.ends_at, ctx.now)
        meetings.change_meeting(ctx.db, meeting.id, remind_at=remind_at, reminder=which)


FEATURE = (router, scheduling.router, changing.router, calendars.router, reminders.router, jobs.router)
