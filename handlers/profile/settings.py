"""A person's settings, by form or in words."""

from __future__ import annotations

from datetime import date

from handlers import blocks as b
from handlers.choosing import name_of
from handlers.contract import Context, Open, Reply, Say, UserError
from handlers.digest_hours import Wish, chosen_wish, wish_in
from handlers.profile import rules, views
from handlers.profile.commands import employer, myself
from handlers.router import Router
from handlers.text import escape
from handlers.wishes import digest_told, quiet_told
from storage import people

router = Router()


@router.command("settings", help="Voice, employer, quiet hours, absence and digest, in a form.")
@router.command("settings voice")
@router.command("settings employer")
@router.command("settings quiet")
@router.command("settings away")
@router.command("settings digest")
@router.command("settings sponsor")
@router.click("settings.open")
def settings_form(ctx: Context) -> Reply:
    return Open(views.settings_form(myself(ctx), employer(ctx), ctx.now))


@router.submit("settings")
def save(
    ctx: Context,
    voice: str = "off",
    employer: str = "off",
    quiet: str = "off",
    away: date | None = None,
    digest_day: str | None = None,
    digest_at: str | None = None,
    sponsor: str | None = None,
) -> Reply:
    start, end = rules.quiet(quiet)
    company = rules.employer(employer)
    back = _away_values(ctx, away)
    digest = chosen_wish(digest_day, digest_at)
    _set_sponsor(ctx, sponsor)
    _set_digest(ctx, digest)
    _save(ctx, voice=rules.voice(voice), quiet_from=start, quiet_to=end, **back)
    _set_employer(ctx, company)
    return Say(views.saved(myself(ctx), company, ctx.now))


@router.command("settings voice <voice...>", help="operator, user, product manager, developer or business.")
def set_voice(ctx: Context, voice: str) -> Reply:
    said = rules.voice(voice)
    _save(ctx, voice=said)
    return Say(b.note(f"Noted: you speak as {said}." if said else "Noted: your voice is not said."))


@router.command("settings employer <employer...>", help="For whom you work now; off for nobody.")
def set_employer(ctx: Context, employer: str) -> Reply:
    company = rules.employer(employer)
    _set_employer(ctx, company)
    return Say(b.note(f"Noted: you work for {escape(company)}." if company else "Noted: no employer."))


@router.command("settings quiet <hours...>", help="19:00-08:00, or off: what can wait does.")
def set_quiet(ctx: Context, hours: str) -> Reply:
    start, end = rules.quiet(hours)
    _save(ctx, quiet_from=start, quiet_to=end)
    told = quiet_told(myself(ctx))
    return Say(
        b.note("Quiet hours are off." if start is None else f"Quiet hours: {told}, in your time zone.")
    )


@router.command("settings away [until|till] <until...>", help="Until a day, or off: messages wait for you.")
def set_away(ctx: Context, until: str) -> Reply:
    me = myself(ctx)
    back = rules.away(until, ctx.now, me.zone)
    _save(ctx, away_until=rules.start_of(back, me.zone) if back else None)
    return Say(b.note(f"You are away until {b.day(back)}. Messages wait." if back else "Welcome back."))


@router.command("settings digest <words...>", help="weekly mon 09:00, or off.")
def set_digest(ctx: Context, words: str) -> Reply:
    _set_digest(ctx, wish_in(words))
    return Say(b.note(f"Your digest: {digest_told(myself(ctx))}."))


@router.command("settings sponsor <who:user>", help="Who sets your priorities.")
def set_sponsor(ctx: Context, who: str) -> Reply:
    _set_sponsor(ctx, who)
    told = "Only you, and the groups in which they sponsor what you promise, see it."
    return Say(b.note(f"Noted: {name_of(ctx, who)} sets your priorities. {told}"))


@router.command("settings sponsor off", help="Nobody in particular sets your priorities.")
def no_sponsor(ctx: Context) -> Reply:
    _set_sponsor(ctx, None)
    return Say(b.note("Noted: nobody in particular sets your priorities."))


def _set_digest(ctx: Context, wished: Wish) -> None:
    before = myself(ctx)
    if wished != Wish(before.digest_day, before.digest_at, before.digest_off):
        _save(ctx, **wished.columns)
        ctx.emit("digest.wished", user=ctx.actor)


def _set_sponsor(ctx: Context, who: str | None) -> None:
    known = people.person(ctx.db, ctx.workspace, who) if who else None
    if who == ctx.actor:
        raise UserError("A sponsor is somebody else: who sets your priorities?", "sponsor")
    if who and (known is None or known.is_bot or known.deleted):
        raise UserError("A sponsor is a person of this workspace. Name somebody who is here.", "sponsor")
    _save(ctx, sponsor=who)


def _away_values(ctx: Context, back: date | None) -> dict[str, object]:
    me = myself(ctx)
    if back is None:
        return {"away_until": None}
    unchanged = me.away_until and rules.start_of(back, me.zone) == me.away_until
    day = back if unchanged else rules.back_on(back, ctx.now, me.zone)
    return {"away_until": rules.start_of(day, me.zone)}


def _set_employer(ctx: Context, company: str | None) -> None:
    if company != employer(ctx):
        people.set_employer(ctx.db, ctx.workspace, ctx.actor, company, ctx.now)
        ctx.emit("settings.saved")


def _save(ctx: Context, **values: object) -> None:
    people.save_person(ctx.db, ctx.workspace, ctx.actor, **values)
    ctx.emit("settings.saved")
