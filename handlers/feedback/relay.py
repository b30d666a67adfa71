"""The conversation between the leads' thread and the author's DM: both ways, in order, edits followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.blocks import note
from handlers.contract import Context, Message, Reply, Say, UserError
from handlers.feedback import cards, notices, rules
from handlers.feedback.reading import author_place, item_meant, names_of, standing_on
from handlers.router import Router
from handlers.sight import is_author
from storage import feedback, items, outbox, people
from storage.feedback import LEADS, Feedback

router = Router()

Files = Sequence[tuple[str, str]]


def _item(ctx: Context, number: str) -> Feedback | None:
    return feedback.get(ctx.db, ctx.workspace, int(number))


def _copy_key(number: int, ts: str) -> str:
    """The ts alone: the channel would tell who an anonymous author is."""
    return f"relay/{number}/{ts}"


@router.reply("feedback/<number>/for/<place>")
def author_says(ctx: Context, number: str, place: str, text: str, ts: str, files: Files) -> Reply | None:
    """Under the author's card: to the leads, and a question counts as answered."""
    item = item_meant(ctx, int(number))
    if not is_author(ctx, item):
        raise UserError(f"Only the author of F-{number} talks with its leads here.")
    if not rules.is_open(item):
        raise UserError(_nobody_reads(item))
    _pass_on(ctx, item, text, ts, files)
    return None


@router.unasked
def answers_beside_the_thread(ctx: Context, text: str, ts: str, files: Files) -> Reply | None:
    """Whoever was asked may answer in the open conversation, not knowing of threads."""
    asked = [item for item in feedback.asked_of(ctx.db, ctx.workspace, ctx.actor) if is_author(ctx, item)]
    if not asked:
        return None
    if len(asked) > 1:
        numbers = ", ".join(f"F-{item.number}" for item in asked)
        return Say(note(f"You are asked about {numbers}. Please answer in the thread of the one you mean."))
    number = asked[0].number
    _pass_on(ctx, asked[0], text, ts, files)
    return Say(note(f"I passed that on as your answer about F-{number}. Its thread is the place for more."))


def _pass_on(ctx: Context, item: Feedback, text: str, ts: str, files: Files) -> None:
    if item.state == rules.NEEDS_INFO:
        _answered(ctx, item)
    _open_thread(ctx, item)
    cards.tell_leads(ctx, item, _by_author(ctx, item, text, files), key=_copy_key(item.number, ts))
    if item.is_anonymous and files:
        _tell_of_attachments(ctx, item)


def _answered(ctx: Context, item: Feedback) -> None:
    back = {"state": rules.resumed(item), "resume_state": None}
    feedback.change(ctx.db, ctx.workspace, item.number, **back)
    actor = None if item.is_anonymous else ctx.actor
    items.record(ctx.db, ctx.workspace, f"F-{item.number}", rules.DONE["answer"], ctx.now, actor=actor)
    cards.redraw(ctx, replace(item, **back))


def _by_author(ctx: Context, item: Feedback, text: str, files: Files) -> Message:
    """Slack's link to a file tells who uploaded it: of an anonymous author's only the name goes on."""
    if item.is_anonymous:
        return notices.relayed("The author", text, [(name, "") for name, _ in files])
    return notices.relayed(names_of(ctx, [ctx.actor])[0], text, files)


def _tell_of_attachments(ctx: Context, item: Feedback) -> None:
    """Once, under the card of whoever attached something."""
    place = item.relay if item.relay and ctx.actor != item.for_user else ctx.actor
    key = f"relay/{item.number}/attachments/{'author' if place == item.relay else place}"
    if not outbox.is_known(ctx.db, ctx.workspace, key):
        ctx.tell(place, notices.attachments_stay(item), key=key, thread=cards.person_key(item.number, place))


def _nobody_reads(item: Feedback) -> str:
    how = {
        rules.RESOLVED: "Press *No* or *Partly* above if that does not answer you.",
        rules.DUPLICATE: f"Write under F-{item.merged_into} instead, or give new feedback.",
    }
    return f"F-{item.number} is {rules.state_of(item)}, so nobody reads along here. " + how.get(
        item.state, "Give new feedback if it still hurts."
    )


