"""What the bot asks Slack to be allowed, each with its reason and what would not work without it."""

from __future__ import annotations

from typing import NamedTuple


class Scope(NamedTuple):
    """`methods` and `events` are Slack's names; `besides` is what neither of them tells."""

    reason: str
    methods: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    besides: str = ""


_ABOUT = ("conversations.info", "conversations.members", "users.conversations")
_WRITTEN = ("conversations.history", "conversations.replies")

SCOPES: dict[str, Scope] = {
    "app_mentions:read": Scope(
        "Answer @Convener in threads, where slash commands fail", events=("app_mention",)
    ),
    "channels:history": Scope("Carry replies under a card to the author", _WRITTEN, ("message.channels",)),
    "channels:join": Scope("Enter a public channel that it must post to", ("conversations.join",)),
    "channels:read": Scope(
        "Know the channels it is in, their names and members",
        _ABOUT,
        (
            "channel_archive",
            "channel_left",
            "channel_rename",
            "channel_unarchive",
            "member_joined_channel",
            "member_left_channel",
        ),
    ),
    "chat:write": Scope(
        "Post cards and answers, and keep them up to date",
        ("chat.postMessage", "chat.update", "chat.delete", "chat.postEphemeral"),
    ),
    "commands": Scope("The slash command and the shortcuts", besides="slash command, shortcuts"),
    "files:write": Scope(
        "Minutes as a file in the thread, a report's picture",
        ("files.getUploadURLExternal", "files.completeUploadExternal"),
    ),
    "groups:history": Scope("The same in private channels it was invited to", _WRITTEN, ("message.groups",)),
    "groups:read": Scope(
        "Know the private channels it was invited to",
        _ABOUT,
        ("group_archive", "group_left", "group_rename", "group_unarchive"),
    ),
    "im:history": Scope("Read what people write to it directly", _WRITTEN, ("message.im",)),
    "im:write": Scope("Open a direct message to tell an author the answer", ("conversations.open",)),
    "reactions:read": Scope(
        "Count a reaction to a topic as support, a raised hand as taking an action item",
        events=("reaction_added", "reaction_removed"),
    ),
    "reactions:write": Scope("Acknowledge the lines of a meeting without a word", ("reactions.add",)),
    "users:read": Scope(
        "Names, time zones, who is an admin or a guest",
        ("users.info", "users.list"),
        ("team_join", "user_change"),
    ),
    "users:read.email": Scope("Match imported chairs and leads to people", besides="profile.email"),
}
