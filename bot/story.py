"""The story of the loop, played by the people of the demo and printed as it happens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from bot.community import PEOPLE
from bot.stage import Stage

Print = Callable[[str], None]
Message = dict[str, Any]


_DATE = re.compile(r"<!date\^[^|>]*\|([^>]*)>")


class StoryBroken(Exception):
    """Something that should have appeared did not."""


class Narrator:
    """People's deeds, each printed with what they then see."""

    def __init__(self, stage: Stage, say: Print) -> None:
        self.stage, self.hands, self._say, self._step = stage, stage.hands, say, 0

    def chapter(self, title: str) -> None:
        self._step += 1
        self._say(f"\n{self._step}. {title}")

    async def types(self, who: str, channel: str, text: str) -> None:
        self._say(f"   {_name(who)} types in #{channel}:  {text}")
        seen = await self.hands.types(who, channel, text)
        await self.stage.settle()
        for message in seen.messages:
            self._shown(f"{_name(who)} reads", message)

    async def clicks(self, who: str, message: Message, label: str) -> None:
        self._say(f"   {_name(who)} clicks [{label}]")
        await self.hands.clicks(who, message, label)
        await self.stage.settle()

    async def submits(self, who: str, **values: str) -> None:
        form = self.hands.form(who)
        if form is None:
            raise StoryBroken(f"no form opened for {_name(who)}")
        self._say(f"   {_name(who)} fills in “{form['title']['text']}”: " + "; ".join(values.values()))
        await self.hands.submits(who, form, values)
        await self.stage.settle()

    async def replies(self, who: str, channel: str, under: Message, text: str) -> None:
        self._say(f"   {_name(who)} replies in the thread:  {text}")
        await self.hands.says(who, channel, text, thread_ts=under.get("thread_ts") or under["ts"])
        await self.stage.settle()

    async def time_passes(self, days: int) -> None:
        self._say(f"   … {days} days pass …")
        await self.stage.move(timedelta(days=days))

    def finds(self, where: str, messages: Iterable[Message], words: str) -> Message:
        """The newest message that says `words`, or the story is broken."""
        for message in reversed(list(messages)):
            if words in self.hands.text_of(message):
                self._shown(where, message)
                return message
        raise StoryBroken(f"nothing in {where} says “{words}”")

    def _shown(self, where: str, message: Message) -> None:
        buttons = [
            element["text"]["text"]
            for block in message.get("blocks", [])
            for element in block.get("elements", [])
            if element["type"] == "button"
        ]
        text = _DATE.sub(r"\1", self.hands.text_of(message))
        lines = [line for line in text.splitlines() if line.strip() and line not in buttons]
        if buttons:
            lines.append(" ".join(f"[{label}]" for label in buttons))
        self._say("\n".join([f"     ↳ {where}:", *(f"       │ {line}" for line in lines)]))


def _name(who: str) -> str:
    return PEOPLE[who][0].partition(" ")[0]


async def play(stage: Stage, say: Print) -> None:
    """Raises StoryBroken where the loop does not close."""
    told = Narrator(stage, say)
    hands = stage.hands

    told.chapter("An operator says what hurts")
    text = "live migration of large instances times out since the upgrade ##painpoint ##compute"
    await told.types("ana", "product-wg", f"/wg feedback {text}")
    card = told.finds("#compute-leads", hands.channel("compute-leads"), "F-1")
    told.finds("Ana's messages", hands.inbox("ana"), "F-1")

    told.chapter("Another one has the same pain")
    await told.types("ravi", "product-wg", "/wg feedback endorse F-1")
    told.finds("#compute-leads", hands.channel("compute-leads"), "1 endorsement")

    told.chapter("The lead asks back, and the answer comes to her thread")
    await told.clicks("lena", card, "Ask…")
    await told.submits("lena", words="How much memory have these instances?")
    question = told.finds("Ana's messages", hands.inbox("ana"), "How much memory")
    await told.replies("ana", "dm", question, "512 GB. Smaller ones are fine.")
    told.finds("the thread in #compute-leads", hands.thread(card["channel"], card["ts"]), "512 GB")

    told.chapter("She takes it on; the author hears of it")
    await told.clicks("lena", card, "Accept")
    told.finds("Ana's messages", hands.inbox("ana"), "F-1 is accepted")

    told.chapter("What nobody answers is not forgotten")
    await told.types("sofia", "product-wg", "/wg feedback snapshots of big volumes block the API ##gap")
    await told.time_passes(8)
    told.finds("Tom's messages", hands.inbox("tom"), "F-2 has waited")

    told.chapter("The outcome comes back as an answer")
    await told.clicks("lena", card, "Resolve…")
    await told.submits("lena", words="The time-out now grows with the memory; it is in this month's release.")
    outcome = told.finds("Ana's messages", hands.inbox("ana"), "Does this answer you?")
    told.finds("Ravi's messages", hands.inbox("ravi"), "grows with the memory")
    await told.clicks("ana", outcome, "Yes")
    told.finds("the thread in #compute-leads", hands.thread(card["channel"], card["ts"]), "yes")

    told.chapter("The whole chain")
    await told.types("maya", "product-wg", "/wg trace F-1")
    if "confirmed" not in hands.text_of(hands.shown("maya", "product-wg")[-1]):
        raise StoryBroken("the trace does not end with the author's yes")
