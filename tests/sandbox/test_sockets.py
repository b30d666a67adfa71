"""Socket Mode: hello, one connection for each payload, changing over, breaking, silence."""

import asyncio
import time

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient


async def link(stage, session):
    client = AsyncWebClient(token=stage.sandbox.app_token, base_url=stage.sandbox.api_url)
    url = (await client.apps_connections_open(app_token=stage.sandbox.app_token))["url"]
    return await session.ws_connect(url)


def test_hello_comes_first_and_the_ticket_is_good_once(play):
    async def story(stage):
        async with aiohttp.ClientSession() as session:
            socket = await link(stage, session)
            hello = await socket.receive_json()
            assert (hello["type"], hello["num_connections"]) == ("hello", 1)
            assert hello["connection_info"] == {"app_id": stage.ws.app.id}
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(f"{stage.sandbox.url}/link/?ticket=guessed")
            await socket.close()
        with pytest.raises(SlackApiError) as caught:
            await stage.client.apps_connections_open(app_token=stage.sandbox.bot_token)
        assert caught.value.response["error"] == "not_allowed_token_type"

    play(story)


def test_ten_connections_and_each_payload_goes_to_one(play):
    async def story(stage):
        async with aiohttp.ClientSession() as session:
            sockets = [await link(stage, session) for _ in range(10)]
            for socket in sockets:
                assert (await socket.receive_json())["type"] == "hello"
            eleventh = await link(stage, session)
            farewell = await eleventh.receive_json()
            assert (farewell["reason"], farewell["num_connections"]) == ("too_many_websockets", 10)
            got = [asyncio.ensure_future(_acknowledge(socket)) for socket in sockets]
            for n in range(10):
                await stage.hands.types("ana", "general", f"/wg {n}")
            texts = [(await each)["payload"]["text"] for each in got]
            assert sorted(texts) == [str(n) for n in range(10)]
            for socket in sockets:
                await socket.close()

    async def _acknowledge(socket):
        envelope = await socket.receive_json()
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "ok"}})
        return envelope

    play(story)


def test_a_late_acknowledgement_shows_slacks_error(play):
    async def story(stage):
        app = stage.app()

        @app.command("/wg")
        async def slow(ack):
            await asyncio.sleep(0.3)
            await ack("too late")

        await stage.by_socket(app)
        seen = await stage.hands.types("ana", "general", "/wg x")
        assert seen.text == '/wg failed with the error "operation_timeout"'
        assert seen.messages[0]["failed"] == seen.text
        await asyncio.sleep(0.25)
        assert stage.hands.shown("ana", "general")[-1]["failed"]

    play(story, ack_seconds=0.1)


def test_without_an_app_the_person_is_told(play):
    async def story(stage):
        assert not stage.sandbox.connected
        seen = await stage.hands.types("ana", "general", "/wg x")
        assert seen.text == '/wg failed with the error "dispatch_failed"'

    play(story)


def test_an_event_that_nobody_acknowledges_comes_four_times(play):
    async def story(stage):
        async with aiohttp.ClientSession() as session:
            socket = await link(stage, session)
            await socket.receive_json()
            await stage.hands.says("ana", "general", "hello?")
            got = [await socket.receive_json() for _ in range(4)]
            assert [each["retry_attempt"] for each in got] == [0, 1, 2, 3]
            assert len({each["payload"]["event_id"] for each in got}) == 1
            assert got[1]["retry_reason"] == "http_timeout"
            await stage.hands.until(lambda: stage.sandbox.news.given_up)
            await socket.close()

    play(story, ack_seconds=0.03, retry_delays=(0.01, 0.01, 0.01))


def test_what_happens_while_the_socket_is_cut_arrives_afterwards(play):
    async def story(stage):
        await stage.by_socket(stage.app())
        await stage.sandbox.sockets.drop()
        await stage.hands.until(lambda: not stage.sandbox.sockets.connections)
        await stage.hands.says("ana", "general", "during the cut")
        assert not stage.heard
        await stage.hands.until(lambda: stage.heard, what="the event after the reconnection")

    play(story, retry_delays=(0.3, 0.3, 0.6))


def test_changing_over_loses_nothing(play):
    async def story(stage):
        app = stage.app()

        @app.command("/wg")
        async def answer(ack, command):
            await ack(f"heard {command['text']}")

        await stage.by_socket(app)
        sockets = stage.sandbox.sockets
        (first,) = sockets.usable
        await sockets.refresh("warning")
        # Asked twice at once, the client gives up the connection that it is about to make.
        await stage.hands.until(lambda: sockets.usable and first not in sockets.usable)
        await sockets.refresh("refresh_requested")
        seen = await stage.hands.types("ana", "general", "/wg you")
        assert seen.text == "heard you"
        await stage.hands.until(lambda: len(sockets.usable) == 1)

    play(story)


def test_events_keep_their_order(play):
    async def story(stage):
        await stage.by_socket(stage.app())
        for n in range(50):
            stage.ws.says(stage.general, stage.ana.id, str(n))
        await stage.hands.until(lambda: len(stage.heard) == 50)
        assert [body["event"]["text"] for body in stage.heard] == [str(n) for n in range(50)]

    play(story)


def test_a_thousand_commands_are_fast(play):
    async def story(stage):
        async with aiohttp.ClientSession() as session:
            socket = await link(stage, session)
            await socket.receive_json()

            async def answering():
                async for message in socket:
                    await socket.send_json(
                        {"envelope_id": message.json()["envelope_id"], "payload": {"text": "ok"}}
                    )

            answers = asyncio.ensure_future(answering())
            began = time.process_time()  # what others do on the machine is not its work
            for _ in range(20):
                seen = await asyncio.gather(
                    *(stage.hands.types("ana", "general", "/wg x") for _ in range(50))
                )
                assert {each.messages[0]["text"] for each in seen} == {"ok"}
            spent = time.process_time() - began
            answers.cancel()
            await socket.close()
        assert spent < 15, f"1,000 commands took {spent:.1f} s of work"

    play(story)
