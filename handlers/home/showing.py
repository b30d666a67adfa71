"""Draws somebody's home tab and sends it; as often as it is asked, they see the last drawing only."""

from __future__ import annotations

import json
from hashlib import sha256

from handlers.contract import Context
from handlers.home import desk, views
from storage import homes
from storage.homes import Home


def show(ctx: Context, home: Home, *, said: str = "", is_first_visit: bool = False) -> None:
    """At once: they have opened it, or clicked in it."""
    _draw(ctx, home, said, is_first_visit=is_first_visit, always=True)


def refresh(ctx: Context, home: Home) -> None:
    """Sent only if it says something new: Slack takes few drawings a minute."""
    _draw(ctx, home)


def _draw(
    ctx: Context, home: Home, said: str = "", *, is_first_visit: bool = False, always: bool = False
) -> None:
    found = desk.of(ctx, home)
    if found is None:
        homes.close(ctx.db, ctx.workspace, ctx.actor)
        return
    frame = views.Frame(home.tab, found.to_answer, ctx.settings.command, said, is_first_visit)
    drawn = views.home(frame, found.content)
    mark = sha256(json.dumps(drawn).encode()).hexdigest()
    if always or mark != home.shown:
        ctx.show_home(ctx.actor, drawn)
    homes.change(ctx.db, ctx.workspace, ctx.actor, shown=mark, redraw_at=None)
