"""chat.* and what was said, through the real slack_sdk client: what it answers and how it refuses."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.refusals import refused


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


def test_blocks_in_attachments_are_looked_at_too(play, card):
    async def story(stage):
        async def post(attachments):
            return await stage.client.chat_postMessage(
                channel=stage.general.id, text="x", attachments=attachments
            )

        posted = await post([{"color": "#36a64f", "text": "older fields", "blocks": card}])
        assert posted["message"]["attachments"][0]["blocks"][0]["block_id"]
        long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
        for bad in ([{"blocks": [long]}], [{"blocks": [card[0]] * 51}], ["words"], {"text": "no list"}):
            assert await refused(post(bad)) == "invalid_attachments"
        assert await refused(post([{"text": "x"}] * 101)) == "too_many_attachments"
        where = "[json-pointer:/attachments/1/blocks/0/text/text]"
        assert await refused(post([{"text": "x"}, {"blocks": [long]}])) == "invalid_attachments"
        assert stage.ws.refusals[-1][2][-1] == f"must be less than 3001 characters {where}"
        update = stage.client.chat_update
        bad = update(channel=stage.general.id, ts=posted["ts"], text="x", attachments=[{"blocks": [long]}])
        assert await refused(bad) == "invalid_attachments"

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
