"""What becomes of feedback elsewhere: an action agreed on accepts it, and its end comes back to whoever asked."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.contract import Context
from handlers.feedback import cards, notices, rules
from handlers.feedback.triage import accept, meant_for_me
from handlers.router import Router
from storage import actions, decisions, feedback, groups, items, links
from storage.actions import Action
from storage.feedback import Feedback

router = Router()


@router.on("action.agreed")
def agreed(ctx: Context, number: int, feedback: int) -> None:
    """*Accept with an action*: the author is told what will be done, and until when."""
    action, item = actions.get(ctx.db, ctx.workspace, number), meant_for_me(ctx, feedback)
    if action is None:
        return
    words = notices.agreed_words(action, is_secret=_is_secret(ctx, action))
    if "accept" in rules.possible(item):
        accept(ctx, feedback, words)
    else:
        items.record(
            ctx.db, ctx.workspace, f"F-{feedback}", "action agreed", ctx.now, actor=ctx.actor, why=words
        )
        cards.tell_people(ctx, item, notices.one_more(item, words))
        cards.redraw(ctx, item, people=False)


@router.on("decision.answers")
def decided(ctx: Context, number: int, numbers: Sequence[int]) -> None:
    """Whoever gave or endorsed what a decision is for is told; what a private group decides stays there."""
    decision = decisions.get(ctx.db, ctx.workspace, number)
    group = groups.group(ctx.db, decision.group_id) if decision else None
    if decision is None or group is None or group.is_private:
        return
    for item in feedback.several(ctx.db, ctx.workspace, numbers):
        if rules.is_open(item):
            items.record(ctx.db, ctx.workspace, f"F-{item.number}", "decided on", ctx.now, why=f"D-{number}")
            cards.tell_people(ctx, item, notices.decided(item, decision))


@router.on("action.done")
def done(ctx: Context, number: int) -> None:
    """Whoever gave or endorsed what it came of is told; when no other is left, the leads are asked to resolve it."""
    action = actions.get(ctx.db, ctx.workspace, number)
    if action is None:
        return
    for item in _behind(ctx, action):
        if not rules.is_open(item):
            continue
        left = _left(ctx, item)
        items.record(
            ctx.db, ctx.workspace, f"F-{item.number}", "followed up", ctx.now, why=f"{action.id} is done"
        )
        said = "" if _is_secret(ctx, action) else action.text
        cards.tell_people(ctx, item, notices.action_done(item, action, said, left))
        cards.tell_leads(ctx, item, notices.ask_to_resolve(item, action, left))


def _behind(ctx: Context, action: Action) -> list[Feedback]:
    """The feedback that it came of, by way of whatever lies between (a decision, a part that was split off)."""
    known, found = {action.id}, {action.id}
    while found:
        beside = links.beside(ctx.db, ctx.workspace, found)
        found = {link.cause for link in beside if link.outcome in found} - known
        found = {one for one in found if not one.startswith("M-")}  # one meeting has many causes
        known |= found
    numbers = [int(one[2:]) for one in known if one.startswith("F-")]
    return [item for n in sorted(numbers) if (item := feedback.get(ctx.db, ctx.workspace, n)) is not None]


def _left(ctx: Context, item: Feedback) -> int:
    """How many more actions it waits for."""
    came = links.outcomes_of(ctx.db, ctx.workspace, f"F-{item.number}")
    found = actions.several(ctx.db, ctx.workspace, [int(one[2:]) for one in came if one.startswith("A-")])
    return sum(other.is_alive for other in found)


def _is_secret(ctx: Context, action: Action) -> bool:
    """What a private group wrote down stays there; only that it is done is said."""
    group = groups.group(ctx.db, action.group_id)
    return group is None or group.is_private
