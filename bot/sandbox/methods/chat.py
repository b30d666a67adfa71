"""chat.*: what the bot says, changes and takes back."""

import json
from typing import Any

from bot.sandbox import blockkit
from bot.sandbox.methods.args import Answer, Args, inside, living, reach
from bot.sandbox.state.channels import Channel, Message
from bot.sandbox.state.messages import public
from bot.sandbox.state.refusals import Refused
from bot.sandbox.workspace import Workspace

LONGEST_TEXT = 40_000
LONGEST_UPDATE_BYTES = 4_000
LARGEST_METADATA = 16_000
MOST_ATTACHMENTS = 100


def post_message(ws: Workspace, args: Args) -> Answer:
    channel = _destination(ws, args.need("channel", "channel_not_found"))
    text, blocks, extra = checked_content(ws, args)
    extra |= {"metadata": found} if (found := _metadata(args)) else {}
    thread_ts = _thread(channel, args.text("thread_ts"))
    if thread_ts and args.flag("reply_broadcast"):
        extra["subtype"] = "thread_broadcast"
    message = ws.post(channel, ws.app.user_id, text, blocks, thread_ts, **extra)
    return {"channel": channel.id, "ts": message["ts"], "message": public(message)}


def _thread(channel: Channel, ts: str) -> str | None:
    if not ts:
        return None
    if ts not in channel.messages:
        raise Refused("thread_not_found")
    if channel.messages[ts].get("thread_ts", ts) != ts:
        raise Refused("cannot_reply_to_message")
    return ts


def _destination(ws: Workspace, ref: str) -> Channel:
    if ref in ws.people:
        person = ws.people[ref]
        if person.id == ws.app.user_id:
            raise Refused("cannot_dm_bot")
        if person.deleted:
            raise Refused("channel_not_found")
        return ws.bot_dm(ref)
    channel = reach(ws, ref)
    if channel.kind == "im" and ws.people[channel.other(ws.app.user_id)].deleted:
        raise Refused("channel_not_found")
    if channel.is_archived:
        raise Refused("is_archived")
    if not ws.bot_in(channel) and not _may_post_outside(ws):
        raise Refused("not_in_channel")
    return channel


def _may_post_outside(ws: Workspace) -> bool:
    return ws.app.scopes is not None and "chat:write.public" in ws.app.scopes


def checked_content(ws: Workspace, args: Args) -> tuple[str, Any, dict[str, Any]]:
    """Text, blocks, and attachments if there are any, of a message; refused as Slack refuses them."""
    text, blocks = args.text("text"), args.structure("blocks", "invalid_blocks_format")
    attached = _attached(ws, args)
    if not text and not blocks and not attached:
        raise Refused("no_text")
    if len(text) > LONGEST_TEXT:
        raise Refused("msg_too_long")
    return text, checked_blocks(ws, blocks), attached


def checked_blocks(ws: Workspace, blocks: Any) -> Any:
    """The blocks with their ids filled in, or invalid_blocks."""
    if not blocks:
        return blocks
    if faults := blockkit.message_faults(blocks):
        raise Refused.because("invalid_blocks", faults)
    blockkit.complete(blocks, ws.ids)
    return blocks


def _attached(ws: Workspace, args: Args) -> dict[str, Any]:
    attachments = args.structure("attachments", "invalid_attachments")
    if not attachments:
        return {}
    if len(attachments) > MOST_ATTACHMENTS:
        raise Refused("too_many_attachments")
    if faults := blockkit.attachment_faults(attachments):
        raise Refused.because("invalid_attachments", faults)
    for each in attachments:
        blockkit.complete(each.get("blocks") or [], ws.ids)
    return {"attachments": attachments}


def _metadata(args: Args) -> Any:
    metadata = args.structure("metadata", "invalid_metadata_format")
    if not metadata:
        return metadata
    well = isinstance(metadata, dict) and isinstance(metadata.get("event_type"), str)
    if not well or not isinstance(metadata.get("event_payload"), dict):
        raise Refused("invalid_metadata_format")
    if len(json.dumps(metadata)) > LARGEST_METADATA:
        raise Refused("metadata_too_large")
    return metadata


def post_ephemeral(ws: Workspace, args: Args) -> Answer:
    channel = living(ws, args.need("channel", "channel_not_found"))
    user = args.need("user")
    if user not in channel.members or ws.people[user].deleted:
        raise Refused("user_not_in_channel")
    text, blocks, extra = checked_content(ws, args)
    extra |= {"thread_ts": args.text("thread_ts")} if args.text("thread_ts") else {}
    message = ws.whisper(channel, user, text, blocks, **extra)
    return {"message_ts": message["ts"]}


def update(ws: Workspace, args: Args) -> Answer:
    """Fields that are not given stay, as Slack's reference says."""
    channel = reach(ws, args.need("channel", "channel_not_found"))
    message = _own(ws, channel, args.need("ts", "message_not_found"), "cant_update_message")
    if channel.is_archived:
        raise Refused("is_archived")
    text = args.text("text", message["text"])
    if len(text.encode()) > LONGEST_UPDATE_BYTES:
        raise Refused("msg_too_long")
    blocks = args.structure("blocks", "invalid_blocks_format")
    if not any(name in args for name in ("text", "blocks", "attachments")):
        raise Refused("no_text")
    changes = {
        "text": text,
        "blocks": message.get("blocks") if blocks is None else checked_blocks(ws, blocks) or None,
    }
    changes |= _attached(ws, args)
    if "metadata" in args:
        changes["metadata"] = _metadata(args) or None
    changed = ws.edit(channel, message["ts"], ws.app.user_id, **changes)
    return {"channel": channel.id, "ts": message["ts"], "text": text, "message": public(changed)}


def delete(ws: Workspace, args: Args) -> Answer:
    channel = reach(ws, args.need("channel", "channel_not_found"))
    message = _own(ws, channel, args.need("ts", "message_not_found"), "cant_delete_message")
    ws.delete(channel, message["ts"])
    return {"channel": channel.id, "ts": message["ts"]}


def _own(ws: Workspace, channel: Channel, ts: str, error: str) -> Message:
    message = channel.messages.get(ts)
    if message is None or message.get("subtype") == "tombstone":
        raise Refused("message_not_found")
    if message.get("bot_id") != ws.app.bot_id:
        raise Refused(error)
    return message


def get_permalink(ws: Workspace, args: Args) -> Answer:
    channel = reach(ws, args.need("channel", "channel_not_found"))
    ts = args.need("message_ts", "message_not_found")
    if ts not in channel.messages:
        raise Refused("message_not_found")
    return {"channel": channel.id, "permalink": permalink(ws, channel, ts)}


def permalink(ws: Workspace, channel: Channel, ts: str) -> str:
    """The address at which people find a message."""
    address = f"{ws.base_url}/archives/{channel.id}/p{ts.replace('.', '')}"
    root = channel.messages[ts].get("thread_ts")
    return f"{address}?thread_ts={root}&cid={channel.id}" if root and root != ts else address


def me_message(ws: Workspace, args: Args) -> Answer:
    channel = inside(ws, args.need("channel", "channel_not_found"))
    message = ws.post(channel, ws.app.user_id, args.need("text", "no_text"), subtype="me_message")
    return {"channel": channel.id, "ts": message["ts"]}
