"""What an acknowledgement does: too late it shows Slack's error, of clicks and shortcuts its words are ignored."""

import asyncio

import pytest
from aiohttp import web

HOME = {"type": "home", "blocks": []}
MENU = [{"type": "actions", "block_id": "b", "elements": [{"type": "external_select", "action_id": "area"}]}]


async def answering(stage, body, after=0.0):
    """An app that answers everything with this, so many seconds later."""

    async def receive(request):
        await asyncio.sleep(after)
        return web.json_response(body)

    stage.ws.app.events = frozenset()
    stage.hands.patience = 0.0
    await stage.serve(receive)


async def clicked_card(stage, card):
    await stage.client.chat_postMessage(channel=stage.general.id, text="x", blocks=card)
    return await stage.hands.clicks("ana", stage.hands.channel("general")[-1], "Accept")


async def clicked_home(stage, card):
    await stage.client.views_publish(user_id=stage.ana.id, view=HOME | {"blocks": card})
    return await stage.hands.clicks("ana", stage.hands.home("ana"), "Accept")


async def used_shortcut(stage, card):
    return await stage.hands.uses_shortcut("ana", "give")


async def used_message_shortcut(stage, card):
    message = await stage.hands.says("ana", "general", "slow")
    return await stage.hands.uses_shortcut("ana", "send", message)


DEEDS = [clicked_card, clicked_home, used_shortcut, used_message_shortcut]


@pytest.mark.parametrize("deed", DEEDS)
def test_late_for_a_click_or_a_shortcut(play, card, deed):
    async def story(stage):
        await answering(stage, {}, after=0.4)
        seen = await deed(stage, card)
        assert seen.text == 'Convener did not respond: the error was "operation_timeout"'

    play(story, ack_seconds=0.1)


@pytest.mark.parametrize("deed", DEEDS)
def test_the_words_for_a_click_or_a_shortcut_are_ignored(play, card, deed):
    async def story(stage):
        await answering(stage, {"text": "hello", "response_type": "in_channel"})
        seen = await deed(stage, card)
        assert (seen.messages, seen.form) == ([], None)
        assert "hello" not in [each["text"] for each in stage.hands.shown("ana", "general")]

    play(story)


def test_late_for_a_form(play, form):
    async def story(stage):
        await answering(stage, {"response_action": "clear"}, after=0.4)
        stage.ws.forms.open(stage.ana.id, form())
        await stage.hands.submits("ana", stage.hands.form("ana"), {"text": "not lost"})
        await asyncio.sleep(0.4)  # the answer is there by now, and changes nothing any more
        top = stage.ws.forms.top(stage.ana.id)
        assert top.notice == "We had some trouble connecting. Try again?"
        assert top.typed["text"]["words"]["value"] == "not lost"

    play(story, ack_seconds=0.1)


def test_a_click_in_a_form_is_answered_late(play, card, form):
    async def story(stage):
        await answering(stage, {}, after=0.4)
        stage.ws.forms.open(stage.ana.id, form(blocks=[*form()["blocks"], *card]))
        await stage.hands.clicks("ana", stage.hands.form("ana"), "Accept")
        assert stage.ws.forms.top(stage.ana.id).notice == "We had some trouble connecting. Try again?"

    play(story, ack_seconds=0.1)


def option(number, text="A"):
    return {"text": {"type": "plain_text", "text": text}, "value": str(number)}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([option(n) for n in range(101)], "no more than 100 items allowed [json-pointer:/options]"),
        ([option(1, "x" * 76)], "must be less than 76 characters [json-pointer:/options/0/text/text]"),
    ],
)
def test_an_external_menu_takes_a_hundred_short_options(play, options, sentence):
    async def story(stage):
        await answering(stage, {"options": options})
        await stage.client.chat_postMessage(channel=stage.general.id, text="x", blocks=MENU)
        message = stage.hands.channel("general")[-1]
        assert await stage.hands.suggestions("ana", message, "area", "x") == {"options": []}
        assert sentence in stage.ws.refusals[-1][2]

    play(story)
