"""A table of what Slack refuses in blocks, and of what it takes."""

import json
from pathlib import Path

import pytest

from bot.sandbox.blockkit import complete, message_faults, view_faults
from bot.sandbox.state.ids import Ids

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "slack" / "payloads.jsonl"


def plain(text):
    return {"type": "plain_text", "text": text}


def mrkdwn(text):
    return {"type": "mrkdwn", "text": text}


def option(value="a", text="A"):
    return {"text": plain(text), "value": value}


def button(**changes):
    return {"type": "button", "text": plain("Go"), "action_id": "go"} | changes


def actions(*elements, **changes):
    return {"type": "actions", "elements": list(elements)} | changes


def menu(count=1, **changes):
    return {
        "type": "static_select",
        "action_id": "m",
        "options": [option(str(n)) for n in range(count)],
    } | changes


def section(**changes):
    return {"type": "section", "text": mrkdwn("x")} | changes


def field(element, **changes):
    return {"type": "input", "label": plain("L"), "element": element} | changes


def words(**changes):
    return {"type": "plain_text_input", "action_id": "w"} | changes


def modal(*blocks, **changes):
    view = {"type": "modal", "title": plain("T"), "submit": plain("S"), "blocks": list(blocks)}
    return {name: value for name, value in (view | changes).items() if value is not None}


def rich(*elements):
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


