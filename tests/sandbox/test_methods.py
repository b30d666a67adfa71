"""The other methods of the Web API, likewise: who asks, channels, people, files, marks."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.refusals import refused


def test_who_is_asking(play):
    async def story(stage):
        answer = await stage.client.auth_test()
        assert (answer["user_id"], answer["bot_id"]) == (stage.bot, stage.ws.app.bot_id)
        assert "chat:write" in answer.headers["x-oauth-scopes"]
        url, token = stage.sandbox.api_url, stage.sandbox.app_token
        assert await refused(AsyncWebClient(base_url=url).auth_test()) == "not_authed"
        assert await refused(AsyncWebClient(token="xoxb-x", base_url=url).auth_test()) == "invalid_auth"
        assert (
            await refused(AsyncWebClient(token=token, base_url=url).auth_test()) == "not_allowed_token_type"
        )
        assert await refused(stage.client.api_call("chat.shout")) == "unknown_method"

    play(story)


def test_a_token_in_a_form_body_counts_too(play):
    async def story(stage):
        body = {"token": stage.sandbox.bot_token, "channel": stage.general.id, "text": "hi"}
        async with aiohttp.ClientSession() as session:
            response = await session.post(stage.sandbox.api_url + "chat.postMessage", data=body)
            answer = await response.json()
        assert answer["ok"] and stage.hands.channel("general")[-1]["text"] == "hi"

    play(story)


def test_channels_as_the_bot_may_see_them(play):
    async def story(stage):
        listed = await stage.client.conversations_list(types="public_channel,private_channel")
        assert {each["name"] for each in listed["channels"]} == {"general", "outside"}
        members = await stage.client.conversations_members(channel=stage.general.id, limit=2)
        assert members["members"] == [stage.ana.id, stage.bo.id]
        assert members["response_metadata"]["next_cursor"]
        info = await stage.client.conversations_info(channel=stage.general.id)
        assert info["channel"]["is_member"] and not info["channel"]["is_private"]
        assert await refused(stage.client.conversations_info(channel=stage.secret.id)) == "channel_not_found"
        await stage.client.conversations_join(channel=stage.outside.id)
        theirs = await stage.client.users_conversations(user=stage.ana.id)
        assert {each["name"] for each in theirs["channels"]} == {"general", "outside"}
        await stage.client.conversations_leave(channel=stage.outside.id)
        assert not stage.ws.bot_in(stage.outside)

    play(story)


def test_channels_are_made_filled_and_archived(play):
    async def story(stage):
        made = await stage.client.conversations_create(name="triage", is_private=True)
        place = made["channel"]["id"]
        await stage.client.conversations_invite(channel=place, users=f"{stage.ana.id},{stage.bo.id}")
        assert stage.ana.id in stage.ws.channel("triage").members
        again = stage.client.conversations_invite(channel=place, users=stage.ana.id)
        assert await refused(again) == "already_in_channel"
        assert await refused(stage.client.conversations_create(name="triage")) == "name_taken"
        assert await refused(stage.client.conversations_create(name="Not This")) == "invalid_name_specials"
        await stage.client.conversations_archive(channel=place)
        assert await refused(stage.client.conversations_archive(channel=place)) == "already_archived"

    play(story)


def test_people_are_found_by_id_and_by_address(play):
    async def story(stage):
        user = (await stage.client.users_info(user=stage.ana.id))["user"]
        assert (user["tz"], user["profile"]["email"]) == ("Europe/Madrid", "ana@example.org")
        found = await stage.client.users_lookupByEmail(email="BO@example.org")
        assert found["user"]["is_admin"]
        assert await refused(stage.client.users_info(user="U0NOBODY")) == "user_not_found"
        assert await refused(stage.client.users_lookupByEmail(email="no@example.org")) == "users_not_found"
        page = await stage.client.users_list(limit=2)
        assert len(page["members"]) == 2 and page["response_metadata"]["next_cursor"]

    play(story)


def test_reactions_pins_and_bookmarks(play):
    async def story(stage):
        at = {"channel": stage.general.id, "timestamp": stage.ws.says(stage.general, stage.ana.id, "x")["ts"]}
        await stage.client.reactions_add(name="eyes", **at)
        assert await refused(stage.client.reactions_add(name="eyes", **at)) == "already_reacted"
        got = await stage.client.reactions_get(**at)
        assert got["message"]["reactions"] == [{"name": "eyes", "users": [stage.bot], "count": 1}]
        await stage.client.reactions_remove(name="eyes", **at)
        assert await refused(stage.client.reactions_remove(name="eyes", **at)) == "no_reaction"
        await stage.client.pins_add(**at)
        assert await refused(stage.client.pins_add(**at)) == "already_pinned"
        place = stage.general.id
        made = await stage.client.bookmarks_add(
            channel_id=place, title="Minutes", type="link", link="https://x.org"
        )
        mark = made["bookmark"]["id"]
        await stage.client.bookmarks_edit(channel_id=place, bookmark_id=mark, title="Notes")
        listed = await stage.client.bookmarks_list(channel_id=place)
        assert [each["title"] for each in listed["bookmarks"]] == ["Notes"]
        await stage.client.bookmarks_remove(channel_id=place, bookmark_id=mark)
        assert not stage.general.bookmarks

    play(story)


def test_a_file_is_uploaded_in_three_steps(play):
    async def story(stage):
        await stage.client.files_upload_v2(
            channel=stage.general.id, filename="minutes.md", content="# Minutes", initial_comment="Here"
        )
        message = stage.hands.channel("general")[-1]
        assert message["text"] == "Here" and message["files"][0]["name"] == "minutes.md"
        async with aiohttp.ClientSession() as session:
            response = await session.get(message["files"][0]["url_private"])
            assert await response.text() == "# Minutes"

    play(story)


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe"
    "0def46b80000000049454e44ae426082"
)


def test_a_picture_is_shown_with_its_alternative_text(play):
    async def story(stage):
        where = {"filename": "loop.png", "channel": stage.ws.bot_dm(stage.ana.id).id}
        await stage.client.files_upload_v2(content=PIXEL, alt_txt="A white dot", title="A dot", **where)
        [picture] = stage.hands.inbox("ana")[-1]["files"]
        assert (picture["mimetype"], picture["alt_txt"]) == ("image/png", "A white dot")
        assert (picture["original_w"], picture["original_h"], picture["size"]) == (1, 1, len(PIXEL))
        async with aiohttp.ClientSession() as session:
            response = await session.get(picture["thumb_360"])
            assert (response.content_type, await response.read()) == ("image/png", PIXEL)

    play(story)


def test_what_only_calls_itself_a_picture_is_none_and_a_person_is_no_channel(play):
    async def story(stage):
        page = {"filename": "x.png", "content": "<script>alert(1)</script>"}
        await stage.client.files_upload_v2(channel=stage.general.id, **page)
        [file] = stage.hands.channel("general")[-1]["files"]
        assert file["mimetype"] == "application/octet-stream" and "original_w" not in file
        async with aiohttp.ClientSession() as session:
            response = await session.get(file["url_private"])
            assert response.content_type == "application/octet-stream"
            assert response.headers["X-Content-Type-Options"] == "nosniff"
        upload = stage.client.files_upload_v2
        assert await refused(upload(channel=stage.ana.id, **page)) == "invalid_arguments"
        too_long = stage.client.files_getUploadURLExternal(filename="a", length=1, alt_txt="x" * 1001)
        assert await refused(too_long) == "alt_txt_too_long"

    play(story)


def test_a_permalink_leads_to_the_message(play):
    async def story(stage):
        ts = stage.ws.says(stage.general, stage.ana.id, "x")["ts"]
        answer = await stage.client.chat_getPermalink(channel=stage.general.id, message_ts=ts)
        assert (
            answer["permalink"] == f"{stage.sandbox.url}/archives/{stage.general.id}/p{ts.replace('.', '')}"
        )
        missing = stage.client.chat_getPermalink(channel=stage.general.id, message_ts="1.000001")
        assert await refused(missing) == "message_not_found"

    play(story)


def test_what_the_manifest_does_not_grant_is_refused(play):
    manifest = {
        "features": {"slash_commands": [{"command": "/wg", "should_escape": True}]},
        "oauth_config": {"scopes": {"bot": ["chat:write", "channels:read"]}},
        "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
    }

    async def story(stage):
        answer = await stage.client.auth_test()
        assert answer.headers["x-oauth-scopes"] == "channels:read,chat:write"
        with pytest.raises(SlackApiError) as caught:
            await stage.client.users_list()
        assert caught.value.response["error"] == "missing_scope"
        assert caught.value.response["needed"] == "users:read"
        history = stage.client.conversations_history(channel=stage.general.id)
        assert await refused(history) == "missing_scope"

    play(story, workspace={"manifest": manifest})
