"""Forms: triggers that expire, stacks, races, what comes back after sending, and closing."""

import asyncio
import json

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError

from bot.sandbox.driver import ClientRefused
from tests.sandbox.refusals import refused


async def answering(stage, *bodies):
    """An app that acknowledges each interaction with the next of these bodies."""
    waiting, got = list(bodies), []

    async def receive(request):
        got.append((await request.post()).get("payload"))
        body = waiting.pop(0) if waiting else None
        return web.json_response(body) if body else web.Response()

    stage.ws.app.events = frozenset()
    await stage.serve(receive)
    return got


def test_a_trigger_opens_one_form_within_three_seconds(play, form):
    async def story(stage):
        trigger = stage.ws.forms.trigger(stage.ana.id)
        opened = await stage.client.views_open(trigger_id=trigger, view=form())
        assert opened["view"]["id"].startswith("V") and opened["view"]["root_view_id"] == opened["view"]["id"]
        again = stage.client.views_open(trigger_id=trigger, view=form())
        assert await refused(again) == "exchanged_trigger_id"
        assert await refused(stage.client.views_open(trigger_id="x", view=form())) == "invalid_trigger_id"
        stage.ws.forms.trigger_seconds = 0.02
        late = stage.ws.forms.trigger(stage.ana.id)
        await asyncio.sleep(0.03)
        assert await refused(stage.client.views_open(trigger_id=late, view=form())) == "expired_trigger_id"
        assert stage.ws.forms.trigger_seconds < 3

    play(story)


def test_moving_the_clock_does_not_age_a_trigger(play, form):
    async def story(stage):
        trigger = stage.ws.forms.trigger(stage.ana.id)
        stage.ws.move(86_400)
        await stage.client.views_open(trigger_id=trigger, view=form())

    play(story)


def test_a_bad_form_is_refused_and_costs_no_trigger(play, form):
    async def story(stage):
        trigger = stage.ws.forms.trigger(stage.ana.id)
        with pytest.raises(SlackApiError) as caught:
            await stage.client.views_open(trigger_id=trigger, view=form(submit=None))
        answer = caught.value.response
        assert answer["error"] == "invalid_arguments"
        assert any("must define `submit`" in each for each in answer["response_metadata"]["messages"])
        huge = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}] * 90
        assert (
            await refused(stage.client.views_open(trigger_id=trigger, view=form(blocks=huge)))
            == "view_too_large"
        )
        await stage.client.views_open(trigger_id=trigger, view=form())

    play(story)


def test_three_forms_on_top_of_each_other_and_no_more(play, form):
    async def story(stage):
        def new():
            return stage.ws.forms.trigger(stage.ana.id)

        assert await refused(stage.client.views_push(trigger_id=new(), view=form())) == "not_found"
        root = await stage.client.views_open(trigger_id=new(), view=form())
        second = await stage.client.views_push(trigger_id=new(), view=form())
        await stage.client.views_push(trigger_id=new(), view=form())
        assert second["view"]["previous_view_id"] == root["view"]["id"] == second["view"]["root_view_id"]
        assert await refused(stage.client.views_push(trigger_id=new(), view=form())) == "push_limit_reached"
        await stage.hands.closes("ana", stage.hands.form("ana"))
        assert stage.hands.form("ana")["id"] == second["view"]["id"]
        await stage.hands.closes("ana", stage.hands.form("ana"), everything=True)
        assert stage.hands.form("ana") is None

    play(story)


def test_an_update_that_raced_is_refused_by_its_hash(play, form):
    async def story(stage):
        opened = await stage.client.views_open(trigger_id=stage.ws.forms.trigger(stage.ana.id), view=form())
        view_id, first = opened["view"]["id"], opened["view"]["hash"]
        stage.hands.type_in("ana", stage.hands.form("ana"), {"text": "half a sentence"})
        await stage.client.views_update(view_id=view_id, view=form(), hash=first)
        stale = stage.client.views_update(view_id=view_id, view=form(), hash=first)
        assert await refused(stale) == "hash_conflict"
        assert await refused(stage.client.views_update(view_id="V0", view=form())) == "not_found"
        got = await answering(stage)
        await stage.hands.submits("ana", stage.hands.form("ana"))
        assert "half a sentence" in got[0]
        closed = stage.client.views_update(view_id=view_id, view=form())
        assert await refused(closed) == "not_found"

    play(story)


