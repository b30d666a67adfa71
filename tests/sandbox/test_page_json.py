"""The JSON between server and page: what one person sees, deeds, live updates, completion, the clock."""

import asyncio
import json
from contextlib import asynccontextmanager

import aiohttp


@asynccontextmanager
async def browser(stage):
    async with aiohttp.ClientSession(stage.sandbox.url) as session:

        async def state(user, place="", thread=""):
            params = {"user": user, "place": place, "thread": thread}
            return await (await session.get("/page/state", params=params)).json()

        async def do(user, deed, **more):
            return await (await session.post("/page/do", json={"user": user.id, "deed": deed} | more)).json()

        yield session, state, do


def test_a_person_sees_what_is_theirs(play):
    async def story(stage):
        stage.ws.says(stage.general, stage.bo.id, "hello")
        stage.ws.whisper(stage.general, stage.bo.id, "for bo only")
        async with browser(stage) as (_, state, _do):
            seen = await state(stage.ana.id, stage.general.id)
            assert [each["name"] for each in seen["channels"]] == ["general", "outside"]
            assert [each["text"] for each in seen["place"]["messages"]] == ["hello"]
            assert seen["dms"][0]["with"] == stage.bot and not seen["app"]["connected"]
            assert seen["app"]["command"] == "/wg" and seen["user"]["initials"] == "AD"
            bos = await state(stage.bo.id, stage.general.id)
            assert bos["place"]["messages"][1]["ephemeral"] and "for_user" not in bos["place"]["messages"][1]
            assert "secret" in [each["name"] for each in bos["channels"]]
            fallback = await state("U0GONE", stage.secret.id)
            assert (fallback["user"]["id"], fallback["place"]["id"]) == (stage.ana.id, stage.general.id)

    play(story)


def test_looking_at_a_place_reads_it(play):
    async def story(stage):
        for n in range(3):
            stage.ws.says(stage.general, stage.bo.id, str(n))
        async with browser(stage) as (_, state, _do):
            general = (await state(stage.ana.id, "home"))["channels"][0]
            assert general["unread"] == 3
            assert (await state(stage.ana.id, stage.general.id))["channels"][0]["unread"] == 0
            assert (await state(stage.bo.id, "home"))["channels"][0]["unread"] == 0

    play(story)


def test_an_edited_message_notifies_nobody(play):
    async def story(stage):
        said = await stage.client.chat_postMessage(channel=stage.general.id, text="quiet")
        async with browser(stage) as (_, state, _do):
            await state(stage.ana.id, stage.general.id)
            words = f"<!channel> and <@{stage.ana.id}>"
            await stage.client.chat_update(channel=stage.general.id, ts=said["ts"], text=words)
            seen = await state(stage.ana.id, stage.general.id)
        assert seen["channels"][0]["unread"] == 0
        [message] = seen["place"]["messages"]
        assert message["text"] == words and message["pings"] == []

    play(story)


def test_a_thread_beside_its_channel(play):
    async def story(stage):
        root = stage.ws.says(stage.general, stage.bo.id, "root")
        stage.ws.says(stage.general, stage.ana.id, "reply", thread_ts=root["ts"])
        async with browser(stage) as (_, state, _do):
            seen = await state(stage.ana.id, stage.general.id, root["ts"])
            assert seen["thread"]["root"]["reply_count"] == 1
            assert [each["text"] for each in seen["thread"]["replies"]] == ["reply"]

    play(story)


def test_deeds_and_their_refusals(play):
    async def story(stage):
        async with browser(stage) as (_, _state, do):
            place = stage.general.id
            assert await do(stage.ana, "say", place=place, text="hi @bo") == {"ok": True}
            message = stage.hands.channel("general")[-1]
            assert message["pings"] == [stage.bo.id]
            at = {"place": place, "ts": message["ts"]}
            assert (await do(stage.ana, "edit", **at, text="better"))["ok"]
            assert (await do(stage.bo, "react", **at, name="eyes"))["ok"]
            assert not (await do(stage.bo, "delete", **at))["ok"]
            assert (await do(stage.ana, "delete", **at))["ok"]
            assert (await do(stage.ana, "delete", **at))["error"] == "This message is not there any more."
            made = await do(stage.ana, "new_channel", name="New Area", is_private=True)
            assert stage.ws.channel(made["place"]).name == "new-area"
            assert (await do(stage.ana, "new_channel", name="new-area"))["error"].startswith(
                "There is already"
            )
            assert (await do(stage.ana, "invite_bot", place=made["place"]))["ok"]
            assert (await do(stage.ana, "fly"))["error"] == "There is no deed called 'fly'."
            assert (await do(stage.ana, "say"))["error"] == "The page forgot to say 'place'."
            dm = await do(stage.ana, "open_dm", **{"with": stage.bo.id})
            assert dm["place"].startswith("D")

    play(story)


