"""What Slack refuses of the blocks of messages, forms (modals) and home tabs: its published limits."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.blocks.elements import (
    CLICKABLE,
    DATETIME,
    FILE,
    IMAGE,
    MULTI_SELECTS,
    OFFERED,
    SELECTS,
    TYPED,
)
from bot.sandbox.blocks.rich import RICH_TEXT, TABLE
from bot.sandbox.blocks.rules import Rule, choice, fault, flag, items, kinds, shape, string, text, url
from bot.sandbox.state.ids import Ids

Block = dict[str, Any]

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
_ID = {"block_id": string(255)}
_ACCESSORIES = kinds(CLICKABLE | SELECTS | MULTI_SELECTS | {"image": IMAGE})
_ACTIONS = kinds(CLICKABLE | DATETIME | SELECTS)
_INPUTS = {
    name: rule for name, rule in CLICKABLE.items() if name not in ("button", "overflow", "workflow_button")
} | (DATETIME | SELECTS | MULTI_SELECTS | TYPED)
_CONTEXT = kinds({"image": IMAGE, "plain_text": text(2000), "mrkdwn": text(2000)})


def _something_to_say(block: Block, path: str) -> Iterator[str]:
    if block.get("text") is None and block.get("fields") is None:
        yield fault("must define either `text` or `fields`", path)


def _one_picture(block: Block, path: str) -> Iterator[str]:
    if (block.get("image_url") is None) == (block.get("slack_file") is None):
        yield fault("must define either `image_url` or `slack_file`", path)


def _input(elements: dict[str, Rule]) -> Rule:
    return shape(
        {"label": text(2000, marked_up=False), "element": kinds(elements)},
        _ID | {"hint": text(2000, marked_up=False), "optional": flag, "dispatch_action": flag},
    )


_EVERYWHERE: dict[str, Rule] = {
    "section": shape(
        {},
        _ID
        | {"text": text(3000), "fields": items(text(2000), 10), "accessory": _ACCESSORIES, "expand": flag},
        _something_to_say,
    ),
    "header": shape({"text": text(150, marked_up=False)}, _ID),
    "divider": shape({}, _ID),
    "image": shape(
        {"alt_text": string(2000)},
        _ID
        | {
            "image_url": url(),
            "slack_file": shape({}, {"id": string(255), "url": url()}),
            "title": text(2000, False),
        },
        _one_picture,
    ),
    "context": shape({"elements": items(_CONTEXT, 10)}, _ID),
    "actions": shape({"elements": items(_ACTIONS, 25)}, _ID),
    "video": shape(
        {"alt_text": string(2000), "title": text(200, False), "video_url": url(), "thumbnail_url": url()},
        _ID
        | {
            "title_url": url(),
            "description": text(200, False),
            "provider_name": string(50),
            "author_name": string(50),
        }
        | {"provider_icon_url": url()},
    ),
    "rich_text": RICH_TEXT,
    "input": _input(_INPUTS),
}
_MESSAGE: Rule = kinds(
    _EVERYWHERE
    | {
        "file": shape({"external_id": string(255), "source": choice("remote")}, _ID),
        "markdown": shape({"text": string(12_000)}, _ID),
        "table": TABLE,
    }
)
_MODAL: Rule = kinds(_EVERYWHERE | {"input": _input(_INPUTS | FILE)})
_HOME: Rule = kinds(_EVERYWHERE)

_META = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
_MODAL_VIEW = shape(
    {"title": text(24, marked_up=False), "blocks": items(_MODAL, VIEW_BLOCKS, 0)},
    _META
    | {"submit": text(24, marked_up=False), "close": text(24, marked_up=False)}
    | {"clear_on_close": flag, "notify_on_close": flag},
)
_HOME_VIEW = shape({"blocks": items(_HOME, VIEW_BLOCKS, 0)}, _META)
_MESSAGE_BLOCKS = items(_MESSAGE, MESSAGE_BLOCKS, 0)


def message_faults(blocks: Any, path: str = "/blocks") -> list[str]:
    """What Slack says against the blocks of a message; nothing when they are fine."""
    return list(_MESSAGE_BLOCKS(blocks, path)) or list(_ids_unique(blocks, path))


def attachment_faults(attachments: Any) -> list[str]:
    """What Slack says against the blocks in attachments; their older fields are not looked at."""
    if not isinstance(attachments, list):
        return [fault("must be an array", "/attachments")]
    found = []
    for number, each in enumerate(attachments):
        path = f"/attachments/{number}"
        if not isinstance(each, dict):
            found.append(fault("must be an object", path))
        elif each.get("blocks"):
            found += message_faults(each["blocks"], f"{path}/blocks")
    return found


def offer_faults(offered: Any) -> list[str]:
    """What Slack says against the options that an app gives to an external menu."""
    return list(OFFERED(offered, ""))


def view_faults(view: Any, kind: str) -> list[str]:
    """What Slack says against a view that is to be a `modal` or a `home`."""
    if not isinstance(view, dict):
        return [fault("must be an object", "/view")]
    if view.get("type") != kind:
        return [fault("must be a valid enum value", "/view/type")]
    rule = _MODAL_VIEW if kind == "modal" else _HOME_VIEW
    found = list(rule(view, "/view")) or list(_ids_unique(view["blocks"], "/view/blocks"))
    return found or list(_whole_view(view, kind))


def _whole_view(view: Block, kind: str) -> Iterator[str]:
    focused = 0
    for number, block in enumerate(view["blocks"]):
        if block["type"] == "input" and kind == "modal" and not view.get("submit"):
            yield fault("must define `submit` to use `input` block", f"/view/blocks/{number}/input")
        for element in elements_of(block):
            focused += element.get("focus_on_load") is True
            if element.get("response_url_enabled") and (kind != "modal" or block["type"] != "input"):
                yield fault("invalid additional property: response_url_enabled", f"/view/blocks/{number}")
    if focused > 1:
        yield fault("only one element can have `focus_on_load`", "/view/blocks")


def _ids_unique(blocks: list[Block], path: str) -> Iterator[str]:
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            yield fault(f"block_id `{block_id}` already exists", f"{path}/{number}/block_id")
        if block_id:
            seen.add(block_id)
        actions = [each["action_id"] for each in elements_of(block) if each.get("action_id")]
        for action_id in {each for each in actions if actions.count(each) > 1}:
            yield fault(f"action_id `{action_id}` already exists", f"{path}/{number}/elements")


def elements_of(block: Block) -> list[Block]:
    """The interactive elements of a block."""
    if block["type"] == "actions":
        return block["elements"]
    element = block.get("accessory") if block["type"] == "section" else block.get("element")
    return [element] if isinstance(element, dict) and element.get("type") != "image" else []


def complete(blocks: list[Block], ids: Ids) -> None:
    """Fills in what Slack fills in: missing ids of blocks and elements, the flags of texts and inputs."""
    for block in blocks:
        if not block.get("block_id"):
            block["block_id"] = ids.short()
        for element in elements_of(block):
            if not element.get("action_id"):
                element["action_id"] = ids.short()
        if block["type"] == "input":
            _complete_input(block)
        if block["type"] != "rich_text":
            complete_texts(block)


def _complete_input(block: Block) -> None:
    for flag_name in ("optional", "dispatch_action"):
        block[flag_name] = bool(block.get(flag_name))
    if block["element"]["type"] == "plain_text_input":
        block["element"].setdefault("dispatch_action_config", {"trigger_actions_on": ["on_enter_pressed"]})


def complete_texts(part: Any) -> None:
    """Gives every text object inside the flag that Slack sends back with it."""
    if isinstance(part, list):
        for each in part:
            complete_texts(each)
    elif isinstance(part, dict):
        if part.get("type") == "plain_text":
            part.setdefault("emoji", True)
        elif part.get("type") == "mrkdwn":
            part.setdefault("verbatim", False)
        else:
            complete_texts(list(part.values()))