def _open_thread(ctx: Context, item: Feedback) -> None:
    """A card that stands in a thread itself gets a message of its own to talk under, once."""
    for place in feedback.cards_of(ctx.db, ctx.workspace, item.number, LEADS) if item.in_thread else ():
        if not outbox.is_known(ctx.db, ctx.workspace, cards.talk_key(item, place)):
            cards.put(ctx, place, notices.talk_heading(item), cards.talk_key(item, place))


@router.reply("feedback/<number>/card/<place>")
@router.reply("feedback/<number>/talk/<place>")
def lead_says(ctx: Context, number: str, place: str, text: str, ts: str, files: Files) -> Reply | None:
    """Under the lead's card: to the author, once a question has opened the conversation."""
    item = _item(ctx, number)
    if item is None or item.asked_at is None or _is_off(text):
        return None
    _must_answer_here(ctx, item, place)
    author = author_place(item)
    if author is None or not rules.is_open(item):
        return Say(
            note(f"F-{number} is {rules.state_of(item)}: this stays among you. *Ask…* needs it to be open.")
        )
    said = notices.relayed(names_of(ctx, [ctx.actor])[0], text, files)
    ctx.tell(author, said, key=_copy_key(item.number, ts), thread=cards.person_key(item.number, author))
    return None


def _must_answer_here(ctx: Context, item: Feedback, place: str) -> None:
    """Who was invited to look on, or talks where the card once was, does not talk with the author."""
    if place not in feedback.cards_of(ctx.db, ctx.workspace, item.number, LEADS):
        raise UserError(f"F-{item.number} is no longer here, so its author doesn't get what you write here.")
    is_there = ctx.actor == place or people.is_in(ctx.db, ctx.workspace, place, ctx.actor)
    if not is_there and not standing_on(ctx, item).may("triage feedback"):
        raise UserError(f"Only those who answer F-{item.number} talk with its author here.")


def _is_off(text: str) -> bool:
    return text.strip().lower().startswith("[off]")


@router.reply("feedback/<number>/for/<place>", on="edited")
def author_mends(ctx: Context, number: str, place: str, text: str, ts: str, files: Files) -> Reply | None:
    item = _item(ctx, number)
    if item is not None and is_author(ctx, item):
        said = _by_author(ctx, item, text, files)
        for there in feedback.cards_of(ctx.db, ctx.workspace, item.number, LEADS):
            _mend(ctx, there, f"{_copy_key(item.number, ts)}/{there}", said)
    return None


@router.reply("feedback/<number>/card/<place>", on="edited")
@router.reply("feedback/<number>/talk/<place>", on="edited")
def lead_mends(ctx: Context, number: str, place: str, text: str, ts: str, files: Files) -> Reply | None:
    """Followed, as far as it was passed on; `[off]` put in later takes the copy back."""
    item = _item(ctx, number)
    author = author_place(item) if item else None
    if item is None or author is None:
        return None
    if _is_off(text):
        return take_back(ctx, number, place, text, ts, files)
    copy = _copy_key(item.number, ts)
    if outbox.is_known(ctx.db, ctx.workspace, copy):
        _must_answer_here(ctx, item, place)
    _mend(ctx, author, copy, notices.relayed(names_of(ctx, [ctx.actor])[0], text, files))
    return None


def _mend(ctx: Context, to: str, key: str, said: Message) -> None:
    if outbox.is_known(ctx.db, ctx.workspace, key):
        cards.put(ctx, to, said, key, urgent=True)


@router.reply("feedback/<number>/for/<place>", on="deleted")
@router.reply("feedback/<number>/card/<place>", on="deleted")
@router.reply("feedback/<number>/talk/<place>", on="deleted")
def take_back(ctx: Context, number: str, place: str, text: str, ts: str, files: Files) -> Reply | None:
    item = _item(ctx, number)
    if item is None:
        return None
    copy = _copy_key(item.number, ts)
    author = author_place(item)
    copies = [(author, copy)] if author else []
    copies += [(p, f"{copy}/{p}") for p in feedback.cards_of(ctx.db, ctx.workspace, item.number, LEADS)]
    for to, key in copies:
        if outbox.is_known(ctx.db, ctx.workspace, key):
            ctx.withdraw(to, key)
    return None
