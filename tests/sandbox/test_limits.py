"""Budgets: what fits goes through, what does not gets 429 with a Retry-After that is true."""

import asyncio

import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError

from bot.sandbox.limits import Limits
from tests.sandbox.refusals import refused


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_one_message_a_second_and_channel_after_a_small_burst(clock):
    limits = Limits(channel_burst=3, clock=clock)
    assert [limits.retry_after("chat.postMessage", "C1") for _ in range(4)] == [0, 0, 0, 1]
    assert limits.retry_after("chat.postMessage", "C2") == 0
    for _ in range(20):
        clock.now += 1.0
        assert limits.retry_after("chat.postMessage", "C1") == 0
    assert limits.refused["chat.postMessage"] == 1


def test_posts_of_a_workspace_fill_a_minute(clock):
    limits = Limits(posts_per_minute=10, tolerance=0.0, clock=clock)
    for n in range(10):
        assert limits.retry_after("chat.postMessage", f"C{n}") == 0
    clock.now += 20
    wait = limits.retry_after("chat.postMessage", "C99")
    assert wait == 40
    clock.now += wait
    assert limits.retry_after("chat.postMessage", "C99") == 0


@pytest.mark.parametrize(("method", "budget"), [("chat.update", 50), ("users.list", 20), ("views.open", 100)])
def test_other_methods_have_their_tier(clock, method, budget):
    limits = Limits(tolerance=0.0, clock=clock)
    assert [limits.retry_after(method) for _ in range(budget)] == [0] * budget
    assert limits.retry_after(method) == 60
    assert limits.retry_after("auth.test") == 0


def test_an_even_pace_is_never_refused(clock):
    limits = Limits(clock=clock)
    for _ in range(1000):
        clock.now += 60 / 50
        assert limits.retry_after("chat.update") == 0


def test_the_answer_is_slacks(play):
    async def story(stage):
        for _ in range(2):
            await stage.client.chat_postMessage(channel=stage.ana.id, text="x")
        dm = stage.ws.bot_dm(stage.ana.id).id
        with pytest.raises(SlackApiError) as caught:
            await stage.client.chat_postMessage(channel=dm, text="x")
        response = caught.value.response
        assert (response.status_code, response["error"]) == (429, "ratelimited")
        assert response.headers["Retry-After"] == "1"
        assert len(stage.hands.inbox("ana")) == 2
        stage.sandbox.limits.lifted = True
        await stage.client.chat_postMessage(channel=dm, text="x")

    play(story, limits=Limits(channel_burst=2))


def test_a_channel_has_one_budget_by_whatever_name(play):
    async def story(stage):
        await stage.client.chat_postMessage(channel=stage.general.id, text="x")
        await stage.client.chat_postMessage(channel="#general", text="x")
        for name in ("#general", stage.general.id):
            assert await refused(stage.client.chat_postMessage(channel=name, text="x")) == "ratelimited"
        missing = stage.client.chat_postMessage(channel="#nowhere", text="x")
        assert await refused(missing) == "channel_not_found"

    play(story, limits=Limits(channel_burst=2))


def test_events_beyond_an_hours_are_lost_and_the_app_is_told_once_a_minute(play):
    async def story(stage):
        got = []

        async def receive(request):
            got.append(await request.json())
            return web.Response()

        await stage.serve(receive)
        for n in range(5):
            await stage.hands.says("ana", "general", str(n))
        await stage.hands.until(lambda: len(got) == 4)
        assert [each["event"]["text"] for each in got[:3]] == ["0", "1", "2"]
        assert (got[3]["type"], got[3]["team_id"]) == ("app_rate_limited", stage.ws.id)
        assert 0 <= stage.ws.now() - got[3]["minute_rate_limited"] < 120
        stage.ws.move(120)
        await stage.hands.says("ana", "general", "5")
        await stage.hands.until(lambda: len(got) == 5)
        assert got[4]["minute_rate_limited"] >= got[3]["minute_rate_limited"] + 120

    play(story, limits=Limits(events_per_hour=3, tolerance=0.0))


def test_after_an_hour_events_come_again(clock):
    limits = Limits(events_per_hour=2, tolerance=0.0, clock=clock)
    assert [limits.sends_event() for _ in range(3)] == [True, True, False]
    clock.now += 3601
    assert limits.sends_event()
    assert limits.refused["events"] == 1


def test_retry_after_is_true(play):
    async def story(stage):
        send = stage.client.chat_postMessage
        await send(channel=stage.general.id, text="1")
        with pytest.raises(SlackApiError):
            await send(channel=stage.general.id, text="2")
        await asyncio.sleep(0.2)
        await send(channel=stage.general.id, text="2")

    play(story, limits=Limits(channel_rate=5.0, channel_burst=1))
