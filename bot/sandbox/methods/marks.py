"""reactions.*, pins.*, bookmarks.*: what is attached to messages and channels."""

from bot.sandbox.methods.args import Answer, Args, inside, reach
from bot.sandbox.state.channels import Channel, Message
from bot.sandbox.state.messages import public
from bot.sandbox.state.refusals import Refused
from bot.sandbox.workspace import Workspace


def add_reaction(ws: Workspace, args: Args) -> Answer:
    channel, message = _marked(ws, args)
    if channel.is_archived:
        raise Refused("is_archived")
    if not ws.react(channel, message["ts"], args.need("name", "invalid_name").strip(":"), ws.app.user_id):
        raise Refused("already_reacted")
    return {}


def remove_reaction(ws: Workspace, args: Args) -> Answer:
    channel, message = _marked(ws, args)
    if not ws.unreact(channel, message["ts"], args.need("name", "invalid_name").strip(":"), ws.app.user_id):
        raise Refused("no_reaction")
    return {}


def get_reactions(ws: Workspace, args: Args) -> Answer:
    channel, message = _marked(ws, args)
    return {"type": "message", "channel": channel.id, "message": public(message)}


def _marked(ws: Workspace, args: Args) -> tuple[Channel, Message]:
    channel = inside(ws, args.need("channel", "channel_not_found"))
    message = channel.messages.get(args.need("timestamp", "no_item_specified"))
    if message is None:
        raise Refused("message_not_found")
    return channel, message


def add_pin(ws: Workspace, args: Args) -> Answer:
    channel, message = _marked(ws, args)
    if message["ts"] in channel.pins:
        raise Refused("already_pinned")
    channel.pins[message["ts"]] = None
    ws.changed()
    return {}


def remove_pin(ws: Workspace, args: Args) -> Answer:
    channel, message = _marked(ws, args)
    if message["ts"] not in channel.pins:
        raise Refused("no_pin")
    del channel.pins[message["ts"]]
    ws.changed()
    return {}


def add_bookmark(ws: Workspace, args: Args) -> Answer:
    channel = inside(ws, args.need("channel_id", "channel_not_found"))
    now = int(ws.now())
    bookmark = {
        "id": ws.ids.next("Bk"),
        "channel_id": channel.id,
        "title": args.need("title"),
        "link": args.need("link"),
        "emoji": args.text("emoji"),
        "type": args.need("type"),
        "date_created": now,
        "date_updated": now,
        "last_updated_by_user_id": ws.app.user_id,
        "app_id": ws.app.id,
    }
    channel.bookmarks[bookmark["id"]] = bookmark
    ws.changed()
    return {"bookmark": bookmark}


def edit_bookmark(ws: Workspace, args: Args) -> Answer:
    channel = inside(ws, args.need("channel_id", "channel_not_found"))
    bookmark = channel.bookmarks.get(args.need("bookmark_id"))
    if bookmark is None:
        raise Refused("not_found")
    bookmark |= {name: args.text(name) for name in ("title", "link", "emoji") if name in args}
    bookmark["date_updated"] = int(ws.now())
    ws.changed()
    return {"bookmark": bookmark}


def list_bookmarks(ws: Workspace, args: Args) -> Answer:
    channel = reach(ws, args.need("channel_id", "channel_not_found"))
    return {"bookmarks": list(channel.bookmarks.values())}


def remove_bookmark(ws: Workspace, args: Args) -> Answer:
    channel = inside(ws, args.need("channel_id", "channel_not_found"))
    if channel.bookmarks.pop(args.need("bookmark_id"), None) is None:
        raise Refused("not_found")
    ws.changed()
    return {}
