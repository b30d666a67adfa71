"""response_url: private or to all, replacing and deleting, five times, half an hour."""

import aiohttp


async def post(url, **body):
    async with aiohttp.ClientSession() as session:
        response = await session.post(url, json=body)
        return response.status, await response.text()


def test_a_private_answer_and_one_for_all(play):
    async def story(stage):
        url = stage.sandbox.response_urls.make(stage.outside, stage.ana.id)
        assert await post(url, text="for you") == (200, "ok")
        assert await post(url, text="for all", response_type="in_channel") == (200, "ok")
        texts = [(each["text"], each.get("subtype")) for each in stage.hands.shown("ana", "outside")]
        assert texts == [("for you", None), ("for all", "bot_message")]
        assert "user" not in stage.hands.channel("outside")[-1]

    play(story)


def test_the_original_is_replaced_and_deleted(play, card):
    async def story(stage):
        await stage.client.chat_postMessage(channel=stage.general.id, text="x", blocks=card)
        message = stage.hands.channel("general")[-1]
        url = stage.sandbox.response_urls.make(stage.general, stage.ana.id, message)
        await post(url, text="new", replace_original=True)
        changed = stage.hands.channel("general")[-1]
        assert (changed["text"], changed["ts"], "blocks" in changed) == ("new", message["ts"], False)
        await post(url, delete_original=True)
        assert stage.hands.channel("general") == []

    play(story)


def test_an_ephemeral_original_is_replaced_and_deleted(play):
    async def story(stage):
        whisper = stage.ws.whisper(stage.general, stage.ana.id, "draft")
        url = stage.sandbox.response_urls.make(stage.general, stage.ana.id, whisper)
        await post(url, text="done", replace_original=True)
        assert [each["text"] for each in stage.hands.shown("ana", "general")] == ["done"]
        await post(url, delete_original=True)
        assert stage.hands.shown("ana", "general") == []

    play(story)


def test_attachments_are_shown_and_go_with_their_message(play):
    async def story(stage):
        whisper = stage.ws.whisper(stage.general, stage.ana.id, "draft")
        url = stage.sandbox.response_urls.make(stage.general, stage.ana.id, whisper)
        await post(url, text="", attachments=[{"text": "beside"}], replace_original=True)
        await post(url, text="", attachments=[{"text": "new"}], response_type="in_channel")
        shown = stage.hands.shown("ana", "general")
        assert [stage.hands.text_of(each) for each in shown] == ["beside", "new"]
        await post(url, text="done", replace_original=True)
        assert "attachments" not in stage.hands.shown("ana", "general")[0]
        status, words = await post(url, attachments=[{"blocks": [{"type": "nonsense"}]}])
        assert status == 400 and "invalid_attachments" in words

    play(story)


def test_five_answers_and_half_an_hour(play):
    async def story(stage):
        url = stage.sandbox.response_urls.make(stage.general, stage.ana.id)
        for _ in range(5):
            assert (await post(url, text="x"))[0] == 200
        assert await post(url, text="x") == (404, '{"ok": false, "error": "used_url"}')
        stage.sandbox.response_urls.seconds = -1
        fresh = stage.sandbox.response_urls.make(stage.general, stage.ana.id)
        assert await post(fresh, text="x") == (404, '{"ok": false, "error": "expired_url"}')
        assert (await post(f"{stage.sandbox.url}/respond/T1/guessed", text="x"))[0] == 404

    play(story)


def test_bad_answers_are_refused(play):
    async def story(stage):
        url = stage.sandbox.response_urls.make(stage.general, stage.ana.id)
        status, words = await post(url, blocks=[{"type": "nonsense"}])
        assert status == 400 and "invalid_blocks" in words
        status, words = await post(url)
        assert status == 400 and "no_text" in words

    play(story)
