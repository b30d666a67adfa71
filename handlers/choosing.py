"""Whom somebody may appoint, and which channel they may pick: refused with what to do about it."""

from __future__ import annotations

from handlers.blocks import channel_link, mention
from handlers.contract import Context, UserError
from handlers.text import escape
from storage import people
from storage.people import Channel


def name_of(ctx: Context, user: str) -> str:
    """As a text that notifies nobody."""
    known = people.person(ctx.db, ctx.workspace, user)
    return escape(known.name) if known and known.name else mention(user)


def officer(ctx: Context, user: str, office: str, field: str = "who") -> str:
    """Somebody who can hold an office: a living member of the workspace."""
    known = people.person(ctx.db, ctx.workspace, user)
    if known is None:
        raise UserError("I do not know that person yet. Are they in this workspace?", field)
    name = escape(known.name) or "This person"
    if known.is_bot:
        raise UserError(f"{name} is an app, and an app cannot be {office}. Name a person, please.", field)
    if known.deleted:
        raise UserError(f"{name}'s account is deactivated. Name somebody who is here, please.", field)
    if known.is_guest:
        raise UserError(
            f"{name} is a guest, and a guest cannot be {office}. Name a full member, please.", field
        )
    return user


def open_channel(ctx: Context, channel: str, field: str = "channel") -> Channel:
    """A channel in which the bot can be heard."""
    known = people.channel(ctx.db, ctx.workspace, channel)
    if known is None or not known.bot_in:
        raise UserError(
            "I am not in that channel yet. Type /invite there to bring me in, then try again.", field
        )
    if known.is_archived:
        raise UserError(f"{channel_link(channel)} is archived. Pick a channel that is in use, please.", field)
    return known


def is_channel(channel: str | None) -> bool:
    """Rather than a direct message, in which no group can meet."""
    return bool(channel) and not channel.startswith("D")
