"""What is said in a workspace: messages, threads, whispers, reactions."""

from typing import Any

from bot.sandbox.state import events, threads
from bot.sandbox.state.channels import Channel, Message
from bot.sandbox.state.messages import escape, pings_of, rich_text
from bot.sandbox.state.people import SLACKBOT
from bot.sandbox.state.roster import Roster

KEPT_EPHEMERALS = 200  # a person's newest in one channel; Slack forgets them all on reload
PINGING_SUBTYPES = (None, "bot_message", "file_share", "me_message", "thread_broadcast")


class Talk(Roster):
    """Every deed changes the channel that is handed in and tells the app of it."""

    def says(
        self, channel: Channel, user: str, text: str, thread_ts: str | None = None, **extra: Any
    ) -> Message:
        """What a person typed: Slack's client sends it as rich text."""
        blocks = rich_text(text, self.ids.short()) if text else None
        return self.post(channel, user, text, blocks, thread_ts, **extra)

    def post(
        self,
        channel: Channel,
        user: str,
        text: str,
        blocks: list[dict[str, Any]] | None = None,
        thread_ts: str | None = None,
        **extra: Any,
    ) -> Message:
        """A new message; `extra` are further fields of it, such as subtype or metadata."""
        message = self._message(user, text, blocks, extra) | {"channel": channel.id}
        channel.messages[message["ts"]] = message
        if thread_ts and thread_ts != message["ts"]:
            self._into_thread(channel, message, thread_ts)
        self._tell_message(channel, message)
        self.changed()
        return message

    def _message(
        self, user: str, text: str, blocks: list[dict[str, Any]] | None, extra: dict[str, Any]
    ) -> Message:
        message = {"type": "message", "text": text, "ts": self.next_ts(), "team": self.id, **extra}
        subtype = extra.get("subtype")
        if user:
            message["user"] = user
        if user == self.app.user_id and subtype in PINGING_SUBTYPES:
            profile = self.app.profile | {"team_id": self.id}
            message |= {"bot_id": self.app.bot_id, "app_id": self.app.id, "bot_profile": profile}
        elif subtype is None:
            message["client_msg_id"] = f"00000000-0000-4000-8000-{message['ts'].replace('.', '')[-12:]}"
        if blocks:
            message["blocks"] = blocks
        message["pings"] = pings_of(text, blocks) if subtype in PINGING_SUBTYPES else []
        return message

    def _into_thread(self, channel: Channel, message: Message, thread_ts: str) -> None:
        message["thread_ts"] = thread_ts
        root = channel.messages.get(thread_ts)
        if root is None:
            return
        message["parent_user_id"] = root.get("user", "")
        threads.reply_added(channel, root, message)

    def _tell_message(self, channel: Channel, message: Message) -> None:
        self.tell(events.message(channel, message), channel)
        mentions_bot = self.app.user_id in message["pings"] and message.get("user") != self.app.user_id
        if mentions_bot and not channel.is_direct:
            self.tell(events.mention(channel, message), channel)

    def whisper(self, channel: Channel, user: str, text: str, blocks: Any = None, **extra: Any) -> Message:
        """An ephemeral message: only `user` sees it, and only here."""
        author = extra.pop("author", self.app.user_id)
        message = self._message(author, text, blocks, extra) | {
            "channel": channel.id,
            "ephemeral": True,
            "for_user": user,
        }
        shown = channel.ephemerals.setdefault(user, [])
        shown.append(message)
        del shown[:-KEPT_EPHEMERALS]
        self.changed()
        return message

    def complain(self, channel: Channel, user: str, sentence: str) -> Message:
        """The grey line with which Slack itself says that something went wrong."""
        return self.whisper(
            channel, user, escape(sentence), author=SLACKBOT, failed=sentence, username="Slackbot"
        )

    def edit(self, channel: Channel, ts: str, editor: str, **changes: Any) -> Message:
        """A changed message; None takes a field away. Nobody is notified, as in Slack."""
        old = channel.messages[ts]
        new = {key: value for key, value in (old | changes).items() if value is not None}
        new["edited"] = {"user": editor, "ts": self.next_ts()}
        channel.messages[ts] = new
        self.tell(events.message_changed(channel, new, old, self.next_ts()), channel)
        self.changed()
        return new

    def delete(self, channel: Channel, ts: str) -> None:
        """Takes a message away; of one with replies a tombstone stays, as in Slack."""
        old = channel.messages[ts]
        if channel.replies.get(ts):
            channel.messages[ts] = threads.tombstone(old, SLACKBOT)
        else:
            del channel.messages[ts]
        threads.reply_removed(channel, old)
        self.tell(events.message_deleted(channel, old, self.next_ts()), channel)
        self.changed()

    def react(self, channel: Channel, ts: str, name: str, user: str) -> bool:
        """False when this reaction is there already."""
        message = channel.messages[ts]
        reactions = message.setdefault("reactions", [])
        found = next((each for each in reactions if each["name"] == name), None)
        if found and user in found["users"]:
            return False
        if found is None:
            found = {"name": name, "users": [], "count": 0}
            reactions.append(found)
        found["users"].append(user)
        found["count"] += 1
        self._tell_reaction("reaction_added", channel, message, name, user)
        return True

    def unreact(self, channel: Channel, ts: str, name: str, user: str) -> bool:
        """False when there was no such reaction."""
        message = channel.messages[ts]
        found = next((each for each in message.get("reactions", ()) if each["name"] == name), None)
        if found is None or user not in found["users"]:
            return False
        found["users"].remove(user)
        found["count"] -= 1
        message["reactions"] = [each for each in message["reactions"] if each["count"]]
        self._tell_reaction("reaction_removed", channel, message, name, user)
        return True

    def _tell_reaction(self, kind: str, channel: Channel, message: Message, name: str, user: str) -> None:
        self.tell(events.reaction(kind, channel, message, name, user, self.next_ts()), channel)
        self.changed()
