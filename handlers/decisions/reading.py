"""What a decision's drawings need, read from storage, and for whose eyes it is."""

from __future__ import annotations

from handlers.contract import Context, UserError
from handlers.decisions.views import Shown
from handlers.sight import sees_group
from storage import areas, decisions, feedback, groups, links, people
from storage.decisions import Decision
from storage.feedback import Feedback
from storage.groups import Group


def decision_meant(ctx: Context, number: int) -> tuple[Decision, Group]:
    """By number; what the actor may not see is as unknown as what was never decided."""
    found = decisions.get(ctx.db, ctx.workspace, number)
    group = groups.group(ctx.db, found.group_id) if found else None
    if found is None or group is None or not sees_group(ctx, group):
        raise UserError(
            f"I know no D-{number} that you may see. `{ctx.settings.command} decisions` shows them."
        )
    return found, group


def is_open_to(ctx: Context, item: Feedback, group: Group) -> bool:
    """Whether everybody who sees the group's decisions may see this feedback."""
    if item.group_id is None or item.group_id == group.id:
        return True
    theirs = groups.group(ctx.db, item.group_id)
    return theirs is not None and not theirs.is_private


def shown(ctx: Context, decision: Decision) -> Shown:
    group = groups.group(ctx.db, decision.group_id)
    assert group is not None
    known = people.persons(ctx.db, ctx.workspace, {decision.by, *decision.present})

    def name(who: str) -> str:
        return known[who].name or who if who in known else who

    return Shown(
        decision,
        group,
        areas.area(ctx.db, decision.area_id) if decision.area_id is not None else None,
        name(decision.by),
        tuple(name(who) for who in decision.present),
        tuple(d.number for d in decisions.amendments(ctx.db, ctx.workspace, decision.number)),
        _answers(ctx, decision, group),
    )


def _answers(ctx: Context, decision: Decision, group: Group) -> tuple[int, ...]:
    causes = links.causes_of(ctx.db, ctx.workspace, f"D-{decision.number}")
    numbers = [int(cause[2:]) for cause in causes if cause.startswith("F-")]
    found = feedback.several(ctx.db, ctx.workspace, numbers)
    return tuple(item.number for item in found if is_open_to(ctx, item, group))
