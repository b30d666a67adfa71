"""The hands of people: what typing becomes, what can be clicked, what Slack's client does not let happen."""

import asyncio
import re

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


def test_names_that_are_not_there_are_told(play, card):
    async def story(stage):
        await stage.client.chat_postMessage(channel=stage.general.id, text="x", blocks=card)
        message = stage.hands.channel("general")[-1]
        with pytest.raises(LookupError, match=r"'Decline'; there are 'Accept' \(accept\)"):
            await stage.hands.clicks("ana", message, "Decline")
        with pytest.raises(LookupError, match="nobody is called 'zoe'"):
            await stage.hands.says("zoe", "general", "x")
        with pytest.raises(LookupError, match="no channel 'nowhere'; there are general, outside, secret"):
            await stage.hands.says("ana", "nowhere", "x")

    play(story)


def test_equal_buttons_are_told_apart_by_their_value(play):
    def row(value):
        text = {"type": "plain_text", "text": "Done"}
        return {
            "type": "actions",
            "elements": [{"type": "button", "action_id": "done", "text": text, "value": value}],
        }

    async def story(stage):
        await stage.by_socket(stage.app())
        await stage.client.chat_postMessage(
            channel=stage.general.id, text="x", blocks=[row("A-1"), row("A-2")]
        )
        message = stage.hands.channel("general")[-1]
        with pytest.raises(LookupError, match="2 things are called 'Done'"):
            await stage.hands.clicks("ana", message, "Done")
        await stage.hands.clicks("ana", message, "Done", value="A-2")
        assert stage.heard[-1]["actions"][0]["value"] == "A-2"

    play(story, ack_seconds=0.1)


def test_a_stale_screen_still_has_its_button(play, card):
    async def story(stage):
        app, values = stage.app(), []

        @app.action("accept")
        async def accept(ack, body):
            await ack()
            values.append((body["actions"][0]["value"], body["message"]["text"]))

        await stage.by_socket(app)
        posted = await stage.client.chat_postMessage(channel=stage.general.id, text="new", blocks=card)
        old = stage.hands.channel("general")[-1]
        await stage.client.chat_update(channel=stage.general.id, ts=posted["ts"], text="accepted", blocks=[])
        await stage.hands.clicks("ana", old, "Accept")
        assert values == [("F-1", "accepted")]

    play(story)


def test_a_double_click_arrives_twice(play, card):
    async def story(stage):
        app, clicked = stage.app(), []

        @app.action("accept")
        async def accept(ack, body):
            clicked.append(body["trigger_id"])
            await ack()

        await stage.by_socket(app)
        await stage.client.chat_postMessage(channel=stage.general.id, text="x", blocks=card)
        message = stage.hands.channel("general")[-1]
        await asyncio.gather(*(stage.hands.clicks("ana", message, "Accept") for _ in range(2)))
        assert len(set(clicked)) == 2

    play(story)


def test_choices_in_a_message_come_with_the_next_click(play):
    options = [
        {"text": {"type": "plain_text", "text": name}, "value": name.lower()} for name in ("Nova", "Neutron")
    ]
    menu = {"type": "static_select", "action_id": "area", "options": options}
    go = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "block_id": "b", "elements": [menu, go]}]

    async def story(stage):
        app = stage.app()

        @app.action(re.compile("area|go"))
        async def taken(ack):
            await ack()

        await stage.by_socket(app)
        await stage.client.chat_postMessage(channel=stage.general.id, text="x", blocks=blocks)
        message = stage.hands.channel("general")[-1]
        await stage.hands.clicks("ana", message, "Neutron")
        chosen = stage.heard[-1]
        assert chosen["actions"][0]["selected_option"]["value"] == "neutron"
        await stage.hands.clicks("ana", message, "Go")
        assert stage.heard[-1]["state"]["values"]["b"]["area"]["selected_option"]["value"] == "neutron"
        await stage.hands.clicks("bo", message, "Go")
        assert stage.heard[-1]["state"]["values"]["b"]["area"]["selected_option"] is None
        with pytest.raises(LookupError, match="no option 'swift'; there are nova, neutron"):
            await stage.hands.clicks("ana", message, "area", value="swift")

    play(story)


FIELDS = {
    "static_select": (
        {"options": [{"text": {"type": "plain_text", "text": "A"}, "value": "a"}]},
        "A",
        "selected_option",
    ),
    "multi_users_select": ({}, ["U1", "U2"], "selected_users"),
    "users_select": ({}, "U1", "selected_user"),
    "channels_select": ({}, "C1", "selected_channel"),
    "conversations_select": ({}, "C1", "selected_conversation"),
    "datepicker": ({}, "2026-12-03", "selected_date"),
    "timepicker": ({}, "14:00", "selected_time"),
    "datetimepicker": ({}, 1_793_696_400, "selected_date_time"),
    "number_input": ({"is_decimal_allowed": False}, "15", "value"),
    "plain_text_input": ({}, "words", "value"),
}


@pytest.mark.parametrize("kind", FIELDS)
def test_a_simple_value_becomes_the_state_of_its_element(play, form, kind):
    extra, value, name = FIELDS[kind]
    element = {"type": kind, "action_id": "e"} | extra
    label = {"type": "plain_text", "text": "L"}

    async def story(stage):
        trigger = stage.ws.forms.trigger(stage.ana.id)
        view = form(blocks=[{"type": "input", "block_id": "b", "label": label, "element": element}])
        await stage.client.views_open(trigger_id=trigger, view=view)
        with pytest.raises(ClientRefused):
            await stage.hands.submits("ana", stage.hands.form("ana"))
        stage.hands.type_in("ana", stage.hands.form("ana"), {"b": value})
        state = stage.ws.forms.top(stage.ana.id).typed["b"]["e"]
        assert state["type"] == kind
        got = state[name]
        assert (got["value"] if isinstance(got, dict) else got) == ("a" if kind == "static_select" else value)

    play(story)


