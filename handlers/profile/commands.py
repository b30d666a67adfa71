"""What a person says of themselves, looks at, takes along and erases."""

from __future__ import annotations

from handlers import blocks as b
from handlers.choosing import name_of
from handlers.contract import Context, Reply, Say, UserError
from handlers.profile import views
from handlers.router import Router
from handlers.text import escape
from storage import about, areas, digests, feedback, groups, people
from storage.digests import LeadWishes
from storage.groups import Role
from storage.people import Person

router = Router()


@router.command("whoami", help="What I know of you, and the roles you hold.")
def whoami(ctx: Context) -> Reply:
    held = groups.roles_of_person(ctx.db, ctx.workspace, ctx.actor)
    offices = [office for office in (_office(ctx, role) for role in held) if office]
    item = feedback.feedback.c
    mine = (item.workspace == ctx.workspace) & (item.author == ctx.actor)
    given = feedback.page(ctx.db, mine, limit=1, offset=0)[1]
    me = myself(ctx)
    sponsor = name_of(ctx, me.sponsor) if me.sponsor else ""
    return Say(views.whoami(me, employer(ctx), sponsor, offices, given, ctx.now))


def _office(ctx: Context, role: Role) -> views.Office | None:
    group = groups.group(ctx.db, role.group_id)
    area = areas.area(ctx.db, role.area_id) if role.area_id else None
    if group is None or group.archived_at or (area and area.archived_at):
        return None
    where = f"{escape(area.name)} (`{area.slug}`)" if area else f"{escape(group.name)} (`{group.slug}`)"
    return views.Office(role.role, where, role.since)


@router.command("whoami export", help="Everything that I keep about you, as a direct message.")
@router.click("profile.export")
def export(ctx: Context) -> Reply:
    for message in views.export(about.about(ctx.db, ctx.workspace, ctx.actor)):
        ctx.tell(ctx.actor, message, urgent=True)
    return Say(b.note("I am sending you everything that I keep about you, as a direct message."))


@router.command("whoami erase", help="Erase what you said of yourself (asks first).")
@router.click("profile.ask_erase")
def ask_to_erase(ctx: Context) -> Reply:
    me = myself(ctx)
    said = {
        "voice": me.voice,
        "employers": people.employments(ctx.db, ctx.workspace, ctx.actor),
        "quiet hours": me.quiet_from,
        "absence": me.away_until,
        "digest": me.digest_off or me.digest_day is not None,
        "summaries": digests.of_lead(ctx.db, ctx.workspace, ctx.actor) != LeadWishes(ctx.actor),
        "sponsor": me.sponsor,
    }
    return Say(views.erase_question([name for name, value in said.items() if value]))


@router.click("profile.erase")
def erase(ctx: Context) -> Reply:
    gone = dict.fromkeys(
        ("voice", "quiet_from", "quiet_to", "away_until", "digest_day", "digest_at", "sponsor")
    )
    people.save_person(ctx.db, ctx.workspace, ctx.actor, **gone, digest_off=False)
    people.forget_employers(ctx.db, ctx.workspace, ctx.actor)
    digests.forget_lead(ctx.db, ctx.workspace, ctx.actor)
    ctx.emit("digest.wished", user=ctx.actor)
    ctx.emit("settings.saved")
    return Say(
        b.note("Erased. I only know of you what Slack says, and your roles and feedback."), replace=True
    )


@router.click("profile.keep")
def keep(ctx: Context) -> Reply:
    return Say(b.note("All stays as it is."), replace=True)


def myself(ctx: Context) -> Person:
    found = people.person(ctx.db, ctx.workspace, ctx.actor)
    if found is None:
        raise UserError("Slack has not told me about you yet. Please try again in a minute.")
    return found


def employer(ctx: Context) -> str | None:
    return people.employer(ctx.db, ctx.workspace, ctx.actor, ctx.now)
