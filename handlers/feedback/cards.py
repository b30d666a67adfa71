"""Puts the living cards of a piece of feedback where they belong, and keeps them showing today's state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from handlers import sealing
from handlers.contract import Context, Message
from handlers.feedback import views
from handlers.feedback.reading import author_place, responsible, role_at, shown
from handlers.feedback.views import Shown
from storage import feedback, gatherings
from storage.feedback import LEADS, PEOPLE, Feedback

GATHER = timedelta(hours=1)


def is_channel(place: str) -> bool:
    return place[:1] in "CG"


def lead_key(number: int, place: str) -> str:
    return f"feedback/{number}/card/{place}"


def talk_key(item: Feedback, place: str) -> str:
    """Under which message the conversation runs: the card, unless that stands in a thread itself."""
    return f"feedback/{item.number}/talk/{place}" if item.in_thread else lead_key(item.number, place)


def person_key(number: int, place: str) -> str:
    return f"feedback/{number}/for/{sealing.name_of(place)}"


def lead_places(ctx: Context, state: Shown) -> list[str]:
    """The leads' channel; without one, each of those who answer it, by DM."""
    if state.area is not None and state.area.channel:
        return [state.area.channel]
    found = responsible(ctx, state.item.group_id, state.item.area_id)
    in_group = [state.group.channel] if state.group is not None and state.group.channel else []
    return found or in_group


def send_to_leads(ctx: Context, state: Shown) -> bool:
    """The first item of an hour at once, blocking ones always; the others wait: True when this one does."""
    places = lead_places(ctx, state)
    channel = next(filter(is_channel, places), None)
    if channel is not None and state.item.severity != "blocking":
        closes_at = gatherings.closes_at(ctx.db, ctx.workspace, channel)
        if closes_at is not None and closes_at > ctx.now:
            gatherings.add(ctx.db, ctx.workspace, channel, state.item.number)
            return True
        gatherings.open_hour(ctx.db, ctx.workspace, channel, ctx.now + GATHER)
    show_to_leads(ctx, state, places, is_first=True)
    return False


def show_to_leads(
    ctx: Context, state: Shown, places: Iterable[str], *, thread: str | None = None, is_first: bool = False
) -> None:
    number = state.item.number
    drawn, is_blocking = views.lead_card(state), state.item.severity == "blocking"
    for place in places:
        feedback.add_card(ctx.db, ctx.workspace, number, place, LEADS)
        put(ctx, place, drawn, lead_key(number, place), thread, urgent=is_blocking, is_first=is_first)


def show_to_person(ctx: Context, state: Shown, place: str, *, is_first: bool = False) -> None:
    """Give somebody (or an anonymous author's seal) their card; `is_first` as the item is filed."""
    item = state.item
    if feedback.add_card(ctx.db, ctx.workspace, item.number, place, PEOPLE):
        drawn = views.author_card(state, role_at(item, place))
        ctx.tell(place, drawn, key=person_key(item.number, place), is_first=is_first)


def take_from_person(ctx: Context, number: int, place: str) -> None:
    feedback.drop_card(ctx.db, ctx.workspace, number, place, PEOPLE)
    ctx.withdraw(place, person_key(number, place))


def redraw(ctx: Context, item: Feedback, *, people: bool = True) -> None:
    """Every card of it, as it is now. Edits notify nobody."""
    state = shown(ctx, item)
    for place in feedback.cards_of(ctx.db, ctx.workspace, item.number, LEADS):
        put(ctx, place, views.lead_card(state), lead_key(item.number, place), urgent=True)
    for place in feedback.cards_of(ctx.db, ctx.workspace, item.number, PEOPLE) if people else ():
        drawn = views.author_card(state, role_at(item, place))
        ctx.tell(place, drawn, key=person_key(item.number, place), urgent=True)


def tell_people(ctx: Context, item: Feedback, said: Message) -> None:
    """A reply under each card of who gave or endorsed it, which does notify."""
    tell_authors(ctx, item, said)
    tell_followers(ctx, item, said)


def tell_authors(ctx: Context, item: Feedback, said: Message, *, key: str | None = None) -> None:
    """`key` is for whoever is asked about it."""
    _tell(ctx, item, said, {views.AUTHOR, views.SPOKEN_FOR}, key)


def tell_followers(ctx: Context, item: Feedback, said: Message) -> None:
    _tell(ctx, item, said, {views.FOLLOWER})


def _tell(ctx: Context, item: Feedback, said: Message, roles: set[str], key: str | None = None) -> None:
    for place in feedback.cards_of(ctx.db, ctx.workspace, item.number, PEOPLE):
        if role_at(item, place) in roles:
            named = key if place == author_place(item) else None
            ctx.tell(place, said, key=named, thread=person_key(item.number, place))


def tell_leads(ctx: Context, item: Feedback, said: Message, *, key: str | None = None) -> None:
    """A word in the conversation on the leads' side."""
    for place in feedback.cards_of(ctx.db, ctx.workspace, item.number, LEADS):
        put(ctx, place, said, f"{key}/{place}" if key else None, talk_key(item, place))


def put(
    ctx: Context,
    place: str,
    drawn: Message,
    key: str | None,
    thread: str | None = None,
    *,
    urgent: bool = False,
    is_first: bool = False,
) -> None:
    """To a leads' channel, or to one of those who answer by DM."""
    if is_channel(place):
        ctx.post(place, drawn, key=key, thread=thread, is_first=is_first)
    else:
        ctx.tell(place, drawn, key=key, thread=thread, urgent=urgent, is_first=is_first)
