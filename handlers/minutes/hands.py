"""A hand raised on a line "ACTION: …" that nobody has yet: the draft of the minutes says who does it."""

from __future__ import annotations

from contextlib import suppress

from handlers.contract import Context, UserError
from handlers.minutes import drawing
from handlers.minutes.taken import taken
from handlers.router import Router
from storage import minutes

router = Router()


@router.event("hand_raised")
def takes(ctx: Context, channel: str, ts: str) -> None:
    """Once the minutes are out the action item lives on its own, and hears the hand itself."""
    number = minutes.last_heard_in(ctx.db, ctx.workspace, channel, ts)
    record = minutes.record(ctx.db, ctx.workspace, number) if number is not None else None
    if record is None or record.state == minutes.PUBLISHED:
        return
    with suppress(UserError):  # a hand is never answered
        found = [e for e in taken(ctx, record.number).minutes.actions if e.ts == ts and not e.owners]
        known = {m.entry: m for m in minutes.made(ctx.db, ctx.workspace, record.number)}
        for entry in found:
            text = known[entry.id].text if entry.id in known else None
            mended = {entry.id: {"text": text, "owners": [ctx.actor]}}
            minutes.amend(ctx.db, ctx.workspace, record.number, mended)
        if found:
            drawing.show_again(ctx, record.number)
