"""Block Kit atoms: what a view is drawn with; they clip or refuse what Slack would refuse."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from handlers.contract import Block, Message
from handlers.text import clip, escape

SECTION_LIMIT = 3000
FIELD_LIMIT = 2000  # of a field, and of a line of context
ACTIONS_LIMIT = 25
MESSAGE_LIMIT = 50
OPTIONS_LIMIT = 100
VALUE_LIMIT = 2000

Option = tuple[str, str]
"""(value, label)"""


def mention(user: str) -> str:
    """Somebody by name; in a channel that notifies them, so use it only where they should look."""
    return f"<@{user}>"


def channel_link(channel: str) -> str:
    return f"<#{channel}>"


def link(url: str, label: str) -> str:
    target = url.replace("|", "%7C").replace(">", "%3E").replace("<", "%3C")
    return f"<{target}|{escape(label)}>"


def when(at: datetime, form: str = "{date_short_pretty} at {time}") -> str:
    """An instant in each reader's own zone; UTC where it cannot be told."""
    return f"<!date^{int(at.timestamp())}^{form}|{at:%a %d %b %Y %H:%M} UTC>"


def day(at: date) -> str:
    """A date with its weekday, as the grammar echoes it."""
    return f"{at:%a} {at.day} {at:%b %Y}"


def mrkdwn(text: str) -> Block:
    return _mrkdwn(text, SECTION_LIMIT)


def _mrkdwn(text: str, limit: int) -> Block:
    return {"type": "mrkdwn", "text": _within(text, limit)}


def plain_text(text: str, limit: int) -> Block:
    return {"type": "plain_text", "text": clip(text, limit), "emoji": True}


def section(text: str, accessory: Block | None = None) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return {**block, "accessory": accessory} if accessory else block


def paragraphs(text: str, most: int = 40) -> list[Block]:
    """A long escaped text over as many sections as it takes; only beyond `most` it is cut, and says so."""
    blocks: list[Block] = []
    rest = text
    while rest:
        if len(rest) <= SECTION_LIMIT:
            return [*blocks, section(rest)]
        if len(blocks) + 1 == most:
            return [*blocks, section(_cut(rest))]
        cut = _where_to_cut(rest)
        blocks.append(section(rest[:cut]))
        is_mid_quote = rest[:cut].rpartition("\n")[2].startswith(">") and rest[cut] != "\n"
        rest = (">" if is_mid_quote else "") + rest[cut:].lstrip(" \n")
    return blocks


def _where_to_cut(text: str) -> int:
    """At the end of a line, unless that is far away; else between words."""
    line = text.rfind("\n", SECTION_LIMIT // 2, SECTION_LIMIT)
    cut = line if line > 0 else max(text.rfind(mark, 1, SECTION_LIMIT) for mark in "\n ")
    return cut if cut > 0 else _before_entity(text, SECTION_LIMIT)


def _cut(text: str) -> str:
    """Its beginning, and how much is left out as a person counts it."""
    kept = text[: _before_entity(text, SECTION_LIMIT - 60)].rstrip()
    return f"{kept}…\n_{len(html.unescape(text[len(kept) :])):,} more characters_"


def quotation(pieces: Iterable[tuple[str, bool]]) -> Block:
    """What somebody wrote, letter for letter and without its markup; (text, whether it stands out)."""
    words = [
        {"type": "text", "text": text, **({"style": {"bold": True}} if bold else {})}
        for text, bold in pieces
        if text
    ]
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": words}]}


def fields(*texts: str) -> Block:
    return {"type": "section", "fields": [_mrkdwn(text, FIELD_LIMIT) for text in texts[:10]]}


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [_mrkdwn(text, FIELD_LIMIT) for text in texts[:10]]}


def header(text: str) -> Block:
    return {"type": "header", "text": plain_text(text, 150)}


def divider() -> Block:
    return {"type": "divider"}


def button(
    label: str, click: str, value: str, *, style: str | None = None, confirm: Block | None = None
) -> Block:
    """`click` is the route's action id; after a colon it may say more, to be unique in its block."""
    if len(value) > VALUE_LIMIT:
        raise ValueError(f"the value of {click} is {len(value)} long")
    block: Block = {"type": "button", "text": plain_text(label, 75), "action_id": click}
    if value:
        block["value"] = value
    if style:
        block["style"] = style
    return {**block, "confirm": confirm} if confirm else block


def confirm(title: str, text: str, yes: str, no: str = "Not yet") -> Block:
    return {
        "title": plain_text(title, 100),
        "text": plain_text(text, 300),
        "confirm": plain_text(yes, 30),
        "deny": plain_text(no, 30),
    }


