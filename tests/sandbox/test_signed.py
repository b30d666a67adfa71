"""Signed HTTP: the handshake, the signature, what a bad answer looks like to a person."""

import asyncio
import json

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier


def test_every_request_is_signed(play):
    async def story(stage):
        got = []

        async def receive(request):
            got.append((request.headers, await request.text(), request.content_type))
            return web.Response()

        await stage.serve(receive)
        stage.hands.patience = 0.0
        await stage.hands.types("ana", "general", "/wg a b&c")
        await stage.hands.says("ana", "general", "hello")
        verifier = SignatureVerifier(stage.sandbox.signing_secret)
        assert all(verifier.is_valid_request(body, dict(headers)) for headers, body, _ in got)
        assert [kind for *_, kind in got] == ["application/x-www-form-urlencoded", "application/json"]
        assert "text=a+b%26amp%3Bc" in got[0][1] and "X-Slack-Retry-Num" not in got[1][0]

    play(story)


def test_the_url_is_verified_by_its_challenge(play):
    async def story(stage):
        await stage.by_http(stage.app())
        assert await stage.sandbox.http.verify()

        async def deaf(request):
            return web.Response(text="hello")

        await stage.serve(deaf)
        assert not await stage.sandbox.http.verify()

    play(story)


@pytest.mark.parametrize("status", [404, 500, 302])
def test_an_http_error_shows_the_person_that_dispatch_failed(play, status):
    async def story(stage):
        async def broken(request):
            return web.Response(status=status)

        await stage.serve(broken)
        seen = await stage.hands.types("ana", "general", "/wg x")
        assert seen.text == '/wg failed with the error "dispatch_failed"'

    play(story)


def test_a_late_answer_shows_the_person_the_time_out(play):
    async def story(stage):
        async def slow(request):
            await asyncio.sleep(0.3)
            return web.Response()

        await stage.serve(slow)
        seen = await stage.hands.types("ana", "general", "/wg x")
        assert seen.text == '/wg failed with the error "operation_timeout"'

    play(story, ack_seconds=0.1)


def test_nobody_at_the_url(play):
    async def story(stage):
        stage.sandbox.request_url = "http://127.0.0.1:9/slack/events"
        seen = await stage.hands.types("ana", "general", "/wg x")
        assert seen.text == '/wg failed with the error "dispatch_failed"'

    play(story)


def test_an_event_is_tried_again_three_times_with_its_number(play):
    async def story(stage):
        got = []

        async def receive(request):
            number = request.headers.get("X-Slack-Retry-Num")
            got.append((number, (await request.json())["event_id"]))
            return web.Response(status=200 if number == "2" else 500)

        await stage.serve(receive)
        await stage.hands.says("ana", "general", "hello")
        await stage.hands.until(lambda: len(got) == 3)
        assert [number for number, _ in got] == [None, "1", "2"]
        assert len({event_id for _, event_id in got}) == 1

    play(story)


def test_an_acknowledgement_speaks_in_words_in_blocks_and_to_all(play):
    async def story(stage):
        answers = iter(
            [
                web.Response(text="just words"),
                web.json_response({"text": "for all", "response_type": "in_channel"}),
                web.json_response({"blocks": [{"type": "section"}]}),
                web.json_response({"response_type": "in_channel"}),
            ]
        )

        async def receive(request):
            return next(answers)

        stage.ws.app.events = frozenset()
        stage.hands.patience = 0.0
        await stage.serve(receive)
        seen = await stage.hands.types("ana", "general", "/wg 1")
        assert (seen.text, seen.messages[0]["ephemeral"]) == ("just words", True)
        seen = await stage.hands.types("ana", "general", "/wg 2")
        assert seen.text == "for all" and stage.hands.shown("bo", "general")[-1]["text"] == "for all"
        seen = await stage.hands.types("ana", "general", "/wg 3")
        assert seen.text == '/wg failed with the error "invalid_blocks"'
        assert stage.ws.refusals[-1][2] == ["must define either `text` or `fields` [json-pointer:/blocks/0]"]
        assert (await stage.hands.types("ana", "general", "/wg 4")).messages == []

    play(story)


def test_a_click_over_http_carries_its_payload_in_a_form(play, card):
    async def story(stage):
        got = []

        async def receive(request):
            form = await request.post()
            got.append(json.loads(form["payload"]))
            return web.Response(text="ignored words")

        stage.ws.app.events = frozenset()
        await stage.serve(receive)
        await stage.client.chat_postMessage(channel=stage.general.id, text="x", blocks=card)
        seen = await stage.hands.clicks("bo", stage.hands.channel("general")[-1], "accept")
        assert got[0]["actions"][0]["value"] == "F-1" and seen.messages == []

    play(story)
