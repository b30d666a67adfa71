"""What people do to the app, payload out and acknowledgement in: commands, clicks, forms, shortcuts."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from bot.sandbox import blockkit
from bot.sandbox.blocks.fields import inputs_of
from bot.sandbox.methods.views import checked_view
from bot.sandbox.state.channels import Channel, Message
from bot.sandbox.state.forms import OpenForm, Values, View
from bot.sandbox.state.people import Person
from bot.sandbox.state.refusals import Refused
from bot.sandbox.wire import payloads
from bot.sandbox.wire.acks import Ack
from bot.sandbox.wire.response_urls import ResponseUrls, Ticket
from bot.sandbox.workspace import Workspace

TROUBLE = "We had some trouble connecting. Try again?"

Send = Callable[[str, dict[str, Any]], Awaitable[Ack]]


class Interactions:
    """Each deed waits for the acknowledgement, applies it, and shows Slack's error where it fails."""

    def __init__(self, ws: Workspace, urls: ResponseUrls, send: Send) -> None:
        self._ws = ws
        self._urls = urls
        self._send = send

    async def command(self, user: Person, channel: Channel, command: str, text: str) -> None:
        """A slash command; its acknowledgement may carry the answer."""
        url = self._urls.make(channel, user.id)
        ack = await self._send(
            "slash_commands", payloads.slash_command(self._ws, channel, user, command, text, url)
        )
        problem = ack.problem
        if ack.ok and ack.body and any(ack.body.get(name) for name in ("text", "blocks", "attachments")):
            problem = self._answer(channel, user, ack.body)
        if problem:
            self._ws.complain(channel, user.id, f'{command} failed with the error "{problem}"')

    def _answer(self, channel: Channel, user: Person, body: dict[str, Any]) -> str:
        try:
            self._urls.answer(Ticket(channel, user.id, 0.0), body)
        except Refused as refused:
            self._ws.refusals.append(("a command's acknowledgement", refused.error, refused.faults))
            return refused.error
        return ""

    async def click_message(
        self, user: Person, channel: Channel, message: Message, action: dict[str, Any], state: Values
    ) -> None:
        """A click, or a choice, in a message; what the acknowledgement says is ignored, as in Slack."""
        url = self._urls.make(channel, user.id, message)
        payload = payloads.block_actions(self._ws, user, action)
        ack = await self._send(
            "interactive", payload | payloads.in_message(self._ws, channel, message, state, url)
        )
        self._complain_about_click(channel, user, ack)

    def _complain_about_click(self, channel: Channel, user: Person, ack: Ack) -> None:
        if not ack.ok:
            name = self._ws.app.name
            self._ws.complain(channel, user.id, f'{name} did not respond: the error was "{ack.problem}"')

    async def click_view(self, user: Person, view: View, action: dict[str, Any], state: Values) -> None:
        """A click in a form or in the home tab."""
        shown = _with_state(view, state)
        ack = await self._send(
            "interactive", payloads.block_actions(self._ws, user, action) | payloads.in_view(shown)
        )
        form = self._ws.forms.top(user.id)
        if ack.ok:
            return
        if view["type"] == "modal" and form:
            form.notice = TROUBLE
            self._ws.changed()
        else:
            self._complain_about_click(self._ws.bot_dm(user.id), user, ack)

    async def submit(self, user: Person, form: OpenForm, state: Values) -> None:
        """Sends a form off; errors, another view or nothing may come back."""
        form.errors, form.notice = {}, ""
        urls = list(self._chosen_urls(user, form.view, state))
        payload = payloads.view_submission(self._ws, user, _with_state(form.view, state), urls)
        ack = await self._send("interactive", payload)
        if not ack.ok:
            form.notice = TROUBLE
        else:
            self._after_submit(form, ack.body or {})
        self._ws.changed()

    def _chosen_urls(self, user: Person, view: View, state: Values) -> Iterator[dict[str, str]]:
        for block, element in inputs_of(view["blocks"]):
            ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
            if element.get("response_url_enabled"):
                chosen = state[ids["block_id"]][ids["action_id"]]
                place = chosen.get("selected_conversation") or chosen.get("selected_channel")
                if channel := self._ws.channels.get(place):
                    yield ids | {"channel_id": place, "response_url": self._urls.make(channel, user.id)}

    def _after_submit(self, form: OpenForm, body: dict[str, Any]) -> None:
        action = body.get("response_action", "close")
        try:
            if action == "errors":
                form.errors = _checked_errors(form.view, body.get("errors"))
            elif action == "update":
                self._ws.forms.update(checked_view(body.get("view"), "modal"), form.view["id"], None, None)
            elif action == "push":
                self._ws.forms.push(form.user, checked_view(body.get("view"), "modal"))
            elif action in ("close", "clear"):
                self._ws.forms.close(form, everything=action == "clear")
            else:
                form.notice = TROUBLE
        except Refused as refused:
            self._ws.refusals.append(("a form's acknowledgement", refused.error, refused.faults))
            form.notice = TROUBLE

    async def close(self, user: Person, form: OpenForm, everything: bool = False) -> None:
        """Cancels a form; the app hears of it where the view asked for that."""
        self._ws.forms.close(form, everything)
        if form.view["notify_on_close"]:
            closed = _with_state(form.view, form.typed)
            await self._send("interactive", payloads.view_closed(self._ws, user, closed, everything))

    async def shortcut(self, user: Person, callback_id: str) -> None:
        """A global shortcut."""
        ack = await self._send("interactive", payloads.shortcut(self._ws, user, callback_id))
        self._complain_about_click(self._ws.bot_dm(user.id), user, ack)

    async def message_shortcut(
        self, user: Person, callback_id: str, channel: Channel, message: Message
    ) -> None:
        """A shortcut out of a message's menu."""
        url = self._urls.make(channel, user.id, message)
        payload = payloads.message_action(self._ws, user, callback_id, channel, message, url)
        self._complain_about_click(channel, user, await self._send("interactive", payload))

    async def suggestions(
        self, user: Person, thing: dict[str, Any], ids: tuple[str, str], typed: str
    ) -> dict[str, Any]:
        """The options that the app gives to an external select in a message or view."""
        payload = payloads.block_suggestion(self._ws, user, *ids, typed)
        if "channel" in thing:
            payload |= payloads.in_message(self._ws, self._ws.channels[thing["channel"]], thing, {}, "")
        else:
            payload |= payloads.in_view(_with_state(thing, {}))
        offered = (await self._send("interactive", payload)).body or {"options": []}
        if faults := blockkit.offer_faults(offered):
            self._ws.refusals.append(("an external menu's options", "invalid_options", faults))
            return {"options": []}
        return offered


def _with_state(view: View, state: Values) -> View:
    return {key: value for key, value in view.items() if key != "user"} | {"state": {"values": state}}


def _checked_errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise Refused("invalid_errors")
    return errors
