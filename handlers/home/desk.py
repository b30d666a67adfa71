"""What the home tab shows one person, read in a number of questions that does not grow with what there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from handlers import places
from handlers.calendar import today
from handlers.choosing import name_of
from handlers.contract import Context
from handlers.home.answering import PARTS, Waiting
from handlers.home.joining import Groups
from handlers.home.mine import Mine
from handlers.home.settling import Myself
from handlers.home.views import Content, Stand
from handlers.paging import Page, page_of
from handlers.text import escape
from storage import actions, chairing, digests, groups, items, meetings, offices, people, waiting
from storage.actions import Action
from storage.direction import Statement
from storage.feedback import Feedback
from storage.groups import Group
from storage.homes import Home
from storage.people import Person
from storage.waiting import Whose

MEETINGS, ACTIONS, GIVEN, GROUPS = 4, 8, 8, 10
UNHEARD, OTHERS = 5, 4
CARD_ACTIONS = 3


@dataclass(frozen=True)
class Desk:
    """`me` is the actor; what is asked twice is read once."""

    ctx: Context
    me: Person
    home: Home

    @cached_property
    def seen(self) -> dict[int, Group]:
        """The groups that they may know of."""
        return {group.id: group for group in places.groups_seen(self.ctx)}

    @cached_property
    def mine(self) -> list[Group]:
        """Those they take part in, and may still see."""
        found = groups.groups_of_person(self.ctx.db, self.ctx.workspace, self.ctx.actor)
        return [group for group in found if group.id in self.seen]

    @cached_property
    def met(self) -> list[int]:
        """The groups whose meetings they see: a guest those of the channels they are in."""
        if not self.me.is_guest:
            return [group.id for group in self.mine]
        there = people.channels_of(self.ctx.db, self.ctx.workspace, self.ctx.actor)
        return [group.id for group in self.mine if group.channel in there]

    @cached_property
    def whose(self) -> Whose:
        """What they lead and chair."""
        at, user = self.ctx.workspace, self.ctx.actor
        held = [r for r in groups.roles_of_person(self.ctx.db, at, user) if r.group_id in self.seen]
        is_admin = places.is_admin(self.ctx)
        led = {role.area_id: role.group_id for role in held if role.role == "lead" and role.area_id}
        chaired = {role.group_id for role in held if role.role in offices.CHAIRS} | self._orphans(is_admin)
        return Whose(at, user, led, chaired, self.today, is_admin)

    def _orphans(self, is_admin: bool) -> set[int]:
        """Where a group has no chair the admins are in charge."""
        if not is_admin:
            return set()
        return {group.id for group in chairing.without_chair(self.ctx.db, self.ctx.workspace)}

    @cached_property
    def totals(self) -> dict[str, int]:
        return waiting.totals(self.ctx.db, self.whose)

    @property
    def to_answer(self) -> int:
        return sum(self.totals[part] for part in PARTS)

    @property
    def today(self) -> date:
        return today(self.ctx.now, self.me.zone)

    def page(self, kind: str, size: int) -> Page[Any]:
        """The page they have turned to, or the nearest there is."""
        total = self.totals[kind]
        pages = max(1, -(-total // size))
        number = min(max(1, self.home.pages.get(kind, 1)), pages)
        offset = (number - 1) * size
        found = waiting.page(self.ctx.db, kind, self.whose, limit=size, offset=offset)
        return Page(found, number, pages, total)

    @property
    def content(self) -> Content:
        return TABS[self.home.tab](self)


def of(ctx: Context, home: Home) -> Desk | None:
    """None: Slack has not told us of them."""
    me = people.person(ctx.db, ctx.workspace, ctx.actor)
    return Desk(ctx, me, home) if me is not None and not me.deleted else None


def stand(desk: Desk) -> Stand:
    """For the card, which is short."""
    ctx = desk.ctx
    overdue = actions.count(ctx.db, actions.owned_by(ctx.workspace, ctx.actor) & actions.overdue(desk.today))
    return Stand(_mine(desk, CARD_ACTIONS), desk.to_answer, overdue, len(desk.mine))


def _mine(desk: Desk, size: int = ACTIONS) -> Mine:
    ctx = desk.ctx
    coming = meetings.coming_up(ctx.db, desk.met, ctx.now, MEETINGS + 1)
    promised = desk.page("actions", size)
    return Mine(
        meetings=coming[:MEETINGS],
        has_more=len(coming) > MEETINGS,
        said=meetings.answers_by(ctx.db, ctx.actor, [meeting.id for meeting in coming]),
        actions=promised,
        given=desk.page("given", GIVEN),
        groups=desk.seen | _groups_of(desk, promised.items),
        today=desk.today,
    )


def _waiting(desk: Desk) -> Waiting:
    ctx = desk.ctx
    pages = {part: desk.page(part, UNHEARD if part == "unheard" else OTHERS) for part in PARTS}
    promised = pages["promised"].items
    return Waiting(
        pages=pages,
        groups=desk.seen | _groups_of(desk, [*promised, *pages["stated"].items]),
        areas=_areas_of(ctx, pages["unheard"].items),
        owners=_owners(ctx, [action.number for action in promised]),
        questions=_asked(ctx, [item.number for item in pages["asked"].items]),
        now=ctx.now,
        today=desk.today,
    )


def _groups_of(desk: Desk, found: Sequence[Action | Statement]) -> dict[int, Group]:
    """Those of what is theirs, or what they were asked about: they know its group, wherever that is."""
    elsewhere = {item.group_id for item in found} - set(desk.seen)
    return {group.id: group for group in offices.numbered(desk.ctx.db, elsewhere)}


def _areas_of(ctx: Context, found: Sequence[Feedback]) -> dict[int, str]:
    wanted = {item.area_id for item in found if item.area_id is not None}
    return {area.id: escape(area.name) for area in offices.areas_of(ctx.db, wanted)}


def _owners(ctx: Context, numbers: Sequence[int]) -> dict[int, list[str]]:
    owners = actions.owners_of(ctx.db, ctx.workspace, numbers)
    known = people.persons(ctx.db, ctx.workspace, {user for users in owners.values() for user in users})
    return {number: [escape(known[u].name) for u in users if u in known] for number, users in owners.items()}


def _asked(ctx: Context, numbers: Sequence[int]) -> dict[int, str]:
    """The last question about each."""
    told = items.histories(ctx.db, ctx.workspace, [f"F-{number}" for number in numbers])
    asked = {
        item: [event.why for event in events if event.what == "asked back"] for item, events in told.items()
    }
    return {int(item.removeprefix("F-")): whys[-1] for item, whys in asked.items() if whys}


def groups_of(desk: Desk, size: int = GROUPS) -> Groups:
    taken = {group.id for group in desk.mine}
    pages, words = desk.home.pages, desk.home.words
    mine = page_of(_named(desk.mine, words), pages.get("mine", 1), size)
    rest = [group for group in desk.seen.values() if group.id not in taken]
    others = page_of(_named(rest, words), pages.get("others", 1), size)
    shown = {group.id for group in (*mine.items, *others.items)}
    met = shown & set(desk.met) if desk.me.is_guest else shown
    return Groups(mine, others, meetings.next_of_groups(desk.ctx.db, met, desk.ctx.now), words)


def _named(found: Sequence[Group], words: str) -> list[Group]:
    """Those that have all of the words in their name, slug or mission."""
    wanted = words.casefold().split()
    told = ((group, f"{group.name} {group.slug} {group.mission}".casefold()) for group in found)
    return [group for group, text in told if all(word in text for word in wanted)]


def _myself(desk: Desk) -> Myself:
    ctx, me = desk.ctx, desk.me
    employer = people.employer(ctx.db, ctx.workspace, ctx.actor, ctx.now)
    sponsor = name_of(ctx, me.sponsor) if me.sponsor else ""
    wishes = digests.of_lead(ctx.db, ctx.workspace, ctx.actor) if desk.whose.led else None
    delegate = name_of(ctx, wishes.delegate) if wishes and wishes.delegate else ""
    return Myself(me, employer, sponsor, ctx.now, wishes, delegate)


TABS: Mapping[str, Callable[[Desk], Content]] = {
    "mine": _mine,
    "answer": _waiting,
    "groups": groups_of,
    "settings": _myself,
}
