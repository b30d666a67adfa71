"""Action items that a meeting agreed on: they begin their life when its minutes are published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from handlers.actions import cards, rules, said, views
from handlers.actions.making import Draft, able, after_meeting, make, named_in
from handlers.actions.reading import day_here, names_meant, shown
from handlers.actions.rules import Dated
from handlers.calendar import today
from handlers.contract import Context, UserError
from handlers.due_words import AfterMeeting, Due, Read, read_due
from handlers.router import Router
from storage import actions, groups, links, meetings
from storage.actions import Action
from storage.groups import Group

router = Router()


def origin_of(number: int, entry: str) -> str:
    return f"M-{number}/{entry}"


@router.on("minutes.action")
def agreed(
    ctx: Context,
    number: int,
    group_id: int,
    entry: str,
    text: str,
    topic: str,
    owners: Sequence[str],
    due: str | None,
    by: str,
) -> None:
    """Once a line, however often the minutes are published. Nobody can mend it now, so nothing is refused."""
    group = groups.group(ctx.db, group_id)
    origin = origin_of(number, entry)
    if group is None or actions.of_origin(ctx.db, ctx.workspace, origin):
        return
    who = tuple(user for user in owners if _is_able(ctx, user, group))
    held = _held_on(ctx, number, group)
    what, read, phrase = _what_and_when(_without_owners(ctx, text, group, owners, by), due, held)
    when = _dated(ctx, read, day_here(ctx, who, group), group)
    causes = (f"M-{number}", *(named_in(ctx, text, group) or named_in(ctx, topic, group)))
    known = {"origin": origin, "causes": causes, "meeting": number}
    action = make(ctx, Draft(group, what, who, when, by, **known), tell=False)
    if when.choices and not when.leans:
        ctx.tell(by, views.asks(shown(ctx, action), views.which_day(action, phrase, when.choices)))


def _is_able(ctx: Context, user: str, group: Group) -> bool:
    try:
        return bool(able(ctx, [user], group))
    except UserError:
        return False


def _held_on(ctx: Context, number: int, group: Group) -> date:
    """From its day on "next fri" counts, not from the publishing's."""
    meeting = meetings.meeting(ctx.db, ctx.workspace, number)
    return today(meeting.started_at or meeting.starts_at if meeting else ctx.now, group.zone)


def _without_owners(ctx: Context, text: str, group: Group, owners: Sequence[str], by: str) -> str:
    """ "Ana to draft it": the card says beside it that it is Ana's."""
    rest, named, _ = said.take_people(text, names_meant(ctx, group), by)
    return rest if rest and set(named) == set(owners) else text


def _what_and_when(text: str, due: str | None, held: date) -> tuple[str, Read | None, str]:
    rest, read, phrase = said.until_when(text, held)
    if read is None and due and (read := read_due(due, held)):
        return text, read, due
    return rest, read, phrase


def _dated(ctx: Context, read: Read | None, here: date, group: Group) -> Dated:
    """Also a day that is over by now: then it is overdue from the first."""
    in_a_week = Dated(here + rules.DEFAULT)
    if isinstance(read, Due):
        is_slip = abs(read.day - here) > timedelta(days=5 * 366)
        return in_a_week if is_slip else Dated(read.day, read.at)
    if isinstance(read, AfterMeeting):
        try:
            return after_meeting(ctx, read, group)
        except UserError:
            return in_a_week
    return Dated(read.choices[0], choices=read.choices, leans=read.leans) if read else in_a_week


@router.on("minutes.published")
def tell_owners(ctx: Context, number: int) -> None:
    """One message a person, whatever the meeting gave to them."""
    came = links.outcomes_of(ctx.db, ctx.workspace, f"M-{number}")
    found = actions.several(ctx.db, ctx.workspace, [int(i[2:]) for i in came if i.startswith("A-")])
    owners = actions.owners_of(ctx.db, ctx.workspace, [action.number for action in found])
    theirs: dict[str, list[Action]] = {}
    for action in found:
        for user in owners.get(action.number, ()):
            theirs.setdefault(user, []).append(action)
    for user, mine in theirs.items():
        if len(mine) == 1:
            drawn = views.card(shown(ctx, mine[0]), f"*From M-{number}, this one is yours:*")
            ctx.tell(user, drawn, key=cards.own_key(mine[0].number, user))
        else:
            ctx.tell(user, views.given_in_meeting(f"M-{number}", mine))
