"""What the page posts to /page/do, turned into deeds of the hands."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.blockkit import Block, elements_of
from bot.sandbox.driver import Hands
from bot.sandbox.hands.errands import ClientRefused
from bot.sandbox.state.channels import Message
from bot.sandbox.state.forms import View
from bot.sandbox.state.people import Person
from bot.sandbox.state.refusals import Refused

Json = dict[str, Any]
Deed = Callable[[Person, Json], Awaitable[Json | None]]


class PageDeeds:
    """One method for each word of the protocol; the name of the method is the word."""

    def __init__(self, hands: Hands, move_clock: Callable[[float], Any] | None) -> None:
        self._hands = hands
        self._ws = hands.ws
        self._move_clock = move_clock
        words = "say edit delete react command click type_in submit close shortcut open_home join leave"
        more = "invite_bot kick_bot new_channel archive open_dm clock"
        self._deeds: dict[str, Deed] = {word: getattr(self, word) for word in f"{words} {more}".split()}

    async def do(self, body: Json) -> Json:
        """The answer for the page: ok, or a sentence to show."""
        try:
            deed = self._deeds.get(str(body.get("deed")))
            if deed is None:
                return {"ok": False, "error": f"There is no deed called {body.get('deed')!r}."}
            return {"ok": True} | (await deed(self._ws.person(body.get("user", "")), body) or {})
        except KeyError as missing:
            return {"ok": False, "error": f"The page forgot to say {missing}."}
        except (ClientRefused, LookupError, Refused) as problem:
            return {"ok": False, "error": _sentence(problem)}

    async def say(self, person: Person, body: Json) -> None:
        await self._hands.says(person, body["place"], body["text"], body.get("thread_ts"))

    async def edit(self, person: Person, body: Json) -> None:
        await self._hands.edits(person, self._message(person, body), body["text"])

    async def delete(self, person: Person, body: Json) -> None:
        await self._hands.deletes(person, self._message(person, body))

    async def react(self, person: Person, body: Json) -> None:
        await self._hands.reacts(person, self._message(person, body), body["name"])

    async def command(self, person: Person, body: Json) -> None:
        await self._hands.types(person, body["place"], body["text"], body.get("thread_ts"))

    async def click(self, person: Person, body: Json) -> None:
        thing = self._thing(person, body)
        for block_id, action_id, value in _flat(body.get("values") or {}):
            self._hands.choose(person, thing, block_id, action_id, value)
        block, element = _element(thing, body["block_id"], body["action_id"])
        await self._hands.uses(person, thing, block, element, body.get("value"))

    async def type_in(self, person: Person, body: Json) -> None:
        self._hands.type_in(person, {"id": body["view_id"]}, body["values"])

    async def submit(self, person: Person, body: Json) -> Json:
        """With what is wrong with the form: the page must not depend on which look at the state comes first."""
        try:
            await self._hands.submits(person, {"id": body["view_id"]}, body.get("values"))
        except ClientRefused as refused:
            return {"errors": refused.errors}
        return {"errors": self._hands.errors(person)}

    async def close(self, person: Person, body: Json) -> None:
        await self._hands.closes(person, {"id": body["view_id"]}, bool(body.get("all")))

    async def shortcut(self, person: Person, body: Json) -> None:
        message = self._message(person, body) if body.get("ts") else None
        await self._hands.uses_shortcut(person, body["callback_id"], message)

    async def open_home(self, person: Person, body: Json) -> None:
        await self._hands.opens_home(person)

    async def join(self, person: Person, body: Json) -> None:
        await self._hands.joins(person, body["place"])

    async def leave(self, person: Person, body: Json) -> None:
        await self._hands.leaves(person, body["place"])

    async def invite_bot(self, person: Person, body: Json) -> None:
        await self._hands.invites_bot(person, body["place"])

    async def kick_bot(self, person: Person, body: Json) -> None:
        await self._hands.kicks_bot(person, body["place"])

    async def new_channel(self, person: Person, body: Json) -> Json:
        name = body["name"].lower().replace(" ", "-").lstrip("#")
        if not name or self._ws.find_channel(name):
            raise ClientRefused(
                f"There is already a channel called {name}." if name else "A channel needs a name."
            )
        return {"place": self._ws.add_channel(name, [person], bool(body.get("is_private"))).id}

    async def archive(self, person: Person, body: Json) -> None:
        await self._hands.archives(person, body["place"])

    async def open_dm(self, person: Person, body: Json) -> Json:
        return {"place": self._ws.direct(person.id, self._ws.person(body["with"]).id).id}

    async def clock(self, person: Person, body: Json) -> Json:
        """Only ever forward: what has happened stays in the past."""
        seconds = float(body["by"]) if "by" in body else float(body["to"]) - self._ws.now()
        if seconds <= 0:
            raise ClientRefused("The clock only goes forward.")
        self._ws.move(seconds)
        if self._move_clock:
            self._move_clock(seconds)
        return {"now": self._ws.now()}

    async def options(self, asked: Json) -> Json:
        """What the app offers in an external select; nothing where that place is gone."""
        try:
            person = self._ws.person(asked.get("user", ""))
            thing = self._thing(person, asked)
        except (LookupError, Refused):
            return {"options": []}
        return await self._hands.suggestions(person, thing, asked["action_id"], asked.get("value", ""))

    def _thing(self, person: Person, body: Json) -> Message | View:
        if body["container"] == "message":
            return self._message(person, body)
        if body["container"] == "home":
            home = self._hands.home(person)
            if home is None:
                raise LookupError("Your home tab is still empty.")
            return home
        return self._ws.forms.find(body["view_id"]).view

    def _message(self, person: Person, body: Json) -> Message:
        message = self._hands.message(body["place"], body["ts"], person)
        if message is None:
            raise LookupError("This message is not there any more.")
        return message


def _flat(values: dict[str, dict[str, Any]]) -> list[tuple[str, str, Any]]:
    return [(block, action, value) for block, inner in values.items() for action, value in inner.items()]


def _element(thing: Json, block_id: str, action_id: str) -> tuple[Block, Block]:
    for block in thing.get("blocks", []):
        for element in elements_of(block):
            if (block["block_id"], element["action_id"]) == (block_id, action_id):
                return block, element
    raise LookupError("This is not there any more: it has just been redrawn.")


def _sentence(problem: Exception) -> str:
    known = {"not_found": "This form is not open any more."}
    return known.get(str(problem), str(problem))
