"""The inner part of the Events API's payloads: what happened, in Slack's words."""

from typing import TYPE_CHECKING, Any

from bot.sandbox.state.channels import Channel, Message
from bot.sandbox.state.messages import public
from bot.sandbox.state.people import Person

if TYPE_CHECKING:
    from bot.sandbox.state.roster import Roster

Event = dict[str, Any]

CHANNEL_TYPE = {"channel": "channel", "group": "group", "im": "im", "mpim": "mpim"}
_SHORT_TYPE = {"channel": "C", "group": "G", "im": "D", "mpim": "G"}


def message(channel: Channel, said: Message) -> Event:
    """A new message, or a reply in a thread."""
    return public(said) | _where(channel, said["ts"])


def mention(channel: Channel, said: Message) -> Event:
    """Beside the message event, when the bot was mentioned."""
    return public(said) | {"type": "app_mention", "channel": channel.id, "event_ts": said["ts"]}


def message_changed(channel: Channel, new: Message, old: Message, ts: str) -> Event:
    event = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": ts}
    changed = public(new) | {"source_team": new["team"], "user_team": new["team"]}
    return event | {"message": changed, "previous_message": public(old)} | _where(channel, ts)


def message_deleted(channel: Channel, old: Message, ts: str) -> Event:
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "ts": ts,
        "deleted_ts": old["ts"],
    }
    return event | {"previous_message": public(old)} | _where(channel, ts)


def _where(channel: Channel, ts: str) -> Event:
    return {"channel": channel.id, "event_ts": ts, "channel_type": CHANNEL_TYPE[channel.kind]}


def reaction(kind: str, channel: Channel, said: Message, name: str, user: str, ts: str) -> Event:
    item = {"type": "message", "channel": channel.id, "ts": said["ts"]}
    event = {"type": kind, "user": user, "reaction": name, "item": item, "event_ts": ts}
    return event | ({"item_user": said["user"]} if said.get("user") else {})


def membership(kind: str, channel: Channel, user: str, roster: "Roster", inviter: str | None = None) -> Event:
    """member_joined_channel and member_left_channel."""
    event = {"type": kind, "user": user, "channel": channel.id, "channel_type": _SHORT_TYPE[channel.kind]}
    event |= {"team": roster.id, "event_ts": roster.next_ts()}
    return event | ({"inviter": inviter} if inviter else {})


def left(channel: Channel, actor: str, roster: "Roster") -> Event:
    """The bot itself is no longer in a channel."""
    return {
        "type": f"{_family(channel)}_left",
        "channel": channel.id,
        "actor_id": actor,
        "event_ts": roster.next_ts(),
    }


def about_channel(what: str, channel: Channel, user: str, roster: "Roster") -> Event:
    """channel_archive and channel_unarchive, or group_… for private ones."""
    event = {"type": f"{_family(channel)}_{what}", "channel": channel.id, "user": user}
    event |= {"is_moved": 0} if what == "archive" else {}
    event |= {"actor_id": user} if event["type"] == "group_unarchive" else {}
    return event | {"event_ts": roster.next_ts()}


def renamed(channel: Channel, roster: "Roster") -> Event:
    named = {
        "id": channel.id,
        "is_channel": channel.kind == "channel",
        "is_mpim": False,
        "name": channel.name,
    }
    named |= {"name_normalized": channel.name, "created": channel.created}
    return {"type": f"{_family(channel)}_rename", "channel": named, "event_ts": roster.next_ts()}


def about_person(kind: str, person: Person) -> Event:
    """user_change and team_join."""
    event: Event = {"type": kind, "user": person.as_user(), "event_ts": f"{person.updated}.000100"}
    return event | ({"cache_ts": person.updated} if kind == "user_change" else {})


def home_opened(user: str, channel: Channel, tab: str, view: dict[str, Any] | None, ts: str) -> Event:
    event = {"type": "app_home_opened", "user": user, "channel": channel.id, "tab": tab, "event_ts": ts}
    return event | ({"view": view} if view else {})


def _family(channel: Channel) -> str:
    return "group" if channel.kind == "group" else "channel"