WRONG = [
    ({"type": "number_input", "is_decimal_allowed": False}, "half", "valid number"),
    ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "whole number"),
    ({"type": "number_input", "is_decimal_allowed": True, "max_value": "3"}, "4.0", "out of range"),
    ({"type": "email_text_input"}, "nobody", "valid email"),
    ({"type": "url_text_input"}, "x.org", "valid URL"),
    ({"type": "plain_text_input", "max_length": 3}, "long", "3 characters or fewer"),
    ({"type": "plain_text_input", "min_length": 3}, "no", "at least 3 characters"),
]


@pytest.mark.parametrize(("element", "value", "sentence"), WRONG)
def test_slacks_client_looks_at_the_kind_of_a_value(play, form, element, value, sentence):
    field = {"type": "input", "block_id": "b", "label": {"type": "plain_text", "text": "L"}}

    async def story(stage):
        view = form(blocks=[field | {"element": element | {"action_id": "e"}}])
        await stage.client.views_open(trigger_id=stage.ws.forms.trigger(stage.ana.id), view=view)
        with pytest.raises(ClientRefused, match=sentence):
            await stage.hands.submits("ana", stage.hands.form("ana"), {"b": value})

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


def test_the_app_hears_of_coming_and_going_where_it_is(play):
    async def story(stage):
        await stage.by_socket(stage.app())
        await stage.hands.joins("cy", "general")
        await stage.hands.leaves("cy", "general")
        await stage.hands.invites_bot("bo", "secret")
        await stage.hands.says("bo", "secret", "psst")
        await stage.hands.renames("bo", "secret", "hidden")
        await stage.hands.kicks_bot("bo", "hidden")
        await stage.hands.says("bo", "hidden", "unheard")
        await stage.hands.renames("ana", "outside", "abroad")
        await stage.hands.changes_person("cy", tz="Asia/Taipei")
        await stage.hands.arrives("di", "Di Roy")
        kinds = [body["event"]["type"] for body in stage.heard if body["event"]["type"] != "message"]
        assert kinds == [
            "member_joined_channel",
            "member_left_channel",
            "member_joined_channel",
            "group_rename",
            "member_left_channel",
            "group_left",
            "channel_rename",
            "user_change",
            "team_join",
        ]
        texts = [body["event"].get("text", "") for body in stage.heard]
        assert "psst" in texts and "unheard" not in texts
        invited = stage.heard[[body["event"].get("user") for body in stage.heard].index(stage.bot)]
        assert invited["event"]["inviter"] == stage.bo.id

    play(story)


def test_talk_edits_deletions_and_reactions_are_heard(play):
    async def story(stage):
        await stage.by_socket(stage.app())
        message = await stage.hands.says("ana", "general", "<script> @convener")
        await stage.hands.edits("ana", message, "better")
        await stage.hands.reacts("bo", message, ":eyes:")
        await stage.hands.reacts("bo", message, "eyes")
        await stage.hands.says("bo", "general", "reply", thread_ts=message["ts"])
        await stage.hands.deletes("ana", message)
        kinds = [(each["event"]["type"], each["event"].get("subtype")) for each in stage.heard]
        assert kinds == [
            ("message", None),
            ("app_mention", None),
            ("message", "message_changed"),
            ("reaction_added", None),
            ("reaction_removed", None),
            ("message", None),
            ("message", "message_deleted"),
        ]
        changed = stage.heard[2]["event"]
        assert (changed["message"]["text"], changed["previous_message"]["ts"]) == ("better", message["ts"])
        assert stage.hands.channel("general")[0]["subtype"] == "tombstone"
        assert message["text"] == f"&lt;script&gt; <@{stage.bot}>"

    play(story)


def test_only_subscribed_events_with_their_scopes_are_sent(play):
    async def story(stage):
        await stage.by_socket(stage.app())
        stage.ws.app.events = frozenset({"message.channels", "reaction_added", "app_mention"})
        stage.ws.app.scopes = frozenset({"channels:history", "app_mentions:read"})
        message = await stage.hands.says("ana", "general", "heard")
        await stage.hands.reacts("ana", message, "eyes")
        await stage.hands.says("ana", "dm", "no message.im")
        await stage.hands.changes_person("bo", tz="UTC")
        assert [body["event"]["text"] for body in stage.heard] == ["heard"]

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


def test_of_channels_without_the_bot_only_their_own_fate_is_heard(play):
    async def story(stage):
        await stage.by_socket(stage.app())
        message = await stage.hands.says("ana", "outside", "unheard @convener")
        await stage.hands.reacts("ana", message, "eyes")
        await stage.hands.joins("bo", "outside")
        await stage.hands.archives("ana", "outside")
        await stage.hands.unarchives("ana", "outside")
        assert [body["event"]["type"] for body in stage.heard] == ["channel_archive", "channel_unarchive"]
        with pytest.raises(ClientRefused, match="already in"):
            await stage.hands.invites_bot("ana", "general")
        with pytest.raises(ClientRefused, match="nobody can join #secret by themselves"):
            await stage.hands.joins("ana", "secret")

    play(story)


def test_a_click_in_a_whisper_comes_without_the_message(play, card):
    async def story(stage):
        await stage.by_socket(stage.app())
        whisper = stage.client.chat_postEphemeral
        await whisper(channel=stage.general.id, user=stage.ana.id, text="x", blocks=card)
        await stage.hands.clicks("ana", stage.hands.shown("ana", "general")[-1], "Accept")
        clicked = stage.heard[-1]
        assert clicked["container"]["is_ephemeral"] and "message" not in clicked

    play(story, ack_seconds=0.1)
