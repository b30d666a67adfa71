"""The digest when somebody asks for it, and how a group and a person want theirs."""

from __future__ import annotations

from handlers import places
from handlers.blocks import channel_link, note
from handlers.choosing import name_of, officer, open_channel
from handlers.contract import Context, Open, Reply, Say, UserError
from handlers.digest_hours import Wish, chosen_wish, wish_in
from handlers.digests import chairs, forms, jobs, leads, rules, summaries, turning, views
from handlers.history import group_changed
from handlers.router import Router
from handlers.text import counted, escape
from storage import digests, groups, homes, leading, people, turns
from storage.digests import OFF
from storage.groups import Group

router = Router()
FEATURE = (router, summaries.router, jobs.router)


@router.command("digest", help="What waits for you as a chair, or as a lead, now.")
@router.click("digest.read")
def read(ctx: Context) -> Reply | None:
    """Private to who asks, whatever is due."""
    person = people.person(ctx.db, ctx.workspace, ctx.actor)
    chaired = chairs.chaired(ctx, ctx.actor)
    if person is None or not chaired:
        return read_summary(ctx)
    told = chairs.told_directly(ctx, person, chaired)
    brief = chairs.brief_of(ctx, chaired, person.zone)
    comes = rules.told(rules.of_chair(person, told.values()))
    return Say(views.digest(brief, ctx.now, comes, ctx.settings.command))


@router.command("digest lead", help="What waits for you as a lead, now.")
def read_summary(ctx: Context) -> Reply | None:
    person = people.person(ctx.db, ctx.workspace, ctx.actor)
    if person is None or not leading.led_by(ctx.db, ctx.workspace, ctx.actor):
        report = f"`{ctx.settings.command} report` tells how a group's loop does."
        raise UserError(f"You chair no group, and lead no area. {report}")
    last = digests.last_round(ctx.db, ctx.workspace, turns.LEAD, ctx.actor)
    found = leads.summary_of(ctx, ctx.actor, ctx.actor, last.at if last else None)
    wishes = digests.of_lead(ctx.db, ctx.workspace, ctx.actor)
    return Say(summaries.drawn(ctx, found, person, wishes))


@router.click("digest.all")
def show_all(ctx: Context) -> Reply | None:
    """Nobody can be taken to a tab, but it can lie open for them."""
    homes.change(ctx.db, ctx.workspace, ctx.actor, tab="answer", pages={}, words="")
    homes.spoil(ctx.db, ctx.workspace, [ctx.actor], ctx.now)
    return Say(note("All of it is in my *Home* tab, under *To answer*."))


@router.click("digest.off <kind=chair|lead>")
def turn_off(ctx: Context, kind: str) -> Reply | None:
    command = ctx.settings.command
    if kind == "lead":
        digests.settle_lead(ctx.db, ctx.workspace, ctx.actor, pace=OFF)
        ctx.emit("settings.saved")
        again = f"`{command} digest lead weekly` brings it back; `{command} digest lead` shows it at any time"
        return Say(note(f"Your summary is off. {again}."))
    people.save_person(ctx.db, ctx.workspace, ctx.actor, digest_off=True)
    ctx.emit("settings.saved")
    again = f"`{command} settings digest weekly mon 09:00` brings it back"
    return Say(note(f"Your digest is off. {again}; `{command} digest` shows it at any time."))


@router.command("digest settings", help="How often you hear of your areas, and who does while you are away.")
@router.click("digest.settings")
def lead_form(ctx: Context) -> Reply | None:
    return Open(forms.of_lead(digests.of_lead(ctx.db, ctx.workspace, ctx.actor)))


@router.command("digest lead <pace=weekly|daily|immediately|off>", help="How often you hear of your areas.")
def set_pace(ctx: Context, pace: str) -> Reply | None:
    wishes = digests.of_lead(ctx.db, ctx.workspace, ctx.actor)
    return _settle_lead(ctx, pace, wishes.cap, wishes.delegate)


