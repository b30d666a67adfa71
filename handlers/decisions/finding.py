"""Decisions found again: by words, group, area and time, page by page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from handlers.calendar import today
from handlers.contract import Context, Message, Reply, Say
from handlers.decisions import reading, rules, views
from handlers.paging import Page
from handlers.past_days import past_day
from handlers.places import group_if_any, groups_seen
from handlers.router import Router
from handlers.sight import sees_group
from handlers.text import clip
from storage import areas, decisions, people
from storage.decisions import Sought
from storage.groups import Group

router = Router()

LONGEST = 300  # of what is looked for: the buttons carry it


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was typed."""

    words: str = ""
    area: str | None = None
    since: str | None = None
    before: str | None = None

    @property
    def told(self) -> str:
        """As its heading says it."""
        said = [f"“{self.words}”"] if self.words else []
        said += [f"{key} {value}" for key, value in (("about", self.area), ("since", self.since)) if value]
        return " ".join([*said, *([f"before {self.before}"] if self.before else [])])

    def value(self, group: Group | None) -> str:
        """As the buttons carry it."""
        options = {"area": self.area, "since": self.since, "before": self.before}
        options["group"] = group.slug if group else None
        said = [f'{key}:"{value}"' for key, value in options.items() if value]
        return "".join(f"{part} " for part in (*said, self.words) if part)


@router.command(
    "decisions [<words...>] [area:<area>] [since:<since>] [before:<before>]",
    help="What was decided, by words, area and time.",
    read=True,
)
def find(
    ctx: Context,
    words: str = "",
    area: str | None = None,
    since: str | None = None,
    before: str | None = None,
) -> Reply | None:
    number = rules.only_a_number(words)
    if number is not None:
        return Say(views.full(reading.shown(ctx, reading.decision_meant(ctx, number)[0])))
    said = (clip(one, LONGEST) if one else None for one in (area, since, before))
    return Say(_page(ctx, Asked(clip(words, LONGEST), *said), 1))


@router.click(
    "decisions.page [<words:raw>] <page:int> area:<area> since:<since> before:<before> group:<group>"
)
def turn(
    ctx: Context,
    page: int,
    words: str = "",
    area: str | None = None,
    since: str | None = None,
    before: str | None = None,
    group: str | None = None,
) -> Reply | None:
    """The list goes on about the group of which it began, wherever it is shown."""
    there = replace(ctx, group_said=group, channel=ctx.channel if group else None)
    return Say(_page(there, Asked(words, area, since, before), page), replace=True)


def _page(ctx: Context, asked: Asked, number: int) -> Message:
    group = group_if_any(ctx)
    seen = {g.id: g for g in ([group] if group else groups_seen(ctx)) if sees_group(ctx, g)}
    sought, offset = _sought(ctx, asked), (max(number, 1) - 1) * views.PAGE
    found, total = decisions.search(ctx.db, seen, sought, limit=views.PAGE, offset=offset)
    page = Page([(d, seen[d.group_id]) for d in found], number, max(1, -(-total // views.PAGE)), total)
    return views.listing(page, asked.told, asked.value(group))


def _sought(ctx: Context, asked: Asked) -> Sought:
    """Days are the reader's."""
    me = people.person(ctx.db, ctx.workspace, ctx.actor)
    here = today(ctx.now, me.zone if me else "UTC")
    return Sought(asked.words, _area(ctx, asked.area), *(_day(said, here, key) for key, said in _days(asked)))


def _days(asked: Asked) -> list[tuple[str, str | None]]:
    return [("since", asked.since), ("before", asked.before)]


def _day(said: str | None, here: date, key: str) -> datetime | None:
    found = past_day(said, here, key) if said else None
    return datetime.combine(found, time(), UTC) if found else None


def _area(ctx: Context, named: str | None) -> int | None:
    """Of one that nobody knows there are no decisions."""
    found = areas.area_by_slug(ctx.db, ctx.workspace, named.lstrip("#").lower()) if named else None
    return None if not named else found.id if found else -1
