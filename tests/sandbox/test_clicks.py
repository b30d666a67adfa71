"""What people click and fill in: which button is meant, which choices and values go along."""

import asyncio
import re

import pytest

from bot.sandbox.driver import ClientRefused


def test_names_that_are_not_there_are_told(play, card):
    async def story(stage):
        await stage.client.chat_postMessage(channel=stage.general.id, text="x", blocks=card)
        message = stage.hands.channel("general")[-1]
        with pytest.raises(LookupError, match=r"'Decline'; there are 'Accept' \(accept\)"):
            await stage.hands.clicks("ana", message, "Decline")
        with pytest.raises(LookupError, match="nobody is called 'zoe'"):
            await stage.hands.says("zoe", "general", "x")
        with pytest.raises(LookupError, match="no channel 'nowhere'; there are general, outside, secret"):
            await stage.hands.says("ana", "nowhere", "x")

    play(story)


def test_equal_buttons_are_told_apart_by_their_value(play):
    def row(value):
        text = {"type": "plain_text", "text": "Done"}
        return {
            "type": "actions",
            "elements": [{"type": "button", "action_id": "done", "text": text, "value": value}],
        }

    async def story(stage):
        await stage.by_socket(stage.app())
        await stage.client.chat_postMessage(
            channel=stage.general.id, text="x", blocks=[row("A-1"), row("A-2")]
        )
        message = stage.hands.channel("general")[-1]
        with pytest.raises(LookupError, match="2 things are called 'Done'"):
            await stage.hands.clicks("ana", message, "Done")
        await stage.hands.clicks("ana", message, "Done", value="A-2")
        assert stage.heard[-1]["actions"][0]["value"] == "A-2"

    play(story)


def test_a_stale_screen_still_has_its_button(play, card):
    async def story(stage):
        app, values = stage.app(), []

        @app.action("accept")
        async def accept(ack, body):
            await ack()
            values.append((body["actions"][0]["value"], body["message"]["text"]))

        await stage.by_socket(app)
        posted = await stage.client.chat_postMessage(channel=stage.general.id, text="new", blocks=card)
        old = stage.hands.channel("general")[-1]
        await stage.client.chat_update(channel=stage.general.id, ts=posted["ts"], text="accepted", blocks=[])
        await stage.hands.clicks("ana", old, "Accept")
        assert values == [("F-1", "accepted")]

    play(story)


def test_a_double_click_arrives_twice(play, card):
    async def story(stage):
        app, clicked = stage.app(), []

        @app.action("accept")
        async def accept(ack, body):
            clicked.append(body["trigger_id"])
            await ack()

        await stage.by_socket(app)
        await stage.client.chat_postMessage(channel=stage.general.id, text="x", blocks=card)
        message = stage.hands.channel("general")[-1]
        await asyncio.gather(*(stage.hands.clicks("ana", message, "Accept") for _ in range(2)))
        assert len(set(clicked)) == 2

    play(story)


def test_choices_in_a_message_come_with_the_next_click(play):
    options = [
        {"text": {"type": "plain_text", "text": name}, "value": name.lower()} for name in ("Nova", "Neutron")
    ]
    menu = {"type": "static_select", "action_id": "area", "options": options}
    go = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "block_id": "b", "elements": [menu, go]}]

    async def story(stage):
        app = stage.app()

        @app.action(re.compile("area|go"))
        async def taken(ack):
            await ack()

        await stage.by_socket(app)
        await stage.client.chat_postMessage(channel=stage.general.id, text="x", blocks=blocks)
        message = stage.hands.channel("general")[-1]
        await stage.hands.clicks("ana", message, "Neutron")
        chosen = stage.heard[-1]
        assert chosen["actions"][0]["selected_option"]["value"] == "neutron"
        await stage.hands.clicks("ana", message, "Go")
        assert stage.heard[-1]["state"]["values"]["b"]["area"]["selected_option"]["value"] == "neutron"
        await stage.hands.clicks("bo", message, "Go")
        assert stage.heard[-1]["state"]["values"]["b"]["area"]["selected_option"] is None
        with pytest.raises(LookupError, match="no option 'swift'; there are nova, neutron"):
            await stage.hands.clicks("ana", message, "area", value="swift")

    play(story)


FIELDS = {
    "static_select": (
        {"options": [{"text": {"type": "plain_text", "text": "A"}, "value": "a"}]},
        "A",
        "selected_option",
    ),
    "multi_users_select": ({}, ["U1", "U2"], "selected_users"),
    "users_select": ({}, "U1", "selected_user"),
    "channels_select": ({}, "C1", "selected_channel"),
    "conversations_select": ({}, "C1", "selected_conversation"),
    "datepicker": ({}, "2026-12-03", "selected_date"),
    "timepicker": ({}, "14:00", "selected_time"),
    "datetimepicker": ({}, 1_793_696_400, "selected_date_time"),
    "number_input": ({"is_decimal_allowed": False}, "15", "value"),
    "plain_text_input": ({}, "words", "value"),
}


@pytest.mark.parametrize("kind", FIELDS)
def test_a_simple_value_becomes_the_state_of_its_element(play, form, kind):
    extra, value, name = FIELDS[kind]
    element = {"type": kind, "action_id": "e"} | extra
    label = {"type": "plain_text", "text": "L"}

    async def story(stage):
        trigger = stage.ws.forms.trigger(stage.ana.id)
        view = form(blocks=[{"type": "input", "block_id": "b", "label": label, "element": element}])
        await stage.client.views_open(trigger_id=trigger, view=view)
        with pytest.raises(ClientRefused):
            await stage.hands.submits("ana", stage.hands.form("ana"))
        stage.hands.type_in("ana", stage.hands.form("ana"), {"b": value})
        state = stage.ws.forms.top(stage.ana.id).typed["b"]["e"]
        assert state["type"] == kind
        got = state[name]
        assert (got["value"] if isinstance(got, dict) else got) == ("a" if kind == "static_select" else value)

    play(story)


WRONG = [
    ({"type": "number_input", "is_decimal_allowed": False}, "half", "valid number"),
    ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "whole number"),
    ({"type": "number_input", "is_decimal_allowed": True, "max_value": "3"}, "4.0", "out of range"),
    ({"type": "email_text_input"}, "nobody", "valid email"),
    ({"type": "url_text_input"}, "x.org", "valid URL"),
    ({"type": "plain_text_input", "max_length": 3}, "long", "3 characters or fewer"),
    ({"type": "plain_text_input", "min_length": 3}, "no", "at least 3 characters"),
]


@pytest.mark.parametrize(("element", "value", "sentence"), WRONG)
def test_slacks_client_looks_at_the_kind_of_a_value(play, form, element, value, sentence):
    field = {"type": "input", "block_id": "b", "label": {"type": "plain_text", "text": "L"}}

    async def story(stage):
        view = form(blocks=[field | {"element": element | {"action_id": "e"}}])
        await stage.client.views_open(trigger_id=stage.ws.forms.trigger(stage.ana.id), view=view)
        with pytest.raises(ClientRefused, match=sentence):
            await stage.hands.submits("ana", stage.hands.form("ana"), {"b": value})

    play(story)


def test_a_click_in_a_whisper_comes_without_the_message(play, card):
    async def story(stage):
        await stage.by_socket(stage.app())
        whisper = stage.client.chat_postEphemeral
        await whisper(channel=stage.general.id, user=stage.ana.id, text="x", blocks=card)
        await stage.hands.clicks("ana", stage.hands.shown("ana", "general")[-1], "Accept")
        clicked = stage.heard[-1]
        assert clicked["container"]["is_ephemeral"] and "message" not in clicked

    play(story)
