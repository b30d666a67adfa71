"""Puts the card of an action item where it belongs, and keeps every drawing of it as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.actions import rules, sponsor_cards, views
from handlers.actions.reading import called, group_of_action, owners_of, shown
from handlers.calendar import today
from handlers.contract import Context
from handlers.sponsor_marks import marks
from storage import action_due, actions, minutes, outbox, people, sponsorships
from storage.action_due import Round
from storage.actions import Action


def card_key(number: int) -> str:
    return f"action/{number}/card"


def own_key(number: int, user: str) -> str:
    return f"action/{number}/for/{user}"


def morning_key(last: Round) -> str:
    return f"actions/{last.user}/{last.day.isoformat()}"


def sponsor_key(number: int, user: str) -> str:
    return f"commitment/{number}/for/{user}"


def show_to_sponsor(ctx: Context, action: Action) -> None:
    """Their one message, as things are now."""
    found = sponsorships.of(ctx.db, ctx.workspace, action.number)
    if found is None:
        return
    state = shown(ctx, action)
    owners = views.names_of([name for _, name in state.owners])
    drawn = sponsor_cards.asked(action, state.group, owners, state.causes, found)
    key = sponsor_key(action.number, found.sponsor)
    is_new = not outbox.is_known(ctx.db, ctx.workspace, key)
    ctx.tell(found.sponsor, drawn, key=key, urgent=not is_new)


def place(ctx: Context, action: Action, meeting: int | None = None) -> None:
    """In the group's channel; what came of a meeting stands in the thread of its minutes, all together."""
    channel, thread = group_of_action(ctx, action).channel, None
    record = minutes.record(ctx.db, ctx.workspace, meeting) if meeting is not None else None
    if record is not None and outbox.is_known(ctx.db, ctx.workspace, f"minutes/{meeting}"):
        channel, thread = record.channel, f"minutes/{meeting}"
    if channel:
        actions.change(ctx.db, ctx.workspace, action.number, channel=channel)
        ctx.post(channel, views.card(shown(ctx, action)), key=card_key(action.number), thread=thread)


def redraw(ctx: Context, action: Action, *, also: Iterable[str] = ()) -> None:
    """The card, each owner's own, and the mornings that tell of it; `also` are those who had it before."""
    state = shown(ctx, action)
    drawn = views.card(state)
    if action.channel:
        ctx.post(action.channel, drawn, key=card_key(action.number))
    for user in dict.fromkeys([*(user for user, _ in state.owners), *also]):
        key = own_key(action.number, user)
        if outbox.is_known(ctx.db, ctx.workspace, key):
            ctx.tell(user, drawn, key=key, urgent=True)
        redraw_morning(ctx, user, action.number)
    if state.sponsored and state.sponsored.sponsorship.sponsor != ctx.actor:
        show_to_sponsor(ctx, action)


def redraw_morning(ctx: Context, user: str, number: int) -> None:
    last = action_due.last_round(ctx.db, ctx.workspace, user)
    if last is not None and number in last.numbers:
        found = {action.number: action for action in actions.several(ctx.db, ctx.workspace, last.numbers)}
        listed = [found[number] for number in last.numbers if number in found]
        show_morning(ctx, last, listed, urgent=True)


def show_morning(ctx: Context, last: Round, listed: Sequence[Action], *, urgent: bool = False) -> None:
    """`listed` is what the round tells of, as it is now."""
    owners = actions.owners_of(ctx.db, ctx.workspace, last.numbers)
    users = {last.user, *(user for users in owners.values() for user in users)}
    names = people.persons(ctx.db, ctx.workspace, users)
    here = today(ctx.now, names[last.user].zone if last.user in names else "UTC")
    others = {
        number: [names[u].name for u in users if u != last.user and u in names]
        for number, users in owners.items()
    }
    handed = frozenset(n for n in last.numbers if last.user not in owners.get(n, []))
    drawn = views.morning(listed, here, others, handed, marks(ctx, last.numbers))
    ctx.tell(last.user, drawn, key=morning_key(last), urgent=urgent)


def give(ctx: Context, action: Action, users: Iterable[str]) -> None:
    """To new owners: their own card, unless they took it themselves."""
    for user in users:
        if user != ctx.actor:
            by = called(ctx, ctx.actor) if ctx.actor else ""
            ctx.tell(user, views.given(shown(ctx, action), by), key=own_key(action.number, user))


def plan_reminders(ctx: Context, action: Action) -> None:
    """Anew for each owner, in their own zone; none when it is closed."""
    users = owners_of(ctx, action)
    known = people.persons(ctx.db, ctx.workspace, users)
    zones = {user: known[user].zone if user in known else "UTC" for user in users}
    hours = [
        (action.number, user, rules.next_reminder(action, zone, ctx.now)) for user, zone in zones.items()
    ]
    actions.remind(ctx.db, ctx.workspace, hours)
