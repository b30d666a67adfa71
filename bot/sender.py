"""How one outbox row becomes one Web API call, and how a lost one is found again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.attaching import attach, file_of, react
from bot.refusals import error_of
from bot.work import Work
from handlers import sealing
from handlers.text import clip
from storage.outbox import Posted
from storage.sending import Letter

EDIT_BYTES = 4000
LOOK_BACK = timedelta(minutes=5)
NOT_THERE = ("not_in_channel", "channel_not_found", "thread_not_found")


class Unsendable(Exception):
    """It can never be sent; the text says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message came to stand; empty for what leaves none."""

    channel: str = ""
    ts: str = ""
    thread_ts: str | None = None


class Sender:
    """Sends letters; raises SlackApiError, Unsendable, or what the network raises."""

    def __init__(self, client: AsyncWebClient, work: Work) -> None:
        self._client, self._work = client, work

    async def send(self, letter: Letter) -> Place:
        to = self._recipient(letter.to)
        if letter.kind == "home":
            await self._client.views_publish(user_id=to, view={"type": "home", **letter.body})
            return Place()
        if letter.kind == "delete":
            return await self._delete(to, letter.stands)
        if letter.kind == "reaction":
            await react(self._client, to, letter.body)
            return Place()
        if letter.kind == "file":
            return await self._attach(letter, to)
        if letter.stands is not None:
            return await self._edit(to, letter.stands, letter.body)
        return await self._post(letter, to)

    async def _post(self, letter: Letter, to: str) -> Place:
        root = _root(letter)
        found = await self._found(letter, to, root, letter.unsure_since) if letter.unsure_since else None
        if found is None:
            found = await self._post_anew(letter, to, root)
        return Place(self._kept_channel(letter, *found), found[1], root)

    async def _post_anew(self, letter: Letter, to: str, root: str | None) -> tuple[str, str]:
        arguments = {"channel": to, **letter.body, "thread_ts": root, "metadata": letter.mark}
        quiet = {"unfurl_links": False, "unfurl_media": False}
        try:
            answer = await self._client.chat_postMessage(**arguments, **quiet)
        except SlackApiError as refusal:
            if error_of(refusal) != "not_in_channel":
                raise
            await self._client.conversations_join(channel=to)
            answer = await self._client.chat_postMessage(**arguments, **quiet)
        return answer["channel"], answer["ts"]

    async def _attach(self, letter: Letter, to: str) -> Place:
        """A file has no metadata: one that may be there already is known by its name."""
        channel, root = await self._channel(to, to), _root(letter)
        since = letter.unsure_since
        if since is None or not await self._has_file(channel, root, letter.body["name"], since):
            await attach(self._client, channel, root, await file_of(letter.body))
        return Place()

    async def _has_file(self, channel: str, root: str | None, name: str, since: datetime) -> bool:
        async for message in self._since(channel, root, since - LOOK_BACK):
            if any(file.get("name") == name for file in message.get("files", ())):
                return True
        return False

    async def _edit(self, to: str, stands: Posted, body: Mapping[str, Any]) -> Place:
        channel = await self._channel(to, stands.channel)
        text = clip_bytes(str(body["text"]), EDIT_BYTES)
        await self._client.chat_update(
            channel=channel, ts=stands.ts, text=text, blocks=body.get("blocks") or []
        )
        return Place(stands.channel, stands.ts, stands.thread_ts)

    async def _delete(self, to: str, stands: Posted | None) -> Place:
        if stands is not None:
            await self._client.chat_delete(channel=await self._channel(to, stands.channel), ts=stands.ts)
        return Place()

    async def _found(
        self, letter: Letter, to: str, root: str | None, since: datetime
    ) -> tuple[str, str] | None:
        """The message, if Slack has it although nobody recorded so: known by its metadata."""
        channel = await self._channel(to, to)
        try:
            async for message in self._since(channel, root, since - LOOK_BACK):
                if message.get("metadata", {}).get("event_payload") == letter.mark["event_payload"]:
                    return channel, message["ts"]
        except SlackApiError as refusal:
            # Where the bot may not even look it has not written.
            if error_of(refusal) not in NOT_THERE:
                raise
        return None

    async def _since(self, channel: str, root: str | None, oldest: datetime) -> AsyncIterator[dict[str, Any]]:
        """What stands in the channel, the newest first, or in the thread."""
        wanted = {"channel": channel, "oldest": str(oldest.timestamp()), "include_all_metadata": True}
        cursor: str | None = None
        while True:
            if root:
                page = await self._client.conversations_replies(ts=root, limit=200, cursor=cursor, **wanted)
            else:
                page = await self._client.conversations_history(limit=200, cursor=cursor, **wanted)
            for message in page["messages"]:
                yield message
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return

    async def _channel(self, to: str, known: str) -> str:
        """A conversation's id, also where only the person is known (or may be kept)."""
        if known[:1] in "CDG":
            return known
        answer = await self._client.conversations_open(users=to)
        return str(answer["channel"]["id"])

    def _recipient(self, to: str) -> str:
        if not to.startswith(sealing.SEALED):
            return to
        person = sealing.unseal(self._work.settings.relay_key, to)
        if person is None:
            raise Unsendable("the relay key does not open this anonymous author's address")
        return person

    def _kept_channel(self, letter: Letter, channel: str, ts: str) -> str:
        if not letter.to.startswith(sealing.SEALED):
            return channel
        return sealing.mark(self._work.settings.relay_key or "", channel, ts)


def _root(letter: Letter) -> str | None:
    """A thread is named by a living message's key, or by a ts of Slack's."""
    if letter.root is not None:
        # A reply to a message that itself stands in a thread goes into that same thread.
        return letter.root.thread_ts or letter.root.ts
    raw = letter.thread or ""
    return raw if raw.replace(".", "").isdigit() else None


def clip_bytes(text: str, limit: int) -> str:
    while len(text.encode()) > limit:
        text = clip(text, max(len(text) - max((len(text.encode()) - limit) // 4, 1), 1))
    return text
