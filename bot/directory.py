"""Keeps what storage knows of people, channels and memberships in step with Slack."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection

from bot.refusals import NO_ANSWER, error_of, pause_of
from bot.work import Incoming, Work
from storage import people

log = logging.getLogger(__name__)

# Slack gives three seconds for an answer: what is not known by then is learned the next time.
LEARN_WITHIN = 1.0

Missed = tuple[str, dict[str, Any]]
"""An event as the features hear it, and its inputs."""

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)>")


class Directory:
    """Before a deed: whoever and whatever it names is known. In between: Slack's events are followed."""

    def __init__(self, work: Work, client: AsyncWebClient) -> None:
        self._work, self._client = work, client
        self._known: set[str] = set()

    async def learn(
        self, incoming: Incoming, users: set[str], channels: set[str], name: str | None = None
    ) -> None:
        """Make sure, as far as time allows, that everybody and every channel named is in the tables.

        `name` is the channel's in which it was said, as Slack tells it even of a private one.
        """
        workspace = incoming.workspace
        wanted = {incoming.actor, *users} - self._known - {""}
        places = {c for c in (incoming.channel, *channels) if c and c[0] in "CG"} - self._known
        fetching = [self._best_effort(user, self._fetch_person, workspace, user) for user in wanted]
        for channel in places:
            known_as = name if channel == incoming.channel else None
            fetching.append(self._best_effort(channel, self._fetch_channel, workspace, channel, known_as))
        with suppress(TimeoutError):
            async with asyncio.timeout(LEARN_WITHIN):
                await asyncio.gather(*fetching)

    async def _best_effort(self, what: str, fetch: Callable[..., Awaitable[None]], *of: Any) -> None:
        try:
            await fetch(*of)
            self._known.add(what)
        except SlackApiError as refusal:
            log.info("Slack does not tell about %s: %s", what, error_of(refusal))
        except NO_ANSWER as fault:
            log.warning("Slack could not be asked about %s: %s", what, type(fault).__name__)

    async def _fetch_person(self, workspace: str, user: str) -> None:
        if not await self._work.read(lambda db: people.person(db, workspace, user)):
            answer = await self._client.users_info(user=user)
            await self.person_changed(workspace, answer["user"])

    async def _fetch_channel(self, workspace: str, channel: str, name: str | None) -> None:
        if await self._work.read(lambda db: people.channel(db, workspace, channel)):
            return
        try:
            found = (await self._client.conversations_info(channel=channel))["channel"]
        except SlackApiError as refusal:
            if error_of(refusal) != "channel_not_found":
                raise
            # A private channel that the bot is not in: all that is known is that it exists.
            found = {"id": channel, "name": name or "", "is_private": True, "is_member": False}
        await self._save_channel(workspace, found)
        if found.get("is_member"):
            await self._fetch_members(workspace, channel)

    async def _save_channel(self, workspace: str, found: Mapping[str, Any]) -> None:
        known = {
            "name": found.get("name") or "",
            "is_private": bool(found.get("is_private")),
            "is_archived": bool(found.get("is_archived")),
            "bot_in": bool(found.get("is_member")),
        }
        await self._work.write(lambda db: people.save_channel(db, workspace, found["id"], **known))

    async def _fetch_members(self, workspace: str, channel: str) -> tuple[list[str], list[str]]:
        """Who has left, and who has come, since they were last read."""
        method = self._client.conversations_members
        users = [user async for page in _pages(method, "members", channel=channel) for user in page]
        return await self._work.write(lambda db: people.set_members(db, workspace, channel, users))

    async def person_changed(self, workspace: str, found: Mapping[str, Any]) -> None:
        await self._work.write(lambda db: people.save_person(db, workspace, found["id"], **_person(found)))
        self._known.add(found["id"])

    async def bot_joined(self, incoming: Incoming) -> None:
        if incoming.channel:
            self._known.discard(incoming.channel)
            answer = await self._client.conversations_info(channel=incoming.channel)
            found = {**answer["channel"], "is_member": True}
            await self._save_channel(incoming.workspace, found)
            await self._fetch_members(incoming.workspace, incoming.channel)

    async def entered(self, incoming: Incoming) -> None:
        workspace, channel, user = incoming.workspace, incoming.channel or "", incoming.actor
        await self._work.write(lambda db: people.enter(db, workspace, channel, user))

    async def left(self, incoming: Incoming) -> None:
        workspace, channel, user = incoming.workspace, incoming.channel or "", incoming.actor
        await self._work.write(lambda db: people.exit_channel(db, workspace, channel, user))

    async def channel_changed(self, incoming: Incoming, **known: Any) -> None:
        channel = incoming.channel
        if channel:
            await self._work.write(lambda db: people.save_channel(db, incoming.workspace, channel, **known))

    async def refresh(self, workspace: str) -> list[Missed]:
        """Everybody, and the channels that the bot is in: at start and daily, for what no event told.

        Raises what Slack or the network raises; what was read until then is kept.
        """
        missed: list[Missed] = []
        async for page in _pages(self._client.users_list, "members"):
            gone = await self._work.write(lambda db, page=page: _save_people(db, workspace, page))
            missed += [("person_changed", {"user": user}) for user in gone]
        kinds = {"types": "public_channel,private_channel", "exclude_archived": "true"}
        async for page in _pages(self._client.users_conversations, "channels", **kinds):
            for found in page:
                missed += await self._refresh_channel(workspace, found)
        return missed

    async def _refresh_channel(self, workspace: str, found: Mapping[str, Any]) -> list[Missed]:
        channel = found["id"]
        known = await self._work.read(lambda db: people.channel(db, workspace, channel))
        await self._save_channel(workspace, {**found, "is_member": True})
        self._known.add(channel)
        left, came = await self._fetch_members(workspace, channel)
        missed: list[Missed] = [("member_left", {"channel": channel, "user": user}) for user in left]
        if known and known.bot_in:
            missed += [("member_joined", {"channel": channel, "user": user}) for user in came]
        is_private, name = bool(found.get("is_private")), found.get("name") or ""
        if known and known.is_private != is_private:
            missed.append(("channel_privacy", {"channel": channel, "is_private": is_private}))
        if known and known.name and known.name != name:
            missed.append(("channel_renamed", {"channel": channel, "name": name}))
        return missed

    async def named(self, incoming: Incoming, text: str) -> str:
        """Mentions as names, for places that show plain text only (a form's error)."""
        users = set(_MENTION.findall(text))
        found = await self._work.read(lambda db: people.persons(db, incoming.workspace, users))
        return _MENTION.sub(lambda m: found[m[1]].name if m[1] in found else "somebody", text)


