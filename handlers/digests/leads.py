"""Reads what waits for a lead, over all their areas: seven queries, whatever the number of items."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from handlers.choosing import name_of
from handlers.contract import Context
from handlers.digests import ranking
from handlers.digests.ranking import Shared
from handlers.digests.summary import Summary
from storage import areas, leading, meetings, news
from storage.areas import Area
from storage.leading import Waiting

LOOKS_BACK = timedelta(days=7)
"""How far the first summary does."""


def areas_of(ctx: Context, lead: str, reader: str) -> list[Area]:
    """What they lead; who stands in for them sees of it what they may see anyway."""
    led = leading.led_by(ctx.db, ctx.workspace, lead)
    if reader == lead:
        return led
    seen = {area.id for area in areas.live_areas(ctx.db, ctx.workspace, seen_by=reader)}
    return [area for area in led if area.id in seen]


def summary_of(
    ctx: Context,
    lead: str,
    reader: str,
    since: datetime | None,
    only: Collection[int] | None = None,
) -> Summary:
    """`only`: of these items, those that still wait."""
    led = areas_of(ctx, lead, reader)
    items = [item for item in _theirs(ctx, led, lead) if only is None or item.number in only]
    employers = leading.employers_behind(ctx.db, ctx.workspace, [item.number for item in items])
    told = news.told_since(ctx.db, ctx.workspace, lead, since or ctx.now - LOOKS_BACK)
    said_in = meetings.several(ctx.db, ctx.workspace, told) if reader == lead else []
    return Summary(
        areas=led,
        items=ranking.ranked(items, employers, ctx.now),
        employers=employers,
        said_in=sorted(said_in, key=lambda meeting: -meeting.number),
        since=since,
        now=ctx.now,
        for_lead="" if reader == lead else name_of(ctx, lead),
    )


def _theirs(ctx: Context, led: Sequence[Area], lead: str) -> list[Waiting]:
    """Without what another lead of the same area has taken."""
    found = leading.waiting(ctx.db, ctx.workspace, led)
    decided = [item.number for item in found if item.state == leading.ACKNOWLEDGED]
    shared = Shared(leading.leads_of(ctx.db, led), leading.taken_by(ctx.db, ctx.workspace, decided))
    return [item for item in found if shared.is_theirs(item, lead)]