def test_a_form_is_filled_in_step_by_step(play, form):
    async def story(stage):
        app, sent = stage.app(), []

        @app.view("form")
        async def submitted(ack, view):
            sent.append(view["state"]["values"]["text"]["words"]["value"])
            await ack()

        await stage.by_socket(app)
        view = stage.ws.forms.open(stage.ana.id, form())
        async with browser(stage) as (_, state, do):
            half = {"text": {"words": "half"}}
            await do(stage.ana, "type_in", view_id=view["id"], values=half)
            drawn = (await state(stage.ana.id))["forms"][0]
            assert drawn["state"]["values"]["text"]["words"]["value"] == "half"
            empty = {"text": {"words": ""}}
            await do(stage.ana, "submit", view_id=view["id"], values=empty)
            assert (await state(stage.ana.id))["forms"][0]["errors"] == {
                "text": "Please complete this required field."
            }
            await do(stage.ana, "submit", view_id=view["id"], values=half)
            assert sent == ["half"] and (await state(stage.ana.id))["forms"] == []
            gone = await do(stage.ana, "close", view_id=view["id"])
            assert gone["error"] == "This form is not open any more."

    play(story)


def test_a_click_on_the_page(play, card):
    async def story(stage):
        app, clicked = stage.app(), []

        @app.action("accept")
        async def accept(ack, action):
            await ack()
            clicked.append(action["value"])

        await stage.by_socket(app)
        await stage.client.chat_postMessage(channel=stage.general.id, text="x", blocks=card)
        message = stage.hands.channel("general")[-1]
        at = {"container": "message", "place": stage.general.id, "ts": message["ts"]}
        async with browser(stage) as (_, _state, do):
            block_id = message["blocks"][1]["block_id"]
            assert (await do(stage.bo, "click", **at, block_id=block_id, action_id="accept"))["ok"]
            gone = await do(stage.bo, "click", **at, block_id="gone", action_id="accept")
            assert gone["error"] == "This is not there any more: it has just been redrawn."
        assert clicked == ["F-1"]

    play(story)


def test_changes_are_announced_live(play):
    async def story(stage):
        async with browser(stage) as (session, _state, _do):
            live = await session.get("/page/live")
            first = json.loads((await live.content.readline()).removeprefix(b"data: "))
            stage.ws.says(stage.general, stage.ana.id, "news")
            await live.content.readline()
            second = json.loads((await live.content.readline()).removeprefix(b"data: "))
            assert second["version"] > first["version"]
            live.close()

    play(story)


def test_completion_and_the_clock_are_handed_in(play):
    moved = []

    def complete(user, text):
        return [{"text": f"{text} ", "usage": text, "help": user}]

    async def story(stage):
        async with browser(stage) as (session, state, do):
            params = {"user": stage.ana.id, "place": stage.general.id, "text": "/wg f"}
            got = await (await session.get("/page/complete", params=params)).json()
            assert got["suggestions"] == [{"text": "/wg f ", "usage": "/wg f", "help": stage.ana.id}]
            before = (await state(stage.ana.id))["now"]
            answer = await do(stage.ana, "clock", by=86_400)
            assert 86_400 <= answer["now"] - before < 86_500 and moved == [86_400.0]
            back = await do(stage.ana, "clock", to=before)
            assert back["error"] == "The clock only goes forward." and len(moved) == 1

    play(story, complete=complete, move_clock=moved.append)


def test_an_external_menu_asks_the_app(play):
    menu = {"type": "external_select", "action_id": "area", "min_query_length": 1}
    blocks = [{"type": "actions", "block_id": "b", "elements": [menu]}]

    async def story(stage):
        app = stage.app()

        @app.options("area")
        async def options(ack, payload):
            text = {"type": "plain_text", "text": payload["value"].upper()}
            await ack(options=[{"text": text, "value": payload["value"]}])

        await stage.by_socket(app)
        await stage.client.chat_postMessage(channel=stage.general.id, text="x", blocks=blocks)
        message = stage.hands.channel("general")[-1]
        params = {
            "user": stage.ana.id,
            "container": "message",
            "place": stage.general.id,
            "ts": message["ts"],
        }
        async with browser(stage) as (session, _state, _do):
            asked = params | {"block_id": "b", "action_id": "area", "value": "no"}
            got = await (await session.get("/page/options", params=asked)).json()
        assert got["options"][0]["text"]["text"] == "NO"

    play(story)


def test_files_of_the_page_and_nothing_beside_them(play):
    async def story(stage):
        async with browser(stage) as (session, _state, _do):
            assert (await session.get("/page/nothing.js")).status == 404
            async with asyncio.timeout(30):
                reader, writer = await asyncio.open_connection(
                    *stage.sandbox.url.removeprefix("http://").split(":")
                )
                writer.write(b"GET /page/../server.py HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                assert b"404" in await reader.readline()
                writer.close()
            bad = await session.post("/page/do", data="not json")
            assert bad.status == 400

    play(story)
