"""Takes feedback in: who says it, for whom, what kind it is, where it goes; one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from handlers import sealing
from handlers.blocks import OPTIONS_LIMIT, Option
from handlers.contract import Context, Message, UserError
from handlers.feedback import cards, notices, rules
from handlers.feedback.reading import shown_at_first
from handlers.feedback.routing import Choice, Target, choose
from handlers.fields import VOICES
from handlers.places import group_if_any, is_admin
from handlers.text import clip, escape
from storage import areas, feedback, groups, items, people
from storage.feedback import Feedback


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to file; None where they said nothing of it."""

    text: str
    area: str | None = None
    for_whom: str | None = None
    voice: str | None = None
    kind: str | None = None
    axis: str | None = None
    severity: str | None = None
    anonymous: bool = False
    source: str | None = None
    source_author: str | None = None
    is_compared: bool = False


DEFAULT_DAYS = 7


def targets(ctx: Context) -> list[Target]:
    """The areas that the actor may know of, with the words by which they are known."""
    aliases = areas.alias_table(ctx.db, ctx.workspace)
    found = areas.live_areas(ctx.db, ctx.workspace, seen_by=None if is_admin(ctx) else ctx.actor)
    return [
        Target(a.id, a.group_id, a.slug, a.name, (a.slug, a.name.lower(), *aliases.get(a.id, [])))
        for a in found
    ]


def choices(ctx: Context, known: Sequence[Target]) -> list[Option]:
    """As a menu shows them; of more than it holds, this channel's group's and the most used come first."""
    if len(known) > OPTIONS_LIMIT:
        here, used = _groups_here(ctx), feedback.by_area(ctx.db, ctx.workspace)
        known = sorted(known, key=lambda t: (t.group_id not in here, -used.get(t.area_id, 0)))
    return [(t.slug, f"{t.name} ({t.slug})") for t in known]


def route(ctx: Context, text: str, named: str | None = None) -> Choice:
    """An area, else the group's triage, else the admins'."""
    known = targets(ctx)
    if named and not any(target.slug == named.lower() for target in known):
        raise unknown_area(ctx, named)
    here = _groups_here(ctx)
    found = choose(text, known, named=named.lower() if named else None, here=here)
    if found is not None:
        return found
    group = group_if_any(ctx)
    if group is None:
        return Choice(None, None, "no area or group is named")
    return Choice(None, group.id, "you named the group" if ctx.group_said else "this channel's group")


def _groups_here(ctx: Context) -> list[int]:
    if ctx.group_said or not ctx.channel:
        group = group_if_any(ctx)
        return [group.id] if group else []
    return [group.id for group in groups.groups_in_channel(ctx.db, ctx.workspace, ctx.channel)]


def answer_by(ctx: Context, group_id: int | None) -> datetime:
    """When its leads are nudged, if they have not said a word until then."""
    group = groups.group(ctx.db, group_id) if group_id is not None else None
    return ctx.now + timedelta(days=group.acknowledge_days if group else DEFAULT_DAYS)


def unknown_area(ctx: Context, named: str) -> UserError:
    listed = f"`{ctx.settings.command} area list` shows them."
    return UserError(f"I know no area “{escape(clip(named, 60))}”. {listed}", "area")


def file(ctx: Context, draft: Draft) -> Message:
    """File it, tell the leads, give the author a card; the receipt. Raises UserError."""
    text = rules.checked_text(draft.text)
    said = rules.said_in(text)
    choice = route(ctx, text, draft.area)
    item = _item(ctx, draft, text, said, choice)
    feedback.add(ctx.db, item, said.tags)
    why = choice.because
    item_id = f"F-{item.number}"
    given = items.record(ctx.db, ctx.workspace, item_id, "given", ctx.now, actor=item.author, why=why)
    if draft.is_compared:
        feedback.offer_once(ctx.db, ctx.workspace, item.number)
    state = shown_at_first(ctx, item, given)
    waits = cards.send_to_leads(ctx, state)
    for place in dict.fromkeys(filter(None, (item.author or item.relay, item.for_user))):
        cards.show_to_person(ctx, state, place, is_first=True)
    ctx.emit("feedback.given", number=item.number)
    return notices.receipt(state, why, (item.nudge_at or ctx.now).date(), waits=waits)


def _item(ctx: Context, draft: Draft, text: str, said: rules.Said, choice: Choice) -> Feedback:
    for_user, for_name = _spoken_for(ctx, draft.for_whom)
    return Feedback(
        workspace=ctx.workspace,
        number=items.next_number(ctx.db, ctx.workspace, "F"),
        group_id=choice.group_id,
        area_id=choice.area_id,
        text=text,
        **_giver(ctx, draft),
        state=rules.NEW if choice.area_id is None else rules.ROUTED,
        created_at=ctx.now,
        for_user=for_user,
        for_name=for_name,
        voice=rules.one_of(draft.voice, VOICES, "voice") or _declared_voice(ctx, draft),
        kind=rules.one_of(draft.kind, rules.KINDS, "kind") or said.kind,
        axis=rules.one_of(draft.axis, rules.AXES, "question") or said.axis,
        severity=rules.one_of(draft.severity, rules.SEVERITIES, "severity") or said.severity,
        route=choice.because[:32],
        nudge_at=answer_by(ctx, choice.group_id),
    )


def _giver(ctx: Context, draft: Draft) -> dict[str, Any]:
    """Who says it and where it was said; of an anonymous author nothing that would tell who they are."""
    if not draft.anonymous:
        return {
            "author": ctx.actor,
            "relay": None,
            "is_anonymous": False,
            "source": draft.source,
            "source_author": draft.source_author,
        }
    key = ctx.settings.relay_key
    is_own = draft.source_author == ctx.actor
    return {
        "author": None,
        "relay": sealing.seal(key, ctx.actor) if key else None,
        "is_anonymous": True,
        "source": None if is_own else draft.source,
    }


def _declared_voice(ctx: Context, draft: Draft) -> str | None:
    """Their own, unless they speak for somebody else, or it would help to tell who they are."""
    me = None if draft.for_whom or draft.anonymous else people.person(ctx.db, ctx.workspace, ctx.actor)
    return me.voice if me else None


def _spoken_for(ctx: Context, said: str | None) -> tuple[str | None, str | None]:
    """(user, name): a person of this workspace, or anybody by name."""
    if not said:
        return None, None
    user = said.removeprefix("<@").removesuffix(">") if said.startswith("<@") else None
    if user is None:
        return None, said[:150]
    person = people.person(ctx.db, ctx.workspace, user)
    if person is None or person.is_bot or person.deleted:
        raise UserError(
            'I can\'t tell that person what becomes of it. Name them in words: `for:"Acme ops"`.', "for_user"
        )
    return (None, None) if user == ctx.actor else (user, None)