@router.submit("digest.settings")
def settle_lead(ctx: Context, pace: str, cap: str | None = None, delegate: str | None = None) -> Reply | None:
    if delegate == ctx.actor:
        raise UserError("Somebody else, please: you are away then.", "delegate")
    if delegate:
        officer(ctx, delegate, "who stands in for a lead", "delegate")
    return _settle_lead(ctx, pace, int(cap) if cap else None, delegate)


def _settle_lead(ctx: Context, pace: str, cap: int | None, delegate: str | None) -> Reply:
    digests.settle_lead(ctx.db, ctx.workspace, ctx.actor, pace=pace, cap=cap, delegate=delegate)
    turning.settle(ctx, turns.LEAD, ctx.actor)
    ctx.emit("settings.saved")
    person = people.person(ctx.db, ctx.workspace, ctx.actor)
    told = [f"Your summary comes {rules.comes_to_lead(person, pace)}" if person else "Saved"]
    told += [f"{counted(cap, 'time')} a week at most"] if cap else []
    told += (
        [f"while you are away {name_of(ctx, delegate)} gets it, and may answer for you"] if delegate else []
    )
    return Say(note("; ".join(told) + "."))


def _mine(ctx: Context, slug: str | None = None) -> Group:
    group = places.group_of(ctx, slug)
    places.standing(ctx, group).demand("edit a group")
    return group


@router.command("digest group", help="When a group's digest comes, and where.")
@router.click("digest.group [<slug:slug>]")
def group_form(ctx: Context, slug: str | None = None) -> Reply | None:
    group = _mine(ctx, slug)
    return Open(forms.of_group(group, _wish(ctx, group)))


def _wish(ctx: Context, group: Group) -> digests.GroupDigest:
    return digests.of_groups(ctx.db, [group.id]).get(group.id, digests.GroupDigest(group.id))


@router.command("digest group <words...>", help="weekly mon 09:00, or off: of a group; yours goes first.")
def of_group(ctx: Context, words: str) -> Reply | None:
    group, said = _mine(ctx), wish_in(words)
    wish = _wish(ctx, group)
    return _settle(ctx, group, said, wish.channel)


@router.submit("digest.group")
def settle_group(
    ctx: Context,
    group: str,
    day: str | None = None,
    at: str | None = None,
    where: str = "dm",
    channel: str | None = None,
) -> Reply | None:
    found = _mine(ctx, group)
    if where == "channel" and not channel:
        channel = found.channel
    if where == "channel" and channel is None:
        raise UserError("Which channel should it come to?", "channel")
    return _settle(ctx, found, chosen_wish(day, at), channel if where == "channel" else None)


def _settle(ctx: Context, group: Group, said: Wish, channel: str | None) -> Reply:
    if channel is not None:
        open_channel(ctx, channel)
        if group.is_private and channel != group.channel:
            raise UserError(
                f"{escape(group.name)} is private: its digest can go to its own channel only.", "channel"
            )
    wishes = {"day": said.day, "at": said.at, "off": said.off, "channel": channel}
    digests.settle_group(ctx.db, ctx.workspace, group.id, **wishes)
    told = {"day": said.day, "hour": f"{said.at:%H:%M}" if said.at else None, "off": said.off}
    group_changed(ctx, group, "digest settings", **told, channel=channel)
    for chair in groups.chairs(ctx.db, group.id):
        turning.settle(ctx, turns.CHAIR, chair)
    if channel is not None:
        turns.begin(ctx.db, ctx.workspace, turns.GROUP, str(group.id))
        turning.settle(ctx, turns.GROUP, str(group.id))
    hour = rules.told(rules.of_group(_wish(ctx, group)))
    where = f"in {channel_link(channel)}" if channel else "to its chairs, in direct messages"
    return Say(note(f"The digest of {escape(group.name)}: {hour}, {where}."))
