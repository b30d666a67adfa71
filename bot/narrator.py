"""Tells a story that the people of the demo play: each deed is printed with what they then see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from bot.community import PEOPLE
from bot.stage import Stage

Print = Callable[[str], None]
Message = dict[str, Any]
_CHANNEL = re.compile(r"<#(C\w+)>")
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

    async def types(self, who: str, channel: str, text: str) -> Message:
        self._say(f"   {_name(who)} types in #{channel}:  {text}")
        seen = await self.hands.types(who, channel, text)
        await self.stage.settle()
        for message in seen.messages:
            self._shown(f"{_name(who)} reads", message)
        return seen.messages[-1] if seen.messages else {}

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

    async def says(self, who: str, channel: str, text: str) -> None:
        self._say(f"   {_name(who)} says in #{channel}:  {text}")
        await self.hands.says(who, channel, text)
        await self.stage.settle()

    async def time_passes(self, days: int) -> None:
        self._say(f"   … {days} days pass …" if days > 1 else "   … a day passes …")
        await self.stage.move(timedelta(days=days))

    async def until(self, moment: datetime, told: str) -> None:
        self._say(f"   … {told} …")
        await self.stage.move(moment - self.stage.clock.now())

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
            for element in (*block.get("elements", []), block.get("accessory") or {})
            if element.get("type") == "button"
        ]
        text = _CHANNEL.sub(self._channel, _DATE.sub(r"\1", self.hands.text_of(message)))
        lines = [line for line in text.splitlines() if line.strip() and line not in buttons]
        if buttons:
            lines.append(" ".join(f"[{label}]" for label in buttons))
        self._say("\n".join([f"     ↳ {where}:", *(f"       │ {line}" for line in lines)]))

    def _channel(self, found: re.Match[str]) -> str:
        return f"#{self.stage.workspace.channel(found[1]).name}"


def _name(who: str) -> str:
    return PEOPLE[who][0].partition(" ")[0]
