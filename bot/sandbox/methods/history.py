"""conversations.history and conversations.replies: what was said, page by page."""

from bot.sandbox.methods.args import Answer, Args, granted_for, inside
from bot.sandbox.state.channels import Channel, Message
from bot.sandbox.state.messages import public
from bot.sandbox.state.refusals import Refused
from bot.sandbox.workspace import Workspace


def history(ws: Workspace, args: Args) -> Answer:
    """Newest first, without the replies in threads."""
    channel = inside(ws, args.need("channel", "channel_not_found"))
    granted_for(ws, channel, "history")
    said = [each for each in channel.messages.values() if _in_channel(each) and _between(each["ts"], args)]
    page, metadata = args.page(said[::-1])
    return _answer(page, metadata, args) | {"pin_count": len(channel.pins)}


def replies(ws: Workspace, args: Args) -> Answer:
    """The root and its replies, oldest first."""
    channel = inside(ws, args.need("channel", "channel_not_found"))
    granted_for(ws, channel, "history")
    ts = args.need("ts", "thread_not_found")
    if ts not in channel.messages:
        raise Refused("thread_not_found")
    root = channel.messages[ts].get("thread_ts", ts)
    page, metadata = args.page([each for each in thread(channel, root) if _between(each["ts"], args)], 1000)
    return _answer(page, metadata, args)


def thread(channel: Channel, root_ts: str) -> list[Message]:
    """Root and replies that are still there."""
    known = channel.messages
    return [known[ts] for ts in (root_ts, *channel.replies.get(root_ts, ())) if ts in known]


def _in_channel(message: Message) -> bool:
    in_thread = message.get("thread_ts", message["ts"]) != message["ts"]
    return not in_thread or message.get("subtype") == "thread_broadcast"


def _between(ts: str, args: Args) -> bool:
    oldest, latest = float(args.text("oldest") or 0), float(args.text("latest") or "inf")
    at = float(ts)
    return oldest <= at <= latest if args.flag("inclusive") else oldest < at < latest


def _answer(page: list[Message], metadata: Answer, args: Args) -> Answer:
    keep = args.flag("include_all_metadata")
    shown = [public(each) for each in page]
    if not keep:
        shown = [{key: value for key, value in each.items() if key != "metadata"} for each in shown]
    return {"messages": shown, "has_more": bool(metadata["response_metadata"]["next_cursor"])} | metadata
