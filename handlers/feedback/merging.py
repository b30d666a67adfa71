"""Two say the same: one goes on with everybody's voice, and a merge can be taken back."""

from __future__ import annotations

from handlers import sealing
from handlers.blocks import note
from handlers.contract import Context, Reply, Say, UserError
from handlers.feedback import cards, notices, rules
from handlers.feedback.reading import item_meant, names_of, outsiders, shown, standing_on
from handlers.feedback.triage import change
from handlers.router import Router
from storage import endorsements, feedback, gatherings, items, links
from storage.feedback import LEADS, PEOPLE, Feedback

router = Router()


@router.command(
    "feedback merge <number:F> into <other:F>",
    help="Two say the same: one goes on with the endorsements of both.",
)
@router.command("feedback merge <number:F> <other:F>")
def merge(ctx: Context, number: int, other: int) -> Reply | None:
    item, into = item_meant(ctx, number), item_meant(ctx, other)
    standing_on(ctx, item).demand("merge feedback")
    standing_on(ctx, into).demand("merge feedback")
    _must_fit(ctx, item, into)
    rules.next_state(item, "merge")
    gatherings.remove(ctx.db, ctx.workspace, number)
    why = f"into F-{other}"
    item = change(ctx, item, "merge", why, merged_into=other, resume_state=rules.resumed(item))
    _record(ctx, other, "merged in", f"F-{number}")
    links.link(ctx.db, ctx.workspace, f"F-{number}", f"F-{other}", ctx.now)
    cards.tell_people(ctx, item, notices.told(item, "merge", names_of(ctx, [ctx.actor])[0], ""))
    recount(ctx, into)
    return Say(
        note(f"F-{number} is merged into F-{other}; everybody who gave or endorsed it follows that one.")
    )


def _must_fit(ctx: Context, item: Feedback, into: Feedback) -> None:
    if item.number == into.number:
        raise UserError("That is one and the same. Name two: `feedback merge F-13 into F-12`.")
    if into.merged_into is not None:
        last = f"F-{into.merged_into}"
        raise UserError(f"F-{into.number} went into {last} itself. Merge into {last}.")
    if not rules.is_open(into):
        raise UserError(f"F-{into.number} is {rules.state_of(into)}. Merge into one that is still open.")
    followers = feedback.cards_of(ctx.db, ctx.workspace, item.number, PEOPLE)
    if outsiders(ctx, followers, into.group_id):
        raise UserError(
            f"F-{into.number} belongs to a private group, and not everybody who follows F-{item.number} "
            f"may see it. Merge F-{into.number} into F-{item.number} instead."
        )


def recount(ctx: Context, into: Feedback) -> None:
    """Give it the voices and followers of all that was merged into it, and of nothing else."""
    merged = feedback.merged_into(ctx.db, ctx.workspace, into.number)
    voices = {voice: one.number for one in merged for voice in _voices(ctx, one)}
    for user in (into.author, into.for_user):
        voices.pop(user or "", None)
    endorsements.bring(ctx.db, ctx.workspace, into.number, voices, ctx.now)
    cards.redraw(ctx, into)
    _recount_followers(ctx, into, merged)


def _voices(ctx: Context, item: Feedback) -> list[str]:
    """Everybody whom it counts for; an anonymous author by its number."""
    giver = f"F-{item.number}" if item.is_anonymous else item.author
    given = [user for user in (giver, item.for_user) if user]
    return [*given, *endorsements.endorsers(ctx.db, ctx.workspace, item.number)]


def _recount_followers(ctx: Context, into: Feedback, merged: list[Feedback]) -> None:
    own = {into.author, into.relay, into.for_user}
    own |= set(endorsements.endorsers(ctx.db, ctx.workspace, into.number))
    brought = {p for one in merged for p in feedback.cards_of(ctx.db, ctx.workspace, one.number, PEOPLE)}
    brought -= set(outsiders(ctx, brought, into.group_id))  # it may have been re-routed since
    present = feedback.cards_of(ctx.db, ctx.workspace, into.number, PEOPLE)
    for place in present:
        if place not in own | brought:
            cards.take_from_person(ctx, into.number, place)
    has_one = {
        sealing.person_at(ctx.settings.relay_key, place) for place in present if place in own | brought
    }
    state = shown(ctx, into)
    for place in sorted(brought):
        person = sealing.person_at(ctx.settings.relay_key, place)
        if person not in has_one:
            has_one.add(person)
            cards.show_to_person(ctx, state, place)


@router.command("feedback unmerge <number:F>", help="Take a merge back; each has its own again.")
def unmerge(ctx: Context, number: int) -> Reply | None:
    item = item_meant(ctx, number)
    standing_on(ctx, item).demand("merge feedback")
    rules.next_state(item, "unmerge")
    survivor = item_meant(ctx, item.merged_into or 0)
    standing_on(ctx, survivor).demand("merge feedback")
    back = {"merged_into": None, "state": item.resume_state or rules.ROUTED, "resume_state": None}
    item = change(ctx, item, "unmerge", f"from F-{survivor.number}", **back)
    _record(ctx, survivor.number, "unmerged from", f"F-{number}")
    links.unlink(ctx.db, ctx.workspace, f"F-{number}", f"F-{survivor.number}")
    cards.tell_people(ctx, item, notices.told(item, "unmerge", "", ""))
    if not feedback.cards_of(ctx.db, ctx.workspace, number, LEADS):
        cards.send_to_leads(ctx, shown(ctx, item))
    above: Feedback | None = survivor
    while above is not None:
        recount(ctx, above)
        above = feedback.get(ctx.db, ctx.workspace, above.merged_into) if above.merged_into else None
    return Say(note(f"F-{number} stands on its own again."))


def _record(ctx: Context, number: int, what: str, why: str) -> None:
    items.record(ctx.db, ctx.workspace, f"F-{number}", what, ctx.now, actor=ctx.actor, why=why)
