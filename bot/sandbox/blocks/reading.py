"""What a person reads on the screen: the words of messages and views, and the things to click there."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.sandbox.blockkit import Block, elements_of
from bot.sandbox.blocks.fields import options_of


def text_of(thing: dict[str, Any]) -> str:
    """All readable words of a message or a view, one line for each piece of it."""
    blocks = thing.get("blocks") or []
    lines = [thing["title"]["text"]] if thing.get("type") == "modal" else []
    for block in blocks:
        lines.extend(_lines(block))
    for attachment in thing.get("attachments") or ():
        lines.extend(
            [attachment.get("text", ""), *(line for b in attachment.get("blocks", ()) for line in _lines(b))]
        )
    if not blocks:
        lines.insert(0, thing.get("text", ""))
    return "\n".join(line for line in lines if line)


def _lines(block: Block) -> Iterator[str]:
    if block["type"] == "rich_text":
        yield _rich(block)
        return
    for part in (block.get("text"), block.get("label"), block.get("title"), *(block.get("fields") or ())):
        yield _words(part)
    if block["type"] == "context":
        yield " ".join(filter(None, (_words(each) for each in block["elements"])))
    for element in elements_of(block):
        yield _words(element.get("text"))
        yield element.get("initial_value", "") if isinstance(element.get("initial_value", ""), str) else ""
        yield from (_words(option["text"]) for option in options_of(element))
    yield _words(block.get("hint"))


def _words(part: Any) -> str:
    if isinstance(part, dict):
        return part.get("text") or part.get("alt_text") or ""
    return part if isinstance(part, str) else ""


def _rich(part: dict[str, Any]) -> str:
    if "elements" in part:
        glue = "\n" if part["type"] in ("rich_text", "rich_text_list") else ""
        return glue.join(_rich(each) for each in part["elements"])
    marks = {"user": ("<@", "user_id"), "channel": ("<#", "channel_id"), "broadcast": ("<!", "range")}
    if part["type"] in marks:
        opening, key = marks[part["type"]]
        return f"{opening}{part[key]}>"
    if part["type"] == "emoji":
        return f":{part['name']}:"
    return part.get("text") or part.get("url") or part.get("fallback") or ""


def clickables(blocks: Iterable[Block]) -> Iterator[tuple[Block, Block]]:
    """Each block and element that sends a payload when it is used."""
    for block in blocks:
        for element in elements_of(block):
            if block["type"] != "input" or block.get("dispatch_action"):
                yield block, element


def find_clickable(blocks: list[Block], wanted: str, value: Any = None) -> tuple[Block, Block, Any]:
    """The element whose action_id, text or option is `wanted`; LookupError tells what there is."""
    found = [
        (block, element, choice)
        for block, element in clickables(blocks)
        for choice in _matches(element, wanted, value)
    ]
    if not found:
        raise LookupError(
            f"nothing to click is called {wanted!r}; there are {', '.join(_names(blocks)) or 'none'}"
        )
    if len({(block["block_id"], element["action_id"]) for block, element, _ in found}) > 1:
        raise LookupError(f"{len(found)} things are called {wanted!r}: say which by its value")
    return found[0]


def _matches(element: Block, wanted: str, value: Any) -> Iterator[Any]:
    if element["type"] in ("button", "workflow_button"):
        if wanted in (element["action_id"], element["text"]["text"]) and value in (
            None,
            element.get("value"),
        ):
            yield None
        return
    if element["action_id"] == wanted:
        yield value
    elif value is None:
        yield from (
            each["value"] for each in options_of(element) if wanted in (each["value"], each["text"]["text"])
        )


def _names(blocks: list[Block]) -> Iterator[str]:
    for _, element in clickables(blocks):
        text = element.get("text", {}).get("text")
        yield f"{text!r} ({element['action_id']})" if text else f"{element['type']} ({element['action_id']})"
