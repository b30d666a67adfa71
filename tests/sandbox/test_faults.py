"""Every fault that can be ordered happens, once, and to whom it was ordered for."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError


def test_429_with_the_chosen_pause(play):
    async def story(stage):
        stage.sandbox.faults.rate_limit("chat.postMessage", seconds=7)
        with pytest.raises(SlackApiError) as caught:
            await stage.client.chat_postMessage(channel=stage.general.id, text="x")
        assert caught.value.response.headers["Retry-After"] == "7"
        await stage.client.chat_postMessage(channel=stage.general.id, text="x")
        assert len(stage.hands.channel("general")) == 1

    play(story)


def test_500_for_any_method_twice(play):
    async def story(stage):
        stage.sandbox.faults.fail(status=500, times=2)
        for call in (stage.client.auth_test, stage.client.team_info):
            with pytest.raises(SlackApiError) as caught:
                await call()
            assert caught.value.response.status_code == 500
        await stage.client.auth_test()

    play(story)


def test_a_hang_applies_and_answers_late(play):
    async def story(stage):
        stage.sandbox.faults.hang("chat.postMessage", seconds=1)
        call = asyncio.ensure_future(stage.client.chat_postMessage(channel=stage.general.id, text="x"))
        await stage.hands.until(lambda: stage.hands.channel("general"))
        assert not call.done()
        await call

    play(story)


def test_a_lost_answer_was_applied(play):
    async def story(stage):
        stage.sandbox.faults.lose_answer("chat.postMessage")
        client = stage.client
        client.retry_handlers.clear()  # slack_sdk would post it a second time by itself
        with pytest.raises(aiohttp.ClientError):
            await client.chat_postMessage(channel=stage.general.id, text="x")
        assert [each["text"] for each in stage.hands.channel("general")] == ["x"]

    play(story)


def test_latency_for_each_answer(play):
    async def story(stage):
        stage.sandbox.faults.latency = 3.0
        late = [asyncio.ensure_future(stage.client.auth_test()) for _ in range(3)]
        await asyncio.sleep(1.0)  # all are under way side by side, and none is answered
        stage.sandbox.faults.clear()
        await stage.client.auth_test()
        assert not any(call.done() for call in late)
        await asyncio.gather(*late)

    play(story)


def test_an_event_delivered_twice_keeps_its_id(play):
    async def story(stage):
        await stage.by_socket(stage.app())
        stage.sandbox.faults.deliver_twice("message")
        await stage.hands.says("ana", "general", "once")
        await stage.hands.says("ana", "general", "and on")
        first, again, other = (body["event_id"] for body in stage.heard)
        assert first == again != other

    play(story)
