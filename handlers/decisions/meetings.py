"""Decisions and meetings: what the minutes agreed is numbered, what is decided meanwhile goes into the minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape as as_slack_sends

from handlers.contract import Context
from handlers.decisions import rules
from handlers.decisions.making import area_meant, link_to, named_feedback, record, redraw
from handlers.router import Router
from storage import decisions, groups, meetings, minutes, outbox
from storage.decisions import Decision
from storage.groups import Group
from storage.meetings import Meeting

router = Router()


@router.on("minutes.decision")
def agreed(
    ctx: Context,
    number: int,
    group_id: int,
    entry: str,
    text: str,
    by: str,
    present: Sequence[str],
    kind: str,
    topic: str = "",
) -> None:
    """Known by its meeting and its line, so that it is numbered once; its card hangs under the minutes."""
    group = groups.group(ctx.db, group_id)
    if group is None:
        return
    answers = named_feedback(ctx, group, f"{topic}\n{text}")
    if known := decisions.of_entry(ctx.db, ctx.workspace, number, entry):
        link_to(ctx, known, answers)
        redraw(ctx, known.number)
        return
    area = area_meant(ctx, group, text)
    made = Decision(
        workspace=ctx.workspace,
        number=0,
        group_id=group.id,
        text=text[: rules.LONGEST],
        by=by,
        decided_at=ctx.now,
        area_id=area.id if area else None,
        present=list(present),
        meeting=number,
        entry=entry,
    )
    record(ctx, group, made, answers, thread=_minutes_key(ctx, group, number))


def _minutes_key(ctx: Context, group: Group, number: int) -> str | None:
    """Where they went to the group's channel too."""
    key, kept = f"minutes/{number}", minutes.record(ctx.db, ctx.workspace, number)
    here = kept is not None and kept.channel == group.channel
    return key if here and outbox.is_known(ctx.db, ctx.workspace, key) else None


def noted(ctx: Context, group: Group, made: Decision) -> Decision:
    """Decided by command while the group meets: its minutes have the line, and know that it is numbered."""
    live = meetings.live_in(ctx.db, ctx.workspace, group.channel) if group.channel else None
    if live is None or live.group_id != group.id:
        return made
    line = f"AGREED: {as_slack_sends(' '.join(made.text.split()), quote=False)}"
    ts = minutes.add_deed(ctx.db, ctx.workspace, live.number, ctx.actor, line)
    minutes.change(ctx.db, ctx.workspace, live.number, is_stale=True, heard_at=ctx.now)
    return replace(made, meeting=live.number, entry=f"{ts}/0")


@router.on("meeting.ended")
def who_was_there(ctx: Context, meeting: Meeting) -> None:
    """Of what was decided by command while it ran."""
    there = [a.user for a in meetings.answers(ctx.db, meeting.id) if a.present_at]
    for decision in decisions.of_meeting(ctx.db, ctx.workspace, meeting.number):
        decisions.change(ctx.db, ctx.workspace, decision.number, present=there)
        redraw(ctx, decision.number)
