"""The hands of people: what typing becomes, what Slack's client does not let happen."""

import pytest

from bot.sandbox.driver import ClientRefused
from bot.sandbox.hands.typing_in import as_command_text, as_sent


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("@ana, look", "<@{ana}>, look"),
        ("@ana. Really", "<@{ana}>. Really"),
        ("ana@example.org", "ana@example.org"),
        ("@nobody", "@nobody"),
        ("in #general and ##nova", "in <#{general}|general> and ##nova"),
        ("#unknown", "#unknown"),
        ("@channel <!here>", "<!channel> <!here>"),
        ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
        ("<@{ana}> and <@U0NOBODY>", "<@{ana}> and &lt;@U0NOBODY&gt;"),
        ("see https://x.org/?a=1&b=2 now", "see <https://x.org/?a=1&amp;b=2> now"),
        ("", ""),
    ],
)
def test_what_is_typed_is_sent_as_slacks_client_sends_it(play, typed, sent):
    async def story(stage):
        names = {"ana": stage.ana.id, "general": stage.general.id}
        assert as_sent(stage.ws, typed.format(**names)) == sent.format(**names)

    play(story)


def test_a_command_carries_names_only_when_the_app_wants_them_escaped(play):
    async def story(stage):
        text = "@ana in #general <b>"
        escaped = f"<@{stage.ana.id}|ana> in <#{stage.general.id}|general> &lt;b&gt;"
        assert as_command_text(stage.ws, text, should_escape=True) == escaped
        assert as_command_text(stage.ws, text, should_escape=False) == "@ana in #general &lt;b&gt;"

    play(story)


def test_commands_that_are_none(play):
    async def story(stage):
        seen = await stage.hands.types("ana", "general", "/nope x")
        assert seen.text == "/nope is not a valid command."
        root = await stage.hands.says("ana", "general", "root")
        seen = await stage.hands.types("ana", "general", "/wg x", thread_ts=root["ts"])
        assert seen.text == "/wg is not supported in threads. Sorry!"

    play(story)


def test_what_people_may_not_do(play, form):
    async def story(stage):
        mine = await stage.hands.says("ana", "general", "mine")
        with pytest.raises(ClientRefused, match="only one's own"):
            await stage.hands.edits("bo", mine, "yours")
        with pytest.raises(ClientRefused, match="nothing to send"):
            await stage.hands.says("ana", "general", "  ")
        with pytest.raises(ClientRefused, match="cy is not in #general"):
            await stage.hands.says("cy", "general", "x")
        stage.ws.forms.open(stage.ana.id, form())
        with pytest.raises(ClientRefused, match="somebody else's screen"):
            await stage.hands.submits("bo", stage.hands.form("ana"), {"text": "x"})
        await stage.hands.archives("ana", "general")
        with pytest.raises(ClientRefused, match="archived"):
            await stage.hands.says("ana", "general", "x")
        await stage.hands.changes_person("ana", deleted=True)
        with pytest.raises(ClientRefused, match="deactivated"):
            await stage.hands.types("ana", "general", "/wg x")

    play(story)


def test_until_says_what_did_not_happen(play):
    async def story(stage):
        with pytest.raises(TimeoutError, match=r"the card did not happen within 0\.05 s"):
            await stage.hands.until(lambda: False, within=0.05, what="the card")

    play(story)


def test_all_words_of_a_message_are_read(play):
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "Head"}},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "one"}, {"type": "mrkdwn", "text": "two"}]},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "by ana"}]},
        {
            "type": "actions",
            "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Press"}}],
        },
    ]

    async def story(stage):
        await stage.client.chat_postMessage(channel=stage.general.id, text="fallback", blocks=blocks)
        assert stage.hands.text_of(stage.hands.channel("general")[-1]) == "Head\none\ntwo\nby ana\nPress"
        said = await stage.hands.says("ana", "general", "hi @bo")
        assert stage.hands.text_of(said) == f"hi <@{stage.bo.id}>"

    play(story)
