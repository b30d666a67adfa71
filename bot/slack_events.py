"""Slack's events told to the features in the product's own words."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from bot import slack_payloads as payloads
from bot.slack_answers import offer_form
from bot.work import Incoming
from handlers import sealing
from handlers.contract import RAISED_HANDS, Context, Handler, Open, Say
from handlers.text import plain
from handlers.tokens import is_item
from storage import minutes, outbox

if TYPE_CHECKING:
    from bot.slack import SlackDoor

Event = Mapping[str, Any]
Hearing = Callable[[Incoming, Event], Awaitable[None]]

_CONVERTED = {"channel_convert_to_private": True, "channel_convert_to_public": False}
_PEOPLE_WRITE = (None, "thread_broadcast", "file_share")


class Events:
    """`table` names every event that the app subscribes to; the manifest is made from it."""

    def __init__(self, door: SlackDoor) -> None:
        self.door, self.work, self.directory = door, door.work, door.directory
        self.table: dict[str, Hearing] = {name: getattr(self, how) for name, how in SUBSCRIBED.items()}

    async def hear(self, body: Mapping[str, Any]) -> None:
        event = body["event"]
        hearing = self.table.get(_subscription(event))
        if hearing is not None:
            await hearing(payloads.of_event(body), event)

    async def tell(self, incoming: Incoming, name: str, /, **inputs: Any) -> None:
        """Call the features' handlers for `name`, in one transaction."""

        def all_of_them(ctx: Context) -> None:
            for event, handler in self.work.routes.events:
                if event == name:
                    handler(ctx, **inputs)

        await self.work.do(incoming, all_of_them)

    async def catch_up(self, workspace: str) -> None:
        """Read the directory anew, and tell what was missed meanwhile."""
        for event, inputs in await self.directory.refresh(workspace):
            await self.tell(Incoming(workspace, "", inputs.get("channel")), event, **inputs)

    # Messages

    async def message(self, incoming: Incoming, event: Event) -> None:
        subtype = event.get("subtype")
        if subtype in _CONVERTED:
            return await self._converted(incoming, _CONVERTED[subtype])
        if event.get("bot_id") or not incoming.actor or incoming.actor == self.door.bot.bot_user_id:
            return
        if subtype in ("message_changed", "message_deleted"):
            await self._changed(incoming, event, "edited" if subtype == "message_changed" else "deleted")
        elif subtype in _PEOPLE_WRITE:
            await self._written(incoming, event)

    async def _converted(self, incoming: Incoming, is_private: bool) -> None:
        await self.directory.channel_changed(incoming, is_private=is_private)
        await self.tell(incoming, "channel_privacy", channel=incoming.channel, is_private=is_private)

    async def _written(self, incoming: Incoming, event: Event) -> None:
        text = event.get("text") or ""
        if self._addressed(text) and event.get("channel_type") != "im":
            return  # it comes as app_mention too
        is_direct = event.get("channel_type") == "im"
        if (incoming.thread or not is_direct) and await self._heard(incoming, event, "said"):
            return
        if is_direct:
            await self.mention(incoming, event)

    async def _changed(self, incoming: Incoming, event: Event, how: str) -> None:
        was = event.get("previous_message") or {}
        now = event.get("message") or was
        if was.get("bot_id") or (how == "edited" and now.get("text") == was.get("text")):
            return
        root = now.get("thread_ts") if now.get("thread_ts") != now.get("ts") else None
        if root or event.get("channel_type") != "im":
            place = {"channel_type": event.get("channel_type")}
            await self._heard(replace(incoming, thread=root), {**was, **now, **place}, how)

    async def _heard(self, incoming: Incoming, event: Event, how: str) -> bool:
        """Whether it stands under a living message of ours, and somebody listens there; else it is a line."""
        await self.directory.learn(incoming, *payloads.mentioned(event.get("text") or ""))
        text, ts = event.get("text") or "", event["ts"]
        key = await self.work.read(lambda db: self._key_of_thread(db, incoming))
        if key and how == "said" and is_item(text) and event.get("channel_type") != "im":
            await self.mention(replace(incoming, receipt=f"{incoming.receipt}/unfolded"), event)
        found = self.work.routes.reply_to(key, how) if key else None
        if found:
            handler, named = found
            reply = await self.work.answer(incoming, lambda ctx: handler(ctx, **named, **_said(event)))
            if isinstance(reply, Say):
                await self._answer(incoming, reply)
            return True
        if key is None and event.get("channel_type") != "im":
            # What is said in the open comes by the thousand and is known by its ts: it needs no receipt.
            known = incoming if incoming.thread or how != "said" else replace(incoming, receipt=None)
            await self.work.answer(known, lambda ctx: _as_line(ctx, self.work.routes.lines, how, text, ts))
        return False

    def _key_of_thread(self, db: Connection, incoming: Incoming) -> str | None:
        """Of the living message under which this stands; an anonymous author's DM is known by its mark."""
        if not incoming.channel or not incoming.thread:
            return None
        places = [incoming.channel]
        if self.work.settings.relay_key:
            places.append(sealing.mark(self.work.settings.relay_key, incoming.channel, incoming.thread))
        found = (outbox.posted_at(db, incoming.workspace, place, incoming.thread) for place in places)
        return next((stands.key for stands in found if stands), None)

    async def mention(self, incoming: Incoming, event: Event) -> None:
        """`@Convener …` in a channel or thread, or anything in a DM: the same grammar."""
        text = re.sub(rf"<@{self.door.bot.bot_user_id}(\|[^>]*)?>", "", event.get("text") or "").strip()
        text = text.removeprefix(self.work.settings.command).strip()
        await self.directory.learn(incoming, *payloads.mentioned(text))
        # The receipt of the message and of the mention differ: one message is understood once.
        is_direct = event.get("channel_type") == "im"
        if is_item(text) and not is_direct:
            text = (
                f"{text.rstrip('.?!')} share"  # a number that is pasted unfolds for everybody who reads along
            )
        reply = await self.door.understand(incoming, text, _said(event) if is_direct else None)
        if isinstance(reply, Open):
            reply = Say(offer_form(reply.form, text))
        if isinstance(reply, Say):
            await self._answer(incoming, reply)

    async def _answer(self, incoming: Incoming, reply: Say) -> None:
        if incoming.channel:
            to = (incoming.channel, incoming.actor, incoming.thread)
            self.door.after(self.door.answers.to_message(*to, reply))

    def _addressed(self, text: str) -> bool:
        return f"<@{self.door.bot.bot_user_id}" in text

    async def reacted(self, incoming: Incoming, event: Event) -> None:
        """To a living message of ours; of others' only a raised hand is our business."""
        item = event["item"]
        ours = self.door.bot.bot_user_id
        if item.get("type") != "message" or incoming.actor == ours:
            return
        here = replace(incoming, channel=item["channel"], thread=item["ts"])
        if event.get("item_user") != ours:
            return await self._hand_raised(here, event)
        key = await self.work.read(lambda db: self._key_of_thread(db, here))
        if key:
            is_there = event["type"] == "reaction_added"
            await self.directory.learn(here, {incoming.actor}, set())
            await self.tell(here, "reacted", key=key, emoji=event["reaction"], is_there=is_there)

    async def _hand_raised(self, here: Incoming, event: Event) -> None:
        """On a line of a meeting, by whoever takes on what it says."""
        if event["type"] != "reaction_added" or event["reaction"].partition("::")[0] not in RAISED_HANDS:
            return
        line = (here.workspace, here.channel or "", here.thread or "")
        if await self.work.read(lambda db: minutes.last_heard_in(db, *line)) is not None:
            await self.directory.learn(here, {here.actor}, set())
            await self.tell(here, "hand_raised", channel=here.channel, ts=here.thread)

    # Channels and people

    async def joined(self, incoming: Incoming, event: Event) -> None:
        if incoming.actor == self.door.bot.bot_user_id:
            await self.directory.bot_joined(incoming)
            await self.tell(
                incoming, "bot_joined", channel=incoming.channel, inviter=event.get("inviter") or ""
            )
        else:
            await self.directory.learn(incoming, {incoming.actor}, set())
            await self.directory.entered(incoming)
            await self.tell(incoming, "member_joined", channel=incoming.channel, user=incoming.actor)

    async def left(self, incoming: Incoming, event: Event) -> None:
        await self.directory.left(incoming)
        await self.tell(incoming, "member_left", channel=incoming.channel, user=incoming.actor)

    async def bot_left(self, incoming: Incoming, event: Event) -> None:
        await self.directory.channel_changed(incoming, bot_in=False)

    async def renamed(self, incoming: Incoming, event: Event) -> None:
        channel, name = event["channel"]["id"], event["channel"]["name"]
        await self.directory.channel_changed(incoming, name=name)
        await self.tell(incoming, "channel_renamed", channel=channel, name=name)

    async def archived(self, incoming: Incoming, event: Event) -> None:
        await self.directory.channel_changed(incoming, is_archived=True)
        await self.tell(incoming, "channel_archived", channel=incoming.channel)

    async def unarchived(self, incoming: Incoming, event: Event) -> None:
        await self.directory.channel_changed(incoming, is_archived=False)

    async def person(self, incoming: Incoming, event: Event) -> None:
        await self.directory.person_changed(incoming.workspace, event["user"])
        await self.tell(incoming, "person_changed", user=event["user"]["id"])

    async def home(self, incoming: Incoming, event: Event) -> None:
        if event.get("tab") == "home":
            await self.directory.learn(incoming, set(), set())
            await self.tell(incoming, "home_opened")

    async def used_home(self, incoming: Incoming, said: str = "") -> None:
        """Something was done in the home tab, or in a form that belongs to no channel; `said` answers it."""
        await self.tell(replace(incoming, receipt=None), "home_used", said=said)


