"""One of everything that the workspace sends to an app, taken off a socket: for comparison with Slack's."""

import asyncio
from typing import Any

import aiohttp

from tests.sandbox.conftest import CARD, Stage, modal, plain, staged

_MENU = {"type": "static_select", "action_id": "m", "placeholder": plain("Which"), "options": []}
_MENU |= {"options": [{"text": plain("A"), "value": "a"}]}
_PICKERS = [{"type": "users_select", "action_id": "u"}, {"type": "datepicker", "action_id": "d"}]
_BLOCKS = [{**CARD[0], "accessory": _MENU}, CARD[1], {"type": "actions", "elements": _PICKERS}]
_ROOM = {"type": "conversations_select", "action_id": "room", "response_url_enabled": True}
_WORDS = {"type": "plain_text_input", "action_id": "words", "placeholder": plain("In a few words")}
_FORM = modal(
    close=plain("Cancel"),
    notify_on_close=True,
    blocks=[
        {"type": "input", "block_id": "text", "label": plain("Text"), "element": _WORDS},
        {"type": "input", "block_id": "room", "label": plain("Room"), "element": _ROOM},
        *_BLOCKS,
    ],
)
_ASKING = [{"type": "external_select", "action_id": "e", "placeholder": plain("Which")}]


async def everything() -> list[dict[str, Any]]:
    """The envelopes, in their order."""
    async with staged({}) as stage, aiohttp.ClientSession() as session:
        sent: list[dict[str, Any]] = []
        opened = await stage.client.apps_connections_open(app_token=stage.sandbox.app_token)
        socket = await session.ws_connect(opened["url"])
        listening = asyncio.ensure_future(_listen(socket, sent))
        await stage.hands.until(lambda: stage.sandbox.connected)
        stage.hands.patience = 0.0
        for chapter in (_talk, _clicks, _forms, _home, _people, _channels):
            await chapter(stage)
        await stage.sandbox.sockets.refresh("warning")
        await stage.hands.until(lambda: sent[-1]["type"] == "disconnect")
        listening.cancel()
        await socket.close()
        return sent


async def _listen(socket: aiohttp.ClientWebSocketResponse, sent: list[dict[str, Any]]) -> None:
    async for message in socket:
        envelope = message.json()
        sent.append(envelope)
        if "envelope_id" in envelope:
            await socket.send_json({"envelope_id": envelope["envelope_id"]})


async def _talk(stage: Stage) -> None:
    hands, client, place = stage.hands, stage.client, stage.general.id
    await hands.types("ana", "general", "/wg x")
    said = await hands.says("ana", "general", f"hello <@{stage.bot}>")
    await hands.says("bo", "general", f"<@{stage.bot}> there too", thread_ts=said["ts"])
    await hands.says("ana", "dm", "psst")
    await hands.says("ana", stage.ws.direct(stage.ana.id, stage.bo.id, stage.bot), "among the three of us")
    await hands.edits("ana", said, f"hello <@{stage.bo.id}>")
    await hands.reacts("bo", said, "eyes")
    await hands.uses_shortcut("ana", "send", hands.message("general", said["ts"]))
    await hands.reacts("bo", said, "eyes")
    await client.files_upload_v2(channel=place, filename="m.md", content="x", initial_comment="Here")
    metadata = {"event_type": "card", "event_payload": {"id": "1", "title": "F-1"}}
    await client.chat_postMessage(channel=place, text="card", blocks=_BLOCKS, metadata=metadata)
    await hands.deletes("ana", said)


async def _clicks(stage: Stage) -> None:
    hands = stage.hands
    card = hands.channel("general")[-1]
    for what, value in (("accept", None), ("m", "a"), ("u", stage.ana.id), ("d", "2026-12-03")):
        await hands.clicks("bo", card, what, value)
    await hands.uses_shortcut("ana", "give")
    asking = [{"type": "actions", "elements": _ASKING}]
    await stage.client.chat_postMessage(channel=stage.general.id, text="?", blocks=asking)
    await hands.suggestions("ana", hands.channel("general")[-1], "e", "no")


async def _forms(stage: Stage) -> None:
    hands = stage.hands
    stage.ws.forms.open(stage.ana.id, _FORM)
    await hands.clicks("ana", hands.form("ana"), "accept")
    await hands.submits("ana", hands.form("ana"), {"text": "slow", "room": stage.general.id})
    field = {"type": "input", "block_id": "text", "label": plain("Text"), "element": _ASKING[0]}
    stage.ws.forms.open(stage.ana.id, _FORM | {"blocks": [field, _FORM["blocks"][0] | {"block_id": "more"}]})
    await hands.suggestions("ana", hands.form("ana"), "e", "no")
    await hands.closes("ana", hands.form("ana"))


async def _home(stage: Stage) -> None:
    await stage.client.views_publish(user_id=stage.ana.id, view={"type": "home", "blocks": CARD})
    await stage.hands.clicks("ana", await stage.hands.opens_home("ana"), "accept")


async def _people(stage: Stage) -> None:
    await stage.hands.arrives("di", "Di Ho")
    await stage.hands.changes_person("di", real_name="Di Holm")
    await stage.hands.invites("ana", "general", "di")
    await stage.hands.leaves("di", "general")


async def _channels(stage: Stage) -> None:
    await stage.hands.invites_bot("bo", "secret")
    for who, place, name in (("ana", "general", "all"), ("bo", "secret", "hidden")):
        await stage.hands.renames(who, place, name)
        await stage.hands.archives(who, name)
        await stage.hands.unarchives(who, name)
        await stage.hands.kicks_bot(who, name)