async def _pages(
    method: Callable[..., Awaitable[Any]], what: str, **arguments: Any
) -> AsyncIterator[list[Any]]:
    """Page by page; a pause that Slack asks for is kept."""
    cursor = ""
    while True:
        try:
            answer = await method(limit=200, cursor=cursor or None, **arguments)
        except SlackApiError as refusal:
            if not pause_of(refusal):
                raise
            await asyncio.sleep(pause_of(refusal))
            continue
        yield answer[what]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def _save_people(db: Connection, workspace: str, page: list[Mapping[str, Any]]) -> list[str]:
    """Write those who are new or changed; who was deactivated since."""
    known = people.persons(db, workspace, [found["id"] for found in page])
    gone = []
    for found in page:
        wanted, before = _person(found), known.get(found["id"])
        if before is not None and wanted["deleted"] and not before.deleted:
            gone.append(before.user)
        if before is None or any(getattr(before, name) != value for name, value in wanted.items()):
            people.save_person(db, workspace, found["id"], **wanted)
    return gone


def _person(found: Mapping[str, Any]) -> dict[str, Any]:
    """Slack's user object as our columns."""
    profile = found.get("profile") or {}
    email = profile.get("email")
    return {
        "name": profile.get("display_name") or profile.get("real_name") or found.get("name") or "",
        "email": email.lower() if email else None,
        "zone": found.get("tz") or "UTC",
        "is_bot": bool(found.get("is_bot")) or found["id"] == "USLACKBOT",
        "is_admin": bool(found.get("is_admin") or found.get("is_owner")),
        "is_guest": bool(found.get("is_restricted") or found.get("is_ultra_restricted")),
        "deleted": bool(found.get("deleted")),
    }
