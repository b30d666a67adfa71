"""A decision comes about: numbered, linked to what it came of, and shown in its group's channel."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from handlers.blocks import day
from handlers.calendar import today
from handlers.contract import Context, UserError
from handlers.decisions import reading, rules, views
from handlers.due_words import coming_day
from handlers.lines import areas_in
from handlers.sight import sees_feedback
from handlers.text import clip, escape
from handlers.tokens import numbers_in
from storage import areas, decisions, feedback, groups, items, links
from storage.areas import Area
from storage.decisions import Decision
from storage.groups import Group

AMENDS, SUPERSEDES = "amend", "supersede"
_USER = re.compile(r"[UW][A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to have decided; None where they said nothing of it."""

    text: str
    why: str | None = None
    urls: str | None = None
    review: str | date | None = None
    area: str | None = None
    answers: str | None = None


def draft_of(ctx: Context, group: Group, draft: Draft) -> tuple[Decision, list[int]]:
    """The decision as it would be, without a number, and the feedback that it is for. Raises UserError."""
    text = rules.checked_text(draft.text)
    said = rules.said_in(text, today(ctx.now, group.zone))
    if len(draft.why or "") > rules.LONGEST:
        raise UserError(f"The context is longer than {rules.LONGEST:,} characters.", "why")
    area = area_meant(ctx, group, text, draft.area)
    made = Decision(
        workspace=ctx.workspace,
        number=0,
        group_id=group.id,
        text=rules.checked_text(said.text),
        by=ctx.actor,
        decided_at=ctx.now,
        area_id=area.id if area else None,
        why=(draft.why or "").strip(),
        urls=rules.links_in(draft.urls or ""),
        review_on=review_day(ctx, group, draft.review or said.review),
    )
    return made, [*_known_feedback(ctx, [*said.answers, *_answers(draft)]), *named_feedback(ctx, group, text)]


def _answers(draft: Draft) -> list[int]:
    named = numbers_in(draft.answers or "", "F")
    if draft.answers and not named:
        raise UserError("Name feedback by its number, such as F-12.", "answers")
    return named


def _known_feedback(ctx: Context, numbers: list[int]) -> list[int]:
    """Said to be answered: then it must be there."""
    for number in numbers:
        item = feedback.get(ctx.db, ctx.workspace, number)
        if item is None or not sees_feedback(ctx, item):
            raise UserError(f"I know no F-{number} that you may see.", "answers")
    return numbers


def named_feedback(ctx: Context, group: Group, text: str) -> list[int]:
    """What a text names, as far as everybody in the group may know of it."""
    found = feedback.several(ctx.db, ctx.workspace, numbers_in(text, "F")[: rules.MOST_LINKS])
    return [item.number for item in found if reading.is_open_to(ctx, item, group)]


def review_day(ctx: Context, group: Group, said: str | date | None) -> date | None:
    if isinstance(said, str):
        return coming_day(said, ctx.now, group.zone, "review")
    if said is not None and said < today(ctx.now, group.zone):
        raise UserError(f"{day(said)} is over. Choose a day to come.", "review")
    return said


def area_meant(ctx: Context, group: Group, text: str, named: str | None = None) -> Area | None:
    """The area named, which must be the group's, else the first ##tag that is one."""
    known = {area.slug: area for area in areas.live_areas(ctx.db, ctx.workspace, group.id)}
    aliases = areas.alias_table(ctx.db, ctx.workspace)
    known |= {alias: area for area in [*known.values()] for alias in aliases.get(area.id, ())}
    if named:
        found = known.get(named.lstrip("#").lower())
        if found is None:
            listed = f"`{ctx.settings.command} area list` shows them"
            raise UserError(
                f"{escape(group.name)} has no area “{escape(clip(named, 60))}”. {listed}.", "area"
            )
        return found
    return next((known[tag] for tag in areas_in(text) if tag in known), None)


def record(
    ctx: Context, group: Group, made: Decision, answers: list[int], *, thread: str | None = None
) -> Decision:
    """Keep it, link it, show it; the decision with its number."""
    decision = replace(made, number=items.next_number(ctx.db, ctx.workspace, "D"))
    decisions.add(ctx.db, decision)
    label = f"D-{decision.number}"
    actor = decision.by if _USER.fullmatch(decision.by) else None
    items.record(ctx.db, ctx.workspace, label, "decided", ctx.now, actor=actor)
    link_to(ctx, decision, answers)
    if decision.meeting is not None:
        links.link(ctx.db, ctx.workspace, f"M-{decision.meeting}", label, ctx.now)
    if group.channel:
        ctx.post(
            group.channel,
            views.card(reading.shown(ctx, decision)),
            key=card_key(decision.number),
            thread=thread,
        )
    return decision


def link_to(ctx: Context, decision: Decision, answers: list[int]) -> None:
    """The feedback that it is for, whose authors hear of it once."""
    label = f"D-{decision.number}"
    known = links.causes_of(ctx.db, ctx.workspace, label)
    new = [number for number in dict.fromkeys(answers) if f"F-{number}" not in known]
    for number in new:
        links.link(ctx.db, ctx.workspace, f"F-{number}", label, ctx.now)
    if new:
        ctx.emit("decision.answers", number=decision.number, numbers=new)


def follow(
    ctx: Context, group: Group, old: Decision, made: Decision, answers: list[int], how: str
) -> Decision:
    """A later decision amends `old`, or takes its place and that of all that amended it."""
    if how == AMENDS:
        new = record(ctx, group, replace(made, amends=old.number), answers)
        _note(ctx, old, "amended", new)
        return new
    new = record(ctx, group, replace(made, supersedes=old.number, amends=old.amends), answers)
    for gone in [old, *_amendments(ctx, old)]:
        decisions.change(ctx.db, ctx.workspace, gone.number, superseded_by=new.number)
        _note(ctx, gone, "superseded", new)
    if old.amends is not None:
        redraw(ctx, old.amends)
    return new


def _amendments(ctx: Context, decision: Decision) -> list[Decision]:
    """And what amends those."""
    found = [d for d in decisions.amendments(ctx.db, ctx.workspace, decision.number)]
    return [each for d in found for each in (d, *_amendments(ctx, d))]


def _note(ctx: Context, old: Decision, what: str, new: Decision) -> None:
    actor = ctx.actor or None
    items.record(
        ctx.db, ctx.workspace, f"D-{old.number}", what, ctx.now, actor=actor, why=f"by D-{new.number}"
    )
    links.link(ctx.db, ctx.workspace, f"D-{old.number}", f"D-{new.number}", ctx.now)
    redraw(ctx, old.number)


def redraw(ctx: Context, number: int) -> None:
    """Its card shows today's state."""
    decision = decisions.get(ctx.db, ctx.workspace, number)
    group = groups.group(ctx.db, decision.group_id) if decision else None
    if decision is not None and group is not None and group.channel:
        ctx.post(group.channel, views.card(reading.shown(ctx, decision)), key=card_key(number))


def card_key(number: int) -> str:
    return f"decision/{number}"