def actions(*elements: Block, block_id: str | None = None) -> Block:
    if not 0 < len(elements) <= ACTIONS_LIMIT:
        raise ValueError(f"{len(elements)} elements in a row of buttons")
    block: Block = {"type": "actions", "elements": list(elements)}
    return {**block, "block_id": block_id} if block_id else block


def select(click: str, placeholder: str, options: Sequence[Option], chosen: str | None = None) -> Block:
    """A menu to choose from at once, in a message or as an input's element."""
    if not options:
        raise ValueError(f"nothing to choose from in {click}")
    block: Block = {
        "type": "static_select",
        "action_id": click,
        "placeholder": plain_text(placeholder, 150),
        "options": [_option(o) for o in options[:OPTIONS_LIMIT]],
    }
    initial = next((o for o in block["options"] if o["value"] == chosen), None)
    return {**block, "initial_option": initial} if initial else block


def input_of(
    name: str,
    label: str,
    element: Block,
    *,
    optional: bool = False,
    hint: str | None = None,
    dispatch: bool = False,
) -> Block:
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain_text(label, 2000),
        "element": {**element, "action_id": name},
        "optional": optional,
    }
    if dispatch:
        block["dispatch_action"] = True
    return {**block, "hint": plain_text(hint, 2000)} if hint else block


def text_input(
    name: str,
    label: str,
    *,
    value: str = "",
    long: bool = False,
    most: int = 3000,
    optional: bool = False,
    hint: str | None = None,
    placeholder: str | None = None,
) -> Block:
    element: Block = {"type": "plain_text_input", "multiline": long, "max_length": most}
    if value:
        element["initial_value"] = clip(value, most)
    if placeholder:
        element["placeholder"] = plain_text(placeholder, 150)
    return input_of(name, label, element, optional=optional, hint=hint)


def choice_input(
    name: str,
    label: str,
    options: Sequence[Option],
    *,
    chosen: str | None = None,
    optional: bool = False,
    hint: str | None = None,
    placeholder: str = "Choose…",
) -> Block:
    element = select(name, placeholder, options, chosen)
    return input_of(name, label, element, optional=optional, hint=hint)


def checkboxes_input(
    name: str, label: str, options: Sequence[Option], *, chosen: Iterable[str] = (), hint: str | None = None
) -> Block:
    element: Block = {"type": "checkboxes", "options": [_option(o) for o in options[:10]]}
    initial = [o for o in element["options"] if o["value"] in set(chosen)]
    if initial:
        element["initial_options"] = initial
    return input_of(name, label, element, optional=True, hint=hint)


def person_input(
    name: str, label: str, *, chosen: str | None = None, optional: bool = False, hint: str | None = None
) -> Block:
    element: Block = {"type": "users_select"}
    if chosen:
        element["initial_user"] = chosen
    return input_of(name, label, element, optional=optional, hint=hint)


def people_input(
    name: str,
    label: str,
    *,
    chosen: Sequence[str] = (),
    optional: bool = False,
    hint: str | None = None,
    most: int = 10,
) -> Block:
    element: Block = {"type": "multi_users_select", "max_selected_items": most}
    if chosen:
        element["initial_users"] = list(chosen[:most])
    return input_of(name, label, element, optional=optional, hint=hint)


def channel_input(
    name: str, label: str, *, chosen: str | None = None, optional: bool = False, hint: str | None = None
) -> Block:
    element: Block = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if chosen:
        element["initial_conversation"] = chosen
    return input_of(name, label, element, optional=optional, hint=hint)


def date_input(
    name: str, label: str, *, chosen: date | None = None, optional: bool = False, hint: str | None = None
) -> Block:
    element: Block = {"type": "datepicker"}
    if chosen:
        element["initial_date"] = chosen.isoformat()
    return input_of(name, label, element, optional=optional, hint=hint)


def message(text: str, *blocks: Block) -> Message:
    """`text` stands for the blocks where they cannot be drawn; more than 50 are refused, as Slack does."""
    if len(blocks) > MESSAGE_LIMIT:
        raise ValueError(f"{len(blocks)} blocks in a message")
    return Message(clip(text, 3000), blocks)


def note(text: str) -> Message:
    """A short message without blocks; long ones become sections, so that nothing is cut."""
    return Message(text) if len(text) <= SECTION_LIMIT else Message(clip(text, 3000), tuple(paragraphs(text)))


def _option(option: Option) -> dict[str, Any]:
    value, label = option
    return {"text": plain_text(label, 75), "value": value}


def _within(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return text[: _before_entity(text, limit - 1)].rstrip() + "…"


def _before_entity(text: str, limit: int) -> int:
    """A place to cut that splits neither `&amp;` nor `<@U1>`."""
    for opening, closing in (("&", ";"), ("<", ">")):
        start = text.rfind(opening, 0, limit)
        if start > 0 and text.find(closing, start) >= limit and limit - start < 300:
            return start
    return limit
