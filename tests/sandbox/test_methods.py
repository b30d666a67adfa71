"""The Web API through the real slack_sdk client: what it answers and how it refuses."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient


async def refused(call):
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


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


def test_a_message_is_posted_where_the_bot_is(play):
    async def story(stage):
        answer = await stage.client.chat_postMessage(channel=stage.general.id, text="hello")
        assert answer["channel"] == stage.general.id
        assert answer["message"]["bot_profile"]["app_id"] == stage.ws.app.id
        assert "pings" not in answer["message"] and "channel" not in answer["message"]
        post = stage.client.chat_postMessage
        assert await refused(post(channel=stage.outside.id, text="x")) == "not_in_channel"
        assert await refused(post(channel=stage.secret.id, text="x")) == "channel_not_found"
        assert await refused(post(channel="C0NOTHING", text="x")) == "channel_not_found"
        assert await refused(post(channel=stage.bot, text="x")) == "cannot_dm_bot"
        assert (
            await refused(stage.client.api_call("chat.postMessage", json={"channel": stage.general.id}))
            == "no_text"
        )
        assert await refused(post(channel=stage.general.id, text="x" * 40_001)) == "msg_too_long"
        stage.ws.archive(stage.general, stage.ana.id)
        assert await refused(post(channel=stage.general.id, text="x")) == "is_archived"

    play(story)


def test_a_reply_goes_to_the_root_of_a_thread(play):
    async def story(stage):
        root = stage.ws.says(stage.general, stage.ana.id, "root")
        post = stage.client.chat_postMessage
        reply = await post(channel=stage.general.id, text="reply", thread_ts=root["ts"], reply_broadcast=True)
        assert reply["message"]["subtype"] == "thread_broadcast" and reply["message"]["bot_id"]
        nested = post(channel=stage.general.id, text="x", thread_ts=reply["ts"])
        assert await refused(nested) == "cannot_reply_to_message"
        assert (
            await refused(post(channel=stage.general.id, text="x", thread_ts="1.000001"))
            == "thread_not_found"
        )
        history = await stage.client.conversations_history(channel=stage.general.id)
        assert [each["text"] for each in history["messages"]] == ["reply", "root"]
        await stage.client.chat_delete(channel=stage.general.id, ts=reply["ts"])
        assert "reply_count" not in stage.hands.channel("general")[0]

    play(story)


def test_a_post_to_a_person_opens_their_direct_message(play):
    async def story(stage):
        answer = await stage.client.chat_postMessage(channel=stage.ana.id, text="psst")
        assert answer["channel"].startswith("D")
        assert [each["text"] for each in stage.hands.inbox("ana")] == ["psst"]
        opened = await stage.client.conversations_open(users=stage.ana.id)
        assert opened["channel"]["id"] == answer["channel"]
        stage.ws.change_person(stage.bo, deleted=True)
        assert (
            await refused(stage.client.chat_postMessage(channel=stage.bo.id, text="x")) == "channel_not_found"
        )
        assert await refused(stage.client.conversations_open(users=stage.bo.id)) == "user_disabled"
        assert await refused(stage.client.conversations_open(users="U0NOBODY")) == "user_not_found"

    play(story)


def test_blocks_are_refused_in_slacks_words(play):
    async def story(stage):
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
        with pytest.raises(SlackApiError) as caught:
            await stage.client.chat_postMessage(channel=stage.general.id, text="x", blocks=blocks)
        answer = caught.value.response
        assert answer["error"] == "invalid_blocks"
        assert answer["response_metadata"]["messages"] == [
            "[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0/text]",
            "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        ]
        assert stage.ws.refusals[-1][:2] == ("chat.postMessage", "invalid_blocks")

    play(story)


def test_metadata_is_kept_and_given_back_when_asked_for(play):
    async def story(stage):
        metadata = {"event_type": "card", "event_payload": {"key": "F-1"}}
        answer = await stage.client.chat_postMessage(channel=stage.general.id, text="x", metadata=metadata)
        plain = await stage.client.conversations_history(channel=stage.general.id)
        assert "metadata" not in plain["messages"][0]
        full = await stage.client.conversations_history(channel=stage.general.id, include_all_metadata=True)
        assert full["messages"][0]["metadata"] == metadata
        thread = await stage.client.conversations_replies(
            channel=stage.general.id, ts=answer["ts"], include_all_metadata=True
        )
        assert thread["messages"][0]["metadata"] == metadata
        bad = stage.client.chat_postMessage(
            channel=stage.general.id, text="x", metadata={"event_type": "card"}
        )
        assert await refused(bad) == "invalid_metadata_format"

    play(story)


def test_an_update_keeps_what_is_not_given(play, card):
    async def story(stage):
        place = stage.general.id
        posted = await stage.client.chat_postMessage(channel=place, text="old", blocks=card)
        await stage.client.chat_update(channel=place, ts=posted["ts"], text="new")
        message = stage.hands.channel("general")[-1]
        assert (message["text"], len(message["blocks"])) == ("new", 2) and message["edited"][
            "user"
        ] == stage.bot
        await stage.client.chat_update(channel=place, ts=posted["ts"], text="bare", blocks=[])
        assert "blocks" not in stage.hands.channel("general")[-1]
        update = stage.client.chat_update
        assert await refused(update(channel=place, ts="1.000001", text="x")) == "message_not_found"
        assert await refused(update(channel=place, ts=posted["ts"], text="é" * 2001)) == "msg_too_long"
        human = stage.ws.says(stage.general, stage.ana.id, "mine")
        assert await refused(update(channel=place, ts=human["ts"], text="x")) == "cant_update_message"
        assert await refused(stage.client.chat_delete(channel=place, ts=human["ts"])) == "cant_delete_message"
        await stage.client.chat_delete(channel=place, ts=posted["ts"])
        assert stage.hands.message("general", posted["ts"]) is None

    play(story)


def test_only_the_one_person_sees_an_ephemeral_message(play):
    async def story(stage):
        whisper = stage.client.chat_postEphemeral
        await whisper(channel=stage.general.id, user=stage.ana.id, text="only you")
        assert stage.hands.shown("ana", "general")[-1]["text"] == "only you"
        assert not stage.hands.shown("bo", "general")
        assert not (await stage.client.conversations_history(channel=stage.general.id))["messages"]
        outsider = whisper(channel=stage.general.id, user=stage.cy.id, text="x")
        assert await refused(outsider) == "user_not_in_channel"

    play(story)


def test_history_comes_newest_first_in_pages_and_threads_oldest_first(play):
    async def story(stage):
        said = [stage.ws.says(stage.general, stage.ana.id, f"n{n}")["ts"] for n in range(5)]
        for n in range(3):
            stage.ws.says(stage.general, stage.bo.id, f"r{n}", thread_ts=said[0])
        texts, cursor = [], ""
        while True:
            page = await stage.client.conversations_history(channel=stage.general.id, limit=2, cursor=cursor)
            texts += [each["text"] for each in page["messages"]]
            cursor = page["response_metadata"]["next_cursor"]
            if not cursor:
                break
        assert texts == ["n4", "n3", "n2", "n1", "n0"]
        one = await stage.client.conversations_history(
            channel=stage.general.id, oldest=said[2], latest=said[2], inclusive=True, limit=1
        )
        assert [each["text"] for each in one["messages"]] == ["n2"]
        thread = await stage.client.conversations_replies(channel=stage.general.id, ts=said[0])
        assert [each["text"] for each in thread["messages"]] == ["n0", "r0", "r1", "r2"]
        assert thread["messages"][0]["reply_count"] == 3
        assert await refused(stage.client.conversations_history(channel=stage.outside.id)) == "not_in_channel"
        bad = stage.client.conversations_history(channel=stage.general.id, cursor="nonsense")
        assert await refused(bad) == "invalid_cursor"

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


@pytest.mark.parametrize(
    ("text", "pinged"),
    [
        ("<!channel> broken", ["channel"]),
        ("&lt;!channel&gt; broken", []),
        ("<!here|here> and <@U0ANA|ana>", ["here", "U0ANA"]),
        ("@channel in plain words", []),
    ],
)
def test_whom_a_message_pings_is_noted(play, text, pinged):
    async def story(stage):
        await stage.client.chat_postMessage(channel=stage.general.id, text="x", blocks=section(text))
        assert stage.hands.channel("general")[-1]["pings"] == pinged
        await stage.client.chat_postMessage(channel=stage.general.id, text=text)
        assert stage.hands.channel("general")[-1]["pings"] == pinged

    def section(words):
        return [{"type": "section", "text": {"type": "mrkdwn", "text": words}}]

    play(story)