REFUSED = {
    "an unknown block": ([{"type": "sektion"}], "unsupported type: sektion [json-pointer:/blocks/0/type]"),
    "no type": ([{}], "missing required field: type [json-pointer:/blocks/0]"),
    "not an object": (["x"], "must be an object [json-pointer:/blocks/0]"),
    "51 blocks": ([{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    "a foreign field": ([{"type": "divider", "text": "x"}], "invalid additional property: text"),
    "an empty section": ([{"type": "section"}], "must define either `text` or `fields`"),
    "an empty text": ([section(text=mrkdwn(""))], "must be more than 0 characters"),
    "a long section": ([section(text=mrkdwn("x" * 3001))], "must be less than 3001 characters"),
    "eleven fields": ([section(fields=[mrkdwn("x")] * 11)], "no more than 10 items allowed"),
    "a long field": ([section(fields=[mrkdwn("x" * 2001)])], "must be less than 2001 characters"),
    "a string for a text": ([section(text="x")], "must be an object [json-pointer:/blocks/0/text]"),
    "a header in mrkdwn": ([{"type": "header", "text": mrkdwn("x")}], "unsupported type: mrkdwn"),
    "a long header": ([{"type": "header", "text": plain("x" * 151)}], "must be less than 151 characters"),
    "a picture for no eyes": (
        [{"type": "image", "image_url": "https://x.org"}],
        "missing required field: alt_text",
    ),
    "a picture of nothing": ([{"type": "image", "alt_text": "x"}], "must define either `image_url`"),
    "a picture of no url": ([{"type": "image", "alt_text": "x", "image_url": "x"}], "must be a valid url"),
    "an empty context": ([{"type": "context", "elements": []}], "no fewer than 1 items allowed"),
    "eleven in a context": ([{"type": "context", "elements": [plain("x")] * 11}], "no more than 10 items"),
    "a button in a context": ([{"type": "context", "elements": [button()]}], "unsupported type: button"),
    "26 buttons": (
        [actions(*(button(action_id=str(n)) for n in range(26)))],
        "no more than 25 items allowed",
    ),
    "a long button": ([actions(button(text=plain("x" * 76)))], "must be less than 76 characters"),
    "a button in mrkdwn": ([actions(button(text=mrkdwn("x")))], "unsupported type: mrkdwn"),
    "a long value": ([actions(button(value="x" * 2001))], "must be less than 2001 characters"),
    "a blue button": ([actions(button(style="blue"))], "must be one of: primary, danger"),
    "a long action_id": ([actions(button(action_id="x" * 256))], "must be less than 256 characters"),
    "a long block_id": ([actions(button(), block_id="x" * 256)], "must be less than 256 characters"),
    "equal action_ids": ([actions(button(), button())], "action_id `go` already exists"),
    "equal block_ids": ([section(block_id="b"), section(block_id="b")], "block_id `b` already exists"),
    "a field to type among buttons": ([actions(words())], "unsupported type: plain_text_input"),
    "a field to type in a section": ([section(accessory=words())], "unsupported type: plain_text_input"),
    "a button in an input": ([field(button())], "unsupported type: button"),
    "half a confirmation": ([actions(button(confirm={"title": plain("x")}))], "missing required field: deny"),
    "no options": ([actions(menu(0))], "no fewer than 1 items allowed"),
    "101 options": ([actions(menu(101))], "no more than 100 items allowed"),
    "a long option": ([actions(menu(options=[option(text="x" * 76)]))], "must be less than 76 characters"),
    "a long option value": ([actions(menu(options=[option("x" * 151)]))], "must be less than 151 characters"),
    "an option in mrkdwn": (
        [actions(menu(options=[{"text": mrkdwn("x"), "value": "v"}]))],
        "unsupported type",
    ),
    "options and groups": (
        [actions(menu(option_groups=[]))],
        "must define either `options` or `option_groups`",
    ),
    "a choice that is not there": ([actions(menu(initial_option=option("z")))], "must match exactly one"),
    "six in an overflow": (
        [
            section(
                accessory={
                    "type": "overflow",
                    "action_id": "o",
                    "options": [option(str(n)) for n in range(6)],
                }
            )
        ],
        "no more than 5 items allowed",
    ),
    "eleven checkboxes": (
        [actions({"type": "checkboxes", "action_id": "c", "options": [option(str(n)) for n in range(11)]})],
        "no more than 10 items allowed",
    ),
    "a long placeholder": ([actions(menu(placeholder=plain("x" * 151)))], "must be less than 151 characters"),
    "the 31st of 13": (
        [actions({"type": "datepicker", "initial_date": "2026-13-31"})],
        "must be a valid date",
    ),
    "25 o'clock": ([actions({"type": "timepicker", "initial_time": "25:00"})], "must be a valid time"),
    "a file field in a message": ([field({"type": "file_input"})], "unsupported type: file_input"),
    "an unknown rich element": ([rich({"type": "shout"})], "unsupported type: shout"),
    "a rich text without text": ([rich({"type": "text"})], "missing required field: text"),
    "a broadcast to all": ([rich({"type": "broadcast", "range": "all"})], "must be one of: here"),
    "words beside a section": (
        [{"type": "rich_text", "elements": [{"type": "text", "text": "x"}]}],
        "unsupported",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_message_is_refused(name):
    blocks, sentence = REFUSED[name]
    found = message_faults(blocks)
    assert any(sentence in each for each in found), found


TAKEN = [
    [section(text=mrkdwn("x" * 3000), fields=[mrkdwn("x" * 2000)] * 10, accessory=button())],
    [{"type": "divider"}] * 50,
    [actions(*(button(action_id=str(n)) for n in range(25)))],
    [actions(menu(100, placeholder=plain("x" * 150), initial_option=option("7")))],
    [actions(menu(options=None, option_groups=[{"label": plain("G"), "options": [option()]}]))],
    [{"type": "header", "text": plain("x" * 150)}, {"type": "context", "elements": [mrkdwn("x")] * 10}],
    [actions(button()), actions(button())],
    [rich({"type": "text", "text": "x", "style": {"bold": True}}, {"type": "user", "user_id": "U1"})],
    [field(words(multiline=True, max_length=3000), optional=True, dispatch_action=True)],
    [section(accessory={"type": "multi_users_select", "action_id": "u", "max_selected_items": 3})],
    [{"type": "markdown", "text": "**x**"}],
]


@pytest.mark.parametrize("blocks", TAKEN)
def test_a_message_is_taken_up_to_the_limits(blocks):
    assert message_faults(blocks) == []


VIEWS_REFUSED = {
    "a field without a submit": (
        modal(field(words()), submit=None),
        "must define `submit` to use `input` block",
    ),
    "no title": (modal(section(), title=None), "missing required field: title"),
    "a long title": (
        modal(title=plain("x" * 25)),
        "must be less than 25 characters [json-pointer:/view/title/text]",
    ),
    "a long submit": (modal(submit=plain("x" * 25)), "must be less than 25 characters"),
    "a long close": (modal(close=plain("x" * 25)), "must be less than 25 characters"),
    "101 blocks": (
        modal(*[{"type": "divider"}] * 101),
        "no more than 100 items allowed [json-pointer:/view/blocks]",
    ),
    "much metadata": (modal(private_metadata="x" * 3001), "must be less than 3001 characters"),
    "a long callback_id": (modal(callback_id="x" * 256), "must be less than 256 characters"),
    "a foreign field": (modal(submit_disabled=True), "invalid additional property: submit_disabled"),
    "two in focus": (
        modal(field(words(focus_on_load=True)), field(words(focus_on_load=True))),
        "only one element can have `focus_on_load`",
    ),
    "a markdown block": (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
    "a short longest": (
        modal(field(words(min_length=9, max_length=3))),
        "min_length must be less than max_length",
    ),
    "a home": ({"type": "home", "blocks": []}, "must be a valid enum value [json-pointer:/view/type]"),
}


@pytest.mark.parametrize("name", VIEWS_REFUSED)
def test_a_form_is_refused(name):
    view, sentence = VIEWS_REFUSED[name]
    found = view_faults(view, "modal")
    assert any(sentence in each for each in found), found


def test_a_home_tab_has_no_title_and_no_buttons_of_a_form():
    assert view_faults({"type": "home", "blocks": [section(), field(words())]}, "home") == []
    found = view_faults({"type": "home", "title": plain("T"), "blocks": []}, "home")
    assert found == ["invalid additional property: title [json-pointer:/view]"]


def test_a_home_tab_has_a_hundred_blocks():
    home = {"type": "home", "blocks": [{"type": "divider"}] * 100, "private_metadata": "x" * 3000}
    assert view_faults(home, "home") == []
    [found] = view_faults(home | {"blocks": [{"type": "divider"}] * 101}, "home")
    assert found == "no more than 100 items allowed [json-pointer:/view/blocks]"
    [found] = view_faults(home | {"private_metadata": "x" * 3001}, "home")
    assert found == "must be less than 3001 characters [json-pointer:/view/private_metadata]"


def test_a_form_is_taken_up_to_the_limits():
    parts = [field(words(action_id=str(n)), block_id=str(n)) for n in range(100)]
    view = modal(*parts, title=plain("x" * 24), private_metadata="x" * 3000, notify_on_close=True)
    assert view_faults(view, "modal") == []


def test_what_is_missing_is_filled_in_as_slack_does():
    blocks = [actions(button(action_id=None)), section(accessory=button(action_id=None)), {"type": "divider"}]
    complete(blocks, Ids())
    assert all(each["block_id"] for each in blocks)
    assert blocks[0]["elements"][0]["action_id"] != blocks[1]["accessory"]["action_id"]
    assert blocks[1]["text"] == mrkdwn("x") | {"verbatim": False}
    assert blocks[0]["elements"][0]["text"]["emoji"] is True


def test_no_blocks_of_real_messages_are_refused():
    if not SAMPLES.exists():
        pytest.skip("the folder ../shared/data is not here")
    rows = [json.loads(line) for line in SAMPLES.read_text().splitlines()]
    found = [
        blocks for row in rows if row["via"] != "json-skeleton" for blocks in every_blocks(row["payload"])
    ]
    assert len(found) > 20
    assert [faults for blocks in found if (faults := message_faults(blocks))] == []


def every_blocks(thing):
    """All values that are called blocks, however deep."""
    for name, inner in thing.items() if isinstance(thing, dict) else enumerate(thing):
        if name == "blocks" and isinstance(inner, list):
            yield inner
        elif isinstance(inner, dict | list):
            yield from every_blocks(inner)
