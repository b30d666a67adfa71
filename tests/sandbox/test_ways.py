"""Socket Mode and signed HTTP carry the same commands, clicks, forms and events to a real Bolt app."""

import pytest


def wire(stage, app, form):
    @app.command("/wg")
    async def command(ack, command, client):
        if command["text"] == "form":
            await client.views_open(trigger_id=command["trigger_id"], view=form())
            await ack()
        else:
            await ack(f"You said: {command['text']}")

    @app.action("accept")
    async def accept(ack, respond, body):
        await ack()
        await respond(text=f"{body['actions'][0]['value']} accepted", replace_original=True)

    @app.view("form")
    async def submitted(ack, view):
        words = view["state"]["values"]["text"]["words"]["value"]
        if words == "bad":
            await ack(response_action="errors", errors={"text": "Too bad"})
        else:
            await ack()

    @app.shortcut("send")
    async def shortcut(ack, shortcut, respond):
        await ack()
        await respond(text=f"took {shortcut['message']['text']}")

    @app.event("message")
    async def message(event, client):
        if event.get("text") == "ping":
            await client.chat_postMessage(channel=event["channel"], text="pong", thread_ts=event["ts"])


@pytest.fixture(params=["socket", "http"])
def connect(request, form):
    async def run(stage):
        app = stage.app()
        wire(stage, app, form)
        await (stage.by_socket(app) if request.param == "socket" else stage.by_http(app))

    return run


def test_a_command_is_answered_in_its_acknowledgement(play, connect):
    async def story(stage):
        await connect(stage)
        seen = await stage.hands.types("ana", "general", "/wg hello @bo in #general & <more>")
        room = f"<#{stage.general.id}|general>"
        assert seen.text == f"You said: hello <@{stage.bo.id}|bo> in {room} &amp; &lt;more&gt;"
        assert seen.messages[0]["ephemeral"]
        assert stage.hands.shown("ana", "general")[-1] == seen.messages[0]
        assert not [each for each in stage.hands.shown("bo", "general") if each.get("ephemeral")]

    play(story)


def test_a_form_opens_refuses_and_closes(play, connect):
    async def story(stage):
        await connect(stage)
        seen = await stage.hands.types("ana", "general", "/wg form")
        assert seen.form["callback_id"] == "form"
        await stage.hands.submits("ana", seen.form, {"text": "bad"})
        assert stage.hands.errors("ana") == {"text": "Too bad"}
        await stage.hands.submits("ana", seen.form, {"text": "good"})
        assert stage.hands.form("ana") is None

    play(story)


def test_a_click_replaces_the_message_through_its_response_url(play, connect, card):
    async def story(stage):
        await connect(stage)
        await stage.client.chat_postMessage(channel=stage.general.id, text="F-1", blocks=card)
        message = stage.hands.channel("general")[-1]
        await stage.hands.clicks("bo", message, "Accept")
        await stage.hands.until(lambda: stage.hands.channel("general")[-1]["text"] == "F-1 accepted")

    play(story)


def test_a_message_shortcut_carries_the_message(play, connect):
    async def story(stage):
        await connect(stage)
        message = await stage.hands.says("bo", "general", "slow since March")
        await stage.hands.uses_shortcut("ana", "send", message)
        await stage.hands.until(
            lambda: stage.hands.shown("ana", "general")[-1]["text"] == "took slow since March"
        )

    play(story)


def test_an_event_reaches_the_app_and_its_reply_the_thread(play, connect):
    async def story(stage):
        await connect(stage)
        message = await stage.hands.says("ana", "general", "ping")
        await stage.hands.until(lambda: len(stage.hands.thread("general", message["ts"])) == 2)
        root, reply = stage.hands.thread("general", message["ts"])
        assert (root["reply_count"], reply["text"], reply["bot_id"]) == (1, "pong", stage.ws.app.bot_id)

    play(story)
