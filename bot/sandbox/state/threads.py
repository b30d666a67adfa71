"""How a thread's root keeps count of its replies."""

from bot.sandbox.state.channels import Channel, Message

_COUNTS = ("reply_count", "reply_users_count", "latest_reply", "reply_users", "is_locked", "subscribed")


def reply_added(channel: Channel, root: Message, reply: Message) -> None:
    """Counts in O(1): threads of a loaded test get long."""
    channel.replies.setdefault(root["ts"], []).append(reply["ts"])
    root |= {"is_locked": False, "subscribed": False}
    users = root.setdefault("reply_users", [])
    author = _author(reply)
    if author not in users:
        users.append(author)
    root["thread_ts"] = root["ts"]
    root["reply_count"] = root.get("reply_count", 0) + 1
    root["reply_users_count"] = len(users)
    root["latest_reply"] = reply["ts"]


def reply_removed(channel: Channel, reply: Message) -> None:
    """Counts anew after a reply was deleted; does nothing for a message outside of threads."""
    root = channel.messages.get(reply.get("thread_ts", ""))
    replies = channel.replies.get(reply.get("thread_ts", ""), [])
    if root is None or reply["ts"] not in replies:
        return
    replies.remove(reply["ts"])
    for field in _COUNTS:
        root.pop(field, None)
    if replies:
        users = list(dict.fromkeys(_author(channel.messages[ts]) for ts in replies))
        root |= {"reply_count": len(replies), "reply_users_count": len(users), "reply_users": users}
        root |= {"latest_reply": replies[-1], "is_locked": False, "subscribed": False}


def tombstone(old: Message, author: str) -> Message:
    """What stays of a deleted message that has replies."""
    kept = {key: old[key] for key in ("type", "ts", "thread_ts", "team", "channel", *_COUNTS) if key in old}
    text = "This message was deleted."
    return kept | {"subtype": "tombstone", "user": author, "text": text, "hidden": True, "pings": []}


def _author(message: Message) -> str:
    return message.get("user") or message.get("bot_id", "")
