"""The hands of the people in the workspace: by these methods tests, the demo's story and the page all act."""

from collections.abc import Awaitable
from typing import Any

from bot.sandbox.blockkit import Block
from bot.sandbox.blocks import fields, reading
from bot.sandbox.hands.errands import ClientRefused, Errands
from bot.sandbox.hands.eyes import Seen, Where, Who
from bot.sandbox.hands.typing_in import as_command_text
from bot.sandbox.state.channels import Channel, Message
from bot.sandbox.state.forms import OpenForm, Values, View
from bot.sandbox.state.people import Person
from bot.sandbox.wire.interactions import Interactions
from bot.sandbox.wire.news import News
from bot.sandbox.workspace import Workspace


class Hands(Errands):
    """Every deed waits until the app has acknowledged, or until Slack's time-out has shown."""

    def __init__(self, ws: Workspace, interactions: Interactions, news: News) -> None:
        super().__init__(ws, news)
        self.patience = (
            1.0  # seconds that a command whose acknowledgement was empty may take to show something
        )
        self._interactions = interactions
        self._half_done: dict[
            tuple[str, str], Values
        ] = {}  # choices in messages and home, by person and place

    async def types(self, user: Who, channel: Where, text: str, thread_ts: str | None = None) -> Seen:
        """What is typed into the message field: a command when it begins with /, else a message."""
        person, place = self._here(user, channel)
        if not text.startswith("/"):
            return Seen([await self.says(person, place, text, thread_ts)])
        return await self._seen(person, place, self._command(person, place, text, thread_ts), self.patience)

    async def _seen(
        self, person: Person, place: Channel, deed: Awaitable[None], patience: float = 0.0
    ) -> Seen:
        mark, form = self.ws.next_ts(), self.form(person)
        await deed
        seen = self._seen_since(person, place, mark, form)
        if patience and not seen.messages and seen.form is None:
            try:
                await self.until(lambda: self._anything(person, place, mark, form), patience)
            except TimeoutError:
                return seen
            return self._seen_since(person, place, mark, form)
        return seen

    def _anything(self, person: Person, place: Channel, mark: str, form: View | None) -> bool:
        seen = self._seen_since(person, place, mark, form)
        return bool(seen.messages or seen.form)

    async def _command(self, person: Person, place: Channel, text: str, thread_ts: str | None) -> None:
        command, *words = text.split(maxsplit=1)
        declared = self.ws.app.commands.get(command)
        if thread_ts:
            self.ws.complain(place, person.id, f"{command} is not supported in threads. Sorry!")
        elif declared is None:
            self.ws.complain(place, person.id, f"{command} is not a valid command.")
        else:
            escaped = bool(declared.get("should_escape"))
            sent = as_command_text(self.ws, "".join(words).strip(), escaped)
            await self._interactions.command(person, place, command, sent)

    # Clicking

    async def clicks(self, user: Who, thing: dict[str, Any], what: str, value: Any = None) -> Seen:
        """Uses a button, menu or picker in a message or view: by its action_id, its text, or an option's."""
        person = self.ws.person(user)
        if "channel" in thing:
            return await self._clicks_message(person, thing, what, value)
        view = self._present(thing)
        block, element, choice = reading.find_clickable(view["blocks"], what, value)
        return await self.uses(person, view, block, element, choice)

    async def _clicks_message(self, person: Person, thing: Message, what: str, value: Any) -> Seen:
        place = self.ws.channel(thing["channel"])
        message = self.message(place, thing["ts"], person) or thing
        stale = thing.get("blocks", [])  # what a screen that is out of date still shows
        try:
            found = reading.find_clickable(message.get("blocks", []), what, value)
        except LookupError:
            found = reading.find_clickable(stale, what, value)
        return await self.uses(person, message, *found)

    async def uses(
        self, person: Person, thing: dict[str, Any], block: Block, element: Block, value: Any
    ) -> Seen:
        """The same with block and element at hand."""
        action = fields.action_of(block, element, value)
        if "channel" not in thing:
            return await self._uses_in_view(person, thing, block, element, action, value)
        place = self.ws.channel(thing["channel"])
        self._here(person, place)
        typed = self._note(self._typed(person, thing), block, element, value)
        state = fields.values_of(thing.get("blocks", []), typed)
        deed = self._interactions.click_message(person, place, thing, action, state)
        return await self._seen(person, place, deed)

    async def _uses_in_view(
        self, person: Person, view: View, block: Block, element: Block, action: Any, value: Any
    ) -> Seen:
        typed = self._note(self._typed(person, view), block, element, value)
        state = fields.values_of(view["blocks"], typed)
        deed = self._interactions.click_view(person, view, action, state)
        return await self._seen(person, self.ws.bot_dm(person.id), deed)

    async def uses_shortcut(self, user: Who, callback_id: str, message: Message | None = None) -> Seen:
        """A shortcut of a message's menu, or a global one without a message."""
        person = self.ws.person(user)
        if message is None:
            deed: Awaitable[None] = self._interactions.shortcut(person, callback_id)
            return await self._seen(person, self.ws.bot_dm(person.id), deed)
        place = self.ws.channel(message["channel"])
        self._here(person, place)
        current = self.message(place, message["ts"], person) or message
        return await self._seen(
            person, place, self._interactions.message_shortcut(person, callback_id, place, current)
        )

    async def suggestions(
        self, user: Who, thing: dict[str, Any], action_id: str, typed: str
    ) -> dict[str, Any]:
        """What an external select offers when something is typed into it."""
        for block, element in fields.inputs_of(thing.get("blocks", [])):
            if element["action_id"] == action_id:
                ids = (block["block_id"], action_id)
                return await self._interactions.suggestions(self.ws.person(user), thing, ids, typed)
        raise LookupError(f"no menu is called {action_id!r}")

    # Forms

    def type_in(self, user: Who, view: View, values: dict[str, Any]) -> None:
        """Fills fields in and sends nothing yet; block_id -> simple value, or action_id -> value inside."""
        form = self._open_form(user, view)
        for block, element in fields.inputs_of(form.view["blocks"]):
            if block["block_id"] in values:
                value = values[block["block_id"]]
                if isinstance(value, dict) and element["action_id"] in value:
                    value = value[element["action_id"]]
                self._note(form.typed, block, element, value)
        unknown = set(values) - {block["block_id"] for block in form.view["blocks"]}
        if unknown:
            known = ", ".join(block["block_id"] for block, _ in fields.inputs_of(form.view["blocks"]))
            raise LookupError(f"no field {', '.join(sorted(unknown))}; there are {known}")

    async def submits(self, user: Who, view: View, values: dict[str, Any] | None = None) -> Seen:
        """Fills in and sends; ClientRefused where Slack's client would not let it go."""
        self.type_in(user, view, values or {})
        form = self._open_form(user, view)
        state = fields.values_of(form.view["blocks"], form.typed)
        if errors := fields.refused_by_client(form.view["blocks"], state):
            form.errors = errors
            self.ws.changed()
            raise ClientRefused("; ".join(f"{block}: {text}" for block, text in errors.items()), errors)
        person = self.ws.person(user)
        deed = self._interactions.submit(person, form, state)
        return await self._seen(person, self.ws.bot_dm(person.id), deed)

    async def closes(self, user: Who, view: View, everything: bool = False) -> None:
        """Cancel; with `everything` the whole stack, as the cross does."""
        await self._interactions.close(self.ws.person(user), self._open_form(user, view), everything)

    def _open_form(self, user: Who, view: View) -> OpenForm:
        form = self.ws.forms.find(view["id"])
        if form.user != self.ws.person(user).id:
            raise ClientRefused("this form is on somebody else's screen")
        return form

    # What is half done

    def _present(self, view: View) -> View:
        """The view as it is now, where the one at hand is out of date."""
        homes = (home for home in self.ws.forms.homes.values() if home["id"] == view["id"])
        return next(homes, None) or self.ws.forms.find(view["id"]).view

    def choose(self, user: Who, thing: dict[str, Any], block_id: str, action_id: str, value: Any) -> None:
        """Remembers a choice in a message or home tab without sending anything."""
        blocks = thing.get("blocks", [])
        for block, element in fields.inputs_of(blocks):
            if (block["block_id"], element["action_id"]) == (block_id, action_id):
                self._note(self._typed(self.ws.person(user), thing), block, element, value)

    def _typed(self, person: Person, thing: dict[str, Any]) -> Values:
        if "channel" not in thing and thing["type"] == "modal":
            return self.ws.forms.find(thing["id"]).typed
        return self._half_done.setdefault((person.id, thing.get("ts") or thing["id"]), {})

    def _note(self, typed: Values, block: Block, element: Block, value: Any) -> Values:
        if element["type"] not in ("button", "workflow_button", "overflow"):
            typed.setdefault(block["block_id"], {})[element["action_id"]] = fields.state_of(element, value)
        return typed
