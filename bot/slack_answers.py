"""The few calls beside delivery: forms within three seconds, answers that no acknowledgement can give."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.refusals import NO_ANSWER, error_of
from bot.slack_payloads import view_of
from bot.work import Incoming
from handlers.blocks import actions, button, message, section
from handlers.contract import Form, Message, Open, Reject, Reply, Say

log = logging.getLogger(__name__)

Payload = Mapping[str, Any]
# A form must open within Slack's three seconds; the link is worth one of them.
PERMALINK_WITHIN = 1.0


class Answers:
    """Best effort, right after commit: what fails here is logged, never retried."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def open(
        self, form: Form, incoming: Incoming, trigger: str, response_url: str | None, typed: str
    ) -> None:
        """Show a form; when Slack finds it too late, offer a button with a fresh trigger instead."""
        try:
            await self._client.views_open(trigger_id=trigger, view=view_of(form, incoming))
        except SlackApiError as refusal:
            if not _is_too_late(refusal) or not response_url:
                raise
            await self._respond(response_url, Say(offer_form(form, typed)))

    async def to_click(self, reply: Reply, incoming: Incoming, body: Payload) -> None:
        """Answer a click or shortcut: Slack ignores what its acknowledgement says."""
        is_in_form = (body.get("view") or {}).get("type") == "modal"
        url = body.get("response_url")
        try:
            if isinstance(reply, Say) and url:
                await self._respond(url, reply, can_replace=_is_theirs_alone(body))
            elif isinstance(reply, Say) and is_in_form and reply.replace:
                view = self.said(reply.message, body["view"], incoming)
                await self._client.views_update(view_id=body["view"]["id"], view=view)
            elif not isinstance(reply, Reject):
                await self._show(reply, incoming, body["trigger_id"], is_in_form=is_in_form)
        except SlackApiError as refusal:
            if not _is_too_late(refusal):
                raise
            again = press_again(body)
            if url:
                await self._respond(url, Say(again))
            else:
                await self._client.chat_postMessage(channel=incoming.actor, **again.body)

    async def _show(self, reply: Open | Say, incoming: Incoming, trigger: str, *, is_in_form: bool) -> None:
        drawn = reply.form if isinstance(reply, Open) else None
        view = view_of(drawn, incoming) if drawn else self.said(reply.message, None, incoming)
        show = self._client.views_push if is_in_form else self._client.views_open
        await show(trigger_id=trigger, view=view)

    async def to_message(self, channel: str, user: str, thread: str | None, reply: Say) -> None:
        """To somebody who wrote to the bot: in a channel for their eyes only, unless it is shared."""
        where = {"channel": channel, "thread_ts": thread, **reply.message.body}
        if channel.startswith("D") or reply.public:
            await self._client.chat_postMessage(**where)
        else:
            await self._client.chat_postEphemeral(user=user, **where)

    async def whisper(self, channel: str, user: str, said: Message) -> None:
        """After a form closed: where it was opened, for their eyes only; by DM where the bot is not."""
        try:
            await self._client.chat_postEphemeral(channel=channel, user=user, **said.body)
        except SlackApiError as refusal:
            log.info("no whisper there (%s): by DM", error_of(refusal))
            await self._client.chat_postMessage(channel=user, **said.body)

    async def permalink(self, channel: str, ts: str) -> str:
        """Empty where the bot may not know it."""
        try:
            async with asyncio.timeout(PERMALINK_WITHIN):
                answer = await self._client.chat_getPermalink(channel=channel, message_ts=ts)
        except SlackApiError as refusal:
            log.info("no permalink: %s", error_of(refusal))
            return ""
        except NO_ANSWER as fault:
            log.warning("no permalink: %s", type(fault).__name__)
            return ""
        return str(answer["permalink"])

    def said(self, said: Message, view: Payload | None, incoming: Incoming) -> dict[str, Any]:
        """A message as a form without inputs: how a submit is answered."""
        title = view["title"]["text"] if view else "Convener"
        blocks = said.blocks or (section(said.text),)
        return view_of(Form("said", title, blocks, submit=None), incoming)

    async def _respond(self, url: str, reply: Say, *, can_replace: bool = False) -> None:
        kind = "in_channel" if reply.public else "ephemeral"
        is_redrawn = reply.replace and can_replace
        answer = await AsyncWebhookClient(url).send(
            text=reply.message.text,
            blocks=list(reply.message.blocks) or None,
            response_type=None if is_redrawn else kind,
            replace_original=is_redrawn,
        )
        if answer.status_code != 200:
            log.warning("an answer to a click was refused: %s", answer.body[:200])


def _is_too_late(refusal: SlackApiError) -> bool:
    return error_of(refusal) in ("expired_trigger_id", "exchanged_trigger_id")


def _is_theirs_alone(body: Payload) -> bool:
    """What only one person sees may become what that person may see; a channel's message may not."""
    container = body.get("container") or {}
    return bool(container.get("is_ephemeral")) or str(container.get("channel_id", "")).startswith("D")


def offer_form(form: Form, typed: str) -> Message:
    """Where no form can be opened: a button that opens it, filled in as far as known."""
    text = f"*{form.title}* wants a few more words."
    if len(typed) > 2000:
        return Message(text + " Please type the command in a channel, or a shorter text here.")
    return message(
        text, section(text), actions(button("Open the form", "command.run", typed, style="primary"))
    )


def press_again(body: Payload) -> Message:
    """The same button once more: a fresh press has a fresh trigger."""
    text = "That took me too long, so nothing could open. Please try once more."
    used = (body.get("actions") or [{}])[0]
    if used.get("type") != "button":
        return Message(text)
    again = button(used["text"]["text"], used["action_id"], used.get("value", ""))
    return message(text, section(text), actions(again))
