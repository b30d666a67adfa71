"""What may be clicked, chosen or typed into, and what Slack refuses of it."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.blocks.rules import (
    Rule,
    anything,
    choice,
    date,
    decimal,
    fault,
    flag,
    items,
    shape,
    string,
    text,
    time_of_day,
    url,
    whole,
)

_STYLE = choice("primary", "danger")
_PLAIN = text(75, marked_up=False)
_OPTION = shape({"text": _PLAIN, "value": string(150)}, {"description": _PLAIN})
_OVERFLOW_OPTION = shape({"text": _PLAIN, "value": string(150)}, {"description": _PLAIN, "url": url()})
_MARKED_OPTION = shape({"text": text(75), "value": string(150)}, {"description": text(75)})
_GROUP = shape({"label": _PLAIN, "options": items(_OPTION, 100)}, {})
CONFIRM = shape(
    {
        "title": text(100, marked_up=False),
        "text": text(300),
        "confirm": text(30, False),
        "deny": text(30, False),
    },
    {"style": _STYLE},
)
_DISPATCH = shape({}, {"trigger_actions_on": items(choice("on_enter_pressed", "on_character_entered"), 2)})
_FILTER = shape(
    {},
    {
        "include": items(choice("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
_ID = {"action_id": string(255)}
_COMMON = _ID | {"confirm": CONFIRM, "focus_on_load": flag}
_MENU = _COMMON | {"placeholder": text(150, marked_up=False)}
_MANY = _MENU | {"max_selected_items": whole(1, 100)}
_TYPED = _ID | {
    "placeholder": text(150, marked_up=False),
    "focus_on_load": flag,
    "dispatch_action_config": _DISPATCH,
}
_OPTIONS = {"options": items(_OPTION, 100), "option_groups": items(_GROUP, 100)}

OFFERED = shape({}, {"options": items(_OPTION, 100, 0), "option_groups": items(_GROUP, 100, 0)})


def _one_source(element: dict[str, Any], path: str) -> Iterator[str]:
    if (element.get("options") is None) == (element.get("option_groups") is None):
        yield fault("must define either `options` or `option_groups`, and not both", path)


def _initial_known(element: dict[str, Any], path: str) -> Iterator[str]:
    wanted = element.get("initial_options") or [element.get("initial_option")]
    if not isinstance(wanted, list) or wanted == [None]:
        return
    values = {option.get("value") for option in _options_of(element) if isinstance(option, dict)}
    for option in wanted:
        if not isinstance(option, dict) or option.get("value") not in values:
            name = "initial_options" if "initial_options" in element else "initial_option"
            yield fault("must match exactly one of the options", f"{path}/{name}")


def _options_of(element: dict[str, Any]) -> list[Any]:
    groups = element.get("option_groups")
    found = element.get("options") or []
    for group in groups if isinstance(groups, list) else ():
        found = found + (group.get("options") or [] if isinstance(group, dict) else [])
    return found if isinstance(found, list) else []


def _within(element: dict[str, Any], path: str) -> Iterator[str]:
    least, most = element.get("min_length"), element.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield fault("min_length must be less than max_length", path)
    initial = element.get("initial_value")
    if isinstance(initial, str) and isinstance(most, int) and len(initial) > most:
        yield fault(f"must be less than {most + 1} characters", f"{path}/initial_value")


def _pickers(many: bool) -> dict[str, Rule]:
    prefix, plural, base = ("multi_", "s", _MANY) if many else ("", "", _MENU)
    ids = items(string(255), 100) if many else string(255)
    options = items(_OPTION, 100) if many else _OPTION
    return {
        f"{prefix}static_select": shape(
            {},
            base | _OPTIONS | {f"initial_option{plural}": options},
            _one_source,
            _initial_known,
        ),
        f"{prefix}external_select": shape(
            {}, base | {f"initial_option{plural}": options, "min_query_length": whole(0, 1000)}
        ),
        f"{prefix}users_select": shape({}, base | {f"initial_user{plural}": ids}),
        f"{prefix}conversations_select": shape(
            {},
            base
            | {
                f"initial_conversation{plural}": ids,
                "default_to_current_conversation": flag,
                "filter": _FILTER,
            }
            | ({} if many else {"response_url_enabled": flag}),
        ),
        f"{prefix}channels_select": shape(
            {}, base | {f"initial_channel{plural}": ids} | ({} if many else {"response_url_enabled": flag})
        ),
    }


SELECTS = _pickers(many=False)
MULTI_SELECTS = _pickers(many=True)
IMAGE = shape(
    {"alt_text": string(2000)},
    {"image_url": url(), "slack_file": shape({}, {"id": string(255), "url": url()})},
)
CLICKABLE: dict[str, Rule] = {
    "button": shape(
        {"text": _PLAIN},
        _ID
        | {
            "url": url(),
            "value": string(2000),
            "style": _STYLE,
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "checkboxes": shape(
        {"options": items(_MARKED_OPTION, 10)},
        _COMMON | {"initial_options": items(_MARKED_OPTION, 10)},
        _initial_known,
    ),
    "radio_buttons": shape(
        {"options": items(_MARKED_OPTION, 10)},
        _COMMON | {"initial_option": _MARKED_OPTION},
        _initial_known,
    ),
    "overflow": shape({"options": items(_OVERFLOW_OPTION, 5)}, _ID | {"confirm": CONFIRM}),
    "datepicker": shape({}, _MENU | {"initial_date": date}),
    "timepicker": shape({}, _MENU | {"initial_time": time_of_day, "timezone": string(100)}),
    "workflow_button": shape(
        {"text": _PLAIN, "workflow": anything}, _ID | {"style": _STYLE, "accessibility_label": string(75)}
    ),
}
DATETIME: dict[str, Rule] = {
    "datetimepicker": shape({}, _COMMON | {"initial_date_time": whole(1_000_000_000, 9_999_999_999)})
}
TYPED: dict[str, Rule] = {
    "plain_text_input": shape(
        {},
        _TYPED
        | {
            "initial_value": string(3000, 0),
            "multiline": flag,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
        },
        _within,
    ),
    "email_text_input": shape({}, _TYPED | {"initial_value": string(3000, 0)}),
    "url_text_input": shape({}, _TYPED | {"initial_value": string(3000, 0)}),
    "number_input": shape(
        {"is_decimal_allowed": flag},
        _TYPED | {"initial_value": decimal, "min_value": decimal, "max_value": decimal},
    ),
    "rich_text_input": shape({}, _TYPED | {"initial_value": anything}),
}
FILE: dict[str, Rule] = {
    "file_input": shape({}, _ID | {"filetypes": items(string(20), 100), "max_files": whole(1, 10)})
}
