"""A chair asks the leads for a first word, beside the one reminder that time sends them."""

from __future__ import annotations

from handlers.blocks import note
from handlers.contract import Context, Reply, Say, UserError
from handlers.feedback import notices, rules
from handlers.feedback.reading import item_meant, names_of, responsible, standing_on
from handlers.router import Router
from handlers.text import escape
from storage import items, people

router = Router()


@router.command("feedback nudge <number:F>", help="As a chair: ask its leads for a first word.")
@router.click("feedback.nudge <number:F>")
def nudge(ctx: Context, number: int) -> Reply | None:
    """Once a day, however many click."""
    item = item_meant(ctx, number)
    standing_on(ctx, item).demand("nudge a lead")
    if item.state not in rules.WAITING:
        raise UserError(f"F-{number} is {rules.state_of(item)}, so nobody need be nudged.")
    asked = [user for user in responsible(ctx, item.group_id, item.area_id) if user != ctx.actor]
    if not asked:
        raise UserError(f"F-{number} waits for you. Press *Show* to answer it.")
    if not items.first_time(ctx.db, ctx.workspace, f"nudge/F-{number}/{ctx.now:%Y-%m-%d}", ctx.now):
        return Say(note(f"They were asked about F-{number} today already."))
    items.record(ctx.db, ctx.workspace, f"F-{number}", "nudged", ctx.now, actor=ctx.actor)
    me = people.person(ctx.db, ctx.workspace, ctx.actor)
    for user in asked:
        ctx.tell(user, notices.asked_by(item, me.name if me else "A chair", (ctx.now - item.created_at).days))
    return Say(note(f"Asked about F-{number}: {', '.join(map(escape, names_of(ctx, asked)))}."))
