"""The whole chain of an item, both ways: feedback, meetings, decisions, actions, statements of direction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers.contract import Context, Reply, Say, UserError
from handlers.permalinks import permalink
from handlers.places import chairs_or_admins
from handlers.router import Router
from handlers.text import escape
from handlers.trace import views
from handlers.trace.kinds import KINDS, Seen, look_at
from handlers.trace.views import Drawn, Hop, Part
from handlers.trace.walking import Branch, branch
from storage import areas, items, people
from storage.items import Event

router = Router()

MOST_NAMED = 5


@router.click("trace.show <item:item>")
@router.command(
    "trace <item:item>", help="The whole chain of an item, each hop with who and when.", read=True
)
def trace(ctx: Context, item: str) -> Reply | None:
    root = _meant(ctx, item)
    causes, outcomes = branch(ctx, item, back=True), branch(ctx, item, back=False)
    drawn = _drawn(ctx, [(root, 0), *_each(causes), *_each(outcomes)])
    first, beside = replace(drawn[0], now=_now(ctx, root)), drawn[1:]
    parts = beside[: len(causes.nodes)], beside[len(causes.nodes) :]
    return Say(views.trace(first, Part(parts[0], causes.hidden), Part(parts[1], outcomes.hidden)))


@router.command(
    "<item:item>", help="An item in short, by its number; @ me with one and all see it.", read=True
)
def unfold(ctx: Context, item: str) -> Reply | None:
    seen = _meant(ctx, item)
    [drawn] = _drawn(ctx, [(seen, 0)])
    return Say(views.unfolded(replace(drawn, now=_now(ctx, seen)), KINDS[item[0]].shown_by))


def _meant(ctx: Context, item: str) -> Seen:
    """By number; what the actor may not see is as unknown as what does not exist."""
    found = look_at(ctx, [item]).get(item)
    if found is not None:
        return found
    if ctx.is_shared and look_at(replace(ctx, is_shared=False), [item]):
        raise UserError(f"{item} belongs to a private group, so I don't show it to this channel.")
    kind = KINDS.get(item[0])
    how = f" `{ctx.settings.command} {kind.listed_by}` shows them." if kind and kind.listed_by else ""
    raise UserError(f"I know no {item} that you may see.{how}")


def _each(found: Branch) -> list[tuple[Seen, int]]:
    return [(node.seen, node.depth) for node in found.nodes]


def _drawn(ctx: Context, found: Sequence[tuple[Seen, int]]) -> list[Drawn]:
    trails = items.histories(ctx.db, ctx.workspace, (seen.id for seen, _ in found))
    names = _names(ctx, (event for trail in trails.values() for event in trail))
    return [
        Drawn(
            seen.id,
            seen.title,
            [Hop(event, names.get(event.actor or "", "")) for event in trails.get(seen.id, ())],
            facts=seen.facts,
            link=seen.source or permalink(ctx, *seen.cards),
            depth=depth,
        )
        for seen, depth in found
    ]


def _names(ctx: Context, events: Iterable[Event]) -> dict[str, str]:
    known = people.persons(ctx.db, ctx.workspace, {event.actor for event in events if event.actor})
    return {user: person.name or user for user, person in known.items()}


def _now(ctx: Context, seen: Seen) -> str:
    """How it stands, and with whom."""
    if not seen.state:
        return ""
    users = (seen.waits_for or _people_at(ctx, seen))[:MOST_NAMED]
    known = people.persons(ctx.db, ctx.workspace, users)
    who = ", ".join(escape(known[user].name) for user in users if user in known)
    return f"*{seen.state}* · with {who}" if who else f"*{seen.state}*"


def _people_at(ctx: Context, seen: Seen) -> Sequence[str]:
    """The leads of the area that it waits at, else the group's chairs, else the admins."""
    if seen.waits_at is None:
        return ()
    group_id, area_id = seen.waits_at
    leads = areas.leads(ctx.db, area_id) if area_id is not None else []
    return leads or chairs_or_admins(ctx, group_id)
