"""Until when, and when to ask again: dates in words, by picker, by button."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers.actions import cards, forms, rules, sponsoring, views
from handlers.actions.making import dated, day_after
from handlers.actions.reading import day_here, group_of_action, owners_of, shown
from handlers.actions.rules import Dated
from handlers.actions.working import change, mine_to_work_on
from handlers.blocks import day, note
from handlers.calendar import today
from handlers.contract import Context, Open, Reply, Say, UserError
from handlers.due_words import coming_day, must_lie_ahead, no_day, read_due
from handlers.router import Router
from handlers.text import escape
from storage import actions, groups, meetings, people
from storage.actions import Action
from storage.meetings import CANCELLED, Meeting

router = Router()


def _day_of_owner(ctx: Context, action: Action) -> date:
    return day_here(ctx, owners_of(ctx, action), group_of_action(ctx, action))


@router.click("action.due <number:A>")
@router.command("action due <number:A> [<words:raw>]", help="Another date, in your words.")
def due(ctx: Context, number: int, words: str = "") -> Reply | None:
    action = mine_to_work_on(ctx, number)
    rules.next_state(action, "date")
    if not words:
        return Open(forms.due(action))
    when = _read(ctx, action, words)
    if not when.choices:
        return _moved(ctx, action, when)
    if when.leans:
        _moved(ctx, action, when)
        action = replace(action, due=when.day, due_at=when.at)
    return Say(views.asks(shown(ctx, action), views.which_day(action, words, when.choices)))


def _read(ctx: Context, action: Action, words: str) -> Dated:
    """Refused when it is no day; a week would be a guess here."""
    here = _day_of_owner(ctx, action)
    read = read_due(words, here)
    if read is None:
        raise no_day(words, "due")
    return dated(ctx, read, words, here, group_of_action(ctx, action))


@router.submit("action.due")
def picked(ctx: Context, number: int, due: date) -> Reply | None:
    action = mine_to_work_on(ctx, number)
    must_lie_ahead(due, _day_of_owner(ctx, action), "That day", "due")
    return _moved(ctx, action, Dated(due))


@router.click("action.on <number:A> <on>")
def chosen(ctx: Context, number: int, on: str) -> Reply | None:
    """The answer to "which of the two days?"."""
    action = mine_to_work_on(ctx, number)
    reply = _moved(ctx, action, Dated(date.fromisoformat(on)))
    return replace(reply, replace=True)


def _moved(ctx: Context, action: Action, when: Dated) -> Say:
    why = f" ({escape(when.because)})" if when.because else ""
    if (when.day, when.at) != (action.due, action.due_at):
        was = f"from {day(action.due)} to {day(when.day)}"
        known = {"due": when.day, "due_at": when.at, "follows": when.follows}
        action = change(ctx, action, "date", was, **known, snoozed_until=None)
        cards.redraw(ctx, action)
        sponsoring.ask_anew(ctx, action, f"its date moved {was}.")
    elif when.follows != action.follows:
        actions.change(ctx.db, ctx.workspace, action.number, follows=when.follows)
    return Say(note(f"{action.id} is due *{rules.due_words(action)}*{why}."))


@router.on("meeting.moved")
@router.on("meeting.cancelled")
def follow(ctx: Context, meeting: Meeting) -> None:
    """What is due after it, is so after the group's next one when it is cancelled; without one its date stays."""
    found = actions.following(ctx.db, meeting.group_id, meeting.number)
    group = groups.group(ctx.db, meeting.group_id) if found else None
    now = meetings.meeting(ctx.db, ctx.workspace, meeting.number) if found else None
    if now is not None and now.state == CANCELLED:
        now = meetings.next_of_group(ctx.db, meeting.group_id, ctx.now)
    if group is not None and now is not None:
        for action in found:
            _moved(ctx, action, day_after(now, group))


@router.click("action.later <number:A>")
def later(ctx: Context, number: int) -> Reply | None:
    """One click: asked again in three days."""
    return snooze(ctx, number)


@router.command("action snooze <number:A> [<until:raw>]", help="No reminder before that day.")
def snooze(ctx: Context, number: int, until: str = "") -> Reply | None:
    action = mine_to_work_on(ctx, number)
    me = people.person(ctx.db, ctx.workspace, ctx.actor)
    zone = me.zone if me else "UTC"
    when = coming_day(until, ctx.now, zone) if until else rules.snooze_day(zone, ctx.now)
    if when <= today(ctx.now, zone):
        raise UserError("That is today. Say a later day, such as `snooze A-7 until next mon`.")
    action = change(ctx, action, "snooze", f"until {day(when)}", snoozed_until=when)
    cards.redraw(ctx, action)
    return Say(note(f"I'll ask again about {action.id} on {day(when)}. It is due {rules.due_words(action)}."))