def test_a_form_stays_a_form_and_a_home_tab_a_home_tab(play, form):
    async def story(stage):
        opened = await stage.client.views_open(trigger_id=stage.ws.forms.trigger(stage.ana.id), view=form())
        home = {"type": "home", "blocks": []}
        published = await stage.client.views_publish(user_id=stage.ana.id, view=home)
        update = stage.client.views_update
        assert await refused(update(view_id=opened["view"]["id"], view=home)) == "invalid_arguments"
        assert await refused(update(view_id=published["view"]["id"], view=form())) == "invalid_arguments"
        await update(view_id=published["view"]["id"], view=home | {"callback_id": "drawn anew"})
        assert stage.hands.home("ana")["callback_id"] == "drawn anew"

    play(story)


def test_slacks_client_does_not_send_an_empty_required_field(play, form):
    async def story(stage):
        got = await answering(stage)
        stage.ws.forms.open(stage.ana.id, form())
        for words in (None, "", "   "):
            with pytest.raises(ClientRefused) as caught:
                await stage.hands.submits("ana", stage.hands.form("ana"), {"text": words})
            assert caught.value.errors == {"text": "Please complete this required field."}
        assert not got and stage.hands.errors("ana")
        with pytest.raises(LookupError, match="no field nonsense; there are text"):
            await stage.hands.submits("ana", stage.hands.form("ana"), {"nonsense": "x"})

    play(story)


def test_what_comes_back_after_sending(play, form):
    async def story(stage):
        pushed = form(callback_id="more")
        await answering(
            stage,
            {"response_action": "errors", "errors": {"text": "Shorter, please"}},
            {"response_action": "errors", "errors": {"elsewhere": "x"}},
            {"response_action": "update", "view": form(callback_id="next")},
            {"response_action": "push", "view": pushed},
            {"response_action": "update", "view": form(title=None)},
            {"response_action": "clear"},
        )
        stage.ws.forms.open(stage.ana.id, form())

        def send():
            return stage.hands.submits("ana", stage.hands.form("ana"), {"text": "x"})

        def top():
            return stage.ws.forms.top(stage.ana.id)

        await send()
        assert top().errors == {"text": "Shorter, please"}
        await send()
        assert top().notice == "We had some trouble connecting. Try again?" and not top().errors
        await send()
        assert (top().view["callback_id"], top().notice) == ("next", "")
        await send()
        assert top().view["callback_id"] == "more"
        await send()
        assert top().view["callback_id"] == "more" and top().notice
        await send()
        assert top() is None

    play(story)


def test_a_form_may_ask_for_an_address_to_answer_where_somebody_chose(play, form):
    async def story(stage):
        got = await answering(stage)
        element = {"type": "conversations_select", "action_id": "room", "response_url_enabled": True}
        field = form()["blocks"][0] | {"block_id": "where", "element": element}
        stage.ws.forms.open(stage.ana.id, form(blocks=[field, *form()["blocks"]]))
        values = {"where": stage.general.id, "text": "x"}
        await stage.hands.submits("ana", stage.hands.form("ana"), values)
        [answer] = json.loads(got[0])["response_urls"]
        assert (answer["block_id"], answer["action_id"]) == ("where", "room")
        assert answer["channel_id"] == stage.general.id
        async with aiohttp.ClientSession() as session:
            await session.post(answer["response_url"], json={"text": "here", "response_type": "in_channel"})
        assert stage.hands.channel("general")[-1]["text"] == "here"

    play(story)


def test_a_dead_app_leaves_the_form_open_with_a_notice(play, form):
    async def story(stage):
        stage.ws.forms.open(stage.ana.id, form())
        await stage.hands.submits("ana", stage.hands.form("ana"), {"text": "not lost"})
        top = stage.ws.forms.top(stage.ana.id)
        assert top.notice and top.typed["text"]["words"]["value"] == "not lost"

    play(story)


def test_the_app_hears_of_a_closed_form_only_when_it_asked(play, form):
    async def story(stage):
        got = await answering(stage)
        stage.ws.forms.open(stage.ana.id, form())
        await stage.hands.closes("ana", stage.hands.form("ana"))
        assert got == []
        stage.ws.forms.open(stage.ana.id, form(notify_on_close=True))
        await stage.hands.closes("ana", stage.hands.form("ana"))
        assert '"type": "view_closed"' in got[0] and '"is_cleared": false' in got[0]

    play(story)


def test_the_home_tab_is_one_persons(play):
    async def story(stage):
        await stage.by_socket(stage.app())
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "My groups"}}]
        home = {"type": "home", "blocks": blocks}
        published = await stage.client.views_publish(user_id=stage.ana.id, view=home)
        assert stage.hands.text_of(await stage.hands.opens_home("ana")) == "My groups"
        assert await stage.hands.opens_home("bo") is None
        opened = [body["event"] for body in stage.heard]
        assert opened[0]["view"]["id"] == published["view"]["id"] and "view" not in opened[1]
        stale = stage.client.views_publish(user_id=stage.ana.id, view=home, hash="1.old")
        assert await refused(stale) == "hash_conflict"

    play(story)
