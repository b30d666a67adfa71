"""Inside a message: whom it pings, what of it goes over the wire, how typed words become rich text."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

Message = dict[str, Any]
Block = dict[str, Any]

OURS = (
    "channel",
    "pings",
    "ephemeral",
    "failed",
    "for_user",
)  # notes of the workspace that Slack does not send
_PING = re.compile(r"<(?:@([UW][A-Z0-9]+)|!(channel|here|everyone))(?:\|[^<>]*)?>")
_TOKEN = re.compile(
    r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>|<#(C[A-Z0-9]+)(?:\|[^<>]*)?>|<!(channel|here|everyone)>"
    r"|<(https?://[^\s<>|]+)>"
)
_MRKDWN_BLOCKS = ("section", "context", "markdown")


def public(message: Message) -> Message:
    """The message as Slack would send it."""
    return {key: value for key, value in message.items() if key not in OURS}


def pings_of(text: str, blocks: Iterable[Block] | None) -> list[str]:
    """User ids and channel, here or everyone: whoever gets a notification for these words."""
    found: dict[str, None] = {}
    for words in (text, *_marked_up(blocks or ())):
        if "<" in words:
            found.update((user or special, None) for user, special in _PING.findall(words))
    for element in _rich_elements(blocks or ()):
        if element.get("type") == "user":
            found[element.get("user_id", "")] = None
        elif element.get("type") == "broadcast":
            found[element.get("range", "")] = None
    return list(found)


def _marked_up(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.get("type") not in _MRKDWN_BLOCKS:
            continue
        for each in (block.get("text"), *block.get("fields", ()), *block.get("elements", ())):
            if isinstance(each, str):
                yield each
            elif isinstance(each, dict) and each.get("type") == "mrkdwn":
                yield each.get("text", "")


def _rich_elements(blocks: Iterable[Block]) -> Iterator[dict[str, Any]]:
    waiting = [block for block in blocks if block.get("type") == "rich_text"]
    while waiting:
        for element in waiting.pop().get("elements", ()):
            if "elements" in element:
                waiting.append(element)
            else:
                yield element


def rich_text(text: str, block_id: str) -> list[Block]:
    """The blocks that Slack's own client sends along with what a person typed."""
    section = {"type": "rich_text_section", "elements": list(_elements(text))}
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]


def _elements(text: str) -> Iterator[dict[str, Any]]:
    at = 0
    for match in _TOKEN.finditer(text):
        if match.start() > at:
            yield {"type": "text", "text": unescape(text[at : match.start()])}
        user, channel, special, link = match.groups()
        if user:
            yield {"type": "user", "user_id": user}
        elif channel:
            yield {"type": "channel", "channel_id": channel}
        elif link:
            yield {"type": "link", "url": unescape(link)}
        else:
            yield {"type": "broadcast", "range": special}
        at = match.end()
    if at < len(text):
        yield {"type": "text", "text": unescape(text[at:])}


def escape(text: str) -> str:
    """What Slack does to the three characters that its markup needs."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The words as people read them."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
