"""Lists of action items, one of them in full, and all of a list as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, true

from handlers.actions import export, listing, views
from handlers.actions.reading import action_meant, called, shown_to_actor
from handlers.blocks import note
from handlers.calendar import today
from handlers.contract import Context, Message, Reply, Say, UserError
from handlers.places import group_if_any, is_admin, is_guest
from handlers.router import Router
from handlers.sponsor_marks import marks
from handlers.text import counted
from storage import actions, groups, links, people, sponsorships
from storage.actions import Action
from storage.groups import Group

router = Router()

FILTERS = "mine|group|overdue|unowned|closed"
LISTS = f"person|{FILTERS}|commitments|unsponsored|risky|promised"
ORDERS = "due|owner|age"
MOST_EXPORTED = 20_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which list: `name` of LISTS; "person" goes with `who`."""

    name: str
    order: str = "due"
    group: Group | None = None
    who: str | None = None

    @property
    def value(self) -> str:
        """As the buttons of the list carry it."""
        where = f" {self.group.slug}" if self.group else ""
        return f"{self.name} {self.order}{where}" + (f" <@{self.who}>" if self.who else "")


@router.command("action", help="What you have to do.", read=True)
def mine(ctx: Context) -> Reply | None:
    return Say(page_of(ctx, Wanted("mine"), 1))


@router.command(
    f"action list [<filter={FILTERS}>] [by:<order>]",
    help="Of the group, yours, overdue, without owner; `by:owner` or `by:age`.",
    read=True,
)
def listed(ctx: Context, filter: str | None = None, order: str = "due") -> Reply | None:
    group = None if filter == "mine" else group_if_any(ctx)
    name = filter or ("group" if group else "mine")
    return Say(page_of(ctx, Wanted(name, _order(order), group), 1))


@router.command("action list <who:user> [by:<order>]", help="What somebody has to do.", read=True)
def of_person(ctx: Context, who: str, order: str = "due") -> Reply | None:
    return Say(page_of(ctx, Wanted("person", _order(order), who=who), 1))


def _order(said: str) -> str:
    found = next((order for order in ORDERS.split("|") if order.startswith(said.lower())), None)
    if found is None:
        raise UserError("`by:` takes due, owner or age.")
    return found


@router.click(f"action.page <filter={LISTS}> <order={ORDERS}> <page:int> [<slug:slug>] [<who:user>]")
def turn(
    ctx: Context, filter: str, order: str, page: int, slug: str | None = None, who: str | None = None
) -> Reply | None:
    """The list goes on about the group of which it began, wherever it is shown."""
    return Say(page_of(ctx, _wanted(ctx, filter, order, slug, who), page), replace=True)


def _wanted(ctx: Context, name: str, order: str, slug: str | None, who: str | None) -> Wanted:
    group = group_if_any(replace(ctx, group_said=slug)) if slug else None
    return Wanted(name, order, group, who)


def page_of(ctx: Context, wanted: Wanted, page: int) -> Message:
    first = (max(page, 1) - 1) * listing.PAGE
    where = _where(ctx, wanted)
    found, total = actions.page(ctx.db, where, order=wanted.order, limit=listing.PAGE, offset=first)
    rows = [(action, called(ctx, user) if user else None) for action, user in found]
    state = listing.Listed(
        title=_title(ctx, wanted),
        value=wanted.value,
        order=wanted.order,
        rows=rows,
        owners=_owners(ctx, [action for action, _ in found]),
        page=max(page, 1),
        total=total,
        count=actions.count(ctx.db, where) if wanted.order == "owner" else total,
        today=_today(ctx, wanted),
        marks=marks(ctx, [action.number for action, _ in found]),
    )
    return listing.listing(state)


def _today(ctx: Context, wanted: Wanted) -> date:
    me = people.person(ctx.db, ctx.workspace, wanted.who or ctx.actor)
    return today(ctx.now, wanted.group.zone if wanted.group else me.zone if me else "UTC")


def _where(ctx: Context, wanted: Wanted) -> ColumnElement[bool]:
    where = actions.visible(ctx.workspace, ctx.actor, admin=is_admin(ctx), guest=is_guest(ctx))
    if ctx.is_shared:
        where &= actions.shown_in(ctx.workspace, ctx.channel)
    if wanted.group is not None:
        where &= actions.actions.c.group_id == wanted.group.id
    if wanted.name in ("mine", "person"):
        where &= actions.owned_by(ctx.workspace, wanted.who or ctx.actor)
    if wanted.name == "overdue":
        return where & actions.overdue(_today(ctx, wanted))
    if wanted.name == "unowned":
        where &= actions.unowned(ctx.workspace)
    where &= _committed(ctx, wanted)
    return where & (~actions.alive() if wanted.name == "closed" else actions.alive())


