"""From what a person types or chooses to the state that Slack sends of an element."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.sandbox.blockkit import Block, elements_of
from bot.sandbox.state.forms import Values

_TEXTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
_ONE_OPTION = ("static_select", "radio_buttons", "external_select", "overflow")
_MANY_OPTIONS = ("checkboxes", "multi_static_select", "multi_external_select")
_PICKED = {
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "rich_text_input": ("rich_text_value", "initial_value"),
}
REQUIRED = "Please complete this required field."

State = dict[str, Any]


def state_of(element: Block, value: Any) -> State:
    """The state of an element in which `value` was typed or chosen; None empties it."""
    kind = element["type"]
    if kind in _TEXTS:
        return {"type": kind, "value": None if value in (None, "") else str(value)}
    if kind in _ONE_OPTION:
        return {"type": kind, "selected_option": None if value is None else _option(element, value)}
    if kind in _MANY_OPTIONS:
        return {"type": kind, "selected_options": [_option(element, each) for each in value or ()]}
    if kind in _PICKED:
        many = kind.startswith("multi_")
        return {"type": kind, _PICKED[kind][0]: list(value or ()) if many else value}
    return {"type": kind}


def initial_state(element: Block) -> State:
    """The state before anybody touched the element."""
    kind = element["type"]
    if kind in _TEXTS:
        return {"type": kind, "value": element.get("initial_value") or None}
    if kind in _ONE_OPTION:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in _MANY_OPTIONS:
        return {"type": kind, "selected_options": element.get("initial_options") or []}
    if kind in _PICKED:
        selected, initial = _PICKED[kind]
        return {"type": kind, selected: element.get(initial, [] if kind.startswith("multi_") else None)}
    return {"type": kind}


def _option(element: Block, value: Any) -> Block:
    wanted = value.get("value") if isinstance(value, dict) else value
    options = options_of(element)
    for option in options:
        if wanted in (option["value"], option["text"]["text"]):
            return option
    if element["type"].endswith("external_select"):
        return (
            value
            if isinstance(value, dict)
            else {"text": {"type": "plain_text", "text": value}, "value": value}
        )
    raise LookupError(f"no option {wanted!r}; there are {', '.join(each['value'] for each in options)}")


def options_of(element: Block) -> list[Block]:
    """All options of a menu, groups or not."""
    groups = element.get("option_groups") or ()
    return [*element.get("options", ()), *(option for group in groups for option in group["options"])]


def inputs_of(blocks: Iterable[Block]) -> Iterator[tuple[Block, Block]]:
    """Each block with an element in it that has a state, and the element."""
    for block in blocks:
        for element in elements_of(block):
            if element["type"] not in ("button", "workflow_button", "overflow", "image"):
                yield block, element


def values_of(blocks: Iterable[Block], typed: Values) -> Values:
    """What `state.values` says: what was typed, else what the fields began with."""
    values: Values = {}
    for block, element in inputs_of(blocks):
        known = typed.get(block["block_id"], {}).get(element["action_id"])
        state = known if known and known["type"] == element["type"] else initial_state(element)
        values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return values


def refused_by_client(blocks: Iterable[Block], values: Values) -> dict[str, str]:
    """What Slack's client does not even send: empty required fields, texts of the wrong length."""
    errors = {}
    for block, element in inputs_of(blocks):
        if block["type"] == "input":
            state = values[block["block_id"]][element["action_id"]]
            if sentence := _objection(block, element, state):
                errors[block["block_id"]] = sentence
    return errors


def _objection(block: Block, element: Block, state: State) -> str:
    value = next((content for name, content in state.items() if name != "type"), None)
    if value in (None, "", []) or (isinstance(value, str) and not value.strip()):
        return "" if block.get("optional") else REQUIRED
    if element["type"] == "plain_text_input":
        if len(value) < element.get("min_length", 0):
            return f"Must be at least {element['min_length']} characters"
        if len(value) > element.get("max_length", 3000):
            return f"Must be {element.get('max_length', 3000)} characters or fewer"
    return _wrong_kind(element, value)


def _wrong_kind(element: Block, value: Any) -> str:
    if element["type"] == "email_text_input" and "@" not in value:
        return "Please enter a valid email address."
    if element["type"] == "url_text_input" and "://" not in value:
        return "Please enter a valid URL."
    if element["type"] == "number_input":
        return _wrong_number(element, value)
    return ""


def _wrong_number(element: Block, value: str) -> str:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a valid number."
    if not element.get("is_decimal_allowed") and number != int(number):
        return "Please enter a whole number."
    if number < float(element.get("min_value", "-inf")) or number > float(element.get("max_value", "inf")):
        return "This number is out of range."
    return ""


def action_of(block: Block, element: Block, value: Any) -> dict[str, Any]:
    """The entry of `actions` in the payload of a click."""
    action = {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"]}
    if element["type"] in ("button", "workflow_button"):
        action["text"] = element["text"]
        return action | ({"value": element["value"]} if element.get("value") else {})
    action |= state_of(element, value)
    if "placeholder" in element:
        action["placeholder"] = element["placeholder"]
    return action
