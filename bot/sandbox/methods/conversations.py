"""conversations.* and users.conversations: which channels there are, and who is in them."""

import re
from collections.abc import Iterable

from bot.sandbox.methods.args import Answer, Args, granted_for, inside, living, reach
from bot.sandbox.state.channels import Channel
from bot.sandbox.state.refusals import Refused
from bot.sandbox.workspace import Workspace

_TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
_NAME = re.compile(r"[^\sA-Z!\"$%&'()*+,./:;<=>?@\[\\\]^`{|}~#]+")


def open_direct(ws: Workspace, args: Args) -> Answer:
    users = args.names("users")
    if not users:
        channel = reach(ws, args.need("channel", "users_list_not_supplied"))
    else:
        for user in users:
            _living_person(ws, user)
        channel = ws.direct(ws.app.user_id, *users)
    full = args.flag("return_im")
    return {"channel": _shown(ws, channel) if full else {"id": channel.id}}


def _living_person(ws: Workspace, user: str) -> None:
    if user not in ws.people:
        raise Refused("user_not_found")
    if ws.people[user].deleted:
        raise Refused("user_disabled")
    if user == ws.app.user_id:
        raise Refused("cannot_dm_bot")


def info(ws: Workspace, args: Args) -> Answer:
    channel = reach(ws, args.need("channel", "channel_not_found"))
    granted_for(ws, channel, "read")
    shown = _shown(ws, channel)
    return {
        "channel": shown | {"num_members": len(channel.members)}
        if args.flag("include_num_members")
        else shown
    }


def list_all(ws: Workspace, args: Args) -> Answer:
    bot = ws.app.user_id
    found = _of_types(ws, args, (each for each in ws.channels.values() if each.visible_to(bot)))
    page, metadata = args.page(found)
    return {"channels": [_shown(ws, each) | {"num_members": len(each.members)} for each in page]} | metadata


def of_user(ws: Workspace, args: Args) -> Answer:
    """users.conversations: only what both the bot may see and the user is in."""
    user = args.text("user", ws.app.user_id)
    if user not in ws.people:
        raise Refused("user_not_found")
    visible = (each for each in ws.channels_of(user) if each.visible_to(ws.app.user_id))
    page, metadata = args.page(_of_types(ws, args, visible))
    return {"channels": [_shown(ws, each) for each in page]} | metadata


def _of_types(ws: Workspace, args: Args, channels: Iterable[Channel]) -> list[Channel]:
    wanted = args.names("types") or ["public_channel"]
    if any(each not in _TYPES for each in wanted):
        raise Refused("invalid_types")
    kinds = {_TYPES[each] for each in wanted}
    archived = not args.flag("exclude_archived")
    return [each for each in channels if each.kind in kinds and (archived or not each.is_archived)]


def members(ws: Workspace, args: Args) -> Answer:
    channel = reach(ws, args.need("channel", "channel_not_found"))
    granted_for(ws, channel, "read")
    page, metadata = args.page(list(channel.members))
    return {"members": page} | metadata


def join(ws: Workspace, args: Args) -> Answer:
    channel = reach(ws, args.need("channel", "channel_not_found"))
    if channel.kind != "channel":
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    if ws.bot_in(channel):
        return {"channel": _shown(ws, channel), "warning": "already_in_channel"}
    ws.join(channel, ws.app.user_id)
    return {"channel": _shown(ws, channel)}


def leave(ws: Workspace, args: Args) -> Answer:
    channel = reach(ws, args.need("channel", "channel_not_found"))
    if channel.is_direct:
        raise Refused("method_not_supported_for_channel_type")
    if not ws.bot_in(channel):
        return {"not_in_channel": True}
    ws.leave(channel, ws.app.user_id)
    return {}


def create(ws: Workspace, args: Args) -> Answer:
    name = args.need("name", "invalid_name_required")
    if len(name) > 80:
        raise Refused("invalid_name_maxlength")
    if not _NAME.fullmatch(name):
        raise Refused("invalid_name_specials")
    if ws.find_channel(name):
        raise Refused("name_taken")
    channel = ws.add_channel(name, [ws.app.user_id], is_private=args.flag("is_private"))
    return {"channel": _shown(ws, channel)}


def invite(ws: Workspace, args: Args) -> Answer:
    channel = living(ws, args.need("channel", "channel_not_found"))
    users = args.names("users")
    for user in users:
        if user == ws.app.user_id:
            raise Refused("cant_invite_self")
        if user not in ws.people or ws.people[user].deleted:
            raise Refused("user_not_found")
        if user in channel.members:
            raise Refused("already_in_channel")
    for user in users:
        ws.join(channel, user, inviter=ws.app.user_id)
    return {"channel": _shown(ws, channel)}


def archive(ws: Workspace, args: Args) -> Answer:
    channel = inside(ws, args.need("channel", "channel_not_found"))
    if channel.is_archived:
        raise Refused("already_archived")
    ws.archive(channel, ws.app.user_id)
    return {}


def set_topic(ws: Workspace, args: Args) -> Answer:
    channel = living(ws, args.need("channel", "channel_not_found"))
    channel.topic = args.text("topic")[:250]
    ws.changed()
    return {"channel": _shown(ws, channel)}


def _shown(ws: Workspace, channel: Channel) -> Answer:
    return channel.as_conversation(ws.id, ws.app.user_id)