# Slack's subscription -> how it is heard. The manifest lists these.
SUBSCRIBED = {
    "app_home_opened": "home",
    "app_mention": "mention",
    "channel_archive": "archived",
    "channel_left": "bot_left",
    "channel_rename": "renamed",
    "channel_unarchive": "unarchived",
    "group_archive": "archived",
    "group_left": "bot_left",
    "group_rename": "renamed",
    "group_unarchive": "unarchived",
    "member_joined_channel": "joined",
    "member_left_channel": "left",
    "message.channels": "message",
    "message.groups": "message",
    "message.im": "message",
    "reaction_added": "reacted",
    "reaction_removed": "reacted",
    "team_join": "person",
    "user_change": "person",
}


def _subscription(event: Event) -> str:
    if event["type"] != "message":
        return str(event["type"])
    return {"im": "message.im", "group": "message.groups"}.get(
        event.get("channel_type", ""), "message.channels"
    )


def _as_line(ctx: Context, routes: Sequence[tuple[str, Handler]], how: str, text: str, ts: str) -> None:
    for on, handler in routes:
        if on == how:
            handler(ctx, text=text, ts=ts)


def _said(event: Event) -> dict[str, Any]:
    """A message as the features hear it."""
    return {"text": plain(event.get("text") or ""), "ts": event["ts"], "files": _files(event)}


def _files(event: Event) -> list[tuple[str, str]]:
    """(name, link) of what is attached."""
    files = event.get("files") or []
    return [(f.get("name") or f.get("title") or "file", f.get("permalink") or "") for f in files]
