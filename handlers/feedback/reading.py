"""What a card or list shows, read from storage: names instead of ids, one query a kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers import sealing
from handlers.contract import Context, UserError
from handlers.feedback.rules import is_open
from handlers.feedback.views import AUTHOR as AUTHORS
from handlers.feedback.views import FOLLOWER, SPOKEN_FOR, Shown
from handlers.places import Standing, chairs_or_admins, is_admin, standing
from handlers.rights import AUTHOR
from handlers.sight import is_author, is_kept_from_channel, sees_feedback
from storage import areas, endorsements, feedback, groups, items, people
from storage.feedback import Feedback
from storage.items import Event


def item_meant(ctx: Context, number: int) -> Feedback:
    """By number; what the actor may not see is as unknown as what does not exist."""
    item = feedback.get(ctx.db, ctx.workspace, number)
    if item is None or not sees_feedback(ctx, item):
        raise UserError(
            f"I know no F-{number} that you may see. `{ctx.settings.command} feedback list` shows them."
        )
    if is_kept_from_channel(ctx, item):
        raise UserError(f"F-{number} belongs to a private group, so I don't show it to this channel.")
    return item


def outsiders(ctx: Context, places: Iterable[str], group_id: int | None) -> list[str]:
    """Of who follows something, those whom a private group does not let read along."""
    group = groups.group(ctx.db, group_id) if group_id is not None else None
    if group is None or not group.is_private:
        return []
    users = {place: sealing.person_at(ctx.settings.relay_key, place) for place in places}
    return [
        place
        for place, user in users.items()
        if user and not is_admin(ctx, user) and not groups.is_visible(ctx.db, group.id, ctx.workspace, user)
    ]


def author_place(item: Feedback) -> str | None:
    """Whom to ask about it; None when nobody can be reached."""
    return item.author or item.relay or item.for_user


def role_at(item: Feedback, place: str) -> str:
    """Whose card stands at `place`."""
    if place in (item.author, item.relay):
        return AUTHORS
    return SPOKEN_FOR if place == item.for_user else FOLLOWER


def standing_on(ctx: Context, item: Feedback) -> Standing:
    group = groups.group(ctx.db, item.group_id) if item.group_id is not None else None
    found = standing(ctx, group, item.area_id if item.area_id is not None else -1)
    return Standing(found.roles | {AUTHOR}, found.who_can) if is_author(ctx, item) else found


def shown(ctx: Context, item: Feedback) -> Shown:
    trail = items.history(ctx.db, ctx.workspace, f"F-{item.number}")
    return _shown(ctx, item, trail, len(endorsements.endorsers(ctx.db, ctx.workspace, item.number)))


def shown_at_first(ctx: Context, item: Feedback, given: Event) -> Shown:
    """Of an item that was given just now: no more has happened to it."""
    return _shown(ctx, item, [given], 0)


def _shown(ctx: Context, item: Feedback, trail: Sequence[Event], endorsers: int) -> Shown:
    waits_for = responsible(ctx, item.group_id, item.area_id)
    users = {e.actor for e in trail if e.actor} | {item.author or "", item.for_user or "", *waits_for}
    known = people.persons(ctx.db, ctx.workspace, users)
    names = {user: person.name or user for user, person in known.items()}
    return Shown(
        item=item,
        group=groups.group(ctx.db, item.group_id) if item.group_id is not None else None,
        area=areas.area(ctx.db, item.area_id) if item.area_id is not None else None,
        giver="anonymous" if item.is_anonymous else names.get(item.author or "", "somebody"),
        spoken_for=names.get(item.for_user or "") or item.for_name or "",
        endorsers=endorsers,
        likely=_likely(ctx, item),
        trail=tuple((event, names.get(event.actor or "", "")) for event in trail),
        waits_for=tuple(names.get(user, "somebody") for user in waits_for),
        command=ctx.settings.command,
    )


def _likely(ctx: Context, item: Feedback) -> tuple[Feedback, ...]:
    """As far as whoever sees this card may know of them."""
    if not item.likely or not is_open(item):
        return ()
    return tuple(feedback.those_of(ctx.db, feedback.beside(item) & feedback.unsettled(), item.likely))


def responsible(ctx: Context, group_id: int | None, area_id: int | None) -> list[str]:
    """Who answers it: the area's leads, else the group's chairs, else the admins. Never nobody."""
    leads = areas.leads(ctx.db, area_id) if area_id is not None else []
    return leads or chairs_or_admins(ctx, group_id)


def names_of(ctx: Context, users: Sequence[str]) -> list[str]:
    known = people.persons(ctx.db, ctx.workspace, users)
    return [known[user].name if user in known else "somebody" for user in users]