def _committed(ctx: Context, wanted: Wanted) -> ColumnElement[bool]:
    """Of commitments: all, those nobody stands by, those at risk, or those that the actor promised or sponsors."""
    if wanted.name == "unsponsored":
        return sponsorships.unsponsored(ctx.workspace)
    if wanted.name == "risky":
        return sponsorships.at_risk(ctx.workspace, _today(ctx, wanted))
    if wanted.name == "promised":
        return sponsorships.concerning(ctx.workspace, ctx.actor)
    return sponsorships.commitments(ctx.workspace) if wanted.name == "commitments" else true()


def _title(ctx: Context, wanted: Wanted) -> str:
    of = f" of {wanted.group.name}" if wanted.group else ""
    return {
        "mine": "Your action items",
        "person": f"Action items of {called(ctx, wanted.who or '')}",
        "group": f"Action items{of}",
        "overdue": f"Overdue action items{of}",
        "unowned": f"Action items{of} that need an owner",
        "closed": f"Closed action items{of}",
        "commitments": f"Commitments{of}",
        "unsponsored": f"Commitments{of} that nobody stands by",
        "risky": f"Commitments{of} at risk",
        "promised": "What you promised or sponsor",
    }[wanted.name]


def _owners(ctx: Context, found: Sequence[Action]) -> dict[int, list[str]]:
    owned = actions.owners_of(ctx.db, ctx.workspace, [action.number for action in found])
    known = people.persons(ctx.db, ctx.workspace, {user for users in owned.values() for user in users})
    return {
        number: [known[user].name if user in known else user for user in users]
        for number, users in owned.items()
    }


@router.command("action show <number:A>", help="One action item in full.", read=True)
@router.command("action <number:A>", read=True)
@router.command("commit <number:A>", read=True)
@router.click("action.show <number:A>")
def show(ctx: Context, number: int) -> Reply | None:
    action = action_meant(ctx, number)
    return Say(views.whole(shown_to_actor(ctx, action)))


@router.command(
    f"action export [<filter={FILTERS}>] [as:<form>]",
    help="All of a list as a file, by direct message; `as:csv` or `as:markdown`.",
)
def exported(ctx: Context, filter: str | None = None, form: str = "csv") -> Reply | None:
    group = None if filter == "mine" else group_if_any(ctx)
    name = filter or ("group" if group else "mine")
    return _send_file(ctx, Wanted(name, group=group), form.lower())


@router.click(
    f"action.export <form=csv|markdown> <filter={LISTS}> <order={ORDERS}> [<slug:slug>] [<who:user>]"
)
def export_listed(
    ctx: Context, form: str, filter: str, order: str, slug: str | None = None, who: str | None = None
) -> Reply | None:
    return _send_file(ctx, _wanted(ctx, filter, order, slug, who), form)


def _send_file(ctx: Context, wanted: Wanted, form: str) -> Reply:
    if form not in ("csv", "markdown", "md"):
        raise UserError("`as:` takes csv or markdown.")
    rows, _ = actions.page(ctx.db, _where(ctx, wanted), order="due", limit=MOST_EXPORTED)
    found = [action for action, _ in rows]
    title, known = _title(ctx, wanted), _known(ctx, found)
    content = export.as_csv(found, known) if form == "csv" else export.as_markdown(found, known, title)
    key = f"actions/export/{ctx.actor}/{ctx.now.timestamp():.0f}/{form}"
    ctx.tell(ctx.actor, listing.file_note(title, len(found)), key=key)
    name = f"action-items-{ctx.now:%Y-%m-%d}.{'csv' if form == 'csv' else 'md'}"
    ctx.attach(ctx.actor, name, content, thread=key)
    return Say(note(f"I am sending you {counted(len(found), 'action item')} as a file, by direct message."))


def _known(ctx: Context, found: Sequence[Action]) -> export.Known:
    named = {i: group.name for i in {a.group_id for a in found} if (group := groups.group(ctx.db, i))}
    causes: dict[int, list[str]] = {}
    for link in links.beside(ctx.db, ctx.workspace, [action.id for action in found]):
        if link.outcome.startswith("A-"):
            causes.setdefault(int(link.outcome[2:]), []).append(link.cause)
    return export.Known(_owners(ctx, found), named, causes)
