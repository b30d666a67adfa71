"""What an app hears of what people do, and what it does not."""

import pytest

from bot.sandbox.driver import ClientRefused


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
