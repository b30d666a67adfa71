"""An action item comes into being: numbered, dated, given to its owners, linked to what it came of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.actions import cards, rules, views
from handlers.actions.reading import group_of_action, shown
from handlers.actions.rules import Dated
from handlers.blocks import day
from handlers.calendar import today
from handlers.contract import Block, Context, UserError
from handlers.due_words import AfterMeeting, Due, Read, Unsure, must_lie_ahead, no_such_day
from handlers.naming import Names
from handlers.text import clip, escape
from handlers.tokens import numbers_in
from storage import actions, decisions, feedback, groups, items, links, meetings, people, sponsorships
from storage.actions import Action
from storage.groups import Group
from storage.meetings import Meeting


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to become an action item; `causes` are items that it comes of, `meeting` the one whose line it was.

    With a `sponsor` it is a commitment.
    """

    group: Group
    text: str
    owners: tuple[str, ...]
    due: Dated
    by: str | None
    source: str | None = None
    origin: str | None = None
    causes: tuple[str, ...] = ()
    meeting: int | None = None
    sponsor: str | None = None


def make(ctx: Context, draft: Draft, *, tell: bool = True) -> Action:
    """`tell` says it to its owners at once; else somebody tells them of several together."""
    action = Action(
        workspace=ctx.workspace,
        number=items.next_number(ctx.db, ctx.workspace, "A"),
        group_id=draft.group.id,
        text=rules.checked_text(draft.text),
        state=actions.OPEN,
        due=draft.due.day,
        due_at=draft.due.at,
        created_at=ctx.now,
        created_by=draft.by,
        source=draft.source,
        origin=draft.origin,
        follows=draft.due.follows,
    )
    actions.add(ctx.db, action)
    for user in draft.owners:
        actions.add_owner(ctx.db, ctx.workspace, action.number, user, ctx.now)
    noted = {"due": draft.due.day.isoformat(), "owners": list(draft.owners)}
    items.record(ctx.db, ctx.workspace, action.id, "created", ctx.now, actor=draft.by, **noted)
    for cause in draft.causes:
        links.link(ctx.db, ctx.workspace, cause, action.id, ctx.now)
    if draft.sponsor is not None:
        _ask_sponsor(ctx, action, draft.sponsor)
    cards.plan_reminders(ctx, action)
    cards.place(ctx, action, draft.meeting)
    if tell:
        cards.give(ctx, action, draft.owners)
    return action


def named_in(ctx: Context, text: str, group: Group) -> tuple[str, ...]:
    """Feedback and decisions of this group that its words name: it comes of them."""
    given = feedback.several(ctx.db, ctx.workspace, numbers_in(text, "F"))
    taken = decisions.several(ctx.db, ctx.workspace, numbers_in(text, "D"))
    named = [(f"F-{item.number}", item.group_id) for item in given]
    named += [(f"D-{decision.number}", decision.group_id) for decision in taken]
    return tuple(item for item, group_id in named if group_id == group.id)


def _ask_sponsor(ctx: Context, action: Action, sponsor: str) -> None:
    """One message, which shows from now on how things are. The trail does not name them: others may read it."""
    again = ctx.now + rules.ASK_AGAIN_AFTER
    sponsorships.add(ctx.db, ctx.workspace, action.number, sponsor, ctx.now, again)
    items.record(ctx.db, ctx.workspace, action.id, "sponsor asked", ctx.now, sponsor=sponsor)
    cards.show_to_sponsor(ctx, action)


def able(ctx: Context, users: Iterable[str], group: Group, field: str = "owners") -> tuple[str, ...]:
    """Those who can own an action item of this group; refused, by name, when one of them cannot."""
    wanted = tuple(dict.fromkeys(users))
    known = people.persons(ctx.db, ctx.workspace, wanted)
    for user in wanted:
        person = known.get(user)
        if person is None:
            raise UserError("I do not know that person yet. Are they in this workspace?", field)
        why = _why_not(ctx, person, group)
        if why:
            raise UserError(f"{escape(person.name) or 'This person'} {why}", field)
    return wanted


def _why_not(ctx: Context, person: people.Person, group: Group) -> str:
    if person.is_bot:
        return "is an app, and an app promises nothing. Name a person, please."
    if person.deleted:
        return "has left this workspace. Name somebody who is here, please."
    if group.is_private and not groups.is_visible(ctx.db, group.id, ctx.workspace, person.user):
        return f"is not in {escape(group.name)}, which is private. Invite them first."
    return ""


def dated(ctx: Context, read: Read | None, phrase: str, today: date, group: Group) -> Dated:
    """The day that words mean, refused when it is over; a week where none was said."""
    if read is None and phrase:
        raise no_such_day(phrase, today, "due")
    if read is None:
        return Dated(today + rules.DEFAULT, because="no date was said, so in a week")
    if isinstance(read, Due):
        must_lie_ahead(read.day, today, phrase, "due")
        return Dated(read.day, read.at)
    if isinstance(read, Unsure):
        must_lie_ahead(max(read.choices), today, phrase, "due")
        ahead = tuple(on for on in read.choices if on >= today)
        return Dated(ahead[0], choices=ahead if len(ahead) > 1 else (), leans=read.leans)
    return after_meeting(ctx, read, group)


def after_meeting(ctx: Context, read: AfterMeeting, group: Group) -> Dated:
    """The day after the group's next meeting."""
    coming = meetings.next_of_group(ctx.db, group.id, ctx.now)
    if coming is None:
        raise UserError(
            f"{escape(group.name)} has no next meeting yet. Say a day, such as `by friday`.", "due"
        )
    return day_after(coming, group)


def day_after(meeting: Meeting, group: Group) -> Dated:
    held = today(meeting.starts_at, group.zone)
    because = f"the day after the meeting of {day(held)}"
    return Dated(held + timedelta(days=1), because=because, follows=meeting.number)


def questions(
    ctx: Context, action: Action, unsure: Iterable[tuple[str, Sequence[str]]], due: Dated, phrase: str
) -> list[Block]:
    """What a line left open, to be asked of who wrote it, in private."""
    blocks: list[Block] = []
    names = Names({})
    for name, users in list(unsure)[:3]:
        known = people.persons(ctx.db, ctx.workspace, users)
        called = [(user, f"{person.name}") for user, person in known.items()]
        blocks += views.who_is_it(action, names.spoken(name), called)
    if due.choices:
        blocks += views.which_day(action, phrase, due.choices)
    return blocks


def receipt(ctx: Context, action: Action, due: Dated) -> str:
    """The echo: number, owner, weekday and date."""
    state = shown(ctx, action)
    who = views.names_of([name for _, name in state.owners])
    channel = group_of_action(ctx, action).channel
    where = f" It is in <#{channel}>." if channel and channel != ctx.channel else ""
    why = f" ({escape(due.because)})" if due.because else ""
    text = escape(clip(action.text, 300))
    return f"*{action.id}* {text}\n{who} · due *{rules.due_words(action)}*{why}.{where}"
