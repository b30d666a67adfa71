"""Slack payload -> one transaction -> handler -> acknowledgement."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import DBAPIError

from bot import slack_payloads as payloads
from bot.directory import Directory
from bot.slack_answers import Answers
from bot.slack_events import Events
from bot.work import Incoming, Work, apology
from handlers.commands import NotUnderstood
from handlers.contract import Context, Handler, Message, Open, Reject, Reply, Say, UserError
from handlers.helping import nearest_answer
from handlers.text import plain

log = logging.getLogger(__name__)

Payload = Mapping[str, Any]
Ack = Callable[..., Awaitable[Any]]

_ANY = re.compile("")
STALE = "That button is out of date. Ask for a fresh list and try again."


class SlackDoor:
    """All that comes in from Slack; `app` is Bolt's, for the socket or the web server to feed."""

    def __init__(self, work: Work, client: AsyncWebClient, signing_secret: str, bot: AuthorizeResult) -> None:
        self.work, self.bot = work, bot
        self.directory = Directory(work, client)
        self.answers = Answers(client)
        self.events = Events(self)
        self._after: set[asyncio.Task[Any]] = set()

        async def authorize(**_: Any) -> AuthorizeResult:
            return bot

        logging.getLogger("slack_bolt.AsyncApp").addFilter(_is_no_idle_warning)
        self.app = AsyncApp(
            client=AsyncWebClient(base_url=client.base_url),
            signing_secret=signing_secret,
            authorize=authorize,
            process_before_response=True,
            attaching_conversation_kwargs_enabled=False,
        )
        self.app.command(_ANY)(self._command)
        self.app.action(_ANY)(self._click)
        self.app.view(_ANY)(self._submit)
        self.app.view_closed(_ANY)(_just_acknowledge)
        self.app.shortcut(_ANY)(self._shortcut)
        self.app.event(_ANY)(self._event)

    def after(self, deed: Awaitable[Any]) -> None:
        """What follows a commit, best effort: the person is not kept waiting for it."""
        task = asyncio.ensure_future(deed)
        self._after.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._after.discard(task)
        if not task.cancelled() and task.exception():
            log.warning("an answer could not be given: %s", task.exception())

    async def settle(self) -> None:
        """Wait for all that follows."""
        while self._after:
            await asyncio.wait(set(self._after))

    # What people type

    async def _command(self, ack: Ack, command: Payload) -> None:
        text = command.get("text") or ""
        incoming = payloads.of_command(command)
        await self.directory.learn(incoming, *payloads.mentioned(text), name=command.get("channel_name"))
        reply = await self.understand(incoming, text)
        trigger = command["trigger_id"]
        if isinstance(reply, Open):
            self.after(self.answers.open(reply.form, incoming, trigger, command["response_url"], text))
            await ack()
        elif isinstance(reply, Say):
            kind = "in_channel" if reply.public else "ephemeral"
            await ack({"response_type": kind, **reply.message.body})
        else:
            await ack()

    async def understand(self, incoming: Incoming, text: str, said: Payload | None = None) -> Reply | None:
        """Typed words, wherever they were typed, to the handler that they mean.

        `said` is the message when it was written to the bot alone, and so may be no command at all.
        """
        parsed = self.work.routes.parse(text)
        if isinstance(parsed, NotUnderstood):
            return await self.work.answer(incoming, lambda ctx: self._otherwise(ctx, parsed, text, said))
        try:
            reply = await self.work.do(
                replace(incoming, group=parsed.group),
                lambda ctx: parsed.handler(replace(ctx, is_shared=parsed.share), **parsed.inputs),
            )
        except UserError as mistake:
            return Say(_given_back(str(mistake), text, self.work.settings.command))
        except Exception:
            return Say(_given_back(apology(incoming), text, self.work.settings.command))
        return replace(reply, public=True) if parsed.share and isinstance(reply, Say) else reply

    def _otherwise(self, ctx: Context, parsed: NotUnderstood, text: str, said: Payload | None) -> Reply:
        for handler in self.work.routes.otherwise if said and not parsed.nearest else ():
            reply = handler(ctx, **(said or {}))
            if reply is not None:
                return reply
        return Say(nearest_answer(parsed, text, self.work.settings))

    # What people click and submit

    async def _click(self, ack: Ack, body: Payload) -> None:
        incoming = payloads.of_interaction(body)
        await self.directory.learn(incoming, *payloads.chosen(body["actions"]))
        for action_id, value in payloads.clicked(body):
            reply = await self.work.answer(incoming, lambda ctx, a=action_id, v=value: self._route(ctx, a, v))
            if incoming.channel is None:
                reply = self._seen_at_home(reply, incoming, body)
            if reply is not None:
                self.after(self.answers.to_click(reply, incoming, body))
        await ack()

    def _seen_at_home(self, reply: Reply | None, incoming: Incoming, body: Payload) -> Reply | None:
        """The home tab shows what came of a click there, and says the answer itself when it is a short one."""
        said = reply.message.text if isinstance(reply, Say) and _fits_into_home(reply, body) else ""
        self.after(self.events.used_home(incoming, said))
        return None if said else reply

    def _route(self, ctx: Context, action_id: str, value: str) -> Reply | None:
        route = self.work.routes.clicks.get(action_id)
        if route is None:
            return None
        pattern, handler = route
        inputs = pattern.match(value)
        if inputs is None:
            raise UserError(STALE)
        return handler(ctx, **inputs)

    async def _submit(self, ack: Ack, body: Payload) -> None:
        view = body["view"]
        handler = self.work.routes.submits.get(view["callback_id"])
        incoming, inputs = payloads.of_interaction(body), payloads.form_inputs(view)
        known = {k: v for k, v in payloads.form_known(view).items() if not k.startswith("_")}
        await self.directory.learn(incoming, *payloads.chosen(payloads.inputs_of(view)))
        reply = await self._submitted(handler, incoming, {**known, **inputs}, view)
        if incoming.channel is None:
            self.after(self.events.used_home(incoming))
        if isinstance(reply, Reject):
            errors = {field: plain(text) for field, text in reply.errors.items()}
            await ack({"response_action": "errors", "errors": errors})
        elif isinstance(reply, Open):
            await ack({"response_action": "update", "view": payloads.view_of(reply.form, incoming)})
        elif isinstance(reply, Say) and incoming.channel is None:
            await ack({"response_action": "update", "view": self.answers.said(reply.message, view, incoming)})
        else:
            if isinstance(reply, Say) and incoming.channel:
                self.after(self.answers.whisper(incoming.channel, incoming.actor, reply.message))
            await ack()

    async def _submitted(
        self, handler: Handler | None, incoming: Incoming, inputs: dict[str, Any], view: Payload
    ) -> Reply | None:
        """A mistake is shown at its field, so that nothing typed is lost."""
        if handler is None:
            return Say(Message(STALE))
        look = self.work.routes.looks.get(view["callback_id"])
        try:
            seen = await self.work.look(incoming, lambda ctx: look(ctx, **inputs)) if look else None
            return seen or await self.work.do(incoming, lambda ctx: handler(ctx, **inputs))
        except UserError as mistake:
            text, field = str(mistake), mistake.field
        except Exception:
            text, field = apology(incoming), None
        blocks = [b["block_id"] for b in view["blocks"] if b["type"] == "input"]
        if not blocks:
            return Say(Message(text))
        return Reject({field if field in blocks else blocks[0]: await self.directory.named(incoming, text)})

    async def _shortcut(self, ack: Ack, body: Payload) -> None:
        route = self.work.routes.shortcuts.get(body["callback_id"])
        if route is not None:
            on, _, handler = route
            incoming = payloads.of_interaction(body)
            inputs = await self._message_inputs(body) if on == "message" else {}
            await self.directory.learn(incoming, {inputs["author"]} if inputs.get("author") else set(), set())
            reply = await self.work.answer(incoming, lambda ctx: handler(ctx, **inputs))
            if reply is not None:
                self.after(self.answers.to_click(reply, incoming, body))
        await ack()

    async def _message_inputs(self, body: Payload) -> dict[str, str]:
        message = body["message"]
        link = await self.answers.permalink(body["channel"]["id"], message["ts"])
        return {"text": plain(message.get("text") or ""), "author": message.get("user") or "", "link": link}

    # What Slack tells

    async def _event(self, ack: Ack, body: Payload) -> None:
        try:
            await self.events.hear(body)
        except DBAPIError:
            raise  # not acknowledged: Slack tells it again, and what was done of it is known by its receipt
        except Exception:
            apology(payloads.of_event(body))
        await ack()


def _fits_into_home(reply: Say, body: Payload) -> bool:
    """A refusal is no news of the tab: it opens where it cannot be overlooked."""
    is_there = (body.get("view") or {}).get("type") == "home"
    return is_there and not reply.refused and not reply.message.blocks


async def _just_acknowledge(ack: Ack) -> None:
    await ack()


def _given_back(sentence: str, typed: str, command: str) -> Message:
    """A mistake's sentence with what was typed, so that it can be mended and sent again."""
    if not typed.strip() or len(typed) > 2500:
        return Message(sentence)
    safe = f"{command} {plain(typed)}".replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Message(f"{sentence}\nYou typed: `{safe.replace('`', chr(39))}`")


def _is_no_idle_warning(record: logging.LogRecord) -> bool:
    """Bolt looks for SLACK_BOT_TOKEN by itself, and then warns that it has no use for it."""
    return "`token` will be unused" not in record.getMessage()
